//! CORS: pages of other origins may call us only when their origin is in the settings.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, HeaderValue, ORIGIN, VARY,
};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};

use super::State;
use super::error::ApiError;

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, DELETE");
const SEND: HeaderValue =
    HeaderValue::from_static("authorization, content-type, if-match, idempotency-key, traceparent");
const READ: HeaderValue = HeaderValue::from_static(
    "api-version, etag, idempotency-replayed, link, location, ratelimit, ratelimit-policy, retry-after, x-request-id",
);

/// Middleware: answers the preflight of a listed origin, and names that origin on every answer to it.
pub async fn allow_origins(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = req.app_data::<web::Data<State>>().cloned().ok_or(ApiError::Intern)?;
    let origin = req.headers().get(ORIGIN).filter(|origin| state.is_listed(origin)).cloned();
    let Some(origin) = origin else { return Ok(next.call(req).await?.map_into_boxed_body()) };
    let preflight = req.method() == Method::OPTIONS && req.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let mut answer = if preflight {
        req.into_response(HttpResponse::NoContent().finish())
    } else {
        next.call(req).await?.map_into_boxed_body()
    };
    let headers = answer.headers_mut();
    if preflight {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, SEND);
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    }
    // What is public says so itself.
    if !headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.append(VARY, HeaderValue::from_static("origin"));
    }
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, READ);
    Ok(answer)
}
