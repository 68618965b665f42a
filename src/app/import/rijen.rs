//! The rows of a file of which the caller said what it holds: CSV with all its habits, or one JSON object per line.
//!
//! Streams; each row comes with the header that names its values, so that what a row does not name stays untold.

use std::io::Read;
use std::sync::Arc;

use flate2::Compression;
use flate2::bufread::GzEncoder;
use serde_json::Value;

use super::bestand::{Bestand, Record};
use super::fout::Importfout;
use super::kolommen::{Kolom, kolommen};
use super::kop::Kop;
use super::werkblad::to_csv;
use crate::app::export::tabel::from_harmless;
use crate::domain::import::{Importsoort, Importvorm};

/// How the file is called in messages; what the sender called it stays with the sender.
pub(super) const NAAM: &str = "het bestand";
/// The header may stand below a title and remarks: it is sought in the first so many rows.
const MAX_TITELRIJEN: usize = 10;

/// A row with its header; or what is wrong with a line that is no row at all.
pub struct Invoerrij {
    /// Which values it holds.
    pub kop: Arc<Kop>,
    /// The values.
    pub record: Record,
    /// Why it cannot be read: code, what is wrong, repair.
    pub fout: Option<(&'static str, String, &'static str)>,
}

/// The rows of a file.
pub type Rijen<'a> = Box<dyn Iterator<Item = Result<Invoerrij, Importfout>> + 'a>;

/// A file whose header was recognised.
pub struct Invoer {
    bestand: Bestand,
    kolommen: &'static [Kolom],
    /// The header of a table, and in which row it stands.
    kop: Option<(Arc<Kop>, u64)>,
}

impl Invoer {
    /// Opens what [`pack`] kept, or what [`to_text`] made.
    pub fn open(bytes: Vec<u8>, vorm: Importvorm, soort: Importsoort) -> Result<Self, Importfout> {
        let bestand = Bestand::from_bytes(NAAM, bytes)?;
        let kolommen = kolommen(soort);
        let kop = match vorm {
            Importvorm::Ndjson => None,
            Importvorm::Csv | Importvorm::Xlsx => Some(find_kop(&bestand, kolommen)?),
        };
        Ok(Invoer { bestand, kolommen, kop })
    }

    /// Every row under the header.
    pub fn rijen(&self) -> Result<Rijen<'_>, Importfout> {
        match &self.kop {
            Some((kop, hoogte)) => Ok(self.tabelrijen(kop.clone(), *hoogte)?),
            None => Ok(self.jsonrijen()?),
        }
    }

    /// How many rows there are under the header.
    pub fn count(&self) -> Result<i64, Importfout> {
        let hoogte = self.kop.as_ref().map_or(0, |(_, hoogte)| *hoogte);
        let mut aantal = 0;
        for record in self.bestand.records()? {
            let record = record?;
            aantal += i64::from(is_rij(&record, hoogte));
        }
        Ok(aantal)
    }

    fn tabelrijen(&self, kop: Arc<Kop>, hoogte: u64) -> Result<Rijen<'_>, Importfout> {
        let onder = self.bestand.records()?.filter(move |record| match record {
            Ok(record) => is_rij(record, hoogte),
            Err(_) => true,
        });
        Ok(Box::new(onder.map(move |record| record.map(|record| invoerrij(&kop, record)))))
    }

    fn jsonrijen(&self) -> Result<Rijen<'_>, Importfout> {
        let leeg = Arc::new(Kop::for_velden(&[]));
        let mut vorige = (Vec::new(), leeg);
        let rijen = self.bestand.regels_met_nummer()?;
        Ok(Box::new(rijen.map(move |regel| {
            let (rij, tekst) = regel?;
            Ok(lees_json(rij, &tekst, self.kolommen, &mut vorige))
        })))
    }
}

/// Rows of separators alone are what a spreadsheet leaves behind, and rows that begin with `#` explain.
fn is_rij(record: &Record, hoogte: u64) -> bool {
    let uitleg = record.velden.first().and_then(Option::as_deref).is_some_and(|cel| cel.starts_with('#'));
    record.rij > hoogte && !uitleg && record.velden.iter().any(Option::is_some)
}

/// A row of a table; cells that an export made harmless are what they were.
fn invoerrij(kop: &Arc<Kop>, Record { rij, velden }: Record) -> Invoerrij {
    let velden = velden.into_iter().map(|cel| cel.map(from_harmless)).collect();
    Invoerrij { kop: kop.clone(), record: Record { rij, velden }, fout: None }
}

/// What is sent, as it is read: a spreadsheet becomes lines of text.
pub fn to_text(bytes: Vec<u8>, vorm: Importvorm) -> Result<Vec<u8>, Importfout> {
    if vorm == Importvorm::Xlsx { to_csv(&bytes) } else { Ok(bytes) }
}

/// The file as it is kept until it is read.
pub fn pack(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    GzEncoder::new(bytes, Compression::fast()).read_to_end(&mut packed)?;
    Ok(packed)
}

/// The first row that is a header of this kind; else what is wrong with the one that comes nearest.
fn find_kop(bestand: &Bestand, kolommen: &[Kolom]) -> Result<(Arc<Kop>, u64), Importfout> {
    let mut nearest: Option<(usize, Importfout)> = None;
    for record in bestand.records()?.take(MAX_TITELRIJEN) {
        let record = record?;
        match Kop::for_kolommen(bestand.naam(), &record.velden, kolommen) {
            Ok(kop) if kop.breedte > 0 => return Ok((Arc::new(kop), record.rij)),
            Ok(_) => {}
            Err(why) => {
                let known = record.velden.iter().flatten().filter(|veld| is_kolom(veld, kolommen)).count();
                if nearest.as_ref().is_none_or(|(most, _)| known > *most) {
                    nearest = Some((known, why));
                }
            }
        }
    }
    Err(nearest.map_or_else(|| Importfout::Leeg { bestand: bestand.naam().to_owned() }, |(_, why)| why))
}

fn is_kolom(veld: &str, kolommen: &[Kolom]) -> bool {
    let veld = super::kop::normalise(veld);
    kolommen.iter().any(|kolom| kolom.sleutel() == veld)
}

/// One line of JSON as a row; lines with the same keys share a header.
fn lees_json(rij: u64, tekst: &str, kolommen: &[Kolom], vorige: &mut (Vec<String>, Arc<Kop>)) -> Invoerrij {
    let geen = |fout| Invoerrij {
        kop: Arc::new(Kop::for_velden(&[])),
        record: Record { rij, velden: Vec::new() },
        fout: Some(fout),
    };
    let Ok(Value::Object(velden)) = serde_json::from_str::<Value>(tekst) else {
        let detail = "deze regel is geen JSON-object".to_owned();
        return geen(("geen-json", detail, "schrijf op elke regel één object tussen accolades"));
    };
    if let Some(vreemd) = velden.keys().find(|veld| !is_kolom(veld, kolommen)) {
        let herstel = "gebruik de namen van het sjabloon van deze soort";
        return geen(("onbekend-veld", format!("'{vreemd}' hoort niet bij deze soort"), herstel));
    }
    let namen: Vec<String> = velden.keys().cloned().collect();
    if namen != vorige.0 {
        *vorige = (namen.clone(), Arc::new(Kop::for_velden(&namen)));
    }
    let mut waarden = Vec::with_capacity(velden.len());
    for (naam, waarde) in velden {
        waarden.push(match waarde {
            Value::Null => None,
            Value::String(tekst) => Some(tekst.trim().to_owned()).filter(|tekst| !tekst.is_empty()),
            Value::Bool(ja) => Some(if ja { "ja" } else { "nee" }.to_owned()),
            Value::Number(getal) => Some(getal.to_string()),
            Value::Array(_) | Value::Object(_) => {
                return geen(("geen-waarde", format!("'{naam}' is een lijst of object"), "geef één waarde per veld"));
            }
        });
    }
    Invoerrij { kop: vorige.1.clone(), record: Record { rij, velden: waarden }, fout: None }
}
