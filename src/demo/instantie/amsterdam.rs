//! amsterdam-v1: the 200 real primary schools and 37 boards of Amsterdam with drawn regiodocenten and vacatures.
//!
//! Schooljaar 2023-2024 (366 days) with 183 days of dubbele bezetting, so that a first-year is exactly half netto. Figures
//! of the schools: `arbeidsmarkt/amsterdam-bo-formatie-2023.csv`; names, boards, points and schoolweging:
//! `arbeidsmarkt/amsterdam-bo-scenario-2023.csv`. Everybody is marked whole and goes to one school or nowhere. Coach time is
//! that of the default policy: max(1, round(groepen / 8)) places per school, of which a first-year takes one and a starter a
//! quarter. Outflow 8 % and the bands are those of the default policy too. Pair cost and people: `trekking`.

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use super::Instantiefout;
use super::trekking::{beleid, lot, punten, regiodocent, vacatures};
use crate::demo::kans::Kans;
use crate::domain::formatiepeiling::Peilingsoort;
use crate::domain::fte::Fte;
use crate::domain::punt::Punt;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;
use crate::matching::problem::{PROBLEM_VERSIE, Problem, ProblemBestuur, ProblemFormatie, ProblemSchool};

const FORMATIE: &str = "amsterdam-bo-formatie-2023.csv";
const SCENARIO: &str = "amsterdam-bo-scenario-2023.csv";
/// Days of dubbele bezetting: half of the 366 of this schooljaar.
const DUBBELE_BEZETTING: i64 = 183;

type Rij = BTreeMap<String, String>;

/// The instance with `aantal` regiodocenten from the folder with the public figures.
pub fn amsterdam(data: &Path, aantal: usize, zaad: u64) -> Result<Problem, Instantiefout> {
    let mut kans = Kans::new(zaad);
    let schooljaar = Schooljaar::from_year(2023).unwrap_or(Schooljaar::of(chrono::NaiveDate::default()));
    let (schoolbesturen, scholen) = schools(data, schooljaar, &mut kans)?;
    let vacatures = scholen.iter().flat_map(|school| vacatures(school, schooljaar, &mut kans)).collect();
    let places = punten(&scholen);
    let person = |number| regiodocent(format!("r{number:05}"), &places, schooljaar, &mut kans);
    let regiodocenten = (1..=aantal).map(person).collect();
    Ok(Problem {
        versie: PROBLEM_VERSIE,
        schooljaar,
        peildatum: schooljaar.teldatum(),
        beleid: beleid(Some(DUBBELE_BEZETTING))?,
        schoolbesturen,
        scholen,
        regiodocenten,
        vacatures,
        plaatsingen: Vec::new(),
        herronde: false,
        pins: Vec::new(),
        versoepelingen: Vec::new(),
        instroom: Vec::new(),
        boeken: Vec::new(),
        normen: Vec::new(),
    })
}

fn schools(
    data: &Path,
    schooljaar: Schooljaar,
    kans: &mut Kans,
) -> Result<(Vec<ProblemBestuur>, Vec<ProblemSchool>), Instantiefout> {
    let mut figures = BTreeMap::new();
    for row in rows(data, FORMATIE)? {
        figures.insert(row.get("vestigingscode").cloned().unwrap_or_default(), row);
    }
    let mut besturen = BTreeMap::new();
    let mut scholen = Vec::new();
    for row in rows(data, SCENARIO)? {
        let school = school(&row, &figures, schooljaar)?;
        if !besturen.contains_key(&school.bestuursnummer) {
            let bestuur = ProblemBestuur {
                bestuursnummer: school.bestuursnummer.clone(),
                naam: row.get("bevoegd_gezag_naam_2018").cloned().unwrap_or_default(),
                saldi_zevenprocent: BTreeMap::new(),
                lot: lot(kans),
                begeleiding_fte: Fte::NUL,
            };
            besturen.insert(school.bestuursnummer.clone(), bestuur);
        }
        scholen.push(school);
    }
    scholen.sort_by(|a, b| a.vestigingscode.cmp(&b.vestigingscode));
    Ok((besturen.into_values().collect(), scholen))
}

fn school(row: &Rij, figures: &BTreeMap<String, Rij>, schooljaar: Schooljaar) -> Result<ProblemSchool, Instantiefout> {
    let code = row.get("vestigingscode").cloned().unwrap_or_default();
    let wrong = |bestand, kolom| Instantiefout::Waarde { bestand, rij: code.clone(), kolom };
    let own = figures.get(&code).ok_or_else(|| wrong(FORMATIE, "vestigingscode"))?;
    let fte =
        |kolom: &'static str| own.get(kolom).and_then(|text| Fte::parse(text)).ok_or_else(|| wrong(FORMATIE, kolom));
    let degrees = |kolom: &'static str| take::<f64>(row, kolom).ok_or_else(|| wrong(SCENARIO, kolom));
    // Two decimals, so hundredths are whole.
    let weging = row.get("schoolweging_2019").and_then(|text| Fte::parse(text));
    Ok(ProblemSchool {
        vestigingscode: code.parse().map_err(|_| wrong(SCENARIO, "vestigingscode"))?,
        bestuursnummer: take(row, "bevoegd_gezag_nummer").ok_or_else(|| wrong(SCENARIO, "bevoegd_gezag_nummer"))?,
        naam: row.get("naam").cloned().unwrap_or_default(),
        sector: Sector::Bo,
        punt: Punt::from_degrees(degrees("lon")?, degrees("lat")?),
        schoolweging_e2: weging.and_then(|weging| i32::try_from(weging.e4() / 100).ok()),
        formatie: Some(ProblemFormatie {
            peildatum: schooljaar.teldatum(),
            soort: Peilingsoort::Telling,
            benodigd_fte: fte("benodigd_fte")?,
            beschikbaar_bevoegd_fte: fte("beschikbaar_bevoegd_fte")?,
            niet_inzetbaar_fte: fte("niet_inzetbaar_fte")?,
            leerlingen: take(own, "leerlingen").ok_or_else(|| wrong(FORMATIE, "leerlingen"))?,
            groepen: take(own, "groepen"),
            personen: None,
            verwachte_uitstroom_fte: None,
            eerstejaars_zij_instromers_eigen: 0,
            begeleiding_fte: None,
        }),
    })
}

fn take<T: FromStr>(row: &Rij, kolom: &str) -> Option<T> {
    row.get(kolom)?.parse().ok()
}

fn rows(data: &Path, name: &str) -> Result<Vec<Rij>, Instantiefout> {
    super::nederland::rows(&data.join("arbeidsmarkt").join(name))
}
