//! What a caller accepts: the header `Accept`, against the kinds of answer that the API description names.

use std::collections::HashMap;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::ACCEPT;
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, ResponseError, web};
use serde_json::Value;

use super::State;
use super::error::ApiError;
use super::pad::entry_of;

/// By method and path the media types of a good answer.
pub struct Antwoordsoorten(HashMap<String, Vec<String>>);

impl Antwoordsoorten {
    /// Reads every operation of the API description. One whose good answer has no body is not in it.
    pub fn compile(openapi: &Value) -> Self {
        let mut found = HashMap::new();
        let paths = openapi.get("paths").and_then(Value::as_object).into_iter().flatten();
        for (path, methods) in paths {
            for (method, operation) in methods.as_object().into_iter().flatten() {
                let kinds = media_types(operation);
                if !kinds.is_empty() {
                    found.insert(format!("{} {path}", method.to_uppercase()), kinds);
                }
            }
        }
        Antwoordsoorten(found)
    }

    /// The media types to choose from, when the caller accepts none of them.
    fn refused(&self, req: &ServiceRequest) -> Option<Vec<String>> {
        let header = accepted(req.request())?;
        let method = if req.method() == Method::HEAD { &Method::GET } else { req.method() };
        let kinds = self.0.get(&format!("{method} {}", entry_of(req.request())?))?;
        kinds.iter().all(|kind| weight(&header, kind) == 0).then(|| kinds.clone())
    }
}

fn media_types(operation: &Value) -> Vec<String> {
    let answers = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
    let good = answers.filter(|(status, _)| status.starts_with('2'));
    good.filter_map(|(_, answer)| answer.get("content")?.as_object()).flat_map(|kinds| kinds.keys().cloned()).collect()
}

/// Middleware: who accepts nothing that the operation answers with is told what there is (406), before anything is done.
pub async fn require_acceptable(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = req.app_data::<web::Data<State>>().cloned().ok_or(ApiError::Intern)?;
    match state.antwoordsoorten.refused(&req) {
        Some(kinds) => Ok(req.into_response(ApiError::NietAanvaardbaar(kinds.join(" of ")).error_response())),
        None => Ok(next.call(req).await?.map_into_boxed_body()),
    }
}

/// The whole header `Accept`; absent: everything will do.
pub fn accepted(req: &HttpRequest) -> Option<String> {
    let lines: Vec<&str> = req.headers().get_all(ACCEPT).filter_map(|value| value.to_str().ok()).collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

/// Does the caller rather have this than JSON? The one that `Accept` gives most weight; JSON when they are equal.
pub fn prefers(req: &HttpRequest, media_type: &str) -> bool {
    let header = accepted(req).unwrap_or_default();
    weight(&header, media_type) > weight(&header, "application/json")
}

/// Does the caller take this and no JSON?
pub fn only(req: &HttpRequest, media_type: &str) -> bool {
    prefers(req, media_type) && accepted(req).is_some_and(|header| weight(&header, "application/json") == 0)
}

/// Weight of a media type in thousandths: the most specific range decides.
pub fn weight(header: &str, media_type: &str) -> u32 {
    let (kind, sort) = media_type.split_once('/').unwrap_or((media_type, ""));
    let range = |part: &str| {
        let mut words = part.split(';').map(str::trim);
        let (a, b) = words.next()?.split_once('/')?;
        let specific = match (a.eq_ignore_ascii_case(kind), b.eq_ignore_ascii_case(sort)) {
            (true, true) => 2,
            (true, false) if b == "*" => 1,
            (false, false) if (a, b) == ("*", "*") => 0,
            _ => return None,
        };
        let q = words.find_map(|word| word.strip_prefix("q=")).map_or(1_000, thousandths);
        Some((specific, q))
    };
    header.split(',').filter_map(range).max().map_or(0, |(_, q)| q)
}

/// `0.5` → 500.
fn thousandths(q: &str) -> u32 {
    let (whole, decimals) = q.split_once('.').unwrap_or((q, ""));
    let decimals: u32 = format!("{decimals:0<3}").get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    (whole.parse::<u32>().unwrap_or(0).min(1) * 1_000 + decimals).min(1_000)
}
