//! What every operation may answer besides what it says itself: each error under its own status, written once.
//!
//! Which errors can happen follows from the operation, so that a new one is complete without a word in its handler.

use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{Components, ObjectBuilder, Type};
use utoipa::openapi::{OpenApi, Ref, RefOr, Required};

use super::super::error::ApiError;
use super::koppelingen::is_list;
use super::{Methode, each_operation};
use crate::app::error::AppError;
use crate::auth::actor::Rol;
use crate::auth::policy::{Actie, Geweigerd};
use crate::domain::invoer::Invoerfout;
use crate::domain::levensloop::GeenOvergang;

/// One kind of error: its name under `components/responses`, when it happens, and one that happened.
struct Fout {
    naam: &'static str,
    wanneer: &'static str,
    voorbeeld: ApiError,
    /// Does the answer to this operation come to it?
    kan: fn(&Trekken) -> bool,
}

/// What of an operation decides which errors can happen.
struct Trekken {
    token: bool,
    query: bool,
    body: bool,
    if_match: bool,
    /// Without it the answer is a refusal.
    if_match_moet: bool,
    leest: bool,
    post: bool,
    gereed: bool,
    soorten: bool,
    stroom: bool,
}

/// Reads that need something that may not be there yet: a plan, or data that can be calculated with.
const LEEST_WAT_ER_NOG_NIET_IS: &[&str] = &[
    "find_boekgevolgen",
    "find_resultaat",
    "get_doorbelasting",
    "get_drieprocent",
    "get_monitor",
    "get_zevenprocent",
    "list_bevindingen",
    "list_ingrepen",
    "list_kandidaten",
    "list_toelichtingen",
];

#[rustfmt::skip]
fn fouten() -> Vec<Fout> {
    let fout = |naam, wanneer, voorbeeld: ApiError, kan| Fout { naam, wanneer, voorbeeld, kan };
    let getal = Invoerfout::new("/fte", "verkeerd-type", "hier hoort een getal te staan", "Pas de waarde aan.");
    let stap = GeenOvergang { wat: "vacature", status: "ingetrokken".into(), stap: "openstellen".into(), mogelijk: Vec::new() };
    let recht = Geweigerd::GeenRecht { rol: Rol::Schoolbestuur, actie: Actie::MatchrondeStarten };
    vec![
        fout("OngeldigeInvoer", "Het verzoek klopt niet. Alle fouten staan erin, elk met haar plaats en wat eraan te doen is.",
            getal.into(), |op| op.token || op.query),
        fout("NietAangemeld", "Er is geen token, of het is niet (meer) geldig.", ApiError::TokenOntbreekt, |op| op.token),
        fout("GeenRecht", "Dit token heeft dit recht niet.", AppError::from(recht).into(), |op| op.token),
        fout("NietGevonden", "Het bestaat niet, of dit token mag niet weten dat het bestaat.",
            AppError::NietGevonden("vacature").into(), |op| op.token),
        fout(
            "NietAanvaardbaar",
            "De kop `Accept` laat geen enkel antwoord toe dat hier kan komen.",
            ApiError::NietAanvaardbaar("application/json".into()),
            |op| op.soorten,
        ),
        fout("KanNuNiet", "Dit kan niet in de stand van dit moment; `repair` en `mogelijk` zeggen wat wel kan.",
            AppError::from(stap).into(), |op| op.token && !op.leest),
        fout("Opgeruimd", "De cursor is ouder dan wat er van de stroom wordt bewaard; `repair` zegt hoe u opnieuw begint.",
            AppError::Opgeruimd.into(), |op| op.stroom),
        fout("Verouderd", "Iemand anders heeft dit gewijzigd nadat u het las.", AppError::Verouderd.into(), |op| op.if_match),
        fout("BodyTeGroot", "De body is groter dan mag.", ApiError::TeGroot(1_048_576), |op| op.body),
        fout("VerkeerdMediatype", "De body is er in een vorm die hier niet kan.", ApiError::Mediatype, |op| op.body),
        fout("SleutelHergebruikt", "De `Idempotency-Key` hoort bij een ander verzoek.", ApiError::SleutelHergebruikt, |op| op.post),
        fout("VoorwaardeOntbreekt", "De kop `If-Match` ontbreekt.", ApiError::VoorwaardeOntbreekt,
            |op| op.if_match_moet),
        fout("TeVeelVerzoeken", "Dit token stuurt meer verzoeken dan is afgesproken.", ApiError::TeVaak(12), |op| op.token),
        fout("InterneFout", "Er ging iets mis bij ons; er is niets gewijzigd.", ApiError::Intern, |op| op.token),
        fout("NietGereed", "De service kan nu niet werken; probeer het zo opnieuw.",
            ApiError::NietGereed("de database antwoordt niet".into()), |op| op.token || op.gereed),
    ]
}

/// Replaces `default` by every status that can happen, and puts the headers on what goes well.
pub fn list_responses(api: &mut OpenApi) {
    let fouten = fouten();
    describe(api.components.get_or_insert_default(), &fouten);
    each_operation(api, |_, methode, operation| {
        let trekken = trekken(methode, operation);
        let answers = &mut operation.responses.responses;
        answers.remove("default");
        for fout in fouten.iter().filter(|fout| (fout.kan)(&trekken)) {
            let reference = || RefOr::Ref(Ref::from_response_name(fout.naam));
            answers.entry(status(&fout.voorbeeld)).or_insert_with(reference);
        }
        for (status, answer) in answers.iter_mut() {
            if let RefOr::T(answer) = answer {
                add_headers(answer, status, methode);
            }
        }
    });
}

fn status(fout: &ApiError) -> String {
    fout.probleem().status.to_string()
}

fn trekken(methode: Methode, operation: &Operation) -> Trekken {
    let known = || {
        operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
            RefOr::T(known) => Some(known),
            RefOr::Ref(_) => None,
        })
    };
    let header = |name: &str| known().any(|one| one.parameter_in == ParameterIn::Header && one.name == name);
    let id = operation.operation_id.as_deref().unwrap_or_default();
    Trekken {
        token: !super::is_public(operation),
        query: known().any(|one| one.parameter_in == ParameterIn::Query),
        body: operation.request_body.is_some(),
        if_match: header("If-Match"),
        if_match_moet: known().any(|one| one.name == "If-Match" && one.required == Required::True),
        leest: methode == Methode::Get && !LEEST_WAT_ER_NOG_NIET_IS.contains(&id),
        post: header("Idempotency-Key"),
        gereed: operation.responses.responses.contains_key("default"),
        stroom: id == "list_wijzigingen",
        soorten: operation
            .responses
            .responses
            .values()
            .any(|answer| matches!(answer, RefOr::T(one) if !one.content.is_empty())),
    }
}

fn describe(components: &mut Components, fouten: &[Fout]) {
    for (name, text, example) in [
        (API_VERSIE, "Versie van de API.", "1.2.3"),
        ("ETag", "De versie van wat u leest; stuur haar bij een wijziging mee als `If-Match`.", "\"1\""),
        ("Location", "Waar het nieuwe te lezen is.", "/v1/vacatures/01890000-0000-7000-8000-000000000000"),
        (
            "Link",
            "De volgende bladzijde, als die er is: `<…>; rel=\"next\"`.",
            "</v1/scholen?cursor=3031>; rel=\"next\"",
        ),
        ("Retry-After", "Hoeveel seconden u wacht.", "12"),
        ("WWW-Authenticate", "Wat er aan het token mankeert.", "Bearer"),
    ] {
        let header = HeaderBuilder::new().description(Some(text)).example(Some(example.into()));
        let schema = ObjectBuilder::new().schema_type(Type::String);
        components.headers.insert(name.to_owned(), RefOr::T(header.schema(Some(schema)).build()));
    }
    for fout in fouten {
        let body = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("Probleem")))
            .example(serde_json::to_value(fout.voorbeeld.probleem()).ok())
            .build();
        let mut answer = ResponseBuilder::new().description(fout.wanneer).content(PROBLEEM, body).build();
        let extra = match fout.naam {
            "TeVeelVerzoeken" => Some("Retry-After"),
            "NietAangemeld" => Some("WWW-Authenticate"),
            _ => None,
        };
        for name in [API_VERSIE].into_iter().chain(extra) {
            answer.headers.insert(name.to_owned(), header(name));
        }
        components.responses.insert(fout.naam.to_owned(), RefOr::T(answer));
    }
}

const API_VERSIE: &str = "API-Version";
const PROBLEEM: &str = "application/problem+json";

fn header(name: &str) -> RefOr<utoipa::openapi::header::Header> {
    RefOr::Ref(Ref::new(format!("#/components/headers/{name}")))
}

fn add_headers(answer: &mut Response, status: &str, methode: Methode) {
    answer.headers.insert(API_VERSIE.to_owned(), header(API_VERSIE));
    let name = match (status, methode) {
        ("201", _) => "Location",
        ("200", _) if is_list(answer) => "Link",
        ("200", Methode::Put) => "ETag",
        _ => return,
    };
    answer.headers.insert(name.to_owned(), header(name));
}
