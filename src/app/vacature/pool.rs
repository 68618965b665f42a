//! The pool of a regio as one vacature meets it, without vacatures or plaatsingen of others.
//!
//! Asked whenever a vacature is made. Reading a whole pool takes longer than a write should, so it is remembered; one narrow
//! query says each time whether what is remembered still holds.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use uuid::Uuid;

use crate::app::beleid::geldend;
use crate::app::error::AppError;
use crate::app::prepare::{postcodes, problem_scholen, problem_vacature, regiodocenten, schoolbesturen};
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;
use crate::domain::vacature::VolledigeVacature;
use crate::matching::problem::{PROBLEM_VERSIE, Problem, ProblemRegiodocent};
use crate::storage::connection::Conn;
use crate::storage::prepare::{postcodepunten, school_met_bestuur};
use crate::storage::regiodocent::{Poolstand, pool_of_regio, stand_of_pool};

/// The people of a regio, as they were at a stand.
struct Pool {
    stand: Poolstand,
    docenten: Vec<ProblemRegiodocent>,
}

/// Per regio; its id is its own in every database.
static POOLS: LazyLock<Mutex<HashMap<Uuid, Arc<Pool>>>> = LazyLock::new(Mutex::default);

/// The question who in the pool could fill this one vacature. Read it in a snapshot.
pub(super) fn prepare_pool(
    conn: &mut Conn,
    regio_id: Uuid,
    schooljaar: Schooljaar,
    peildatum: chrono::NaiveDate,
    vacature: &Stored<VolledigeVacature>,
) -> Result<Problem, AppError> {
    let beleid = geldend(conn, regio_id, peildatum)?.inhoud();
    let scholen: Vec<_> = school_met_bestuur(conn, &vacature.noun.vacature.vestigingscode)?.into_iter().collect();
    let punten = postcodepunten(conn, &postcodes(&scholen, &[]))?;
    let pool = pool_of(conn, regio_id)?;
    Ok(Problem {
        versie: PROBLEM_VERSIE,
        schooljaar,
        peildatum,
        beleid,
        schoolbesturen: schoolbesturen(&scholen, ""),
        scholen: problem_scholen(scholen, Vec::new(), &punten),
        regiodocenten: pool.docenten.clone(),
        vacatures: vec![problem_vacature(vacature.clone(), &schooljaar.periode())],
        plaatsingen: Vec::new(),
        herronde: false,
        pins: Vec::new(),
        versoepelingen: Vec::new(),
        instroom: Vec::new(),
        boeken: Vec::new(),
        normen: Vec::new(),
    })
}

/// What is remembered when it still holds, else the pool read again.
fn pool_of(conn: &mut Conn, regio_id: Uuid) -> Result<Arc<Pool>, AppError> {
    let stand = stand_of_pool(conn, regio_id)?;
    let known = POOLS.lock().unwrap_or_else(PoisonError::into_inner).get(&regio_id).cloned();
    if let Some(known) = known.filter(|known| known.stand == stand) {
        return Ok(known);
    }
    let people = pool_of_regio(conn, regio_id)?;
    let punten = postcodepunten(conn, &postcodes(&[], &people))?;
    let pool = Arc::new(Pool { stand, docenten: regiodocenten(people, &punten, "") });
    POOLS.lock().unwrap_or_else(PoisonError::into_inner).insert(regio_id, pool.clone());
    Ok(pool)
}
