//! The entry of the table that a path is of, found without the router.

use actix_web::test::TestRequest;
use rato::http::metrics::METRICS;
use rato::http::pad::entry_of;
use rato::http::routes::ROUTES;

fn entry(path: &str) -> Option<&'static str> {
    entry_of(&TestRequest::with_uri(path).to_http_request())
}

#[test]
fn every_path_of_the_table_is_found_and_no_other() {
    for route in ROUTES {
        assert_eq!(entry(&route.path.replace(['{', '}'], "")), Some(route.path));
    }
    assert_eq!(
        entry("/v1/regiodocenten/_zoek"),
        Some("/v1/regiodocenten/_zoek"),
        "the first that fits, as in the table"
    );
    assert_eq!(entry("/v1/vacatures/0?regio=a"), Some("/v1/vacatures/{id}"));
    assert_eq!(entry(METRICS), Some(METRICS));
    for strange in ["/", "/v1", "/v1/", "/v1/vacatures/", "/v1/vacatures//kandidaten", "/v2/vacatures", "/v1/niets/x"] {
        assert_eq!(entry(strange), None, "{strange}");
    }
}
