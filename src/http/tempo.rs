//! How many requests a caller may send in a minute, counted in this process.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

/// Seconds in a window.
pub const VENSTER: i64 = 60;

/// Counts per caller in windows of a minute.
pub struct Tempo {
    /// Requests per window; 0 = no limit.
    limiet: u32,
    vensters: Mutex<Vensters>,
}

#[derive(Default)]
struct Vensters {
    /// The window that is counted, in whole minutes since 1970.
    venster: i64,
    geteld: HashMap<String, u32>,
}

/// Where a caller stands in the present window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// Requests per window.
    pub limiet: u32,
    /// Requests left.
    pub over: u32,
    /// Seconds until the next window.
    pub seconden: i64,
    /// Was this one too many?
    pub te_veel: bool,
}

impl Tempo {
    /// At most `limiet` requests per caller and minute; 0 = no limit.
    pub fn new(limiet: u32) -> Self {
        Tempo { limiet, vensters: Mutex::default() }
    }

    /// Counts a request; `None` when there is no limit.
    pub fn count(&self, beller: &str, now: DateTime<Utc>) -> Option<Stand> {
        if self.limiet == 0 {
            return None;
        }
        let seconds = now.timestamp();
        let mut vensters = self.vensters.lock().unwrap_or_else(PoisonError::into_inner);
        let venster = seconds.div_euclid(VENSTER);
        if vensters.venster != venster {
            // All windows end together, so nothing of the last one needs to be remembered.
            *vensters = Vensters { venster, geteld: HashMap::new() };
        }
        let geteld = vensters.geteld.entry(beller.to_owned()).or_default();
        *geteld = geteld.saturating_add(1);
        Some(Stand {
            limiet: self.limiet,
            over: self.limiet.saturating_sub(*geteld),
            seconden: VENSTER - seconds.rem_euclid(VENSTER),
            te_veel: *geteld > self.limiet,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_is_counted_alone_and_starts_again_in_the_next_minute() {
        let tempo = Tempo::new(2);
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let first = tempo.count("a", at(65)).unwrap();
        assert_eq!((first.over, first.seconden, first.te_veel), (1, 55, false));
        assert!(!tempo.count("a", at(66)).unwrap().te_veel);
        assert!(tempo.count("a", at(67)).unwrap().te_veel);
        assert!(!tempo.count("b", at(67)).unwrap().te_veel);
        assert!(!tempo.count("a", at(120)).unwrap().te_veel);
        assert_eq!(Tempo::new(0).count("a", at(0)), None);
    }
}
