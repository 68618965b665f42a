//! The delta feed over HTTP.

mod dto;

use actix_web::http::header::LINK;
use actix_web::{HttpRequest, HttpResponse};

use super::blocking::blocking;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::lijst::{decode, encode, pagina};
use super::query::Query;
use crate::app;
use crate::app::wijziging::{Gebeurtenis, Vraag};
use crate::domain::invoer::Invoerfout;
use dto::{GebeurtenisResponse, WijzigingenQuery, WijzigingenResponse};

/// Wijzigingen opvragen
///
/// Wat er in de regio is gewijzigd na een cursor, voor zover het token het mag lezen: ten minste één keer, niets
/// overgeslagen, ook wat is verwijderd. Een venster loopt van `na` (telt niet mee) tot en met `tot`. Wie de stroom van het
/// begin af volgt en bij elke gebeurtenis leest wat er op `dataref` staat (404: weg), heeft precies wat hier staat.
///
/// De stroom wordt een tijd bewaard (zonder instelling 400 dagen). Wie met een oudere cursor komt, krijgt 410 en begint opnieuw: vraag zonder
/// `na`, bewaar `stand`, lees de lijsten, en ga verder na die `stand`.
#[utoipa::path(get, path = "/v1/wijzigingen", tag = "Wijziging", params(WijzigingenQuery), responses(
    (status = 200, description = "De gebeurtenissen; `Link` wijst naar de rest van het venster.", body = WijzigingenResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_wijzigingen(
    req: HttpRequest,
    caller: Caller,
    query: Query<WijzigingenQuery>,
) -> Result<HttpResponse, ApiError> {
    let WijzigingenQuery { na, tot, soort, page_size } = query.0;
    let (from, to) = (position("na", na.as_deref())?, position("tot", tot.as_deref())?);
    let vraag = Vraag { na: number(&from), tot: number(&to), soort, aantal: pagina(None, page_size)?.aantal };
    let bron = caller.0.app.wachtrij.bron.clone();
    let page = blocking(move || app::wijziging::list_wijzigingen(&caller.0, vraag)).await?;
    for (key, given) in [("na", &from), ("tot", &to)] {
        if given.as_ref().is_some_and(|(regio, _)| *regio != page.regio) {
            return Err(other_cursor(key).into());
        }
    }
    let at = |place: i64| encode(&format!("{}:{place}", page.regio));
    let mut answer = HttpResponse::Ok();
    if page.meer {
        let kept = req.query_string().split('&').filter(|part| !part.is_empty() && !part.starts_with("na="));
        let keys: Vec<String> = kept.map(str::to_owned).chain([format!("na={}", at(page.gelezen_tot))]).collect();
        answer.insert_header((LINK, format!("<{}?{}>; rel=\"next\"", req.path(), keys.join("&"))));
    }
    let (cursor, stand) = (at(page.gelezen_tot), at(page.stand));
    let event = |one| GebeurtenisResponse::from(Gebeurtenis::new(one, &page.regio, &bron));
    Ok(answer.json(WijzigingenResponse { resultaten: page.items.into_iter().map(event).collect(), cursor, stand }))
}

/// The regio and number in a cursor.
fn position(key: &str, cursor: Option<&str>) -> Result<Option<(String, i64)>, ApiError> {
    let Some(cursor) = cursor else { return Ok(None) };
    let text = decode(cursor).map_err(|_| other_cursor(key))?;
    let parts = text.rsplit_once(':').and_then(|(regio, place)| Some((regio.to_owned(), place.parse().ok()?)));
    Ok(Some(parts.filter(|(_, place)| *place >= 0).ok_or_else(|| other_cursor(key))?))
}

fn number(position: &Option<(String, i64)>) -> Option<i64> {
    position.as_ref().map(|(_, place)| *place)
}

fn other_cursor(key: &str) -> Invoerfout {
    let detail = "deze cursor komt niet uit een eerder antwoord van deze stroom";
    Invoerfout::new(key, "ongeldige-cursor", detail, "Neem de cursor uit het vorige antwoord, of begin zonder.")
}
