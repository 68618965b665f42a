//! Vergelijking: what is different between the plans of two matchrondes of one schooljaar, in people, fte, classes and boards.

use uuid::Uuid;

use super::ingreep::{Huidig, huidig_plan};
use super::matchronde::own;
use super::{Ctx, error::AppError};
use crate::auth::policy::Actie;
use crate::matching::explain::kerncijfers::{Kerncijfers, Verschil, kerncijfers, verschil};

/// Two plans side by side.
pub struct Vergelijking {
    /// Goes up when one of the matchrondes changes.
    pub versie: i32,
    /// The figures of the first.
    pub voor: Kerncijfers,
    /// The figures of the other.
    pub na: Kerncijfers,
    /// What is different in the other.
    pub verschil: Verschil,
}

/// The plan of `andere` against that of `id`, each with all its ingrepen.
pub fn find_vergelijking(ctx: &Ctx, id: Uuid, andere: Uuid) -> Result<Vergelijking, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeLezen)?;
    ctx.app.db.snapshot(&grant, |conn| {
        let (first, second) = (own(conn, &grant, id)?, own(conn, &grant, andere)?);
        if first.noun.schooljaar != second.noun.schooljaar {
            return Err(AppError::Conflict {
                code: "ander-schooljaar",
                detail: format!("De een is voor {}, de ander voor {}.", first.noun.schooljaar, second.noun.schooljaar),
                herstel: "Kies twee matchrondes voor hetzelfde schooljaar.".into(),
            });
        }
        let (one, other) = (huidig_plan(conn, &first)?, huidig_plan(conn, &second)?);
        let figures = |found: &Huidig| {
            kerncijfers(&found.problem, &found.plan).map_err(|why| AppError::Intern(format!("frozen beleid: {why}")))
        };
        let (voor, na) = (figures(&one)?, figures(&other)?);
        let verschil = verschil((&one.plan, &voor), (&other.plan, &na));
        Ok(Vergelijking { versie: first.versie + second.versie, voor, na, verschil })
    })
}
