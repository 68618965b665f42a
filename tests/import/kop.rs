//! A file is known by its header; any other header changes nothing.

use rato::app::import::Bestandssoort;
use rato::app::import::bestand::Bestand;
use rato::app::import::duo::read_duo;
use rato::app::import::formatie::read_formatie;
use rato::app::import::geo::read_geo;
use rato::app::import::kop::Kop;
use rstest::rstest;

use super::{fixture, fixtures, tekst};

#[rstest]
#[case("adressen-windows-1252.csv", Bestandssoort::Schoolvestigingen)]
#[case("adressen-gepakt.csv", Bestandssoort::Schoolvestigingen)]
#[case("adressen-komma-bom-oude-kop.csv", Bestandssoort::Schoolvestigingen)]
#[case("adressen-speciaal.csv", Bestandssoort::SchoolvestigingenSpeciaal)]
#[case("adressen-vo.csv", Bestandssoort::SchoolvestigingenVo)]
#[case("leerlingen-bom.csv", Bestandssoort::Leerlingen)]
#[case("schoolweging.csv", Bestandssoort::Schoolweging)]
#[case("schoolweging-cbs-kop.csv", Bestandssoort::Schoolweging)]
#[case("besturen.csv", Bestandssoort::Besturenlasten)]
#[case("adrespunten.csv", Bestandssoort::Adrespunten)]
#[case("postcodes.tsv", Bestandssoort::Postcodepunten)]
#[case("formatie.csv", Bestandssoort::Formatie)]
#[case("regios.csv", Bestandssoort::Regios)]
fn each_kind_is_recognised(#[case] naam: &str, #[case] soort: Bestandssoort) {
    assert_eq!(Kop::recognise(&Bestand::open(&fixture(naam)).unwrap()).unwrap().soort, soort);
}

#[test]
fn a_changed_header_stops_everything_and_names_what_differs() {
    let fout = tekst(read_duo(&fixtures(&["adressen-andere-kop.csv", "leerlingen-bom.csv"]), None));
    for deel in [
        "adressen-andere-kop.csv",
        "er is niets gelezen",
        "schoolvestigingen bo (DUO)",
        "Ontbrekende kolommen: VESTIGINGSNAAM.",
        "Onverwachte kolommen: NAAM VAN DE SCHOOL.",
        "leerlingen per vestiging (DUO)",
        "Herstel:",
    ] {
        assert!(fout.contains(deel), "{deel} in {fout}");
    }
}

#[test]
fn a_bad_header_in_the_last_file_stops_the_first_one_too() {
    assert!(read_duo(&fixtures(&["adressen-windows-1252.csv", "adressen-andere-kop.csv"]), None).is_err());
}

#[test]
fn a_header_that_resembles_nothing_gets_no_guess() {
    let bestand = Bestand::from_bytes("lijst.csv", b"appel;peer\n1;2\n".to_vec()).unwrap();
    let fout = tekst(Kop::recognise(&bestand));
    assert!(!fout.contains("lijkt") && fout.contains("Bekend zijn"), "{fout}");
}

#[test]
fn a_misspelt_optional_column_is_not_lost_in_silence() {
    let kop =
        b"vestigingscode,peildatum,benodigd_fte,beschikbaar_bevoegd_fte,niet_inzetbaar_fte,leerlingen,verborgn_fte\n";
    let bestand = Bestand::from_bytes("formatie.csv", kop.to_vec()).unwrap();
    let fout = tekst(Kop::recognise(&bestand));
    assert!(fout.contains("Onverwachte kolommen: VERBORGN FTE."), "{fout}");
}

#[test]
fn a_column_twice_is_refused() {
    let bestand = Bestand::from_bytes("x.csv", b"vestigingscode,schoolweging,SCHOOLWEGING\n".to_vec()).unwrap();
    assert!(tekst(Kop::recognise(&bestand)).contains("SCHOOLWEGING staat er twee keer in"));
}

#[test]
fn a_file_for_another_command_says_which() {
    let fout = tekst(read_duo(&fixtures(&["adressen-windows-1252.csv", "adrespunten.csv"]), None));
    assert!(fout.contains("hoort bij `rato import geo`"), "{fout}");
    assert!(tekst(read_geo(&fixtures(&["formatie.csv"]))).contains("`rato import formatie`"));
    assert!(tekst(read_formatie(&fixture("schoolweging.csv"))).contains("`rato import duo`"));
}

#[test]
fn the_address_file_is_needed_and_only_once() {
    assert!(
        tekst(read_duo(&fixtures(&["leerlingen-bom.csv"]), None)).contains("Er is geen bestand met schoolvestigingen")
    );
    let twee = fixtures(&["adressen-windows-1252.csv", "adressen-gepakt.csv"]);
    assert!(tekst(read_duo(&twee, None)).contains("allebei een bestand met schoolvestigingen"));
}
