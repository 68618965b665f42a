//! What people do in a year, in order.

use rato::domain::beleid::Beleid;
use serde_json::{Value, json};

use super::wereld::{BESTUREN, Jaar};

/// A formatiepeiling of every school, in the order of the boards, told by each with its own token: has, needs.
async fn tel(jaar: &Jaar, day: &str, cijfers: [(i64, i64); 6]) {
    let leaves = [json!(4.5), Value::Null, json!(0), Value::Null, Value::Null, Value::Null];
    let groups = [36, 33, 30, 27, 24, 30];
    for (at, (bestuur, school)) in BESTUREN.into_iter().enumerate() {
        let body = json!({ "vestigingscode": school, "peildatum": day, "soort": "telling",
            "benodigdFte": cijfers[at].1, "beschikbaarBevoegdFte": cijfers[at].0, "nietInzetbaarFte": 0,
            "leerlingen": 600, "groepen": groups[at], "verwachteUitstroomFte": leaves[at], "begeleidingFte": 1,
            "eerstejaarsZijInstromersEigen": i64::from(at == 0) });
        jaar.bestuur(bestuur, "/v1/formatiepeilingen", &body).await;
    }
}

fn bevoegdheid() -> Value {
    json!({ "sector": "bo", "vak": "groepsleraar", "graad": "pabo" })
}

impl Jaar {
    /// Fifty people: forty-five with experience, five who begin as zij-instromer. All full-time for 73,000.00 a year.
    pub async fn pool(&self) {
        for number in 0..50 {
            let first_year = number >= 45;
            self.intake(number, first_year, "2026-08-01").await;
        }
    }

    /// One person, with a contract from this day on.
    async fn intake(&self, number: usize, first_year: bool, van: &str) -> String {
        let mut body = json!({ "naam": format!("Docent {number}"), "soort": "ervaren", "vogDatum": "2026-04-01" });
        if first_year {
            (body["soort"], body["trajectStart"]) = (json!("zij-instromer"), json!("2026-08-01"));
        }
        body["contracten"] = json!([{ "van": van, "werktijdfactor": 1, "loonkostenCent": 7_300_000 }]);
        let mut may = bevoegdheid();
        may["van"] = json!("2026-08-01");
        body["bevoegdheden"] = json!([may]);
        self.doe("/v1/regiodocenten", &body).await.header("location").to_owned()
    }

    async fn vacature(&self, bestuur: &str, school: &str, soort: &str) {
        let body = json!({ "vestigingscode": school, "soort": soort, "fte": 1, "van": "2026-08-01",
            "totEnMet": "2027-07-31", "bevoegdheid": bevoegdheid() });
        self.bestuur(bestuur, "/v1/vacatures", &body).await;
    }

    /// Outflow that a board did not tell becomes 10 % instead of 8 %: proposed with a reason, adopted by somebody else.
    pub async fn beleid(&self) {
        let mut inhoud = serde_json::to_value(Beleid::standaard().unwrap()).unwrap();
        inhoud["regels"]["drieprocent"]["parameters"]["uitstroom"]["waarde"] = json!("1/10");
        let body = json!({ "geldigVanaf": "2026-05-04", "inhoud": inhoud, "bestuursbesluit": "Stuurgroep, besluit 7",
            "reden": "In de afgelopen drie jaar vertrok gemiddeld een op de tien." });
        let proposer = self.coordinator();
        let path = self.api.post("/v1/beleid", &proposer, &body).await.expect_status(201).header("location").to_owned();
        let adopt = format!("{path}/vaststellingen");
        self.api.post(&adopt, &proposer, &json!({})).await.expect_status(409);
        assert_eq!(self.doe(&adopt, &json!({})).await.json()["status"], "vastgesteld");
    }

    /// Everybody gets a place; one of them may not go where the plan says, at no price, and the whole plan is adopted.
    pub async fn eerste_ronde(&mut self) {
        self.ronde = self.matchronde(json!({ "schooljaar": "2026-2027", "werklimiet": 20_000 })).await;
        let plan = self.lees(&format!("{}/resultaat", self.ronde)).await;
        let lines = plan["plaatsingen"].as_array().unwrap();
        // 2 + 3 + 13 + 13 + 14 people with experience, and 5 beginners. The third board has no room.
        assert_eq!(lines.len(), 50);
        assert!(lines.iter().all(|line| line["vestigingscode"] != "00AP03"));
        let last =
            lines.iter().find(|line| line["vestigingscode"] == "00AP06" && line["nettoVanaf"].is_null()).unwrap();
        let body = json!({ "soort": "verbieden", "regiodocent": last["regiodocent"], "vestigingscode": "00AP06",
            "motivering": "De partner werkt op deze school." });
        let ingreep = self.doe(&format!("{}/ingrepen", self.ronde), &body).await.json();
        for tier in ingreep["prijs"]["tiers"].as_array().unwrap() {
            let above = !["mensen", "loting"].contains(&tier["tier"].as_str().unwrap());
            assert!(!above || tier["verschil"] == "0", "somebody else goes there: {tier}");
        }
        let body = json!({ "motivering": "Besproken met de zes besturen.", "ingrepen": [ingreep["id"]] });
        let made = self.doe(&format!("{}/vaststellingen", self.ronde), &body).await.json();
        assert_eq!(made["plaatsingen"].as_array().unwrap().len(), 50);
        let moved = made["plaatsingen"].as_array().unwrap().iter();
        let mut there = moved.filter(|one| one["regiodocent"] == last["regiodocent"]);
        assert!(there.all(|one| one["vestigingscode"] != "00AP06"));
    }

    /// The sixth school asks for one more. Somebody who was proposed at the first school consents to move, and a re-run with
    /// a budget of one person does it: the old proposal is taken back in the same decision.
    pub async fn verhuizing(&mut self) {
        self.vacature("41006", "00AP06", "regulier").await;
        let proposed = self.plaatsingen(&["voorgesteld"]).await;
        let one = proposed.iter().find(|one| one["vestigingscode"] == "00AP01").unwrap();
        let docent = one["regiodocent"].as_str().unwrap().to_owned();
        let consent = json!({ "soort": "verplaatsing", "van": "2026-08-01", "totEnMet": "2027-07-31" });
        self.doe(&format!("/v1/regiodocenten/{docent}/instemmingen"), &consent).await;
        let still = self.matchronde(json!({ "schooljaar": "2026-2027", "werklimiet": 20_000 })).await;
        let plan = self.lees(&format!("{still}/resultaat")).await;
        assert!(plan["plaatsingen"].as_array().unwrap().iter().all(|line| line["bestaand"].is_string()), "no budget");
        let body = json!({ "schooljaar": "2026-2027", "werklimiet": 20_000, "wijzigingsbudget": 1 });
        let ronde = self.matchronde(body).await;
        let body = json!({ "motivering": "Zij wil graag naar de nieuwe plek." });
        let made = self.doe(&format!("{ronde}/vaststellingen"), &body).await.json();
        let fresh = made["plaatsingen"].as_array().unwrap();
        assert_eq!(fresh.len(), 1, "{made}");
        assert_eq!((&fresh[0]["regiodocent"], &fresh[0]["vestigingscode"]), (&json!(docent), &json!("00AP06")));
        let path = format!("/v1/plaatsingen/{}", one["id"].as_str().unwrap());
        let old = self.lees(&path).await;
        assert_eq!(old["status"], "ingetrokken");
        let told = old["verloop"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (&told["stap"], &told["motivering"]),
            (&json!("intrekken"), &json!("Zij wil graag naar de nieuwe plek."))
        );
        self.verhuisd = docent;
    }

    /// All fifty become active; nobody has two places.
    pub async fn akkoorden(&self) {
        self.op("2026-05-11");
        assert_eq!(self.akkoord_met_alles().await, 50);
        let active = self.plaatsingen(&["actief"]).await;
        let people: std::collections::BTreeSet<_> = active.iter().map(|one| one["regiodocent"].to_string()).collect();
        assert_eq!((active.len(), people.len()), (50, 50));
    }

    /// Beginners are above the formation for 75 days: from 1 August until 15 October.
    pub async fn boven_formatie_wordt_netto(&self) {
        let phase = async |fase: &str| {
            let active = self.plaatsingen(&["actief"]).await;
            active.iter().filter(|one| one["fase"] == fase).count()
        };
        self.op("2026-10-14");
        assert_eq!((phase("boven-formatie").await, phase("netto").await), (5, 45));
        self.op("2026-10-15");
        assert_eq!((phase("boven-formatie").await, phase("netto").await), (0, 50));
    }

    /// The telling of October; somebody leaves the fourth school half-way. From 1 December on there are a newcomer and somebody
    /// whom the third board lends.
    pub async fn vertrek_en_nieuwe_ronde(&self) {
        self.op("2026-11-16");
        tel(self, "2026-10-01", [(65, 70), (55, 58), (42, 44), (31, 48), (25, 38), (18, 34)]).await;
        let active = self.plaatsingen(&["actief"]).await;
        let leaver = active.iter().find(|one| one["vestigingscode"] == "00AP04" && one.get("nettoVanaf").is_none());
        let leaver = leaver.unwrap();
        let end = json!({ "laatsteDag": "2026-11-30", "motivering": "Verhuist naar een andere regio.",
            "namens": "docent", "bron": "E-mail van 12 november" });
        self.doe(&format!("/v1/plaatsingen/{}/beeindigingen", leaver["id"].as_str().unwrap()), &end).await;
        let docent = format!("/v1/regiodocenten/{}", leaver["regiodocent"].as_str().unwrap());
        let contract = self.lees(&format!("{docent}/contracten")).await["resultaten"][0]["id"].clone();
        let last = json!({ "laatsteDag": "2026-11-30" });
        self.doe(&format!("{docent}/contracten/{}/beeindigingen", contract.as_str().unwrap()), &last).await;
        let newcomer = self.intake(50, false, "2026-12-01").await;
        let lent = self.detachering().await;
        let body = json!({ "schooljaar": "2026-2027", "werklimiet": 20_000, "ingangsdatum": "2026-12-01" });
        let ronde = self.matchronde(body).await;
        let made =
            self.doe(&format!("{ronde}/vaststellingen"), &json!({ "motivering": "De plek is weer gevuld." })).await;
        let made = made.json();
        let fresh = made["plaatsingen"].as_array().unwrap();
        let mut people: Vec<_> = fresh.iter().map(|one| one["regiodocent"].as_str().unwrap()).collect();
        people.sort_unstable();
        assert_eq!(people, [newcomer.rsplit('/').next().unwrap(), lent.as_str()], "the newcomer and who is lent");
        // Where a place came free and where somebody left for the sixth; never at the third, which has no room. From the day
        // that was asked, and not from 1 August.
        let mut schools: Vec<_> = fresh.iter().map(|one| one["vestigingscode"].as_str().unwrap()).collect();
        schools.sort_unstable();
        assert_eq!(schools, ["00AP01", "00AP04"]);
        assert!(fresh.iter().all(|one| one["delen"][0]["van"] == "2026-12-01"), "{made}");
        assert_eq!(self.akkoord_met_alles().await, 2);
    }

    /// The third board has a task under the 3%-regeling: it lends somebody to the pool, from December until July.
    async fn detachering(&self) -> String {
        let mut may = bevoegdheid();
        may["van"] = json!("2020-08-01");
        let person = json!({ "naam": "Docent van de derde", "soort": "ervaren", "vogDatum": "2020-04-01", "bevoegdheden": [may] });
        let docent = self.doe("/v1/regiodocenten", &person).await.json()["id"].as_str().unwrap().to_owned();
        let offer = json!({ "regiodocent": docent, "vestigingscode": "00AP03", "fte": 1, "van": "2026-12-01",
            "totEnMet": "2027-07-31", "terugkeergarantieTot": "2028-07-31", "loonkostenCent": 7_300_000 });
        let path = self.doe("/v1/detacheringen", &offer).await.header("location").to_owned();
        let consent = json!({ "namens": "docent", "bron": "Gesprek van 13 november" });
        let agreed = self.doe(&format!("{path}/instemmingen"), &consent).await.json();
        assert_eq!((&agreed["status"], &agreed["bestuursnummer"]), (&json!("actief"), &json!("41003")));
        docent
    }

    /// At the fifth school both want to go on together: the contract goes to the board on 1 February.
    pub async fn overdracht(&self) {
        let active = self.plaatsingen(&["actief"]).await;
        let one =
            active.iter().find(|one| one["vestigingscode"] == "00AP05" && one.get("nettoVanaf").is_none()).unwrap();
        let path = format!("/v1/plaatsingen/{}", one["id"].as_str().unwrap());
        let steps = format!("{path}/overdrachten");
        self.bestuur("41005", &steps, &json!({ "datum": "2027-02-01" })).await;
        self.doe(&steps, &json!({ "datum": "2027-02-01", "namens": "docent", "bron": "Gesprek van 4 januari" })).await;
        self.op("2027-02-01");
        assert_eq!(self.lees(&path).await["status"], "overgedragen");
        let contracts = format!("/v1/regiodocenten/{}/contracten", one["regiodocent"].as_str().unwrap());
        assert_eq!(self.lees(&contracts).await["resultaten"][0]["totEnMet"], "2027-01-31");
    }
}
