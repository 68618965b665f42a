//! What people do in a year, in order.

use rato::domain::beleid::Beleid;
use serde_json::{Value, json};

use super::wereld::{BESTUREN, Jaar};

/// A formatiepeiling of every school, in the order of the boards: has, needs.
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
    /// The beheerder makes the boards, the coordinator their schools; each board tells its formatie.
    pub async fn stamdata(&self) {
        let beheerder = self.api.beheerder();
        for (bestuur, school) in BESTUREN {
            let body = json!({ "bestuursnummer": bestuur, "naam": format!("Bestuur {bestuur}") });
            self.api.post("/v1/schoolbesturen", &beheerder, &body).await.expect_status(201);
            let body = json!({ "vestigingscode": school, "bestuursnummer": bestuur, "naam": format!("School {school}"),
                "sector": "bo", "postcode": "1012AB", "plaats": "AMSTERDAM", "gemeentenummer": "0363" });
            self.doe("/v1/scholen", &body).await;
        }
        tel(self, "2026-02-01", [(66, 70), (54, 58), (42, 44), (30, 44), (24, 38), (18, 34)]).await;
    }

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

    /// Each board asks for its own school, with its own token.
    pub async fn vacatures(&self) {
        for ((bestuur, school), asked) in BESTUREN.into_iter().zip([2, 3, 1, 13, 13, 14]) {
            for _ in 0..asked {
                self.vacature(bestuur, school, "regulier").await;
            }
        }
        for (at, places) in [(3, 2), (4, 2), (5, 1)] {
            for _ in 0..places {
                self.vacature(BESTUREN[at].0, BESTUREN[at].1, "opleidingsplaats").await;
            }
        }
        let other = json!({ "vestigingscode": "00AP02", "soort": "regulier", "fte": 1, "van": "2026-08-01",
            "totEnMet": "2027-07-31", "bevoegdheid": bevoegdheid() });
        let board = self.api.bestuur("amsterdam", "41001");
        let refused = self.api.post("/v1/vacatures", &board, &other).await;
        assert!(
            [403, 404].contains(&refused.status.as_u16()),
            "a board asks for its own schools only: {}",
            refused.text
        );
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

    /// The telling of October; somebody leaves the fourth school half-way, and a newcomer takes the place from 1 December on.
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
        let body = json!({ "schooljaar": "2026-2027", "werklimiet": 20_000, "ingangsdatum": "2026-12-01" });
        let ronde = self.matchronde(body).await;
        let made =
            self.doe(&format!("{ronde}/vaststellingen"), &json!({ "motivering": "De plek is weer gevuld." })).await;
        let made = made.json();
        let fresh = made["plaatsingen"].as_array().unwrap();
        assert_eq!(fresh.len(), 1, "{made}");
        assert!(newcomer.ends_with(fresh[0]["regiodocent"].as_str().unwrap()));
        // The school with the largest shortage, from the day that was asked and not from 1 August.
        assert_eq!(
            (&fresh[0]["vestigingscode"], &fresh[0]["delen"][0]["van"]),
            (&json!("00AP04"), &json!("2026-12-01"))
        );
        assert_eq!(self.akkoord_met_alles().await, 1);
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
