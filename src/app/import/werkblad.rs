//! A spreadsheet as lines of text: its first sheet with anything in it, one line per row, so that row numbers stay those of
//! the sheet. Numbers come with a decimal point, days as 2026-10-01, whatever the cells looked like.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

use super::fout::Importfout;
use super::rijen::NAAM;

/// Largest sheet, in cells: more is a sheet whose empty part was formatted.
const MAX_CELLEN: u64 = 20_000_000;

/// The sheet as CSV with semicolons.
pub fn to_csv(bytes: &[u8]) -> Result<Vec<u8>, Importfout> {
    let geen = |oorzaak: String, herstel| Importfout::Werkblad { bestand: NAAM.to_owned(), oorzaak, herstel };
    let stuk = |why: calamine::XlsxError| geen(why.to_string(), "sla het opnieuw op als .xlsx, zonder wachtwoord");
    let mut boek: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(stuk)?;
    for naam in boek.sheet_names() {
        let blad = boek.worksheet_range(&naam).map_err(stuk)?;
        if blad.is_empty() {
            continue;
        }
        let (hoog, breed) = blad.get_size();
        if (hoog as u64).saturating_mul(breed as u64) > MAX_CELLEN {
            let herstel = "verwijder lege rijen en kolommen met opmaak, of sla het op als CSV";
            return Err(geen(format!("{hoog} rijen en {breed} kolommen"), herstel));
        }
        return Ok(lines(&blad));
    }
    Err(Importfout::Leeg { bestand: NAAM.to_owned() })
}

fn lines(blad: &Range<Data>) -> Vec<u8> {
    let (above, left) = blad.start().unwrap_or_default();
    // What stands above and left of the first filled cell counts in the numbers of rows and in the place of columns.
    let mut text = "\n".repeat(above as usize).into_bytes();
    let before = vec![String::new(); left as usize];
    for row in blad.rows() {
        let cells = before.iter().cloned().chain(row.iter().map(cell));
        let line: Vec<String> = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        text.extend_from_slice(line.join(";").as_bytes());
        text.push(b'\n');
    }
    text
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) => text.split(['\n', '\r']).collect::<Vec<_>>().join(" "),
        Data::Int(number) => number.to_string(),
        // The shortest spelling: 0.8 stays 0.8, and 230.0 is 230.
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => if *yes { "ja" } else { "nee" }.to_owned(),
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) => moment.date().to_string(),
            None => moment.as_f64().to_string(),
        },
        Data::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        Data::DurationIso(text) => text.clone(),
        Data::Error(why) => why.to_string(),
    }
}
