//! Import: a file that somebody sent, read in row by row. What each row became is kept; the file is not.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::kenmerk::{Bestuursnummer, Vestigingscode};
use super::keuze::keuze;

keuze! {
    /// What the rows of a file are.
    Importsoort {
        /// Boards.
        Schoolbesturen = "schoolbesturen",
        /// Schools.
        Scholen = "scholen",
        /// What schools need and have on a day.
        Formatiepeilingen = "formatiepeilingen",
        /// The pool, with contracten and bevoegdheden.
        Regiodocenten = "regiodocenten",
        /// What schools ask.
        Vacatures = "vacatures",
    }
}

keuze! {
    /// What a wrong row stops.
    #[derive(Default)]
    Importmodus {
        /// Everything: nothing is stored when one row is wrong.
        AllesOfNiets = "alles-of-niets",
        /// Only itself.
        #[default]
        GeldigeRijen = "geldige-rijen",
    }
}

keuze! {
    /// How the file is written.
    Importvorm {
        /// Values with separators.
        Csv = "csv",
        /// One JSON object per line.
        Ndjson = "ndjson",
        /// A spreadsheet.
        Xlsx = "xlsx",
    }
}

keuze! {
    /// Where an import stands.
    Importstatus {
        /// In the queue.
        Wachtend = "wachtend",
        /// Being read.
        Loopt = "loopt",
        /// Every row has its outcome.
        Klaar = "klaar",
        /// It could not be read; the reason says why.
        Mislukt = "mislukt",
    }
}

keuze! {
    /// What became of a row.
    Importuitkomst {
        /// It made something.
        Nieuw = "nieuw",
        /// It changed something.
        Gewijzigd = "gewijzigd",
        /// It says what was known already.
        Ongewijzigd = "ongewijzigd",
        /// It was refused.
        Fout = "fout",
    }
}

/// Who sent a file, as the token said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afzender {
    /// The `sub` of the token.
    pub id: String,
    /// The role, as it is spelled.
    pub rol: String,
    /// The board of the token.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// The one school of the token.
    pub vestigingscode: Option<Vestigingscode>,
    /// No person took part in getting the token.
    pub machine: bool,
    /// The trace of the request.
    pub spoor: Option<String>,
}

/// How many rows became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Importtelling {
    /// Made something.
    pub nieuw: i64,
    /// Changed something.
    pub gewijzigd: i64,
    /// Said what was known.
    pub ongewijzigd: i64,
    /// Were refused.
    pub fout: i64,
}

/// A file that was sent, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// What its rows are.
    pub soort: Importsoort,
    /// What a wrong row stops.
    pub modus: Importmodus,
    /// Only judged: nothing is stored.
    pub proef: bool,
    /// How it is written.
    pub vorm: Importvorm,
    /// Where it stands.
    pub status: Importstatus,
    /// Who sent it.
    pub afzender: Afzender,
    /// Rows in the file, without the header.
    pub totaal: i64,
    /// What the rows became so far.
    pub telling: Importtelling,
    /// The last row that has its outcome, as numbered in the file; 0: none yet.
    pub verwerkt_tot: i64,
    /// Were the rows stored?
    pub toegepast: bool,
    /// Why it could not be read, or why nothing was stored, in Dutch.
    pub reden: Option<String>,
    /// When it was sent.
    pub aangemaakt_op: DateTime<Utc>,
    /// When it ended.
    pub klaar_op: Option<DateTime<Utc>>,
}

/// One mistake in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rijfout {
    /// The column as the file spells it; absent when it is about the whole row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kolom: Option<String>,
    /// Stable code, kebab-case.
    pub code: String,
    /// What is wrong, in Dutch.
    pub detail: String,
    /// What to do about it, in Dutch.
    pub herstel: String,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Importregel {
    /// The row as a spreadsheet numbers it, from 1 with the header.
    pub rij: i64,
    /// What it became.
    pub uitkomst: Importuitkomst,
    /// What it made, changed or knew: an id or code.
    pub object_id: Option<String>,
    /// Everything that is wrong with it.
    pub fouten: Vec<Rijfout>,
}

impl Importvorm {
    /// How a file is written, as its first bytes tell: a spreadsheet is a zip, and a line of JSON begins with `{`.
    pub fn herken(bytes: &[u8]) -> Importvorm {
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        match text.first() {
            _ if bytes.starts_with(b"PK\x03\x04") => Importvorm::Xlsx,
            Some(b'{') => Importvorm::Ndjson,
            _ => Importvorm::Csv,
        }
    }
}

impl Importtelling {
    /// Rows that have their outcome.
    pub fn verwerkt(&self) -> i64 {
        self.nieuw + self.gewijzigd + self.ongewijzigd + self.fout
    }

    /// Counts one row.
    pub fn tel(&mut self, uitkomst: Importuitkomst) {
        let teller = match uitkomst {
            Importuitkomst::Nieuw => &mut self.nieuw,
            Importuitkomst::Gewijzigd => &mut self.gewijzigd,
            Importuitkomst::Ongewijzigd => &mut self.ongewijzigd,
            Importuitkomst::Fout => &mut self.fout,
        };
        *teller += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_tells_by_its_first_bytes_how_it_is_written() {
        for (bytes, vorm) in [
            (b"PK\x03\x04rest".as_slice(), Importvorm::Xlsx),
            (b"\xEF\xBB\xBF \n{\"naam\": 1}", Importvorm::Ndjson),
            (b"\xEF\xBB\xBFnaam;soort", Importvorm::Csv),
            (b"", Importvorm::Csv),
        ] {
            assert_eq!(Importvorm::herken(bytes), vorm, "{bytes:?}");
        }
    }
}
