//! How the year begins: boards and schools, the formatie and the vacatures come in as files.

use std::fmt::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::wereld::{BESTUREN, Jaar};

const CSV: &str = "text/csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The sheet that went round along the boards: has, needs, expects to leave, classes, own first-years.
const FORMATIE: [(u32, u32, Option<f64>, u32, u32); 6] = [
    (66, 70, Some(4.5), 36, 1),
    (54, 58, None, 33, 0),
    (42, 44, Some(0.0), 30, 0),
    (30, 44, None, 27, 0),
    (24, 38, None, 24, 0),
    (18, 34, None, 30, 0),
];

/// Regular vacatures and training places of every board.
const VRAAG: [(usize, usize); 6] = [(2, 0), (3, 0), (1, 0), (13, 2), (13, 2), (14, 1)];

impl Jaar {
    /// The coordinator brings the boards and their schools, and the sheet with everybody's formatie.
    pub async fn stamdata(&self) {
        let (mut besturen, mut scholen) = ("bestuursnummer;naam\n".to_owned(), SCHOLEN.to_owned());
        for (bestuur, school) in BESTUREN {
            writeln!(besturen, "{bestuur};Bestuur {bestuur}").unwrap();
            writeln!(scholen, "{school};{bestuur};School {school};bo;1012AB;AMSTERDAM;0363").unwrap();
        }
        let token = self.coordinator();
        self.bestand(&token, ("schoolbesturen", CSV), besturen.into_bytes(), 6).await;
        self.bestand(&token, ("scholen", CSV), scholen.into_bytes(), 6).await;
        self.bestand(&token, ("formatiepeilingen", XLSX), formatieblad(), 6).await;
    }

    /// Each board sends what its own system asks for, with its own token; not for the school of another.
    pub async fn vacatures(&self) {
        for ((bestuur, school), (regulier, opleiding)) in BESTUREN.into_iter().zip(VRAAG) {
            let mut text = VACATURES.to_owned();
            let soorten =
                std::iter::repeat_n("regulier", regulier).chain(std::iter::repeat_n("opleidingsplaats", opleiding));
            for (at, soort) in soorten.enumerate() {
                writeln!(text, "hr;{bestuur}-{at:02};{school};{soort};1;bo;groepsleraar;pabo;2026-08-01;2027-07-31")
                    .unwrap();
            }
            let token = self.api.bestuur("amsterdam", bestuur);
            self.bestand(&token, ("vacatures", CSV), text.into_bytes(), regulier + opleiding).await;
        }
        let foreign = format!("{VACATURES}hr;X;00AP02;regulier;1;bo;groepsleraar;pabo;2026-08-01;2027-07-31\n");
        let board = self.api.bestuur("amsterdam", "41001");
        let refused = self.stuur(&board, ("vacatures", CSV), foreign.into_bytes()).await;
        assert_eq!((&refused["rijen"]["nieuw"], &refused["rijen"]["fout"]), (&0.into(), &1.into()), "{refused}");
    }
}

const SCHOLEN: &str = "vestigingscode;bestuursnummer;naam;sector;postcode;plaats;gemeentenummer\n";
const VACATURES: &str = "bronSysteem;externId;vestigingscode;soort;fte;bevoegdheidSector;bevoegdheidVak;bevoegdheidGraad;\
    van;totEnMet\n";

/// As somebody keeps it in a spreadsheet: days are dates, and what is not known is an empty cell.
fn formatieblad() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd-mm-yyyy");
    for (column, naam) in [
        "Vestigingscode",
        "Peildatum",
        "Benodigd fte",
        "Beschikbaar bevoegd fte",
        "Niet inzetbaar fte",
        "Leerlingen",
        "Groepen",
        "Verwachte uitstroom fte",
        "Eerstejaars zij instromers eigen",
        "Begeleiding fte",
    ]
    .into_iter()
    .enumerate()
    {
        sheet.write(0, u16::try_from(column).unwrap(), naam).unwrap();
    }
    for (row, ((_, school), (has, needs, leaves, groepen, eigen))) in (1..).zip(BESTUREN.into_iter().zip(FORMATIE)) {
        sheet.write(row, 0, school).unwrap();
        sheet.write_with_format(row, 1, ExcelDateTime::from_ymd(2026, 2, 1).unwrap(), &day).unwrap();
        for (column, number) in (2..).zip([needs, has, 0, 600, groepen]) {
            sheet.write(row, column, number).unwrap();
        }
        if let Some(leaves) = leaves {
            sheet.write(row, 7, leaves).unwrap();
        }
        sheet.write(row, 8, eigen).unwrap();
        sheet.write(row, 9, 1).unwrap();
    }
    book.save_to_buffer().unwrap()
}
