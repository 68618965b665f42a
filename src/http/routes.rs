//! THE TABLE: every path, its methods and their handlers. The API description and the server are both made from it.

use actix_web::web::{self, ServiceConfig};
use utoipa::OpenApi;

use super::error::ApiError;
use super::{deelname, formatiepeiling, openapi, regio, school, schoolbestuur};

/// One path with its methods.
pub struct Route {
    /// The path.
    pub path: &'static str,
    /// Its methods, upper case, as in the header `Allow`.
    pub allow: &'static str,
}

macro_rules! method {
    (get) => {
        "GET, HEAD"
    };
    (post) => {
        "POST"
    };
    (put) => {
        "PUT"
    };
    (delete) => {
        "DELETE"
    };
}

macro_rules! routes {
    ($($path:literal => { $first:ident $($first_handler:ident)::+ $(, $method:ident $($handler:ident)::+)* })+) => {
        /// Every path of the API.
        pub const ROUTES: &[Route] = &[
            $(Route { path: $path, allow: concat!(method!($first) $(, ", ", method!($method))*) }),+
        ];

        /// Puts every route on the server.
        pub fn configure(server: &mut ServiceConfig) {
            $(server.service(
                web::resource($path)
                    .route(web::$first().to($($first_handler)::+))
                    .head_too(stringify!($first), web::head().to($($first_handler)::+))
                    $(.route(web::$method().to($($handler)::+)))*
                    .default_service(web::to(|| async {
                        Err::<&str, _>(ApiError::Methode(concat!(method!($first) $(, ", ", method!($method))*)))
                    })),
            );)+
        }

        /// The paths in the API description.
        #[derive(OpenApi)]
        #[openapi(paths($($($first_handler)::+ $(, $($handler)::+)*),+))]
        pub struct Paths;
    };
}

/// HEAD is answered wherever GET is; a table row names its GET first.
trait HeadToo {
    fn head_too(self, first: &str, head: actix_web::Route) -> Self;
}

impl HeadToo for actix_web::Resource {
    fn head_too(self, first: &str, head: actix_web::Route) -> Self {
        if first == "get" { self.route(head) } else { self }
    }
}

#[rustfmt::skip]
routes! {
    "/health/live"          => { get openapi::health_live }
    "/v1/openapi.json"      => { get openapi::get_openapi }
    "/v1/regios"            => { get regio::list_regios, post regio::create_regio }
    "/v1/regios/{code}"     => { get regio::find_regio }
    "/v1/regios/{code}/deelnames"      => { get deelname::list_deelnames, post deelname::create_deelname }
    "/v1/regios/{code}/deelnames/{id}" => { get deelname::find_deelname, put deelname::update_deelname }
    "/v1/schoolbesturen"    => { get schoolbestuur::list_schoolbesturen, post schoolbestuur::create_schoolbestuur }
    "/v1/schoolbesturen/{bestuursnummer}" => { get schoolbestuur::find_schoolbestuur, put schoolbestuur::update_schoolbestuur }
    "/v1/scholen"           => { get school::list_scholen, post school::create_school }
    "/v1/scholen/{vestigingscode}" => { get school::find_school, put school::update_school }
    "/v1/formatiepeilingen" => { get formatiepeiling::list_formatiepeilingen, post formatiepeiling::create_formatiepeiling }
    "/v1/formatiepeilingen/{id}" => { get formatiepeiling::find_formatiepeiling, put formatiepeiling::update_formatiepeiling }
}
