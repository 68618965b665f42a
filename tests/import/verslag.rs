//! The report as people and machines read it.

use rato::app::import::duo::read_duo;
use rato::app::import::verslag::{Afwijzing, Importverslag, duizendtallen};
use serde_json::json;

use super::fixtures;

#[test]
fn thousands_have_dots() {
    let geschreven = [0, 999, 1_000, 6_122, 1_234_567].map(duizendtallen);
    assert_eq!(geschreven, ["0", "999", "1.000", "6.122", "1.234.567"]);
}

#[test]
fn people_read_what_was_refused_and_how_to_mend_it() {
    let verslag = read_duo(&fixtures(&["adressen-slechte-rijen.csv"]), None).unwrap().verslag;
    let tekst = verslag.to_string();
    for regel in [
        "afgewezen            5\n",
        "adressen-slechte-rijen.csv (schoolvestigingen bo (DUO)): 8 rijen, 3 gebruikt, 5 afgewezen\n",
        "adressen-slechte-rijen.csv, rij 3, kolom VESTIGINGSCODE: vestigingscode 90ZA01 begint niet met zijn instellingscode 90ZB. Herstel: controleer welke van de twee codes klopt.\n",
    ] {
        assert!(tekst.contains(regel), "{regel} in\n{tekst}");
    }
}

#[test]
fn at_most_twenty_refusals_are_printed() {
    let afwijzing = |rij| Afwijzing {
        bestand: "a.csv".into(),
        rij,
        kolom: None,
        code: "proef",
        detail: "fout".into(),
        herstel: "mend".into(),
    };
    let verslag = Importverslag { afgewezen: (2..1_236).map(afwijzing).collect(), ..Default::default() };
    let tekst = verslag.to_string();
    assert_eq!(tekst.matches("Herstel").count(), 20);
    assert!(tekst.contains("en nog 1.214"), "{tekst}");
}

#[test]
fn machines_read_camel_case() {
    let verslag = read_duo(&fixtures(&["adressen-slechte-rijen.csv"]), None).unwrap().verslag;
    let json = serde_json::to_value(&verslag).unwrap();
    assert_eq!(json["nieuw"], 0);
    assert_eq!(json["bestanden"][0]["gebruikt"], 3);
    assert_eq!(
        json["afgewezen"][0],
        json!({
            "bestand": "adressen-slechte-rijen.csv",
            "rij": 3,
            "kolom": "VESTIGINGSCODE",
            "code": "andere-instelling",
            "detail": "vestigingscode 90ZA01 begint niet met zijn instellingscode 90ZB",
            "herstel": "controleer welke van de twee codes klopt",
        })
    );
}
