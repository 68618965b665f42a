//! A table as a file: CSV for spreadsheets in the Netherlands, lines of JSON, or a spreadsheet. What is written can be read
//! in again unchanged.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe in front; an import takes it off.

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde_json::{Map, Number, Value};

use crate::app::error::AppError;
use crate::app::import::kolommen::{Inhoud, Kolom};
use crate::domain::import::Importvorm;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cel {
    /// Nothing.
    Leeg,
    /// Text.
    Tekst(String),
    /// A number with a decimal point.
    Getal(String),
    /// A day.
    Datum(NaiveDate),
    /// Yes or no.
    JaNee(bool),
}

impl Cel {
    /// Text, or nothing.
    pub fn tekst<T: ToString>(waarde: Option<T>) -> Self {
        waarde.map_or(Cel::Leeg, |waarde| Cel::Tekst(waarde.to_string()))
    }

    /// A number (with a point or a comma), or nothing.
    pub fn getal<T: ToString>(waarde: Option<T>) -> Self {
        waarde.map_or(Cel::Leeg, |waarde| Cel::Getal(waarde.to_string().replace(',', ".")))
    }

    /// A day, or nothing.
    pub fn datum(waarde: Option<NaiveDate>) -> Self {
        waarde.map_or(Cel::Leeg, Cel::Datum)
    }

    /// The example of a column.
    pub fn from_voorbeeld(kolom: &Kolom) -> Self {
        match (kolom.inhoud, kolom.voorbeeld) {
            (_, "") => Cel::Leeg,
            (Inhoud::Getal(_), tekst) => Cel::getal(Some(tekst)),
            (Inhoud::JaNee, tekst) => Cel::JaNee(tekst == "ja"),
            (_, tekst) => Cel::Tekst(tekst.to_owned()),
        }
    }

    fn plat(&self) -> String {
        match self {
            Cel::Leeg => String::new(),
            Cel::Tekst(tekst) => harmless(tekst),
            Cel::Getal(getal) => harmless(&getal.replace('.', ",")),
            Cel::Datum(dag) => dag.to_string(),
            Cel::JaNee(ja) => if *ja { "ja" } else { "nee" }.to_owned(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Cel::Leeg => Value::Null,
            Cel::Tekst(tekst) => Value::String(tekst.clone()),
            Cel::Getal(getal) => getal.parse::<Number>().map_or_else(|_| Value::String(getal.clone()), Value::Number),
            Cel::Datum(dag) => Value::String(dag.to_string()),
            Cel::JaNee(ja) => Value::Bool(*ja),
        }
    }
}

/// The rows under the names of their columns.
pub fn encode(
    vorm: Importvorm,
    kolommen: &[Kolom],
    rijen: impl IntoIterator<Item = Vec<Cel>>,
) -> Result<Vec<u8>, AppError> {
    match vorm {
        Importvorm::Csv => csv(kolommen, rijen).map_err(|why| AppError::Intern(format!("csv: {why}"))),
        Importvorm::Ndjson => Ok(ndjson(kolommen, rijen)),
        Importvorm::Xlsx => xlsx(kolommen, rijen).map_err(|why| AppError::Intern(format!("xlsx: {why}"))),
    }
}

fn csv(kolommen: &[Kolom], rijen: impl IntoIterator<Item = Vec<Cel>>) -> Result<Vec<u8>, csv::Error> {
    let mut text = vec![0xEF, 0xBB, 0xBF];
    let mut writer = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(&mut text);
    writer.write_record(kolommen.iter().map(|kolom| kolom.naam))?;
    for rij in rijen {
        writer.write_record(rij.iter().map(Cel::plat))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(text)
}

fn ndjson(kolommen: &[Kolom], rijen: impl IntoIterator<Item = Vec<Cel>>) -> Vec<u8> {
    let mut text = Vec::new();
    for rij in rijen {
        let pairs = kolommen.iter().zip(&rij).map(|(kolom, cel)| (kolom.naam.to_owned(), cel.json()));
        text.extend_from_slice(Value::Object(Map::from_iter(pairs)).to_string().as_bytes());
        text.push(b'\n');
    }
    text
}

fn xlsx(kolommen: &[Kolom], rijen: impl IntoIterator<Item = Vec<Cel>>) -> Result<Vec<u8>, XlsxError> {
    let mut boek = Workbook::new();
    let blad = boek.add_worksheet();
    let (kop, dag) = (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"));
    let tekst = Format::new().set_num_format("@");
    for (plaats, kolom) in (0_u16..).zip(kolommen) {
        blad.write_string_with_format(0, plaats, kolom.naam, &kop)?;
        blad.set_column_width(plaats, 18)?;
    }
    blad.set_freeze_panes(1, 0)?;
    for (hoogte, rij) in (1_u32..).zip(rijen) {
        for (plaats, cel) in (0_u16..).zip(&rij) {
            match cel {
                Cel::Leeg => continue,
                Cel::Datum(waarde) => blad.write_datetime_with_format(hoogte, plaats, waarde, &dag)?,
                Cel::Getal(getal) => match getal.parse::<f64>() {
                    // The cell holds a double, as every spreadsheet; its shortest spelling is what was written.
                    Ok(getal) => blad.write_number(hoogte, plaats, getal)?,
                    Err(_) => blad.write_string_with_format(hoogte, plaats, getal, &tekst)?,
                },
                Cel::Tekst(_) | Cel::JaNee(_) => blad.write_string_with_format(hoogte, plaats, cel.plat(), &tekst)?,
            };
        }
    }
    boek.save_to_buffer()
}

/// Would a spreadsheet take this for a formula? Apostrophes in front do not count, so that they can be put and taken off.
fn is_formule(cel: &str) -> bool {
    cel.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The cell as a spreadsheet may see it.
pub fn harmless(cel: &str) -> String {
    if is_formule(cel) { format!("'{cel}") } else { cel.to_owned() }
}

/// What a harmless cell stood for.
pub fn from_harmless(cel: String) -> String {
    match cel.strip_prefix('\'') {
        Some(rest) if is_formule(rest) => rest.to_owned(),
        _ => cel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_harmless_and_comes_back_as_it_was() {
        for cel in ["=1+1", "+31", "-3", "@SUM(A1)", "'=1", "''-", "'s Gravenhage", "gewoon", ""] {
            assert!(!harmless(cel).starts_with(['=', '+', '-', '@']), "{cel}");
            assert_eq!(from_harmless(harmless(cel)), cel);
        }
        assert_eq!(harmless("'s Gravenhage"), "'s Gravenhage");
    }
}
