//! Proven bounds. Any prices give a valid lower bound (Lagrange): here it is computed from the prices of the LP in
//! whole numbers, so no tolerance of a solver can spoil it.
//!
//! The price moves every counter out of the persons' choices: what is left is, per counter, the lowest point of a
//! convex line and, per person, the cheapest pair. Thresholds are taken on their lenient side.

use super::bereik::bereik;
use super::certificaat::Bewezen;
use super::formulation::model::{Model, TIERS, Teller, Waarden};
use super::search::tabel::Gewichten;

/// Binary places of weights and prices.
pub const PLAATSEN_BITS: u32 = 40;

/// The same as a factor.
const PLAATSEN: f64 = (1u64 << PLAATSEN_BITS) as f64;

/// A weight or price as a whole number; out of range counts as 0, which is always allowed.
fn vast(value: f64) -> i128 {
    let scaled = (value * PLAATSEN).round();
    if scaled.is_finite() && scaled.abs() < 1e30 { scaled as i128 } else { 0 }
}

/// Prices to try: what a model unit of every tier weighs, then of every counter and place.
#[derive(Debug, Clone, Default)]
pub struct Prijzen {
    /// Per tier; 0 or more, and 0 after the tier that is bounded.
    pub gewichten: Gewichten,
    /// Per counter, then per place; missing ones are 0.
    pub tellers: Vec<f64>,
}

/// The same prices in whole numbers, with one model unit of the bounded tier as the unit.
#[derive(Debug, Clone)]
pub struct Exact {
    gewichten: [i128; TIERS],
    tellers: Vec<i128>,
}

impl Exact {
    /// `None` when the tier weighs nothing.
    pub fn new(model: &Model, prijzen: &Prijzen, tier: usize) -> Option<Exact> {
        let own = *prijzen.gewichten.get(tier).filter(|weight| **weight > 0.0)?;
        let mut gewichten = prijzen.gewichten.map(|weight| vast(weight / own).max(0));
        gewichten.iter_mut().skip(tier + 1).for_each(|weight| *weight = 0);
        let mut tellers: Vec<i128> = prijzen.tellers.iter().map(|price| vast(price / own)).collect();
        tellers.resize(model.tellers.len() + model.plekken.len(), 0);
        // Flowing into a pool may be counted late but never as a gain; room at a place is never worth less than nothing.
        let pools = model.tellers.iter().filter_map(|teller| teller.overloop);
        for index in pools.chain(model.tellers.len()..tellers.len()) {
            if let Some(price) = tellers.get_mut(index) {
                *price = (*price).max(0);
            }
        }
        Some(Exact { gewichten, tellers })
    }

    /// An amount in model units of the bounded tier, in the unit of these prices.
    pub fn bedrag(model_units: f64) -> i128 {
        vast(model_units)
    }

    /// An amount in the unit of these prices, in model units of the bounded tier.
    pub fn waarde(amount: i128) -> f64 {
        amount as f64 / PLAATSEN
    }

    /// Weight of a model unit of a tier.
    pub fn gewicht(&self, tier: usize) -> i128 {
        self.gewichten.get(tier).copied().unwrap_or(0)
    }

    /// Price of a unit of a counter or place.
    pub fn prijs(&self, teller: usize) -> i128 {
        self.tellers.get(teller).copied().unwrap_or(0)
    }

    /// What a counter costs at `value`, thresholds on their lenient side, with what flows into its pool.
    pub fn tellerkost(&self, teller: &Teller, value: i64) -> i128 {
        let bends = teller.knikken.iter().map(|knik| {
            let beyond = if knik.boven { value - knik.drempel_ruim } else { knik.drempel_ruim - value };
            let weight = self.gewichten.get(knik.tier).copied().unwrap_or(0);
            weight * i128::from(knik.helling) * i128::from(beyond.max(0))
        });
        let flows = teller.overloop.map_or(0, |pool| self.prijs(pool) * i128::from(teller.overschot(value)));
        bends.sum::<i128>() + flows
    }

    /// A total as a bound on `tier`, in model units: less what the tiers above have, rounded up.
    pub fn als_grens(&self, total: i128, tier: usize, waarden: &Waarden) -> Option<i64> {
        let above = self.gewichten.iter().zip(waarden.iter()).take(tier);
        let left = total - above.map(|(weight, value)| weight * i128::from(*value)).sum::<i128>();
        let own = vast(1.0);
        i64::try_from(left.div_euclid(own) + i128::from(left.rem_euclid(own) != 0)).ok()
    }
}

/// Lower bound on the value of tier `tier` (in model units) for every plan that does as well as `waarden` in the
/// tiers before it. `None` when nothing is proven.
pub fn grens(model: &Model, prijzen: &Prijzen, tier: usize, waarden: &Waarden) -> Option<Bewezen> {
    let exact = Exact::new(model, prijzen, tier)?;
    let grens = exact.als_grens(lagrange(model, &exact), tier, waarden)?;
    Some(Bewezen { grens, prijzen: exact, personen: Vec::new() })
}

/// Per person the pairs outside `mee` that beat, at these prices, all of this person's pairs in it: adding them to
/// the LP may raise the bound.
pub fn gemist(model: &Model, prijzen: &Prijzen, tier: usize, mee: &[bool]) -> Vec<usize> {
    let Some(exact) = Exact::new(model, prijzen, tier) else { return Vec::new() };
    let takes_part = |paar: usize| mee.get(paar).copied().unwrap_or(true);
    let mut found = Vec::new();
    for persoon in &model.personen {
        let costs = |inside: bool| {
            let own = (persoon.van..persoon.tot).filter(move |paar| takes_part(*paar) == inside);
            own.map(|paar| (goedkoopste(model, paar, persoon.enkel, &exact), paar))
        };
        let best = if persoon.enkel { costs(true).map(|(cost, _)| cost).min().unwrap_or(0).min(0) } else { 0 };
        let mut better: Vec<_> = costs(false).filter(|(cost, _)| *cost < best).collect();
        better.sort_unstable();
        found.extend(better.into_iter().take(ERBIJ).map(|(_, paar)| paar));
    }
    found
}

/// Most pairs that one person adds to the LP at a time.
const ERBIJ: usize = 6;

/// The bound itself, all tiers together, in the unit of these prices.
pub fn lagrange(model: &Model, exact: &Exact) -> i128 {
    let tellers = model.tellers.len();
    let of = |index: usize| exact.prijs(index);
    let mut total = 0;
    for (index, (teller, range)) in model.tellers.iter().zip(bereik(model)).enumerate() {
        total += of(index) * i128::from(teller.start) + laagste(teller, range, exact, of(index));
    }
    for (plek, found) in model.plekken.iter().enumerate() {
        total -= of(tellers + plek) * i128::from(found.capaciteit());
    }
    for persoon in &model.personen {
        let choices = (persoon.van..persoon.tot).map(|paar| goedkoopste(model, paar, persoon.enkel, exact));
        total += if persoon.enkel { choices.min().unwrap_or(0).min(0) } else { choices.map(|cost| cost.min(0)).sum() };
    }
    total
}

/// Lowest point of cost − price × value over the values that a counter can have.
pub fn laagste(teller: &Teller, range: (i64, i64), exact: &Exact, price: i128) -> i128 {
    let cost = |value: i64| exact.tellerkost(teller, value) - price * i128::from(value);
    punten(teller, range).into_iter().map(cost).min().unwrap_or(0)
}

/// The values within a range at which cost − price × value can be lowest whatever the price: next to a bend or an end.
pub fn punten(teller: &Teller, (laag, hoog): (i64, i64)) -> Vec<i64> {
    let bends = teller.knikken.iter().map(|knik| knik.drempel_ruim).chain(teller.maximum);
    let next_to = bends.filter(|value| (laag..=hoog).contains(value)).chain([laag, hoog]);
    let mut points: Vec<i64> = next_to.flat_map(|value| teller.rond(value)).collect();
    points.retain(|value| (laag..=hoog).contains(value));
    points.sort_unstable();
    points.dedup();
    points
}

/// Least that choosing this pair costs with the counters at their prices.
pub fn goedkoopste(model: &Model, paar: usize, enkel: bool, exact: &Exact) -> i128 {
    let Some(found) = model.paren.get(paar) else { return 0 };
    let (per_e4, once) = kosten(model, paar, exact, None);
    let per_e4 = per_e4 + exact.prijs(model.tellers.len() + found.plek);
    if enkel {
        once + (per_e4 * i128::from(found.min)).min(per_e4 * i128::from(found.max))
    } else if found.deel.is_some() {
        // Who stays, stays with all of it.
        (stuk(model, paar, exact) + per_e4 * i128::from(found.max)).min(0)
    } else {
        // A second piece in a school does not count again and may be small: take what is cheapest of all of that.
        stuk(model, paar, exact) + (per_e4 * i128::from(found.max)).min(0)
    }
}

/// Least that a pair costs once beside other pairs of the same person. A first-year counts for a board with the piece that
/// comes first, and so with its coach time; anything else may come without the rest.
fn stuk(model: &Model, paar: usize, exact: &Exact) -> i128 {
    let own = model.kosten(paar).iter().map(|kost| (exact.gewicht(kost.tier) * i128::from(kost.vast)).min(0));
    let (mut total, mut first) = (own.sum::<i128>(), 0);
    for bijdrage in model.bijdragen(paar) {
        let cost = exact.prijs(bijdrage.teller) * i128::from(bijdrage.vast);
        match model.tellers.get(bijdrage.teller) {
            Some(teller) if teller.los => total += cost.min(0),
            Some(teller) if teller.maximum.is_some() => {
                first += cost.max(0);
                total += cost.min(0);
            }
            _ => first += cost,
        }
    }
    total + first.min(0)
}

/// What a pair costs in whole, without the price of its place and of the counters in `zonder`.
pub fn kost(model: &Model, paar: usize, exact: &Exact, zonder: Option<&[bool]>) -> i128 {
    let (per_e4, once) = kosten(model, paar, exact, zonder);
    once + per_e4 * model.paren.get(paar).map_or(0, |found| i128::from(found.max))
}

/// Per ten-thousandth fte, and once.
fn kosten(model: &Model, paar: usize, exact: &Exact, zonder: Option<&[bool]>) -> (i128, i128) {
    let (mut per_e4, mut once) = (0, 0);
    for kost in model.kosten(paar) {
        let weight = exact.gewichten.get(kost.tier).copied().unwrap_or(0);
        per_e4 += weight * i128::from(kost.per_e4);
        once += weight * i128::from(kost.vast);
    }
    for bijdrage in model.bijdragen(paar) {
        if zonder.and_then(|zonder| zonder.get(bijdrage.teller)) != Some(&true) {
            per_e4 += exact.prijs(bijdrage.teller) * i128::from(bijdrage.per_e4);
            once += exact.prijs(bijdrage.teller) * i128::from(bijdrage.vast);
        }
    }
    (per_e4, once)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::formulation::model::Knik;

    #[test]
    fn a_bend_between_two_steps_is_looked_at_from_both() {
        let knik = Knik { tier: 0, boven: true, drempel: 500, drempel_ruim: 500, helling: 1 };
        let teller = Teller { start: 3, stap: 100, knikken: vec![knik], ..Teller::default() };
        assert_eq!(punten(&teller, (3, 903)), [3, 103, 403, 503, 903]);
        assert_eq!(punten(&Teller { stap: 1, ..teller.clone() }, (3, 903)), [3, 4, 500, 501, 903]);
        assert_eq!(punten(&Teller { stap: 0, ..teller }, (3, 903)), [3, 4, 500, 501, 903]);
    }
}
