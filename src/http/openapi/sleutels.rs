//! Keys that many operations take and no handler reads: middleware and `Caller` do.

use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{OpenApi, RefOr};

use super::{Methode, each_operation, is_public};

/// Whose token is for several regios names one on every call; every POST may carry a key of its own.
pub fn add_keys(api: &mut OpenApi) {
    let (regio, sleutel) = (regio(), sleutel());
    each_operation(api, |_, methode, operation| {
        if is_public(operation) {
            return;
        }
        let parameters = operation.parameters.get_or_insert_default();
        let is_regio =
            |parameter: &&mut RefOr<Parameter>| matches!(parameter, RefOr::T(known) if known.name == "regio");
        match parameters.iter_mut().find(is_regio) {
            Some(named) => *named = regio.clone().into(),
            None => parameters.push(regio.clone().into()),
        }
        if methode == Methode::Post {
            parameters.push(sleutel.clone().into());
        }
    });
}

fn regio() -> Parameter {
    ParameterBuilder::new()
        .name("regio")
        .parameter_in(ParameterIn::Query)
        .description(Some("Code van de regio, als het token voor meer regio's geldt."))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[a-z][a-z0-9-]{1,39}$"))))
        .build()
}

fn sleutel() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .description(Some(
            "Een zelfgekozen sleutel, liefst een UUID. Hetzelfde verzoek met dezelfde sleutel wordt één keer gedaan; de \
             tweede keer komt het eerste antwoord terug.",
        ))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[!-~]([ -~]{0,253}[!-~])?$"))))
        .build()
}
