//! Following a matchronde: server-sent events, read from the table, so that any process can answer.

use std::time::{Duration, Instant};

use actix_web::http::Method;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::stream::{Stream, unfold};
use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;
use tokio::time::sleep;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::blocking::blocking;
use super::super::caller::Caller;
use super::super::error::{ApiError, Probleem};
use crate::app::Ctx;
use crate::app::matchronde::{Rondestand, find_stand};
use crate::domain::matchronde::Matchrondestatus;

/// Time between looks when nobody wakes us: another process may do the work.
const KIJKTIJD: Duration = Duration::from_secs(1);
/// Silence after which a comment shows that we are still there.
const STILTE: Duration = Duration::from_secs(15);

/// Eén bericht over de voortgang; het laatste heet `einde`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VoortgangResponse {
    /// Waar de matchronde staat.
    pub status: Matchrondestatus,
    /// De hoeveelste poging dit is; 0 zolang niemand begonnen is.
    pub poging: i32,
    /// Is gevraagd te stoppen?
    pub stop_gevraagd: bool,
    /// Wat de rekenmotor meldt: `fase`, `deel` (duizendsten) en `tiers`. Per trap `tier`, `waarde` (van het beste plan tot nu
    /// toe; lager is beter), `grens` (lager kan bewezen niet), `verschil` (waarde min grens) en `eenheid`; `grens` en `verschil`
    /// zijn `null` zolang er niets bewezen is. De waarden samen worden nooit slechter, een gemelde grens alleen beter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub voortgang: Option<Value>,
    /// Wat over het plan te zeggen is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_status: Option<String>,
    /// Waarom zij mislukte of werd gestopt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<String>,
}

impl From<Rondestand> for VoortgangResponse {
    fn from(stand: Rondestand) -> Self {
        VoortgangResponse {
            status: stand.ronde.noun.status,
            poging: stand.job.pogingen,
            stop_gevraagd: stand.job.stop_gevraagd,
            voortgang: stand.job.voortgang.and_then(|text| serde_json::from_str(&text).ok()),
            plan_status: stand.ronde.noun.plan_status,
            reden: stand.ronde.noun.reden,
        }
    }
}

/// Matchronde volgen
///
/// Een stroom van gebeurtenissen (`text/event-stream`): meteen de laatste stand, daarna elke verandering als `voortgang`,
/// en als laatste `einde`. De stroom stopt als het token verloopt. Wie wegvalt, begint gewoon opnieuw.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/voortgang", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde.")), responses(
    (status = 200, description = "De stroom; elk bericht is een VoortgangResponse.",
        body = VoortgangResponse, content_type = "text/event-stream"),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn follow_voortgang(req: HttpRequest, caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let ctx = caller.0;
    let wek = ctx.app.wachtrij.luister();
    let sluiting = ctx.app.wachtrij.sluiting();
    let mut volger = Volger {
        ctx,
        id: *id,
        wek,
        sluiting,
        vorige: String::new(),
        nummer: 0,
        gesproken: Instant::now(),
        klaar: false,
    };
    // The first look decides between a stream and an ordinary error.
    let eerste = volger.look().await?;
    let mut answer = HttpResponse::Ok();
    answer.content_type("text/event-stream").insert_header(("x-accel-buffering", "no"));
    if req.method() == Method::HEAD {
        return Ok(answer.finish());
    }
    Ok(answer.streaming(events(eerste, volger)))
}

fn events(eerste: Option<Bytes>, volger: Volger) -> impl Stream<Item = Result<Bytes, ApiError>> {
    unfold((eerste, volger), |(eerste, mut volger)| async move {
        let next = match eerste {
            Some(bytes) => bytes,
            None => volger.next().await?,
        };
        Some((Ok(next), (None, volger)))
    })
}

struct Volger {
    ctx: Ctx,
    id: Uuid,
    wek: watch::Receiver<u64>,
    sluiting: watch::Receiver<bool>,
    vorige: String,
    nummer: u64,
    gesproken: Instant,
    klaar: bool,
}

impl Volger {
    /// The next thing to send; `None` after the last event, when the service closes, when the token ends, and when the table cannot be read.
    async fn next(&mut self) -> Option<Bytes> {
        while !self.klaar && !*self.sluiting.borrow_and_update() && !self.is_verlopen() {
            match self.look().await {
                Ok(Some(event)) => return Some(event),
                Ok(None) => {}
                Err(why) => {
                    tracing::warn!(matchronde = %self.id, oorzaak = %why, "progress could not be read");
                    return None;
                }
            }
            if self.gesproken.elapsed() >= STILTE {
                self.gesproken = Instant::now();
                return Some(Bytes::from_static(b": nog bezig\n\n"));
            }
            tokio::select! {
                _ = self.wek.changed() => {}
                _ = self.sluiting.changed() => {}
                () = sleep(KIJKTIJD) => {}
            }
        }
        None
    }

    /// A token that is no longer valid opens nothing, a stream that was opened with it included.
    fn is_verlopen(&self) -> bool {
        self.ctx.geldig_tot.is_some_and(|tot| tot <= self.ctx.app.clock.now())
    }

    /// The stand as an event, when it differs from the last one sent.
    async fn look(&mut self) -> Result<Option<Bytes>, ApiError> {
        let (ctx, id) = (self.ctx.clone(), self.id);
        let stand = blocking(move || find_stand(&ctx, id)).await?;
        let klaar = stand.ronde.noun.status.is_klaar();
        let data = serde_json::to_string(&VoortgangResponse::from(stand)).map_err(|_| ApiError::Intern)?;
        if data == self.vorige {
            return Ok(None);
        }
        self.nummer += 1;
        self.klaar = klaar;
        self.gesproken = Instant::now();
        let event = if klaar { "einde" } else { "voortgang" };
        let text = format!("id: {}\nevent: {event}\ndata: {data}\n\n", self.nummer);
        self.vorige = data;
        Ok(Some(Bytes::from(text)))
    }
}
