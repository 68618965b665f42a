//! Files as they really come: packed or not, two encodings, three separators.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use rato::app::import::bestand::Bestand;
use rstest::rstest;

use super::{fixture, tekst};

fn rijen(bytes: &[u8]) -> Vec<Vec<String>> {
    let bestand = Bestand::from_bytes("proef.csv", bytes.to_vec()).unwrap();
    let records = bestand.records().unwrap();
    records.map(|record| record.unwrap().velden.into_iter().map(Option::unwrap_or_default).collect()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut schrijver = GzEncoder::new(Vec::new(), Compression::fast());
    schrijver.write_all(bytes).unwrap();
    schrijver.finish().unwrap()
}

#[rstest]
#[case::utf8("code;naam\n1;Café Zoë\n".as_bytes(), "UTF-8")]
#[case::utf8_with_bom(b"\xEF\xBB\xBFcode;naam\n1;Caf\xC3\xA9 Zo\xC3\xAB\n", "UTF-8")]
#[case::windows_1252(b"code;naam\r\n1;Caf\xE9 Zo\xEB\r\n", "windows-1252")]
fn the_same_letters_come_out_of_every_encoding(#[case] bytes: &[u8], #[case] codering: &str) {
    assert_eq!(Bestand::from_bytes("x", bytes.to_vec()).unwrap().codering(), codering);
    assert_eq!(rijen(bytes), [["code", "naam"], ["1", "Café Zoë"]]);
}

#[test]
fn one_odd_letter_far_into_the_file_decides_its_encoding() {
    let mut bytes = b"code;naam\n".repeat(20_000);
    bytes.extend(b"1;Caf\xE9\n");
    assert_eq!(rijen(&bytes).last().unwrap(), &["1", "Café"]);
    // A letter of two bytes across the border of two blocks is no reason to doubt UTF-8.
    let mut bytes = b"a;b\n".to_vec();
    bytes.extend("é;é\n".repeat(20_000).as_bytes());
    assert_eq!(Bestand::from_bytes("x", bytes).unwrap().codering(), "UTF-8");
}

#[rstest]
#[case(b"a;b,c;d\n", ';')]
#[case(b"a,b,c;d\n", ',')]
#[case(b"a\tb\tc d\n", '\t')]
#[case(b"a\n", ';')]
fn the_separator_is_the_one_seen_most_in_the_header(#[case] bytes: &[u8], #[case] scheiding: char) {
    assert_eq!(Bestand::from_bytes("x", bytes.to_vec()).unwrap().scheiding(), scheiding);
}

#[test]
fn blank_values_are_none_and_blank_lines_count_as_rows_of_the_sheet() {
    let bestand = Bestand::from_bytes("x", b"a;b;c\n\n1; ;\" \"\n".to_vec()).unwrap();
    let records: Vec<_> = bestand.records().unwrap().map(Result::unwrap).collect();
    assert_eq!(records[1].rij, 3);
    assert_eq!(records[1].velden, [Some("1".to_owned()), None, None]);
}

#[test]
fn gzip_is_seen_from_the_bytes_and_not_from_the_name() {
    assert_eq!(rijen(&gzip(b"a;b\n1;2\n")), [["a", "b"], ["1", "2"]]);
    let (gepakt, gewoon) = (fixture("adressen-gepakt.csv"), fixture("adressen-windows-1252.csv"));
    let read = |path| Bestand::open(path).unwrap().records().unwrap().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(read(&gepakt), read(&gewoon));
    assert_eq!(read(&gepakt).len(), 6);
}

#[test]
fn what_is_no_table_is_refused_with_its_repair() {
    let open = |bytes: &[u8]| tekst(Bestand::from_bytes("proef.csv", bytes.to_vec()));
    assert!(open(b"PK\x03\x04rest").contains("Excel- of zipbestand"));
    assert!(open(b"\xFF\xFEa\0;\0").contains("UTF-16"));
    assert!(open(b"a;b\0\n").contains("binair"));
    assert!(open(b"").contains("proef.csv is leeg"));
    assert!(open(b" \n\n").contains("leeg"));
    assert!(open(b"\xEF\xBB\xBFa;b\nCaf\xE9;1\n").contains("begint als UTF-8"));
    let heel = gzip(&b"a;b\n".repeat(5_000));
    assert!(open(&heel[..heel.len() / 2]).contains("beschadigd of niet volledig"));
    assert!(tekst(Bestand::open(&fixture("is-er-niet.csv"))).contains("is-er-niet.csv kan niet worden geopend"));
}

#[test]
fn a_line_without_end_is_cut_off_instead_of_filling_the_memory() {
    let mut bytes = b"a;b\n".to_vec();
    bytes.extend(b"x".repeat(1_000_000));
    let bestand = Bestand::from_bytes("proef.csv", gzip(&bytes)).unwrap();
    let mut records = bestand.records().unwrap();
    assert!(records.next().unwrap().is_ok());
    assert!(tekst(records.next().unwrap()).contains("rij 2 is langer dan"));
    assert!(records.next().is_none());
}

/// What a cell becomes: trimmed, blank is nothing.
fn schoon(cel: &str) -> Option<String> {
    Some(cel.trim().to_owned()).filter(|cel| !cel.is_empty())
}

proptest! {
    #[test]
    fn a_well_written_table_is_read_back_as_it_was(
        tabel in proptest::collection::vec(proptest::collection::vec("([a-zé;,. ]|(\"[a-z;, ])){0,8}", 3), 1..8)
    ) {
        let mut schrijver = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        schrijver.write_record(["kop a", "kop b", "kop c"]).unwrap();
        tabel.iter().for_each(|rij| schrijver.write_record(rij).unwrap());
        let bestand = Bestand::from_bytes("x", schrijver.into_inner().unwrap()).unwrap();
        let gelezen: Vec<_> = bestand.records().unwrap().skip(1).map(|record| record.unwrap().velden).collect();
        let verwacht: Vec<Vec<_>> = tabel.iter().map(|rij| rij.iter().map(|cel| schoon(cel)).collect()).collect();
        prop_assert_eq!(gelezen, verwacht);
    }

    #[test]
    fn no_bytes_at_all_make_it_stumble(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(bestand) = Bestand::from_bytes("x", bytes) {
            prop_assert!(bestand.records().unwrap().all(|record| record.is_ok()));
        }
    }
}
