//! The bound: first with everybody and everything apart, then, when that is not enough, with whole sets of people per
//! school. In whole numbers that never wrap: what does not fit ends the calculation.

use num_integer::Integer;

use super::beeld::Beeld;
use super::paren::Paar;
use super::prijzen::Prijzen;
use super::school::{self, Samen};
use super::stappen::{naast, stappen};
use super::tellers::Teller;
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::matching::plan::Plan;

/// Costs at given prices, in whole numbers of `1 / noemer`.
pub(super) struct Kosten<'b, 'a> {
    pub(super) beeld: &'b Beeld<'a>,
    pub(super) prijzen: &'b Prijzen,
    /// Per counter its bends: above or below, threshold, cost per unit.
    knikken: Vec<Vec<(bool, i128, i128)>>,
    /// Per counter the step in which its value goes.
    stappen: Vec<i128>,
    vuller: i128,
    reiziger: i128,
    erbij: i128,
    verhuizer: i128,
    loter: i128,
    /// Per ten-thousandth that a decision forbids.
    verbieder: i128,
}

/// The bound that the prices give for tier `at`; `None`: too large to reckon. Stops looking once `genoeg` is reached.
pub(super) fn grens(beeld: &Beeld, plan: &Plan, prijzen: &Prijzen, genoeg: &Breuk) -> Option<Breuk> {
    let kosten = Kosten::new(beeld, prijzen)?;
    let ranges = kosten.bereik()?;
    let apart = kosten.als_grens(plan, kosten.apart(&ranges)?)?;
    if apart >= *genoeg {
        return Some(apart);
    }
    let samen = school::samen(beeld);
    let total = kosten.samen(&samen, &ranges)?;
    Some(apart.max(kosten.als_grens(plan, total)?))
}

impl<'b, 'a> Kosten<'b, 'a> {
    fn new(beeld: &'b Beeld<'a>, prijzen: &'b Prijzen) -> Option<Kosten<'b, 'a>> {
        let tiers = &beeld.gegevens.problem.beleid.tiers;
        let weight = |tier: Tier| prijzen.gewicht(tiers, tier);
        let cost = |prijs: &Breuk, tier: Tier| -> Option<i128> {
            let (above, below) = (i128::try_from(prijs.delen().0).ok()?, i128::try_from(prijs.delen().1).ok()?);
            Some(weight(tier).checked_mul(above)?.div_euclid(below))
        };
        let bends = |teller: &Teller| -> Option<Vec<(bool, i128, i128)>> {
            teller.knikken.iter().map(|one| Some((one.boven, one.drempel, cost(&one.prijs, one.tier)?))).collect()
        };
        let knikken = beeld.tellers.iter().map(bends).collect::<Option<_>>()?;
        // In thousandths of a minute, like everything of this tier, and rounded to the side that costs least.
        let milli = |naam: &str| &beeld.gegevens.getal("voorkeur", naam) * &Breuk::from(1_000);
        let minuten = |milli: i64| cost(&Breuk::ratio(milli.max(0), 1_000), Tier::Mensen);
        Some(Kosten {
            beeld,
            prijzen,
            knikken,
            stappen: stappen(beeld),
            vuller: weight(Tier::GevuldeFte),
            reiziger: weight(Tier::Mensen),
            erbij: minuten(milli("extra-school").naar_beneden())?,
            verhuizer: minuten(milli("verplaatsing").naar_boven())?,
            loter: weight(Tier::Loting),
            verbieder: weight(Tier::HardeRegels).div_euclid(10_000),
        })
    }

    pub(super) fn prijs(&self, teller: usize) -> i128 {
        self.prijzen.tellers.get(teller).copied().unwrap_or(0)
    }

    /// What a counter costs at a value, with what it takes from its pool.
    pub(super) fn teller(&self, at: usize, value: i128) -> Option<i128> {
        let mut total = 0i128;
        for (boven, drempel, cost) in self.knikken.get(at)? {
            let beyond = if *boven { value - drempel } else { drempel - value };
            total = total.checked_add(cost.checked_mul(beyond.max(0))?)?;
        }
        let found = self.beeld.tellers.get(at)?;
        if let (Some(pool), Some(maximum)) = (found.pool, found.maximum) {
            total = total.checked_add(self.prijs(pool).checked_mul((value - maximum).max(0))?)?;
        }
        Some(total)
    }

    /// Cost of a pair per ten-thousandth and once, without the counters for which `zonder` says so.
    pub(super) fn paar(&self, paar: &Paar, zonder: impl Fn(usize) -> bool) -> Option<(i128, i128)> {
        let jaar = 10_000 * self.beeld.jaar;
        let fill = self.vuller.checked_mul(-paar.dagen)?.div_euclid(jaar);
        let travel = self.reiziger.checked_mul(paar.reis.checked_mul(paar.dagen)?)?.div_euclid(1_000 * jaar);
        let forbidden = self.verbieder.checked_mul(paar.verboden)?;
        let mut once = 0i128;
        for cost in self.eigen(paar)? {
            once = once.checked_add(cost)?;
        }
        let mut per = fill.checked_add(travel)?.checked_add(forbidden)?;
        for (teller, per_e4, vast) in paar.telt.iter().filter(|(teller, _, _)| !zonder(*teller)) {
            per = per.checked_add(self.prijs(*teller).checked_mul(*per_e4)?)?;
            once = once.checked_add(self.prijs(*teller).checked_mul(*vast)?)?;
        }
        Some((per, once))
    }

    /// What a pair costs once by itself: a lot, a school more, and staying, which gives back what moving costs.
    fn eigen(&self, paar: &Paar) -> Option<[i128; 3]> {
        let rank = self.beeld.rangen.get(paar.persoon).copied().unwrap_or(0);
        let more = if paar.erbij { self.erbij } else { 0 };
        let stays = if paar.blijft.is_some() { -self.verhuizer } else { 0 };
        Some([self.loter.checked_mul(rank)?, more, stays])
    }

    /// Least that a piece costs once beside other pieces of the same person, with which it may count together: coach time
    /// once per school and day, a first-year once per board, and so on. What counts with a first-year is at least the coach
    /// time of the piece that comes first; everything else may come without the rest.
    fn stuk(&self, paar: &Paar) -> Option<i128> {
        let (mut total, mut first) = (0i128, 0i128);
        for cost in self.eigen(paar)? {
            total = total.checked_add(cost.min(0))?;
        }
        for (teller, _, once) in paar.telt.iter().filter(|(_, _, once)| *once != 0) {
            let found = self.beeld.tellers.get(*teller)?;
            let cost = self.prijs(*teller).checked_mul(*once)?;
            match () {
                () if found.los => total = total.checked_add(cost.min(0))?,
                () if found.maximum.is_some() => {
                    first = first.checked_add(cost.max(0))?;
                    total = total.checked_add(cost.min(0))?;
                }
                () => first = first.checked_add(cost)?,
            }
        }
        total.checked_add(first.min(0))
    }

    /// Least that a pair costs, its place priced.
    fn minst(&self, paar: &Paar) -> Option<i128> {
        let (per, once) = self.paar(paar, |_| false)?;
        let per = per.checked_add(self.prijzen.plekken.get(paar.plek).copied().unwrap_or(0))?;
        let most = per.checked_mul(paar.max)?;
        if self.enkel(paar.persoon) {
            let least = if paar.min > paar.max { 0 } else { per.checked_mul(paar.min)? };
            once.checked_add(most.min(least))
        } else {
            // Who stays, stays with all of it; of anything else, any part may be there.
            let all = if paar.blijft.is_some() { most } else { most.min(0) };
            self.stuk(paar)?.checked_add(all)
        }
    }

    fn enkel(&self, persoon: usize) -> bool {
        self.beeld.personen.get(persoon).is_some_and(|one| one.enkel)
    }

    /// Lowest and highest value that a plan can give each counter.
    fn bereik(&self) -> Option<Vec<(i128, i128)>> {
        let beeld = self.beeld;
        let mut ranges: Vec<(i128, i128)> = beeld.tellers.iter().map(|one| (one.start, one.start)).collect();
        let mut most: std::collections::BTreeMap<usize, (i128, i128)> = std::collections::BTreeMap::new();
        for persoon in &beeld.personen {
            most.clear();
            for paar in beeld.paren.get(persoon.van..persoon.tot)? {
                for (teller, per_e4, vast) in &paar.telt {
                    let adds = per_e4.checked_mul(paar.max)?.checked_add(*vast)?;
                    let known = most.entry(*teller).or_default();
                    *known = match persoon.enkel {
                        true => (known.0.min(adds), known.1.max(adds)),
                        false => (known.0.checked_add(adds.min(0))?, known.1.checked_add(adds.max(0))?),
                    };
                }
            }
            for (teller, (less, more)) in &most {
                let range = ranges.get_mut(*teller)?;
                *range = (range.0.checked_add(*less)?, range.1.checked_add(*more)?);
            }
        }
        let mut begin: Vec<i128> = beeld.tellers.iter().map(|one| one.start).collect();
        // A school's counter comes after its pools.
        for (at, teller) in beeld.tellers.iter().enumerate().rev() {
            let Some(maximum) = teller.maximum else { continue };
            let (low, high) = (begin.get(at).copied()?, ranges.get(at)?.1);
            match teller.pool {
                Some(pool) => {
                    *begin.get_mut(pool)? += (low - maximum).max(0);
                    ranges.get_mut(pool)?.1 += (high - maximum).max(0);
                }
                None => ranges.get_mut(at)?.1 = high.min(maximum),
            }
        }
        Some(ranges)
    }

    /// The cheapest point of a counter at its price: at a value that plans can give it, next to a bend or an end.
    fn laagste(&self, at: usize, (low, high): (i128, i128)) -> Option<i128> {
        let found = self.beeld.tellers.get(at)?;
        let bends = found.knikken.iter().map(|one| one.drempel).chain(found.maximum);
        let inside = |value: &i128| low <= *value && *value <= high;
        let step = self.stappen.get(at).copied()?;
        let reached = bends.filter(inside).chain([low, high]).flat_map(|value| naast(value, found.start, step));
        let mut best: Option<i128> = None;
        for value in reached.filter(inside) {
            let here = self.teller(at, value)?.checked_sub(self.prijs(at).checked_mul(value)?)?;
            best = Some(best.map_or(here, |best| best.min(here)));
        }
        best?.checked_add(self.prijs(at).checked_mul(found.start)?)
    }

    /// Every person and every counter by itself.
    fn apart(&self, ranges: &[(i128, i128)]) -> Option<i128> {
        let mut total = 0i128;
        for (at, range) in ranges.iter().enumerate() {
            total = total.checked_add(self.laagste(at, *range)?)?;
        }
        for (plek, price) in self.beeld.plekken.iter().zip(&self.prijzen.plekken) {
            total = total.checked_sub(price.checked_mul(plek.ruimte)?)?;
        }
        for persoon in 0..self.beeld.personen.len() {
            total = total.checked_add(self.persoon(persoon)?)?;
        }
        Some(total)
    }

    /// Cheapest that one person can do.
    fn persoon(&self, at: usize) -> Option<i128> {
        let persoon = self.beeld.personen.get(at)?;
        let mut best = 0i128;
        for paar in self.beeld.paren.get(persoon.van..persoon.tot)? {
            let cost = self.minst(paar)?;
            best = if persoon.enkel { best.min(cost) } else { best.checked_add(cost.min(0))? };
        }
        Some(best)
    }

    /// Whole sets of people at the schools where that can be looked at, the rest apart.
    fn samen(&self, samen: &Samen, ranges: &[(i128, i128)]) -> Option<i128> {
        let mut total = 0i128;
        for (at, range) in ranges.iter().enumerate().filter(|(at, _)| !samen.is_eigen(*at)) {
            total = total.checked_add(self.laagste(at, *range)?)?;
        }
        let places = self.beeld.plekken.iter().zip(&self.prijzen.plekken).enumerate();
        for (_, (plek, price)) in places.filter(|(at, _)| !samen.is_binnen(*at)) {
            total = total.checked_sub(price.checked_mul(plek.ruimte)?)?;
        }
        let mut prices = Vec::with_capacity(self.beeld.personen.len());
        for (at, persoon) in self.beeld.personen.iter().enumerate() {
            let price = match (&self.prijzen.personen, persoon.enkel) {
                (_, false) => 0,
                (Some(given), true) => given.get(at).copied()?,
                (None, true) => -self.persoon(at)?,
            };
            total = total.checked_sub(price)?;
            for paar in self.beeld.paren.get(persoon.van..persoon.tot)?.iter().filter(|one| !samen.is_binnen(one.plek))
            {
                total = total.checked_add(self.minst(paar)?.checked_add(price)?.min(0))?;
            }
            prices.push(price);
        }
        for school in &samen.scholen {
            total = total.checked_add(school.beste(self, &prices)?)?;
        }
        Some(total)
    }

    /// A total as a bound on the tier: less what the tiers above are allowed, up to the next value that can be.
    fn als_grens(&self, plan: &Plan, total: i128) -> Option<Breuk> {
        let (at, beeld) = (self.prijzen.at, self.beeld);
        let mut left = groot(total);
        for (above, weight) in self.prijzen.gewichten.iter().enumerate().take(at) {
            let slack = beeld.vast.get(above)? - &plan.tiers.get(above)?.waarde;
            left += &groot(*weight) * &slack;
        }
        let tier = *beeld.gegevens.problem.beleid.tiers.get(at)?;
        let step = self.stap(tier)?;
        let steps = left.gedeeld_door(&groot(self.prijzen.noemer))?.gedeeld_door(&step)?;
        let (above, below) = steps.delen();
        let whole: Breuk = above.div_ceil(&below).to_string().parse().ok()?;
        let bound = &whole * &step + beeld.vast.get(at)?.clone();
        Some(if tier == Tier::Mensen { bound } else { bound.minstens_nul() })
    }

    /// Values of this tier lie a whole number of these apart.
    fn stap(&self, tier: Tier) -> Option<Breuk> {
        let jaar = i64::try_from(self.beeld.jaar).ok()?;
        let own = match tier {
            Tier::HardeRegels if self.beeld.paren.iter().any(|paar| paar.verboden > 0) => Some(Breuk::ratio(1, 10_000)),
            Tier::GevuldeFte => Some(Breuk::ratio(1, 10_000 * jaar)),
            Tier::Mensen => Some(Breuk::ratio(1, 10_000_000 * jaar)),
            Tier::Loting => Some(Breuk::een()),
            _ => None,
        };
        let bends = self.beeld.tellers.iter().flat_map(|teller| &teller.knikken).filter(|knik| knik.tier == tier);
        let mut step = own;
        for knik in bends {
            step = Some(match step {
                None => knik.prijs.clone(),
                Some(known) if known == knik.prijs => known,
                Some(known) => samen_deelbaar(&known, &knik.prijs)?,
            });
        }
        Some(step.unwrap_or_else(Breuk::een))
    }
}

/// Largest fraction of which both are whole multiples.
fn samen_deelbaar(a: &Breuk, b: &Breuk) -> Option<Breuk> {
    let ((an, ad), (bn, bd)) = (a.delen(), b.delen());
    format!("{}/{}", (an * &bd).gcd(&(bn * &ad)), ad * bd).parse().ok()
}

fn groot(value: i128) -> Breuk {
    value.to_string().parse().unwrap_or_default()
}
