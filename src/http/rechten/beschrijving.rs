//! The rights in words: per operation in the API description, and the whole matrix as docs/RECHTEN.md.

use serde_json::json;
use utoipa::openapi::OpenApi;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::path::Operation;

use super::super::openapi::each_operation;
use super::{OPERATIES, actie_of};
use crate::auth::actor::Rol;
use crate::auth::policy::{Actie, RECHTEN, Reikwijdte};

/// How far a right reaches, in Dutch.
fn woorden(reikwijdte: Reikwijdte) -> &'static str {
    match reikwijdte {
        Reikwijdte::Landelijk => "alle regio's",
        Reikwijdte::EigenRegio => "eigen regio",
        Reikwijdte::EigenBestuur => "eigen bestuur",
        Reikwijdte::EigenSchool => "eigen bestuur of school",
        Reikwijdte::Koppeling => "eigen bestuur of regio",
        Reikwijdte::Zelf => "zichzelf",
        Reikwijdte::Totalen => "alleen opgeteld",
    }
}

fn rollen_of(actie: Actie) -> &'static [(Rol, Reikwijdte)] {
    RECHTEN.iter().find(|(known, _)| *known == actie).map_or(&[], |(_, rollen)| rollen)
}

/// Writes at every operation who may call it: `x-recht` and a sentence.
pub fn describe(api: &mut OpenApi) {
    each_operation(api, |_, _, operation| describe_one(operation));
}

fn describe_one(operation: &mut Operation) {
    // What has no line stops the server when it starts, which says what to do.
    let Ok(Some(actie)) = actie_of(operation.operation_id.as_deref().unwrap_or_default()) else { return };
    let rollen = rollen_of(actie);
    let names: Vec<&str> = rollen.iter().map(|(rol, _)| rol.as_str()).collect();
    let who: Vec<String> = rollen.iter().map(|(rol, reach)| format!("{rol} ({})", woorden(*reach))).collect();
    let sentence = format!("Wie mag dit: {}.", who.join(", "));
    let text = operation.description.get_or_insert_default();
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(&sentence);
    // One extension: the library would write several in another order every time.
    let recht = json!({ "actie": actie, "rollen": names });
    let extensions = ExtensionsBuilder::new().add("x-recht", recht).build();
    operation.extensions.get_or_insert_default().merge(extensions);
}

/// The whole matrix, the text of docs/RECHTEN.md.
pub fn matrix() -> String {
    let mut text = String::from(INLEIDING);
    let rollen = Rol::ALLE;
    let heads: Vec<&str> = rollen.iter().map(|rol| rol.as_str()).collect();
    text.push_str(&format!("| recht | {} |\n|---|{}\n", heads.join(" | "), "---|".repeat(rollen.len())));
    for (actie, _) in RECHTEN.iter().filter(|(_, rollen)| !rollen.is_empty()) {
        let cell = |rol: &Rol| {
            let found = rollen_of(*actie).iter().find(|(known, _)| known == rol);
            found.map_or("", |(_, reach)| woorden(*reach))
        };
        let cells: Vec<&str> = rollen.iter().map(cell).collect();
        text.push_str(&format!("| `{actie}` | {} |\n", cells.join(" | ")));
    }
    text.push_str(OPERATIES_KOP);
    for (id, actie) in OPERATIES {
        let actie = actie.map_or("geen token nodig".to_owned(), |actie| format!("`{actie}`"));
        text.push_str(&format!("| `{id}` | {actie} |\n"));
    }
    text
}

const INLEIDING: &str = "\
# Rechten

Wie mag wat: per recht en rol hoe ver het reikt. Leeg is: niets. Dit bestand komt uit de code (`just rechten`); de tabel
zelf staat in `src/auth/policy.rs`, en een test loopt haar helemaal af over HTTP.

Een school, bestuur of regiodocent buiten het bereik geeft hetzelfde antwoord als een die niet bestaat (404); een rol
zonder het recht krijgt 403. Een token dat tot één school (`vestigingscode`) of, bij een hr-systeem, tot één bestuur is
beperkt, krijgt 403 waar het recht verder reikt dan dat. Een token zonder mens erachter (client credentials) stelt nooit
iets vast.

";

const OPERATIES_KOP: &str = "
## Welk recht elke operatie vraagt

| operatie | recht |
|---|---|
";
