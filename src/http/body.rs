//! A JSON body, judged against the API description before it is read: all errors at once, each with its pointer.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::State;
use super::error::ApiError;
use super::validation::read;
use crate::domain::invoer::Invoerfout;

/// The body of a request as a `T`, whose schema stands in the API description under its own name.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + ToSchema + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let state = req.app_data::<web::Data<State>>().ok_or(ApiError::Intern)?;
            if !is_json(&req) {
                return Err(ApiError::Mediatype);
            }
            let bytes = receive(payload, state.max_body).await?;
            let value = serde_json::from_slice(&bytes).map_err(|why| {
                let detail = format!("dit is geen JSON: regel {}, teken {}", why.line(), why.column());
                Invoerfout::new("", "geen-json", detail, "Controleer haakjes, komma's en aanhalingstekens.")
            })?;
            state.schemas.check(&T::name(), &value)?;
            Ok(Body(read(value)?))
        })
    }
}

fn is_json(req: &HttpRequest) -> bool {
    let header = req.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    header.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// The whole body, up to `max` bytes.
pub(super) async fn receive(mut payload: Payload, max: usize) -> Result<Vec<u8>, ApiError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk =
            chunk.map_err(|_| Invoerfout::new("", "afgebroken", "de body kwam niet heel aan", "Stuur het opnieuw."))?;
        if bytes.len() + chunk.len() > max {
            return Err(ApiError::TeGroot(max));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
