//! THE TABLE: every path, its methods and their handlers. The API description and the server are both made from it.

use actix_web::web::{self, ServiceConfig};
use utoipa::OpenApi;

use super::error::ApiError;
use super::{
    abonnement, auditregel, beleid, boekheropening, deelname, detachering, docs, doorbelasting, dossier,
    duovergelijking, export, formatiepeiling, gezondheid, herkomst, import, ingreep, matchronde, monitor, onderzoek,
    openapi, plaatsing, regio, regiodocent, sandbox, school, schoolbestuur, solidariteit, vacature, vergelijking,
    wijziging,
};

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
    "/health/live"                                                     => { get openapi::health_live }
    "/health/ready"                                                    => { get gezondheid::health_ready }

    "/v1/docs"                                                         => { get docs::get_docs }
    "/v1/openapi.json"                                                 => { get openapi::get_openapi }
    "/v1/schemas/plan.json"                                            => { get openapi::get_plan_schema }
    "/v1/schemas/problem.json"                                         => { get openapi::get_problem_schema }

    "/v1/regios"                                                       => { get regio::list_regios, post regio::create_regio }
    "/v1/regios/{code}"                                                => { get regio::find_regio }
    "/v1/regios/{code}/deelnames"                                      => { get deelname::list_deelnames, post deelname::create_deelname }
    "/v1/regios/{code}/deelnames/{id}"                                 => { get deelname::find_deelname, put deelname::update_deelname }

    "/v1/schoolbesturen"                                               => { get schoolbestuur::list_schoolbesturen, post schoolbestuur::create_schoolbestuur }
    "/v1/schoolbesturen/{bestuursnummer}"                              => { get schoolbestuur::find_schoolbestuur, put schoolbestuur::update_schoolbestuur }
    "/v1/schoolbesturen/{bestuursnummer}/herkomst"                     => { get herkomst::find_herkomst_schoolbestuur }

    "/v1/scholen"                                                      => { get school::list_scholen, post school::create_school }
    "/v1/scholen/{vestigingscode}"                                     => { get school::find_school, put school::update_school }
    "/v1/scholen/{vestigingscode}/herkomst"                            => { get herkomst::find_herkomst_school }

    "/v1/formatiepeilingen"                                            => { get formatiepeiling::list_formatiepeilingen, post formatiepeiling::create_formatiepeiling }
    "/v1/formatiepeilingen/{id}"                                       => { get formatiepeiling::find_formatiepeiling, put formatiepeiling::update_formatiepeiling }
    "/v1/formatiepeilingen/{id}/herkomst"                              => { get herkomst::find_herkomst_formatiepeiling }

    "/v1/regiodocenten"                                                => { get regiodocent::list_regiodocenten, post regiodocent::create_regiodocent }
    "/v1/regiodocenten/_zoek"                                          => { post regiodocent::search_regiodocenten }
    "/v1/regiodocenten/{id}"                                           => { get regiodocent::find_regiodocent, put regiodocent::update_regiodocent }
    "/v1/regiodocenten/{id}/herkomst"                                  => { get herkomst::find_herkomst_regiodocent }
    "/v1/regiodocenten/{id}/contracten"                                => { get regiodocent::list_contracten, post regiodocent::create_contract }
    "/v1/regiodocenten/{id}/contracten/{contractId}"                   => { get regiodocent::find_contract, put regiodocent::update_contract, delete regiodocent::delete_contract }
    "/v1/regiodocenten/{id}/contracten/{contractId}/aanvaardingen"     => { post regiodocent::accept_contract }
    "/v1/regiodocenten/{id}/contracten/{contractId}/wijzigingen"       => { post regiodocent::amend_contract }
    "/v1/regiodocenten/{id}/contracten/{contractId}/beeindigingen"     => { post regiodocent::end_contract }
    "/v1/regiodocenten/{id}/bevoegdheden"                              => { get regiodocent::list_bevoegdheden, post regiodocent::create_bevoegdheid }
    "/v1/regiodocenten/{id}/bevoegdheden/{bevoegdheidId}"              => { get regiodocent::find_bevoegdheid, put regiodocent::update_bevoegdheid, delete regiodocent::delete_bevoegdheid }
    "/v1/regiodocenten/{id}/voorkeuren"                                => { get regiodocent::list_voorkeuren, post regiodocent::create_voorkeur }
    "/v1/regiodocenten/{id}/voorkeuren/{voorkeurId}"                   => { get regiodocent::find_voorkeur, put regiodocent::update_voorkeur, delete regiodocent::delete_voorkeur }
    "/v1/regiodocenten/{id}/uitsluitingen"                             => { get regiodocent::list_uitsluitingen, post regiodocent::create_uitsluiting }
    "/v1/regiodocenten/{id}/uitsluitingen/{uitsluitingId}"             => { get regiodocent::find_uitsluiting, put regiodocent::update_uitsluiting, delete regiodocent::delete_uitsluiting }
    "/v1/regiodocenten/{id}/instemmingen"                              => { get regiodocent::list_instemmingen, post regiodocent::create_instemming }
    "/v1/regiodocenten/{id}/instemmingen/{instemmingId}"               => { get regiodocent::find_instemming, put regiodocent::update_instemming, delete regiodocent::delete_instemming }

    "/v1/vacatures"                                                    => { get vacature::list_vacatures, post vacature::create_vacature }
    "/v1/vacatures/{id}"                                               => { get vacature::find_vacature, put vacature::update_vacature }
    "/v1/vacatures/{id}/herkomst"                                      => { get herkomst::find_herkomst_vacature }
    "/v1/vacatures/{id}/intrekkingen"                                  => { post vacature::withdraw_vacature }
    "/v1/vacatures/{id}/openstellingen"                                => { post vacature::open_vacature }
    "/v1/vacatures/{id}/kandidaten"                                    => { get vacature::list_kandidaten }

    "/v1/beleid"                                                       => { get beleid::list_beleid, post beleid::create_beleid }
    "/v1/beleid/{id}"                                                  => { get beleid::find_beleid }
    "/v1/beleid/{id}/vaststellingen"                                   => { post beleid::adopt_beleid }
    "/v1/beleid/{id}/afwijzingen"                                      => { post beleid::refuse_beleid }
    "/v1/beleid/{id}/intrekkingen"                                     => { post beleid::withdraw_beleid }

    "/v1/boekheropeningen"                                             => { get boekheropening::list_boekheropeningen, post boekheropening::create_boekheropening }
    "/v1/boekheropeningen/{id}"                                        => { get boekheropening::find_boekheropening }
    "/v1/boekheropeningen/{id}/gevolgen"                               => { get boekheropening::find_boekgevolgen }
    "/v1/boekheropeningen/{id}/bevestigingen"                          => { post boekheropening::confirm_boekheropening }
    "/v1/boekheropeningen/{id}/afwijzingen"                            => { post boekheropening::refuse_boekheropening }
    "/v1/boekheropeningen/{id}/intrekkingen"                           => { post boekheropening::withdraw_boekheropening }
    "/v1/boekheropeningen/{id}/sluitingen"                             => { post boekheropening::close_boekheropening }

    "/v1/matchrondes"                                                  => { get matchronde::list_matchrondes, post matchronde::start_matchronde }
    "/v1/matchrondes/{id}"                                             => { get matchronde::find_matchronde }
    "/v1/matchrondes/{id}/beeindigingen"                               => { post matchronde::stop_matchronde }
    "/v1/matchrondes/{id}/bevindingen"                                 => { get matchronde::list_bevindingen }
    "/v1/matchrondes/{id}/dossiers/regiodocenten/{regiodocentId}"      => { get dossier::find_dossier_regiodocent }
    "/v1/matchrondes/{id}/dossiers/schoolbesturen/{bestuursnummer}"    => { get dossier::find_dossier_schoolbestuur }
    "/v1/matchrondes/{id}/dossiers/vacatures/{vacatureId}"             => { get dossier::find_dossier_vacature }
    "/v1/matchrondes/{id}/ingrepen"                                    => { get ingreep::list_ingrepen, post ingreep::create_ingreep }
    "/v1/matchrondes/{id}/ingrepen/{ingreepId}"                        => { get ingreep::find_ingreep, delete ingreep::delete_ingreep }
    "/v1/matchrondes/{id}/ingrepen/{ingreepId}/akkoorden"              => { post ingreep::sign_ingreep }
    "/v1/matchrondes/{id}/onderzoeken"                                 => { get onderzoek::list_onderzoeken, post onderzoek::create_onderzoek }
    "/v1/matchrondes/{id}/onderzoeken/{onderzoekId}"                   => { get onderzoek::find_onderzoek }
    "/v1/matchrondes/{id}/resultaat"                                   => { get matchronde::find_resultaat }
    "/v1/matchrondes/{id}/toelichtingen"                               => { get matchronde::list_toelichtingen }
    "/v1/matchrondes/{id}/vaststellingen"                              => { get matchronde::list_vaststellingen, post matchronde::create_vaststelling }
    "/v1/matchrondes/{id}/vergelijkingen/{andereId}"                   => { get vergelijking::find_vergelijking }
    "/v1/matchrondes/{id}/voortgang"                                   => { get matchronde::follow_voortgang }

    "/v1/detacheringen"                                                => { get detachering::list_detacheringen, post detachering::create_detachering }
    "/v1/detacheringen/_zoek"                                          => { post detachering::search_detacheringen }
    "/v1/detacheringen/{id}"                                           => { get detachering::find_detachering }
    "/v1/detacheringen/{id}/instemmingen"                              => { post detachering::agree_detachering }
    "/v1/detacheringen/{id}/intrekkingen"                              => { post detachering::withdraw_detachering }
    "/v1/detacheringen/{id}/beeindigingen"                             => { post detachering::end_detachering }

    "/v1/plaatsingen"                                                  => { get plaatsing::list_plaatsingen }
    "/v1/plaatsingen/_zoek"                                            => { post plaatsing::search_plaatsingen }
    "/v1/plaatsingen/{id}"                                             => { get plaatsing::find_plaatsing }
    "/v1/plaatsingen/{id}/akkoorden"                                   => { post plaatsing::agree_plaatsing }
    "/v1/plaatsingen/{id}/weigeringen"                                 => { post plaatsing::refuse_plaatsing }
    "/v1/plaatsingen/{id}/intrekkingen"                                => { post plaatsing::withdraw_plaatsing }
    "/v1/plaatsingen/{id}/beeindigingen"                               => { post plaatsing::end_plaatsing }
    "/v1/plaatsingen/{id}/overdrachten"                                => { post plaatsing::transfer_plaatsing }

    "/v1/auditregels"                                                  => { get auditregel::list_auditregels }
    "/v1/auditregels/_zoek"                                            => { post auditregel::search_auditregels }
    "/v1/auditregels/keten"                                            => { get auditregel::verify_auditketen }

    "/v1/exports/{soort}"                                              => { get export::export_tabel }

    "/v1/imports"                                                      => { get import::list_imports, post import::create_import }
    "/v1/imports/{id}"                                                 => { get import::find_import }
    "/v1/imports/sjablonen/{soort}"                                    => { get export::get_sjabloon }
    "/v1/imports/{id}/regels"                                          => { get import::list_importregels }

    "/v1/duo-vergelijkingen"                                           => { get duovergelijking::list_duovergelijkingen, post duovergelijking::create_duovergelijking }
    "/v1/duo-vergelijkingen/{id}"                                      => { get duovergelijking::find_duovergelijking }
    "/v1/duo-vergelijkingen/{id}/aanvaardingen"                        => { post duovergelijking::accept_duovergelijking }
    "/v1/duo-vergelijkingen/{id}/afwijzingen"                          => { post duovergelijking::refuse_duovergelijking }
    "/v1/duo-vergelijkingen/{id}/regels"                               => { get duovergelijking::list_duoregels }

    "/v1/abonnementen"                                                 => { get abonnement::list_abonnementen, post abonnement::create_abonnement }
    "/v1/abonnementen/{id}"                                            => { get abonnement::find_abonnement, delete abonnement::end_abonnement }
    "/v1/abonnementen/{id}/bezorgingen"                                => { get abonnement::list_bezorgingen }
    "/v1/abonnementen/{id}/geheimen"                                   => { post abonnement::rotate_geheim }
    "/v1/abonnementen/{id}/herhalingen"                                => { post abonnement::replay_bezorgingen }

    "/v1/wijzigingen"                                                  => { get wijziging::list_wijzigingen }

    "/v1/doorbelastingen"                                              => { get doorbelasting::get_doorbelasting }
    "/v1/doorbelastingen/{maand}/afsluitingen"                         => { post doorbelasting::close_maand }

    "/v1/monitor"                                                      => { get monitor::get_monitor }

    "/v1/sandbox/herstel"                                              => { post sandbox::restore_sandbox }

    "/v1/solidariteit/drieprocent"                                     => { get solidariteit::get_drieprocent }
    "/v1/solidariteit/zevenprocent"                                    => { get solidariteit::get_zevenprocent }
}
