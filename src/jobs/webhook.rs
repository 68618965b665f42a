//! Delivers messages to other systems: signed, to public addresses only, and never further than the address itself.
//!
//! The name is looked up once per attempt; what comes out is judged, and the connection goes to that very address.
//! No redirect is followed and no proxy is used, so nothing can lead elsewhere. A receiver is asked first whether it wants
//! messages from us; and every receiver has its own turn, so that a slow one keeps no other waiting.

use std::collections::BTreeSet;
use std::net::{IpAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use ureq::Agent;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use uuid::Uuid;

use crate::app::App;
use crate::app::abonnement::{Levering, Uitkomst, neem, rond_af, sta_toe, te_bezorgen, vul};
use crate::app::error::AppError;
use crate::auth::jwks::tls;
use crate::domain::abonnement::is_openbaar;

/// Time between looks at the feed when nothing wakes us.
const RUST: Duration = Duration::from_secs(5);
/// Longest wait for a receiver.
const GEDULD: Duration = Duration::from_secs(10);
/// Receivers that are told at the same time.
const TEGELIJK: usize = 16;

/// Sends messages.
#[derive(Clone)]
pub struct Bezorger {
    app: App,
    agent: Agent,
    /// Whose turn it is now.
    bezig: Arc<Mutex<BTreeSet<Uuid>>>,
}

impl Bezorger {
    /// With the settings of the application.
    pub fn new(app: &App) -> Self {
        let config = Agent::config_builder()
            .tls_config(tls())
            .timeout_global(Some(GEDULD))
            .max_redirects(0)
            .proxy(None)
            .http_status_as_error(false)
            .build();
        let opzoeker = Opzoeker { lokaal: app.wachtrij.webhooks_lokaal };
        let agent = Agent::with_parts(config, DefaultConnector::default(), opzoeker);
        Bezorger { app: app.clone(), agent, bezig: Arc::default() }
    }

    /// Until the service closes.
    pub async fn run(self) {
        let mut sluiting = self.app.wachtrij.sluiting();
        while !*sluiting.borrow_and_update() {
            let turn = self.clone();
            match spawn_blocking(move || turn.begin()).await {
                Ok(Ok(ids)) => ids.into_iter().for_each(|id| self.start(id)),
                Ok(Err(why)) => tracing::warn!(oorzaak = %why, "webhooks could not be sent"),
                Err(why) => tracing::error!(oorzaak = %why, "sending webhooks ended unexpectedly"),
            }
            tokio::select! {
                _ = sluiting.changed() => {}
                () = sleep(RUST) => {}
            }
        }
    }

    /// Fills the outbox and sends what is due, to all receivers side by side; how many attempts. Blocks until the slowest
    /// is done.
    pub fn ronde(&self) -> Result<usize, AppError> {
        let ids = self.begin()?;
        std::thread::scope(|scope| {
            let turns: Vec<_> = ids.into_iter().map(|id| scope.spawn(move || self.bezorg(id))).collect();
            let ended = |why| AppError::Intern(format!("a turn ended unexpectedly: {why:?}"));
            turns.into_iter().map(|turn| turn.join().map_err(ended)?).sum()
        })
    }

    /// Fills the outbox; who has a message that is due.
    fn begin(&self) -> Result<Vec<Uuid>, AppError> {
        while vul(&self.app)? > 0 {}
        te_bezorgen(&self.app)
    }

    /// Gives one receiver its turn beside those of others, unless it has one or there are too many.
    fn start(&self, id: Uuid) {
        let mut bezig = self.bezig.lock().unwrap_or_else(PoisonError::into_inner);
        if bezig.len() >= TEGELIJK || !bezig.insert(id) {
            return;
        }
        let turn = self.clone();
        spawn_blocking(move || {
            let _beurt = Beurt { bezig: &turn.bezig, id };
            if let Err(why) = turn.bezorg(id) {
                tracing::warn!(abonnement = %id, oorzaak = %why, "webhooks could not be sent");
            }
        });
    }

    /// Sends what is due to one receiver, one message after another until one fails; how many attempts.
    fn bezorg(&self, id: Uuid) -> Result<usize, AppError> {
        let mut count = 0;
        while let Some(mut levering) = neem(&self.app, id)? {
            let uitkomst = match self.handdruk(&mut levering)? {
                Some(refused) => refused,
                None => self.send(&levering),
            };
            // Who does not answer is not tried again and again while others wait for a turn.
            let failed = matches!(uitkomst, Uitkomst::Mislukt(..));
            if let Uitkomst::Mislukt(why, _) = &uitkomst {
                tracing::info!(abonnement = %id, oorzaak = %why, "message not delivered");
            }
            rond_af(&self.app, levering, uitkomst)?;
            count += 1;
            if failed || *self.app.wachtrij.sluiting().borrow() {
                break;
            }
        }
        Ok(count)
    }

    /// Asks a receiver that did not say so yet whether it wants messages (CloudEvents web hooks); what it said when it does not.
    fn handdruk(&self, levering: &mut Levering) -> Result<Option<Uitkomst>, AppError> {
        let Some(oorsprong) = &self.app.wachtrij.webhooks_handdruk else { return Ok(None) };
        if levering.abonnement.noun.toegestaan_op.is_some() {
            return Ok(None);
        }
        let url = &levering.abonnement.noun.url;
        let refused = match self.agent.options(url).header("webhook-request-origin", oorsprong).call() {
            Err(why) => Uitkomst::Mislukt(explain(&why), None),
            Ok(answer) if answer.status().as_u16() == 410 => Uitkomst::Voorbij,
            Ok(answer) => {
                let allowed = answer.headers().get("webhook-allowed-origin").and_then(|value| value.to_str().ok());
                let ours = |allowed: &str| allowed == "*" || allowed.eq_ignore_ascii_case(oorsprong);
                if answer.status().is_success() && allowed.is_some_and(ours) {
                    sta_toe(&self.app, levering)?;
                    return Ok(None);
                }
                let why = format!(
                    "De ontvanger antwoordde {} op OPTIONS zonder 'WebHook-Allowed-Origin: {oorsprong}'; hij krijgt niets.",
                    answer.status().as_u16()
                );
                Uitkomst::Mislukt(why, None)
            }
        };
        Ok(Some(refused))
    }

    fn send(&self, levering: &Levering) -> Uitkomst {
        let Levering { abonnement, bezorging, geheimen, .. } = levering;
        if geheimen.is_empty() {
            return Uitkomst::Mislukt("Het geheim is hier niet te openen; de beheerder ziet waarom.".to_owned(), None);
        }
        let body = &bezorging.gebeurtenis;
        let event: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
        let id = event.get("id").and_then(serde_json::Value::as_str).unwrap_or_default();
        let now = self.app.clock.now();
        let mut call = self
            .agent
            .post(&abonnement.noun.url)
            .header("content-type", "application/cloudevents+json; charset=utf-8")
            .header("webhook-id", id)
            .header("webhook-timestamp", now.timestamp().to_string())
            .header("webhook-signature", signature(geheimen, id, now, body));
        if let Some(spoor) = &bezorging.spoor {
            // A span of its own in the trace of the request that changed something.
            let span: String = Uuid::new_v4().simple().to_string().chars().take(16).collect();
            call = call.header("traceparent", format!("00-{spoor}-{span}-01"));
        }
        match call.send(body) {
            Err(why) => Uitkomst::Mislukt(explain(&why), None),
            Ok(answer) => match answer.status().as_u16() {
                200..=299 => Uitkomst::Bezorgd,
                410 => Uitkomst::Voorbij,
                status => {
                    let wait = answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
                    Uitkomst::Mislukt(format!("De ontvanger antwoordde {status}."), wait)
                }
            },
        }
    }
}

/// The turn of one receiver; it ends when this goes, whatever happened.
struct Beurt<'a> {
    bezig: &'a Mutex<BTreeSet<Uuid>>,
    id: Uuid,
}

impl Drop for Beurt<'_> {
    fn drop(&mut self) {
        self.bezig.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

fn explain(why: &ureq::Error) -> String {
    match why {
        ureq::Error::HostNotFound => "Dit adres bestaat niet, of ligt in een eigen netwerk.".to_owned(),
        ureq::Error::Timeout(_) => format!("De ontvanger antwoordde niet binnen {} seconden.", GEDULD.as_secs()),
        _ => "De ontvanger is niet te bereiken.".to_owned(),
    }
}

/// The signatures of Standard Webhooks, one per secret.
pub fn signature(geheimen: &[String], id: &str, now: chrono::DateTime<chrono::Utc>, body: &str) -> String {
    let text = format!("{id}.{}.{body}", now.timestamp());
    let sign = |geheim: &String| {
        let key = STANDARD.decode(geheim.trim_start_matches("whsec_")).unwrap_or_default();
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), text.as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    };
    geheimen.iter().map(sign).collect::<Vec<_>>().join(" ")
}

/// Looks names up and gives public addresses only.
#[derive(Debug)]
struct Opzoeker {
    /// Is this machine itself allowed as well? For development and tests.
    lokaal: bool,
}

impl Opzoeker {
    fn mag(&self, adres: IpAddr) -> bool {
        is_openbaar(adres) || (self.lokaal && adres.is_loopback())
    }
}

impl Resolver for Opzoeker {
    fn resolve(&self, uri: &Uri, _: &ureq::config::Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let known = uri.scheme().zip(uri.authority());
        let host = known.and_then(|(scheme, authority)| DefaultResolver::host_and_port(scheme, authority));
        let found = host.ok_or(ureq::Error::HostNotFound)?.to_socket_addrs().map_err(|_| ureq::Error::HostNotFound)?;
        let mut open = self.empty();
        let mut closed = false;
        for adres in found.take(16) {
            closed |= !self.mag(adres.ip());
            open.push(adres);
        }
        // A name that also leads inside is not trusted at all.
        if closed || open.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(open) }
    }
}
