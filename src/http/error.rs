//! The only place with HTTP status: every failure becomes problem details (RFC 9457), in Dutch, with a repair.

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::error::AppError;
use crate::auth::policy::Geweigerd;
use crate::domain::invoer::Invoerfout;

/// Why a request got no answer.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// A use case said no.
    #[error(transparent)]
    App(#[from] AppError),
    /// No bearer token.
    #[error("no token")]
    TokenOntbreekt,
    /// A token that is not accepted; why stands in the log only.
    #[error("invalid token")]
    TokenOngeldig,
    /// A change without If-Match.
    #[error("no If-Match")]
    VoorwaardeOntbreekt,
    /// No such path.
    #[error("no such path")]
    OnbekendPad,
    /// The path exists, the method does not; holds what does.
    #[error("method not allowed")]
    Methode(&'static str),
    /// The body is not of a kind this path takes, by its Content-Type.
    #[error("unsupported media type")]
    Mediatype,
    /// The caller accepts none of these media types.
    #[error("not acceptable")]
    NietAanvaardbaar(String),
    /// The body is larger than allowed, in bytes.
    #[error("body too large")]
    TeGroot(usize),
    /// More requests than a caller may send; holds the seconds until the next window.
    #[error("too many requests")]
    TeVaak(i64),
    /// The request with this Idempotency-Key is being done.
    #[error("idempotency key in flight")]
    SleutelBezig,
    /// This Idempotency-Key stands for another request.
    #[error("idempotency key reused")]
    SleutelHergebruikt,
    /// This process cannot work now; holds what is wrong, in Dutch.
    #[error("not ready: {0}")]
    NietGereed(String),
    /// A fault of ours; the log says more.
    #[error("internal")]
    Intern,
}

impl From<Invoerfout> for ApiError {
    fn from(fout: Invoerfout) -> Self {
        AppError::from(fout).into()
    }
}

impl From<Vec<Invoerfout>> for ApiError {
    fn from(fouten: Vec<Invoerfout>) -> Self {
        AppError::from(fouten).into()
    }
}

/// Eén fout in de invoer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Probleemfout {
    /// Plaats van de fout: een JSON-pointer in de body, of de naam van een sleutel in de query.
    #[schema(example = "/fte")]
    pub pointer: String,
    /// Vaste code van de fout.
    #[schema(example = "geen-getal")]
    pub code: String,
    /// Wat er mis is.
    #[schema(example = "hier hoort een getal te staan")]
    pub detail: String,
    /// Wat eraan te doen is.
    #[schema(example = "Geef een getal, bijvoorbeeld 0.6.")]
    pub herstel: String,
}

/// Foutmelding volgens RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
pub struct Probleem {
    /// Vaste verwijzing naar het soort fout.
    #[serde(rename = "type")]
    #[schema(example = "urn:rato:fout:invoer-ongeldig")]
    pub soort: String,
    /// Korte titel.
    #[schema(example = "De invoer klopt niet")]
    pub title: String,
    /// HTTP-status.
    #[schema(example = 400)]
    pub status: u16,
    /// Vaste code van de fout.
    #[schema(example = "invoer-ongeldig")]
    pub code: String,
    /// Wat er mis is.
    #[schema(example = "1 fout in de invoer.")]
    pub detail: String,
    /// Wat eraan te doen is.
    #[schema(example = "Herstel de genoemde fouten en stuur het opnieuw.")]
    pub repair: String,
    /// Alle fouten in de invoer, niet alleen de eerste.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<Probleemfout>,
    /// Wat in deze toestand wel kan, als een stap niet kan (409).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub mogelijk: Vec<String>,
}

struct Tekst(StatusCode, &'static str, &'static str, String, String);

fn tekst(status: StatusCode, code: &'static str, title: &'static str, detail: &str, repair: &str) -> Tekst {
    Tekst(status, code, title, detail.to_owned(), repair.to_owned())
}

impl ApiError {
    fn tekst(&self) -> Tekst {
        use StatusCode as S;
        match self {
            ApiError::App(why) => app_tekst(why),
            ApiError::TokenOntbreekt => tekst(
                S::UNAUTHORIZED,
                "token-ontbreekt",
                "Niet aangemeld",
                "Dit verzoek heeft geen token.",
                "Stuur de kop 'Authorization: Bearer …' mee.",
            ),
            ApiError::TokenOngeldig => tekst(
                S::UNAUTHORIZED,
                "token-ongeldig",
                "Niet aangemeld",
                "Dit token is niet geldig of verlopen.",
                "Vraag een nieuw token aan.",
            ),
            ApiError::VoorwaardeOntbreekt => tekst(
                S::PRECONDITION_REQUIRED,
                "if-match-ontbreekt",
                "Voorwaarde ontbreekt",
                "Een wijziging zegt met If-Match welke versie gelezen is.",
                "Lees eerst, en stuur de ETag mee als If-Match.",
            ),
            ApiError::OnbekendPad => tekst(
                S::NOT_FOUND,
                "onbekend-pad",
                "Niet gevonden",
                "Dit pad bestaat niet.",
                "Kijk in /v1/openapi.json welke paden er zijn; een pad eindigt nooit op een schuine streep.",
            ),
            ApiError::Methode(allowed) => tekst(
                S::METHOD_NOT_ALLOWED,
                "methode-niet-toegestaan",
                "Methode niet toegestaan",
                "Dit pad kent deze methode niet.",
                &format!("Gebruik {allowed}."),
            ),
            ApiError::Mediatype => tekst(
                S::UNSUPPORTED_MEDIA_TYPE,
                "mediatype-niet-ondersteund",
                "Mediatype niet ondersteund",
                "Deze soort body neemt dit pad niet aan.",
                "Kijk in /v1/openapi.json welk Content-Type hier hoort; meestal is dat application/json.",
            ),
            ApiError::NietAanvaardbaar(kinds) => tekst(
                S::NOT_ACCEPTABLE,
                "niet-aanvaardbaar",
                "Dit antwoord is er niet",
                "De kop Accept laat geen enkel antwoord toe dat dit pad kan geven.",
                &format!("Stuur 'Accept: {kinds}', of laat de kop weg."),
            ),
            ApiError::TeGroot(max) => tekst(
                S::PAYLOAD_TOO_LARGE,
                "body-te-groot",
                "De body is te groot",
                &format!("De body is groter dan {max} bytes."),
                "Stuur minder in één keer.",
            ),
            ApiError::TeVaak(seconden) => tekst(
                S::TOO_MANY_REQUESTS,
                "te-veel-verzoeken",
                "Te veel verzoeken",
                "U stuurt meer verzoeken dan is afgesproken.",
                &format!("Wacht {seconden} seconden; de kop RateLimit zegt hoeveel u nog mag."),
            ),
            ApiError::SleutelBezig => tekst(
                S::CONFLICT,
                "verzoek-loopt-nog",
                "Dit verzoek loopt nog",
                "Het verzoek met deze Idempotency-Key is nog niet afgehandeld.",
                "Stuur het zo opnieuw. Blijft dit zo, kijk dan of het gelukt is, en neem anders een nieuwe sleutel.",
            ),
            ApiError::SleutelHergebruikt => tekst(
                S::UNPROCESSABLE_ENTITY,
                "sleutel-hergebruikt",
                "Deze sleutel is al gebruikt",
                "Deze Idempotency-Key hoort bij een ander verzoek.",
                "Neem voor elk nieuw verzoek een nieuwe sleutel.",
            ),
            ApiError::NietGereed(why) => tekst(
                S::SERVICE_UNAVAILABLE,
                "niet-gereed",
                "Nu niet beschikbaar",
                &format!("De service kan nu niet werken: {why}."),
                "Probeer het over een halve minuut opnieuw.",
            ),
            ApiError::Intern => intern(),
        }
    }

    /// The body of the answer.
    pub fn probleem(&self) -> Probleem {
        let Tekst(status, code, title, detail, repair) = self.tekst();
        let mogelijk = match self {
            ApiError::App(AppError::Overgang(why)) => why.mogelijk.clone(),
            _ => Vec::new(),
        };
        Probleem {
            soort: format!("urn:rato:fout:{code}"),
            title: title.into(),
            status: status.as_u16(),
            code: code.into(),
            detail,
            repair,
            errors: self.fouten().iter().cloned().map(Probleemfout::from).collect(),
            mogelijk,
        }
    }

    fn fouten(&self) -> &[Invoerfout] {
        match self {
            ApiError::App(AppError::Invoer(fouten) | AppError::PastNiet(fouten)) => fouten,
            _ => &[],
        }
    }
}

fn intern() -> Tekst {
    tekst(
        StatusCode::INTERNAL_SERVER_ERROR,
        "interne-fout",
        "Er ging iets mis bij ons",
        "Er is niets gewijzigd.",
        "Probeer het opnieuw; blijft het fout gaan, meld het dan met de tijd erbij.",
    )
}

/// What can be sought and is *het* in Dutch.
const HET: [&str; 5] = ["abonnement", "beleid", "contract", "dossier", "schoolbestuur"];

fn app_tekst(why: &AppError) -> Tekst {
    use StatusCode as S;
    match why {
        AppError::Invoer(fouten) => {
            let aantal = match fouten.len() {
                1 => "1 fout".to_owned(),
                n => format!("{n} fouten"),
            };
            tekst(
                S::BAD_REQUEST,
                "invoer-ongeldig",
                "De invoer klopt niet",
                &format!("{aantal} in de invoer."),
                "Herstel de genoemde fouten en stuur het opnieuw.",
            )
        }
        AppError::NietGevonden(wat) => tekst(
            S::NOT_FOUND,
            "niet-gevonden",
            "Niet gevonden",
            &format!("{} {wat} is niet gevonden.", if HET.contains(wat) { "Dit" } else { "Deze" }),
            "Kijk of de verwijzing klopt.",
        ),
        AppError::Geweigerd(Geweigerd::OnbekendeRegio) => tekst(
            S::NOT_FOUND,
            "niet-gevonden",
            "Niet gevonden",
            "Deze regio is niet gevonden.",
            "Kijk of de verwijzing klopt.",
        ),
        AppError::Geweigerd(Geweigerd::RegioVereist { regios }) => tekst(
            S::BAD_REQUEST,
            "regio-vereist",
            "Welke regio?",
            "Dit token geldt voor meer regio's.",
            &format!("Geef ?regio= mee: {}.", regios.join(" of ")),
        ),
        AppError::Geweigerd(why) => tekst(
            S::FORBIDDEN,
            "geen-recht",
            "Geen recht",
            &why.to_string(),
            "Vraag iemand met dit recht, of een ander token.",
        ),
        AppError::Verouderd => tekst(
            S::PRECONDITION_FAILED,
            "verouderd",
            "Intussen gewijzigd",
            "Iemand anders heeft dit gewijzigd nadat u het las.",
            "Lees het opnieuw en breng de wijziging daarop aan.",
        ),
        AppError::Conflict { code, detail, herstel } => tekst(S::CONFLICT, code, "Dit kan nu niet", detail, herstel),
        AppError::Overgang(why) => tekst(
            S::CONFLICT,
            "overgang-niet-mogelijk",
            "Dit kan nu niet",
            &format!(
                "{} {} is '{}'; '{}' kan dan niet.",
                if HET.contains(&why.wat) { "Dit" } else { "Deze" },
                why.wat,
                why.status,
                why.stap
            ),
            &match why.mogelijk.as_slice() {
                [] => "Er valt voor u nu niets aan te doen.".to_owned(),
                steps => format!("Wat u nu wel kunt: {}.", steps.join(", ")),
            },
        ),
        AppError::Opgeruimd => tekst(
            S::GONE,
            "cursor-opgeruimd",
            "Zo ver terug gaat de stroom niet meer",
            "Wat na deze cursor kwam, is deels al opgeruimd.",
            "Begin opnieuw: vraag de stroom zonder 'na' en bewaar 'stand', lees de lijsten, en ga verder na die 'stand'.",
        ),
        AppError::PastNiet(conflicten) => tekst(
            S::CONFLICT,
            "past-niet-meer",
            "Dit past niet meer",
            &format!(
                "De gegevens zijn veranderd: {} keer past het plan niet meer. Er is niets vastgelegd.",
                conflicten.len()
            ),
            "Stel de plaatsingen vast die nog wel passen, of start een nieuwe matchronde.",
        ),
        AppError::Onbereikbaar(_) => tekst(
            S::SERVICE_UNAVAILABLE,
            "niet-gereed",
            "Nu niet beschikbaar",
            "De database is nu niet bereikbaar; er is niets gewijzigd.",
            "Probeer het over een halve minuut opnieuw.",
        ),
        AppError::Ongewis(_) => tekst(
            S::SERVICE_UNAVAILABLE,
            "uitkomst-onbekend",
            "Onbekend of het gelukt is",
            "De wijziging is gedaan, maar de database viel weg voordat zij dat kon bevestigen.",
            "Kijk eerst of de wijziging er is. Verstuur haar alleen opnieuw als dat niet zo is, met een nieuwe Idempotency-Key.",
        ),
        AppError::Storage(_) | AppError::Intern(_) => intern(),
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.tekst().0
    }

    fn error_response(&self) -> HttpResponse {
        let status = self.status_code();
        if status.is_server_error() {
            tracing::error!(oorzaak = %self, "request failed");
        }
        let mut answer = HttpResponseBuilder::new(status);
        match self {
            ApiError::TokenOntbreekt => {
                answer.insert_header((WWW_AUTHENTICATE, "Bearer"));
            }
            ApiError::TokenOngeldig => {
                answer.insert_header((WWW_AUTHENTICATE, "Bearer error=\"invalid_token\""));
            }
            ApiError::Methode(allowed) => {
                answer.insert_header((ALLOW, *allowed));
            }
            _ => {}
        }
        answer.insert_header((CONTENT_TYPE, "application/problem+json")).json(self.probleem())
    }
}

/// An answer with a status that was kept before.
pub(super) fn with_status(status: u16) -> HttpResponseBuilder {
    HttpResponse::build(StatusCode::from_u16(status).unwrap_or(StatusCode::OK))
}

impl From<Invoerfout> for Probleemfout {
    fn from(fout: Invoerfout) -> Self {
        Probleemfout { pointer: fout.pointer, code: fout.code, detail: fout.detail, herstel: fout.herstel }
    }
}
