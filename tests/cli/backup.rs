//! Backup and restore, as docs/deploy/README.md describes them: the restored service shows the same rows.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::support::dienst::{Dienst, free_port, gelukt, rato, token};
use crate::support::postgres::{empty_database, program};

/// Everything that a coordinator can list, as the service in `folder` on `url` shows it.
fn shown(folder: &Path, url: &str) -> Value {
    let dienst = serve(folder, url);
    let client = dienst.client(&token(folder, &["--rol", "regiocoordinator", "--regio", "amsterdam"]));
    let lists = ["schoolbesturen", "scholen", "formatiepeilingen", "regiodocenten", "vacatures"];
    let shown = lists.map(|list| client.list(&format!("/v1/{list}")));
    dienst.end();
    json!(shown)
}

fn serve(folder: &Path, url: &str) -> Dienst {
    let port = free_port();
    let mut command = rato(folder, &["serve"]);
    command.env("RATO__SERVER__POORT", port.to_string()).env("RATO__DATABASE__URL", url);
    Dienst::watch(command.stdout(Stdio::null()).spawn().unwrap(), &format!("http://127.0.0.1:{port}"))
}

/// A region with a school, a person and a vacature, made over the API.
fn fill(dienst: &Dienst, folder: &Path) {
    let beheerder = dienst.client(&token(folder, &["--rol", "beheerder"]));
    let regio = json!({ "code": "amsterdam", "naam": "RATO", "soort": "onderwijsregio", "van": "2020-08-01" });
    beheerder.post("/v1/regios", &regio).json(201);
    let coordinator = dienst.client(&token(folder, &["--rol", "regiocoordinator", "--regio", "amsterdam"]));
    coordinator.post("/v1/schoolbesturen", &json!({ "bestuursnummer": "41797", "naam": "Stichting é" })).json(201);
    let school = json!({ "vestigingscode": "00AP00", "bestuursnummer": "41797", "naam": "De Rietschans", "sector": "bo",
        "plaats": "Nieuwmeer", "gemeentenummer": "0091" });
    coordinator.post("/v1/scholen", &school).json(201);
    let peiling = json!({ "vestigingscode": "00AP00", "peildatum": "2026-10-01", "soort": "telling", "benodigdFte": 12.5,
        "beschikbaarBevoegdFte": 10.25, "nietInzetbaarFte": 0.5, "leerlingen": 230,
        "verloop": { "instroom": { "regulier": 1.5 } } });
    coordinator.post("/v1/formatiepeilingen", &peiling).json(201);
    let docent = json!({ "naam": "Amira", "soort": "ervaren", "vogDatum": "2026-06-01",
        "contracten": [{ "van": "2026-08-01", "werktijdfactor": 0.8, "loonkostenCent": 8_900_000 }] });
    coordinator.post("/v1/regiodocenten", &docent).json(201);
    let vacature = json!({ "vestigingscode": "00AP00", "soort": "regulier", "fte": 0.8,
        "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" }, "van": "2026-08-01" });
    coordinator.post("/v1/vacatures", &vacature).json(201);
}

#[test]
fn a_sqlite_copy_made_while_the_service_runs_is_the_whole_database() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    let url = format!("sqlite://{}", folder.join("rato.sqlite").display());
    let dienst = serve(folder, &url);
    fill(&dienst, folder);
    let mut copy = rato(folder, &["backup", "kopie.sqlite"]);
    copy.env("RATO__DATABASE__URL", &url);
    assert!(gelukt(copy).contains("nagekeken"));
    // What happens after the copy is not in it.
    let coordinator = dienst.client(&token(folder, &["--rol", "regiocoordinator", "--regio", "amsterdam"]));
    coordinator.post("/v1/schoolbesturen", &json!({ "bestuursnummer": "41798" })).json(201);
    dienst.end();
    let before = shown(folder, &url);
    let restored = shown(folder, &format!("sqlite://{}", folder.join("kopie.sqlite").display()));
    assert_eq!((before[0].as_array().unwrap().len(), restored[0].as_array().unwrap().len()), (2, 1));
    for list in 1..5 {
        assert!(!restored[list].as_array().unwrap().is_empty());
        assert_eq!(restored[list], before[list]);
    }
    let mut again = rato(folder, &["backup", "kopie.sqlite"]);
    again.env("RATO__DATABASE__URL", &url);
    let refused = again.output().unwrap();
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("bestaat al"));
    let mut absent = rato(folder, &["backup", "ander.sqlite"]);
    absent.env("RATO__DATABASE__URL", "sqlite://er-is-niets.sqlite");
    assert!(!absent.output().unwrap().status.success() && !folder.join("er-is-niets.sqlite").exists());
}

#[test]
fn a_postgresql_dump_restores_into_an_empty_database() {
    let (Some(source), Some(target)) = (empty_database(), empty_database()) else { return };
    let (Some(dump), Some(restore)) = (program("pg_dump"), program("pg_restore")) else { return };
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    let dienst = serve(folder, source.url());
    fill(&dienst, folder);
    // While the service runs: a dump is one moment.
    let mut command = Command::new(dump);
    command.args(["--format=custom", "--no-owner", "--file"]).arg(folder.join("rato.dump")).arg(source.url());
    gelukt(command);
    dienst.end();
    let mut command = Command::new(restore);
    command.args(["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", target.url()]);
    command.arg(folder.join("rato.dump"));
    gelukt(command);
    let (before, restored) = (shown(folder, source.url()), shown(folder, target.url()));
    assert!(before.as_array().unwrap().iter().all(|list| list.as_array().unwrap().len() == 1));
    assert_eq!(before, restored);
    let mut wrong = rato(folder, &["backup", "kopie.sqlite"]);
    wrong.env("RATO__DATABASE__URL", source.url());
    let refused = wrong.output().unwrap();
    assert!(!refused.status.success() && String::from_utf8_lossy(&refused.stderr).contains("pg_dump"));
}
