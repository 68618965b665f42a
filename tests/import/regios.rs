//! Which gemeente belongs to which regio, from an invented file.

use rato::app::import::regios::{read_regios, to_regiocode};
use rato::domain::regio::is_regiocode;
use rstest::rstest;

use super::{afwijzingen, assert_sluitend, fixture, opmerkingen};

#[test]
fn gemeenten_are_gathered_per_regio() {
    let invoer = read_regios(&fixture("regios.csv")).unwrap();
    assert_sluitend(&invoer.verslag);
    let regios: Vec<_> = invoer
        .regios
        .iter()
        .map(|regio| {
            let gemeenten: Vec<&str> = regio.gemeenten.iter().map(|nummer| nummer.as_str()).collect();
            (regio.code.as_str(), regio.naam.as_str(), gemeenten.join(" "))
        })
        .collect();
    assert_eq!(
        regios,
        [
            ("ergens-nergens", "Ergens/Nergens", "0091 0092".to_owned()),
            ("sud-wetterlan-en-omstreken", "Sûd-Wetterlân en omstreken", "0093".to_owned()),
        ]
    );
    assert_eq!(opmerkingen(&invoer.verslag), [("gemeente-deels-in-regio", "0092")]);
}

#[test]
fn a_gemeente_in_two_regios_and_two_spellings_of_one_regio_are_refused() {
    let invoer = read_regios(&fixture("regios.csv")).unwrap();
    assert_eq!(afwijzingen(&invoer.verslag), [(5, "gemeentenummer", "dubbel"), (6, "arbeidsmarktregio", "regionaam")]);
}

#[rstest]
#[case("Groot Amsterdam", "groot-amsterdam")]
#[case("Zaanstreek/Waterland", "zaanstreek-waterland")]
#[case("Gooi- en Vechtstreek", "gooi-en-vechtstreek")]
#[case("'s-Gravenhage", "s-gravenhage")]
fn the_code_of_a_regio_is_its_name_in_plain_letters(#[case] naam: &str, #[case] code: &str) {
    assert_eq!(to_regiocode(naam), code);
    assert!(is_regiocode(code));
}
