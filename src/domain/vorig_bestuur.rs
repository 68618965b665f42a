//! VorigBestuur: a board that ran a school before the one it has now. What happened then stays under that board.

use chrono::NaiveDate;

use super::kenmerk::Bestuursnummer;
use super::periode::Periode;

/// A board that a school had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VorigBestuur {
    /// Which board.
    pub bestuursnummer: Bestuursnummer,
    /// First day; absent: as long as anybody knows.
    pub van: Option<NaiveDate>,
    /// Last day, itself included.
    pub tot_en_met: NaiveDate,
}

/// The parts of `periode` with the board of the school in each, in order. `vorige` in order of their days; after them
/// the school has `nu`.
pub fn per_bestuur<'a>(
    vorige: &'a [VorigBestuur],
    nu: &'a Bestuursnummer,
    periode: &Periode,
) -> Vec<(&'a Bestuursnummer, Periode)> {
    let (mut found, mut rest) = (Vec::new(), Some(*periode));
    for vorig in vorige {
        let Some(left) = rest.filter(|left| left.van <= vorig.tot_en_met) else { continue };
        let last = left.einde().min(vorig.tot_en_met);
        found.push((&vorig.bestuursnummer, Periode::new(left.van, Some(last))));
        let after = vorig.tot_en_met.succ_opt().map(|first| Periode { van: first, ..left });
        rest = after.filter(|after| !after.is_leeg());
    }
    found.extend(rest.map(|rest| (nu, rest)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_belongs_to_the_board_of_that_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let nummer = |text: &str| text.parse::<Bestuursnummer>().unwrap();
        let (a, b, nu) = (nummer("90001"), nummer("90002"), nummer("90003"));
        let vorige = [
            VorigBestuur { bestuursnummer: a.clone(), van: None, tot_en_met: day("2026-07-31") },
            VorigBestuur { bestuursnummer: b.clone(), van: Some(day("2026-08-01")), tot_en_met: day("2026-10-14") },
        ];
        let parts = |van: &str, tot: &str| {
            let parts = per_bestuur(&vorige, &nu, &Periode::new(day(van), tot.parse().ok()));
            let text = |(nummer, days): (&Bestuursnummer, Periode)| {
                (nummer.to_string(), days.van.to_string(), days.tot_en_met.map(|day| day.to_string()))
            };
            parts.into_iter().map(text).collect::<Vec<_>>()
        };
        let part = |nummer: &Bestuursnummer, van: &str, tot: &str| {
            (nummer.to_string(), van.to_owned(), (!tot.is_empty()).then(|| tot.to_owned()))
        };
        assert_eq!(
            parts("2026-07-01", ""),
            [part(&a, "2026-07-01", "2026-07-31"), part(&b, "2026-08-01", "2026-10-14"), part(&nu, "2026-10-15", "")]
        );
        assert_eq!(parts("2026-07-31", "2026-07-31"), [part(&a, "2026-07-31", "2026-07-31")]);
        assert_eq!(parts("2026-10-14", "2026-10-14"), [part(&b, "2026-10-14", "2026-10-14")]);
        assert_eq!(parts("2026-10-15", "2026-10-31"), [part(&nu, "2026-10-15", "2026-10-31")]);
    }
}
