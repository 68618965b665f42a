//! Places of schools from invented files.

use rato::app::import::geo::{Adrespunt, GeoInvoer, choose_punt, read_geo};
use rato::domain::punt::Punt;
use rstest::rstest;

use super::{afwijzingen, assert_sluitend, fixtures};

fn read() -> GeoInvoer {
    let invoer = read_geo(&fixtures(&["postcodes.tsv", "adrespunten.csv"])).unwrap();
    assert_sluitend(&invoer.verslag);
    invoer
}

#[test]
fn address_points_and_centroids_come_in_and_wrong_places_are_named() {
    let invoer = read();
    assert_eq!(invoer.adrespunten.len(), 3);
    // The file without header names its columns by their place.
    let verwacht = [(4, "2", "postcode"), (5, "lon", "punt"), (7, "lon", "graden")];
    assert_eq!(afwijzingen(&invoer.verslag), verwacht);
    let [postcodes, punten] = invoer.verslag.bestanden.as_slice() else { panic!("two files") };
    assert_eq!(postcodes.overgeslagen.get("ander land"), Some(&1));
    assert_eq!(punten.overgeslagen.get("geen punt"), Some(&1));
}

#[test]
fn a_postcode_with_several_rows_lies_in_their_middle() {
    let invoer = read();
    let punten: Vec<_> = invoer.postcodepunten.iter().map(|(pc4, punt)| (pc4.as_str(), *punt)).collect();
    assert_eq!(
        punten,
        [
            ("9901", Punt { lon_e6: 5_000_050, lat_e6: 52_000_150 }),
            ("9902", Punt { lon_e6: 5_100_000, lat_e6: 52_100_000 }),
        ]
    );
}

#[rstest]
#[case::own_postcode(Some("9901AB"), Some(5_100_000))]
#[case::other_own_postcode(Some("9901AA"), Some(5_000_001))]
#[case::same_area(Some("9901XX"), Some(5_000_001))]
#[case::moved_away(Some("1234XX"), None)]
#[case::unknown_postcode(None, Some(5_000_001))]
fn the_point_with_the_schools_own_postcode_wins(#[case] postcode: Option<&str>, #[case] lon_e6: Option<i32>) {
    let invoer = read();
    let kandidaten: Vec<&Adrespunt> = invoer.adrespunten.iter().collect();
    let omgekeerd: Vec<&Adrespunt> = invoer.adrespunten.iter().rev().collect();
    let postcode = postcode.map(|tekst| tekst.parse().unwrap());
    let punt = choose_punt(postcode.as_ref(), &kandidaten);
    assert_eq!(punt.map(|punt| punt.lon_e6), lon_e6);
    assert_eq!(punt, choose_punt(postcode.as_ref(), &omgekeerd));
}

#[test]
fn candidates_are_kept_per_school() {
    let invoer = read();
    let aantallen: Vec<_> = invoer.kandidaten().iter().map(|(code, punten)| (code.to_string(), punten.len())).collect();
    assert_eq!(aantallen, [("90ZA00".to_owned(), 3)]);
}
