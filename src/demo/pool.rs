//! Regiodocenten around real or invented schools: kinds, werktijdfactors, homes and wishes in realistic proportions.

use super::kans::Kans;
use super::namen;
use super::vraag::groepsleraar;
use crate::domain::bevoegdheid::Bevoegdheid;
use crate::domain::contract::{Contract, Contractstatus};
use crate::domain::fte::Fte;
use crate::domain::instemming::{Instemming, Instemmingsoort};
use crate::domain::kenmerk::Postcode4;
use crate::domain::periode::Periode;
use crate::domain::punt::Punt;
use crate::domain::regiodocent::{NieuweRegiodocent, Regiodocent, Regiodocentsoort};
use crate::domain::school::School;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::uitsluiting::Uitsluiting;
use crate::domain::voorkeur::Voorkeur;

/// Werktijdfactors in tenths; part-time is the rule (mean 0.6), as among teachers in primary education.
const WTF_ERVAREN: [i64; 15] = [2, 3, 4, 4, 5, 6, 6, 6, 7, 8, 8, 8, 9, 10, 10];
/// Beginners work more.
const WTF_BEGINNER: [i64; 7] = [6, 7, 8, 8, 9, 10, 10];
/// How far somebody will travel, in km as the crow flies.
const STRAAL_KM: [i64; 5] = [4, 6, 8, 10, 14];

/// `count` regiodocenten for `schooljaar`, whose homes are spread around `scholen` (3 km deviation on each axis).
pub fn make_pool(
    kans: &mut Kans,
    count: usize,
    scholen: &[School],
    postcodes: &[(Postcode4, Punt)],
    schooljaar: Schooljaar,
) -> Vec<NieuweRegiodocent> {
    let places: Vec<&School> = scholen.iter().filter(|school| school.punt.is_some()).collect();
    (0..count).map(|_| make_regiodocent(kans, &places, postcodes, schooljaar)).collect()
}

fn make_regiodocent(
    kans: &mut Kans,
    scholen: &[&School],
    postcodes: &[(Postcode4, Punt)],
    schooljaar: Schooljaar,
) -> NieuweRegiodocent {
    let soort = match kans.tussen(1, 10) {
        1..=5 => Regiodocentsoort::Ervaren,
        6 => Regiodocentsoort::Herintreder,
        7..=8 => Regiodocentsoort::Starter,
        _ => Regiodocentsoort::ZijInstromer,
    };
    let beginner = matches!(soort, Regiodocentsoort::Starter | Regiodocentsoort::ZijInstromer);
    let tenths = if beginner { kans.kies(&WTF_BEGINNER) } else { kans.kies(&WTF_ERVAREN) }.copied().unwrap_or(8);
    let home = kans.kies(scholen).and_then(|school| school.punt).map(|punt| near(kans, punt));
    let straal = kans.kies(&STRAAL_KM).copied().unwrap_or(8);
    let from_first_day = Periode::new(schooljaar.eerste_dag(), None);
    let may_split = !beginner && tenths >= 8 && kans.procent(30);
    NieuweRegiodocent {
        regiodocent: Regiodocent {
            naam: namen::mens(kans),
            soort,
            traject_start: (soort == Regiodocentsoort::ZijInstromer).then(|| schooljaar.eerste_dag()),
            vog_datum: (!kans.procent(2)).then(|| schooljaar.eerste_dag() - chrono::TimeDelta::days(60)),
            woon_postcode: home.and_then(|home| nearest(postcodes, home)),
            // The rule's own measure: straight distance × 1.3 at 20 km/h is 3.9 minutes per km.
            max_reistijd: i32::try_from(straal * 39 / 10).ok(),
            dagdelen: None,
            alleen_geheel: beginner || kans.procent(60),
            bron_systeem: None,
            extern_id: None,
        },
        contracten: vec![Contract {
            periode: from_first_day,
            werktijdfactor: Fte::from_e4(tenths * 1_000),
            loonkosten_cent: if beginner { 6_800_000 } else { 8_900_000 },
            formeel_werkgever: None,
            status: Contractstatus::Actief,
            overgedragen_aan: None,
        }],
        bevoegdheden: vec![Bevoegdheid { vakbevoegdheid: groepsleraar(), periode: from_first_day }],
        voorkeuren: make_voorkeuren(kans, scholen),
        uitsluitingen: make_uitsluitingen(kans, scholen),
        instemmingen: Vec::from_iter(
            may_split.then_some(Instemming { soort: Instemmingsoort::TweeScholen, periode: from_first_day }),
        ),
    }
}

/// A point with a deviation of 3 km on each axis.
fn near(kans: &mut Kans, punt: Punt) -> Punt {
    let km_lat = 1e6 / 111.2;
    let km_lon = km_lat / (f64::from(punt.lat_e6) / 1e6).to_radians().cos();
    Punt {
        lon_e6: punt.lon_e6 + (3.0 * km_lon * kans.normaal()).round() as i32,
        lat_e6: punt.lat_e6 + (3.0 * km_lat * kans.normaal()).round() as i32,
    }
}

fn nearest(postcodes: &[(Postcode4, Punt)], home: Punt) -> Option<Postcode4> {
    postcodes.iter().min_by_key(|(_, punt)| punt.meters_to(home)).map(|(pc4, _)| pc4.clone())
}

fn make_voorkeuren(kans: &mut Kans, scholen: &[&School]) -> Vec<Voorkeur> {
    let mut voorkeuren: Vec<Voorkeur> = Vec::new();
    for _ in 0..kans.tussen(0, 3) {
        let Some(school) = kans.kies(scholen) else { continue };
        let vestigingscode = school.vestigingscode.clone();
        if voorkeuren.iter().all(|known| known.vestigingscode != vestigingscode) {
            let minuten = i32::try_from(kans.tussen(-3, 6) * 5).unwrap_or(0);
            voorkeuren.push(Voorkeur { vestigingscode, minuten });
        }
    }
    voorkeuren
}

fn make_uitsluitingen(kans: &mut Kans, scholen: &[&School]) -> Vec<Uitsluiting> {
    let school = if kans.procent(8) { kans.kies(scholen) } else { None };
    school.map(|school| Uitsluiting::Vestigingscode(school.vestigingscode.clone())).into_iter().collect()
}
