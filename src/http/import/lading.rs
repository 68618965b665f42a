//! A body that is a file: its kind by Content-Type, its bytes as they are.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, web};

use crate::domain::import::Importvorm;
use crate::http::State;
use crate::http::body::receive;
use crate::http::error::ApiError;

/// A file of which the caller does not say how it is written: its first bytes do.
const ALS_BYTES: &str = "application/octet-stream";

/// The media type of a file.
pub fn media_of(vorm: Importvorm) -> &'static str {
    match vorm {
        Importvorm::Csv => "text/csv; charset=utf-8; header=present",
        Importvorm::Ndjson => "application/x-ndjson",
        Importvorm::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

fn kind(media: &str) -> &str {
    media.split(';').next().unwrap_or_default().trim()
}

/// The file of an import.
pub struct Lading {
    /// How it is written.
    pub vorm: Importvorm,
    /// The file.
    pub bytes: Vec<u8>,
}

impl FromRequest for Lading {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let state = req.app_data::<web::Data<State>>().ok_or(ApiError::Intern)?;
            let (told, vorm) = vorm(&req);
            if vorm.is_none() && !told.eq_ignore_ascii_case(ALS_BYTES) {
                return Err(ApiError::Mediatype);
            }
            let bytes = receive(payload, state.max_body_of(req.path())).await?;
            Ok(Lading { vorm: vorm.unwrap_or_else(|| Importvorm::herken(&bytes)), bytes })
        })
    }
}

/// The media type as it was told, and what it says of the file.
fn vorm(req: &HttpRequest) -> (&str, Option<Importvorm>) {
    let header = req.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_kind = |vorm: &&Importvorm| kind(media_of(**vorm)).eq_ignore_ascii_case(kind(header));
    (kind(header), Importvorm::ALLE.iter().find(is_kind).copied())
}
