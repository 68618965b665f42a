//! How a generated Problem comes about: a recipe of small numbers, so that shrinking finds a small Problem.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rato::domain::beleid::{Modus, Waarde};
use rato::domain::bevoegdheid::Bevoegdheid;
use rato::domain::breuk::Breuk;
use rato::domain::dagdeel::Dagdelen;
use rato::domain::instemming::Instemmingsoort;
use rato::domain::periode::Periode;
use rato::domain::plaatsing::Plaatsingstatus;
use rato::domain::punt::Punt;
use rato::domain::regiodocent::Regiodocentsoort;
use rato::domain::sector::Sector;
use rato::domain::uitsluiting::Uitsluiting;
use rato::domain::vacature::Vacaturesoort;
use rato::domain::voorkeur::Voorkeur;
use rato::matching::problem::{Problem, ProblemContract, ProblemRegiodocent, ProblemSchool, ProblemVacature};

use super::super::fixture::*;

const CODES: [&str; 6] = ["01AA00", "02BB00", "03CC00", "04DD00", "05EE00", "06FF00"];
const BESTUREN: [&str; 3] = ["10001", "10002", "10003"];
const PERIODEN: [(&str, &str); 4] = [
    ("2026-08-01", "2027-07-31"),
    ("2026-08-01", "2026-12-31"),
    ("2027-01-01", "2027-07-31"),
    ("2026-11-01", "2027-03-31"),
];
const DAGDELEN: [Option<&str>; 3] = [None, Some("ma-o ma-m di-o di-m"), Some("ma-o ma-m")];

#[derive(Debug, Clone)]
pub struct School {
    bestuur: usize,
    nodig: i64,
    tekort: i64,
    weging: Option<i32>,
    begeleiding: Option<usize>,
    eigen: i32,
    ver: bool,
    uitstroom: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct Docent {
    soort: usize,
    omvang: i64,
    geheel: bool,
    twee: bool,
    vog: bool,
    knip: Option<i64>,
    dagdelen: usize,
    ver: Option<bool>,
    reistijd: Option<i32>,
    niet: Option<(bool, usize)>,
    wens: Option<(usize, i32)>,
    lot: u64,
}

#[derive(Debug, Clone)]
pub struct Vacature {
    school: usize,
    omvang: i64,
    periode: usize,
    soort: usize,
    geheel: bool,
    dagdelen: usize,
}

#[derive(Debug, Clone)]
pub struct Vandaag {
    docent: usize,
    vacature: usize,
    periode: usize,
    actief: bool,
    mag_weg: bool,
}

#[derive(Debug, Clone)]
pub struct Regels {
    modi: (usize, usize, usize),
    grondslagen: (usize, usize, usize),
    relatief: bool,
    weging: bool,
    trap: usize,
    pool: i64,
    uitstroom: i64,
    saldo: i64,
}

/// Everything that a Problem is made of.
#[derive(Debug, Clone)]
pub struct Recept {
    pub scholen: Vec<School>,
    pub docenten: Vec<Docent>,
    pub vacatures: Vec<Vacature>,
    pub vandaag: Option<Vandaag>,
    pub regels: Regels,
}

fn school() -> impl Strategy<Value = School> {
    let figures = (0..3usize, 4..12i64, 0..4i64, option::of(2_200..3_800i32));
    let more = (option::of(0..4usize), 0..2i32, any::<bool>(), option::of(0..12i64));
    (figures, more).prop_map(|((bestuur, nodig, tekort, weging), (begeleiding, eigen, ver, uitstroom))| School {
        bestuur,
        nodig,
        tekort,
        weging,
        begeleiding,
        eigen,
        ver,
        uitstroom,
    })
}

fn docent() -> impl Strategy<Value = Docent> {
    let rare = || proptest::bool::weighted(0.2);
    let who = (0..5usize, 2..=10i64, proptest::bool::weighted(0.4), rare(), proptest::bool::weighted(0.9));
    let when = (option::weighted(0.2, 2..=10i64), 0..3usize, option::of(any::<bool>()), option::of(20..90i32));
    let wish = (option::weighted(0.2, (any::<bool>(), 0..4usize)), option::of((0..4usize, -20..=20i32)), 0..1_000u64);
    (who, when, wish).prop_map(
        |((soort, omvang, geheel, twee, vog), (knip, dagdelen, ver, reistijd), (niet, wens, lot))| Docent {
            soort,
            omvang,
            geheel,
            twee,
            vog,
            knip,
            dagdelen,
            ver,
            reistijd,
            niet,
            wens,
            lot,
        },
    )
}

fn vacature() -> impl Strategy<Value = Vacature> {
    let shape = (0..4usize, 2..=10i64, 0..6usize, 0..6usize, proptest::bool::weighted(0.2), 0..6usize);
    shape.prop_map(|(school, omvang, periode, soort, geheel, dagdelen)| Vacature {
        school,
        omvang,
        periode,
        soort,
        geheel,
        dagdelen,
    })
}

fn regels() -> impl Strategy<Value = Regels> {
    let choices = ((0..4usize, 0..4usize, 0..4usize), (0..3usize, 0..3usize, 0..4usize));
    let rest = (any::<bool>(), any::<bool>(), 0..4usize, 0..3i64, 0..10i64, -3..4i64);
    (choices, rest).prop_map(|((modi, grondslagen), (relatief, weging, trap, pool, uitstroom, saldo))| Regels {
        modi,
        grondslagen,
        relatief,
        weging,
        trap,
        pool,
        uitstroom,
        saldo,
    })
}

/// A region in which anything may happen: parts, periods, two schools, half days, plaatsingen of today, every policy.
pub fn bont() -> impl Strategy<Value = Recept> {
    let today = (0..6usize, 0..6usize, 0..4usize, any::<bool>(), any::<bool>()).prop_map(
        |(docent, vacature, periode, actief, mag_weg)| Vandaag { docent, vacature, periode, actief, mag_weg },
    );
    (vec(school(), 1..5), vec(docent(), 0..6), vec(vacature(), 0..7), option::weighted(0.4, today), regels()).prop_map(
        |(scholen, docenten, vacatures, vandaag, regels)| Recept { scholen, docenten, vacatures, vandaag, regels },
    )
}

/// A region in which everybody goes whole, all year, to one school or nowhere: small enough to try everything.
pub fn heel() -> impl Strategy<Value = Recept> {
    bont().prop_map(|mut recept| {
        recept.scholen.truncate(3);
        recept.docenten.truncate(4);
        recept.vacatures.truncate(6);
        recept.vandaag = None;
        recept.maak_heel();
        recept
    })
}

/// The same, and what one school asks is all of one kind.
pub fn heel_eenvormig() -> impl Strategy<Value = Recept> {
    heel().prop_map(Recept::eenvormig)
}

/// Everybody goes whole, all year, to one school or nowhere: up to six people and six schools.
pub fn zes() -> impl Strategy<Value = Recept> {
    let vacature = (vacature(), 0..6usize).prop_map(|(vacature, school)| Vacature { school, ..vacature });
    (vec(school(), 2..=6), vec(docent(), 2..=6), vec(vacature, 2..=8), regels()).prop_map(
        |(scholen, docenten, vacatures, regels)| {
            let mut recept = Recept { scholen, docenten, vacatures, vandaag: None, regels };
            recept.maak_heel();
            recept
        },
    )
}

/// The same, and what one school asks is all of one kind.
pub fn zes_eenvormig() -> impl Strategy<Value = Recept> {
    zes().prop_map(Recept::eenvormig)
}

impl Recept {
    /// Everybody goes whole, and every vacature is for the whole year and may be filled in parts.
    fn maak_heel(&mut self) {
        for docent in &mut self.docenten {
            (docent.geheel, docent.twee, docent.knip) = (true, false, None);
        }
        for vacature in &mut self.vacatures {
            (vacature.geheel, vacature.periode) = (false, 0);
        }
    }

    /// What one school asks is all of one kind.
    fn eenvormig(mut self) -> Recept {
        let schools = self.scholen.len();
        for vacature in &mut self.vacatures {
            (vacature.soort, vacature.dagdelen) = (vacature.school % schools, vacature.school % schools);
        }
        self
    }

    /// The Problem.
    pub fn problem(&self) -> Problem {
        let mut problem = Problem { schoolbesturen: BESTUREN.iter().map(|nummer| bestuur(nummer)).collect(), ..leeg() };
        problem.scholen = CODES.iter().zip(&self.scholen).map(|(code, school)| school.maak(code)).collect();
        let docenten = self.docenten.iter().enumerate();
        problem.regiodocenten = docenten.map(|(at, docent)| docent.maak(at, self.scholen.len())).collect();
        let vacatures = self.vacatures.iter().enumerate();
        problem.vacatures = vacatures.map(|(at, vacature)| vacature.maak(at, self.scholen.len())).collect();
        if let Some(today) = &self.vandaag {
            today.zet(&mut problem);
        }
        self.regels.zet(&mut problem);
        problem
    }
}

/// Two places two kilometres apart, and two some 45 kilometres apart.
fn punt(far: bool, at_school: bool) -> Option<Punt> {
    Punt::from_degrees(if far { 5.5 } else { 4.9 } + if at_school { 0.03 } else { 0.0 }, 52.37)
}

impl School {
    fn maak(&self, code: &str) -> ProblemSchool {
        let has = self.nodig - self.tekort;
        let owner = BESTUREN[self.bestuur];
        let mut made = school_met(code, owner, &self.nodig.to_string(), &has.to_string());
        made.schoolweging_e2 = self.weging;
        made.punt = punt(self.ver, true);
        let formatie = made.formatie.as_mut().unwrap();
        formatie.begeleiding_fte = self.begeleiding.map(|at| fte(["0", "0.05", "0.2", "0.25"][at]));
        formatie.eerstejaars_zij_instromers_eigen = self.eigen;
        formatie.verwachte_uitstroom_fte = self.uitstroom.map(|tenths| fte(&tienden(tenths)));
        made
    }
}

fn school_met(code: &str, owner: &str, needed: &str, has: &str) -> ProblemSchool {
    super::super::fixture::school(code, owner, needed, has)
}

fn tienden(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

impl Docent {
    fn maak(&self, at: usize, scholen: usize) -> ProblemRegiodocent {
        let id = format!("p{at}");
        let mut made = match self.soort {
            0 => eerstejaars(&id, &tienden(self.omvang)),
            1 => ProblemRegiodocent {
                soort: Regiodocentsoort::Starter,
                ..super::super::fixture::docent(&id, &tienden(self.omvang))
            },
            _ => super::super::fixture::docent(&id, &tienden(self.omvang)),
        };
        // Distinct lots: what is left equal is decided.
        made.lot = self.lot * 10 + at as u64;
        made.alleen_geheel = self.geheel;
        if self.twee && self.soort > 1 {
            made.instemmingen.push(stemt_in(Instemmingsoort::TweeScholen));
        }
        if !self.vog {
            made.vog_datum = None;
        }
        if let Some(later) = self.knip {
            made.contracten[0].periode.tot_en_met = Some(dag("2026-12-31"));
            let periode = Periode::new(dag("2027-01-01"), None);
            made.contracten.push(ProblemContract { periode, werktijdfactor: fte(&tienden(later)) });
        }
        made.dagdelen = DAGDELEN[self.dagdelen].map(|text| text.parse::<Dagdelen>().unwrap());
        made.punt = self.ver.and_then(|far| punt(far, false));
        made.max_reistijd = self.reistijd;
        if let Some((board, which)) = self.niet {
            made.uitsluitingen.push(match board {
                true => Uitsluiting::Bestuursnummer(BESTUREN[which % 3].parse().unwrap()),
                false => Uitsluiting::Vestigingscode(CODES[which % scholen].parse().unwrap()),
            });
        }
        if let Some((which, minuten)) = self.wens {
            made.voorkeuren.push(Voorkeur { vestigingscode: CODES[which % scholen].parse().unwrap(), minuten });
        }
        made
    }
}

impl Vacature {
    fn maak(&self, at: usize, scholen: usize) -> ProblemVacature {
        let mut made =
            super::super::fixture::vacature(&format!("v{at}"), CODES[self.school % scholen], &tienden(self.omvang));
        let (van, tot) = PERIODEN.get(self.periode).copied().unwrap_or(PERIODEN[0]);
        made.periode = Periode::new(dag(van), Some(dag(tot)));
        made.soort = match self.soort {
            0 => Vacaturesoort::Opleidingsplaats,
            1 => Vacaturesoort::Vervanging,
            _ => Vacaturesoort::Regulier,
        };
        made.alleen_geheel = self.geheel;
        made.dagdelen = DAGDELEN.get(self.dagdelen).copied().flatten().map(|text| text.parse().unwrap());
        made
    }
}

impl Vandaag {
    fn zet(&self, problem: &mut Problem) {
        let (people, places) = (problem.regiodocenten.len(), problem.vacatures.len());
        if people == 0 || places == 0 {
            return;
        }
        let who = &mut problem.regiodocenten[self.docent % people];
        let taken = &problem.vacatures[self.vacature % places];
        let mut today = vandaag("b1", &who.id, taken.vestigingscode.as_str(), &taken.id, "0.2");
        let (van, tot) = PERIODEN[self.periode];
        today.delen[0] = deel_van(&taken.id, "0.2", van, tot);
        if !self.actief {
            today.status = Plaatsingstatus::Voorgesteld;
        }
        if self.mag_weg {
            who.instemmingen.push(stemt_in(Instemmingsoort::Verplaatsing));
        }
        problem.plaatsingen = vec![today];
    }
}

impl Regels {
    fn zet(&self, problem: &mut Problem) {
        let modes = [Modus::Zacht, Modus::Hard, Modus::Rapport, Modus::Uit];
        let word = |word: &str| Waarde::Keuze(word.to_owned());
        zet_modus(problem, "drieprocent", modes[self.modi.0]);
        zet_modus(problem, "zevenprocent", modes[self.modi.1]);
        zet_modus(problem, "bezetting", modes[self.modi.2]);
        let grondslag = ["eigen", "norm", "afstand"][self.grondslagen.0];
        zet_parameter(problem, "drieprocent", "grondslag", word(grondslag));
        let basis = ["groepen", "personen", "fte"][self.grondslagen.1];
        zet_parameter(problem, "zevenprocent", "grondslag", word(basis));
        let rounding = ["grootste-rest", "naar-boven", "naar-beneden", "afronden"][self.grondslagen.2];
        zet_parameter(problem, "zevenprocent", "afronding", word(rounding));
        let measure = if self.relatief { "relatief" } else { "absoluut" };
        zet_parameter(problem, "voorkeur", "reistijd-maat", word(measure));
        zet_parameter(problem, "tekort-eerst", "weging-meetellen", Waarde::JaNee(self.weging));
        zet_parameter(problem, "begeleiding", "pool-regio", Waarde::Getal(Breuk::ratio(self.pool, 10)));
        zet_parameter(problem, "drieprocent", "uitstroom", Waarde::Getal(Breuk::ratio(self.uitstroom, 100)));
        problem.schoolbesturen[0].saldi_zevenprocent.insert(Sector::Bo, Breuk::ratio(self.saldo, 5));
        problem.beleid.tiers.swap(2, 2 + self.trap % 3);
    }
}

/// Everybody may teach something else as well: nothing asks it, so nothing changes.
pub fn met_overbodige_bevoegdheid(problem: &mut Problem) {
    for docent in &mut problem.regiodocenten {
        let mut other = groepsleraar();
        other.vak = "muziek".into();
        let periode = Periode::new(dag("2020-08-01"), None);
        docent.bevoegdheden.push(Bevoegdheid { vakbevoegdheid: other, periode });
    }
}
