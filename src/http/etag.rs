//! Strong ETags made of the version, and the If-Match that a change must carry.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{ETAG, IF_MATCH};
use actix_web::{FromRequest, HttpRequest, HttpResponseBuilder};

use super::error::ApiError;

/// The version that the caller saw, from `If-Match: "3"`. Without it the answer is 428.
pub struct Gezien(pub i32);

impl FromRequest for Gezien {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = req.headers().get(IF_MATCH).and_then(|value| value.to_str().ok());
        ready(match header {
            None => Err(ApiError::VoorwaardeOntbreekt),
            // Another form of ETag was never handed out, so it cannot be the present one.
            Some(text) => Ok(Gezien(parse(text).unwrap_or(-1))),
        })
    }
}

fn parse(text: &str) -> Option<i32> {
    text.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

/// Puts the ETag of `versie` on an answer.
pub fn with_etag(mut answer: HttpResponseBuilder, versie: i32) -> HttpResponseBuilder {
    answer.insert_header((ETAG, format!("\"{versie}\"")));
    answer
}
