//! Dagverloop: how a total runs over the days when pieces begin and end. For every "on any day" in the rules.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::domain::periode::Periode;

/// A stretch of days on which the total does not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stuk {
    /// First day.
    pub van: NaiveDate,
    /// Last day, itself included.
    pub tot_en_met: NaiveDate,
    /// Total of the pieces on each of these days.
    pub totaal: i64,
    /// How many pieces there are on each of these days; never 0.
    pub aantal: usize,
}

impl Stuk {
    /// Its days.
    pub fn periode(&self) -> Periode {
        Periode::new(self.van, Some(self.tot_en_met))
    }
}

/// The stretches, in order of days, on which at least one piece lies. Empty periods count for nothing.
pub fn dagverloop(stukken: impl IntoIterator<Item = (Periode, i64)>) -> Vec<Stuk> {
    let mut changes: BTreeMap<NaiveDate, (i64, isize)> = BTreeMap::new();
    for (periode, amount) in stukken.into_iter().filter(|(periode, _)| !periode.is_leeg()) {
        let begin = changes.entry(periode.van).or_default();
        *begin = (begin.0 + amount, begin.1 + 1);
        if let Some(after) = periode.einde().succ_opt() {
            let end = changes.entry(after).or_default();
            *end = (end.0 - amount, end.1 - 1);
        }
    }
    let mut verloop = Vec::with_capacity(changes.len());
    let (mut totaal, mut aantal) = (0, 0_isize);
    let mut days = changes.iter().peekable();
    while let Some((van, (amount, count))) = days.next() {
        totaal += amount;
        aantal += count;
        let next = days.peek().map_or(NaiveDate::MAX, |(day, _)| day.checked_sub_days(Days::new(1)).unwrap_or(**day));
        if let Ok(aantal @ 1..) = usize::try_from(aantal) {
            verloop.push(Stuk { van: *van, tot_en_met: next, totaal, aantal });
        }
    }
    verloop
}

/// The stretch with the highest total, the earliest of equals.
pub fn piek(stukken: impl IntoIterator<Item = (Periode, i64)>) -> Option<Stuk> {
    dagverloop(stukken).into_iter().rev().max_by_key(|stuk| stuk.totaal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periode(van: &str, tot_en_met: &str) -> Periode {
        Periode::new(van.parse().unwrap(), tot_en_met.parse().ok())
    }

    #[test]
    fn pieces_that_touch_do_not_add_up_but_pieces_that_share_a_day_do() {
        let touch = [(periode("2026-08-01", "2026-12-31"), 6), (periode("2027-01-01", "2027-07-31"), 5)];
        assert_eq!(piek(touch).unwrap().totaal, 6);
        let share = [(periode("2026-08-01", "2027-01-01"), 6), (periode("2027-01-01", ""), 5)];
        let top = piek(share).unwrap();
        assert_eq!((top.totaal, top.aantal, top.van), (11, 2, "2027-01-01".parse().unwrap()));
        assert_eq!(dagverloop(share).len(), 3);
    }

    #[test]
    fn days_without_a_piece_are_left_out() {
        let apart = [(periode("2026-08-01", "2026-08-02"), 0), (periode("2026-08-05", "2026-08-06"), 4)];
        let verloop = dagverloop(apart);
        assert_eq!(verloop.iter().map(|stuk| stuk.totaal).collect::<Vec<_>>(), [0, 4]);
        assert!(dagverloop([(periode("2026-08-05", "2026-08-01"), 4)]).is_empty());
    }
}
