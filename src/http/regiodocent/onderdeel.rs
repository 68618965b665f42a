//! The routes that every onderdeel of a regiodocent has: written once, so that five kinds cannot differ.

/// Writes list, create, find, update and delete for one kind, each with its place in the API description.
macro_rules! onderdeel_routes {
    (
        $noun:ident, $request:ident, $response:ident;
        woorden $een:tt, $meer:tt, $dit:tt;
        paden $lijst:tt, $een_pad:tt, $param:tt;
        $list:ident, $create:ident, $find:ident, $update:ident, $delete:ident
    ) => {
        #[doc = concat!($meer, " of one regiodocent.")]
        #[utoipa::path(get, path = $lijst, tag = "Regiodocent",
            summary = concat!($meer, " opvragen"), description = concat!($meer, " van een regiodocent, op volgorde van id."),
            params(("id" = Uuid, Path, description = "Id van de regiodocent.")),
            responses(
                (status = 200, description = "De lijst.", body = LijstResponse<$response>),
                (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
            ))]
        pub async fn $list(
            caller: Caller,
            van: web::Path<Uuid>,
        ) -> Result<HttpResponse, ApiError> {
            let found = blocking(move || onderdeel::list_onderdelen::<$noun>(&caller.0, *van)).await?;
            let resultaten = found.into_iter().map($response::from).collect();
            Ok(HttpResponse::Ok().json(LijstResponse { resultaten }))
        }

        #[doc = concat!("Adds ", $dit, ".")]
        #[utoipa::path(post, path = $lijst, tag = "Regiodocent",
            summary = concat!($een, " toevoegen"), description = "Klopt er iets niet, dan wordt er niets toegevoegd en staan alle fouten in het antwoord.",
            params(("id" = Uuid, Path, description = "Id van de regiodocent.")),
            request_body = $request,
            responses(
                (status = 201, description = "Toegevoegd.", body = $response),
                (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
            ))]
        pub async fn $create(
            caller: Caller,
            van: web::Path<Uuid>,
            body: Body<$request>,
        ) -> Result<HttpResponse, ApiError> {
            let (van, new) = (*van, $noun::from(body.0));
            let stored = blocking(move || onderdeel::create_onderdeel(&caller.0, van, &new)).await?;
            let location = format!("/v1/regiodocenten/{van}/{}/{}", <$noun as Onderdeel>::LIJST, stored.id);
            let mut answer = with_etag(HttpResponse::Created(), stored.versie);
            Ok(answer.insert_header(("location", location)).json($response::from(stored)))
        }

        #[doc = concat!("Gives ", $dit, ".")]
        #[utoipa::path(get, path = $een_pad, tag = "Regiodocent",
            summary = concat!($een, " opvragen"), description = concat!("Geeft ", $dit, ", met de ETag die een wijziging nodig heeft."),
            params(
                ("id" = Uuid, Path, description = "Id van de regiodocent."),
                ($param = Uuid, Path, description = "Id van dit onderdeel."),
            ),
            responses(
                (status = 200, description = "Gevonden.", body = $response),
                (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
            ))]
        pub async fn $find(
            caller: Caller,
            ids: web::Path<(Uuid, Uuid)>,
        ) -> Result<HttpResponse, ApiError> {
            let stored = blocking(move || onderdeel::find_onderdeel::<$noun>(&caller.0, ids.0, ids.1)).await?;
            Ok(with_etag(HttpResponse::Ok(), stored.versie).json($response::from(stored)))
        }

        #[doc = concat!("Changes ", $dit, ".")]
        #[utoipa::path(put, path = $een_pad, tag = "Regiodocent",
            summary = concat!($een, " wijzigen"), description = concat!("Vervangt alle gegevens van ", $dit, "."),
            params(
                ("id" = Uuid, Path, description = "Id van de regiodocent."),
                ($param = Uuid, Path, description = "Id van dit onderdeel."),
                ("If-Match" = String, Header, description = "ETag van de gelezen versie."),
            ),
            request_body = $request,
            responses(
                (status = 200, description = "Gewijzigd.", body = $response),
                (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
            ))]
        pub async fn $update(
            caller: Caller,
            ids: web::Path<(Uuid, Uuid)>,
            seen: Gezien,
            body: Body<$request>,
        ) -> Result<HttpResponse, ApiError> {
            let new = $noun::from(body.0);
            let stored =
                blocking(move || onderdeel::update_onderdeel(&caller.0, ids.0, ids.1, seen.0, new)).await?;
            Ok(with_etag(HttpResponse::Ok(), stored.versie).json($response::from(stored)))
        }

        #[doc = concat!("Removes ", $dit, ".")]
        #[utoipa::path(delete, path = $een_pad, tag = "Regiodocent",
            summary = concat!($een, " verwijderen"), description = concat!("Verwijdert ", $dit, "."),
            params(
                ("id" = Uuid, Path, description = "Id van de regiodocent."),
                ($param = Uuid, Path, description = "Id van dit onderdeel."),
                ("If-Match" = String, Header, description = "ETag van de gelezen versie."),
            ),
            responses(
                (status = 204, description = "Verwijderd."),
                (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
            ))]
        pub async fn $delete(
            caller: Caller,
            ids: web::Path<(Uuid, Uuid)>,
            seen: Gezien,
        ) -> Result<HttpResponse, ApiError> {
            blocking(move || onderdeel::delete_onderdeel::<$noun>(&caller.0, ids.0, ids.1, seen.0)).await?;
            Ok(HttpResponse::NoContent().finish())
        }
    };
}
pub(super) use onderdeel_routes;

/// A request and an answer with the same fields; the answer has an id too.
macro_rules! onderdeel_dto {
    (
        $(#[$($request_meta:tt)*])* $request:ident;
        $(#[$($response_meta:tt)*])* $response:ident;
        { $($fields:tt)* }
    ) => {
        $(#[$($request_meta)*])*
        #[derive(serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields, rename_all = "camelCase")]
        pub struct $request { $($fields)* }

        $(#[$($response_meta)*])*
        #[derive(serde::Serialize, utoipa::ToSchema)]
        #[serde(rename_all = "camelCase")]
        pub struct $response {
            /// Id.
            pub id: Uuid,
            $($fields)*
        }
    };
}
pub(super) use onderdeel_dto;

/// What every file of an onderdeel needs for [`onderdeel_routes`].
pub(super) mod prelude {
    pub use actix_web::{HttpResponse, web};
    pub use uuid::Uuid;

    pub(in super::super) use super::{onderdeel_dto, onderdeel_routes};
    pub use crate::app::regiodocent::onderdeel;
    pub use crate::domain::onderdeel::Onderdeel;
    pub use crate::domain::stored::Stored;
    pub use crate::http::blocking::blocking;
    pub use crate::http::body::Body;
    pub use crate::http::caller::Caller;
    pub use crate::http::error::{ApiError, Probleem};
    pub use crate::http::etag::{Gezien, with_etag};
    pub use crate::http::lijst::LijstResponse;
}
