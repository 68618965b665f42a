//! From contracts and plaatsingen to the lines of a month, in exact fractions until the one rounding.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::{Doorbelastingsregel, Inzetfeit, Loonfeit, Plek, Regelsleutel};
use crate::domain::breuk::Breuk;
use crate::domain::maand::Maand;

/// The lines of a month, and what could not be charged as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Berekend {
    /// Lines sorted by regiodocent, contract and school; bench time first.
    pub regels: Vec<Doorbelastingsregel>,
    /// Persons placed for more than their contract on some day: schools share what the contract costs.
    pub boven_contract: Vec<Uuid>,
    /// Persons placed on a day without a contract: nothing is charged for that day.
    pub zonder_contract: Vec<Uuid>,
}

/// The lines of `maand`. Contracts of one person never overlap.
pub fn bereken(maand: Maand, contracten: &[Loonfeit], inzet: &[Inzetfeit]) -> Berekend {
    let mut per_persoon: HashMap<Uuid, Vec<&Inzetfeit>> = HashMap::new();
    for deel in inzet.iter().filter(|deel| deel.periode.overlapt(&maand.periode())) {
        per_persoon.entry(deel.regiodocent_id).or_default().push(deel);
    }
    let mut found = Berekend::default();
    for contract in contracten {
        let delen = per_persoon.get(&contract.regiodocent_id).map(Vec::as_slice).unwrap_or_default();
        charge(maand, contract, delen, &mut found);
    }
    found.zonder_contract = per_persoon
        .iter()
        .filter(|(id, delen)| delen.iter().any(|deel| is_uncovered(maand, **id, deel, contracten)))
        .map(|(id, _)| *id)
        .collect();
    for people in [&mut found.zonder_contract, &mut found.boven_contract] {
        people.sort_unstable();
        people.dedup();
    }
    found.regels.sort_by(|a, b| a.sleutel.cmp(&b.sleutel));
    found
}

/// Adds the lines of one contract.
fn charge(maand: Maand, contract: &Loonfeit, delen: &[&Inzetfeit], found: &mut Berekend) {
    let wtf = contract.werktijdfactor.breuk();
    let mut bench = Breuk::nul();
    let mut placed: BTreeMap<Plek, Breuk> = BTreeMap::new();
    for day in maand.dagen().filter(|day| contract.periode.bevat(*day)) {
        let there = || delen.iter().filter(|deel| deel.periode.bevat(day));
        let total: Breuk = there().map(|deel| deel.fte.breuk()).sum();
        // Who is placed for more than the contract costs the schools what the contract costs, each its share.
        let scale = if total > wtf { wtf.gedeeld_door(&total) } else { None };
        if scale.is_some() {
            found.boven_contract.push(contract.regiodocent_id);
        } else {
            bench += &wtf - &total;
        }
        let scale = scale.unwrap_or_else(Breuk::een);
        for deel in there() {
            *placed.entry(deel.plek.clone()).or_default() += &deel.fte.breuk() * &scale;
        }
    }
    let shares = std::iter::once((None, bench)).chain(placed.into_iter().map(|(plek, days)| (Some(plek), days)));
    let shares: Vec<(Option<Plek>, Breuk)> = shares.filter(|(_, days)| !days.is_nul()).collect();
    let per_fte_day = Breuk::ratio(contract.loonkosten_cent, maand.dagen_in_jaar());
    let exact: Vec<Breuk> = shares.iter().map(|(_, days)| days * &per_fte_day).collect();
    for ((plek, fte_dagen), bedrag_cent) in shares.into_iter().zip(verdeel(&exact)) {
        let (regiodocent_id, contract_id) = (contract.regiodocent_id, contract.contract_id);
        let sleutel = Regelsleutel { regiodocent_id, contract_id, plek };
        found.regels.push(Doorbelastingsregel { sleutel, fte_dagen, bedrag_cent });
    }
}

/// Whole amounts that add up to the rounded sum: each cut down, the cents left over to the largest remainders, the first of
/// equals first.
fn verdeel(exact: &[Breuk]) -> Vec<i64> {
    let total: Breuk = exact.iter().cloned().sum();
    let mut whole: Vec<i64> = exact.iter().map(Breuk::naar_beneden).collect();
    let left = total.afgerond() - whole.iter().sum::<i64>();
    let mut order: Vec<(usize, Breuk)> =
        exact.iter().zip(&whole).map(|(part, whole)| part - &Breuk::from(*whole)).enumerate().collect();
    order.sort_by(|(at, a), (other, b)| b.cmp(a).then(at.cmp(other)));
    for (at, _) in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        if let Some(amount) = whole.get_mut(at) {
            *amount += 1;
        }
    }
    whole
}

fn is_uncovered(maand: Maand, id: Uuid, deel: &Inzetfeit, contracten: &[Loonfeit]) -> bool {
    let own: Vec<&Loonfeit> = contracten.iter().filter(|contract| contract.regiodocent_id == id).collect();
    let bare = |day| deel.periode.bevat(day) && !own.iter().any(|contract| contract.periode.bevat(day));
    maand.dagen().any(bare)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::fte::Fte;
    use crate::domain::periode::Periode;

    fn plek(n: usize) -> Plek {
        Plek {
            vestigingscode: format!("00AP{n:02}").parse().unwrap(),
            bestuursnummer: format!("{:05}", 41_000 + n).parse().unwrap(),
        }
    }

    fn contract(wtf_e4: i64, loonkosten_cent: i64, periode: Periode) -> Loonfeit {
        let (contract_id, regiodocent_id) = (Uuid::from_u128(1), Uuid::from_u128(2));
        Loonfeit { contract_id, regiodocent_id, periode, werktijdfactor: Fte::from_e4(wtf_e4), loonkosten_cent }
    }

    fn inzet(n: usize, fte_e4: i64, periode: Periode) -> Inzetfeit {
        Inzetfeit { regiodocent_id: Uuid::from_u128(2), plek: plek(n), fte: Fte::from_e4(fte_e4), periode }
    }

    fn days(van: &str, tot: &str) -> Periode {
        Periode::new(van.parse().unwrap(), tot.parse().ok())
    }

    #[test]
    fn a_month_by_hand() {
        // 0.8 fte at 73,000.00 a year: 200.00 per fte-day. Ten days at 0.5 and thirty-one at 0.2; the rest is bench time.
        let oktober = "2026-10".parse().unwrap();
        let found = bereken(
            oktober,
            &[contract(8_000, 7_300_000, days("2026-08-01", ""))],
            &[inzet(1, 5_000, days("2026-10-22", "2027-07-31")), inzet(2, 2_000, days("2026-08-01", "2027-07-31"))],
        );
        let lines: Vec<_> = found
            .regels
            .iter()
            .map(|line| (line.sleutel.plek.clone(), line.fte_dagen.to_string(), line.bedrag_cent))
            .collect();
        assert_eq!(
            lines,
            [
                (None, "68/5".into(), 272_000),
                (Some(plek(1)), "5".into(), 100_000),
                (Some(plek(2)), "31/5".into(), 124_000)
            ]
        );
        assert_eq!(lines.iter().map(|(_, _, cents)| cents).sum::<i64>(), 7_300_000 * 8 / 10 * 31 / 365);
        assert!(found.boven_contract.is_empty() && found.zonder_contract.is_empty());
    }

    #[test]
    fn who_is_placed_above_or_without_a_contract_is_told() {
        let found = bereken(
            "2026-10".parse().unwrap(),
            &[contract(5_000, 3_650_000, days("2026-10-01", "2026-10-30"))],
            &[inzet(1, 6_000, days("2026-10-30", "2026-10-31")), inzet(2, 4_000, days("2026-10-30", "2026-10-30"))],
        );
        let person = Uuid::from_u128(2);
        assert_eq!((found.boven_contract, found.zonder_contract), (vec![person], vec![person]));
        let cents: Vec<i64> = found.regels.iter().map(|line| line.bedrag_cent).collect();
        assert_eq!(cents, [145_000, 3_000, 2_000], "29 days on the bench; the last day shared 60 to 40");
    }

    proptest! {
        /// Whatever the placements are, the lines of a contract add up to what it costs that month, rounded once.
        #[test]
        fn the_lines_of_a_contract_are_its_month_to_the_cent(
            wtf_e4 in 1i64..=10_000,
            loonkosten in 0i64..50_000_000,
            (begin, length) in (0u64..40, 0u64..60),
            delen in prop::collection::vec((0usize..4, 1i64..=10_000, 0u64..40, 0u64..60), 0..6),
            (year, month) in (2026i32..2030, 1u32..=12),
        ) {
            let maand: Maand = format!("{year}-{month:02}").parse().unwrap();
            let first = maand.periode().van;
            let span = |from: u64, length: u64| {
                let van = first - chrono::Days::new(5) + chrono::Days::new(from);
                Periode::new(van, Some(van + chrono::Days::new(length)))
            };
            let contract = contract(wtf_e4, loonkosten, span(begin, length));
            let parts: Vec<Inzetfeit> = delen.into_iter().map(|(n, fte, from, length)| inzet(n, fte, span(from, length))).collect();
            let found = bereken(maand, std::slice::from_ref(&contract), &parts);
            let worked = contract.periode.doorsnede(&maand.periode()).map_or(0, |days| days.dagen());
            let exact = Breuk::ratio(loonkosten, 10_000) * Breuk::ratio(wtf_e4 * worked, maand.dagen_in_jaar());
            prop_assert_eq!(found.regels.iter().map(|line| line.bedrag_cent).sum::<i64>(), exact.afgerond());
            let fte_days: Breuk = found.regels.iter().map(|line| line.fte_dagen.clone()).sum();
            prop_assert_eq!(fte_days, Breuk::ratio(wtf_e4 * worked, 10_000));
            for line in &found.regels {
                let own = &line.fte_dagen * &Breuk::ratio(loonkosten, maand.dagen_in_jaar());
                prop_assert!((own.naar_beneden()..=own.naar_beneden() + 1).contains(&line.bedrag_cent));
            }
        }
    }
}
