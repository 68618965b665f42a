//! Lists by name: the library writes what is in a generic list out in full, and clients made from that have no name for it.

use utoipa::openapi::schema::{ArrayBuilder, Schema};
use utoipa::openapi::{OpenApi, Ref, RefOr};

use super::each_operation;

/// How the library names a list.
const LIJST: &str = "LijstResponse_";

/// `LijstResponse_VacatureResponse` becomes `VacatureLijst`, of `VacatureResponse` by reference.
pub fn name_lists(api: &mut OpenApi) {
    let schemas = &mut api.components.get_or_insert_default().schemas;
    let lists: Vec<String> = schemas.keys().filter(|name| name.starts_with(LIJST)).cloned().collect();
    for list in lists {
        let Some(item) = list.strip_prefix(LIJST) else { continue };
        let Some(RefOr::T(Schema::Object(mut object))) = schemas.remove(&list) else { continue };
        for field in object.properties.values_mut() {
            if let RefOr::T(Schema::Array(array)) = field {
                let items = ArrayBuilder::new().items(Ref::from_schema_name(item));
                *field = items.description(array.description.take()).build().into();
            }
        }
        schemas.insert(name_of(item), object.into());
    }
    each_operation(api, |_, _, operation| {
        for answer in operation.responses.responses.values_mut() {
            let RefOr::T(answer) = answer else { continue };
            for content in answer.content.values_mut() {
                let RefOr::T(content) = content else { continue };
                if let Some(RefOr::Ref(found)) = &mut content.schema
                    && let Some((_, item)) = found.ref_location.split_once(LIJST)
                {
                    *found = Ref::from_schema_name(name_of(item));
                }
            }
        }
    });
}

fn name_of(item: &str) -> String {
    format!("{}Lijst", item.trim_end_matches("Response"))
}
