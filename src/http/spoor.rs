//! The trace of a request in the log: which operation, with an id, and how it was answered. Never what was sent:
//! no address, no query, no values and no token.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::{Error, HttpMessage, HttpRequest};
use tracing::Span;
use tracing_actix_web::RootSpanBuilder;
use uuid::Uuid;

use super::pad::entry_of;

/// Names every request by its method and its entry in the table of routes.
pub struct Verzoekspoor;

/// The trace of this request: the one of `traceparent`, or a new one; 32 hexadecimal digits.
#[derive(Clone)]
struct Spoor(String);

/// The trace of a request, the same whoever asks.
pub fn spoor(req: &HttpRequest) -> String {
    if let Some(Spoor(known)) = req.extensions().get::<Spoor>() {
        return known.clone();
    }
    let given = req.headers().get("traceparent").and_then(|value| value.to_str().ok()).and_then(trace_id);
    let spoor = given.unwrap_or_else(|| Uuid::new_v4().simple().to_string());
    req.extensions_mut().insert(Spoor(spoor.clone()));
    spoor
}

/// The trace id of a W3C `traceparent`; what is not one is ignored, as the standard asks.
fn trace_id(header: &str) -> Option<String> {
    let hex = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    };
    let mut parts = header.split('-');
    let (version, trace, parent, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let fits = hex(version, 2) && version != "ff" && hex(trace, 32) && hex(parent, 16) && hex(flags, 2);
    let whole = version != "00" || parts.next().is_none();
    (fits && whole && trace.bytes().any(|byte| byte != b'0')).then(|| trace.to_owned())
}

impl RootSpanBuilder for Verzoekspoor {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let route = entry_of(request.request()).unwrap_or("onbekend");
        let id = spoor(request.request());
        tracing::info_span!("verzoek", methode = %request.method(), route, id)
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        let (status, why) = match outcome {
            Ok(answer) => (answer.status(), answer.response().error()),
            Err(why) => (why.as_response_error().status_code(), Some(why)),
        };
        let status = status.as_u16();
        span.in_scope(|| match why {
            Some(why) => tracing::info!(status, oorzaak = %why, "answered with a problem"),
            None => tracing::info!(status, "answered"),
        });
    }
}
