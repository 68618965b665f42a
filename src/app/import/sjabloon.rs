//! The template of a kind: an empty file with the right header, and what may stand in each column.
//!
//! Rows that begin with `#` explain; an import passes them by.

use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet, XlsxError};

use super::kolommen::{Inhoud, Kolom, kolommen};
use crate::app::error::AppError;
use crate::app::export::tabel::{Cel, encode};
use crate::domain::import::{Importsoort, Importvorm};

/// Rows of a sheet that get the checks of their column.
const RIJEN: u32 = 100_000;

/// The template of a kind, in this form.
pub fn sjabloon(soort: Importsoort, vorm: Importvorm) -> Result<Vec<u8>, AppError> {
    let kolommen = kolommen(soort);
    match vorm {
        Importvorm::Xlsx => werkboek(kolommen).map_err(|why| AppError::Intern(format!("xlsx: {why}"))),
        Importvorm::Csv => {
            let uitleg = kolommen.iter().map(|kolom| Cel::Tekst(kolom.uitleg.to_owned()));
            let mag = kolommen.iter().map(|kolom| Cel::Tekst(toegestaan(kolom)));
            encode(vorm, kolommen, [remark(uitleg), remark(mag)])
        }
        Importvorm::Ndjson => {
            let voorbeeld = kolommen.iter().map(Cel::from_voorbeeld).collect();
            encode(vorm, kolommen, [voorbeeld])
        }
    }
}

/// What may stand in a column, in Dutch.
pub fn toegestaan(kolom: &Kolom) -> String {
    let vorm = match kolom.inhoud {
        Inhoud::Tekst => "tekst".to_owned(),
        Inhoud::Datum => "een datum als 2026-10-01".to_owned(),
        Inhoud::Getal(0) => "een heel getal".to_owned(),
        Inhoud::Getal(decimalen) => format!("een getal met ten hoogste {decimalen} decimalen"),
        Inhoud::JaNee => "ja of nee".to_owned(),
        Inhoud::Keuze(woorden) => woorden.join(" / "),
    };
    let moet = if kolom.verplicht { "verplicht; " } else { "" };
    let voorbeeld =
        if kolom.voorbeeld.is_empty() { String::new() } else { format!("; bijvoorbeeld {}", kolom.voorbeeld) };
    format!("{moet}{vorm}{voorbeeld}")
}

/// A row that explains: its first cell says so.
fn remark(cellen: impl Iterator<Item = Cel>) -> Vec<Cel> {
    let mark = |(plaats, cel): (usize, Cel)| match cel {
        Cel::Tekst(tekst) if plaats == 0 => Cel::Tekst(format!("# {tekst}")),
        cel => cel,
    };
    cellen.enumerate().map(mark).collect()
}

fn werkboek(kolommen: &[Kolom]) -> Result<Vec<u8>, XlsxError> {
    let mut boek = Workbook::new();
    let kop = Format::new().set_bold();
    let invoer = boek.add_worksheet().set_name("invoer")?;
    invoer.set_freeze_panes(1, 0)?;
    for (plaats, kolom) in (0_u16..).zip(kolommen) {
        invoer.write_string_with_format(0, plaats, kolom.naam, &kop)?;
        check_column(invoer, plaats, kolom)?;
    }
    let uitleg = boek.add_worksheet().set_name("uitleg")?;
    for (plaats, naam) in (0_u16..).zip(["kolom", "toegestaan", "uitleg"]) {
        uitleg.write_string_with_format(0, plaats, naam, &kop)?;
    }
    for (rij, kolom) in (1_u32..).zip(kolommen) {
        uitleg.write_string(rij, 0, kolom.naam)?;
        uitleg.write_string(rij, 1, toegestaan(kolom))?;
        uitleg.write_string(rij, 2, kolom.uitleg)?;
    }
    boek.save_to_buffer()
}

/// Text keeps its zeros in front, days look like days, and a choice is a list to pick from.
fn check_column(blad: &mut Worksheet, plaats: u16, kolom: &Kolom) -> Result<(), XlsxError> {
    let vorm = match kolom.inhoud {
        Inhoud::Datum => "yyyy-mm-dd",
        Inhoud::Getal(_) => "General",
        Inhoud::Tekst | Inhoud::JaNee | Inhoud::Keuze(_) => "@",
    };
    blad.set_column_format(plaats, &Format::new().set_num_format(vorm))?;
    blad.set_column_width(plaats, 18)?;
    let woorden: &[&str] = match kolom.inhoud {
        Inhoud::Keuze(woorden) => woorden,
        Inhoud::JaNee => &["ja", "nee"],
        _ => return Ok(()),
    };
    blad.add_data_validation(1, plaats, RIJEN, plaats, &DataValidation::new().allow_list_strings(woorden)?)?;
    Ok(())
}
