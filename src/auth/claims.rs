//! What a token says about its holder, read strictly: from claims to an [`Actor`].
//!
//! | claim | meaning |
//! |---|---|
//! | `sub` | id of the holder at the issuer; never a name, never beginning with `systeem:` |
//! | `rol` | one word of [`Rol`] |
//! | `regios` | list of regiocodes; only a beheerder may leave it out |
//! | `bestuursnummer` | the board: always for `schoolbestuur`, optional for `hr-systeem`, for no other role |
//! | `vestigingscode` | narrows `schoolbestuur` to one school; for no other role |
//! | `regiodocent` | who in the pool the holder is (UUID): always for `regiodocent`, for no other role |
//! | `mens` | `true` when the issuer saw a person log in; left out or `false` = a machine |
//!
//! A token is a machine's unless it says otherwise, and whatever it says when it was given to a client itself
//! (`gty` is `client-credentials`, `sub` equals `client_id` or `azp`) or to an hr-systeem: a plan is adopted by people.

use serde_json::{Map, Value};

use super::actor::{Actor, Rol};
use super::token::TokenFout;
use crate::domain::regio::is_regiocode;

/// The claims of a token.
pub(super) type Claims = Map<String, Value>;

/// Most regions in one token; there are 35.
const MAX_REGIOS: usize = 50;

/// The holder, or the first claim that is missing or malformed.
pub(super) fn read_actor(claims: &Claims) -> Result<Actor, TokenFout> {
    let id = text(claims, "sub")?;
    if id.starts_with("systeem:") {
        return Err(TokenFout::Claim("sub"));
    }
    let rol: Rol = text(claims, "rol")?.parse().map_err(|_| TokenFout::Claim("rol"))?;
    let bestuursnummer = optional(claims, "bestuursnummer")?;
    let may_name_board = matches!(rol, Rol::Schoolbestuur | Rol::HrSysteem);
    if bestuursnummer.is_some() != may_name_board && !(rol == Rol::HrSysteem && bestuursnummer.is_none()) {
        return Err(TokenFout::Claim("bestuursnummer"));
    }
    let vestigingscode = optional(claims, "vestigingscode")?;
    if vestigingscode.is_some() && rol != Rol::Schoolbestuur {
        return Err(TokenFout::Claim("vestigingscode"));
    }
    let regiodocent = optional(claims, "regiodocent")?;
    if regiodocent.is_some() != (rol == Rol::Regiodocent) {
        return Err(TokenFout::Claim("regiodocent"));
    }
    Ok(Actor {
        id: id.to_owned(),
        regios: regios(claims, rol)?,
        machine: rol == Rol::HrSysteem || is_machine(claims, id)?,
        rol,
        bestuursnummer,
        vestigingscode,
        regiodocent,
    })
}

/// A claim that must be there: a text of 1 to 255 characters, none of them control characters.
pub(super) fn text<'c>(claims: &'c Claims, name: &'static str) -> Result<&'c str, TokenFout> {
    let text = claims.get(name).and_then(Value::as_str).ok_or(TokenFout::Claim(name))?;
    let fits = !text.trim().is_empty() && text.chars().count() <= 255 && !text.chars().any(char::is_control);
    if fits { Ok(text) } else { Err(TokenFout::Claim(name)) }
}

/// A claim that may be absent, but not malformed or null.
fn optional<T: std::str::FromStr>(claims: &Claims, name: &'static str) -> Result<Option<T>, TokenFout> {
    if !claims.contains_key(name) {
        return Ok(None);
    }
    text(claims, name)?.parse().map(Some).map_err(|_| TokenFout::Claim(name))
}

fn regios(claims: &Claims, rol: Rol) -> Result<Vec<String>, TokenFout> {
    const FOUT: TokenFout = TokenFout::Claim("regios");
    let items = match claims.get("regios") {
        Some(Value::Array(items)) if items.len() <= MAX_REGIOS => items.as_slice(),
        None => &[],
        Some(_) => return Err(FOUT),
    };
    let mut codes: Vec<String> = Vec::new();
    for item in items {
        let code = item.as_str().filter(|code| is_regiocode(code)).ok_or(FOUT)?;
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    if codes.is_empty() && rol != Rol::Beheerder { Err(FOUT) } else { Ok(codes) }
}

fn is_machine(claims: &Claims, sub: &str) -> Result<bool, TokenFout> {
    let mens = match claims.get("mens") {
        None => false,
        Some(Value::Bool(mens)) => *mens,
        Some(_) => return Err(TokenFout::Claim("mens")),
    };
    let word = |name| claims.get(name).and_then(Value::as_str);
    let client = matches!(word("gty"), Some("client-credentials" | "client_credentials"))
        || word("client_id") == Some(sub)
        || word("azp") == Some(sub);
    Ok(!mens || client)
}
