//! Delivers messages to other systems: signed, to public addresses only, and never further than the address itself.
//!
//! The name is looked up once per attempt; what comes out is judged, and the connection goes to that very address.
//! No redirect is followed and no proxy is used, so nothing can lead elsewhere.

use std::net::{IpAddr, ToSocketAddrs};
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

use crate::app::App;
use crate::app::abonnement::{Levering, Uitkomst, neem, rond_af, vul};
use crate::app::error::AppError;
use crate::auth::jwks::tls;
use crate::domain::abonnement::{Abonnement, is_openbaar};

/// Time between looks at the feed when nothing wakes us.
const RUST: Duration = Duration::from_secs(5);
/// Longest wait for a receiver.
const GEDULD: Duration = Duration::from_secs(10);

/// Sends messages.
#[derive(Clone)]
pub struct Bezorger {
    app: App,
    agent: Agent,
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
        Bezorger { app: app.clone(), agent: Agent::with_parts(config, DefaultConnector::default(), opzoeker) }
    }

    /// Until the service closes.
    pub async fn run(self) {
        let mut sluiting = self.app.wachtrij.sluiting();
        while !*sluiting.borrow_and_update() {
            let turn = self.clone();
            match spawn_blocking(move || turn.ronde()).await {
                Ok(Ok(_)) => {}
                Ok(Err(why)) => tracing::warn!(oorzaak = %why, "webhooks could not be sent"),
                Err(why) => tracing::error!(oorzaak = %why, "sending webhooks ended unexpectedly"),
            }
            tokio::select! {
                _ = sluiting.changed() => {}
                () = sleep(RUST) => {}
            }
        }
    }

    /// Fills the outbox and sends what is due; how many attempts. Blocks.
    pub fn ronde(&self) -> Result<usize, AppError> {
        while vul(&self.app)? > 0 {}
        let mut count = 0;
        while let Some(levering) = neem(&self.app)? {
            let uitkomst = self.send(&levering);
            if let Uitkomst::Mislukt(why, _) = &uitkomst {
                tracing::info!(abonnement = %levering.abonnement.id, oorzaak = %why, "message not delivered");
            }
            rond_af(&self.app, levering, uitkomst)?;
            count += 1;
            if *self.app.wachtrij.sluiting().borrow() {
                break;
            }
        }
        Ok(count)
    }

    fn send(&self, levering: &Levering) -> Uitkomst {
        let Levering { abonnement, bezorging, .. } = levering;
        let body = &bezorging.gebeurtenis;
        let event: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
        let id = event.get("id").and_then(serde_json::Value::as_str).unwrap_or_default();
        let now = self.app.clock.now();
        let signature = signature(&abonnement.noun, id, now, body);
        let call = self
            .agent
            .post(&abonnement.noun.url)
            .header("content-type", "application/cloudevents+json; charset=utf-8")
            .header("webhook-id", id)
            .header("webhook-timestamp", now.timestamp().to_string())
            .header("webhook-signature", signature);
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

fn explain(why: &ureq::Error) -> String {
    match why {
        ureq::Error::HostNotFound => "Dit adres bestaat niet, of ligt in een eigen netwerk.".to_owned(),
        ureq::Error::Timeout(_) => format!("De ontvanger antwoordde niet binnen {} seconden.", GEDULD.as_secs()),
        _ => "De ontvanger is niet te bereiken.".to_owned(),
    }
}

/// The signatures of Standard Webhooks: of the present secret, and of the one before while that still holds.
pub fn signature(abonnement: &Abonnement, id: &str, now: chrono::DateTime<chrono::Utc>, body: &str) -> String {
    let text = format!("{id}.{}.{body}", now.timestamp());
    let old = abonnement.vorig_geheim.as_ref().filter(|(_, until)| *until > now).map(|(geheim, _)| geheim);
    let sign = |geheim: &String| {
        let key = STANDARD.decode(geheim.trim_start_matches("whsec_")).unwrap_or_default();
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), text.as_bytes());
        format!("v1,{}", STANDARD.encode(tag))
    };
    std::iter::once(&abonnement.geheim).chain(old).map(sign).collect::<Vec<_>>().join(" ")
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
