//! Formatiepeilingen from invented files.

use rato::app::import::formatie::{FormatieInvoer, read_formatie};
use rato::domain::formatiepeiling::Peilingsoort;
use rato::domain::fte::Fte;

use super::{afwijzingen, assert_sluitend, fixture};

fn read(naam: &str) -> FormatieInvoer {
    let invoer = read_formatie(&fixture(naam)).unwrap();
    assert_sluitend(&invoer.verslag);
    invoer
}

#[test]
fn without_soort_it_is_a_telling_and_both_decimal_signs_are_read() {
    let invoer = read("formatie.csv");
    assert_eq!(invoer.verslag.afgewezen, []);
    let [telling, prognose, ander] = invoer.peilingen.as_slice() else { panic!("three rows") };
    assert_eq!((telling.soort, prognose.soort), (Peilingsoort::Telling, Peilingsoort::Prognose));
    assert_eq!((telling.benodigd_fte, prognose.benodigd_fte), (Fte::from_e4(125_000), Fte::from_e4(135_000)));
    assert_eq!((telling.peildatum, telling.groepen), (prognose.peildatum, Some(10)));
    assert_eq!(
        (prognose.groepen, prognose.begeleiding_fte, prognose.eerstejaars_zij_instromers_eigen),
        (None, None, 0)
    );
    assert_eq!(ander.soort, Peilingsoort::Telling);
}

#[test]
fn every_error_of_a_row_is_told_and_good_rows_stay() {
    let invoer = read("formatie-slechte-rijen.csv");
    assert_eq!(invoer.peilingen.len(), 1);
    assert_eq!(
        afwijzingen(&invoer.verslag),
        [
            (2, "vestigingscode", "vestigingscode"),
            (2, "peildatum", "datum"),
            (2, "soort", "soort"),
            (2, "benodigd_fte", "fte"),
            (2, "beschikbaar_bevoegd_fte", "fte"),
            (2, "niet_inzetbaar_fte", "ontbreekt"),
            (2, "leerlingen", "aantal"),
            (2, "groepen", "aantal"),
            (3, "niet_inzetbaar_fte", "te-veel"),
            (5, "vestigingscode", "dubbel"),
        ]
    );
}
