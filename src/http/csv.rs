//! CSV answers: for spreadsheets in the Netherlands, and for who asks for them with `Accept: text/csv`.
//!
//! UTF-8 with a byte order mark, semicolons, decimal commas, lines that end in CR LF: Excel opens it as it is. A cell that
//! a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a return) gets an apostrophe in front.

use actix_web::{HttpRequest, HttpResponse};

use super::accept::prefers;
use super::error::ApiError;

/// The media type.
pub const TEXT_CSV: &str = "text/csv";

/// Does the caller rather have CSV than JSON?
pub fn wants_csv(req: &HttpRequest) -> bool {
    prefers(req, TEXT_CSV)
}

/// An answer of rows under a head; `name` is how a browser saves it.
pub fn csv_response(
    name: &str,
    head: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<HttpResponse, ApiError> {
    let mut text = vec![0xEF, 0xBB, 0xBF];
    let mut writer = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(&mut text);
    let failed = |_| ApiError::Intern;
    writer.write_record(head).map_err(failed)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(failed)?;
    }
    writer.flush().map_err(|_| ApiError::Intern)?;
    drop(writer);
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8; header=present")
        .insert_header(("content-disposition", format!("attachment; filename=\"{name}.csv\"")))
        .insert_header(("vary", "accept"))
        .body(text))
}

/// The cell as a spreadsheet may see it.
fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// Cents as euros with a decimal comma; `amount` is not below zero.
pub fn euro(cents: i64) -> String {
    let (sign, cents) = (if cents < 0 { "-" } else { "" }, cents.unsigned_abs());
    format!("{sign}{},{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::super::accept::weight;
    use super::*;

    #[test]
    fn the_heaviest_of_accept_wins_and_json_when_equal() {
        let csv = |header| weight(header, TEXT_CSV) > weight(header, "application/json");
        assert!(csv("text/csv"));
        assert!(csv("application/json;q=0.5, text/csv; q=0.9"));
        assert!(csv("text/*, */*;q=0.1"));
        for json in [
            "",
            "*/*",
            "application/json",
            "text/csv;q=0.2, application/json",
            "text/csv, application/json",
            "text/html",
        ] {
            assert!(!csv(json), "{json}");
        }
    }

    #[test]
    fn a_formula_is_made_harmless_and_money_has_a_comma() {
        for cell in ["=1+1", "+31", "-3", "@SUM(A1)", "\tx"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        assert_eq!(harmless("01AB00"), "01AB00");
        assert_eq!([euro(0), euro(5), euro(123_456), euro(-250)], ["0,00", "0,05", "1234,56", "-2,50"]);
    }
}
