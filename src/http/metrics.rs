//! Metrics: `/metrics` in the text format of Prometheus, for whoever runs the service. It has no version and is no part of
//! the API description; the setting `server.metrics` turns it off.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};

use super::State;
use super::blocking::blocking;
use super::error::ApiError;
use super::pad::entry_of;
use crate::app::metrics::{Metrics, get_metrics};

/// Where the metrics are.
pub const METRICS: &str = "/metrics";

/// Upper bounds of the buckets: microseconds, and the same in seconds.
const BUCKETS: [(u128, &str); 10] = [
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (250_000, "0.25"),
    (500_000, "0.5"),
    (1_000_000, "1"),
    (2_500_000, "2.5"),
    (10_000_000, "10"),
];

/// Method, path as in the table of routes, status.
type Key = (String, String, u16);

/// The requests this process has answered since it began.
#[derive(Default)]
pub struct Requests(Mutex<BTreeMap<Key, Histogram>>);

#[derive(Default)]
struct Histogram {
    /// Per bucket the requests that took no longer.
    within: [u64; BUCKETS.len()],
    count: u64,
    micros: u128,
}

impl Histogram {
    fn add(&mut self, took: Duration) {
        let micros = took.as_micros();
        for (within, (bound, _)) in self.within.iter_mut().zip(BUCKETS) {
            *within += u64::from(micros <= bound);
        }
        self.count += 1;
        self.micros += micros;
    }
}

impl Requests {
    fn add(&self, key: Key, took: Duration) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().add(took);
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        let name = "rato_http_request_duration_seconds";
        head(text, name, "histogram", "Time from a request to the head of its answer.")?;
        for ((method, route, status), one) in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            for (within, (_, bound)) in one.within.iter().zip(BUCKETS) {
                writeln!(text, "{name}_bucket{{{labels},le=\"{bound}\"}} {within}")?;
            }
            writeln!(text, "{name}_bucket{{{labels},le=\"+Inf\"}} {}", one.count)?;
            let (whole, rest) = (one.micros / 1_000_000, one.micros % 1_000_000);
            writeln!(text, "{name}_sum{{{labels}}} {whole}.{rest:06}")?;
            writeln!(text, "{name}_count{{{labels}}} {}", one.count)?;
        }
        Ok(())
    }
}

/// Middleware: counts every answer and how long it took. Names only what we know: a caller cannot make new labels.
pub async fn measure(
    req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let state = req.app_data::<web::Data<State>>().cloned().ok_or(ApiError::Intern)?;
    let known = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS];
    let method = if known.contains(req.method()) { req.method().to_string() } else { "other".to_owned() };
    let route = entry_of(req.request()).unwrap_or("unknown").to_owned();
    let begun = Instant::now();
    let answer = next.call(req).await;
    let status = match &answer {
        Ok(answer) => answer.status(),
        Err(why) => why.as_response_error().status_code(),
    };
    state.requests.add((method, route, status.as_u16()), begun.elapsed());
    answer
}

/// Answers `GET /metrics`.
pub async fn find_metrics(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    let app = state.app.clone();
    let metrics = blocking(move || get_metrics(&app)).await?;
    let mut text = String::new();
    let written = state.requests.write(&mut text).and_then(|()| write_metrics(&mut text, &metrics));
    written.map_err(|_| ApiError::Intern)?;
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text))
}

fn write_metrics(text: &mut String, metrics: &Metrics) -> std::fmt::Result {
    head(text, "rato_jobs", "gauge", "Jobs by kind and state.")?;
    for (soort, status, count) in &metrics.jobs {
        writeln!(text, "rato_jobs{{kind=\"{soort}\",state=\"{status}\"}} {count}")?;
    }
    head(text, "rato_queue_length", "gauge", "Jobs that wait for a worker.")?;
    let waiting = metrics.jobs.iter().filter(|(_, status, _)| status == "wachtend");
    writeln!(text, "rato_queue_length {}", waiting.map(|(_, _, count)| count).sum::<i64>())?;
    head(text, "rato_solve_seconds", "gauge", "Last matchronde of a regio, from question to plan.")?;
    for one in &metrics.solves {
        let millis = one.duur.num_milliseconds().max(0);
        writeln!(text, "rato_solve_seconds{{regio=\"{}\"}} {}.{:03}", one.regio, millis / 1000, millis % 1000)?;
    }
    head(text, "rato_solve_gap_ratio", "gauge", "Gap of that plan, by tier that has a bound.")?;
    for one in &metrics.solves {
        for (tier, gap) in &one.gaps {
            let gap = gap.tekst(6).replace(',', ".");
            writeln!(text, "rato_solve_gap_ratio{{regio=\"{}\",tier=\"{tier}\"}} {gap}", one.regio)?;
        }
    }
    Ok(())
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) -> std::fmt::Result {
    writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}")
}
