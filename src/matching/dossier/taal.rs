//! Taal: numbers, days and lists as a letter writes them. No number without its unit.

use chrono::{Datelike, NaiveDate};

use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::matching::plan::VoorgesteldePlaatsing;

const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// `1 augustus 2026`.
pub(super) fn datum(dag: NaiveDate) -> String {
    let maand = usize::try_from(dag.month0()).ok().and_then(|at| MAANDEN.get(at)).copied().unwrap_or_default();
    format!("{} {maand} {}", dag.day(), dag.year())
}

/// At most two decimals, no zeros behind them: `0,6`, `2`, `0,33`.
pub(super) fn getal(waarde: &Breuk) -> String {
    let text = waarde.tekst(2);
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}

/// `0,6 fte`.
pub(super) fn fte(waarde: Fte) -> String {
    format!("{} fte", getal(&waarde.breuk()))
}

/// `0,6 fte`, of an exact amount.
pub(super) fn breuk_fte(waarde: &Breuk) -> String {
    format!("{} fte", getal(waarde))
}

/// `1 vacature`, `3 vacatures`, `geen vacatures`.
pub(super) fn aantal(hoeveel: usize, een: &str, meer: &str) -> String {
    match hoeveel {
        0 => format!("geen {meer}"),
        1 => format!("1 {een}"),
        _ => format!("{hoeveel} {meer}"),
    }
}

/// The same of people, but a number too small to tell stays out: `minder dan 5 mensen`.
pub(super) fn mensen(hoeveel: usize, drempel: usize) -> String {
    match hoeveel {
        few if few > 0 && few < drempel => format!("minder dan {drempel} mensen"),
        many => aantal(many, "mens", "mensen"),
    }
}

/// The days of a line: first and last.
pub(super) fn dagen(line: &VoorgesteldePlaatsing) -> Option<(NaiveDate, NaiveDate)> {
    line.delen.iter().map(|deel| (deel.van, deel.tot_en_met)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// What somebody in the letter is called: `regiodocent A`, and after Z `regiodocent A2`.
pub(super) fn schuilnaam(nummer: usize) -> String {
    let letter = u32::try_from(nummer % 26).ok().and_then(|at| char::from_u32(u32::from('A') + at)).unwrap_or('A');
    match nummer / 26 {
        0 => format!("regiodocent {letter}"),
        round => format!("regiodocent {letter}{}", round + 1),
    }
}

/// The first letter as a capital.
pub(super) fn hoofdletter(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_days_and_names_are_written_as_people_do() {
        assert_eq!(datum("2027-03-05".parse().unwrap()), "5 maart 2027");
        let text = |n, d| getal(&Breuk::ratio(n, d));
        assert_eq!([text(3, 5), text(2, 1), text(1, 3), text(0, 1), text(10, 1)], ["0,6", "2", "0,33", "0", "10"]);
        assert_eq!([mensen(0, 5), mensen(1, 5), mensen(5, 5)], ["geen mensen", "minder dan 5 mensen", "5 mensen"]);
        assert_eq!([mensen(1, 1), aantal(1, "vacature", "vacatures")], ["1 mens", "1 vacature"]);
        assert_eq!(
            [schuilnaam(0), schuilnaam(25), schuilnaam(26)],
            ["regiodocent A", "regiodocent Z", "regiodocent A2"]
        );
        assert_eq!(hoofdletter("één"), "Één");
    }
}
