//! The keys of a query, judged against the API description before they are read: all errors at once, each with its key.

use std::collections::BTreeMap;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::State;
use super::error::ApiError;
use super::validation::read;
use crate::domain::invoer::Invoerfout;

/// The query of a request as a `T`, whose keys stand in the API description with the path and method of the request.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(judge(req).and_then(|keys| Ok(Query(read(keys).map_err(as_key)?))))
    }
}

/// The query as a JSON object, or everything that is wrong with it.
pub(super) fn judge(req: &HttpRequest) -> Result<Value, ApiError> {
    let state = req.app_data::<web::Data<State>>().ok_or(ApiError::Intern)?;
    // No key is ever required.
    if req.query_string().is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    let path = req.match_pattern().ok_or(ApiError::Intern)?;
    let method = if req.method() == Method::HEAD { &Method::GET } else { req.method() };
    let pairs = web::Query::<Vec<(String, String)>>::from_query(req.query_string()).map_err(|_| ApiError::Intern)?;
    let mut keys = BTreeMap::new();
    for (key, value) in pairs.into_inner() {
        if keys.insert(key.clone(), value).is_some() {
            let detail = format!("'{key}' staat er twee keer");
            return Err(Invoerfout::new(&key, "dubbel", detail, "Noem elke sleutel één keer.").into());
        }
    }
    state.schemas.check_query(method.as_str(), &path, keys)
}

/// The pointer of an error in a query is the name of its key.
pub(super) fn as_key(mut fout: Invoerfout) -> Invoerfout {
    fout.pointer = fout.pointer.trim_start_matches('/').to_owned();
    fout
}
