//! What came out of a matchronde, with the names a coordinator knows. Names come from the frozen Problem, not from today.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::super::{Ctx, error::AppError};
use super::own;
use crate::auth::policy::{Actie, Grant};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::matchronde::Matchronde;
use crate::domain::stored::Stored;
pub use crate::matching::explain::lot::{Lotoordeel, Lotrol, lotingen};
use crate::matching::facts::Feiten;
pub use crate::matching::plan::{
    Bevinding, Cijfers, Plan, Schooltekort, Stand, TierUitkomst, Trechter, TrechterStap, VoorgesteldePlaatsing,
};
use crate::matching::problem::Problem;
pub use crate::matching::problem::{Deel, Onderwerp};
use crate::storage::connection::Conn;
use crate::storage::matchronde::{Documentsoort, find_document};

/// A plan and who is who in it.
pub struct Resultaat {
    /// The matchronde.
    pub ronde: Stored<Matchronde>,
    /// The plan as it was stored.
    pub plan: Plan,
    /// Per regiodocent what luck had to do with it.
    pub loting: BTreeMap<String, Lotoordeel>,
    /// Per school its name and board.
    pub scholen: BTreeMap<Vestigingscode, (String, Bestuursnummer)>,
    /// Per board its name.
    pub besturen: BTreeMap<Bestuursnummer, String>,
}

/// The plan with names of schools and boards.
pub fn find_resultaat(ctx: &Ctx, id: Uuid) -> Result<Resultaat, AppError> {
    let grant = ctx.authorize(Actie::MatchrondeLezen)?;
    ctx.app.db.read(&grant, |conn| {
        let ronde = own(conn, &grant, id)?;
        let plan = read_plan(conn, &ronde)?;
        let problem = read_problem(conn, &ronde)?;
        let loting = lotingen(&Feiten::new(&problem).map_err(oud)?, &plan.plaatsingen).map_err(oud)?;
        let scholen = problem.scholen.into_iter().map(|s| (s.vestigingscode, (s.naam, s.bestuursnummer))).collect();
        let besturen = problem.schoolbesturen.into_iter().map(|b| (b.bestuursnummer, b.naam)).collect();
        Ok(Resultaat { ronde, plan, loting, scholen, besturen })
    })
}

/// A frozen beleid that lacks what a rule asks today.
fn oud(why: OnvolledigBeleid) -> AppError {
    AppError::Intern(format!("frozen beleid: {why}"))
}

/// What the rules say of the plan; only of this rule, or only breaches, when asked.
pub fn find_bevindingen(
    ctx: &Ctx,
    id: Uuid,
    regel: Option<&str>,
    overtreding: Option<bool>,
) -> Result<Vec<Bevinding>, AppError> {
    let mut found = own_plan(ctx, id)?.bevindingen;
    found.retain(|b| regel.is_none_or(|regel| b.regel == regel) && overtreding.is_none_or(|o| b.overtreding == o));
    Ok(found)
}

/// Why somebody is not placed or a vacature stays open, with what luck had to do with a person; only of this regiodocent or
/// vacature when asked.
pub fn find_redenen(
    ctx: &Ctx,
    id: Uuid,
    regiodocent: Option<Uuid>,
    vacature: Option<Uuid>,
) -> Result<Vec<(Trechter, Option<Lotoordeel>)>, AppError> {
    let result = find_resultaat(ctx, id)?;
    let mut found = result.plan.redenen;
    let is = |asked: Option<Uuid>, id: &str| asked.is_some_and(|asked| asked.to_string() == id);
    if regiodocent.is_some() || vacature.is_some() {
        found.retain(|trechter| match &trechter.onderwerp {
            Onderwerp::Regiodocent(id) => is(regiodocent, id),
            Onderwerp::Vacature(id) => is(vacature, id),
            _ => false,
        });
    }
    let luck = |trechter: &Trechter| match &trechter.onderwerp {
        Onderwerp::Regiodocent(id) => result.loting.get(id).cloned(),
        _ => None,
    };
    let with_luck = |trechter: Trechter| {
        let luck = luck(&trechter);
        (trechter, luck)
    };
    Ok(found.into_iter().map(with_luck).collect())
}

fn own_plan(ctx: &Ctx, id: Uuid) -> Result<Plan, AppError> {
    let grant: Grant = ctx.authorize(Actie::MatchrondeLezen)?;
    ctx.app.db.read(&grant, |conn| {
        let ronde = own(conn, &grant, id)?;
        read_plan(conn, &ronde)
    })
}

/// The stored plan of a ronde, or a conflict that says why there is none.
pub(in crate::app) fn read_plan(conn: &mut Conn, ronde: &Stored<Matchronde>) -> Result<Plan, AppError> {
    read(conn, ronde.id, Documentsoort::Plan)?.ok_or_else(|| no_plan(ronde))
}

/// The frozen question of a ronde that has a plan.
pub(in crate::app) fn read_problem(conn: &mut Conn, ronde: &Stored<Matchronde>) -> Result<Problem, AppError> {
    read(conn, ronde.id, Documentsoort::Problem)?.ok_or_else(|| no_plan(ronde))
}

fn read<T: serde::de::DeserializeOwned>(
    conn: &mut Conn,
    id: Uuid,
    soort: Documentsoort,
) -> Result<Option<T>, AppError> {
    let text = find_document(conn, id, soort)?;
    let parsed = text.map(|text| serde_json::from_str(&text)).transpose();
    parsed.map_err(|why| AppError::Intern(format!("stored document of matchronde {id}: {why}")))
}

fn no_plan(ronde: &Stored<Matchronde>) -> AppError {
    let status = ronde.noun.status;
    let herstel = if status.is_klaar() {
        "Start een nieuwe matchronde."
    } else {
        "Wacht tot de matchronde klaar is; volg haar via /voortgang."
    };
    AppError::Conflict {
        code: "geen-plan",
        detail: format!("Deze matchronde heeft geen plan (status {status})."),
        herstel: herstel.into(),
    }
}

/// Kind and id of a subject, as the API spells them.
pub fn benoem(onderwerp: &Onderwerp) -> (&'static str, Option<String>) {
    match onderwerp {
        Onderwerp::Schoolbestuur(nummer) => ("schoolbestuur", Some(nummer.to_string())),
        Onderwerp::School(code) => ("school", Some(code.to_string())),
        Onderwerp::Regiodocent(id) => ("regiodocent", Some(id.clone())),
        Onderwerp::Vacature(id) => ("vacature", Some(id.clone())),
        Onderwerp::Regio => ("regio", None),
    }
}
