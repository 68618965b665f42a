//! Makes tokens for development (`rato token`), signed with the local key. Not an identity provider.

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, Header, encode};
use serde_json::json;
use uuid::Uuid;

use super::actor::Rol;
use super::claims::{Claims, read_actor};
use super::dev_key::{Ontwikkelsleutel, random_hex};
use super::keys::Sleutelfout;
use crate::config::Auth;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};

/// What a development token should say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokenaanvraag {
    /// Id of the holder (`sub`).
    pub id: String,
    /// Role.
    pub rol: Rol,
    /// Regiocodes.
    pub regios: Vec<String>,
    /// Board, for a schoolbestuur or hr-systeem.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// School, for a schoolleider.
    pub vestigingscode: Option<Vestigingscode>,
    /// Who in the pool the holder is, for a regiodocent.
    pub regiodocent: Option<Uuid>,
    /// For a program instead of a person.
    pub machine: bool,
    /// How long it is valid, seconds; `None` = as long as the settings allow.
    pub levensduur_seconden: Option<i64>,
}

/// A token that this service will accept from `now` on, or why it cannot be made.
pub fn issue(
    key: &Ontwikkelsleutel,
    auth: &Auth,
    aanvraag: &Tokenaanvraag,
    now: DateTime<Utc>,
) -> Result<String, Sleutelfout> {
    if !auth.is_ontwikkeling() {
        return Err(Sleutelfout::GeenOntwikkeling);
    }
    let max = auth.max_levensduur_seconden;
    let life = aanvraag.levensduur_seconden.unwrap_or(max);
    if !(1..=max).contains(&life) {
        return Err(Sleutelfout::Gegevens(format!("de levensduur is 1 tot en met {max} seconden")));
    }
    let claims = claims(auth, aanvraag, now.timestamp(), life)?;
    read_actor(&claims).map_err(|why| Sleutelfout::Gegevens(herstel(why, aanvraag.rol)))?;
    let mut header = Header::new(Algorithm::ES256);
    header.typ = Some("at+jwt".into());
    header.kid = Some(key.kid().to_owned());
    encode(&header, &claims, &key.signing()).map_err(|_| Sleutelfout::Ondertekenen)
}

fn claims(auth: &Auth, aanvraag: &Tokenaanvraag, iat: i64, life: i64) -> Result<Claims, Sleutelfout> {
    let mut claims = Claims::new();
    let mut put = |name: &str, value: serde_json::Value| drop(claims.insert(name.to_owned(), value));
    put("iss", json!(auth.issuer));
    put("aud", json!(auth.audience));
    put("sub", json!(aanvraag.id));
    put("iat", json!(iat));
    put("exp", json!(iat.saturating_add(life)));
    put("jti", json!(random_hex()?));
    put("client_id", json!("rato-token"));
    put("rol", json!(aanvraag.rol));
    put("regios", json!(aanvraag.regios));
    put("mens", json!(!aanvraag.machine));
    if let Some(nummer) = &aanvraag.bestuursnummer {
        put("bestuursnummer", json!(nummer));
    }
    if let Some(code) = &aanvraag.vestigingscode {
        put("vestigingscode", json!(code));
    }
    if let Some(id) = &aanvraag.regiodocent {
        put("regiodocent", json!(id));
    }
    Ok(claims)
}

/// What to change about the request.
fn herstel(why: super::token::TokenFout, rol: Rol) -> String {
    use super::token::TokenFout::Claim;
    match why {
        Claim("sub") => "geef een id van 1 tot 255 tekens dat niet met 'systeem:' begint".into(),
        Claim("regios") => format!("geef voor de rol '{rol}' minstens één regiocode, zoals 'amsterdam'"),
        Claim("bestuursnummer") if rol == Rol::Schoolbestuur => "geef het bestuursnummer van het schoolbestuur".into(),
        Claim("bestuursnummer") => format!("de rol '{rol}' heeft geen bestuursnummer"),
        Claim("vestigingscode") => format!("de rol '{rol}' heeft geen vestigingscode"),
        Claim("regiodocent") if rol == Rol::Regiodocent => "geef het id van de regiodocent".into(),
        Claim("regiodocent") => format!("de rol '{rol}' is geen regiodocent"),
        other => other.to_string(),
    }
}
