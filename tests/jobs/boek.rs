//! The first matchronde of a schooljaar freezes the solidariteitsboek; later ones and the API go by it.

use rato::auth::policy::Grant;
use rato::domain::matchronde::Matchrondestatus;
use rato::matching::problem::Problem;
use rato::storage::StorageError;
use rato::storage::matchronde::{Documentsoort, find_document};
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use super::bedrijf::{EVEN, Werkers, aside, is_done, rato, start, wait_until};
use crate::http::rekenmachine::{getal, reken_drieprocent, reken_zevenprocent};
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows::execute;
use crate::support::wereld::wereld;

async fn page(api: &Api, path: &str) -> Value {
    api.get(&format!("/v1/solidariteit/{path}"), &api.coordinator(&["amsterdam"])).await.expect_status(200).json()
}

/// What was frozen of every board: all steps but those of what was used since.
fn frozen(page: &Value) -> Vec<Value> {
    let since = ["gebruikt", "rest", "geplaatst", "eigen-sindsdien", "geteld", "gemis"];
    let steps = page["besturen"].as_array().unwrap().iter().flat_map(|lijn| lijn["stappen"].as_array().unwrap());
    steps
        .filter(|stap| stap["berekening"] != "" && !since.contains(&stap["symbool"].as_str().unwrap()))
        .cloned()
        .collect()
}

fn sum(page: &Value, symbool: &str) -> num_rational::BigRational {
    let steps = page["besturen"].as_array().unwrap().iter().flat_map(|lijn| lijn["stappen"].as_array().unwrap());
    steps.filter(|stap| stap["symbool"] == symbool).map(|stap| getal(&stap["waarde"])).sum()
}

fn problem(api: &Api, ronde: Uuid) -> Problem {
    let db = &api.app.db;
    let read = || db.read(&Grant::systeem("test"), |conn| find_document(conn, ronde, Documentsoort::Problem));
    let text: Result<Option<String>, StorageError> = aside(read);
    serde_json::from_str(&text.unwrap().unwrap()).unwrap()
}

fn run(api: &Api) -> Uuid {
    let ronde = start(&api.app, EVEN);
    let done = wait_until(&api.app, ronde, "a voorstel", is_done);
    assert_eq!(done.ronde.noun.status, Matchrondestatus::Voorstel, "{done:?}");
    ronde
}

#[rstest]
#[actix_web::test]
async fn the_first_ronde_freezes_and_later_ones_go_by_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = Api::on(engine) else { return };
    aside(|| wereld(&api.app.db, 20));
    let db = &api.app.db;
    assert_eq!(page(&api, "drieprocent").await["voorlopig"], true);
    let _werkers = Werkers::start(&api.app, rato());
    let first = run(&api);
    let (drie, zeven) = (page(&api, "drieprocent").await, page(&api, "zevenprocent").await);
    for page in [&drie, &zeven] {
        assert_eq!((&page["voorlopig"], &page["matchronde"]), (&json!(false), &json!(first)));
        assert_eq!((&page["vastgelegdOp"], &page["peildatum"]), (&json!("2026-11-02T08:00:00Z"), &json!("2026-11-02")));
    }
    reken_drieprocent(&drie);
    reken_zevenprocent(&zeven);
    let auditor = api.ander(rato::auth::actor::Rol::Auditor, "amsterdam");
    let rows = api.get("/v1/auditregels?actie=solidariteitsboek:vastleggen", &auditor).await.expect_status(200).json();
    assert_eq!(rows["resultaten"].as_array().unwrap().len(), 2, "{rows}");

    // Everything that the book is made of changes: more staff, more classes, and the plan comes to work.
    let besluit = json!({ "motivering": "Besproken met beide besturen." });
    let path = format!("/v1/matchrondes/{first}/vaststellingen");
    api.post(&path, &api.coordinator(&["amsterdam"]), &besluit).await.expect_status(201);
    execute(db, "UPDATE plaatsing SET status = 'actief'");
    execute(
        db,
        "UPDATE formatiepeiling SET beschikbaar_bevoegd_e4 = 95000, groepen = 30 WHERE vestigingscode = '00AP00'",
    );
    let after = page(&api, "drieprocent").await;
    assert_eq!(frozen(&after), frozen(&drie));
    reken_drieprocent(&after);
    assert!(sum(&after, "gebruikt") > getal(&json!(0)), "who came since the peildatum takes room");
    let other = page(&api, "drieprocent?peildatum=2026-11-02").await;
    assert_eq!((&other["voorlopig"], sum(&other, "T") > sum(&drie, "T")), (&json!(true), true));

    let second = run(&api);
    let (then, now) = (problem(&api, first), problem(&api, second));
    assert!(then.boeken.is_empty());
    let of = |problem: &Problem, regel: &str| {
        problem.normen.iter().filter(|norm| norm.regel == regel).cloned().collect::<Vec<_>>()
    };
    for regel in ["drieprocent", "zevenprocent"] {
        assert_eq!(of(&now, regel), of(&then, regel));
    }
    let lots = |problem: &Problem| problem.schoolbesturen.iter().map(|bestuur| bestuur.lot).collect::<Vec<_>>();
    assert_eq!(lots(&now), lots(&then));
    assert_eq!(page(&api, "drieprocent").await["matchronde"], json!(first));
    next_year(&api, &zeven).await;
}

/// What was computed with a page lapses when that is frozen anew, and the next ronde goes by the new one.
#[rstest]
#[actix_web::test]
async fn a_page_that_is_put_right_takes_its_voorstel_along(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = Api::on(engine) else { return };
    aside(|| wereld(&api.app.db, 10));
    let _werkers = Werkers::start(&api.app, rato());
    let first = run(&api);
    let old = page(&api, "drieprocent").await;
    let more = "UPDATE formatiepeiling SET beschikbaar_bevoegd_e4 = 95000 WHERE vestigingscode = '00AP00'";
    execute(&api.app.db, more);
    let (one, two) = (api.coordinator(&["amsterdam"]), api.coordinator(&["amsterdam"]));
    let body = json!({ "regel": "drieprocent", "schooljaar": "2026-2027", "motivering": "De telling klopte niet." });
    let path = api.post("/v1/boekheropeningen", &one, &body).await.expect_status(201).header("location").to_owned();
    let gevolgen = api.get(&format!("{path}/gevolgen"), &one).await.expect_status(200).json();
    assert_eq!(gevolgen["voorstellen"], json!([first]));
    api.post(&format!("{path}/bevestigingen"), &two, &json!({})).await.expect_status(201);
    let adopt = json!({ "motivering": "Besproken met beide besturen." });
    let refused = api.post(&format!("/v1/matchrondes/{first}/vaststellingen"), &one, &adopt).await.expect_status(409);
    assert_eq!(refused.json()["code"], "bladzijde-open");
    api.post(&format!("{path}/sluitingen"), &one, &json!({})).await.expect_status(201);
    let lapsed = api.get(&format!("/v1/matchrondes/{first}"), &one).await.expect_status(200).json();
    assert_eq!(lapsed["status"], "vervallen");
    // Had a part of it been adopted before, the rest would still have gone by the old page.
    let earlier = "UPDATE matchronde SET status = 'vastgesteld', aangemaakt_op = '2026-11-01T08:00:00.000000Z'";
    execute(&api.app.db, earlier);
    let rest = api.post(&format!("/v1/matchrondes/{first}/vaststellingen"), &one, &adopt).await.expect_status(409);
    assert_eq!(rest.json()["code"], "bladzijde-herzien");
    execute(&api.app.db, "UPDATE matchronde SET status = 'vervallen'");
    let new = page(&api, "drieprocent").await;
    reken_drieprocent(&new);
    // 8 fte became 9.5 on one school.
    assert_eq!(sum(&new, "T") - sum(&old, "T"), getal(&json!("3/2")));
    let earlier = page(&api, "drieprocent?versie=1").await;
    assert_eq!((frozen(&earlier), &earlier["matchronde"]), (frozen(&old), &json!(first)));
    let second = problem(&api, run(&api));
    let told: Vec<_> = second.boeken.iter().map(|boek| boek.regel.as_str()).collect();
    assert_eq!(told, ["drieprocent", "zevenprocent"]);
    let norms = second.normen.iter().filter(|norm| norm.regel == "drieprocent");
    let steps = norms.flat_map(|norm| &norm.stappen).filter(|stap| stap.symbool == "T");
    let total: rato::domain::breuk::Breuk = steps.map(|stap| stap.waarde.clone()).sum();
    assert_eq!(getal(&json!(total)), sum(&new, "T"));
}

/// The saldo of this year opens the next one.
async fn next_year(api: &Api, zeven: &Value) {
    let next = page(api, "zevenprocent?schooljaar=2027-2028&peildatum=2027-08-01").await;
    let saldi = |page: &Value, symbool: &str| {
        let steps = page["besturen"].as_array().unwrap().iter().flat_map(|lijn| lijn["stappen"].as_array().unwrap());
        steps.filter(|stap| stap["symbool"] == symbool).map(|stap| stap["waarde"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(saldi(&next, "saldo"), saldi(zeven, "saldo-volgend"));
    assert!(saldi(&next, "saldo").iter().any(|saldo| saldo != "0"));
    reken_zevenprocent(&next);
}

#[test]
fn what_a_stopped_ronde_froze_does_not_count() {
    let test = Engine::Sqlite.fresh().unwrap();
    wereld(&test.db, 10);
    let app = crate::support::wereld::app(&test.db, &[]);
    let _werkers = Werkers::start(&app, rato());
    let ronde = start(&app, EVEN);
    wait_until(&app, ronde, "a voorstel", is_done);
    let boeken = || {
        let read = app.db.read(&Grant::systeem("test"), |conn| {
            let regio = rato::storage::regio::find_regio(conn, "amsterdam")?.unwrap();
            rato::storage::solidariteitsboek::list_boeken(conn, regio.id, "2026-2027".parse().unwrap())
        });
        let found: Result<Vec<_>, StorageError> = read;
        found.unwrap().into_iter().filter_map(|boek| boek.matchronde_id).collect::<Vec<_>>()
    };
    assert_eq!(boeken(), [ronde, ronde]);
    execute(&app.db, &format!("UPDATE matchronde SET status = 'gestopt' WHERE id = '{ronde}'"));
    assert_eq!(boeken(), [] as [Uuid; 0]);
    let again = start(&app, EVEN);
    wait_until(&app, again, "a second voorstel", is_done);
    assert_eq!(boeken(), [again, again]);
}
