//! Values of a row: what is not a column was not told, what is an empty cell was told to be empty.

use std::fmt::Display;
use std::str::FromStr;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::app::import::tabel::Rij;
use crate::app::import::waarde::take_datum;
use crate::domain::fte::Fte;

/// What the file says of a value: nothing, or this.
pub type Gezegd<T> = Option<T>;

/// The value when the file has such a column.
pub fn gezegd<'a, T>(
    rij: &mut Rij<'a>,
    kolom: &str,
    take: impl FnOnce(&mut Rij<'a>, &str) -> Option<T>,
) -> Gezegd<Option<T>> {
    if rij.heeft(kolom) { Some(take(rij, kolom)) } else { None }
}

/// Text; an empty cell is none.
pub fn take_tekst(rij: &mut Rij<'_>, kolom: &str) -> Option<String> {
    const MAX: usize = 200;
    let tekst = rij.tekst(kolom)?;
    if tekst.chars().any(char::is_control) {
        let detail = "er staat een teken in dat niet te lezen is".to_owned();
        rij.fout(Some(kolom), "stuurteken", detail, "typ de waarde opnieuw");
        return None;
    }
    if tekst.chars().count() > MAX {
        let detail = format!("de tekst is langer dan {MAX} tekens");
        rij.fout(Some(kolom), "te-lang", detail, "maak de tekst korter");
        return None;
    }
    Some(tekst.to_owned())
}

/// A day; an empty cell is none.
pub fn take_dag(rij: &mut Rij<'_>, kolom: &str) -> Option<NaiveDate> {
    rij.tekst(kolom)?;
    take_datum(rij, kolom)
}

/// One of the words of a list, in capitals or not.
pub fn take_keuze<T: FromStr<Err: Display>>(rij: &mut Rij<'_>, kolom: &str) -> Option<T> {
    let tekst = rij.tekst(kolom)?;
    let waarde = tekst.parse().or_else(|_| tekst.to_lowercase().parse()).or_else(|_| tekst.to_uppercase().parse());
    let waarde = waarde.or_else(|_: T::Err| tekst.parse());
    rij.take(kolom, "keuze", "kies een van de toegestane woorden", waarde)
}

/// Anything that reads itself from text, such as dagdelen.
pub fn take_vorm<T: FromStr<Err: Display>>(rij: &mut Rij<'_>, kolom: &str) -> Option<T> {
    let tekst = rij.tekst(kolom)?;
    rij.take(kolom, "vorm", "kijk in het sjabloon hoe deze waarde eruitziet", tekst.parse())
}

/// A code of which a spreadsheet may have dropped the zeros in front or the capitals.
pub fn take_code<T: FromStr<Err: Display>>(rij: &mut Rij<'_>, kolom: &str, lengte: usize) -> Option<T> {
    let tekst = rij.tekst(kolom)?;
    if let Ok(code) = tekst.parse() {
        return Some(code);
    }
    let heel = format!("{:0>lengte$}", tekst.to_uppercase());
    let detail = match tekst.parse::<T>() {
        Err(why) => why.to_string(),
        Ok(_) => String::new(),
    };
    let herstel = match heel.parse::<T>() {
        Ok(_) => format!("een werkblad laat nullen vooraan weg; maak de kolom tekst en schrijf {heel}"),
        Err(_) => "neem de code over uit het bestand van DUO of het CBS".to_owned(),
    };
    rij.fout(Some(kolom), "code", detail, &herstel);
    None
}

/// Yes or no, in any of the ways a spreadsheet has for it.
pub fn take_ja_nee(rij: &mut Rij<'_>, kolom: &str) -> Option<bool> {
    let tekst = rij.tekst(kolom)?;
    let waarde = match tekst.to_lowercase().as_str() {
        "ja" | "j" | "true" | "waar" | "1" | "x" => Ok(true),
        "nee" | "n" | "false" | "onwaar" | "0" => Ok(false),
        _ => Err(format!("'{tekst}' is geen ja of nee")),
    };
    rij.take(kolom, "ja-nee", "schrijf ja of nee", waarde)
}

/// A whole number of cents.
pub fn take_cent(rij: &mut Rij<'_>, kolom: &str) -> Option<i64> {
    let tekst = rij.tekst(kolom)?;
    let waarde = tekst.parse::<i64>().map_err(|_| format!("'{tekst}' is geen bedrag in centen"));
    rij.take(kolom, "centen", "schrijf hele centen zonder punten of komma's, bijvoorbeeld 7800000", waarde)
}

/// Fte; the rules of the noun say how much may be.
pub fn take_deel(rij: &mut Rij<'_>, kolom: &str) -> Option<Fte> {
    let tekst = rij.tekst(kolom)?;
    let waarde = Fte::parse(tekst).ok_or_else(|| format!("'{tekst}' is geen aantal fte"));
    rij.take(kolom, "fte", "schrijf een getal met ten hoogste vier decimalen, bijvoorbeeld 0,8", waarde)
}

/// How the row says what it is about: an id of ours, or how another system knows it. One of the two is needed.
pub fn take_herkomst(rij: &mut Rij<'_>) -> (Option<Uuid>, Option<(String, String)>) {
    let id = take_id(rij);
    let (bron, extern_id) = (take_tekst(rij, "BRON SYSTEEM"), take_tekst(rij, "EXTERN ID"));
    let herkomst = match (bron, extern_id) {
        (Some(bron), Some(extern_id)) => Some((bron, extern_id)),
        (None, None) => None,
        (Some(_), None) => {
            rij.fout(
                Some("EXTERN ID"),
                "ontbreekt",
                "externId ontbreekt".into(),
                "vul bronSysteem en externId samen in",
            );
            None
        }
        (None, Some(_)) => {
            let detail = "bronSysteem ontbreekt".into();
            rij.fout(Some("BRON SYSTEEM"), "ontbreekt", detail, "vul bronSysteem en externId samen in");
            None
        }
    };
    if rij.is_goed() && id.is_none() && herkomst.is_none() {
        let detail = "niet duidelijk is over wie of wat deze rij gaat".into();
        rij.fout(Some("EXTERN ID"), "ontbreekt", detail, "vul bronSysteem en externId in, of het id uit een export");
    }
    (id, herkomst)
}

fn take_id(rij: &mut Rij<'_>) -> Option<Uuid> {
    let tekst = rij.tekst("ID")?;
    let waarde = tekst.parse().map_err(|_| format!("'{tekst}' is geen id"));
    rij.take("ID", "id", "neem het id over uit een export, of laat het leeg", waarde)
}
