//! A body that is a file of DUO as it was published: CSV, packed with gzip or not.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, web};

use crate::http::State;
use crate::http::body::receive;
use crate::http::error::ApiError;

/// The bytes of the file.
pub struct Adressenbestand(pub Vec<u8>);

impl FromRequest for Adressenbestand {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let state = req.app_data::<web::Data<State>>().ok_or(ApiError::Intern)?;
            let header = req.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
            let media = header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            if !["text/csv", "application/gzip"].contains(&media.as_str()) {
                return Err(ApiError::Mediatype);
            }
            Ok(Adressenbestand(receive(payload, state.max_body_of(req.path())).await?))
        })
    }
}
