//! The caller of a request: a handler that takes [`Caller`] needs a valid token.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde_json::Value;

use super::State;
use super::error::ApiError;
use super::query::judge;
use super::spoor::spoor;
use super::toegang::toegang;
use crate::app::Ctx;

/// A caller whose token was verified.
pub struct Caller(pub Ctx);

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(caller(req))
    }
}

fn caller(req: &HttpRequest) -> Result<Caller, ApiError> {
    let state = req.app_data::<web::Data<State>>().ok_or(ApiError::Intern)?;
    let toegang = toegang(req)?;
    let actor = toegang.actor.clone();
    state.rechten.require_rol(req, &actor)?;
    let regio = judge(req)?.get("regio").and_then(Value::as_str).map(str::to_owned);
    let spoor = Some(spoor(req));
    Ok(Caller(Ctx { app: state.app.clone(), actor, regio, spoor, geldig_tot: Some(toegang.geldig_tot) }))
}
