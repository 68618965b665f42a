//! Durations as a person types them.

use std::time::Duration;

/// Reads `500ms`, `10s` or `2m`.
pub(super) fn parse_duur(text: &str) -> Result<Duration, String> {
    let wrong = || format!("'{text}' is geen duur; schrijf bijvoorbeeld 500ms, 10s of 2m");
    let unit = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let count: u64 = text.strip_suffix(unit).and_then(|digits| digits.parse().ok()).ok_or_else(wrong)?;
    let millis = match unit {
        "ms" => Some(count),
        "s" => count.checked_mul(1_000),
        "m" => count.checked_mul(60_000),
        _ => None,
    };
    // A day is longer than anybody waits, and keeps sums with the clock far from their end.
    millis.filter(|millis| *millis <= 86_400_000).map(Duration::from_millis).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_a_number_and_a_unit() {
        assert_eq!(parse_duur("10s"), Ok(Duration::from_secs(10)));
        assert_eq!(parse_duur("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(parse_duur("500ms"), Ok(Duration::from_millis(500)));
        for wrong in ["", "10", "s", "-1s", "1h", "1.5s", "99999999999999999999s", "9999999999m"] {
            assert!(parse_duur(wrong).is_err(), "{wrong}");
        }
    }
}
