//! Rows with schoolbesturen. One that several regios share is not for one coordinator to change.

use super::lezen::{Gezegd, gezegd, take_code, take_tekst};
use super::{Importuitkomst, Kader, Oordeel, Rijsoort, as_fouten, gelijk_of_niet};
use crate::app::error::AppError;
use crate::app::import::tabel::Rij;
use crate::app::schoolbestuur::require_changeable;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::schoolbestuur::Schoolbestuur;
use crate::storage::connection::{Conn, Tx};
use crate::storage::schoolbestuur as storage;

/// One row.
pub struct Bestuurrij {
    nummer: Bestuursnummer,
    naam: Gezegd<Option<String>>,
}

/// What is to be written.
#[derive(Default)]
pub struct Plan {
    nieuw: Vec<Schoolbestuur>,
    gewijzigd: Vec<(i32, Schoolbestuur)>,
}

impl Rijsoort for Bestuurrij {
    type Plan = Plan;

    fn lees(rij: &mut Rij<'_>) -> Option<Self> {
        rij.verplicht("BESTUURSNUMMER");
        let nummer = take_code(rij, "BESTUURSNUMMER", 5);
        let naam = gezegd(rij, "NAAM", take_tekst);
        Some(Bestuurrij { nummer: nummer?, naam })
    }

    fn sleutel(&self) -> String {
        self.nummer.to_string()
    }

    fn beoordeel(conn: &mut Conn, kader: &Kader, rijen: &[&Self]) -> Result<(Vec<Oordeel>, Plan), AppError> {
        let (mut oordelen, mut plan) = (Vec::new(), Plan::default());
        for rij in rijen {
            let id = rij.nummer.to_string();
            let stored = storage::find_schoolbestuur(conn, &rij.nummer)?;
            let old = stored.as_ref().and_then(|stored| stored.noun.naam.clone());
            let bestuur = Schoolbestuur { bestuursnummer: rij.nummer.clone(), naam: rij.naam.clone().unwrap_or(old) };
            let Some(stored) = stored else {
                plan.nieuw.push(bestuur);
                oordelen.push(Oordeel::Goed(Importuitkomst::Nieuw, id));
                continue;
            };
            let gelijk = stored.noun == bestuur;
            let mag = if gelijk { Ok(()) } else { require_changeable(conn, &kader.grant, &rij.nummer, kader.today) };
            oordelen.push(match mag {
                Ok(()) => Oordeel::Goed(gelijk_of_niet(gelijk), id),
                Err(why) => Oordeel::Fout(as_fouten(why)?),
            });
            if !gelijk && matches!(oordelen.last(), Some(Oordeel::Goed(..))) {
                plan.gewijzigd.push((stored.versie, bestuur));
            }
        }
        Ok((oordelen, plan))
    }

    fn schrijf(tx: &mut Tx<'_>, _: &Kader, plan: Plan) -> Result<(), AppError> {
        for bestuur in &plan.nieuw {
            storage::insert_schoolbestuur(tx, bestuur)?;
        }
        for (versie, bestuur) in &plan.gewijzigd {
            storage::update_schoolbestuur(tx, *versie, bestuur)?;
        }
        Ok(())
    }
}
