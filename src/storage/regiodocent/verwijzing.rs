//! Which of the schools and boards that the input names do not exist.

use std::collections::HashSet;

use diesel::prelude::*;

use crate::domain::onderdeel::{Doel, Verwijzing};
use crate::storage::StorageError;
use crate::storage::connection::{Conn, with_db};
use crate::storage::schema::{school, schoolbestuur};

/// The `verwijzingen` to what does not exist, in the same order; at most two queries.
pub fn find_onbekende(conn: &mut Conn, verwijzingen: Vec<Verwijzing>) -> Result<Vec<Verwijzing>, StorageError> {
    let (mut scholen, mut besturen) = (Vec::new(), Vec::new());
    for verwijzing in &verwijzingen {
        match &verwijzing.doel {
            Doel::School(code) => scholen.push(code.as_str()),
            Doel::Schoolbestuur(nummer) => besturen.push(nummer.as_str()),
        }
    }
    let mut known: HashSet<String> = HashSet::new();
    if !scholen.is_empty() {
        let query = school::table.filter(school::vestigingscode.eq_any(scholen)).select(school::vestigingscode);
        known.extend(with_db!(c = &mut *conn => query.load::<String>(c))?);
    }
    if !besturen.is_empty() {
        let key = schoolbestuur::bestuursnummer;
        let query = schoolbestuur::table.filter(key.eq_any(besturen)).select(key);
        known.extend(with_db!(c = conn => query.load::<String>(c))?);
    }
    // The two kinds of code have different shapes, so one set holds both.
    let is_known = |doel: &Doel| match doel {
        Doel::School(code) => known.contains(code.as_str()),
        Doel::Schoolbestuur(nummer) => known.contains(nummer.as_str()),
    };
    Ok(verwijzingen.into_iter().filter(|verwijzing| !is_known(&verwijzing.doel)).collect())
}
