//! The trace of a request in the log: which operation, with an id, and how it was answered. Never what was sent:
//! no address, no query, no values and no token.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::{Error, HttpMessage};
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};

/// Names every request by its method and its entry in the table of routes.
pub struct Verzoekspoor;

impl RootSpanBuilder for Verzoekspoor {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let route = request.match_pattern().unwrap_or_else(|| "onbekend".to_owned());
        let id = request.extensions().get::<RequestId>().map(RequestId::to_string).unwrap_or_default();
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
