//! Links: where an answer leads. From a list to what is in it, and from what was made to what can be done with it.

use utoipa::openapi::link::{Link, LinkBuilder};
use utoipa::openapi::response::Response;
use utoipa::openapi::{OpenApi, RefOr};

use super::{Methode, each_operation};

/// An operation below one thing of a collection: its path and id.
struct Doel {
    pad: String,
    id: String,
}

/// Puts on every list and on every answer to a POST that makes something the operations on that thing.
pub fn add_links(api: &mut OpenApi) {
    let mut known = Vec::new();
    each_operation(api, |path, _, operation| {
        let id = operation.operation_id.clone().unwrap_or_default();
        known.push(Doel { pad: path.to_owned(), id });
    });
    each_operation(api, |path, methode, operation| {
        let (status, from) = match methode {
            Methode::Get => ("200", "/resultaten/0"),
            Methode::Post => ("201", ""),
            Methode::Put | Methode::Delete => return,
        };
        let Some(RefOr::T(answer)) = operation.responses.responses.get_mut(status) else { return };
        if methode == Methode::Get && !is_list(answer) {
            return;
        }
        for doel in &known {
            if let Some(key) = key_below(path, &doel.pad) {
                answer.links.insert(doel.id.clone(), RefOr::T(link(path, key, from, &doel.id)));
            }
        }
    });
}

/// Is this answer a page of a list?
pub(super) fn is_list(answer: &Response) -> bool {
    answer.content.values().any(|content| match content {
        RefOr::T(content) => matches!(&content.schema, Some(RefOr::Ref(list)) if list.ref_location.ends_with("Lijst")),
        RefOr::Ref(_) => false,
    })
}

/// The one key that `target` has more than the collection at `path`.
fn key_below<'t>(path: &str, target: &'t str) -> Option<&'t str> {
    let (key, rest) = target.strip_prefix(path)?.strip_prefix("/{")?.split_once('}')?;
    (!rest.contains('{')).then_some(key)
}

fn link(path: &str, key: &str, from: &str, id: &str) -> Link {
    // In the answer itself an id is called `id`; `contractId` and the like tell ids apart in a path.
    let field = if key.ends_with("Id") { "id" } else { key };
    let mut link = LinkBuilder::new().operation_id(id).parameter(key, format!("$response.body#{from}/{field}"));
    for parent in path.split('{').skip(1).filter_map(|part| part.split('}').next()) {
        link = link.parameter(parent, format!("$request.path.{parent}"));
    }
    link.build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_one_key_below_its_collection() {
        assert_eq!(key_below("/v1/vacatures", "/v1/vacatures/{id}/kandidaten"), Some("id"));
        assert_eq!(key_below("/v1/regios/{code}/deelnames", "/v1/regios/{code}/deelnames/{id}"), Some("id"));
        assert_eq!(key_below("/v1/regios", "/v1/regios/{code}/deelnames/{id}"), None);
        assert_eq!(key_below("/v1/regios", "/v1/regiodocenten/{id}"), None);
        assert_eq!(key_below("/v1/vacatures", "/v1/vacatures"), None);
    }
}
