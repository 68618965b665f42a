//! The caller of a request: a handler that takes [`Caller`] needs a valid token.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest, web};
use serde_json::Value;

use super::State;
use super::error::ApiError;
use super::query::judge;
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
    let header = req.headers().get(AUTHORIZATION).ok_or(ApiError::TokenOntbreekt)?;
    let bearer = header.to_str().ok().and_then(|value| value.split_once(' '));
    let token = match bearer {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ => return Err(ApiError::TokenOntbreekt),
    };
    let actor = state.verifier.verify(token, state.app.clock.now()).map_err(|why| {
        tracing::info!(reden = %why, "token refused");
        ApiError::TokenOngeldig
    })?;
    state.rechten.require_rol(req, &actor)?;
    let regio = judge(req)?.get("regio").and_then(Value::as_str).map(str::to_owned);
    Ok(Caller(Ctx { app: state.app.clone(), actor, regio }))
}
