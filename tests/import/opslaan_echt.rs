//! Storing the real files; skipped out loud when they are not there.

use std::path::Path;

use rato::app::App;
use rato::app::import::duo::read_duo;
use rato::app::import::formatie::read_formatie;
use rato::app::import::geo::read_geo;
use rato::app::import::opslaan::{Regiokeuze, store_duo, store_formatie, store_geo};
use rato::app::import::regios::read_regios;
use rato::app::import::verslag::Importverslag;

use super::assert_sluitend;
use super::echt::{DUO, data};
use crate::support::db::Engine;
use crate::support::inhoud::inhoud;

fn duo(app: &App, map: &Path, keuze: &Regiokeuze, gemeente: Option<&str>) -> Importverslag {
    let gemeente = gemeente.map(|nummer| nummer.parse().unwrap());
    let invoer = read_duo(&DUO.map(|naam| map.join(naam)), gemeente.as_ref()).unwrap();
    let verslag = store_duo(app, invoer, keuze, gemeente.as_ref(), &mut |_| {}).unwrap();
    assert_sluitend(&verslag);
    verslag
}

fn nieuw(verslag: &Importverslag, soort: &str) -> u64 {
    verslag.soorten.get(soort).map_or(0, |telling| telling.nieuw)
}

#[test]
fn amsterdam_comes_in_with_200_schools_37_boards_and_its_formatie() {
    let Some(map) = data() else { return };
    let test = Engine::Sqlite.fresh().unwrap();
    let app = test.app();
    let keuze = Regiokeuze::Een { code: "amsterdam".into(), naam: None };
    let first = duo(&app, &map, &keuze, Some("0363"));
    assert_eq!((nieuw(&first, "school"), nieuw(&first, "schoolbestuur"), nieuw(&first, "deelname")), (200, 37, 200));
    let geo = read_geo(&["geo/scholen-bo-bag-2024-11.csv.gz", "geo/pc4-geonames-nl-2017.tsv.gz"].map(|n| map.join(n)));
    let geo = store_geo(&app, geo.unwrap(), &mut |_| {}).unwrap();
    println!("{geo}");
    assert!(geo.opmerkingen.iter().all(|opmerking| opmerking.code != "geen-plaats"));
    let formatie = || read_formatie(&map.join("arbeidsmarkt/amsterdam-bo-formatie-2023.csv")).unwrap();
    let peilingen = store_formatie(&app, formatie(), Some("amsterdam"), &mut |_| {}).unwrap();
    assert_eq!((nieuw(&peilingen, "formatiepeiling"), peilingen.afgewezen.len()), (200, 0));
    let stored = inhoud(&app.db);
    let second = duo(&app, &map, &keuze, Some("0363"));
    assert_eq!((second.nieuw, second.gewijzigd, second.ongewijzigd), (0, 0, 438));
    let again = store_formatie(&app, formatie(), Some("amsterdam"), &mut |_| {}).unwrap();
    assert_eq!((again.nieuw, again.gewijzigd, again.ongewijzigd), (0, 0, 200));
    assert_eq!(inhoud(&app.db), stored);
}

#[test]
fn every_school_of_the_country_is_in_or_named() {
    let Some(map) = data() else { return };
    let test = Engine::Sqlite.fresh().unwrap();
    let app = test.app();
    let regios = read_regios(&map.join("geo/arbeidsmarktregio-gemeente-2026-afgeleid.csv")).unwrap().regios;
    let keuze = Regiokeuze::PerGemeente(regios);
    let verslag = duo(&app, &map, &keuze, None);
    println!("{verslag}");
    assert_eq!(verslag.bestanden[0].rijen, 6_122);
    assert_eq!(nieuw(&verslag, "school") + verslag.bestanden[0].afgewezen, 6_122);
    assert_eq!((nieuw(&verslag, "regio"), nieuw(&verslag, "schoolbestuur")), (35, 749));
    let zonder_regio = verslag.count_opmerkingen().get("geen-regio").copied().unwrap_or_default();
    assert_eq!(nieuw(&verslag, "deelname") + zonder_regio, nieuw(&verslag, "school"));
    assert_eq!(inhoud(&app.db)["school"].len() as u64, nieuw(&verslag, "school"));
    let second = duo(&app, &map, &keuze, None);
    assert_eq!((second.nieuw, second.gewijzigd, second.ongewijzigd), (0, 0, verslag.nieuw));
}
