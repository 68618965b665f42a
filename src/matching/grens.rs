//! Proven bounds. Any prices give a valid lower bound (Lagrange): here it is computed from the prices of the LP in
//! whole numbers, so no tolerance of a solver can spoil it.
//!
//! The price moves every counter out of the persons' choices: what is left is, per counter, the lowest point of a
//! convex line and, per person, the cheapest pair. Thresholds are taken on their lenient side.

use super::formulation::model::{Model, TIERS, Teller, Waarden};
use super::search::tabel::Gewichten;
use super::solver::bereik;

/// Binary places of weights and prices.
const PLAATSEN: f64 = 1_099_511_627_776.0; // 2^40

/// A weight or price as a whole number; out of range counts as 0, which is always allowed.
fn vast(value: f64) -> i128 {
    let scaled = (value * PLAATSEN).round();
    if scaled.is_finite() && scaled.abs() < 1e30 { scaled as i128 } else { 0 }
}

/// Lower bound on the value of tier `tier` (in model units) for every plan that does as well as `waarden` in the
/// tiers before it. `gewichten` must be 0 after `tier`. `None` when nothing is proven.
pub fn grens(model: &Model, gewichten: &Gewichten, prijzen: &[f64], tier: usize, waarden: &Waarden) -> Option<i64> {
    let weights: [i128; TIERS] = gewichten.map(vast);
    let own = *weights.get(tier).filter(|weight| **weight > 0)?;
    let mut total = lagrange(model, &weights, prijzen);
    for (weight, value) in weights.iter().zip(waarden).take(tier) {
        total -= weight * i128::from(*value);
    }
    // Rounded up: values in model units are whole numbers.
    i64::try_from(total.div_euclid(own) + i128::from(total.rem_euclid(own) != 0)).ok()
}

/// Weights for the bound of one tier: that tier counts 1 per domain unit. An earlier tier that lies at its own bound
/// weighs much, which costs the bound nothing; one that does not weighs about what it is worth, since its gap
/// is taken off the bound that many times. Later tiers do not count.
pub fn gewichten_tot(model: &Model, tier: usize, bewezen: &[bool; TIERS]) -> Gewichten {
    let mut gewichten = [0.0; TIERS];
    let natural = |index: usize| model.gewicht.get(index).copied().unwrap_or(1.0);
    let own = natural(tier);
    // A light tier (minutes) gains little per unit of a heavy one, so far less than the natural weight already holds it.
    let factor = if own >= 8_000.0 { 1.0 } else { 0.03 };
    for (index, gewicht) in gewichten.iter_mut().enumerate().take(tier + 1) {
        let schaal = model.schaal.get(index).copied().unwrap_or(1) as f64;
        let times = match bewezen.get(index) {
            _ if index == tier => 1.0,
            Some(true) => 30.0,
            _ => factor,
        };
        *gewicht = natural(index) / own * times / schaal;
    }
    gewichten
}

fn lagrange(model: &Model, weights: &[i128; TIERS], prijzen: &[f64]) -> i128 {
    let tellers = model.tellers.len();
    let mut price: Vec<i128> = prijzen.iter().copied().map(vast).collect();
    price.resize(tellers + model.plekken.len(), 0);
    for (index, price) in price.iter_mut().enumerate() {
        let is_pool = model.tellers.iter().any(|teller| teller.overloop == Some(index));
        // Flowing into a pool may be counted late but never as a gain.
        if index >= tellers || is_pool {
            *price = (*price).max(0);
        }
    }
    let of = |index: usize| price.get(index).copied().unwrap_or(0);
    let mut total = 0;
    for (index, (teller, range)) in model.tellers.iter().zip(bereik(model)).enumerate() {
        total += of(index) * i128::from(teller.start)
            + laagste(teller, range, weights, of(index), teller.overloop.map_or(0, of));
    }
    for (plek, found) in model.plekken.iter().enumerate() {
        total -= of(tellers + plek) * i128::from(found.capaciteit());
    }
    for persoon in &model.personen {
        let choices = (persoon.van..persoon.tot).map(|paar| goedkoopste(model, paar, persoon.enkel, weights, &of));
        total += if persoon.enkel { choices.min().unwrap_or(0).min(0) } else { choices.map(|cost| cost.min(0)).sum() };
    }
    total
}

/// Lowest point of cost − price × value over the values that a counter can have: at a bend or an end.
fn laagste(teller: &Teller, (laag, hoog): (i64, i64), weights: &[i128; TIERS], price: i128, overloop: i128) -> i128 {
    let weight = |tier: usize| weights.get(tier).copied().unwrap_or(0);
    let cost = |value: i64| {
        let bends = teller.knikken.iter().map(|knik| {
            let beyond = if knik.boven { value - knik.drempel_ruim } else { knik.drempel_ruim - value };
            weight(knik.tier) * i128::from(knik.helling) * i128::from(beyond.max(0))
        });
        let flows = if teller.overloop.is_some() { overloop * i128::from(teller.overschot(value)) } else { 0 };
        bends.sum::<i128>() + flows - price * i128::from(value)
    };
    let bends = teller.knikken.iter().map(|knik| knik.drempel_ruim).chain(teller.maximum);
    let points = bends.filter(|value| (laag..=hoog).contains(value)).chain([laag, hoog]);
    points.map(cost).min().unwrap_or(0)
}

/// Least that choosing this pair costs with the counters at their prices.
fn goedkoopste(model: &Model, paar: usize, enkel: bool, weights: &[i128; TIERS], of: &impl Fn(usize) -> i128) -> i128 {
    let Some(found) = model.paren.get(paar) else { return 0 };
    let (mut per_e4, mut once) = (of(model.tellers.len() + found.plek), 0);
    for kost in model.kosten(paar) {
        let weight = weights.get(kost.tier).copied().unwrap_or(0);
        per_e4 += weight * i128::from(kost.per_e4);
        once += weight * i128::from(kost.vast);
    }
    for bijdrage in model.bijdragen(paar) {
        per_e4 += of(bijdrage.teller) * i128::from(bijdrage.per_e4);
        once += of(bijdrage.teller) * i128::from(bijdrage.vast);
    }
    if enkel {
        once + (per_e4 * i128::from(found.min)).min(per_e4 * i128::from(found.max))
    } else {
        // A second piece in a school does not count again and may be small: take what is cheapest of all of that.
        once.min(0) + (per_e4 * i128::from(found.max)).min(0)
    }
}
