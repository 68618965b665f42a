//! The door: who is calling is asked once per request, and counted. What comes after reads the answer from the request.

use std::rc::Rc;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{AUTHORIZATION, HeaderName, HeaderValue, RETRY_AFTER};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, ResponseError, web};

use super::State;
use super::blocking::blocking;
use super::error::ApiError;
use super::tempo::{Stand, VENSTER};
use crate::auth::token::{Toegang, TokenFout};

/// Who called, as it stands with the request: `None` = no bearer token.
type Gezien = Option<Result<Rc<Toegang>, TokenFout>>;

/// Middleware: verifies the token, counts the caller, and says on the answer how many requests are left.
pub async fn guard(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let state = req.app_data::<web::Data<State>>().cloned().ok_or(ApiError::Intern)?;
    let seen = verify(&state, req.request()).await;
    let now = state.app.clock.now();
    let stand = match &seen {
        Some(Ok(toegang)) => state.tempo.count(&toegang.actor.id, now),
        _ => None,
    };
    req.extensions_mut().insert(seen);
    let mut answer = match stand {
        Some(stand) if stand.te_veel => {
            let mut refused = ApiError::TeVaak(stand.seconden).error_response();
            refused.headers_mut().insert(RETRY_AFTER, HeaderValue::from(stand.seconden));
            req.into_response(refused).map_into_boxed_body()
        }
        _ => next.call(req).await?.map_into_boxed_body(),
    };
    if let Some(stand) = stand {
        tell(&mut answer, stand);
    }
    Ok(answer)
}

fn tell<B>(answer: &mut ServiceResponse<B>, stand: Stand) {
    let policy = format!("\"standaard\";q={};w={VENSTER}", stand.limiet);
    let left = format!("\"standaard\";r={};t={}", stand.over, stand.seconden);
    for (name, text) in [("ratelimit-policy", policy), ("ratelimit", left)] {
        if let Ok(value) = HeaderValue::try_from(text) {
            answer.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
}

async fn verify(state: &web::Data<State>, req: &HttpRequest) -> Gezien {
    let header = req.headers().get(AUTHORIZATION)?;
    let token = match header.to_str().ok()?.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim().to_owned(),
        _ => return None,
    };
    let now = state.app.clock.now();
    let outcome = match state.verifier.verify(&token, now) {
        // The issuer may have a new key. Fetching it takes time, so not on this thread.
        outcome if state.verifier.is_refresh_due(&outcome, now) => {
            let state = state.clone();
            let again = blocking(move || {
                state.verifier.refresh(now);
                Ok(state.verifier.verify(&token, now))
            });
            again.await.unwrap_or(outcome)
        }
        outcome => outcome,
    };
    if let Err(why) = &outcome {
        tracing::info!(reden = %why, "token refused");
    }
    Some(outcome.map(Rc::new))
}

/// Who is calling, or the answer to who is not known.
pub fn toegang(req: &HttpRequest) -> Result<Rc<Toegang>, ApiError> {
    let extensions = req.extensions();
    match extensions.get::<Gezien>() {
        Some(Some(Ok(toegang))) => Ok(toegang.clone()),
        Some(Some(Err(_))) => Err(ApiError::TokenOngeldig),
        Some(None) => Err(ApiError::TokenOntbreekt),
        None => Err(ApiError::Intern),
    }
}
