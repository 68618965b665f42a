//! amsterdam-v1: the 200 real primary schools and 37 boards of Amsterdam with generated regiodocenten and vacatures.
//! Reads the data files of `RATO_DATA_DIR`; the draw is seeded, so an instance is known by its size and seed.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rato::domain::beleid::{Beleid, Waarde};
use rato::domain::bevoegdheid::{Bevoegdheid, Vakbevoegdheid};
use rato::domain::breuk::Breuk;
use rato::domain::formatiepeiling::Peilingsoort;
use rato::domain::fte::Fte;
use rato::domain::periode::Periode;
use rato::domain::punt::Punt;
use rato::domain::regiodocent::Regiodocentsoort;
use rato::domain::sector::{Graad, Sector};
use rato::domain::vacature::Vacaturesoort;
use rato::matching::problem::{
    PROBLEM_VERSIE, Problem, ProblemBestuur, ProblemContract, ProblemFormatie, ProblemRegiodocent, ProblemSchool,
    ProblemVacature,
};

/// Largest contracts more often than small ones, as measured in Amsterdam.
const ERVAREN: [i64; 15] = [2, 3, 4, 4, 5, 6, 6, 6, 7, 8, 8, 8, 9, 10, 10];
const BEGINNER: [i64; 7] = [6, 7, 8, 8, 9, 10, 10];
/// Journeys that people accept: 4, 6, 8, 10 or 14 km at 1.3 × the straight line and 20 km/h.
const MINUTEN: [i32; 5] = [16, 23, 31, 39, 55];

/// The folder with the data files, when it is there.
pub fn data_dir() -> Option<PathBuf> {
    let given = std::env::var_os("RATO_DATA_DIR").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    if folder.join("arbeidsmarkt").is_dir() {
        return Some(folder);
    }
    // Past the capture of the test runner: a skipped test must be seen.
    let told = "OVERGESLAGEN: de gegevens van Amsterdam staan niet in";
    drop(writeln!(std::io::stderr(), "{told} {} (zet RATO_DATA_DIR)", folder.display()));
    None
}

fn rows(folder: &std::path::Path, file: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join("arbeidsmarkt").join(file)).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// One instance: `aantal` regiodocenten, everybody whole or not, no limit on persons per vacature.
pub fn amsterdam(folder: &std::path::Path, aantal: usize, seed: u64) -> Problem {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut beleid = Beleid::standaard().unwrap();
    set(&mut beleid, "opleidingsplaats", "dubbele-bezetting", Waarde::Geheel(183));
    set(&mut beleid, "spreiding", "max-personen-per-vacature", Waarde::Geheel(0));
    let (schoolbesturen, scholen) = schools(folder, &mut rng);
    let vacatures = scholen.iter().flat_map(|school| vacatures(school, &mut rng)).collect();
    let regiodocenten = (0..aantal).map(|number| docent(number, &scholen, &mut rng)).collect();
    Problem {
        versie: PROBLEM_VERSIE,
        schooljaar: "2023-2024".parse().unwrap(),
        peildatum: day("2023-10-01"),
        beleid,
        schoolbesturen,
        scholen,
        regiodocenten,
        vacatures,
        plaatsingen: vec![],
        normen: vec![],
    }
}

fn set(beleid: &mut Beleid, regel: &str, naam: &str, waarde: Waarde) {
    beleid.regels.get_mut(regel).unwrap().parameters.get_mut(naam).unwrap().waarde = waarde;
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn below(rng: &mut ChaCha8Rng, n: usize) -> usize {
    (rng.next_u64() % n as u64) as usize
}

fn schools(folder: &std::path::Path, rng: &mut ChaCha8Rng) -> (Vec<ProblemBestuur>, Vec<ProblemSchool>) {
    let figures: BTreeMap<String, BTreeMap<String, String>> = (rows(folder, "amsterdam-bo-formatie-2023.csv")
        .into_iter())
    .map(|row| (row["vestigingscode"].clone(), row))
    .collect();
    let mut besturen = BTreeMap::new();
    let mut scholen = Vec::new();
    for row in rows(folder, "amsterdam-bo-scenario-2023.csv") {
        let bestuursnummer = row["bevoegd_gezag_nummer"].parse().unwrap();
        besturen.entry(row["bevoegd_gezag_nummer"].clone()).or_insert_with(|| ProblemBestuur {
            bestuursnummer: row["bevoegd_gezag_nummer"].parse().unwrap(),
            naam: row["bevoegd_gezag_naam_2018"].clone(),
            saldo_zevenprocent: Breuk::nul(),
            lot: rng.next_u64() >> 1,
            begeleiding_fte: Fte::NUL,
        });
        let formatie = &figures[&row["vestigingscode"]];
        let fte = |naam: &str| Fte::parse(&formatie[naam]).unwrap();
        scholen.push(ProblemSchool {
            vestigingscode: row["vestigingscode"].parse().unwrap(),
            bestuursnummer,
            naam: row["naam"].clone(),
            sector: Sector::Bo,
            punt: Punt::from_degrees(row["lon"].parse().unwrap(), row["lat"].parse().unwrap()),
            schoolweging_e2: row["schoolweging_2019"].parse::<f64>().ok().map(|weging| (weging * 100.0).round() as i32),
            formatie: Some(ProblemFormatie {
                peildatum: day("2023-10-01"),
                soort: Peilingsoort::Telling,
                benodigd_fte: fte("benodigd_fte"),
                beschikbaar_bevoegd_fte: fte("beschikbaar_bevoegd_fte"),
                niet_inzetbaar_fte: fte("niet_inzetbaar_fte"),
                leerlingen: formatie["leerlingen"].parse().unwrap(),
                groepen: formatie["groepen"].parse().ok(),
                personen: None,
                verwachte_uitstroom_fte: None,
                eerstejaars_zij_instromers_eigen: 0,
                begeleiding_fte: None,
            }),
        });
    }
    (besturen.into_values().collect(), scholen)
}

fn groepsleraar() -> Vakbevoegdheid {
    Vakbevoegdheid { sector: Sector::Bo, vak: "groepsleraar".into(), graad: Graad::Pabo }
}

/// The tekort in tenths, cut into pieces of 0.4 to 1.0, the rest last.
fn vacatures(school: &ProblemSchool, rng: &mut ChaCha8Rng) -> Vec<ProblemVacature> {
    let formatie = school.formatie.as_ref().unwrap();
    let mut left = (formatie.benodigd_fte - formatie.beschikbaar_bevoegd_fte).e4() / 1_000;
    let mut found = Vec::new();
    while left > 0 {
        let piece = left.min(4 + below(rng, 7) as i64);
        left -= piece;
        found.push(ProblemVacature {
            id: format!("{}-{}", school.vestigingscode, found.len() + 1),
            vestigingscode: school.vestigingscode.clone(),
            soort: Vacaturesoort::Regulier,
            fte: Fte::from_e4(piece * 1_000),
            bevoegdheid: groepsleraar(),
            periode: Periode::new(day("2023-08-01"), Some(day("2024-07-31"))),
            dagdelen: None,
            alleen_geheel: false,
        });
    }
    found
}

/// Two draws of a normal distribution.
fn normal(rng: &mut ChaCha8Rng) -> (f64, f64) {
    let uniform = |rng: &mut ChaCha8Rng| (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
    let (radius, angle) = ((-2.0 * (1.0 - uniform(rng)).ln()).sqrt(), std::f64::consts::TAU * uniform(rng));
    (radius * angle.cos(), radius * angle.sin())
}

fn docent(number: usize, scholen: &[ProblemSchool], rng: &mut ChaCha8Rng) -> ProblemRegiodocent {
    let soort = match below(rng, 5) {
        0 => Regiodocentsoort::ZijInstromer,
        1 => Regiodocentsoort::Starter,
        _ => Regiodocentsoort::Ervaren,
    };
    let tenths = match soort {
        Regiodocentsoort::Ervaren => ERVAREN[below(rng, ERVAREN.len())],
        _ => BEGINNER[below(rng, BEGINNER.len())],
    };
    let home = scholen[below(rng, scholen.len())].punt.unwrap();
    let (north, east) = normal(rng);
    let always = Periode::new(day("2020-08-01"), None);
    ProblemRegiodocent {
        id: format!("r{number:05}"),
        soort,
        traject_start: (soort == Regiodocentsoort::ZijInstromer).then(|| day("2023-08-01")),
        vog_datum: Some(day("2023-06-01")),
        contracten: vec![ProblemContract { periode: always, werktijdfactor: Fte::from_e4(tenths * 1_000) }],
        bevoegdheden: vec![Bevoegdheid { vakbevoegdheid: groepsleraar(), periode: always }],
        dagdelen: None,
        // 3 km on each axis; a degree of latitude is 111.2 km, of longitude 67.9 km here.
        punt: Some(Punt {
            lon_e6: home.lon_e6 + (east * 3.0 / 67.9 * 1e6) as i32,
            lat_e6: home.lat_e6 + (north * 3.0 / 111.2 * 1e6) as i32,
        }),
        max_reistijd: Some(MINUTEN[below(rng, MINUTEN.len())]),
        alleen_geheel: true,
        voorkeuren: vec![],
        uitsluitingen: vec![],
        instemmingen: vec![],
        lot: rng.next_u64() >> 1,
    }
}
