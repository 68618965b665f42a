//! Schools and boards from invented files of DUO and CBS.

use rato::app::import::duo::{DuoInvoer, read_duo};
use rato::domain::school::School;
use rstest::rstest;

use super::{afwijzingen, assert_sluitend, fixtures, opmerkingen};

const ADRESSEN: &str = "adressen-windows-1252.csv";

fn read(namen: &[&str]) -> DuoInvoer {
    let invoer = read_duo(&fixtures(namen), None).unwrap();
    assert_sluitend(&invoer.verslag);
    invoer
}

fn school<'a>(invoer: &'a DuoInvoer, code: &str) -> &'a School {
    invoer.scholen.iter().find(|school| school.vestigingscode.as_str() == code).unwrap()
}

#[test]
fn an_address_row_becomes_a_school() {
    let invoer = read(&[ADRESSEN]);
    assert_eq!((invoer.scholen.len(), invoer.besturen.len()), (5, 3));
    let zoe = school(&invoer, "90ZA01");
    assert_eq!(zoe.naam, "Café-school Zoë");
    assert_eq!(zoe.bestuursnummer.as_str(), "90001");
    assert_eq!(zoe.postcode.as_ref().unwrap().as_str(), "9901AB");
    assert_eq!(zoe.plaats, "ERGENSDORP");
    assert_eq!(zoe.gemeentenummer.as_str(), "0091");
    assert_eq!(school(&invoer, "90ZB00").naam, "Basisschool \"De Kiezel\"");
}

#[test]
fn a_missing_municipality_name_or_postcode_is_a_remark_only() {
    let invoer = read(&[ADRESSEN]);
    assert_eq!(opmerkingen(&invoer.verslag), [("geen-gemeentenaam", "90ZC00"), ("geen-postcode", "90ZD00")]);
    assert_eq!(school(&invoer, "90ZC00").gemeentenummer.as_str(), "0093", "lost zeros come back");
    assert_eq!(school(&invoer, "90ZD00").postcode, None);
}

#[test]
fn an_old_header_with_bare_suffixes_and_lost_zeros_gives_the_same_schools() {
    let (oud, nieuw) = (read(&["adressen-komma-bom-oude-kop.csv"]), read(&[ADRESSEN]));
    let codes: Vec<&str> = oud.scholen.iter().map(|school| school.vestigingscode.as_str()).collect();
    assert_eq!(codes, ["90ZA00", "90ZA01", "90ZB00"]);
    assert_eq!(school(&oud, "90ZA00"), school(&nieuw, "90ZA00"));
    assert_eq!(school(&oud, "90ZB00"), school(&nieuw, "90ZB00"));
    assert_eq!(school(&oud, "90ZA01").naam, "Café-school Zoë, dependance");
    assert_eq!(school(&oud, "90ZA01").postcode, school(&nieuw, "90ZA01").postcode);
}

#[test]
fn a_bad_row_is_named_and_the_others_go_on() {
    let invoer = read(&["adressen-slechte-rijen.csv"]);
    let codes: Vec<&str> = invoer.scholen.iter().map(|school| school.vestigingscode.as_str()).collect();
    assert_eq!(codes, ["90ZA00", "90ZF00", "90ZG00"]);
    assert_eq!(
        afwijzingen(&invoer.verslag),
        [
            (3, "VESTIGINGSCODE", "andere-instelling"),
            (4, "VESTIGINGSCODE", "vestigingscode"),
            (4, "BEVOEGD GEZAG NUMMER", "bestuursnummer"),
            (4, "VESTIGINGSNAAM", "ontbreekt"),
            (4, "POSTCODE", "postcode"),
            (5, "VESTIGINGSNAAM", "ontbreekt"),
            (6, "VESTIGINGSCODE", "dubbel"),
            (8, "-", "aantal-kolommen"),
        ]
    );
    assert!(invoer.verslag.afgewezen.iter().all(|a| !a.detail.is_empty() && !a.herstel.is_empty()));
    assert_eq!(school(&invoer, "90ZA00").naam, "Basisschool Het Lariks", "the first of two rows counts");
}

#[rstest]
#[case("90ZA00", Some(123))]
#[case("90ZA01", None)]
#[case("90ZB00", None)]
#[case("90ZC00", Some(0))]
#[case("90ZD00", None)]
fn pupils_are_those_of_the_last_year_and_a_hidden_number_is_unknown(#[case] code: &str, #[case] aantal: Option<i32>) {
    assert_eq!(school(&read(&[ADRESSEN, "leerlingen-bom.csv"]), code).leerlingen, aantal);
}

#[test]
fn the_pupil_file_is_compared_with_the_address_file_which_leads() {
    let invoer = read(&["leerlingen-bom.csv", ADRESSEN]);
    let van_leerlingen = &opmerkingen(&invoer.verslag)[2..];
    assert_eq!(
        van_leerlingen,
        [
            ("leerlingen-afgeschermd", "90ZA01"),
            ("bestuur-verschilt", "90ZA01"),
            ("leerlingen-afgeschermd", "90ZB00"),
            ("nul-leerlingen", "90ZC00"),
            ("soort-verschilt", "90ZD00"),
            ("geen-leerlingrij", "90ZD00"),
        ]
    );
    assert_eq!(school(&invoer, "90ZA01").bestuursnummer.as_str(), "90001");
    let telling = &invoer.verslag.bestanden[1];
    assert_eq!((telling.rijen, telling.gebruikt, telling.overgeslagen.len()), (6, 4, 2));
}

#[test]
fn bad_pupil_rows_leave_their_school_without_a_number() {
    let invoer = read(&[ADRESSEN, "leerlingen-slechte-rijen.csv"]);
    assert_eq!(
        afwijzingen(&invoer.verslag),
        [(2, "LEERLINGEN_2025", "aantal"), (4, "VESTIGINGSCODE", "dubbel"), (5, "LEERLINGEN_2025", "aantal"),]
    );
    assert_eq!(school(&invoer, "90ZA00").leerlingen, None);
    assert_eq!(school(&invoer, "90ZA01").leerlingen, Some(45));
}

#[test]
fn schoolweging_is_kept_in_hundredths_and_its_mark_is_told() {
    let invoer = read(&[ADRESSEN, "schoolweging.csv"]);
    let wegingen: Vec<_> = invoer.scholen.iter().map(|school| school.schoolweging_e2).collect();
    assert_eq!(wegingen, [Some(2_940), Some(3_013), None, None, None]);
    assert_eq!(afwijzingen(&invoer.verslag), [(5, "schoolweging", "schoolweging")]);
    let namen = opmerkingen(&invoer.verslag);
    assert!(namen.contains(&("schoolweging-gemarkeerd", "90ZA01")));
    assert_eq!(namen.iter().filter(|(code, _)| *code == "geen-schoolweging").count(), 3);
}

#[test]
fn the_header_of_cbs_itself_with_brin_and_suffix_is_read_too() {
    assert_eq!(school(&read(&[ADRESSEN, "schoolweging-cbs-kop.csv"]), "90ZA00").schoolweging_e2, Some(2_940));
}

#[test]
fn boards_get_the_name_of_their_last_year() {
    let invoer = read(&[ADRESSEN, "besturen.csv"]);
    let namen: Vec<_> = invoer.besturen.iter().map(|bestuur| bestuur.naam.as_deref()).collect();
    assert_eq!(namen, [Some("Stichting \"Ergens, en verder\""), Some("Vereniging De Kiezel"), None]);
    assert!(opmerkingen(&invoer.verslag).contains(&("geen-bestuursnaam", "90003")));
}

#[test]
fn one_gemeente_takes_its_own_schools_and_boards_and_counts_the_rest() {
    let gemeente = "0093".parse().unwrap();
    let invoer = read_duo(&fixtures(&[ADRESSEN, "leerlingen-bom.csv"]), Some(&gemeente)).unwrap();
    assert_sluitend(&invoer.verslag);
    assert_eq!((invoer.scholen.len(), invoer.besturen.len()), (2, 1));
    assert_eq!(invoer.verslag.bestanden[0].overgeslagen.get("andere gemeente"), Some(&3));
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let namen = [ADRESSEN, "leerlingen-bom.csv", "schoolweging.csv", "besturen.csv"];
    let (heen, terug) = (read(&namen), read(&namen.map(|naam| naam).into_iter().rev().collect::<Vec<_>>()));
    assert_eq!(heen.scholen, terug.scholen);
    assert_eq!(heen.besturen, terug.besturen);
    assert_eq!(heen.verslag, terug.verslag);
}

#[test]
fn special_and_secondary_schools_come_in_by_the_same_door_each_with_its_sector() {
    let invoer =
        read_duo(&fixtures(&["adressen-speciaal.csv", "adressen-vo.csv", "adressen-windows-1252.csv"]), None).unwrap();
    assert_sluitend(&invoer.verslag);
    assert!(invoer.verslag.afgewezen.is_empty(), "{:?}", invoer.verslag.afgewezen);
    let sector = |code: &str| school(&invoer, code).sector.to_string();
    let found = ["90SA00", "90SB00", "90SC00", "90SD00", "90XA00", "90XA01", "90ZA00"].map(sector);
    assert_eq!(found, ["sbo", "so", "vso", "so", "vo", "vo", "bo"]);
    assert_eq!(school(&invoer, "90XA01").naam, "Vakcollege Zoë");
    let alleen_vo = read_duo(&fixtures(&["adressen-vo.csv"]), None).unwrap();
    assert_eq!(alleen_vo.sectoren.iter().map(ToString::to_string).collect::<Vec<_>>(), ["vo"]);
}
