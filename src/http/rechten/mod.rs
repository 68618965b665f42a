//! Which right each operation needs: the bridge from the routes to the table of rights in `auth::policy`.
//!
//! [`super::caller::Caller`] asks it before anything of a request is read; the API description and docs/RECHTEN.md print it.

mod beschrijving;
mod tabel;

use std::collections::HashMap;

use actix_web::HttpRequest;
use actix_web::http::Method;
use serde_json::Value;

pub use beschrijving::{describe, matrix};
pub use tabel::OPERATIES;

use super::error::ApiError;
use crate::app::error::AppError;
use crate::auth::actor::Actor;
use crate::auth::policy::{Actie, Geweigerd, reikwijdte};

/// The right of each operation, by method and path.
pub struct Rechten(HashMap<String, Actie>);

impl Rechten {
    /// Looks up every operation of the API description; one without a line in [`OPERATIES`] stops the server.
    pub fn compile(openapi: &Value) -> Result<Self, String> {
        let paths = openapi.get("paths").and_then(Value::as_object).ok_or("no paths")?;
        let mut found = HashMap::new();
        for (path, methods) in paths {
            for (method, operation) in methods.as_object().into_iter().flatten() {
                let id = operation.get("operationId").and_then(Value::as_str).ok_or("no operationId")?;
                if let Some(actie) = actie_of(id).map_err(|why| format!("{} {path}: {why}", method.to_uppercase()))? {
                    found.insert(format!("{} {path}", method.to_uppercase()), actie);
                }
            }
        }
        Ok(Rechten(found))
    }

    /// Refuses a role that has no part of the right this request needs, whatever else is wrong with the request.
    pub fn require_rol(&self, req: &HttpRequest, actor: &Actor) -> Result<(), ApiError> {
        let method = if req.method() == Method::HEAD { &Method::GET } else { req.method() };
        let path = req.match_pattern().ok_or(ApiError::Intern)?;
        let actie = *self.0.get(&format!("{method} {path}")).ok_or(ApiError::Intern)?;
        match reikwijdte(actor.rol, actie) {
            Some(_) => Ok(()),
            None => Err(AppError::from(Geweigerd::GeenRecht { rol: actor.rol, actie }).into()),
        }
    }
}

/// The right an operation needs; `None`: it needs no token.
pub fn actie_of(operation_id: &str) -> Result<Option<Actie>, String> {
    let line = OPERATIES.iter().find(|(id, _)| *id == operation_id);
    let missing = || {
        format!(
            "operation '{operation_id}' has no right yet: add a line (\"{operation_id}\", Some(Actie::…)) to \
             src/http/rechten/tabel.rs, then write docs/RECHTEN.md again (`just rechten`)"
        )
    };
    line.map(|(_, actie)| *actie).ok_or_else(missing)
}
