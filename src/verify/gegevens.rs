//! What the properties look up: nouns by key, days, parameters. Knows no property.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::domain::beleid::{Modus, Waarde};
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::periode::Periode;
use crate::domain::regiodocent::is_eerstejaars;
use crate::domain::sector::Sector;
use crate::domain::vacature::Vacaturesoort;
use crate::matching::plan::{Plan, VoorgesteldePlaatsing};
use crate::matching::problem::{
    Deel, HuidigePlaatsing, Problem, ProblemBoek, ProblemRegiodocent, ProblemSchool, ProblemVacature,
};

/// A Problem with its keys.
pub(super) struct Gegevens<'a> {
    pub(super) problem: &'a Problem,
    personen: HashMap<&'a str, &'a ProblemRegiodocent>,
    vacatures: HashMap<&'a str, &'a ProblemVacature>,
    scholen: HashMap<&'a Vestigingscode, &'a ProblemSchool>,
    vandaag: HashMap<&'a str, &'a HuidigePlaatsing>,
}

impl<'a> Gegevens<'a> {
    pub(super) fn new(problem: &'a Problem) -> Gegevens<'a> {
        Gegevens {
            problem,
            personen: problem.regiodocenten.iter().map(|one| (one.id.as_str(), one)).collect(),
            vacatures: problem.vacatures.iter().map(|one| (one.id.as_str(), one)).collect(),
            scholen: problem.scholen.iter().map(|one| (&one.vestigingscode, one)).collect(),
            vandaag: problem.plaatsingen.iter().map(|one| (one.id.as_str(), one)).collect(),
        }
    }

    pub(super) fn persoon(&self, id: &str) -> Option<&'a ProblemRegiodocent> {
        self.personen.get(id).copied()
    }

    pub(super) fn vacature(&self, id: &str) -> Option<&'a ProblemVacature> {
        self.vacatures.get(id).copied()
    }

    pub(super) fn school(&self, code: &Vestigingscode) -> Option<&'a ProblemSchool> {
        self.scholen.get(code).copied()
    }

    pub(super) fn vandaag(&self, id: &str) -> Option<&'a HuidigePlaatsing> {
        self.vandaag.get(id).copied()
    }

    /// The line repeats a plaatsing of today that holds fte, in every detail: what runs is not judged again.
    pub(super) fn loopt_al(&self, line: &VoorgesteldePlaatsing) -> bool {
        let Some(today) = line.bestaand.as_deref().and_then(|id| self.vandaag(id)) else { return false };
        let parts = |delen: &[Deel]| {
            let mut keys: Vec<_> = delen.iter().map(|d| (d.vacature.clone(), d.fte, d.van, d.tot_en_met)).collect();
            keys.sort();
            keys
        };
        today.status.houdt_fte_vast()
            && (&today.regiodocent, &today.vestigingscode) == (&line.regiodocent, &line.vestigingscode)
            && today.netto_vanaf == line.netto_vanaf
            && parts(&today.delen) == parts(&line.delen)
    }

    pub(super) fn eerstejaars(&self, persoon: &ProblemRegiodocent) -> bool {
        is_eerstejaars(persoon.soort, persoon.traject_start, self.problem.schooljaar)
    }

    /// The first and the last day of the schooljaar.
    pub(super) fn jaar(&self) -> (NaiveDate, NaiveDate) {
        (self.problem.schooljaar.eerste_dag(), self.problem.schooljaar.laatste_dag())
    }

    /// Days from `van` up to and including `tot` that lie in the schooljaar.
    pub(super) fn dagen(&self, van: NaiveDate, tot: NaiveDate) -> i64 {
        let (eerste, laatste) = self.jaar();
        (tot.min(laatste).signed_duration_since(van.max(eerste)).num_days() + 1).max(0)
    }

    /// The days of a vacature in the schooljaar; `None` when there are none.
    pub(super) fn dagen_van(&self, vacature: &ProblemVacature) -> Option<(NaiveDate, NaiveDate)> {
        let (eerste, laatste) = self.jaar();
        let (van, tot) = (vacature.periode.van.max(eerste), vacature.periode.einde().min(laatste));
        (van <= tot).then_some((van, tot))
    }

    /// Fte × days ÷ days of the schooljaar.
    pub(super) fn over_jaar(&self, deel: &Deel, vanaf: Option<NaiveDate>) -> Breuk {
        let van = vanaf.map_or(deel.van, |day| day.max(deel.van));
        let days = Breuk::ratio(self.dagen(van, deel.tot_en_met), self.problem.schooljaar.dagen());
        &deel.fte.breuk() * &days
    }

    /// What counts as staff: after dubbele bezetting, and never on an opleidingsplaats.
    pub(super) fn netto(&self, deel: &Deel, netto_vanaf: Option<NaiveDate>) -> Breuk {
        let training =
            self.vacature(&deel.vacature).is_some_and(|asked| asked.soort == Vacaturesoort::Opleidingsplaats);
        if training { Breuk::nul() } else { self.over_jaar(deel, netto_vanaf) }
    }

    /// Netto fte per school of who left it earlier in the schooljaar, as long as they were of the pool.
    pub(super) fn eerder_per_school(&self) -> HashMap<&'a Vestigingscode, Breuk> {
        let mut netto: HashMap<&Vestigingscode, Breuk> = HashMap::new();
        for earlier in &self.problem.instroom {
            let days = if earlier.na_overdracht { 0 } else { self.dagen(earlier.van, earlier.tot_en_met) };
            let share = Breuk::ratio(days, self.problem.schooljaar.dagen());
            *netto.entry(&earlier.vestigingscode).or_default() += &earlier.fte.breuk() * &share;
        }
        netto
    }

    /// Netto fte per school of everything in the plan, and of before it.
    pub(super) fn netto_per_school(&self, plan: &'a Plan) -> HashMap<&'a Vestigingscode, Breuk> {
        let mut netto = self.eerder_per_school();
        for line in &plan.plaatsingen {
            let sum = line.delen.iter().map(|deel| self.netto(deel, line.netto_vanaf)).sum::<Breuk>();
            *netto.entry(&line.vestigingscode).or_default() += sum;
        }
        netto
    }

    /// Fte that a school lends to the pool, over the days of the schooljaar.
    pub(super) fn uitgeleend(&self, school: &ProblemSchool) -> Breuk {
        let (eerste, laatste) = self.jaar();
        let mut lent = Breuk::nul();
        for persoon in &self.problem.regiodocenten {
            let Some(loan) = &persoon.detachering else { continue };
            for contract in persoon.contracten.iter().filter(|_| loan.vestigingscode == school.vestigingscode) {
                let van = contract.periode.van.max(loan.periode.van).max(eerste);
                let tot = contract.periode.einde().min(loan.periode.einde()).min(laatste);
                let share = Breuk::ratio(self.dagen(van, tot), self.problem.schooljaar.dagen());
                lent += &contract.werktijdfactor.breuk() * &share;
            }
        }
        lent
    }

    pub(super) fn modus(&self, regel: &str) -> Modus {
        let setting = self.problem.beleid.regels.get(regel);
        setting.and_then(|setting| setting.modus).unwrap_or(Modus::Uit)
    }

    /// The same for one board: what is hard for all may give way for it.
    pub(super) fn modus_bij(&self, regel: &str, nummer: &Bestuursnummer, sector: Sector) -> Modus {
        let modus = self.modus(regel);
        let eased = self.problem.versoepelingen.iter();
        let mut eased = eased.filter(|one| one.regel == regel && one.bestuursnummer == *nummer && one.sector == sector);
        if modus == Modus::Hard && eased.next().is_some() { Modus::Zacht } else { modus }
    }

    fn waarde(&self, regel: &str, naam: &str) -> Option<&'a Waarde> {
        Some(&self.problem.beleid.regels.get(regel)?.parameters.get(naam)?.waarde)
    }

    /// What was frozen earlier in this schooljaar for a rule.
    pub(super) fn boek(&self, regel: &str) -> Option<&'a ProblemBoek> {
        self.problem.boeken.iter().find(|boek| boek.regel == regel)
    }

    /// A number of the beleid. (Validation saw that it is there.)
    pub(super) fn getal(&self, regel: &str, naam: &str) -> Breuk {
        match self.waarde(regel, naam) {
            Some(Waarde::Getal(number)) => number.clone(),
            Some(Waarde::Geheel(number)) => Breuk::from(*number),
            _ => Breuk::nul(),
        }
    }

    pub(super) fn geheel(&self, regel: &str, naam: &str) -> i64 {
        self.getal(regel, naam).naar_beneden()
    }

    pub(super) fn lijst(&self, regel: &str, naam: &str) -> Vec<Breuk> {
        match self.waarde(regel, naam) {
            Some(Waarde::Lijst(numbers)) => numbers.clone(),
            _ => Vec::new(),
        }
    }

    pub(super) fn woord(&self, regel: &str, naam: &str) -> &'a str {
        match self.waarde(regel, naam) {
            Some(Waarde::Keuze(word)) => word,
            _ => "",
        }
    }

    pub(super) fn ja(&self, regel: &str, naam: &str) -> bool {
        self.waarde(regel, naam) == Some(&Waarde::JaNee(true))
    }
}

/// Does the part lie on this day?
pub(super) fn ligt_op(deel: &Deel, day: NaiveDate) -> bool {
    deel.van <= day && day <= deel.tot_en_met
}

/// Days that stand for all: nothing that these parts and periods decide changes between two of them.
pub(super) fn peildagen<'p>(
    delen: impl IntoIterator<Item = &'p Deel>,
    perioden: impl IntoIterator<Item = &'p Periode>,
) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    let parts = delen.into_iter().map(|deel| (deel.van, Some(deel.tot_en_met)));
    for (van, tot) in parts.chain(perioden.into_iter().map(|one| (one.van, one.tot_en_met))) {
        days.insert(van);
        days.extend(tot.and_then(|tot| tot.succ_opt()));
    }
    days
}

/// Sum of ten-thousandths of an fte, whatever a hand-made plan holds.
pub(super) fn som_e4<'p>(delen: impl IntoIterator<Item = &'p Deel>) -> i128 {
    delen.into_iter().map(|deel| i128::from(deel.fte.e4())).sum()
}
