//! The verdict of the 3%-regeling on a plan, from the facts alone: shares nothing with the derivation in `uitleg`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{ID, dubbele_bezetting_telt};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::plaatsing::Plaatsingstatus;
use crate::domain::sector::Sector;
use crate::domain::vacature::Vacaturesoort;
use crate::matching::facts::Feiten;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::{Deel, HuidigePlaatsing, ProblemBoek, ProblemInstroom, ProblemSchool};

/// What a board receives, and what it may.
pub(super) struct Instroom {
    pub(super) bestuur: Bestuursnummer,
    pub(super) sector: Sector,
    /// Netto fte it receives.
    pub(super) instroom: Breuk,
    /// Netto fte it may receive; absent: no ceiling.
    pub(super) ruimte: Option<Breuk>,
}

impl Instroom {
    /// Netto fte above the ceiling; 0 below it or without one.
    pub(super) fn omvang(&self) -> Breuk {
        self.ruimte.as_ref().map_or_else(Breuk::nul, |ruimte| (&self.instroom - ruimte).minstens_nul())
    }
}

/// What a board has, expects to lose and receives, in fte.
#[derive(Default)]
pub(in crate::matching::rules) struct Rekening {
    /// Formation at the peildatum, less what is lent.
    pub(in crate::matching::rules) has: Breuk,
    weighted: Breuk,
    /// Pupils, unweighted.
    pub(in crate::matching::rules) pupils: i64,
    /// Expected outflow.
    pub(in crate::matching::rules) leaves: Breuk,
    /// Netto fte that the plan brings.
    pub(in crate::matching::rules) receives: Breuk,
}

/// Every board with a formatie or an inflow, sorted by sector and board.
pub(super) fn instromen(
    feiten: &Feiten,
    plan: &[VoorgesteldePlaatsing],
) -> Result<Vec<Instroom>, OnvolledigBeleid> {
    let accounts = accounts(feiten, ID, plan)?;
    let frozen = feiten.boek(ID);
    let beleid = feiten.beleid();
    let share = beleid.getal("drieprocent", "percentage")?;
    let basis = beleid.keuze("drieprocent", "grondslag")?;
    let exempt_below = beleid.getal("drieprocent", "drempel")?;
    let instroom = |((sector, bestuur), account): (&(Sector, &Bestuursnummer), &Rekening)| {
        let chamber = || accounts.iter().filter(|((other, _), _)| other == sector).map(|(_, account)| account);
        let all: Breuk = chamber().map(|account| account.has.clone()).sum();
        let all_weighted: Breuk = chamber().map(|account| account.weighted.clone()).sum();
        let fair = (&all * &account.weighted).gedeeld_door(&all_weighted).unwrap_or_else(|| account.has.clone());
        let above = &account.has - &fair;
        let donor = !above.is_negatief() && !above.is_nul() && account.has >= exempt_below;
        let step = match basis {
            "norm" => (&share * &fair).min(above),
            "afstand" => &share * &above,
            _ => (&share * &account.has).min(above),
        };
        Instroom {
            bestuur: (*bestuur).clone(),
            sector: *sector,
            instroom: account.receives.clone(),
            ruimte: match frozen {
                Some(boek) => boek.norm(*sector, bestuur).and_then(|norm| norm.waarde.clone()),
                // P − (T − uitstroom) = uitstroom − d
                None => donor.then(|| (&account.leaves - &step).minstens_nul()),
            },
        }
    };
    Ok(accounts.iter().map(instroom).collect())
}

/// The account of every board with a school, by sector and board; `regel` says whose page may have been frozen.
pub(in crate::matching::rules) fn accounts<'a>(
    feiten: &Feiten<'a>,
    regel: &str,
    plan: &[VoorgesteldePlaatsing],
) -> Result<BTreeMap<(Sector, &'a Bestuursnummer), Rekening>, OnvolledigBeleid> {
    let beleid = feiten.beleid();
    let alfa = beleid.getal("drieprocent", "alfa")?;
    let middle = Breuk::from(beleid.geheel("drieprocent", "weging-midden")?);
    let default_leave = beleid.getal("drieprocent", "uitstroom")?;
    let double_counts = dubbele_bezetting_telt(beleid)?;
    let formation = Formatie { feiten, boek: feiten.boek(regel), double_counts };
    let placed = formation.placed();
    let mut accounts: BTreeMap<(Sector, &Bestuursnummer), Rekening> = BTreeMap::new();
    for school in &feiten.problem.scholen {
        let account = accounts.entry((school.sector, &school.bestuursnummer)).or_default();
        let own = school.formatie.as_ref().map(|formatie| formatie.beschikbaar_bevoegd_fte - formatie.niet_inzetbaar_fte);
        let lent = lent_out(feiten, school);
        let has = own.unwrap_or_default().breuk() - lent + placed.get(school.vestigingscode.as_str()).cloned().unwrap_or_default();
        account.pupils += school.formatie.as_ref().map_or(0, |formatie| i64::from(formatie.leerlingen));
        let told = school.formatie.as_ref().and_then(|formatie| formatie.verwachte_uitstroom_fte);
        account.leaves += told.map_or_else(|| &default_leave * &has, |told| told.breuk());
        account.has += has;
        account.weighted += weighted(school, &alfa, &middle);
    }
    for line in plan {
        let Some((bestuur, sector)) = feiten.kamer(&line.vestigingscode) else { continue };
        let continues = line.bestaand.as_deref().and_then(|id| feiten.plaatsing(id));
        let new = line.delen.iter().filter(|deel| {
            continues.is_none_or(|today| !formation.was_there(today, deel))
        });
        let e4_dagen = new.map(|deel| feiten.netto_e4_dagen(deel, line.netto_vanaf)).sum();
        accounts.entry((sector, bestuur)).or_default().receives += feiten.als_fte(e4_dagen);
    }
    for earlier in feiten.problem.instroom.iter().filter(|earlier| !formation.held(earlier)) {
        let Some((bestuur, sector)) = feiten.kamer(&earlier.vestigingscode) else { continue };
        let e4_dagen = feiten.instroom_e4_dagen(earlier);
        accounts.entry((sector, bestuur)).or_default().receives += feiten.als_fte(e4_dagen);
    }
    Ok(accounts)
}

fn weighted(school: &ProblemSchool, alfa: &Breuk, middle: &Breuk) -> Breuk {
    let pupils = Breuk::from(school.formatie.as_ref().map_or(0, |formatie| i64::from(formatie.leerlingen)));
    let deviation = school.schoolweging_e2.map_or(Breuk::nul(), |e2| &Breuk::ratio(e2.into(), 100) - middle);
    let extra = (alfa * &deviation).gedeeld_door(middle).unwrap_or_default();
    &pupils + &(&pupils * &extra)
}

/// Fte that this school lends to the pool, over the days of the schooljaar.
fn lent_out(feiten: &Feiten, school: &ProblemSchool) -> Breuk {
    let year = feiten.problem.schooljaar.periode();
    let mut lent = Breuk::nul();
    for docent in &feiten.problem.regiodocenten {
        let Some(loan) = docent.detachering.as_ref().filter(|loan| loan.vestigingscode == school.vestigingscode) else { continue };
        for contract in &docent.contracten {
            let days = contract.periode.doorsnede(&loan.periode).and_then(|both| both.doorsnede(&year));
            lent += &contract.werktijdfactor.breuk() * &Breuk::ratio(days.map_or(0, |days| days.dagen()), feiten.dagen);
        }
    }
    lent
}

/// Which plaatsingen were part of the formation on the peildatum.
struct Formatie<'f, 'a> {
    feiten: &'f Feiten<'a>,
    /// Says it, when it was frozen.
    boek: Option<&'a ProblemBoek>,
    double_counts: bool,
}

impl<'a> Formatie<'_, 'a> {
    /// Their fte per school, also of those that are over by now.
    fn placed(&self) -> BTreeMap<&'a str, Breuk> {
        let mut placed: BTreeMap<&str, Breuk> = BTreeMap::new();
        for today in &self.feiten.problem.plaatsingen {
            let there = today.delen.iter().filter(|deel| self.was_there(today, deel));
            *placed.entry(today.vestigingscode.as_str()).or_default() += there.map(|deel| deel.fte.breuk()).sum();
        }
        for gone in self.feiten.problem.instroom.iter().filter(|row| !row.na_overdracht) {
            if self.still_here(gone).is_none() && self.had_been_there(gone) {
                *placed.entry(gone.vestigingscode.as_str()).or_default() += gone.fte.breuk();
            }
        }
        placed
    }

    fn peildatum(&self) -> NaiveDate {
        self.boek.map_or(self.feiten.problem.peildatum, |boek| boek.peildatum)
    }

    /// Was what came earlier part of it: as a plaatsing, or as staff that went over to the board before?
    fn held(&self, earlier: &ProblemInstroom) -> bool {
        earlier.is_eigen_op(self.peildatum())
            || match self.still_here(earlier) {
                Some((today, deel)) => self.was_there(today, deel),
                None => self.had_been_there(earlier),
            }
    }

    /// The part of today's plaatsing that began as this did.
    fn still_here(&self, earlier: &ProblemInstroom) -> Option<(&'a HuidigePlaatsing, &'a Deel)> {
        let today = self.feiten.plaatsing(&earlier.plaatsing)?;
        let began = |deel: &&Deel| today.sinds.unwrap_or(deel.van) == earlier.sinds;
        Some((today, today.delen.iter().find(began)?))
    }

    /// Of what is over: as the page lists it; else it was netto on the day, as the rows of its working days tell.
    fn had_been_there(&self, earlier: &ProblemInstroom) -> bool {
        let day = self.peildatum();
        if day < earlier.sinds || earlier.tot_en_met < day {
            return false;
        }
        if let Some(boek) = self.boek {
            return boek.in_formatie.contains(&earlier.plaatsing);
        }
        let counted = |row: &ProblemInstroom| self.double_counts || row.van <= day;
        if !earlier.na_overdracht {
            return counted(earlier);
        }
        self.feiten.problem.instroom.iter().any(|row| {
            let same = row.plaatsing == earlier.plaatsing && row.sinds == earlier.sinds && !row.na_overdracht;
            same && day <= row.tot_en_met && counted(row)
        })
    }

    fn was_there(&self, today: &HuidigePlaatsing, deel: &Deel) -> bool {
        let day = self.peildatum();
        let first = today.sinds.unwrap_or(deel.van);
        if day < first || deel.tot_en_met < day {
            return false;
        }
        if let Some(boek) = self.boek {
            return boek.in_formatie.contains(&today.id);
        }
        let asked = self.feiten.vacature(&deel.vacature);
        let training = asked.is_some_and(|asked| asked.soort == Vacaturesoort::Opleidingsplaats);
        let double = training || today.netto_vanaf.is_some_and(|netto| day < netto);
        today.status == Plaatsingstatus::Actief && (self.double_counts || !double)
    }
}
