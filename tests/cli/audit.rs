//! `rato audit`: whoever runs the service sees whether the audit log is whole, with an exit code for scripts.

use std::process::Command;

use rato::clock::Clock;
use rato::storage::connection::Db;
use serde_json::json;

use crate::support::dienst::{Dienst, gelukt, rato, token};
use crate::support::rows::execute;

#[test]
fn a_chain_that_was_tampered_with_ends_with_exit_code_1_and_where() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    let url = format!("sqlite://{}", folder.join("rato.sqlite").display());
    let audit = || -> Command {
        let mut command = rato(folder, &["audit"]);
        command.env("RATO__DATABASE__URL", &url);
        command
    };
    let dienst = Dienst::start(folder);
    let regio = json!({ "code": "amsterdam", "naam": "RATO", "soort": "onderwijsregio", "van": "2020-08-01" });
    dienst.client(&token(folder, &["--rol", "beheerder"])).post("/v1/regios", &regio).json(201);
    let coordinator = dienst.client(&token(folder, &["--rol", "regiocoordinator", "--regio", "amsterdam"]));
    for nummer in ["41797", "41798"] {
        coordinator.post("/v1/schoolbesturen", &json!({ "bestuursnummer": nummer })).json(201);
    }
    dienst.end();
    let whole = gelukt(audit());
    assert!(whole.contains("amsterdam: heel, 2 regels") && whole.contains("zonder regio: heel, 1 regels"), "{whole}");
    let db = Db::connect(&url, 1, std::time::Duration::from_secs(5), Clock::system()).unwrap();
    execute(
        &db,
        "DROP TRIGGER auditregel_wijzigt_niet; UPDATE auditregel SET object_id = '41799' WHERE object_id = '41797'",
    );
    let broken = audit().output().unwrap();
    let told = String::from_utf8(broken.stdout).unwrap();
    assert_eq!(broken.status.code(), Some(1));
    assert!(told.contains("amsterdam: NIET HEEL na 0 regels: regel 1"), "{told}");
    assert!(told.contains("zonder regio: heel, 1 regels"), "{told}");
}
