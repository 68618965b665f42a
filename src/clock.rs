//! The time, asked in one place so that a test can hold it still.
//!
//! Not for leases of jobs: those use the time of the database, because machines disagree.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};
use chrono_tz::Europe::Amsterdam;

/// Tells the time: of the machine, or held still for a test. Clones of a fixed clock move together.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Microseconds since 1970 of a clock that stands still; `None` follows the machine.
    fixed: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Clock { fixed: None }
    }

    /// A clock that stands still at `at`.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Clock { fixed: Some(Arc::new(AtomicI64::new(at.timestamp_micros()))) }
    }

    /// Moves a fixed clock on by `step`; the clock of the machine does not move.
    pub fn advance(&self, step: TimeDelta) {
        if let (Some(fixed), Some(micros)) = (&self.fixed, step.num_microseconds()) {
            fixed.fetch_add(micros, Ordering::SeqCst);
        }
    }

    /// Now, cut to whole microseconds: what both databases keep, so that a value read back equals the one written.
    pub fn now(&self) -> DateTime<Utc> {
        match &self.fixed {
            Some(fixed) => DateTime::from_timestamp_micros(fixed.load(Ordering::SeqCst)).unwrap_or_default(),
            None => Utc::now().trunc_subsecs(6),
        }
    }

    /// Today's date in the Netherlands: contracts and vacatures begin at midnight there, not in UTC.
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&Amsterdam).date_naive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_dutch_midnight_in_summer_and_winter() {
        let day = |text: &str| Clock::fixed(text.parse().unwrap()).today().to_string();
        assert_eq!(day("2026-08-01T21:59:59Z"), "2026-08-01");
        assert_eq!(day("2026-08-01T22:00:00Z"), "2026-08-02");
        assert_eq!(day("2026-12-31T22:59:59Z"), "2026-12-31");
        assert_eq!(day("2026-12-31T23:00:00Z"), "2027-01-01");
    }

    #[test]
    fn now_has_no_nanoseconds_left() {
        assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1_000, 0);
    }

    #[test]
    fn clones_of_a_fixed_clock_move_together() {
        let clock = Clock::fixed("2026-08-01T00:00:00Z".parse().unwrap());
        let other = clock.clone();
        clock.advance(TimeDelta::seconds(90));
        assert_eq!(other.now().to_rfc3339(), "2026-08-01T00:01:30+00:00");
    }
}
