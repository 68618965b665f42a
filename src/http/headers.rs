//! Headers that belong on every answer, errors included (NL API Design Rules: version and transport security).

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderName, HeaderValue};
use actix_web::middleware::Next;

use super::spoor::spoor;

/// Version of the API, equal to `info.version` of the description.
pub const API_VERSION: &str = env!("CARGO_PKG_VERSION");

const FIXED: [(&str, &str); 6] = [
    ("api-version", API_VERSION),
    ("cache-control", "no-store"),
    ("content-security-policy", "frame-ancestors 'none'"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];

/// Middleware: adds the headers to whatever comes out.
pub async fn add_headers(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let spoor = HeaderValue::try_from(spoor(req.request())).ok();
    let mut answer = match next.call(req).await {
        Ok(answer) => answer.map_into_boxed_body(),
        Err(why) => return Err(why),
    };
    if let Some(spoor) = spoor {
        answer.headers_mut().insert(HeaderName::from_static("x-request-id"), spoor);
    }
    for (name, value) in FIXED {
        let name = HeaderName::from_static(name);
        // A page has a stricter policy of its own.
        if name != CONTENT_SECURITY_POLICY || !answer.headers().contains_key(&name) {
            answer.headers_mut().insert(name, HeaderValue::from_static(value));
        }
    }
    Ok(answer)
}
