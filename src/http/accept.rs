//! What form of an answer a caller wants, by `Accept`.

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT;

/// Does the caller rather have this media type than JSON? The one that `Accept` gives most weight; JSON when they are equal.
pub fn prefers(req: &HttpRequest, kind: &str, sort: &str) -> bool {
    let header = req.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    weight(header, kind, sort) > weight(header, "application", "json")
}

/// Weight of a media type in thousandths: the most specific range decides.
fn weight(header: &str, kind: &str, sort: &str) -> u32 {
    let range = |part: &str| {
        let mut words = part.split(';').map(str::trim);
        let (a, b) = words.next()?.split_once('/')?;
        let specific = match (a.eq_ignore_ascii_case(kind), b.eq_ignore_ascii_case(sort)) {
            (true, true) => 2,
            (true, false) if b == "*" => 1,
            (false, false) if (a, b) == ("*", "*") => 0,
            _ => return None,
        };
        let q = words.find_map(|word| word.strip_prefix("q=")).map_or(1_000, thousandths);
        Some((specific, q))
    };
    header.split(',').filter_map(range).max().map_or(0, |(_, q)| q)
}

/// `0.5` → 500.
fn thousandths(q: &str) -> u32 {
    let (whole, decimals) = q.split_once('.').unwrap_or((q, ""));
    let decimals: u32 = format!("{decimals:0<3}").get(..3).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    (whole.parse::<u32>().unwrap_or(0).min(1) * 1_000 + decimals).min(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_of_accept_wins_and_json_when_equal() {
        let csv = |header| weight(header, "text", "csv") > weight(header, "application", "json");
        assert!(csv("text/csv"));
        assert!(csv("application/json;q=0.5, text/csv; q=0.9"));
        assert!(csv("text/*, */*;q=0.1"));
        for json in [
            "",
            "*/*",
            "application/json",
            "text/csv;q=0.2, application/json",
            "text/csv, application/json",
            "text/html",
        ] {
            assert!(!csv(json), "{json}");
        }
    }
}
