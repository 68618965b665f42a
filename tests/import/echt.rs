//! The real files of DUO, CBS, BAG and GeoNames; skipped out loud when they are not there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rato::app::import::bestand::Bestand;
use rato::app::import::duo::{DuoInvoer, read_duo};
use rato::app::import::formatie::read_formatie;
use rato::app::import::geo::{choose_punt, read_geo};
use rato::app::import::regios::read_regios;
use rato::domain::fte::Fte;
use rato::domain::kenmerk::Gemeentenummer;

use super::assert_sluitend;

/// The folder with real data, or nothing and a loud line.
pub(crate) fn data() -> Option<PathBuf> {
    let map = std::env::var_os("RATO_DATA_DIR").map(PathBuf::from);
    let map = map.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    if map.join("duo").is_dir() {
        return Some(map);
    }
    eprintln!("SKIPPED: no real data in {}; set RATO_DATA_DIR", map.display());
    None
}

/// The four files of DUO and CBS.
pub(super) const DUO: [&str; 4] = [
    "duo/bo-schoolvestigingen-2026-08.csv.gz",
    "duo/leerlingen-bo-1996-2025.csv.gz",
    "duo/schoolweging-bo-2019.csv.gz",
    "duo/besturen-personele-lasten-po-2018.csv.gz",
];

fn duo(map: &Path, gemeente: Option<&str>) -> DuoInvoer {
    let gemeente: Option<Gemeentenummer> = gemeente.map(|nummer| nummer.parse().unwrap());
    let invoer = read_duo(&DUO.map(|naam| map.join(naam)), gemeente.as_ref()).unwrap();
    assert_sluitend(&invoer.verslag);
    invoer
}

#[test]
fn the_whole_country_comes_in_with_every_row_accounted_for() {
    let Some(map) = data() else { return };
    let invoer = duo(&map, None);
    println!("{}", invoer.verslag);
    assert_eq!(invoer.scholen.len(), 6_122);
    assert_eq!(invoer.verslag.afgewezen, []);
    let rijen: Vec<u64> = invoer.verslag.bestanden.iter().map(|telling| telling.rijen).collect();
    assert_eq!(rijen, [6_122, 7_971, 6_285, 1_039]);
    let opmerkingen = invoer.verslag.count_opmerkingen();
    let aantal = |code: &str| opmerkingen.get(code).copied().unwrap_or_default();
    assert_eq!(aantal("geen-leerlingrij"), 30);
    assert_eq!(aantal("bestuur-verschilt"), 61);
    assert_eq!(aantal("geen-gemeentenaam"), 2);
    // The other school with a hidden number has closed since.
    assert_eq!(aantal("leerlingen-afgeschermd"), 1);
    assert_eq!(aantal("geen-schoolweging"), 178);
}

#[test]
fn real_names_have_their_letters_and_quotes() {
    let Some(map) = data() else { return };
    let scholen = duo(&map, None).scholen;
    let naam = |code: &str| scholen.iter().find(|school| school.vestigingscode.as_str() == code).unwrap().naam.as_str();
    assert_eq!(naam("00AR00"), "Basisschool \"De Maasparel\"");
    assert!(scholen.iter().any(|school| school.naam.contains('ë')));
    assert!(scholen.iter().all(|school| !school.naam.contains('\u{FFFD}') && !school.naam.contains("\"\"")));
    let leerlingen = Bestand::open(&map.join("duo/leerlingen-bo-1996-2025.csv.gz")).unwrap();
    let maasparel =
        leerlingen.records().unwrap().map(Result::unwrap).find(|r| r.velden[1].as_deref() == Some("00AR00"));
    assert_eq!(maasparel.unwrap().velden[2].as_deref(), Some("BS \"De Maasparel\""));
}

#[test]
fn amsterdam_has_200_schools_and_37_boards() {
    let Some(map) = data() else { return };
    let invoer = duo(&map, Some("0363"));
    assert_eq!((invoer.scholen.len(), invoer.besturen.len()), (200, 37));
    let leerlingen: i32 = invoer.scholen.iter().filter_map(|school| school.leerlingen).sum();
    assert_eq!(leerlingen, 59_295);
}

#[test]
fn the_joined_quick_start_file_says_the_same() {
    let Some(map) = data() else { return };
    let scholen: BTreeMap<String, _> =
        duo(&map, None).scholen.into_iter().map(|school| (school.vestigingscode.to_string(), school)).collect();
    let bestand = Bestand::open(&map.join("duo/scholen-bo-2026-samengevoegd.csv.gz")).unwrap();
    let mut vergeleken = 0;
    for record in bestand.records().unwrap().skip(1) {
        let velden = record.unwrap().velden;
        let text = |plaats: usize| velden[plaats].clone();
        let school = &scholen[&text(0).unwrap()];
        assert_eq!(Some(school.naam.clone()), text(2));
        assert_eq!(Some(school.bestuursnummer.to_string()), text(3));
        assert_eq!(school.postcode.as_ref().map(ToString::to_string), text(6));
        assert_eq!(Some(school.gemeentenummer.to_string()), text(8));
        let leerlingen = text(13).and_then(|tekst| tekst.parse().ok());
        assert_eq!(school.leerlingen, leerlingen, "{}", school.vestigingscode);
        let weging = text(14).map(|tekst| Fte::parse(&tekst).unwrap().e4() / 100);
        assert_eq!(school.schoolweging_e2.map(i64::from), weging, "{}", school.vestigingscode);
        vergeleken += 1;
    }
    assert_eq!(vergeleken, 6_122);
}

#[test]
fn nearly_every_school_gets_a_place() {
    let Some(map) = data() else { return };
    let namen = ["geo/scholen-bo-bag-2024-11.csv.gz", "geo/pc4-geonames-nl-2017.tsv.gz"];
    let geo = read_geo(&namen.map(|naam| map.join(naam))).unwrap();
    assert_sluitend(&geo.verslag);
    println!("{}", geo.verslag);
    assert_eq!(geo.verslag.afgewezen, []);
    assert_eq!(geo.adrespunten.len(), 6_182);
    let kandidaten = geo.kandidaten();
    let (mut adres, mut middelpunt, mut geen) = (0, 0, 0);
    for school in duo(&map, None).scholen {
        let postcode = school.postcode.as_ref();
        let eigen = kandidaten.get(&school.vestigingscode).and_then(|punten| choose_punt(postcode, punten));
        match (eigen, postcode.and_then(|postcode| geo.postcodepunten.get(&postcode.pc4()))) {
            (Some(_), _) => adres += 1,
            (None, Some(_)) => middelpunt += 1,
            (None, None) => geen += 1,
        }
    }
    println!("address point {adres}, centroid {middelpunt}, none {geen}");
    assert!(adres > 5_800 && geen < 40, "{adres} {middelpunt} {geen}");
}

#[test]
fn the_formatie_of_amsterdam_adds_up() {
    let Some(map) = data() else { return };
    let invoer = read_formatie(&map.join("arbeidsmarkt/amsterdam-bo-formatie-2023.csv")).unwrap();
    assert_sluitend(&invoer.verslag);
    assert_eq!((invoer.peilingen.len(), invoer.verslag.afgewezen.len()), (200, 0));
    assert_eq!(invoer.peilingen.iter().filter_map(|peiling| peiling.groepen).sum::<i32>(), 2_577);
    let benodigd: Fte = invoer.peilingen.iter().map(|peiling| peiling.benodigd_fte).sum();
    let tekort: Fte = invoer.peilingen.iter().map(|p| p.benodigd_fte.saturating_sub(p.beschikbaar_bevoegd_fte)).sum();
    assert_eq!((benodigd.breuk().afgerond(), tekort.breuk().afgerond()), (4_312, 807));
}

#[test]
fn all_gemeenten_of_the_schools_have_one_of_35_regios() {
    let Some(map) = data() else { return };
    let invoer = read_regios(&map.join("geo/arbeidsmarktregio-gemeente-2026-afgeleid.csv")).unwrap();
    assert_sluitend(&invoer.verslag);
    println!("{}", invoer.verslag);
    assert_eq!((invoer.regios.len(), invoer.verslag.afgewezen.len()), (35, 0));
    let gemeenten: Vec<&Gemeentenummer> = invoer.regios.iter().flat_map(|regio| &regio.gemeenten).collect();
    assert_eq!(gemeenten.len(), 342);
    let amsterdam = invoer.regios.iter().find(|regio| regio.code == "groot-amsterdam").unwrap();
    assert!(amsterdam.gemeenten.iter().any(|nummer| nummer.as_str() == "0363"));
    let zonder: Vec<String> = duo(&map, None)
        .scholen
        .iter()
        .filter(|school| !gemeenten.contains(&&school.gemeentenummer))
        .map(|school| school.vestigingscode.to_string())
        .collect();
    assert_eq!(zonder, Vec::<String>::new());
}
