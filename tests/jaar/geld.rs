//! Money and the quarter report, against what was reckoned by hand.

use serde_json::{Value, json};

use super::wereld::Jaar;

/// What each board pays in a month, in cents, in order of number.
fn per_bestuur(month: &Value) -> Vec<(String, i64)> {
    let lines = month["perSchoolbestuur"].as_array().unwrap().iter();
    lines
        .map(|line| (line["bestuursnummer"].as_str().unwrap().to_owned(), line["bedragCent"].as_i64().unwrap()))
        .collect()
}

fn bedragen(cents: [(&str, i64); 5]) -> Vec<(String, i64)> {
    cents.into_iter().map(|(bestuur, cents)| (bestuur.to_owned(), cents)).collect()
}

impl Jaar {
    /// 73,000.00 ÷ 365 is 200.00 a day, so 6,000.00 for each person in September. At work: 1, 3, 13 + 2, 13 + 2 and 15 + 1.
    pub async fn doorbelasting_in_september(&self) {
        let month = self.lees("/v1/doorbelastingen?maand=2026-09").await;
        let expected = [
            ("41001", 600_000),
            ("41002", 1_800_000),
            ("41004", 9_000_000),
            ("41005", 9_000_000),
            ("41006", 9_600_000),
        ];
        assert_eq!(per_bestuur(&month), bedragen(expected));
        assert_eq!((&month["totaalCent"], &month["bankzittenCent"]), (&json!(30_000_000), &json!(0)));
        let closed = self.doe("/v1/doorbelastingen/2026-09/afsluitingen", &json!({})).await.json();
        assert_eq!(closed["status"], "afgesloten");
    }

    /// 31 days of 200.00 is 6,200.00 each. One left the fourth board on 30 November; on 1 December one came there, and one to the
    /// first.
    pub async fn doorbelasting_in_december(&self) {
        let month = self.lees("/v1/doorbelastingen?maand=2026-12").await;
        let expected = [
            ("41001", 1_240_000),
            ("41002", 1_860_000),
            ("41004", 9_300_000),
            ("41005", 9_300_000),
            ("41006", 9_920_000),
        ];
        assert_eq!(per_bestuur(&month), bedragen(expected));
        assert_eq!((&month["totaalCent"], &month["bankzittenCent"]), (&json!(31_620_000), &json!(0)));
    }

    /// The last quarter of 2026, with the telling of 1 October.
    pub async fn kwartaalcijfers(&self) {
        self.op("2027-01-04");
        let monitor = self.lees("/v1/monitor?kwartaal=2026-K4").await;
        assert_eq!(monitor["peildatum"], "2026-12-31");
        let cijfer = |indicator: &str| {
            let all = monitor["regio"]["cijfers"].as_array().unwrap();
            all.iter().find(|cijfer| cijfer["indicator"] == indicator).unwrap()["waarde"].clone()
        };
        for (indicator, moet) in [
            // 70 + 58 + 44 + 48 + 38 + 34
            ("benodigd", "292"),
            // 65 + 55 + 42 + 31 + 25 + 18
            ("beschikbaar", "236"),
            // 2 + 3 + 13 + 13 + 15 people, and 5 beginners who are still above the formation.
            ("geplaatst-netto", "46"),
            ("geplaatst-boven-formatie", "5"),
            // The third school lends one since December.
            ("uitgeleend", "1"),
            ("netto", "281"),
            // 5 + 3 + 2 + 17 + 13 + 16
            ("tekort-voor", "56"),
            // 3 + 0 + 3 + 4 + 0 + 1
            ("tekort-na", "11"),
            // 2.52 + 3.78 + 0, as in May.
            ("drieprocent-ruimte", "63/10"),
            ("zevenprocent-quotum", "13"),
            ("zevenprocent-geteld", "6"),
        ] {
            assert_eq!(cijfer(indicator), moet, "{indicator}");
        }
    }
}
