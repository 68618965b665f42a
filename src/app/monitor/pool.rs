//! Who came into the pool in a quarter, stayed and left: derived from contracts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Poolcijfer, Waarde};
use crate::app::error::AppError;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::periode::Periode;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::storage::connection::Conn;
use crate::storage::monitor::{Poolcontract, poolcontracten};

const BEWEGINGEN: [&str; 3] = ["instroom", "behoud", "uitstroom"];
const SOORTEN: [&str; 2] = ["regulier", "zij-instroom"];

/// Persons and their fte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Aantal {
    personen: usize,
    fte: Fte,
}

/// Per kind, then movement.
pub(super) type Poolstroom = [[Aantal; 3]; 2];

/// The movements between the day before the quarter and `day`.
pub(super) fn poolcijfers(
    conn: &mut Conn,
    regio_id: Uuid,
    quarter: &Periode,
    day: NaiveDate,
) -> Result<Poolstroom, AppError> {
    let before = quarter.van.pred_opt().unwrap_or(quarter.van);
    let contracten = poolcontracten(conn, regio_id, &Periode::new(before, Some(day)))?;
    Ok(count(&contracten, before, day))
}

fn count(contracten: &[Poolcontract], before: NaiveDate, day: NaiveDate) -> Poolstroom {
    let mut people: BTreeMap<Uuid, (Regiodocentsoort, Option<Fte>, Option<Fte>)> = BTreeMap::new();
    for contract in contracten {
        let known = people.entry(contract.regiodocent_id).or_insert((contract.soort, None, None));
        if contract.periode.bevat(before) {
            known.1 = Some(contract.werktijdfactor);
        }
        if contract.periode.bevat(day) {
            known.2 = Some(contract.werktijdfactor);
        }
    }
    let mut found = Poolstroom::default();
    for (soort, then, now) in people.into_values() {
        let [regulier, zij_instroom] = &mut found;
        let of_kind = if soort == Regiodocentsoort::ZijInstromer { zij_instroom } else { regulier };
        let [instroom, behoud, uitstroom] = of_kind;
        let (aantal, fte) = match (then, now) {
            (None, Some(fte)) => (instroom, fte),
            (Some(_), Some(fte)) => (behoud, fte),
            (Some(fte), None) => (uitstroom, fte),
            (None, None) => continue,
        };
        aantal.personen += 1;
        aantal.fte += fte;
    }
    found
}

/// As it may be shown: with one figure about fewer persons than `drempel`, none of its kind, because one movement follows
/// from the others of this quarter and the next.
pub(super) fn gedrukt(stroom: Poolstroom, drempel: usize) -> Vec<Poolcijfer> {
    let of_kind = |(soort, movements): (&'static str, [Aantal; 3])| {
        let small = movements.iter().any(|aantal| aantal.personen > 0 && aantal.personen < drempel);
        BEWEGINGEN.into_iter().zip(movements).map(move |(beweging, aantal)| {
            let shown = |waarde| if small { Waarde::Onderdrukt } else { Waarde::Bekend(waarde) };
            let personen = Breuk::from(i64::try_from(aantal.personen).unwrap_or(i64::MAX));
            Poolcijfer { beweging, soort, personen: shown(personen), fte: shown(aantal.fte.breuk()) }
        })
    };
    SOORTEN.into_iter().zip(stroom).flat_map(of_kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_came_stayed_and_left_follows_from_contracts_and_a_small_figure_hides_its_kind() {
        let contract = |person: u128, soort, van: &str, tot: &str, wtf_e4| Poolcontract {
            regiodocent_id: Uuid::from_u128(person),
            soort,
            periode: Periode::new(van.parse().unwrap(), tot.parse().ok()),
            werktijdfactor: Fte::from_e4(wtf_e4),
        };
        use Regiodocentsoort::{Ervaren, ZijInstromer};
        let stroom = count(
            &[
                contract(1, Ervaren, "2026-08-01", "2026-10-31", 8_000),
                contract(1, Ervaren, "2026-11-01", "", 6_000),
                contract(2, Ervaren, "2026-08-01", "2026-11-30", 5_000),
                contract(3, ZijInstromer, "2026-10-01", "", 10_000),
            ],
            "2026-09-30".parse().unwrap(),
            "2026-12-31".parse().unwrap(),
        );
        let aantal = |personen, e4| Aantal { personen, fte: Fte::from_e4(e4) };
        let none = Aantal::default();
        assert_eq!(stroom, [[none, aantal(1, 6_000), aantal(1, 5_000)], [aantal(1, 10_000), none, none]]);
        assert!(gedrukt(stroom, 0).iter().all(|cijfer| cijfer.fte != Waarde::Onderdrukt));
        assert!(gedrukt(stroom, 2).iter().all(|cijfer| cijfer.fte == Waarde::Onderdrukt));
    }
}
