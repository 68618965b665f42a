//! nederland-v1: every primary school of the country, one Problem per arbeidsmarktregio, by a stated model.
//!
//! ## The model
//! - Schools, boards, pupils, schoolweging and points: the public files of DUO, CBS and BAG, read as `rato import` reads them;
//!   a school is in the regio of its gemeente. A school without a known number of pupils has no formatie and no vacatures.
//! - Needed: pupils / 16 fte. Groups: pupils / 23, rounded half up, at least 1.
//! - Tekort: needed × the newest published percentage for primary education (`lerarentekort-gepubliceerd.csv`, sector bo,
//!   leraren) of the city the school is in, else of the country; the same share at every school of a city. What is not
//!   short is there.
//! - Vacatures: as in amsterdam-v1. Regiodocenten: 6,000 in the country, divided over the regios by tekort (largest
//!   remainder), drawn as in amsterdam-v1. First-years count netto after the 75 days of the default policy.
//! - Schooljaar 2026-2027; figures of 1 October 2025, the last count in the file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Instantiefout;
use super::trekking::{beleid, lot, punten, regiodocent, vacatures};
use crate::app::import::duo::{DuoInvoer, read_duo};
use crate::app::import::geo::{GeoInvoer, choose_punt, read_geo};
use crate::app::import::regios::{Regiogemeenten, read_regios};
use crate::demo::kans::Kans;
use crate::domain::breuk::Breuk;
use crate::domain::formatiepeiling::Peilingsoort;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::punt::Punt;
use crate::domain::school::School;
use crate::domain::schooljaar::Schooljaar;
use crate::matching::problem::{PROBLEM_VERSIE, Problem, ProblemBestuur, ProblemFormatie, ProblemSchool};

/// Regiodocenten in the country.
const REGIODOCENTEN: i64 = 6_000;
const LEERLINGEN_PER_FTE: i64 = 16;
const LEERLINGEN_PER_GROEP: i64 = 23;
const TEKORTEN: &str = "lerarentekort-gepubliceerd.csv";
const DUO: [&str; 4] = [
    "duo/bo-schoolvestigingen-2026-08.csv.gz",
    "duo/leerlingen-bo-1996-2025.csv.gz",
    "duo/schoolweging-bo-2019.csv.gz",
    "duo/besturen-personele-lasten-po-2018.csv.gz",
];
const GEO: [&str; 2] = ["geo/scholen-bo-bag-2024-11.csv.gz", "geo/pc4-geonames-nl-2017.tsv.gz"];
const REGIOS: &str = "geo/arbeidsmarktregio-gemeente-2026-afgeleid.csv";
/// Cities with figures of their own, by the CBS number of their gemeente.
const STEDEN: [(&str, &str); 5] =
    [("Amsterdam", "0363"), ("Rotterdam", "0599"), ("Den Haag", "0518"), ("Utrecht", "0344"), ("Almere", "0034")];

/// A Problem with the code of its regio.
pub struct Regioproblem {
    /// Code of the regio, fit for a file name.
    pub code: String,
    /// The Problem.
    pub problem: Problem,
}

/// The country, by code of the regio.
pub fn nederland(data: &Path, zaad: u64) -> Result<Vec<Regioproblem>, Instantiefout> {
    let duo = read_duo(&DUO.map(|name| data.join(name)), None)?;
    let geo = read_geo(&GEO.map(|name| data.join(name)))?;
    let regios = read_regios(&data.join(REGIOS))?.regios;
    let tekorten = tekorten(&data.join("arbeidsmarkt").join(TEKORTEN))?;
    let schooljaar = Schooljaar::from_year(2026).unwrap_or(Schooljaar::of(chrono::NaiveDate::default()));
    let plaats = Plaatsen::new(&geo);
    let per_regio: Vec<Vec<ProblemSchool>> = regios
        .iter()
        .map(|regio| {
            let here = duo.scholen.iter().filter(|school| regio.gemeenten.contains(&school.gemeentenummer));
            here.map(|school| problem_school(school, &plaats, &tekorten, schooljaar)).collect()
        })
        .collect();
    let people = divide(&per_regio);
    (regios.iter().zip(per_regio).zip(people).zip(0u64..))
        .map(|(((regio, scholen), aantal), nummer)| {
            let kans = Kans::new(zaad.wrapping_mul(1_000).wrapping_add(nummer));
            regioproblem(regio, scholen, aantal, &duo, schooljaar, kans)
        })
        .collect()
}

fn regioproblem(
    regio: &Regiogemeenten,
    scholen: Vec<ProblemSchool>,
    aantal: i64,
    duo: &DuoInvoer,
    schooljaar: Schooljaar,
    mut kans: Kans,
) -> Result<Regioproblem, Instantiefout> {
    let numbers: BTreeSet<&Bestuursnummer> = scholen.iter().map(|school| &school.bestuursnummer).collect();
    let here = duo.besturen.iter().filter(|bestuur| numbers.contains(&bestuur.bestuursnummer));
    let schoolbesturen = here
        .map(|bestuur| ProblemBestuur {
            bestuursnummer: bestuur.bestuursnummer.clone(),
            naam: bestuur.naam.clone().unwrap_or_else(|| format!("Bestuur {}", bestuur.bestuursnummer)),
            saldi_zevenprocent: BTreeMap::new(),
            lot: lot(&mut kans),
            begeleiding_fte: Fte::NUL,
        })
        .collect();
    let vacatures = scholen.iter().flat_map(|school| vacatures(school, schooljaar, &mut kans)).collect();
    let places = punten(&scholen);
    let person = |number| regiodocent(format!("r{number:05}"), &places, schooljaar, &mut kans);
    let problem = Problem {
        versie: PROBLEM_VERSIE,
        schooljaar,
        peildatum: teldatum(schooljaar),
        beleid: beleid(None)?,
        schoolbesturen,
        regiodocenten: (1..=aantal).map(person).collect(),
        scholen,
        vacatures,
        plaatsingen: Vec::new(),
        herronde: false,
        pins: Vec::new(),
        versoepelingen: Vec::new(),
        instroom: Vec::new(),
        boeken: Vec::new(),
        normen: Vec::new(),
    };
    Ok(Regioproblem { code: regio.code.clone(), problem })
}

/// Day of the pupil count: 1 October of the schooljaar before.
fn teldatum(schooljaar: Schooljaar) -> chrono::NaiveDate {
    Schooljaar::from_year(schooljaar.begin_year() - 1).unwrap_or(schooljaar).teldatum()
}

fn problem_school(
    school: &School,
    plaats: &Plaatsen<'_>,
    tekorten: &BTreeMap<String, Breuk>,
    schooljaar: Schooljaar,
) -> ProblemSchool {
    let city = STEDEN.iter().find(|(_, gemeente)| *gemeente == school.gemeentenummer.as_str());
    let share = city.and_then(|(naam, _)| tekorten.get(*naam)).or_else(|| tekorten.get("Nederland"));
    let share = share.cloned().unwrap_or_default();
    let formatie = school.leerlingen.filter(|leerlingen| *leerlingen > 0).map(|leerlingen| {
        let pupils = i64::from(leerlingen);
        let benodigd = Fte::from_e4(pupils * 10_000 / LEERLINGEN_PER_FTE);
        let short = Fte::from_e4((&share * &Breuk::from(benodigd.e4())).afgerond());
        let groepen = Breuk::ratio(pupils, LEERLINGEN_PER_GROEP).afgerond().max(1);
        ProblemFormatie {
            peildatum: teldatum(schooljaar),
            soort: Peilingsoort::Prognose,
            benodigd_fte: benodigd,
            beschikbaar_bevoegd_fte: benodigd - short,
            niet_inzetbaar_fte: Fte::NUL,
            leerlingen,
            groepen: i32::try_from(groepen).ok(),
            personen: None,
            verwachte_uitstroom_fte: None,
            eerstejaars_zij_instromers_eigen: 0,
            begeleiding_fte: None,
        }
    });
    ProblemSchool {
        vestigingscode: school.vestigingscode.clone(),
        bestuursnummer: school.bestuursnummer.clone(),
        naam: school.naam.clone(),
        sector: school.sector,
        punt: plaats.punt(school),
        schoolweging_e2: school.schoolweging_e2,
        formatie,
    }
}

/// Where schools are, by what is known best.
struct Plaatsen<'a> {
    geo: &'a GeoInvoer,
    kandidaten: BTreeMap<&'a crate::domain::kenmerk::Vestigingscode, Vec<&'a crate::app::import::geo::Adrespunt>>,
}

impl<'a> Plaatsen<'a> {
    fn new(geo: &'a GeoInvoer) -> Plaatsen<'a> {
        Plaatsen { geo, kandidaten: geo.kandidaten() }
    }

    /// The address point of the school, else the middle of its postcode.
    fn punt(&self, school: &School) -> Option<Punt> {
        let known = self.kandidaten.get(&school.vestigingscode).map_or(&[][..], Vec::as_slice);
        let own = choose_punt(school.postcode.as_ref(), known);
        own.or_else(|| self.geo.postcodepunten.get(&school.postcode.as_ref()?.pc4()).copied())
    }
}

/// The regiodocenten of each regio: by tekort, whole persons by largest remainder, the first of equals.
fn divide(per_regio: &[Vec<ProblemSchool>]) -> Vec<i64> {
    let short = |school: &ProblemSchool| {
        school.formatie.as_ref().map_or(0, |formatie| (formatie.benodigd_fte - formatie.beschikbaar_bevoegd_fte).e4())
    };
    let shorts: Vec<i64> = per_regio.iter().map(|scholen| scholen.iter().map(short).sum()).collect();
    let total: i64 = shorts.iter().sum::<i64>().max(1);
    let mut people: Vec<i64> = shorts.iter().map(|short| REGIODOCENTEN * short / total).collect();
    let mut order: Vec<usize> = (0..shorts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(shorts.get(*at).map_or(0, |short| REGIODOCENTEN * short % total)));
    let left = usize::try_from(REGIODOCENTEN - people.iter().sum::<i64>()).unwrap_or(0);
    for at in order.into_iter().take(left) {
        if let Some(count) = people.get_mut(at) {
            *count += 1;
        }
    }
    people
}

/// The newest published percentage per area, as a share.
fn tekorten(path: &Path) -> Result<BTreeMap<String, Breuk>, Instantiefout> {
    let mut newest: BTreeMap<String, (String, Breuk)> = BTreeMap::new();
    for row in rows(path)? {
        let text = |kolom: &str| row.get(kolom).map_or("", String::as_str);
        if text("sector") != "bo" || text("onderdeel") != "leraren" || text("tekort_pct").is_empty() {
            continue;
        }
        let wrong = || Instantiefout::Waarde { bestand: TEKORTEN, rij: text("gebied").into(), kolom: "tekort_pct" };
        let percent: Breuk = text("tekort_pct").parse().map_err(|_| wrong())?;
        let share = &percent * &Breuk::ratio(1, 100);
        let day = text("peildatum").to_owned();
        let known = newest.get(text("gebied"));
        if known.is_none_or(|(earlier, _)| *earlier < day) {
            newest.insert(text("gebied").to_owned(), (day, share));
        }
    }
    Ok(newest.into_iter().map(|(area, (_, share))| (area, share)).collect())
}

/// Every row of a table with a header.
pub(super) fn rows(path: &Path) -> Result<Vec<BTreeMap<String, String>>, Instantiefout> {
    let failed =
        |why: csv::Error| Instantiefout::Tabel { bestand: path.display().to_string(), oorzaak: why.to_string() };
    let mut reader = csv::Reader::from_path(path).map_err(failed)?;
    reader.deserialize().map(|row| row.map_err(failed)).collect()
}
