//! A newer file of DUO beside the schools of the regio: what differs, what a coordinator takes over, and that the past stays.

use std::io::Read;

use actix_web::http::Method;
use flate2::read::MultiGzDecoder;
use rstest::rstest;
use serde_json::{Value, json};

use crate::import::echt::data;
use crate::support::api::{Answer, Api};
use crate::support::db::Engine;

const PATH: &str = "/v1/duo-vergelijkingen";
const KOP: &str = "BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;\
    GEMEENTENAAM";
/// Board, code, name, postcode and gemeente of each school.
const OUD: &[[&str; 5]] = &[
    ["90001", "90ZA00", "De Lariks", "9901 AA", "0091"],
    ["90001", "90ZA01", "De Spar", "9901 AB", "0091"],
    ["90002", "90ZB00", "De Kiezel", "9902 BA", "0091"],
    ["90002", "90ZC00", "De Zwerf", "9903 CA", "0091"],
    ["90002", "90ZE00", "De Vaste", "9904 EA", "0091"],
    ["90003", "90ZF00", "Ver Weg", "1011 AA", "0363"],
];
/// The first goes to another board and gets another name, the second is gone, the third is renamed, the fourth moved, the fifth
/// is the same, and there are a new one here under a new board and one far away.
const NIEUW: &[[&str; 5]] = &[
    ["90002", "90ZA00", "Het Lariksbos", "9901 AA", "0091"],
    ["90002", "90ZB00", "De Kei", "9902 BA", "0091"],
    ["90002", "90ZC00", "De Zwerf", "9911 CB", "0091"],
    ["90009", "90ZD00", "De Knop", "9901 DA", "0091"],
    ["90002", "90ZE00", "De Vaste", "9904 EA", "0091"],
    ["90003", "90ZG00", "Nog Verder", "1011 AB", "0363"],
];

/// A file as DUO publishes it, in windows-1252.
fn file(rows: &[[&str; 5]]) -> Vec<u8> {
    let line = |[bestuur, code, naam, postcode, gemeente]: &[&str; 5]| {
        format!("{bestuur};{};{code};{naam};{postcode};ERGENSDORP;{gemeente};ERGENS", &code[..4])
    };
    let lines: Vec<String> = std::iter::once(KOP.to_owned()).chain(rows.iter().map(line)).collect();
    encoding_rs::WINDOWS_1252.encode(&lines.join("\r\n")).0.into_owned()
}

struct Wereld {
    api: Api,
    token: String,
}

impl Wereld {
    /// An empty regio.
    async fn leeg(engine: Engine) -> Option<Self> {
        let api = Api::on(engine)?;
        api.make_regio("amsterdam").await;
        let token = api.coordinator(&["amsterdam"]);
        Some(Wereld { api, token })
    }

    /// A regio with the old schools of gemeente 0091 since 1 August 2026; today is 2 November.
    async fn new(engine: Engine) -> Option<Self> {
        let wereld = Wereld::leeg(engine).await?;
        let first = wereld.upload("?gemeenten=0091", file(OUD)).await.expect_status(201).json();
        assert_eq!(first["verschillen"], verschillen(5, 0, 0, 0, 0));
        assert_eq!(first["nieuweBesturen"], json!(["90001", "90002"]));
        wereld.accept(&first, json!({ "ingangsdatum": "2026-08-01" })).await.expect_status(201);
        Some(wereld)
    }

    async fn upload(&self, query: &str, bytes: Vec<u8>) -> Answer {
        let csv = [("content-type", "text/csv; charset=windows-1252")];
        self.api.send(Method::POST, &format!("{PATH}{query}"), &self.token, &csv, Some(bytes)).await
    }

    async fn accept(&self, vergelijking: &Value, body: Value) -> Answer {
        self.api.post(&format!("{PATH}/{}/aanvaardingen", id(vergelijking)), &self.token, &body).await
    }

    async fn regels(&self, vergelijking: &Value, query: &str) -> Vec<Value> {
        let path = format!("{PATH}/{}/regels?pageSize=200{query}", id(vergelijking));
        self.get(&path).await["resultaten"].as_array().unwrap().clone()
    }

    async fn get(&self, path: &str) -> Value {
        self.api.get(path, &self.token).await.expect_status(200).json()
    }

    async fn school(&self, code: &str) -> Value {
        self.get(&format!("/v1/scholen/{code}")).await
    }

    /// Codes, boards and names of all schools.
    async fn scholen(&self) -> Vec<String> {
        let found = self.get("/v1/scholen?pageSize=200").await;
        let text = |school: &Value, field: &str| school[field].as_str().unwrap().to_owned();
        let line =
            |school: &Value| ["vestigingscode", "bestuursnummer", "naam"].map(|field| text(school, field)).join(" ");
        found["resultaten"].as_array().unwrap().iter().map(line).collect()
    }

    /// Of the only school of which the monitor of the quarter says so: its board.
    async fn bestuur_in(&self, kwartaal: &str, code: &str) -> Value {
        let monitor = self.get(&format!("/v1/monitor?kwartaal={kwartaal}")).await;
        let schools = monitor["scholen"].as_array().unwrap().clone();
        schools
            .iter()
            .find(|school| school["vestigingscode"] == code)
            .map_or(Value::Null, |s| s["bestuursnummer"].clone())
    }
}

fn id(vergelijking: &Value) -> &str {
    vergelijking["id"].as_str().unwrap_or_else(|| panic!("{vergelijking}"))
}

fn verschillen(nieuw: i64, gesloten: i64, ander: i64, hernoemd: i64, verhuisd: i64) -> Value {
    json!({ "nieuw": nieuw, "gesloten": gesloten, "anderBestuur": ander, "hernoemd": hernoemd, "verhuisd": verhuisd })
}

/// Number, school and difference.
fn kort(regels: &[Value]) -> Vec<String> {
    let line = |regel: &Value| {
        format!(
            "{} {} {}",
            regel["nummer"],
            regel["vestigingscode"].as_str().unwrap(),
            regel["verschil"].as_str().unwrap()
        )
    };
    regels.iter().map(line).collect()
}

#[rstest]
#[actix_web::test]
async fn the_same_file_twice_differs_in_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(wereld) = Wereld::new(engine).await else { return };
    let again = wereld.upload("", file(OUD)).await.expect_status(201).json();
    assert_eq!((&again["verschillen"], &again["ongewijzigd"]), (&verschillen(0, 0, 0, 0, 0), &json!(5)));
    assert_eq!(wereld.regels(&again, "").await, Vec::<Value>::new());
    let nothing = wereld.accept(&again, json!({})).await.expect_status(409).json();
    assert_eq!(nothing["code"], "al-besloten");
    let school = wereld.school("90ZA00").await;
    assert_eq!((&school["sector"], &school["postcode"]), (&json!("bo"), &json!("9901AA")));
    assert_eq!((&school["deelnames"][0]["van"], school.get("vorigeBesturen")), (&json!("2026-08-01"), None));
}

#[rstest]
#[actix_web::test]
async fn a_newer_file_says_exactly_what_differs_and_is_taken_over_in_parts(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(wereld) = Wereld::new(engine).await else { return };
    let vacature = json!({ "vestigingscode": "90ZA01", "soort": "regulier", "fte": 0.5, "van": "2026-11-09",
        "totEnMet": "2027-07-31", "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" } });
    let open = wereld.api.post("/v1/vacatures", &wereld.token, &vacature).await.expect_status(201).json();

    let newer = wereld.upload("", file(NIEUW)).await.expect_status(201).json();
    assert_eq!((&newer["verschillen"], &newer["ongewijzigd"]), (&verschillen(1, 1, 1, 2, 1), &json!(1)));
    assert_eq!((&newer["nieuweBesturen"], &newer["sectoren"]), (&json!(["90009"]), &json!(["bo"])));
    let regels = wereld.regels(&newer, "").await;
    assert_eq!(
        kort(&regels),
        [
            "1 90ZA00 ander-bestuur",
            "2 90ZA00 hernoemd",
            "3 90ZA01 gesloten",
            "4 90ZB00 hernoemd",
            "5 90ZC00 verhuisd",
            "6 90ZD00 nieuw",
        ]
    );
    let side = |at: usize, side: &str, field: &str| regels[at][side][field].clone();
    assert_eq!(
        (side(0, "was", "bestuursnummer"), side(0, "wordt", "bestuursnummer")),
        (json!("90001"), json!("90002"))
    );
    assert_eq!((side(1, "was", "naam"), side(1, "wordt", "naam")), (json!("De Lariks"), json!("Het Lariksbos")));
    assert_eq!((side(4, "was", "postcode"), side(4, "wordt", "postcode")), (json!("9903CA"), json!("9911CB")));
    assert_eq!((regels[2].get("wordt"), &regels[2]["openVacatures"]), (None, &json!([open["id"]])));
    assert_eq!(kort(&wereld.regels(&newer, "&verschil=hernoemd").await), ["2 90ZA00 hernoemd", "4 90ZB00 hernoemd"]);
    let before = wereld.scholen().await;
    assert_eq!(before[0], "90ZA00 90001 De Lariks", "nothing changed yet");

    let stand = wereld.get("/v1/wijzigingen").await["stand"].as_str().unwrap().to_owned();
    let chosen = json!({ "ingangsdatum": "2026-10-15", "regels": [1, 3, 6] });
    let done = wereld.accept(&newer, chosen.clone()).await.expect_status(201).json();
    assert_eq!(done["besluiten"], json!({ "open": 3, "aanvaard": 3, "afgewezen": 0, "achterhaald": 0 }));
    assert_eq!(wereld.accept(&newer, chosen).await.expect_status(409).json()["code"], "al-besloten");
    assert_eq!(
        wereld.scholen().await,
        [
            "90ZA00 90002 De Lariks",
            "90ZA01 90001 De Spar",
            "90ZB00 90002 De Kiezel",
            "90ZC00 90002 De Zwerf",
            "90ZD00 90009 De Knop",
            "90ZE00 90002 De Vaste",
        ]
    );
    let moved = wereld.school("90ZA00").await;
    assert_eq!(moved["vorigeBesturen"], json!([{ "bestuursnummer": "90001", "totEnMet": "2026-10-14" }]));
    let closed = wereld.school("90ZA01").await;
    assert_eq!(
        (&closed["geslotenPer"], &closed["deelnames"][0]["totEnMet"]),
        (&json!("2026-10-15"), &json!("2026-10-14"))
    );
    assert_eq!(wereld.school("90ZD00").await["deelnames"][0]["van"], "2026-10-15");
    wereld.get("/v1/schoolbesturen/90009").await;
    assert_eq!(wereld.bestuur_in("2026-K3", "90ZA00").await, "90001");
    assert_eq!(wereld.bestuur_in("2026-K4", "90ZA00").await, "90002");
    assert_eq!(wereld.bestuur_in("2026-K3", "90ZA01").await, "90001");
    assert_eq!(wereld.bestuur_in("2026-K4", "90ZA01").await, Value::Null);
    let refused = wereld.api.post("/v1/vacatures", &wereld.token, &vacature).await.expect_status(400);
    assert!(refused.text.contains("school-gesloten"), "{}", refused.text);
    let feed = wereld.get(&format!("/v1/wijzigingen?na={stand}&soort=school")).await.to_string();
    for (code, told) in [("90ZA00", true), ("90ZA01", true), ("90ZD00", true), ("90ZE00", false)] {
        assert_eq!(feed.contains(code), told, "{code} in {feed}");
    }

    // A second file gives the rest and no more.
    let rest = wereld.upload("", file(NIEUW)).await.expect_status(201).json();
    let left = kort(&wereld.regels(&rest, "").await);
    assert_eq!(left, ["1 90ZA00 hernoemd", "2 90ZB00 hernoemd", "3 90ZC00 verhuisd"]);
    let path = format!("{PATH}/{}/afwijzingen", id(&rest));
    let refused = wereld.api.post(&path, &wereld.token, &json!({ "regels": [2] })).await.expect_status(201).json();
    assert_eq!(refused["besluiten"]["afgewezen"], 1);
    wereld.accept(&rest, json!({})).await.expect_status(201);
    assert_eq!(wereld.school("90ZC00").await["postcode"], "9911CB");
    let last = wereld.upload("", file(NIEUW)).await.expect_status(201).json();
    assert_eq!(kort(&wereld.regels(&last, "").await), ["1 90ZB00 hernoemd"], "what was refused is proposed again");
}

#[rstest]
#[actix_web::test]
async fn what_changed_since_the_file_came_is_told_and_not_overwritten(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(wereld) = Wereld::new(engine).await else { return };
    let newer = wereld.upload("", file(NIEUW)).await.expect_status(201).json();
    let found = wereld.api.get("/v1/scholen/90ZB00", &wereld.token).await;
    let body = json!({ "bestuursnummer": "90002", "naam": "Eigen Naam", "sector": "bo", "postcode": "9902BA",
        "plaats": "ERGENSDORP", "gemeentenummer": "0091" });
    wereld.api.put("/v1/scholen/90ZB00", &wereld.token, found.header("etag"), &body).await.expect_status(200);
    let done = wereld.accept(&newer, json!({})).await.expect_status(201).json();
    assert_eq!(done["besluiten"], json!({ "open": 0, "aanvaard": 5, "afgewezen": 0, "achterhaald": 1 }));
    assert_eq!(kort(&wereld.regels(&newer, "&besluit=achterhaald").await), ["4 90ZB00 hernoemd"]);
    assert_eq!(wereld.school("90ZB00").await["naam"], "Eigen Naam");
    let moved = wereld.school("90ZA00").await;
    assert_eq!(
        (&moved["naam"], &moved["vorigeBesturen"][0]["totEnMet"]),
        (&json!("Het Lariksbos"), &json!("2026-11-01"))
    );
}

#[actix_web::test]
async fn what_cannot_be_is_refused_with_its_repair_and_changes_nothing() {
    let wereld = Wereld::new(Engine::Sqlite).await.unwrap();
    let newer = wereld.upload("", file(NIEUW)).await.expect_status(201).json();
    for (body, code) in [
        (json!({ "ingangsdatum": "2026-11-03" }), "ingangsdatum-na-vandaag"),
        (json!({ "ingangsdatum": "2026-08-01" }), "ingangsdatum-te-vroeg"),
        (json!({ "regels": [1, 7] }), "onbekende-regel"),
    ] {
        let refused = wereld.accept(&newer, body).await.expect_status(400);
        assert_eq!(refused.json()["errors"][0]["code"], code, "{}", refused.text);
    }
    for (bytes, part) in [
        (b"appel;peer\n1;2\n".to_vec(), "kopregel"),
        (file(&[["9000", "90ZA00", "De Lariks", "9901 AA", "0091"]]), "/rijen/2"),
        (vec![0x1f, 0x8b, 1, 2, 3], "uit te pakken"),
        (b"VESTIGINGSCODE;SCHOOLWEGING\n90ZA00;29,4\n".to_vec(), "schoolvestigingen"),
    ] {
        let refused = wereld.upload("", bytes).await.expect_status(400);
        assert!(refused.text.contains(part), "{part} in {}", refused.text);
    }
    let xlsx = [("content-type", "application/json")];
    wereld.api.send(Method::POST, PATH, &wereld.token, &xlsx, Some(b"{}".to_vec())).await.expect_status(415);
    wereld.api.get(PATH, &wereld.api.bestuur("amsterdam", "90001")).await.expect_status(403);
    assert_eq!(wereld.scholen().await[0], "90ZA00 90001 De Lariks");
    assert_eq!(wereld.get(PATH).await["resultaten"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn a_vo_file_brings_vo_schools_and_closes_no_others() {
    let wereld = Wereld::new(Engine::Sqlite).await.unwrap();
    for (naam, expected) in [("vo", verschillen(2, 0, 0, 0, 0)), ("speciaal", verschillen(4, 0, 0, 0, 0))] {
        let path = format!("{}/tests/fixtures/import/adressen-{naam}.csv", env!("CARGO_MANIFEST_DIR"));
        let found = wereld.upload("", std::fs::read(path).unwrap()).await.expect_status(201).json();
        assert_eq!(found["verschillen"], expected, "{naam}");
        wereld.accept(&found, json!({})).await.expect_status(201);
    }
    let sectoren = ["90XA01", "90SA00", "90SB00", "90SC00"];
    for (code, sector) in sectoren.into_iter().zip(["vo", "sbo", "so", "vso"]) {
        assert_eq!(wereld.school(code).await["sector"], sector, "{code}");
    }
}

/// Two versions of the real file, the newer one made here.
#[actix_web::test]
async fn the_real_file_of_amsterdam_with_a_few_changes_gives_those_and_no_more() {
    let Some(map) = data() else { return };
    let mut text = Vec::new();
    let packed = std::fs::read(map.join("duo/bo-schoolvestigingen-2026-08.csv.gz")).unwrap();
    MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut text).unwrap();
    let wereld = Wereld::leeg(Engine::Sqlite).await.unwrap();
    let gzip = [("content-type", "application/gzip")];
    let path = format!("{PATH}?gemeenten=0363");
    let first =
        wereld.api.send(Method::POST, &path, &wereld.token, &gzip, Some(packed)).await.expect_status(201).json();
    assert_eq!(first["verschillen"], verschillen(200, 0, 0, 0, 0));
    assert_eq!(first["nieuweBesturen"].as_array().unwrap().len(), 37);
    wereld.accept(&first, json!({ "ingangsdatum": "2026-08-01" })).await.expect_status(201);

    let (text, ..) = encoding_rs::WINDOWS_1252.decode(&text);
    let rows: Vec<&str> = text.lines().collect();
    let own: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].split(';').nth(9) == Some("0363")).collect();
    let cell = |at: usize, column: usize| rows[at].split(';').nth(column).unwrap();
    let with = |at: usize, column: usize, value: &str| {
        let mut cells: Vec<&str> = rows[at].split(';').collect();
        cells[column] = value;
        cells.join(";")
    };
    let (gone, moved, renamed, elsewhere) = (own[0], own[50], own[100], own[150]);
    let mut newer: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
    newer[moved] = with(moved, 1, "99999");
    newer[renamed] = with(renamed, 4, "Café 't Nieuwe");
    newer[elsewhere] = with(elsewhere, 7, "1099 ZZ");
    let mut expected = vec![
        format!("{} gesloten", cell(gone, 3)),
        format!("{} ander-bestuur", cell(moved, 3)),
        format!("{} hernoemd", cell(renamed, 3)),
        format!("{} verhuisd", cell(elsewhere, 3)),
        "99ZZ00 nieuw".to_owned(),
    ];
    expected.sort();
    let fresh = with(moved, 2, "99ZZ").replacen(cell(moved, 3), "99ZZ00", 1);
    newer.push(fresh);
    newer.remove(gone);
    let bytes = encoding_rs::WINDOWS_1252.encode(&newer.join("\r\n")).0.into_owned();
    let second = wereld.upload("", bytes).await.expect_status(201).json();
    let regels = kort(&wereld.regels(&second, "").await);
    let without_number: Vec<&str> = regels.iter().map(|line| line.split_once(' ').unwrap().1).collect();
    assert_eq!(without_number, expected);
    assert_eq!((&second["ongewijzigd"], &second["nieuweBesturen"]), (&json!(196), &json!(["99999"])));
}
