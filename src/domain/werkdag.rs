//! Werkdagen: Monday up to and including Friday. Public holidays count as working days, so a term is never shorter by a
//! calendar nobody agreed on.

use chrono::{Datelike, NaiveDate, Weekday};

/// The day that is `aantal` working days after `van`; at least `van` itself.
pub fn werkdagen_na(van: NaiveDate, aantal: u32) -> NaiveDate {
    let mut day = van;
    let mut left = aantal;
    while left > 0 {
        let Some(next) = day.succ_opt() else { return day };
        day = next;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_working_days_are_two_weeks_and_weekends_are_skipped() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(werkdagen_na(day("2026-06-01"), 10), day("2026-06-15"));
        assert_eq!(werkdagen_na(day("2026-06-05"), 1), day("2026-06-08"));
        assert_eq!(werkdagen_na(day("2026-06-06"), 1), day("2026-06-08"));
        assert_eq!(werkdagen_na(day("2026-06-06"), 0), day("2026-06-06"));
    }
}
