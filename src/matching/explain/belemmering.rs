//! Belemmering: why a pair that suits by itself cannot be added to this plan. Only what is certain; else nothing is said.

use std::collections::HashMap;

use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::instemming::Instemmingsoort;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::keuze::keuze;
use crate::domain::periode::Periode;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::matching::dagverloop::piek;
use crate::matching::facts::Feiten;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::{ProblemRegiodocent, ProblemSchool, ProblemVacature};
use crate::matching::rules::begeleiding::Tarief;

keuze! {
    /// What stands in the way.
    Belemmering {
        /// The vacature is filled on some day.
        Gevuld = "gevuld",
        /// The regiodocent has no time left on some day.
        Bezet = "bezet",
        /// The regiodocent works at as many schools as allowed.
        AndereSchool = "andere-school",
        /// As many persons as allowed work on the vacature.
        Personen = "personen",
        /// What is left is smaller than the smallest plaatsing.
        TeKlein = "te-klein",
        /// The vacature or the regiodocent wants everything, and everything does not fit.
        Geheel = "geheel",
        /// The school has no coach time left.
        Begeleiding = "begeleiding",
    }
}

/// Pieces of work: days and ten-thousandths of an fte.
type Stukken = Vec<(Periode, i64)>;

/// A plan, indexed for this question.
pub struct Stand<'a> {
    feiten: &'a Feiten<'a>,
    tarief: Tarief,
    scholen_met_instemming: usize,
    max_personen: usize,
    van_docent: HashMap<&'a str, Vec<(&'a Vestigingscode, Periode, i64)>>,
    van_vacature: HashMap<&'a str, Vec<(&'a str, Periode, i64)>>,
    coach: HashMap<&'a Vestigingscode, Stukken>,
    open_op_school: HashMap<&'a Vestigingscode, i64>,
}

impl<'a> Stand<'a> {
    /// Indexes `plan`.
    pub fn new(feiten: &'a Feiten<'a>, plan: &'a [VoorgesteldePlaatsing]) -> Result<Self, OnvolledigBeleid> {
        let whole = |naam| Ok(usize::try_from(feiten.beleid().geheel("spreiding", naam)?).unwrap_or(0));
        let mut stand = Stand {
            feiten,
            tarief: Tarief::read(feiten)?,
            scholen_met_instemming: whole("scholen-met-instemming")?,
            max_personen: whole("max-personen-per-vacature")?,
            van_docent: HashMap::new(),
            van_vacature: HashMap::new(),
            coach: HashMap::new(),
            open_op_school: HashMap::new(),
        };
        for line in plan {
            let coach_e4 = feiten.regiodocent(&line.regiodocent).map_or(0, |docent| stand.coach_e4(docent));
            for deel in &line.delen {
                let days = Periode::new(deel.van, Some(deel.tot_en_met));
                let e4 = deel.fte.e4();
                stand.van_docent.entry(&line.regiodocent).or_default().push((&line.vestigingscode, days, e4));
                stand.van_vacature.entry(&deel.vacature).or_default().push((&line.regiodocent, days, e4));
            }
            let stay = line.delen.iter().map(|deel| (deel.van, deel.tot_en_met));
            if let Some((van, end)) = stay.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) {
                stand.coach.entry(&line.vestigingscode).or_default().push((Periode::new(van, Some(end)), coach_e4));
            }
        }
        for vacature in &feiten.problem.vacatures {
            *stand.open_op_school.entry(&vacature.vestigingscode).or_default() += stand.open_e4(vacature).max(0);
        }
        Ok(stand)
    }

    /// Ten-thousandths of an fte that a vacature has open on all its days.
    pub fn open_e4(&self, vacature: &ProblemVacature) -> i64 {
        let Some(days) = self.feiten.periode(vacature) else { return 0 };
        let pieces = self.van_vacature.get(vacature.id.as_str()).into_iter().flatten();
        vacature.fte.e4() - within(pieces.map(|(_, piece, e4)| (*piece, *e4)), &days)
    }

    /// Ten-thousandths of an fte that a regiodocent has free on all days of `days`.
    pub fn vrij_e4(&self, docent: &ProblemRegiodocent, days: &Periode) -> i64 {
        let contract = self.feiten.contract_fte(docent, days).e4();
        let pieces = self.van_docent.get(docent.id.as_str()).into_iter().flatten();
        contract - within(pieces.map(|(_, piece, e4)| (*piece, *e4)), days)
    }

    /// Schools at which a regiodocent works in this plan.
    pub fn scholen(&self, docent: &ProblemRegiodocent) -> impl Iterator<Item = &'a Vestigingscode> {
        self.van_docent.get(docent.id.as_str()).into_iter().flatten().map(|(school, _, _)| *school)
    }

    /// What certainly stands in the way of adding this pair to the plan, if anything is certain.
    pub fn belemmering(&self, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> Option<Belemmering> {
        let days = self.feiten.periode(vacature)?;
        let (open, free) = (self.open_e4(vacature), self.vrij_e4(docent, &days));
        if open <= 0 {
            return Some(Belemmering::Gevuld);
        }
        if free <= 0 {
            return Some(Belemmering::Bezet);
        }
        if self.works_elsewhere(docent, vacature, &days) {
            return Some(Belemmering::AndereSchool);
        }
        if self.too_many_persons(docent, vacature, &days) {
            return Some(Belemmering::Personen);
        }
        // Several vacatures of one school make one plaatsing, so the school as a whole is what can be too small.
        let most = free.min(self.open_op_school.get(&vacature.vestigingscode).copied().unwrap_or(0));
        let already_here = self.scholen(docent).any(|school| *school == vacature.vestigingscode);
        if !already_here && Fte::from_e4(most) < self.feiten.kleinste_plaatsing {
            return Some(Belemmering::TeKlein);
        }
        if (docent.alleen_geheel && most < free) || (vacature.alleen_geheel && open.min(free) < vacature.fte.e4()) {
            return Some(Belemmering::Geheel);
        }
        let school = self.feiten.school(&vacature.vestigingscode)?;
        (!already_here && self.no_coach_left(docent, school, &days)).then_some(Belemmering::Begeleiding)
    }

    fn works_elsewhere(&self, docent: &ProblemRegiodocent, vacature: &ProblemVacature, days: &Periode) -> bool {
        let mut schools: Vec<&Vestigingscode> = Vec::new();
        for (school, piece, _) in self.van_docent.get(docent.id.as_str()).into_iter().flatten() {
            if **school != vacature.vestigingscode && piece.omvat(days) && !schools.contains(school) {
                schools.push(school);
            }
        }
        let may_agree = matches!(docent.soort, Regiodocentsoort::Ervaren | Regiodocentsoort::Herintreder);
        let agreed = may_agree && self.feiten.heeft_instemming(docent, Instemmingsoort::TweeScholen, days);
        schools.len() >= if agreed { self.scholen_met_instemming } else { 1 }
    }

    fn too_many_persons(&self, docent: &ProblemRegiodocent, vacature: &ProblemVacature, days: &Periode) -> bool {
        let mut others: Vec<&str> = Vec::new();
        for (person, piece, _) in self.van_vacature.get(vacature.id.as_str()).into_iter().flatten() {
            if *person != docent.id && piece.omvat(days) && !others.contains(person) {
                others.push(person);
            }
        }
        self.max_personen > 0 && others.len() >= self.max_personen
    }

    /// Certain only where nobody else's pool could help.
    fn no_coach_left(&self, docent: &ProblemRegiodocent, school: &ProblemSchool, days: &Periode) -> bool {
        let asked = self.coach_e4(docent);
        let pool = self.feiten.bestuur(&school.bestuursnummer).map_or(Fte::NUL, |bestuur| bestuur.begeleiding_fte);
        if asked == 0 || pool > Fte::NUL || !self.tarief.pool_regio.is_nul() {
            return false;
        }
        let used = self.coach.get(&school.vestigingscode).into_iter().flatten().copied();
        Breuk::ratio(within(used, days) + asked, 10_000) > self.tarief.capaciteit(school)
    }

    fn coach_e4(&self, docent: &ProblemRegiodocent) -> i64 {
        (self.tarief.gebruik(self.feiten, docent) * Breuk::from(10_000)).naar_beneden()
    }
}

/// Highest total of the pieces on any day of `days`.
fn within(pieces: impl Iterator<Item = (Periode, i64)>, days: &Periode) -> i64 {
    piek(pieces.filter_map(|(piece, e4)| Some((piece.doorsnede(days)?, e4)))).map_or(0, |peak| peak.totaal)
}
