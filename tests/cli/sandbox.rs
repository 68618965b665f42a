//! `rato demo --sandbox`: fixed tokens, and always a way back.

use std::path::Path;
use std::process::Stdio;

use rato::auth::actor::Rol;
use serde_json::{Value, json};

use crate::support::dienst::{Dienst, free_port, rato};

fn start(folder: &Path) -> Dienst {
    let port = free_port().to_string();
    let mut command = rato(folder, &["demo", "--sandbox", "--map", "proef"]);
    command.env("RATO__MATCHING__WERKLIMIET", "20000").env("RATO__JOBS__SOLVER_GEHEUGEN_MIB", "4096");
    let child = command.env("RATO__SERVER__POORT", &port).stdout(Stdio::null()).spawn().unwrap();
    Dienst::watch(child, &format!("http://127.0.0.1:{port}"))
}

/// Everything that a coordinator sees, to compare.
fn seen(dienst: &Dienst) -> Vec<Value> {
    let coordinator = dienst.client("sandbox-regiocoordinator");
    ["/v1/vacatures", "/v1/regiodocenten", "/v1/matchrondes"].iter().flat_map(|path| coordinator.list(path)).collect()
}

#[test]
fn every_role_has_its_token_and_what_was_tried_can_be_undone_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let dienst = start(folder.path());
    for rol in Rol::ALLE {
        let found = dienst.client(&format!("sandbox-{rol}")).get("/v1/regios").json(200);
        assert_eq!(found["resultaten"][0]["code"], "nieuwmeer", "{rol}: {found}");
    }
    assert_eq!(dienst.client("sandbox-niemand").get("/v1/regios").status, 401);
    let before = seen(&dienst);
    let bestuur = dienst.client("sandbox-schoolbestuur");
    let own = bestuur.get("/v1/scholen").json(200)["resultaten"][0]["vestigingscode"].clone();
    let vacature = json!({ "vestigingscode": own, "soort": "regulier", "fte": 0.6, "van": "2027-08-01",
        "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" } });
    for _ in 0..2 {
        bestuur.post("/v1/vacatures", &vacature).json(201);
        assert_eq!(seen(&dienst).len(), before.len() + 1);
        assert_eq!(bestuur.post("/v1/sandbox/herstel", &json!({})).status, 403, "only the beheerder");
        assert_eq!(dienst.client("sandbox-beheerder").post("/v1/sandbox/herstel", &json!({})).status, 204);
        assert_eq!(seen(&dienst), before, "the same, ids included");
    }
    let keten = dienst.client("sandbox-auditor").get("/v1/auditregels/keten").json(200);
    assert_eq!(keten["heel"], true, "the log holds together: {keten}");
    bestuur.post("/v1/vacatures", &vacature).json(201);
    assert_eq!(dienst.end().code(), Some(0));
    let again = start(folder.path());
    assert_eq!(seen(&again), before, "a sandbox begins again as it began");
}

#[test]
fn a_real_installation_is_no_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = rato(folder.path(), &["demo", "--sandbox", "--map", "proef"]);
    command.env("RATO__AUTH__ISSUER", "https://idp.example.org");
    command.env("RATO__AUTH__JWKS_URL", "https://idp.example.org/jwks.json");
    let refused = command.output().unwrap();
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("ontwikkeltokens kunnen niet"), "{refused:?}");
}
