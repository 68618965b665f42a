//! Files as what they are: the library describes bytes as a list of numbers, and a client made from that sends one.

use utoipa::openapi::content::Content;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{OpenApi, RefOr};

use super::each_operation;
use crate::domain::import::Importvorm;
use crate::http::import::media_of;

/// Every body and answer that is a spreadsheet or just bytes.
pub fn show_bytes(api: &mut OpenApi) {
    each_operation(api, |_, _, operation| {
        if let Some(RefOr::T(body)) = &mut operation.request_body {
            show_all(&mut body.content);
        }
        for answer in operation.responses.responses.values_mut() {
            let RefOr::T(answer) = answer else { continue };
            show_all(&mut answer.content);
        }
    });
}

fn show_all<'a>(contents: impl IntoIterator<Item = (&'a String, &'a mut RefOr<Content>)>) {
    for (media, content) in contents {
        let RefOr::T(content) = content else { continue };
        if media == media_of(Importvorm::Xlsx) || media == "application/octet-stream" {
            let bytes = ObjectBuilder::new().schema_type(Type::String);
            content.schema = Some(bytes.format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary))).build().into());
        }
    }
}
