//! Lists: page size, opaque cursor and the `Link` to the next page.

use actix_web::http::header::LINK;
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::error::ApiError;
use crate::domain::invoer::Invoerfout;
use crate::domain::pagina::{Lijst, Pagina};

/// Items on a page when the caller does not say.
const DEFAULT_SIZE: usize = 50;
/// Most items on a page.
const MAX_SIZE: usize = 200;

/// A page of results.
#[derive(Serialize, ToSchema)]
pub struct LijstResponse<T> {
    /// De gevonden resultaten; een volgende bladzijde staat in de kop `Link`.
    pub resultaten: Vec<T>,
}

/// Which page of a search; what is sought stands in the body, which goes along to every page.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PaginaQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Cursor uit de kop `Link` van een eerder antwoord; stuur dezelfde body mee.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

/// Reads `cursor` and `pageSize`.
pub fn pagina(cursor: Option<&str>, page_size: Option<usize>) -> Result<Pagina, ApiError> {
    let aantal = page_size.unwrap_or(DEFAULT_SIZE);
    if !(1..=MAX_SIZE).contains(&aantal) {
        let detail = format!("pageSize is {aantal}, maar ligt tussen 1 en {MAX_SIZE}");
        return Err(Invoerfout::new("pageSize", "buiten-bereik", detail, "Kies een getal van 1 tot en met 200.").into());
    }
    let na = cursor.map(decode).transpose()?;
    Ok(Pagina { na, aantal })
}

/// The answer with its items and, when there is more, the link to it.
pub fn lijst_response<T, R: Serialize>(req: &HttpRequest, lijst: Lijst<T>, to: impl FnMut(T) -> R) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    if let Some(key) = &lijst.volgende {
        let kept = req.query_string().split('&').filter(|part| !part.is_empty() && !part.starts_with("cursor="));
        let query: Vec<String> = kept.map(str::to_owned).chain([format!("cursor={}", encode(key))]).collect();
        answer.insert_header((LINK, format!("<{}?{}>; rel=\"next\"", req.path(), query.join("&"))));
    }
    answer.json(LijstResponse { resultaten: lijst.items.into_iter().map(to).collect() })
}

/// Hex keeps the key whole in a url and says to clients that there is nothing to read in it.
pub(super) fn encode(key: &str) -> String {
    key.bytes().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn decode(cursor: &str) -> Result<String, ApiError> {
    let wrong = || {
        let detail = "deze cursor komt niet uit een eerder antwoord";
        Invoerfout::new("cursor", "ongeldige-cursor", detail, "Begin zonder cursor en volg de kop Link.")
    };
    let byte = |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
    let (pairs, rest) = cursor.as_bytes().as_chunks::<2>();
    let bytes: Option<Vec<u8>> = if rest.is_empty() { pairs.iter().map(|pair| byte(pair)).collect() } else { None };
    Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()).filter(|key| !key.contains('\0')).ok_or_else(wrong)?)
}
