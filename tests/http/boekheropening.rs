//! Putting a frozen page of the solidariteitsboek right over the API: two coordinators, what would change, and what stays.

use actix_web::http::Method;
use rato::auth::policy::Grant;
use rato::domain::beleid::Waarde;
use rato::domain::breuk::Breuk;
use rato::domain::sector::Sector;
use rato::domain::solidariteitsboek::{Bestuurslijn, Solidariteitsboek, Stap};
use rato::storage::StorageError;
use rato::storage::regio::find_regio;
use rato::storage::solidariteitsboek::insert_boek;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use super::rekenmachine::{getal, reken_drieprocent, reken_zevenprocent};
use crate::support::api::{Answer, Api};
use crate::support::db::Engine;
use crate::support::rows::{self, execute};

const WAAROM: &str = "De telling van 00AP00 was dubbel ingevoerd.";

/// Three boards of 8, 40 and 20 classes and 220, 180 and 200 fte.
pub(super) async fn api(engine: Engine) -> Option<Api> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    for (bestuur, code, fte, groepen) in
        [("41797", "00AP00", 2_200_000, 8), ("41798", "00AP01", 1_800_000, 40), ("41799", "00AP02", 2_000_000, 20)]
    {
        let (db, id) = (&api.test.db, Uuid::now_v7());
        rows::schoolbestuur(db, bestuur);
        rows::school(db, code, bestuur);
        rows::deelname(db, "amsterdam", code, "2020-08-01", None);
        execute(
            db,
            &format!(
                "INSERT INTO formatiepeiling VALUES ('{id}', '{code}', '2026-10-01', 'telling', 2400000, {fte}, 0, NULL, \
                 1000, {groepen}, NULL, 100000, 0, NULL, 1)"
            ),
        );
    }
    Some(api)
}

/// A page as an earlier matchronde left it: per board its steps, as symbol and value.
pub(super) fn freeze(api: &Api, regel: &str, schooljaar: &str, besturen: &[(&str, &[(&str, &str)])]) {
    let stap = |(symbool, waarde): &(&str, &str)| Stap {
        symbool: (*symbool).into(),
        naam: format!("stap {symbool}"),
        berekening: "zoals het stond".into(),
        waarde: waarde.parse().unwrap(),
        eenheid: "personen".into(),
    };
    let lijn = |(bestuur, stappen): &(&str, &[(&str, &str)])| Bestuurslijn {
        bestuursnummer: bestuur.parse().unwrap(),
        naam: format!("Bestuur {bestuur}"),
        sector: Sector::Bo,
        waarde: stappen.iter().find(|(symbool, _)| *symbool == "quotum").map(|(_, waarde)| waarde.parse().unwrap()),
        eenheid: "personen".into(),
        scholen: Vec::new(),
        stappen: stappen.iter().map(stap).collect(),
        opmerkingen: Vec::new(),
    };
    let boek = Solidariteitsboek {
        matchronde_id: None,
        schooljaar: schooljaar.parse().unwrap(),
        regel: regel.into(),
        peildatum: "2026-10-01".parse().unwrap(),
        parameters: [("percentage".to_owned(), Waarde::Getal(Breuk::ratio(7, 100)))].into(),
        lijnen: besturen.iter().map(lijn).collect(),
        in_formatie: Vec::new(),
        vastgelegd_op: "2026-10-01T08:00:00Z".parse().unwrap(),
    };
    let db = &api.test.db;
    let write = || {
        db.write(&Grant::systeem("test"), |tx| {
            let regio = find_regio(tx.conn, "amsterdam")?.unwrap();
            insert_boek(tx, regio.id, &boek)?;
            Ok::<_, StorageError>(tx.unchanged(()))
        })
    };
    std::thread::scope(|scope| scope.spawn(write).join()).unwrap().unwrap();
}

fn voorstel(regel: &str, schooljaar: &str) -> Value {
    json!({ "regel": regel, "schooljaar": schooljaar, "motivering": WAAROM })
}

async fn propose(api: &Api, token: &str, regel: &str, schooljaar: &str) -> String {
    let made = api.post("/v1/boekheropeningen", token, &voorstel(regel, schooljaar)).await.expect_status(201);
    made.header("location").to_owned()
}

async fn step(api: &Api, path: &str, token: &str, step: &str, etag: Option<&str>) -> Answer {
    let headers: Vec<_> = etag.map(|etag| ("if-match", etag)).into_iter().collect();
    api.send(Method::POST, &format!("{path}/{step}"), token, &headers, None).await
}

pub(super) fn stap<'a>(page: &'a Value, bestuur: usize, symbool: &str) -> &'a Value {
    let stappen = page["besturen"][bestuur]["stappen"].as_array().unwrap();
    &stappen.iter().find(|stap| stap["symbool"] == symbool).unwrap_or_else(|| panic!("no {symbool}: {page}"))["waarde"]
}

#[rstest]
#[actix_web::test]
async fn a_wrong_page_is_opened_by_two_people_and_frozen_anew(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = api(engine).await else { return };
    // The page says that the first board has 440 fte; the telling has been put right since, and says 220.
    freeze(&api, "drieprocent", "2026-2027", &[("41797", &[("T", "440"), ("W", "1000")])]);
    let (first, second) = (api.coordinator(&["amsterdam"]), api.coordinator(&["amsterdam"]));
    let page = "/v1/solidariteit/drieprocent?schooljaar=2026-2027";
    let wrong = api.get(page, &first).await.expect_status(200).json();
    assert_eq!((&wrong["versie"], stap(&wrong, 0, "T")), (&json!(1), &json!("440")));

    let path = propose(&api, &first, "drieprocent", "2026-2027").await;
    let again = api.post("/v1/boekheropeningen", &second, &voorstel("drieprocent", "2026-2027")).await;
    assert_eq!(again.expect_status(409).json()["code"], "heropening-bestaat-al");
    assert_eq!(
        step(&api, &path, &first, "bevestigingen", None).await.expect_status(409).json()["code"],
        "tweede-persoon-vereist"
    );
    let early = step(&api, &path, &second, "sluitingen", None).await.expect_status(409).json();
    assert_eq!(
        (&early["code"], &early["mogelijk"]),
        (&json!("overgang-niet-mogelijk"), &json!(["bevestigen", "afwijzen", "intrekken"]))
    );
    assert_eq!(api.get(page, &first).await.json(), wrong, "a proposal changes nothing");
    let gevolgen = api.get(&format!("{path}/gevolgen"), &first).await.expect_status(200).json();
    let told = gevolgen["besturen"][0]["stappen"].as_array().unwrap().iter().find(|stap| stap["symbool"] == "T");
    assert_eq!((&told.unwrap()["was"], &told.unwrap()["wordt"]), (&json!("440"), &json!("220")));
    assert_eq!((&gevolgen["voorlopig"], &gevolgen["latere"]), (&json!(true), &json!([])));

    step(&api, &path, &second, "bevestigingen", Some("\"7\"")).await.expect_status(412);
    let open = step(&api, &path, &second, "bevestigingen", Some("\"1\"")).await.expect_status(201);
    assert_eq!((&open.json()["status"], open.header("etag")), (&json!("open"), "\"2\""));
    let preview = api.get(page, &first).await.expect_status(200).json();
    assert_eq!((&preview["voorlopig"], stap(&preview, 0, "T")), (&json!(true), &json!("220")));
    assert_eq!(preview["versies"][0]["heropening"]["status"], "open");
    let ronde = json!({ "schooljaar": "2026-2027" });
    let refused = api.post("/v1/matchrondes", &first, &ronde).await.expect_status(409).json();
    assert_eq!(refused["code"], "bladzijde-open");
    api.post("/v1/matchrondes", &first, &json!({ "schooljaar": "2027-2028" })).await.expect_status(201);

    let closed = step(&api, &path, &first, "sluitingen", Some("\"2\"")).await.expect_status(201).json();
    assert_eq!(closed["status"], "gesloten");
    let right = api.get(page, &first).await.expect_status(200).json();
    assert_eq!((&right["versie"], &right["voorlopig"], right.get("matchronde")), (&json!(2), &json!(false), None));
    assert_eq!(
        (stap(&right, 0, "T"), stap(&right, 0, "E"), stap(&right, 0, "d")),
        (&json!("220"), &json!("200"), &json!("33/5"))
    );
    reken_drieprocent(&right);
    let before = &right["versies"][0];
    assert_eq!((&before["versie"], &before["heropening"]["motivering"]), (&json!(1), &json!(WAAROM)));
    assert_ne!(before["heropening"]["voorgesteldDoor"], before["heropening"]["bevestigdDoor"]);
    assert_eq!(right["versies"][1].get("heropening"), None);
    // The page of before says what it said, to who may see that; a motivering is not for who sees totals only.
    let old = api.get(&format!("{page}&versie=1"), &api.bestuur("amsterdam", "41797")).await.expect_status(200).json();
    assert_eq!((stap(&old, 0, "T"), &old["versies"][0]["heropening"]["motivering"]), (&json!("440"), &json!(WAAROM)));
    let ministry = api.get(page, &api.ander(rato::auth::actor::Rol::OcwLezer, "amsterdam")).await.expect_status(200);
    assert!(!ministry.text.contains("dubbel ingevoerd"), "{}", ministry.text);
    api.get(&format!("{page}&versie=3"), &first).await.expect_status(404);
    api.get(&format!("{page}&versie=1&peildatum=2026-10-01"), &first).await.expect_status(400);
    // A change of data after that changes nothing any more, and the new page can be opened in its turn.
    execute(
        &api.test.db,
        "UPDATE formatiepeiling SET beschikbaar_bevoegd_e4 = 9990000 WHERE vestigingscode = '00AP00'",
    );
    assert_eq!(stap(&api.get(page, &first).await.json(), 0, "T"), &json!("220"));
    let late = step(&api, &path, &second, "intrekkingen", None).await.expect_status(409).json();
    assert_eq!(late["code"], "overgang-niet-mogelijk");
    propose(&api, &second, "drieprocent", "2026-2027").await;
    let auditor = api.ander(rato::auth::actor::Rol::Auditor, "amsterdam");
    for actie in ["boekheropening:voorstellen", "boekheropening:bevestigen", "boekheropening:sluiten"] {
        let rows = api.get(&format!("/v1/auditregels?actie={actie}"), &auditor).await.expect_status(200);
        assert!(!rows.json()["resultaten"].as_array().unwrap().is_empty(), "{actie}");
        assert!(!rows.text.contains("dubbel ingevoerd"), "free text stays out of the audit log");
    }
}

/// 0.8 fte of the pool at 00AP00 from `van` until the end of the schooljaar, netto from `netto`; the plaatsing.
fn at_work(api: &Api, van: &str, netto: &str) -> Uuid {
    let (db, vacature, docent) = (&api.test.db, Uuid::now_v7(), rows::regiodocent(&api.test.db, "amsterdam"));
    execute(
        db,
        &format!(
            "INSERT INTO vacature (id, regio_id, vestigingscode, bestuursnummer, soort, fte_e4, sector, vak, graad, van, \
             alleen_geheel, status, versie) SELECT '{vacature}', id, '00AP00', '41797', 'regulier', 10000, 'bo', \
             'groepsleraar', 'pabo', '2026-08-01', FALSE, 'vervuld', 1 FROM regio"
        ),
    );
    let id = rows::plaatsing(db, docent, vacature, "actief", 8_000, van, "2027-07-31");
    execute(db, &format!("UPDATE plaatsing SET netto_vanaf = '{netto}' WHERE id = '{id}'"));
    id
}

/// The page of 1 October says who was there on 1 October, whenever it is made.
#[rstest]
#[actix_web::test]
async fn who_left_since_the_peildatum_is_still_on_the_page_that_is_frozen_anew(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = api(engine).await else { return };
    freeze(&api, "drieprocent", "2026-2027", &[("41797", &[("T", "440")])]);
    let put_right = async || {
        let (first, second) = (api.coordinator(&["amsterdam"]), api.coordinator(&["amsterdam"]));
        let path = propose(&api, &first, "drieprocent", "2026-2027").await;
        step(&api, &path, &second, "bevestigingen", None).await.expect_status(201);
        let gevolgen = api.get(&format!("{path}/gevolgen"), &first).await.expect_status(200).json();
        step(&api, &path, &first, "sluitingen", None).await.expect_status(201);
        let page = "/v1/solidariteit/drieprocent?schooljaar=2026-2027";
        (gevolgen["besturen"].clone(), api.get(page, &first).await.expect_status(200).json())
    };
    let netto = [(); 3].map(|()| at_work(&api, "2026-08-01", "2026-08-01"));
    let double = at_work(&api, "2026-08-01", "2026-10-12");
    let later = at_work(&api, "2026-10-05", "2026-10-05");
    let (_, then) = put_right().await;
    // 220 and three of 0.8 that were netto on 1 October.
    assert_eq!(stap(&then, 0, "T"), &json!("1112/5"));
    let used = stap(&then, 0, "gebruikt").clone();

    let end = json!({ "laatsteDag": "2026-11-02", "motivering": "De school heeft iemand anders gevonden." });
    let ends = format!("/v1/plaatsingen/{}/beeindigingen", netto[0]);
    api.post(&ends, &api.coordinator(&["amsterdam"]), &end).await.expect_status(201);
    api.app.clock.advance(chrono::TimeDelta::days(1));
    let app = api.app.clone();
    let looked = std::thread::spawn(move || rato::app::plaatsing::tijd::follow_tijd(&app).unwrap()).join().unwrap();
    assert_eq!(looked, 1);
    let first = api.coordinator(&["amsterdam"]);
    let over = format!(
        "UPDATE plaatsing SET status = 'overgedragen', overdracht_op = '2026-10-20' WHERE id IN ('{}', '{double}'); \
         UPDATE plaatsing_deel SET tot_en_met = '2026-10-19' WHERE plaatsing_id IN ('{}', '{double}'); \
         UPDATE plaatsing SET status = 'beeindigd' WHERE id = '{later}'; \
         UPDATE plaatsing_deel SET tot_en_met = '2026-10-31' WHERE plaatsing_id = '{later}'",
        netto[1], netto[1]
    );
    execute(&api.test.db, &over);
    let seen = api.get("/v1/solidariteit/drieprocent?peildatum=2026-10-01", &first).await.expect_status(200).json();
    assert_eq!(stap(&seen, 0, "T"), &json!("1112/5"), "a preview of that day says the same");
    let before = api.get("/v1/solidariteit/drieprocent?schooljaar=2026-2027", &first).await.expect_status(200).json();
    let (gevolgen, now) = put_right().await;
    assert_eq!(gevolgen, json!([]), "nothing of that day changed");
    reken_drieprocent(&now);
    for symbool in ["T", "E", "d", "P", "uitstroom", "ruimte"] {
        assert_eq!(stap(&now, 0, symbool), stap(&then, 0, symbool), "{symbool}");
    }
    // Of the room 27 days of the one who came later are used, and all of the year but 72 days by who went over when double.
    assert_eq!((&now["versie"], &now["besturen"][0]["gebruik"]), (&json!(3), &before["besturen"][0]["gebruik"]));
    assert_eq!(getal(stap(&now, 0, "gebruikt")), getal(&json!("4/5")) * getal(&json!("320/365")));
    assert_eq!(getal(&used), getal(&json!("4/5")) * getal(&json!("593/365")), "before both would stay");
}

#[rstest]
#[actix_web::test]
async fn later_pages_that_took_their_saldo_from_it_are_told_and_left_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = api(engine).await else { return };
    // By hand: 7% of 8, 40 and 20 classes is 0.56, 2.80 and 1.40; together 4.76, so five: 1, 3 and 1. That leaves −0.44,
    // −0.20 and 0.40. The page was frozen with 0.56 for the first board: its telling said nothing of classes.
    let wrong: &[(&str, &str)] = &[("q", "0"), ("saldo-volgend", "14/25")];
    let same: &[(&str, &str)] = &[("saldo-volgend", "-1/5")];
    freeze(&api, "zevenprocent", "2026-2027", &[("41797", wrong), ("41798", same)]);
    freeze(&api, "zevenprocent", "2027-2028", &[("41797", &[("saldo", "14/25")]), ("41798", &[("saldo", "-1/5")])]);
    freeze(&api, "zevenprocent", "2028-2029", &[("41797", &[("saldo", "1/10")])]);
    freeze(&api, "zevenprocent", "2025-2026", &[("41797", &[("saldo-volgend", "0")])]);
    let (first, second) = (api.coordinator(&["amsterdam"]), api.coordinator(&["amsterdam"]));
    // What was frozen; not what is used of it today.
    let later = async || {
        let mut found = Vec::new();
        for year in ["2027-2028", "2028-2029"] {
            let page = format!("/v1/solidariteit/zevenprocent?schooljaar={year}&versie=1");
            let page = api.get(&page, &first).await.expect_status(200).json();
            let lines = page["besturen"].as_array().unwrap().iter();
            let steps = lines.flat_map(|lijn| lijn["stappen"].as_array().unwrap());
            found.extend(steps.filter(|stap| stap["berekening"] == "zoals het stond").cloned());
        }
        assert_eq!(found.len(), 3);
        found
    };
    let before = later().await;
    let path = propose(&api, &first, "zevenprocent", "2026-2027").await;
    let expected = json!([
        { "schooljaar": "2027-2028", "vastgelegdOp": "2026-10-01T08:00:00Z",
            "saldi": [{ "bestuursnummer": "41797", "sector": "bo", "was": "14/25", "wordt": "-11/25" }] },
        { "schooljaar": "2028-2029", "vastgelegdOp": "2026-10-01T08:00:00Z", "saldi": [] },
    ]);
    let told = async || api.get(&format!("{path}/gevolgen"), &second).await.expect_status(200).json();
    assert_eq!(told().await["latere"], expected);
    step(&api, &path, &second, "bevestigingen", None).await.expect_status(201);
    // The saldo goes on: nobody plans a later year with one that is not known.
    let refused = api.post("/v1/matchrondes", &first, &json!({ "schooljaar": "2029-2030" })).await.expect_status(409);
    assert_eq!(refused.json()["code"], "bladzijde-open");
    let other = propose(&api, &second, "zevenprocent", "2027-2028").await;
    step(&api, &other, &first, "bevestigingen", None).await.expect_status(201);
    let order = step(&api, &other, &first, "sluitingen", None).await.expect_status(409).json();
    assert_eq!(order["code"], "eerdere-bladzijde-open");
    step(&api, &path, &second, "sluitingen", None).await.expect_status(201);
    let closed = told().await;
    assert_eq!((&closed["voorlopig"], &closed["latere"]), (&json!(false), &expected));
    assert_eq!(later().await, before, "a later page never changes by itself");
    let page = "/v1/solidariteit/zevenprocent?schooljaar=2026-2027";
    let right = api.get(page, &first).await.expect_status(200).json();
    reken_zevenprocent(&right);
    assert_eq!(stap(&right, 0, "saldo-volgend"), &json!("-11/25"));
    // Closed in its turn, the next year begins with what this one left; then it is no longer told.
    step(&api, &other, &second, "sluitingen", None).await.expect_status(201);
    let next = api.get("/v1/solidariteit/zevenprocent?schooljaar=2027-2028", &first).await.expect_status(200).json();
    assert_eq!((&next["versie"], stap(&next, 0, "saldo")), (&json!(2), &json!("-11/25")));
    assert_eq!(told().await["latere"], json!([]));
}

#[rstest]
#[actix_web::test]
async fn what_is_refused_or_taken_back_leaves_the_page_as_it_was(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = api(engine).await else { return };
    freeze(&api, "drieprocent", "2026-2027", &[("41797", &[("T", "440")])]);
    let (first, second) = (api.coordinator(&["amsterdam"]), api.coordinator(&["amsterdam"]));
    let page = "/v1/solidariteit/drieprocent?schooljaar=2026-2027";
    let wrong = api.get(page, &first).await.expect_status(200).json();
    let path = propose(&api, &first, "drieprocent", "2026-2027").await;
    let why = json!({ "motivering": "Volgens het bestuur klopt de telling." });
    api.post(&format!("{path}/afwijzingen"), &first, &why).await.expect_status(409);
    api.post(&format!("{path}/afwijzingen"), &second, &json!({ "motivering": "   nee     " })).await.expect_status(400);
    let refused = api.post(&format!("{path}/afwijzingen"), &second, &why).await.expect_status(201).json();
    assert_eq!((&refused["status"], &refused["afwijzing"]), (&json!("afgewezen"), &why["motivering"]));
    assert_eq!(api.get(page, &first).await.json(), wrong);

    let path = propose(&api, &first, "drieprocent", "2026-2027").await;
    let open = step(&api, &path, &second, "bevestigingen", None).await.expect_status(201).json();
    let back = step(&api, &path, &first, "intrekkingen", None).await.expect_status(201).json();
    assert_eq!(back, api.get(&path, &second).await.expect_status(200).json());
    for same in ["voorgesteldDoor", "voorgesteldOp", "beslotenDoor", "beslotenOp"] {
        assert_eq!(back[same], open[same], "{same}: who confirmed stays who confirmed");
    }
    assert_eq!((open.get("ingetrokkenDoor"), &back["ingetrokkenDoor"]), (None, &back["voorgesteldDoor"]));
    assert_eq!((&back["ingetrokkenOp"], back.get("afwijzing")), (&json!("2026-11-02T08:00:00Z"), None));
    assert_ne!(back["beslotenDoor"], back["ingetrokkenDoor"]);
    assert_eq!(api.get(page, &first).await.json(), wrong, "the page that was open counts again");
    api.post("/v1/matchrondes", &first, &json!({ "schooljaar": "2026-2027" })).await.expect_status(201);
    let path = propose(&api, &first, "drieprocent", "2026-2027").await;
    let busy = step(&api, &path, &second, "bevestigingen", None).await.expect_status(409).json();
    assert_eq!(busy["code"], "matchronde-loopt");
}

#[actix_web::test]
async fn only_what_is_frozen_is_opened_and_only_by_people() {
    let api = api(Engine::Sqlite).await.unwrap();
    let (first, machine) = (api.coordinator(&["amsterdam"]), api.machine(&["amsterdam"]));
    let path = "/v1/boekheropeningen";
    let nothing = api.post(path, &first, &voorstel("drieprocent", "2026-2027")).await.expect_status(409).json();
    assert_eq!(nothing["code"], "niet-vastgelegd");
    freeze(&api, "drieprocent", "2026-2027", &[("41797", &[("T", "440")])]);
    let body = json!({ "regel": "drieprocent", "schooljaar": "2026-2027", "peildatum": "2027-01-01",
        "motivering": "          nu" });
    let wrong = api.post(path, &first, &body).await.expect_status(400);
    assert_eq!(wrong.pointers(), ["/motivering", "/peildatum"]);
    api.post(path, &api.bestuur("amsterdam", "41797"), &voorstel("drieprocent", "2026-2027")).await.expect_status(403);
    // Who runs the machine would be both persons.
    api.post(path, &machine, &voorstel("drieprocent", "2026-2027")).await.expect_status(403);
    let other = api.coordinator(&["amsterdam"]);
    let made = propose(&api, &other, "drieprocent", "2026-2027").await;
    for late in ["bevestigingen", "sluitingen", "intrekkingen"] {
        step(&api, &made, &machine, late, None).await.expect_status(403);
    }
    step(&api, &made, &first, "bevestigingen", None).await.expect_status(201);
    step(&api, &made, &machine, "sluitingen", None).await.expect_status(403);
    // On a day without figures there is nothing to freeze, and the page stays open.
    step(&api, &made, &first, "intrekkingen", None).await.expect_status(201);
    let mut body = voorstel("drieprocent", "2026-2027");
    body["peildatum"] = json!("2020-10-01");
    let empty = api.post(path, &other, &body).await.expect_status(201).header("location").to_owned();
    step(&api, &empty, &first, "bevestigingen", None).await.expect_status(201);
    let none = step(&api, &empty, &first, "sluitingen", None).await.expect_status(409).json();
    assert_eq!(none["code"], "niets-vast-te-leggen");
    let listed = api.get("/v1/boekheropeningen?status=open", &first).await.expect_status(200).json();
    assert_eq!(listed["resultaten"].as_array().unwrap().len(), 1);
}
