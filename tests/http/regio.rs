//! Regios over the API.

use serde_json::json;

use crate::support::api::Api;

#[actix_web::test]
async fn a_beheerder_makes_a_regio_and_its_coordinator_sees_it() {
    let api = Api::new();
    let body = json!({ "code": "amsterdam", "naam": "RATO Amsterdam", "soort": "onderwijsregio", "van": "2020-08-01" });
    let made = api.post("/v1/regios", &api.beheerder(), &body).await.expect_status(201);
    assert_eq!(made.header("location"), "/v1/regios/amsterdam");
    let found = api.get("/v1/regios/amsterdam", &api.coordinator(&["amsterdam"])).await.expect_status(200);
    assert_eq!(found.json(), made.json());
    assert_eq!(found.header("etag"), "\"1\"");
}

#[actix_web::test]
async fn another_regio_is_as_good_as_absent() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    api.make_regio("utrecht").await;
    let coordinator = api.coordinator(&["utrecht"]);
    let foreign = api.get("/v1/regios/amsterdam", &coordinator).await.expect_status(404);
    let absent = api.get("/v1/regios/nergens", &coordinator).await.expect_status(404);
    assert_eq!(foreign.json(), absent.json());
    let list = api.get("/v1/regios", &coordinator).await.expect_status(200).json();
    assert_eq!(list["resultaten"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_code_is_given_once() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let body = json!({ "code": "amsterdam", "naam": "Nog een", "soort": "onderwijsregio", "van": "2020-08-01" });
    let answer = api.post("/v1/regios", &api.beheerder(), &body).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/code"]);
}

#[actix_web::test]
async fn pages_are_walked_by_the_link_header() {
    let api = Api::new();
    for code in ["ab", "cd", "ef"] {
        api.make_regio(code).await;
    }
    let beheerder = api.beheerder();
    let (mut path, mut seen) = ("/v1/regios?pageSize=2".to_owned(), Vec::new());
    loop {
        let answer = api.get(&path, &beheerder).await.expect_status(200);
        seen.extend(
            answer.json()["resultaten"].as_array().unwrap().iter().map(|r| r["code"].as_str().unwrap().to_owned()),
        );
        match answer.header("link").strip_prefix('<').and_then(|link| link.split_once('>')) {
            Some((next, _)) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, ["ab", "cd", "ef"]);
}
