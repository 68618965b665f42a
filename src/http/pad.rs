//! Which entry of the table of routes a path is of, before the router has looked: for what every request is asked.
//!
//! The framework would try the pattern of every route, one after another, each time somebody asks.

use std::collections::HashMap;
use std::sync::LazyLock;

use actix_web::HttpRequest;

use super::metrics::METRICS;
use super::routes::ROUTES;
use super::server::GROET;

/// The entries by number of parts and third part, which is never a parameter; in their order in the table.
static ENTRIES: LazyLock<HashMap<(usize, &'static str), Vec<&'static str>>> = LazyLock::new(|| {
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for path in ROUTES.iter().map(|route| route.path).chain([METRICS, GROET]) {
        found.entry(key(path)).or_default().push(path);
    }
    found
});

fn key(path: &str) -> (usize, &str) {
    let mut parts = path.split('/');
    let third = parts.nth(2).unwrap_or_default();
    (parts.count(), third)
}

/// The entry that the path of this request is of; `None`: there is no such path.
pub fn entry_of(req: &HttpRequest) -> Option<&'static str> {
    let path = req.path();
    let fits = |entry: &&&str| {
        entry
            .split('/')
            .zip(path.split('/'))
            .all(|(own, part)| own == part || (own.starts_with('{') && !part.is_empty()))
    };
    ENTRIES.get(&key(path))?.iter().find(fits).copied()
}
