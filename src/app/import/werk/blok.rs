//! The rows of a file in blocks that can be judged and stored by themselves. Rows about one thing stand in one block.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::iter::Peekable;
use std::sync::Arc;

use crate::app::error::AppError;
use crate::app::import::fout::Importfout;
use crate::app::import::kop::{Kop, normalise};
use crate::app::import::rijen::{Invoer, Invoerrij, NAAM, Rijen};
use crate::app::import::soort::{Kader, Oordeel, Rijsoort};
use crate::app::import::tabel::Rij;
use crate::domain::import::{Importregel, Importuitkomst, Rijfout};
use crate::domain::invoer::Invoerfout;
use crate::storage::BLOK;
use crate::storage::connection::Conn;

/// One row that was read: its values, or everything that is wrong with it.
struct Gelezen<S> {
    rij: i64,
    kop: Arc<Kop>,
    sleutel: Option<u64>,
    waarde: Result<S, Vec<Rijfout>>,
}

/// Rows that are judged and stored together.
pub(super) struct Blok<S>(Vec<Gelezen<S>>);

/// The blocks of a file.
pub(super) struct Blokken<'a, S> {
    rijen: Peekable<Box<dyn Iterator<Item = Result<Gelezen<S>, Importfout>> + 'a>>,
}

impl<'a, S: Rijsoort + 'a> Blokken<'a, S> {
    /// From the first row on.
    pub fn new(invoer: &'a Invoer) -> Result<Self, Importfout> {
        let rijen: Rijen<'a> = invoer.rijen()?;
        let mut gezien = Gezien::default();
        let gelezen = rijen.map(move |rij| {
            let mut rij = lees::<S>(rij?);
            gezien.check::<S>(&mut rij);
            Ok(rij)
        });
        Ok(Blokken { rijen: (Box::new(gelezen) as Box<dyn Iterator<Item = _>>).peekable() })
    }
}

impl<S: Rijsoort> Iterator for Blokken<'_, S> {
    type Item = Result<Blok<S>, Importfout>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut blok: Vec<Gelezen<S>> = Vec::new();
        while let Some(next) = self.rijen.peek() {
            let same = |next: &Gelezen<S>| {
                next.sleutel.is_some() && blok.last().map(|last| last.sleutel) == Some(next.sleutel)
            };
            if blok.len() >= BLOK && !next.as_ref().is_ok_and(same) {
                break;
            }
            match self.rijen.next() {
                Some(Ok(rij)) => blok.push(rij),
                Some(Err(why)) => return Some(Err(why)),
                None => break,
            }
        }
        (!blok.is_empty()).then_some(Ok(Blok(blok)))
    }
}

impl<S: Rijsoort> Blok<S> {
    /// The rows after this one.
    pub fn after(mut self, rij: i64) -> Self {
        self.0.retain(|gelezen| gelezen.rij > rij);
        self
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The outcome of every row, and what is to be written.
    pub fn judge(&self, conn: &mut Conn, kader: &Kader) -> Result<(Vec<Importregel>, S::Plan), AppError> {
        let goed: Vec<&S> = self.0.iter().filter_map(|gelezen| gelezen.waarde.as_ref().ok()).collect();
        let (oordelen, plan) = S::beoordeel(conn, kader, &goed)?;
        let mut oordelen = oordelen.into_iter();
        let mut regels = Vec::with_capacity(self.0.len());
        for gelezen in &self.0 {
            let (uitkomst, object_id, fouten) = match &gelezen.waarde {
                Err(fouten) => (Importuitkomst::Fout, None, fouten.clone()),
                Ok(_) => match oordelen.next().ok_or_else(|| AppError::Intern("a row was not judged".into()))? {
                    Oordeel::Goed(uitkomst, id) => (uitkomst, Some(id), Vec::new()),
                    Oordeel::Fout(fouten) => {
                        (Importuitkomst::Fout, None, fouten.into_iter().map(|fout| at(fout, &gelezen.kop)).collect())
                    }
                },
            };
            regels.push(Importregel { rij: gelezen.rij, uitkomst, object_id, fouten });
        }
        Ok((regels, plan))
    }
}

/// An error of the noun as an error of the row: `/contract/van` is the column `contractVan`.
fn at(fout: Invoerfout, kop: &Kop) -> Rijfout {
    let naam = normalise(&fout.pointer.replace('/', " "));
    let kolom = (!naam.is_empty()).then(|| match kop.plaats(&naam) {
        Some(_) => kop.spelling(&naam),
        None => fout.pointer.trim_start_matches('/').to_owned(),
    });
    Rijfout { kolom, code: fout.code, detail: fout.detail, herstel: fout.herstel }
}

fn lees<S: Rijsoort>(Invoerrij { kop, record, fout }: Invoerrij) -> Gelezen<S> {
    let nummer = i64::try_from(record.rij).unwrap_or(i64::MAX);
    let mut rij = Rij::new(NAAM, &kop, &record);
    if let Some((code, detail, herstel)) = fout {
        rij.fout(None, code, detail, herstel);
    }
    let waarde = if rij.is_goed() && rij.check_breedte() { S::lees(&mut rij) } else { None };
    let afgewezen = rij.into_afgewezen();
    let waarde = match waarde {
        Some(waarde) if afgewezen.is_empty() => Ok(waarde),
        _ => Err(afgewezen
            .into_iter()
            .map(|why| Rijfout {
                kolom: why.kolom,
                code: why.code.to_owned(),
                detail: why.detail,
                herstel: why.herstel,
            })
            .collect()),
    };
    let sleutel = waarde.as_ref().ok().map(|waarde| hash(&waarde.sleutel()));
    Gelezen { rij: nummer, kop, sleutel, waarde }
}

fn hash(sleutel: &str) -> u64 {
    let mut hash = DefaultHasher::new();
    sleutel.hash(&mut hash);
    hash.finish()
}

/// What the file named so far, as hashes: a hundred thousand things take a few megabytes.
#[derive(Default)]
struct Gezien {
    alle: HashSet<u64>,
    laatste: Option<u64>,
}

impl Gezien {
    /// Refuses a row about a thing that was named before, unless it stands right below it and may.
    fn check<S: Rijsoort>(&mut self, rij: &mut Gelezen<S>) {
        let Some(sleutel) = rij.sleutel else { return };
        let onder = S::MEER_RIJEN && self.laatste == Some(sleutel);
        if !self.alle.insert(sleutel) && !onder {
            let (detail, herstel) = match S::MEER_RIJEN {
                true => ("deze persoon staat al hoger in het bestand", "zet de rijen over één persoon onder elkaar"),
                false => ("dit staat al hoger in het bestand", "laat een van de twee rijen weg"),
            };
            let (detail, herstel) = (detail.to_owned(), herstel.to_owned());
            rij.waarde = Err(vec![Rijfout { kolom: None, code: "dubbel".into(), detail, herstel }]);
            rij.sleutel = None;
            return;
        }
        self.laatste = Some(sleutel);
    }
}
