//! Feiten: exact figures that several rules read off a Problem, with indexes so that nothing is searched twice.
//!
//! Knows no rule and makes no judgement. Whole numbers wherever possible: fte × days in ten-thousandths of an fte-day.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use num_traits::ToPrimitive;

use super::dagverloop::dagverloop;
use super::plan::VoorgesteldePlaatsing;
use super::problem::{
    Deel, HuidigePlaatsing, Pin, Problem, ProblemBestuur, ProblemBoek, ProblemInstroom, ProblemRegiodocent,
    ProblemSchool, ProblemVacature, Versoepeling,
};
use crate::domain::beleid::{Beleid, Modus, OnvolledigBeleid};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::instemming::Instemmingsoort;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::periode::Periode;
use crate::domain::plaatsing::Plaatsingstatus;
use crate::domain::regiodocent::is_eerstejaars;
use crate::domain::sector::Sector;
use crate::domain::vacature::Vacaturesoort;

/// A Problem with indexes and the few parameters that facts depend on.
pub struct Feiten<'a> {
    /// What the facts are about.
    pub problem: &'a Problem,
    /// Days of the schooljaar.
    pub dagen: i64,
    /// Days of dubbele bezetting of a first-year.
    pub dubbele_bezetting: u64,
    /// Smallest plaatsing of a person at a school.
    pub kleinste_plaatsing: Fte,
    reis: Reis,
    regiodocenten: HashMap<&'a str, &'a ProblemRegiodocent>,
    vacatures: HashMap<&'a str, &'a ProblemVacature>,
    scholen: HashMap<&'a Vestigingscode, &'a ProblemSchool>,
    besturen: HashMap<&'a Bestuursnummer, &'a ProblemBestuur>,
    plaatsingen: HashMap<&'a str, &'a HuidigePlaatsing>,
    plaatsingen_van: HashMap<&'a str, Vec<&'a HuidigePlaatsing>>,
    pins_van: HashMap<&'a str, Vec<&'a Pin>>,
    verplaatsbaar: HashMap<&'a str, &'a HuidigePlaatsing>,
    uitgeleend: HashMap<&'a Vestigingscode, i64>,
}

/// How a distance becomes minutes: `minutes = metres × teller / noemer`.
struct Reis {
    maximum: i32,
    teller: i128,
    noemer: i128,
}

impl Reis {
    fn read(beleid: &Beleid) -> Result<Reis, OnvolledigBeleid> {
        let wrong = |naam: &str| OnvolledigBeleid {
            regel: "reistijd".into(),
            naam: naam.into(),
            verwacht: "klein getal boven 0",
        };
        let read = |naam: &str| {
            let getal = beleid.getal("reistijd", naam)?;
            let (n, d) = getal.delen();
            match (n.to_i32(), d.to_i32()) {
                (Some(n), Some(d)) if n > 0 => Ok((i128::from(n), i128::from(d))),
                _ => Err(wrong(naam)),
            }
        };
        let maximum = i32::try_from(beleid.geheel("reistijd", "maximum")?).map_err(|_| wrong("maximum"))?;
        let ((omweg_n, omweg_d), (snel_n, snel_d)) = (read("omwegfactor")?, read("snelheid")?);
        // metres × factor / 1,000 = km; km / (km per hour) × 60 = minutes
        Ok(Reis { maximum, teller: omweg_n * snel_d * 60, noemer: omweg_d * snel_n * 1_000 })
    }
}

impl<'a> Feiten<'a> {
    /// Indexes `problem`; fails only when the beleid lacks a parameter that facts need.
    pub fn new(problem: &'a Problem) -> Result<Self, OnvolledigBeleid> {
        let dubbele_bezetting = problem.beleid.geheel("opleidingsplaats", "dubbele-bezetting")?;
        let smallest = problem.beleid.getal("spreiding", "kleinste-plaatsing")?;
        let mut plaatsingen_van: HashMap<&str, Vec<&HuidigePlaatsing>> = HashMap::new();
        for plaatsing in problem.plaatsingen.iter().filter(|plaatsing| plaatsing.status.houdt_fte_vast()) {
            plaatsingen_van.entry(&plaatsing.regiodocent).or_default().push(plaatsing);
        }
        let mut pins_van: HashMap<&str, Vec<&Pin>> = HashMap::new();
        for pin in &problem.pins {
            pins_van.entry(&pin.regiodocent).or_default().push(pin);
        }
        Ok(Feiten {
            problem,
            dagen: problem.schooljaar.dagen(),
            dubbele_bezetting: u64::try_from(dubbele_bezetting).unwrap_or(0),
            kleinste_plaatsing: Fte::from_e4((smallest * Breuk::from(10_000)).naar_boven()),
            reis: Reis::read(&problem.beleid)?,
            regiodocenten: problem.regiodocenten.iter().map(|docent| (docent.id.as_str(), docent)).collect(),
            vacatures: problem.vacatures.iter().map(|vacature| (vacature.id.as_str(), vacature)).collect(),
            scholen: problem.scholen.iter().map(|school| (&school.vestigingscode, school)).collect(),
            besturen: problem.schoolbesturen.iter().map(|bestuur| (&bestuur.bestuursnummer, bestuur)).collect(),
            plaatsingen: problem.plaatsingen.iter().map(|plaatsing| (plaatsing.id.as_str(), plaatsing)).collect(),
            verplaatsbaar: verplaatsbaar(problem, &plaatsingen_van),
            uitgeleend: uitgeleend(problem),
            plaatsingen_van,
            pins_van,
        })
    }

    /// The beleid of this Problem.
    pub fn beleid(&self) -> &'a Beleid {
        &self.problem.beleid
    }

    /// How a rule holds for one board: what is hard for everybody may be soft for this one.
    pub fn modus_voor(&self, regel: &str, bestuur: &Bestuursnummer, sector: Sector) -> Modus {
        let gives_way =
            |one: &Versoepeling| (one.regel.as_str(), &one.bestuursnummer, one.sector) == (regel, bestuur, sector);
        match self.beleid().modus(regel) {
            Modus::Hard if self.problem.versoepelingen.iter().any(gives_way) => Modus::Zacht,
            modus => modus,
        }
    }

    /// What was frozen earlier in this schooljaar for the rule with this id.
    pub fn boek(&self, regel: &str) -> Option<&'a ProblemBoek> {
        self.problem.boeken.iter().find(|boek| boek.regel == regel)
    }

    /// The regiodocent with this id.
    pub fn regiodocent(&self, id: &str) -> Option<&'a ProblemRegiodocent> {
        self.regiodocenten.get(id).copied()
    }

    /// The vacature with this id.
    pub fn vacature(&self, id: &str) -> Option<&'a ProblemVacature> {
        self.vacatures.get(id).copied()
    }

    /// The school with this code.
    pub fn school(&self, code: &Vestigingscode) -> Option<&'a ProblemSchool> {
        self.scholen.get(code).copied()
    }

    /// The board with this number.
    pub fn bestuur(&self, nummer: &Bestuursnummer) -> Option<&'a ProblemBestuur> {
        self.besturen.get(nummer).copied()
    }

    /// Board and sector of a school: whose ledger its plaatsingen are in.
    pub fn kamer(&self, code: &Vestigingscode) -> Option<(&'a Bestuursnummer, Sector)> {
        self.school(code).map(|school| (&school.bestuursnummer, school.sector))
    }

    /// The plaatsing of today with this id.
    pub fn plaatsing(&self, id: &str) -> Option<&'a HuidigePlaatsing> {
        self.plaatsingen.get(id).copied()
    }

    /// Plaatsingen of today of this regiodocent that hold fte.
    pub fn plaatsingen_van(&self, regiodocent: &str) -> &[&'a HuidigePlaatsing] {
        self.plaatsingen_van.get(regiodocent).map_or(&[], Vec::as_slice)
    }

    /// What coordinators decided about this regiodocent.
    pub fn pins_van(&self, regiodocent: &str) -> &[&'a Pin] {
        self.pins_van.get(regiodocent).map_or(&[], Vec::as_slice)
    }

    /// Does this line of a plan continue a plaatsing of today without any change?
    pub fn is_voortzetting(&self, line: &VoorgesteldePlaatsing) -> bool {
        let today = line.bestaand.as_deref().and_then(|id| self.plaatsing(id));
        today.is_some_and(|today| {
            today.status.houdt_fte_vast()
                && today.regiodocent == line.regiodocent
                && today.vestigingscode == line.vestigingscode
                && today.netto_vanaf == line.netto_vanaf
                && same_delen(&today.delen, &line.delen)
        })
    }

    /// Is this a first-year zij-instromer in the schooljaar?
    pub fn is_eerstejaars(&self, docent: &ProblemRegiodocent) -> bool {
        is_eerstejaars(docent.soort, docent.traject_start, self.problem.schooljaar)
    }

    /// Days of a vacature inside the schooljaar.
    pub fn periode(&self, vacature: &ProblemVacature) -> Option<Periode> {
        vacature.periode.doorsnede(&self.problem.schooljaar.periode())
    }

    /// Smallest werktijdfactor on any day of `periode`; 0 when there is a day without contract.
    pub fn contract_fte(&self, docent: &ProblemRegiodocent, periode: &Periode) -> Fte {
        let mut smallest: Option<Fte> = None;
        let mut covered = 0;
        for contract in &docent.contracten {
            if let Some(both) = contract.periode.doorsnede(periode) {
                covered += both.dagen();
                smallest = Some(smallest.map_or(contract.werktijdfactor, |fte| fte.min(contract.werktijdfactor)));
            }
        }
        if covered < periode.dagen() { Fte::NUL } else { smallest.unwrap_or_default() }
    }

    /// Did this person agree, for every day of `periode`, once or in turn?
    pub fn heeft_instemming(&self, docent: &ProblemRegiodocent, soort: Instemmingsoort, periode: &Periode) -> bool {
        let given = docent.instemmingen.iter().filter(|given| given.soort == soort);
        let agreed = dagverloop(given.filter_map(|given| Some((given.periode.doorsnede(periode)?, 0))));
        !periode.is_leeg() && agreed.iter().map(|stretch| stretch.periode().dagen()).sum::<i64>() == periode.dagen()
    }

    /// The plaatsing of today from which this person may be moved: there is consent, and it is the only one, on one vacature
    /// and for all its days. (What lies on several vacatures or part of the days is moved by hand.)
    pub fn verplaatsbaar(&self, regiodocent: &str) -> Option<&'a HuidigePlaatsing> {
        self.verplaatsbaar.get(regiodocent).copied()
    }

    /// Plaatsingen of today of this regiodocent that hold fte and are in every plan.
    pub fn blijvende_plaatsingen_van(&self, regiodocent: &str) -> &[&'a HuidigePlaatsing] {
        if self.verplaatsbaar.contains_key(regiodocent) { &[] } else { self.plaatsingen_van(regiodocent) }
    }

    /// What this school lends to the pool: ten-thousandths of an fte × days of the schooljaar.
    pub fn uitgeleend_e4_dagen(&self, code: &Vestigingscode) -> i64 {
        self.uitgeleend.get(code).copied().unwrap_or(0)
    }

    /// Own staff of a school that can work there: ten-thousandths of an fte × days of the schooljaar; 0 without formatie.
    pub fn eigen_e4_dagen(&self, school: &ProblemSchool) -> i64 {
        school.formatie.as_ref().map_or(0, |formatie| {
            let own = formatie.beschikbaar_bevoegd_fte - formatie.niet_inzetbaar_fte;
            own.e4() * self.dagen - self.uitgeleend_e4_dagen(&school.vestigingscode)
        })
    }

    /// Longest acceptable journey in minutes.
    pub fn max_reistijd(&self, docent: &ProblemRegiodocent) -> i32 {
        docent.max_reistijd.unwrap_or(self.reis.maximum)
    }

    /// Journey in minutes, exact; `None` when either end is unknown.
    pub fn reistijd(&self, docent: &ProblemRegiodocent, school: &ProblemSchool) -> Option<Breuk> {
        let meters = docent.punt?.meters_to(school.punt?);
        let teller = i64::try_from(self.reis.teller).unwrap_or(i64::MAX);
        let noemer = i64::try_from(self.reis.noemer).unwrap_or(i64::MAX);
        Some(Breuk::from(meters) * Breuk::ratio(teller, noemer))
    }

    /// Is the journey known and longer than this person accepts? Whole numbers only: asked for every pair.
    pub fn is_te_ver(&self, docent: &ProblemRegiodocent, school: &ProblemSchool) -> bool {
        let (Some(home), Some(there)) = (docent.punt, school.punt) else { return false };
        i128::from(home.meters_to(there)) * self.reis.teller > i128::from(self.max_reistijd(docent)) * self.reis.noemer
    }

    /// First day on which this person counts as netto in a plaatsing that begins on `van`; `None`: at once.
    pub fn netto_vanaf(&self, docent: &ProblemRegiodocent, van: NaiveDate) -> Option<NaiveDate> {
        let wait = self.is_eerstejaars(docent) && self.dubbele_bezetting > 0;
        wait.then(|| van.checked_add_days(Days::new(self.dubbele_bezetting)).unwrap_or(NaiveDate::MAX))
    }

    /// Gross: ten-thousandths of an fte × days of the schooljaar.
    pub fn bruto_e4_dagen(&self, deel: &Deel) -> i64 {
        deel.fte.e4() * self.dagen_in(deel.van, deel.tot_en_met)
    }

    /// Netto: the same, from `netto_vanaf` on; an opleidingsplaats counts 0.
    pub fn netto_e4_dagen(&self, deel: &Deel, netto_vanaf: Option<NaiveDate>) -> i64 {
        match self.vacature(&deel.vacature) {
            Some(vacature) if vacature.soort == Vacaturesoort::Opleidingsplaats => 0,
            _ => deel.fte.e4() * self.dagen_in(netto_vanaf.map_or(deel.van, |day| day.max(deel.van)), deel.tot_en_met),
        }
    }

    /// What was received earlier: ten-thousandths of an fte × days of the schooljaar.
    pub fn instroom_e4_dagen(&self, instroom: &ProblemInstroom) -> i64 {
        instroom.fte.e4() * self.dagen_in(instroom.van, instroom.tot_en_met)
    }

    /// Ten-thousandths of an fte × days, as fte over the schooljaar.
    pub fn als_fte(&self, e4_dagen: i64) -> Breuk {
        Breuk::ratio(e4_dagen, 10_000 * self.dagen)
    }

    /// Netto, per school, of everything in a plan and of who was there earlier in the schooljaar: ten-thousandths of an fte ×
    /// days. Who went over to the board is staff, of which the school tells itself.
    pub fn netto_per_school<'p>(&self, plan: &'p [VoorgesteldePlaatsing]) -> HashMap<&'p Vestigingscode, i64>
    where
        'a: 'p,
    {
        let mut netto = self.netto_eerder();
        for line in plan {
            *netto.entry(&line.vestigingscode).or_default() +=
                line.delen.iter().map(|deel| self.netto_e4_dagen(deel, line.netto_vanaf)).sum::<i64>();
        }
        netto
    }

    /// The same of the plaatsingen that are actief today.
    pub fn netto_per_school_vandaag(&self) -> HashMap<&'a Vestigingscode, i64> {
        let mut netto = self.netto_eerder();
        for today in self.problem.plaatsingen.iter().filter(|today| today.status == Plaatsingstatus::Actief) {
            *netto.entry(&today.vestigingscode).or_default() +=
                today.delen.iter().map(|deel| self.netto_e4_dagen(deel, today.netto_vanaf)).sum::<i64>();
        }
        netto
    }

    fn netto_eerder(&self) -> HashMap<&'a Vestigingscode, i64> {
        let mut netto = HashMap::new();
        for earlier in self.problem.instroom.iter().filter(|earlier| !earlier.na_overdracht) {
            *netto.entry(&earlier.vestigingscode).or_default() += self.instroom_e4_dagen(earlier);
        }
        netto
    }

    /// What a school lacks when its plaatsingen bring `netto`; all in ten-thousandths of an fte × days, 0 without formatie.
    pub fn tekort_e4_dagen(&self, school: &ProblemSchool, netto: i64) -> i64 {
        school.formatie.as_ref().map_or(0, |formatie| {
            (formatie.benodigd_fte.e4() * self.dagen - self.eigen_e4_dagen(school) - netto).max(0)
        })
    }

    fn dagen_in(&self, van: NaiveDate, tot_en_met: NaiveDate) -> i64 {
        let year = self.problem.schooljaar;
        let (van, tot_en_met) = (van.max(year.eerste_dag()), tot_en_met.min(year.laatste_dag()));
        ((tot_en_met - van).num_days() + 1).max(0)
    }
}

/// Per regiodocent with consent the one plaatsing that may be left.
fn verplaatsbaar<'a>(
    problem: &'a Problem,
    plaatsingen_van: &HashMap<&'a str, Vec<&'a HuidigePlaatsing>>,
) -> HashMap<&'a str, &'a HuidigePlaatsing> {
    let year = problem.schooljaar.periode();
    let agrees = |docent: &&ProblemRegiodocent| {
        let moves = |given: &super::problem::ProblemInstemming| {
            given.soort == Instemmingsoort::Verplaatsing && given.periode.overlapt(&year)
        };
        docent.instemmingen.iter().any(moves)
    };
    let only_one = |docent: &'a ProblemRegiodocent| {
        let [today] = plaatsingen_van.get(docent.id.as_str())?.as_slice() else { return None };
        let [deel] = today.delen.as_slice() else { return None };
        let vacature = problem.vacatures.iter().find(|vacature| vacature.id == deel.vacature)?;
        let days = Periode::new(deel.van, Some(deel.tot_en_met)).doorsnede(&year)?;
        (vacature.periode.doorsnede(&year)? == days).then_some((docent.id.as_str(), *today))
    };
    problem.regiodocenten.iter().filter(agrees).filter_map(only_one).collect()
}

/// Per home school what it lends: ten-thousandths of an fte × days of the schooljaar.
fn uitgeleend(problem: &Problem) -> HashMap<&Vestigingscode, i64> {
    let year = problem.schooljaar.periode();
    let mut lent = HashMap::new();
    for (docent, loan) in problem.regiodocenten.iter().filter_map(|docent| Some((docent, docent.detachering.as_ref()?)))
    {
        let within = |contract: &super::problem::ProblemContract| {
            let days = contract.periode.doorsnede(&loan.periode)?.doorsnede(&year)?;
            Some(contract.werktijdfactor.e4() * days.dagen())
        };
        *lent.entry(&loan.vestigingscode).or_default() += docent.contracten.iter().filter_map(within).sum::<i64>();
    }
    lent
}

/// The same parts, in whatever order?
fn same_delen(a: &[Deel], b: &[Deel]) -> bool {
    let sorted = |delen: &[Deel]| {
        let mut delen = delen.to_vec();
        delen.sort();
        delen
    };
    a == b || (a.len() == b.len() && sorted(a) == sorted(b))
}
