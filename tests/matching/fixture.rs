//! A terse way to write a Problem and a plan by hand. Schooljaar 2026-2027 (365 days), default beleid, everybody fits
//! everything unless the test says otherwise.

use chrono::NaiveDate;
use rato::domain::beleid::{Beleid, Modus, Parameter, Waarde};
use rato::domain::bevoegdheid::{Bevoegdheid, Vakbevoegdheid};
use rato::domain::breuk::Breuk;
use rato::domain::formatiepeiling::Peilingsoort;
use rato::domain::fte::Fte;
use rato::domain::instemming::Instemmingsoort;
use rato::domain::periode::Periode;
use rato::domain::plaatsing::Plaatsingstatus;
use rato::domain::regiodocent::Regiodocentsoort;
use rato::domain::sector::{Graad, Sector};
use rato::domain::vacature::Vacaturesoort;
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::{
    Deel, HuidigePlaatsing, PROBLEM_VERSIE, Pin, Pinsoort, Problem, ProblemBestuur, ProblemContract, ProblemFormatie,
    ProblemInstemming, ProblemRegiodocent, ProblemSchool, ProblemVacature,
};

pub fn dag(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn fte(text: &str) -> Fte {
    Fte::parse(text).unwrap()
}

pub fn breuk(text: &str) -> Breuk {
    text.parse().unwrap()
}

pub fn heel_jaar() -> Periode {
    Periode::new(dag("2026-08-01"), Some(dag("2027-07-31")))
}

/// A Problem with the default beleid and nobody in it.
pub fn leeg() -> Problem {
    Problem {
        versie: PROBLEM_VERSIE,
        schooljaar: "2026-2027".parse().unwrap(),
        peildatum: dag("2026-10-01"),
        beleid: Beleid::standaard().unwrap(),
        schoolbesturen: vec![],
        scholen: vec![],
        regiodocenten: vec![],
        vacatures: vec![],
        plaatsingen: vec![],
        herronde: false,
        pins: vec![],
        versoepelingen: vec![],
        instroom: vec![],
        boeken: vec![],
        normen: vec![],
    }
}

pub fn bestuur(nummer: &str) -> ProblemBestuur {
    ProblemBestuur {
        bestuursnummer: nummer.parse().unwrap(),
        naam: format!("Bestuur {nummer}"),
        saldi_zevenprocent: Default::default(),
        lot: nummer.parse().unwrap(),
        begeleiding_fte: Fte::NUL,
    }
}

/// A school in bo with schoolweging 30, 16 groepen, 20 pupils per fte needed, and coach time for everybody.
pub fn school(code: &str, bestuur: &str, benodigd: &str, beschikbaar: &str) -> ProblemSchool {
    let benodigd = fte(benodigd);
    ProblemSchool {
        vestigingscode: code.parse().unwrap(),
        bestuursnummer: bestuur.parse().unwrap(),
        naam: format!("School {code}"),
        sector: Sector::Bo,
        punt: None,
        schoolweging_e2: Some(3000),
        formatie: Some(ProblemFormatie {
            peildatum: dag("2026-10-01"),
            soort: Peilingsoort::Telling,
            benodigd_fte: benodigd,
            beschikbaar_bevoegd_fte: fte(beschikbaar),
            niet_inzetbaar_fte: Fte::NUL,
            leerlingen: i32::try_from(benodigd.e4() * 20 / 10_000).unwrap(),
            groepen: Some(16),
            personen: Some(20),
            verwachte_uitstroom_fte: None,
            eerstejaars_zij_instromers_eigen: 0,
            begeleiding_fte: Some(fte("9")),
        }),
    }
}

pub fn groepsleraar() -> Vakbevoegdheid {
    Vakbevoegdheid { sector: Sector::Bo, vak: "groepsleraar".into(), graad: Graad::Pabo }
}

/// An experienced groepsleraar with a VOG and a contract without end.
pub fn docent(id: &str, werktijdfactor: &str) -> ProblemRegiodocent {
    let altijd = Periode::new(dag("2020-08-01"), None);
    ProblemRegiodocent {
        id: id.into(),
        soort: Regiodocentsoort::Ervaren,
        traject_start: None,
        vog_datum: Some(dag("2020-01-01")),
        contracten: vec![ProblemContract { periode: altijd, werktijdfactor: fte(werktijdfactor) }],
        bevoegdheden: vec![Bevoegdheid { vakbevoegdheid: groepsleraar(), periode: altijd }],
        dagdelen: None,
        punt: None,
        max_reistijd: None,
        alleen_geheel: false,
        voorkeuren: vec![],
        uitsluitingen: vec![],
        instemmingen: vec![],
        detachering: None,
        lot: id.bytes().map(u64::from).sum(),
    }
}

/// A first-year zij-instromer.
pub fn eerstejaars(id: &str, werktijdfactor: &str) -> ProblemRegiodocent {
    ProblemRegiodocent {
        soort: Regiodocentsoort::ZijInstromer,
        traject_start: Some(dag("2026-08-01")),
        ..docent(id, werktijdfactor)
    }
}

pub fn stemt_in(soort: Instemmingsoort) -> ProblemInstemming {
    ProblemInstemming { soort, periode: Periode::new(dag("2026-01-01"), None) }
}

/// A regular vacature for the whole schooljaar.
pub fn vacature(id: &str, school: &str, omvang: &str) -> ProblemVacature {
    ProblemVacature {
        id: id.into(),
        vestigingscode: school.parse().unwrap(),
        soort: Vacaturesoort::Regulier,
        fte: fte(omvang),
        bevoegdheid: groepsleraar(),
        periode: heel_jaar(),
        dagdelen: None,
        alleen_geheel: false,
    }
}

pub fn deel(vacature: &str, omvang: &str) -> Deel {
    Deel { vacature: vacature.into(), fte: fte(omvang), van: dag("2026-08-01"), tot_en_met: dag("2027-07-31") }
}

pub fn deel_van(vacature: &str, omvang: &str, van: &str, tot_en_met: &str) -> Deel {
    Deel { vacature: vacature.into(), fte: fte(omvang), van: dag(van), tot_en_met: dag(tot_en_met) }
}

/// A plaatsing for the whole schooljaar on one vacature, netto from the first day.
pub fn plaats(docent: &str, school: &str, vacature: &str, omvang: &str) -> VoorgesteldePlaatsing {
    VoorgesteldePlaatsing {
        regiodocent: docent.into(),
        vestigingscode: school.parse().unwrap(),
        netto_vanaf: None,
        delen: vec![deel(vacature, omvang)],
        bestaand: None,
    }
}

/// The same of a first-year: netto after 75 days.
pub fn plaats_eerstejaars(docent: &str, school: &str, vacature: &str, omvang: &str) -> VoorgesteldePlaatsing {
    VoorgesteldePlaatsing { netto_vanaf: Some(dag("2026-10-15")), ..plaats(docent, school, vacature, omvang) }
}

/// An active plaatsing of today.
pub fn vandaag(id: &str, docent: &str, school: &str, vacature: &str, omvang: &str) -> HuidigePlaatsing {
    HuidigePlaatsing {
        sinds: None,
        id: id.into(),
        regiodocent: docent.into(),
        vestigingscode: school.parse().unwrap(),
        status: Plaatsingstatus::Actief,
        netto_vanaf: None,
        delen: vec![deel(vacature, omvang)],
    }
}

/// A decision about somebody at a school (`01AA00`), or on a vacature (anything else).
pub fn pin(docent: &str, soort: Pinsoort, plek: &str, omvang: Option<&str>) -> Pin {
    let school = plek.parse().ok();
    Pin {
        regiodocent: docent.into(),
        vacature: school.is_none().then(|| plek.into()),
        vestigingscode: school,
        soort,
        fte: omvang.map(fte),
    }
}

/// The line of a plan that continues a plaatsing of today.
pub fn vervolg(today: &HuidigePlaatsing) -> VoorgesteldePlaatsing {
    VoorgesteldePlaatsing {
        regiodocent: today.regiodocent.clone(),
        vestigingscode: today.vestigingscode.clone(),
        netto_vanaf: today.netto_vanaf,
        delen: today.delen.clone(),
        bestaand: Some(today.id.clone()),
    }
}

pub fn zet_modus(problem: &mut Problem, regel: &str, modus: Modus) {
    problem.beleid.regels.get_mut(regel).unwrap().modus = Some(modus);
}

pub fn zet_parameter(problem: &mut Problem, regel: &str, naam: &str, waarde: Waarde) {
    problem.beleid.parameter_mut(regel, naam).unwrap().waarde = waarde;
}

/// The leerling-leraarratio with this number, or without one.
pub fn zet_ratio(problem: &mut Problem, modus: Modus, ratio: Option<&str>) {
    zet_modus(problem, "leerling-leraar-ratio", modus);
    let parameters = &mut problem.beleid.regels.get_mut("leerling-leraar-ratio").unwrap().parameters;
    parameters.clear();
    if let Some(ratio) = ratio {
        let parameter = Parameter {
            waarde: Waarde::Getal(breuk(ratio)),
            eenheid: "leerlingen".into(),
            bron: "Besluit van de besturen".into(),
            reden: "Een voorbeeld.".into(),
            geldig_vanaf: dag("2026-08-01"),
        };
        parameters.insert("leerlingen-per-fte".into(), parameter);
    }
}

/// Two boards, a school each that lacks 2 fte of 10, a vacature of 1 fte at each, and two persons.
pub fn klein() -> Problem {
    Problem {
        schoolbesturen: vec![bestuur("10001"), bestuur("10002")],
        scholen: vec![school("01AA00", "10001", "10", "8"), school("02BB00", "10002", "10", "8")],
        regiodocenten: vec![docent("anna", "1"), docent("bram", "0.6")],
        vacatures: vec![vacature("v1", "01AA00", "1"), vacature("v2", "02BB00", "1")],
        ..leeg()
    }
}
