//! Herkomst: which import or caller wrote each value last, of what the caller may read.

use uuid::Uuid;

use super::{Ctx, error::AppError};
use super::{formatiepeiling, regiodocent, school, schoolbestuur, vacature};
use crate::auth::policy::Actie;
use crate::domain::herkomst::{Herkomstobject, Veldherkomst, per_veld};
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::storage::veldherkomst::list_veldherkomst;

/// Of a regiodocent with the contracten and bevoegdheden.
pub fn of_regiodocent(ctx: &Ctx, id: Uuid) -> Result<Vec<Veldherkomst>, AppError> {
    ctx.authorize(Actie::HerkomstLezen)?;
    let found = regiodocent::find_regiodocent(ctx, id)?;
    let mut delen = vec![(Herkomstobject::Regiodocent, id.to_string())];
    delen.extend(found.contracten.iter().map(|one| (Herkomstobject::Contract, one.id.to_string())));
    delen.extend(found.bevoegdheden.iter().map(|one| (Herkomstobject::Bevoegdheid, one.id.to_string())));
    list(ctx, &delen)
}

/// Of a vacature.
pub fn of_vacature(ctx: &Ctx, id: Uuid) -> Result<Vec<Veldherkomst>, AppError> {
    ctx.authorize(Actie::HerkomstLezen)?;
    vacature::find_vacature(ctx, id)?;
    list(ctx, &[(Herkomstobject::Vacature, id.to_string())])
}

/// Of a formatiepeiling.
pub fn of_formatiepeiling(ctx: &Ctx, id: Uuid) -> Result<Vec<Veldherkomst>, AppError> {
    ctx.authorize(Actie::HerkomstLezen)?;
    formatiepeiling::find_formatiepeiling(ctx, id)?;
    list(ctx, &[(Herkomstobject::Formatiepeiling, id.to_string())])
}

/// Of a school.
pub fn of_school(ctx: &Ctx, code: &Vestigingscode) -> Result<Vec<Veldherkomst>, AppError> {
    ctx.authorize(Actie::HerkomstLezen)?;
    school::find_school(ctx, code)?;
    list(ctx, &[(Herkomstobject::School, code.to_string())])
}

/// Of a board.
pub fn of_schoolbestuur(ctx: &Ctx, nummer: &Bestuursnummer) -> Result<Vec<Veldherkomst>, AppError> {
    ctx.authorize(Actie::HerkomstLezen)?;
    schoolbestuur::find_schoolbestuur(ctx, nummer)?;
    list(ctx, &[(Herkomstobject::Schoolbestuur, nummer.to_string())])
}

fn list(ctx: &Ctx, delen: &[(Herkomstobject, String)]) -> Result<Vec<Veldherkomst>, AppError> {
    let grant = ctx.authorize(Actie::HerkomstLezen)?;
    let mut found = ctx.app.db.read(&grant, |conn| {
        let mut found = Vec::new();
        for (soort, id) in delen {
            found.extend(per_veld(*soort, &list_veldherkomst(conn, *soort, id)?));
        }
        Ok::<_, AppError>(found)
    })?;
    // Who works elsewhere, and what they sent, is not told to a board.
    if grant.bereik().bestuursnummer().is_some() {
        let own = grant.actor().id.as_str();
        for one in found.iter_mut().filter(|one| one.door.as_deref() != Some(own)) {
            (one.door, one.import) = (None, None);
        }
    }
    Ok(found)
}
