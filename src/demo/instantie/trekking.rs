//! The draws that both instances share: people, what they cost where, and how a tekort becomes vacatures.
//!
//! ## Pair cost
//! Wanted: fte × (60 × distance / radius + uniform 0–40). The rule `voorkeur` counts fte × (reistijd ÷ own maximum × 60 −
//! minuten of the wish), so with a road factor of 1 and 60 km per hour a minute is a kilometre: the maximum in minutes is
//! the radius in kilometres, and the wish for a school is minus the uniform draw. Two small deviations: the draw is a
//! whole number of minutes (0, 1, … 40), since a wish is one, and distances are whole metres. Wishes are written down for
//! schools within the radius only; others never become a pair.

use crate::demo::kans::Kans;
use crate::domain::beleid::{Beleid, Waarde};
use crate::domain::bevoegdheid::{Bevoegdheid, Vakbevoegdheid};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::periode::Periode;
use crate::domain::punt::Punt;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::{Graad, Sector};
use crate::domain::vacature::Vacaturesoort;
use crate::domain::voorkeur::Voorkeur;
use crate::matching::problem::{ProblemContract, ProblemRegiodocent, ProblemSchool, ProblemVacature};

use super::Instantiefout;

/// Werktijdfactor in tenths: each equally likely.
const ERVAREN: [i64; 15] = [2, 3, 4, 4, 5, 6, 6, 6, 7, 8, 8, 8, 9, 10, 10];
const BEGINNER: [i64; 7] = [6, 7, 8, 8, 9, 10, 10];
/// How far people travel, in kilometres as the crow flies: each equally likely.
const STRAAL_KM: [i32; 5] = [4, 6, 8, 10, 14];
/// Deviation of a home from a school on each axis, in kilometres.
const SPREIDING_KM: f64 = 3.0;
/// Most that chance adds to the cost of a pair, in minutes per fte.
const TOEVAL_MINUTEN: i64 = 40;
/// Kilometres per degree of latitude.
const KM_PER_GRAAD: f64 = 111.2;

/// The default policy with the travel measure of the instances and no limit on persons per vacature.
pub(super) fn beleid(dubbele_bezetting: Option<i64>) -> Result<Beleid, Instantiefout> {
    let mut beleid = Beleid::standaard().map_err(Instantiefout::Beleid)?;
    set(&mut beleid, "reistijd", "omwegfactor", Waarde::Getal(Breuk::een()))?;
    set(&mut beleid, "reistijd", "snelheid", Waarde::Geheel(60))?;
    set(&mut beleid, "voorkeur", "reistijd-maat", Waarde::Keuze("relatief".into()))?;
    set(&mut beleid, "voorkeur", "relatieve-schaal", Waarde::Geheel(60))?;
    set(&mut beleid, "spreiding", "max-personen-per-vacature", Waarde::Geheel(0))?;
    if let Some(days) = dubbele_bezetting {
        set(&mut beleid, "opleidingsplaats", "dubbele-bezetting", Waarde::Geheel(days))?;
    }
    Ok(beleid)
}

fn set(beleid: &mut Beleid, regel: &str, naam: &str, waarde: Waarde) -> Result<(), Instantiefout> {
    let parameter =
        beleid.parameter_mut(regel, naam).ok_or_else(|| Instantiefout::Beleid(format!("{regel} mist {naam}")))?;
    if parameter.waarde != waarde {
        parameter.waarde = waarde;
        parameter.bron = "Keuze van deze proefinstantie; geen afspraak van een regio".into();
        parameter.reden = "Zo is de instantie gedefinieerd.".into();
    }
    Ok(())
}

/// A lot.
pub(super) fn lot(kans: &mut Kans) -> u64 {
    u64::try_from(kans.tussen(0, i64::MAX)).unwrap_or_default()
}

fn groepsleraar() -> Vakbevoegdheid {
    Vakbevoegdheid { sector: Sector::Bo, vak: "groepsleraar".into(), graad: Graad::Pabo }
}

/// The tekort of a school in whole tenths (rounded down), cut into pieces of 0.4 to 1.0; what is left comes last.
pub(super) fn vacatures(school: &ProblemSchool, schooljaar: Schooljaar, kans: &mut Kans) -> Vec<ProblemVacature> {
    let own = |f: &crate::matching::problem::ProblemFormatie| f.beschikbaar_bevoegd_fte - f.niet_inzetbaar_fte;
    let short = school.formatie.as_ref().map(|formatie| formatie.benodigd_fte - own(formatie)).unwrap_or_default();
    let mut left = short.e4() / 1_000;
    let mut found = Vec::new();
    while left > 0 {
        let piece = kans.tussen(4, 10).min(left);
        left -= piece;
        found.push(ProblemVacature {
            id: format!("{}-{:02}", school.vestigingscode, found.len() + 1),
            vestigingscode: school.vestigingscode.clone(),
            soort: Vacaturesoort::Regulier,
            fte: Fte::from_e4(piece * 1_000),
            bevoegdheid: groepsleraar(),
            periode: schooljaar.periode(),
            dagdelen: None,
            alleen_geheel: false,
        });
    }
    found
}

/// A regiodocent: 60 % ervaren, 20 % starter, 20 % first-year zij-instromer, who lives near one of `scholen`.
pub(super) fn regiodocent(
    id: String,
    scholen: &[(Vestigingscode, Punt)],
    schooljaar: Schooljaar,
    kans: &mut Kans,
) -> ProblemRegiodocent {
    let soort = match kans.index(5) {
        0 => Regiodocentsoort::ZijInstromer,
        1 => Regiodocentsoort::Starter,
        _ => Regiodocentsoort::Ervaren,
    };
    let list: &[i64] = if soort == Regiodocentsoort::Ervaren { &ERVAREN } else { &BEGINNER };
    let tenths = kans.kies(list).copied().unwrap_or(10);
    let straal_km = kans.kies(&STRAAL_KM).copied().unwrap_or(10);
    let near = kans.index(scholen.len());
    let punt = scholen.get(near).map(|(_, punt)| home(*punt, kans));
    let always = Periode::new(schooljaar.eerste_dag(), None);
    ProblemRegiodocent {
        id,
        soort,
        traject_start: (soort == Regiodocentsoort::ZijInstromer).then(|| schooljaar.eerste_dag()),
        vog_datum: Some(schooljaar.eerste_dag()),
        contracten: vec![ProblemContract { periode: always, werktijdfactor: Fte::from_e4(tenths * 1_000) }],
        bevoegdheden: vec![Bevoegdheid { vakbevoegdheid: groepsleraar(), periode: always }],
        dagdelen: None,
        punt,
        max_reistijd: Some(straal_km),
        alleen_geheel: true,
        voorkeuren: punt.map(|punt| wishes(punt, straal_km, scholen, kans)).unwrap_or_default(),
        uitsluitingen: Vec::new(),
        instemmingen: Vec::new(),
        detachering: None,
        lot: lot(kans),
    }
}

/// The point of a school, moved by a normal draw to the east and one to the north.
fn home(school: Punt, kans: &mut Kans) -> Punt {
    let (lon, lat) = (f64::from(school.lon_e6) / 1e6, f64::from(school.lat_e6) / 1e6);
    let (east, north) = (kans.normaal() * SPREIDING_KM, kans.normaal() * SPREIDING_KM);
    let lon = lon + east / (KM_PER_GRAAD * lat.to_radians().cos());
    Punt::from_degrees(lon, lat + north / KM_PER_GRAAD).unwrap_or(school)
}

/// What chance adds to each school within reach, as a wish against it.
fn wishes(home: Punt, straal_km: i32, scholen: &[(Vestigingscode, Punt)], kans: &mut Kans) -> Vec<Voorkeur> {
    let reach = |punt: Punt| home.meters_to(punt) <= i64::from(straal_km) * 1_000;
    let near = scholen.iter().filter(|(_, punt)| reach(*punt));
    near.map(|(code, _)| Voorkeur {
        vestigingscode: code.clone(),
        minuten: -i32::try_from(kans.tussen(0, TOEVAL_MINUTEN)).unwrap_or_default(),
    })
    .collect()
}

/// The schools with a known point.
pub(super) fn punten(scholen: &[ProblemSchool]) -> Vec<(Vestigingscode, Punt)> {
    scholen.iter().filter_map(|school| Some((school.vestigingscode.clone(), school.punt?))).collect()
}
