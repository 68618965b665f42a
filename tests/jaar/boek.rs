//! The solidariteitsboek of the year and of the next one, against what was reckoned by hand.

use rato::auth::actor::Rol;
use serde_json::{Value, json};

use super::wereld::Jaar;
use crate::http::rekenmachine::{reken_drieprocent, reken_zevenprocent};

/// Steps of every board in order: symbol by symbol what must be printed.
fn klopt(page: &Value, symbool: &str, moet: [Option<&str>; 6]) {
    let besturen = page["besturen"].as_array().unwrap();
    assert_eq!(besturen.len(), 6);
    for (lijn, moet) in besturen.iter().zip(moet) {
        let stap = lijn["stappen"].as_array().unwrap().iter().find(|stap| stap["symbool"] == symbool);
        let is = stap.map(|stap| stap["waarde"].as_str().unwrap());
        assert_eq!(is, moet, "{symbool} of {}", lijn["bestuursnummer"]);
    }
}

fn gelijk(waarde: &str) -> [Option<&str>; 6] {
    [Some(waarde); 6]
}

impl Jaar {
    /// T is 66 + 54 + 42 + 30 + 24 + 18 = 234 and all weigh the same, so everybody's norm is 234 ÷ 6 = 39.
    pub async fn drieprocent_in_mei(&self) {
        let page = self.lees("/v1/solidariteit/drieprocent?schooljaar=2026-2027").await;
        assert_eq!((&page["voorlopig"], &page["peildatum"]), (&json!(false), &json!("2026-05-04")));
        assert!(self.ronde.ends_with(page["matchronde"].as_str().unwrap()));
        klopt(&page, "ΣT", gelijk("234"));
        klopt(&page, "E", gelijk("39"));
        // 3 % of 66, 54 and 42; each less than the distance of 27, 15 and 3.
        klopt(&page, "d", [Some("99/50"), Some("81/50"), Some("63/50"), Some("0"), Some("0"), Some("0")]);
        // 66 − 1.98, 54 − 1.62, 42 − 1.26.
        klopt(&page, "P", [Some("3201/50"), Some("2619/50"), Some("2037/50"), None, None, None]);
        // Told 4.5; 10 % of 54; told 0.
        klopt(&page, "uitstroom", [Some("9/2"), Some("27/5"), Some("0"), None, None, None]);
        // 64.02 − 61.5 = 2.52; 52.38 − 48.6 = 3.78; 40.74 − 42 is below 0.
        klopt(&page, "ruimte", [Some("63/25"), Some("189/50"), Some("0"), None, None, None]);
        klopt(&page, "afdrachtopgave", [Some("0"), Some("0"), Some("63/50"), None, None, None]);
        // Side by side: 3 % of the norm 39 is 1.17; 3 % of the distances 27, 15 and 3.
        klopt(&page, "d-norm", [Some("117/100"), Some("117/100"), Some("117/100"), None, None, None]);
        klopt(&page, "d-afstand", [Some("81/100"), Some("9/20"), Some("9/100"), None, None, None]);
        // All year, so each person is 1. One of two left the first board for the sixth; beginners on training places are 0.
        klopt(&page, "gebruikt", [Some("1"), Some("3"), Some("0"), Some("13"), Some("13"), Some("15")]);
        // 2.52 − 1, 3.78 − 3, 0 − 0.
        klopt(&page, "rest", [Some("38/25"), Some("39/50"), Some("0"), None, None, None]);
        assert_eq!(reken_drieprocent(&page), 3);
    }

    /// 7 % of 36, 33, 30, 27, 24 and 30 classes.
    pub async fn zevenprocent_in_mei(&self) {
        let page = self.lees("/v1/solidariteit/zevenprocent?schooljaar=2026-2027").await;
        klopt(
            &page,
            "q",
            [Some("63/25"), Some("231/100"), Some("21/10"), Some("189/100"), Some("42/25"), Some("21/10")],
        );
        klopt(&page, "saldo", gelijk("0"));
        // Together 12.60, so 13. Whole parts 2 2 2 1 1 2 = 10; the largest rests are 0.89, 0.68 and 0.52.
        klopt(&page, "Σeis", gelijk("63/5"));
        klopt(&page, "quotum", [Some("3"), Some("2"), Some("2"), Some("2"), Some("2"), Some("2")]);
        let next = [Some("-12/25"), Some("31/100"), Some("1/10"), Some("-11/100"), Some("-8/25"), Some("1/10")];
        klopt(&page, "saldo-volgend", next);
        klopt(&page, "geteld", [Some("1"), Some("0"), Some("0"), Some("2"), Some("2"), Some("1")]);
        klopt(&page, "gemis", [Some("2"), Some("2"), Some("2"), Some("0"), Some("0"), Some("1")]);
        assert_eq!(reken_zevenprocent(&page), 13);
    }

    /// In February the book is still that of May; only what is used went on.
    pub async fn drieprocent_aan_het_eind(&self) {
        let page = self.lees("/v1/solidariteit/drieprocent?schooljaar=2026-2027").await;
        klopt(&page, "T", [Some("66"), Some("54"), Some("42"), Some("30"), Some("24"), Some("18")]);
        klopt(&page, "ruimte", [Some("63/25"), Some("189/50"), Some("0"), None, None, None]);
        // The first got somebody for 243 of 365 days. Else as in May: who left the fourth in November was there for 122 days and
        // who came for 243, together 365; who went over to the fifth board in February stays there.
        klopt(&page, "gebruikt", [Some("608/365"), Some("3"), Some("0"), Some("13"), Some("13"), Some("15")]);
        // 2.52 − 608/365 = 919.8/365 − 608/365.
        klopt(&page, "rest", [Some("1559/1825"), Some("39/50"), Some("0"), None, None, None]);
        assert_eq!(reken_drieprocent(&page), 3);
    }

    /// The auditor of the region reads also what the service did by itself.
    pub async fn auditor(&self) {
        let auditor = self.api.ander(Rol::Auditor, "amsterdam");
        for actie in ["matchronde:beginnen", "matchronde:eindigen", "ingreep:prijzen", "plaatsing:tijd"] {
            let path = format!("/v1/auditregels?actie={actie}");
            let found = self.api.get(&path, &auditor).await.expect_status(200).json();
            assert!(!found["resultaten"].as_array().unwrap().is_empty(), "{actie}");
        }
    }

    /// In May 2027 the first matchronde for 2027-2028 opens the next book, with the telling of October and the saldo of this one.
    pub async fn volgend_jaar(&self) {
        self.op("2027-05-03");
        let body = json!({ "schooljaar": "2027-2028", "werklimiet": 20_000 });
        let ronde = self.matchronde(body).await;
        let drie = self.lees("/v1/solidariteit/drieprocent?schooljaar=2027-2028").await;
        assert!(ronde.ends_with(drie["matchronde"].as_str().unwrap()));
        // 65 + 55 + 42 + 31 + 25 + 18 = 236; ÷ 6.
        klopt(&drie, "ΣT", gelijk("236"));
        klopt(&drie, "E", gelijk("118/3"));
        klopt(&drie, "d", [Some("39/20"), Some("33/20"), Some("63/50"), Some("0"), Some("0"), Some("0")]);
        // Outflow less step: 4.5 − 1.95; 5.5 − 1.65; 0 − 1.26 is below 0.
        klopt(&drie, "ruimte", [Some("51/20"), Some("77/20"), Some("0"), None, None, None]);
        assert_eq!(reken_drieprocent(&drie), 3);

        let zeven = self.lees("/v1/solidariteit/zevenprocent?schooljaar=2027-2028").await;
        let saldo = [Some("-12/25"), Some("31/100"), Some("1/10"), Some("-11/100"), Some("-8/25"), Some("1/10")];
        klopt(&zeven, "saldo", saldo);
        // 2.52 − 0.48, 2.31 + 0.31, 2.10 + 0.10, 1.89 − 0.11, 1.68 − 0.32, 2.10 + 0.10: together 12.20, so 12.
        klopt(&zeven, "eis", [Some("51/25"), Some("131/50"), Some("11/5"), Some("89/50"), Some("34/25"), Some("11/5")]);
        // Whole parts 2 2 2 1 1 2 = 10; the largest rests are 0.78 and 0.62.
        klopt(&zeven, "quotum", [Some("2"), Some("3"), Some("2"), Some("2"), Some("1"), Some("2")]);
        let next = [Some("1/25"), Some("-19/50"), Some("1/5"), Some("-11/50"), Some("9/25"), Some("1/5")];
        klopt(&zeven, "saldo-volgend", next);
        assert_eq!(reken_zevenprocent(&zeven), 12);
    }
}
