//! `Idempotency-Key`: a POST that is sent again gets the answer of the first time.
//!
//! Only answers of what was done are kept (2xx): what was refused changed nothing, and may be mended and sent again.

use actix_web::body::{BoxBody, MessageBody, to_bytes_limited};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::{self, Bytes};
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError};
use sha2::{Digest, Sha256};

use super::State;
use super::blocking::blocking;
use super::body::receive;
use super::error::{ApiError, with_status};
use super::toegang::toegang;
use crate::app::error::AppError;
use crate::app::idempotentie::{Antwoord, Sleutel, Stand, begin, keep, release};
use crate::auth::actor::Actor;
use crate::domain::invoer::Invoerfout;

const KOP: &str = "idempotency-key";
/// Headers that are part of an answer; the others are made anew.
const BEWAARD: [&str; 3] = ["content-type", "location", "etag"];
/// Largest answer that is kept, bytes.
const MAX_ANTWOORD: usize = 4 * 1024 * 1024;

/// Middleware: answers a POST whose key is known, and keeps the answer of one whose key is new.
pub async fn replay(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let wanted = req.method() == Method::POST && req.headers().contains_key(KOP);
    let known = if wanted { toegang(req.request()).ok() } else { None };
    let Some(known) = known else { return Ok(next.call(req).await?.map_into_boxed_body()) };
    let state = req.app_data::<web::Data<State>>().cloned().ok_or(ApiError::Intern)?;
    let sleutel = match key_of(&mut req, &state, &known.actor).await {
        Ok(sleutel) => sleutel,
        Err(why) => return Ok(req.into_response(why.error_response())),
    };
    let (app, asked, hours) = (state.app.clone(), sleutel.clone(), state.idempotentie_uren);
    match blocking(move || begin(&app, &asked, hours)).await {
        Ok(Stand::Nieuw) => {}
        Ok(Stand::Gedaan(answer)) => return Ok(req.into_response(again(&answer))),
        Ok(Stand::Bezig) => return Ok(req.into_response(ApiError::SleutelBezig.error_response())),
        Ok(Stand::AnderVerzoek) => return Ok(req.into_response(ApiError::SleutelHergebruikt.error_response())),
        Err(why) => return Ok(req.into_response(why.error_response())),
    }
    // On a task of its own: when the client hangs up, the work and the keeping of its answer go on together.
    let done = actix_web::rt::spawn(async move { finish(&state, &sleutel, next.call(req).await).await });
    done.await.map_err(|_| Error::from(ApiError::Intern))?
}

/// The key with the request it stands for; the body goes back to the request.
async fn key_of(req: &mut ServiceRequest, state: &State, actor: &Actor) -> Result<Sleutel, ApiError> {
    let text = req.headers().get(KOP).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    // A tab counts as text to the library of headers, and not to us.
    let readable = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if !(1..=255).contains(&text.len()) || !readable || req.headers().get_all(KOP).count() > 1 {
        let detail = "een Idempotency-Key is één tekst van 1 tot en met 255 leesbare tekens";
        return Err(Invoerfout::new("Idempotency-Key", "verkeerde-vorm", detail, "Neem een nieuwe UUID.").into());
    }
    let max = state.max_body_of(req.path());
    let body = receive(req.take_payload(), max).await?;
    let kind = req.headers().get("content-type").map_or(&b""[..], HeaderValue::as_bytes).to_vec();
    let verzoek = hash(&[req.path().as_bytes(), req.query_string().as_bytes(), &kind, &body]);
    req.set_payload(Payload::from(Bytes::from(body)));
    // The same person with other rights is another caller: an answer may hold what this token must not see.
    let beller = hash(&[format!("{actor:?}").as_bytes()]);
    Ok(Sleutel { beller, sleutel: text, verzoek })
}

fn hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Keeps the answer of what was done, gives the key back for what was not.
async fn finish<B: MessageBody + 'static>(
    state: &web::Data<State>,
    sleutel: &Sleutel,
    outcome: Result<ServiceResponse<B>, Error>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (app, sleutel) = (state.app.clone(), sleutel.clone());
    let answer = match outcome {
        Ok(answer) if answer.status().is_success() => answer,
        // Who sends it again might do it twice: the key stays taken.
        Ok(answer) if is_ongewis(answer.response()) => return Ok(answer.map_into_boxed_body()),
        other => {
            blocking(move || release(&app, &sleutel)).await?;
            return other.map(ServiceResponse::map_into_boxed_body);
        }
    };
    let (req, answer) = answer.into_parts();
    let (head, body) = answer.into_parts();
    let bytes = to_bytes_limited(body, MAX_ANTWOORD).await.ok().and_then(Result::ok).ok_or(ApiError::Intern)?;
    let headers: Vec<(&str, &str)> =
        BEWAARD.iter().filter_map(|name| Some((*name, head.headers().get(*name)?.to_str().ok()?))).collect();
    let kept = Antwoord {
        status: head.status().as_u16(),
        koppen: serde_json::to_string(&headers).map_err(|_| ApiError::Intern)?,
        antwoord: String::from_utf8_lossy(&bytes).into_owned(),
    };
    blocking(move || keep(&app, &sleutel, kept)).await?;
    Ok(ServiceResponse::new(req, head.set_body(BoxBody::new(bytes))))
}

/// May it have been done, although the answer is an error?
fn is_ongewis<B>(answer: &HttpResponse<B>) -> bool {
    let why = answer.error().and_then(|why| why.as_error::<ApiError>());
    matches!(why, Some(ApiError::App(AppError::Ongewis(_))))
}

/// The first answer, once more.
fn again(answer: &Antwoord) -> HttpResponse {
    let mut response = with_status(answer.status);
    let headers: Vec<(String, String)> = serde_json::from_str(&answer.koppen).unwrap_or_default();
    for header in headers {
        response.insert_header(header);
    }
    response.insert_header((HeaderName::from_static("idempotency-replayed"), HeaderValue::from_static("true")));
    response.body(answer.antwoord.clone())
}
