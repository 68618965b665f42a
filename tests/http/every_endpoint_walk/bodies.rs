//! A right body of each operation that has one.

use rato::domain::beleid::Beleid;
use serde_json::{Value, json};

const WHY: &str = "Zo is het besproken.";

/// The query without which an operation does not work.
pub fn query_of(operation: &str) -> &'static str {
    match operation {
        "create_import" => "?soort=schoolbesturen",
        _ => "",
    }
}

/// A right body of each operation that has one.
pub fn body_of(operation: &str) -> Option<Value> {
    let bevoegdheid = |vak: &str| json!({ "sector": "vo", "vak": vak, "graad": "tweedegraads", "van": "2020-01-01" });
    let instemming = |soort: &str| json!({ "soort": soort, "van": "2026-08-01", "totEnMet": "2027-07-31" });
    let school = |code: Option<&str>| {
        let mut body = json!({ "bestuursnummer": "90001", "naam": "School", "sector": "bo", "postcode": "9901AA",
            "plaats": "ERGENSDORP", "gemeentenummer": "0091" });
        if let Some(code) = code {
            body["vestigingscode"] = json!(code);
        }
        body
    };
    let peiling = json!({ "vestigingscode": "90ZA00", "peildatum": "2026-10-01", "soort": "prognose",
        "benodigdFte": 12.5, "beschikbaarBevoegdFte": 10.25, "nietInzetbaarFte": 0.5, "leerlingen": 230, "groepen": 10 });
    let vacature = json!({ "vestigingscode": "90ZA00", "soort": "regulier", "fte": 0.6, "van": "2026-08-01",
        "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" }, "totEnMet": "2027-07-31" });
    Some(match operation {
        "accept_duovergelijking" => json!({ "ingangsdatum": "2026-08-01", "regels": [1] }),
        "refuse_duovergelijking" => json!({ "regels": [1] }),
        "create_abonnement" => json!({ "url": "https://hr.example.nl/haak" }),
        "create_regio" => {
            json!({ "code": "zaanstreek", "naam": "RATO", "soort": "onderwijsregio", "van": "2020-08-01" })
        }
        "create_deelname" => json!({ "vestigingscode": "90ZX00", "van": "2026-08-01" }),
        "update_deelname" => json!({ "van": "2026-08-01" }),
        "create_schoolbestuur" => json!({ "bestuursnummer": "90009", "naam": "Negen" }),
        "update_schoolbestuur" => json!({ "naam": "Anders" }),
        "create_school" => school(Some("90ZY00")),
        "update_school" => school(None),
        "create_formatiepeiling" => peiling,
        "update_formatiepeiling" => {
            let mut peiling = peiling;
            peiling["soort"] = json!("telling");
            peiling
        }
        "create_regiodocent" | "update_regiodocent" => json!({ "naam": "P. Jansen", "soort": "ervaren" }),
        "create_contract" => json!({ "van": "2027-08-01", "totEnMet": "2027-12-31", "werktijdfactor": 0.6,
            "loonkostenCent": 2 }),
        "update_contract" => json!({ "van": "2026-08-01", "totEnMet": "2027-07-31", "werktijdfactor": 0.8,
            "loonkostenCent": 3 }),
        "amend_contract" => json!({ "vanaf": "2030-07-01", "werktijdfactor": 0.3 }),
        "end_contract" => json!({ "laatsteDag": "2031-06-30" }),
        "create_detachering" => json!({ "regiodocent": "01890000-0000-7000-8000-000000000000", "fte": 0.2,
            "vestigingscode": "90ZA00", "van": "2028-01-01", "totEnMet": "2028-12-31",
            "terugkeergarantieTot": "2028-12-31", "loonkostenCent": 1 }),
        "agree_detachering" => json!({ "namens": "docent", "bron": "brief" }),
        "end_detachering" => json!({ "motivering": WHY, "laatsteDag": "2028-06-30" }),
        "create_bevoegdheid" => bevoegdheid("wiskunde"),
        "update_bevoegdheid" => bevoegdheid("natuurkunde"),
        "create_voorkeur" => json!({ "vestigingscode": "90ZA01", "minuten": 5 }),
        "update_voorkeur" => json!({ "vestigingscode": "90ZA00", "minuten": -5 }),
        "create_uitsluiting" => json!({ "bestuursnummer": "90003" }),
        "update_uitsluiting" => json!({ "vestigingscode": "90ZC00" }),
        "create_instemming" => instemming("twee-scholen"),
        "update_instemming" => instemming("verplaatsing"),
        "create_vacature" | "update_vacature" => vacature,
        "withdraw_vacature"
        | "stop_matchronde"
        | "search_auditregels"
        | "search_regiodocenten"
        | "search_detacheringen"
        | "search_plaatsingen" => json!({}),
        "create_beleid" => json!({ "geldigVanaf": "2026-12-15", "inhoud": Beleid::standaard().unwrap(),
            "bestuursbesluit": "Stuurgroep, besluit 4", "reden": "Het mag sneller." }),
        "create_boekheropening" => json!({ "regel": "zevenprocent", "schooljaar": "2030-2031",
            "motivering": "De telling van een school was dubbel ingevoerd." }),
        "start_matchronde" => json!({ "schooljaar": "2026-2027" }),
        "create_vaststelling"
        | "withdraw_plaatsing"
        | "withdraw_detachering"
        | "refuse_beleid"
        | "refuse_boekheropening" => {
            json!({ "motivering": WHY })
        }
        "create_ingreep" => json!({ "soort": "verbieden", "vestigingscode": "90ZA00", "motivering": WHY,
            "regiodocent": "01890000-0000-7000-8000-000000000000" }),
        "create_onderzoek" => json!({ "soort": "waarom-niet", "regiodocent": "01890000-0000-7000-8000-000000000000",
            "vacature": "01890000-0000-7000-8000-000000000000" }),
        "agree_plaatsing" => json!({ "namens": "school", "bron": "brief" }),
        "refuse_plaatsing" => json!({ "namens": "school", "bron": "brief", "motivering": WHY }),
        "end_plaatsing" => json!({ "namens": "school", "bron": "brief", "motivering": WHY,
            "laatsteDag": "2027-01-31" }),
        "transfer_plaatsing" => json!({ "namens": "school", "bron": "brief", "datum": "2027-02-01" }),
        _ => return None,
    })
}
