//! Rows with regiodocenten: the person, and in the same row one contract and one bevoegdheid. A person with more of them
//! has more rows, below each other. What a file does not name stays; nothing is removed.

mod lees;
mod persoon;

use std::collections::HashMap;

use uuid::Uuid;

use super::{Importuitkomst, Kader, Oordeel, Rijsoort, gelijk_of_niet};
use crate::app::error::AppError;
use crate::app::import::tabel::Rij;
use crate::domain::bevoegdheid::Bevoegdheid;
use crate::domain::contract::Contract;
use crate::domain::invoer::Invoerfout;
use crate::domain::regiodocent::Regiodocent;
use crate::domain::stored::Stored;
use crate::storage::connection::{Conn, Tx};
use crate::storage::regiodocent::{self as storage, Opslag};
pub use lees::Docentrij;
use persoon::Persoon;

/// What is to be written.
#[derive(Default)]
pub struct Plan {
    nieuw: Vec<(Uuid, Regiodocent)>,
    gewijzigd: Vec<Stored<Regiodocent>>,
    contracten: Delen<Contract>,
    bevoegdheden: Delen<Bevoegdheid>,
}

/// Onderdelen to add and to change, each with the id of its person.
struct Delen<T> {
    nieuw: Vec<(Uuid, T)>,
    gewijzigd: Vec<(Uuid, Stored<T>)>,
}

impl<T> Default for Delen<T> {
    fn default() -> Self {
        Delen { nieuw: Vec::new(), gewijzigd: Vec::new() }
    }
}

impl<T: Opslag> Delen<T> {
    fn schrijf(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        T::insert_all(tx, &self.nieuw)?;
        for (van, stored) in &self.gewijzigd {
            T::update(tx, *van, stored.id, stored.versie, &stored.noun)?;
        }
        Ok(())
    }
}

impl Rijsoort for Docentrij {
    type Plan = Plan;
    const MEER_RIJEN: bool = true;

    fn lees(rij: &mut Rij<'_>) -> Option<Self> {
        Docentrij::read(rij)
    }

    fn sleutel(&self) -> String {
        match (&self.herkomst, self.id) {
            (Some((bron, extern_id)), _) => format!("{bron}\u{1f}{extern_id}"),
            (None, id) => id.unwrap_or_default().to_string(),
        }
    }

    fn beoordeel(conn: &mut Conn, kader: &Kader, rijen: &[&Self]) -> Result<(Vec<Oordeel>, Plan), AppError> {
        let mut bekend = Bekend::load(conn, kader.regio, rijen)?;
        let werkgevers = find_werkgevers(conn, rijen)?;
        let mut personen: HashMap<String, Persoon> = HashMap::new();
        let (mut oordelen, mut volgorde) = (Vec::new(), Vec::new());
        for rij in rijen {
            let sleutel = rij.sleutel();
            if !personen.contains_key(&sleutel) {
                let begin = match bekend.take(rij) {
                    Ok(begin) => begin,
                    Err(fout) => {
                        oordelen.push(Oordeel::Fout(vec![fout]));
                        continue;
                    }
                };
                volgorde.push(sleutel.clone());
                personen.insert(sleutel.clone(), begin);
            }
            let Some(persoon) = personen.get_mut(&sleutel) else { continue };
            oordelen.push(match persoon.neem(conn, rij, &werkgevers)? {
                Ok(uitkomst) => Oordeel::Goed(uitkomst, persoon.id.to_string()),
                Err(fouten) => Oordeel::Fout(fouten),
            });
        }
        let mut plan = Plan::default();
        for persoon in volgorde.iter().filter_map(|sleutel| personen.remove(sleutel)) {
            persoon.into_plan(&mut plan);
        }
        Ok((oordelen, plan))
    }

    fn schrijf(tx: &mut Tx<'_>, kader: &Kader, plan: Plan) -> Result<(), AppError> {
        storage::insert_regiodocenten(tx, kader.regio, &plan.nieuw)?;
        for stored in &plan.gewijzigd {
            storage::update_regiodocent(tx, kader.regio, stored.id, stored.versie, &stored.noun)?;
        }
        plan.contracten.schrijf(tx)?;
        plan.bevoegdheden.schrijf(tx)
    }
}

/// Who is stored of those that the rows name.
struct Bekend {
    by_herkomst: HashMap<(String, String), Uuid>,
    personen: HashMap<Uuid, Persoon>,
}

impl Bekend {
    fn load(conn: &mut Conn, regio: Uuid, rijen: &[&Docentrij]) -> Result<Self, AppError> {
        let ids: Vec<Uuid> = rijen.iter().filter_map(|rij| rij.id).collect();
        let namen: Vec<&(String, String)> = rijen.iter().filter_map(|rij| rij.herkomst.as_ref()).collect();
        let found = storage::find_many(conn, regio, &ids, &namen)?;
        let all: Vec<Uuid> = found.iter().map(|stored| stored.id).collect();
        let mut personen: HashMap<Uuid, Persoon> = HashMap::new();
        let mut by_herkomst = HashMap::new();
        for stored in found {
            if let (Some(bron), Some(extern_id)) = (&stored.noun.bron_systeem, &stored.noun.extern_id) {
                by_herkomst.insert((bron.clone(), extern_id.clone()), stored.id);
            }
            personen.insert(stored.id, Persoon::known(stored));
        }
        for (van, contract) in Contract::list_of(conn, &all)? {
            personen.entry(van).and_modify(|persoon| persoon.add_contract(contract));
        }
        for (van, bevoegdheid) in Bevoegdheid::list_of(conn, &all)? {
            personen.entry(van).and_modify(|persoon| persoon.add_bevoegdheid(bevoegdheid));
        }
        Ok(Bekend { by_herkomst, personen })
    }

    /// Whom the row is about: somebody who is stored, or somebody new.
    fn take(&mut self, rij: &Docentrij) -> Result<Persoon, Invoerfout> {
        let by_name = rij.herkomst.as_ref().and_then(|herkomst| self.by_herkomst.get(herkomst)).copied();
        match by_name.or(rij.id).and_then(|id| self.personen.remove(&id)) {
            Some(persoon) => Ok(persoon),
            None if by_name.is_some() => {
                let detail = "deze persoon staat hierboven al, onder een id";
                Err(Invoerfout::new("/externId", "dubbel", detail, "Noem een persoon in één bestand op één manier."))
            }
            None if rij.herkomst.is_some() => Ok(Persoon::fresh()),
            None => {
                let detail = "deze regiodocent is niet gevonden";
                let herstel = "Controleer het id, of geef bronSysteem en externId.";
                Err(Invoerfout::new("/id", "onbekend", detail, herstel))
            }
        }
    }
}

/// The boards that the rows name and that exist.
fn find_werkgevers(conn: &mut Conn, rijen: &[&Docentrij]) -> Result<Vec<String>, AppError> {
    let mut named: Vec<&str> = rijen.iter().filter_map(|rij| rij.werkgever()).collect();
    named.sort_unstable();
    named.dedup();
    Ok(crate::storage::schoolbestuur::which_exist(conn, &named)?)
}

impl Persoon {
    fn into_plan(self, plan: &mut Plan) {
        let Persoon { id, stored, noun, contracten, bevoegdheden } = self;
        let geraakt = contracten.geraakt() || bevoegdheden.geraakt();
        match stored {
            None if noun.is_some() => plan.nieuw.extend(noun.map(|noun| (id, noun))),
            None => return,
            Some(old) => {
                let gelijk = noun.as_ref().is_none_or(|noun| *noun == old.noun);
                if !gelijk || geraakt {
                    plan.gewijzigd.push(Stored { noun: noun.unwrap_or(old.noun), ..old });
                }
            }
        }
        contracten.into_plan(id, &mut plan.contracten);
        bevoegdheden.into_plan(id, &mut plan.bevoegdheden);
    }
}
