//! Better prices for the bound with whole sets per school: column generation, seen from its dual side. At any prices the
//! bound is proven (`knapzak`); the cheapest sets at those prices are planes above which no bound can lie, and the
//! highest point under all planes so far, not too far from the best prices yet, is where to look next.
//!
//! Applies where every pair is inside a knapsack and nothing flows into a shared pool.

use std::time::Instant;

use super::certificaat::Bewezen;
use super::formulation::model::{Model, Waarden};
use super::grens::{Exact, Prijzen, punten};
use super::knapzak::{Keuze, Knapzakken};
use super::solver::meester::{Meester, Vervolg, los_meester_op};
use super::solver::mip::Rij;
use super::voortgang::Limits;

/// The least and most rounds.
const RONDES: (u32, u32) = (1, 200);

/// Rounds when nobody says how long it may take. In a region of 516 regiodocenten the bound of tekort-eerst stood still after 10,
/// and that of the tier of people gained 1 % from the 10th to the 30th and 0.04 % to the 60th; 200 took a minute.
const RONDES_ZONDER_GRENS: u32 = 40;

/// How far the first step may go, as a share of the mean price of a person; how the distance changes after a step that
/// gave a good part of what it promised, and after one that gave nothing.
const EERSTE_AFSTAND: f64 = 0.001;
const VERDER: f64 = 1.6;
const DICHTERBIJ: f64 = 0.6;

/// Ends when no more than this share of the bound can still be gained.
const KLAAR: f64 = 1e-7;

/// Rounds within these limits: each counts as so much work, so that a work limit gives the same bound again.
pub fn rondes(limits: &Limits, werk_per_ronde: u64) -> u32 {
    match (limits.werk, limits.tijd) {
        (Some(werk), _) => u32::try_from(werk / werk_per_ronde.max(1)).unwrap_or(RONDES.1).clamp(RONDES.0, RONDES.1),
        (None, Some(_)) => RONDES.1,
        (None, None) => RONDES_ZONDER_GRENS,
    }
}

/// How far to go.
pub struct Klim<'a> {
    /// Rounds at most; one is always done.
    pub rondes: u32,
    /// Not beyond this moment.
    pub tot: Option<Instant>,
    /// Is somebody still waiting?
    pub door: &'a dyn Fn() -> bool,
    /// Threads to use at once; does not change the answer.
    pub threads: usize,
}

/// The highest bound from these prices on: by column generation, or where that does not apply, at the prices themselves.
pub fn beste(
    model: &Model,
    (prijzen, tier): (&Prijzen, usize),
    waarden: &Waarden,
    klim: &Klim<'_>,
    beter: &dyn Fn(Bewezen),
) -> Option<Bewezen> {
    let knapzakken = Knapzakken::new(model);
    if knapzakken.is_leeg() {
        return None;
    }
    match Kolommen::new(model, &knapzakken, prijzen, tier) {
        Some(kolommen) => kolommen.klim(waarden, klim, beter),
        None => {
            let exact = Exact::new(model, prijzen, tier)?;
            let paren = knapzakken.paarprijzen(model, &exact);
            let personen = Knapzakken::persoonsprijzen(model, &exact);
            let keuze = knapzakken.waardeer((model, &exact), (&paren, &personen), &mut Vec::new(), klim.threads);
            let grens = exact.als_grens(keuze.totaal, tier, waarden)?;
            Some(Bewezen { grens, prijzen: exact, personen: Vec::new() })
        }
    }
}

/// The prices that are looked for, and what stays as it is.
pub struct Kolommen<'a> {
    model: &'a Model,
    knapzakken: &'a Knapzakken,
    tier: usize,
    /// What a model unit of the tier weighs in the unit of all prices here.
    eigen: f64,
    start: &'a Prijzen,
    /// Counters that tie schools together, and the largest amount that a pair adds to each.
    gedeeld: Vec<(usize, f64)>,
    /// Position of every counter among those.
    plaats: Vec<Option<usize>>,
}

/// A point: a price per shared counter (for its largest amount), then per person.
type Punt = Vec<f64>;

/// The best prices under way.
struct Top {
    punt: Punt,
    hoogte: f64,
    bewezen: Option<Bewezen>,
    afstand: f64,
}

impl<'a> Kolommen<'a> {
    /// `None` where it does not apply.
    pub fn new(model: &'a Model, knapzakken: &'a Knapzakken, start: &'a Prijzen, tier: usize) -> Option<Kolommen<'a>> {
        let eigen = *start.gewichten.get(tier).filter(|weight| **weight > 0.0)?;
        if !knapzakken.is_alles() || model.tellers.iter().any(|teller| teller.overloop.is_some()) {
            return None;
        }
        let mut most = vec![0.0_f64; model.tellers.len()];
        for (paar, found) in model.paren.iter().enumerate() {
            for bijdrage in model.bijdragen(paar) {
                if let Some(most) = most.get_mut(bijdrage.teller) {
                    *most = most.max((bijdrage.per_e4 * found.max + bijdrage.vast).abs() as f64);
                }
            }
        }
        let shared = |(index, _): &(usize, f64)| !knapzakken.is_lokaal(*index);
        let gedeeld: Vec<(usize, f64)> =
            most.into_iter().enumerate().filter(shared).map(|(index, most)| (index, most.max(1.0))).collect();
        let mut plaats = vec![None; model.tellers.len()];
        for (at, (index, _)) in gedeeld.iter().enumerate() {
            plaats.get_mut(*index).into_iter().for_each(|place| *place = Some(at));
        }
        Some(Kolommen { model, knapzakken, tier, eigen, start, gedeeld, plaats })
    }

    /// Highest bound on the way from the prices of the start; `waarden`: the plan whose tiers above are held. Every
    /// better one is handed to `beter` at once.
    pub fn klim(&self, waarden: &Waarden, klim: &Klim<'_>, beter: &dyn Fn(Bewezen)) -> Option<Bewezen> {
        let first = self.begin()?;
        let mut sets = Vec::new();
        let (mut top, planes) = self.kijk(&first, waarden, klim, &mut sets)?;
        top.bewezen.clone().into_iter().for_each(beter);
        let mean = first.get(self.gedeeld.len()..).map_or(0.0, |own| own.iter().sum::<f64>() / own.len() as f64);
        top.afstand = EERSTE_AFSTAND * mean.max(1.0);
        let meester = self.meester(&top, planes);
        let mut ronde = 1;
        let mut verder = |values: &[f64], height: f64| {
            ronde += 1;
            let promised = height - top.hoogte;
            if ronde > klim.rondes || !(klim.door)() || klim.tot.is_some_and(|tot| Instant::now() >= tot) {
                return None;
            }
            let far = values.get(..first.len())?;
            let at_edge = top.punt.iter().zip(far).any(|(here, there)| (here - there).abs() > top.afstand * 0.999);
            if promised < KLAAR * top.hoogte.abs() && !at_edge {
                return None;
            }
            // Every second round half-way: the planes are good near the best prices only.
            let share = if ronde % 2 == 0 { 0.5 } else { 1.0 };
            let punt: Punt = top.punt.iter().zip(far).map(|(here, there)| here + share * (there - here)).collect();
            let (found, planes) = self.kijk(&punt, waarden, klim, &mut sets)?;
            let gained = found.hoogte - top.hoogte;
            let factor = match () {
                () if gained > 0.3 * promised => VERDER,
                () if gained > 0.0 => 1.0,
                () => DICHTERBIJ,
            };
            let afstand = top.afstand * factor;
            if gained > 0.0 {
                found.bewezen.clone().into_iter().for_each(beter);
                top = Top { afstand, ..found };
            }
            top.afstand = afstand;
            Some(Vervolg { grenzen: self.grenzen(&top).enumerate().collect(), rijen: planes })
        };
        // Without a solver for it the first look is what there is.
        los_meester_op(&meester, klim.tot, &mut verder).ok();
        top.bewezen
    }

    /// The prices of the start as a point.
    fn begin(&self) -> Option<Punt> {
        let exact = Exact::new(self.model, self.start, self.tier)?;
        let shared = self.gedeeld.iter().map(|(index, most)| Exact::waarde(exact.prijs(*index)) * self.eigen * most);
        let persons = Knapzakken::persoonsprijzen(self.model, &exact);
        let persons = persons.into_iter().map(|price| Exact::waarde(price) * self.eigen);
        Some(shared.chain(persons).collect())
    }

    /// The bound at a point, and a plane per school.
    fn kijk(
        &self,
        punt: &[f64],
        waarden: &Waarden,
        klim: &Klim<'_>,
        sets: &mut Vec<Vec<usize>>,
    ) -> Option<(Top, Vec<Rij>)> {
        let mut prijzen = self.start.clone();
        prijzen.tellers.resize(self.model.tellers.len() + self.model.plekken.len(), 0.0);
        for ((index, most), price) in self.gedeeld.iter().zip(punt) {
            *prijzen.tellers.get_mut(*index)? = price / most;
        }
        let exact = Exact::new(self.model, &prijzen, self.tier)?;
        let persons = punt.get(self.gedeeld.len()..)?;
        let personen: Vec<i128> = persons.iter().map(|price| Exact::bedrag(price / self.eigen).max(0)).collect();
        let paren = self.knapzakken.paarprijzen(self.model, &exact);
        let keuze = self.knapzakken.waardeer((self.model, &exact), (&paren, &personen), sets, klim.threads);
        let hoogte = Exact::waarde(keuze.totaal) * self.eigen;
        let grens = exact.als_grens(keuze.totaal, self.tier, waarden);
        let bewezen = grens.map(|grens| Bewezen { grens, prijzen: exact, personen });
        Some((Top { punt: punt.to_vec(), hoogte, bewezen, afstand: 0.0 }, self.vlakken(punt, &keuze, sets)))
    }

    /// Per school: at no prices does it cost more than its set of now.
    fn vlakken(&self, punt: &[f64], keuze: &Keuze, sets: &[Vec<usize>]) -> Vec<Rij> {
        let plane = |(school, (cost, set)): (usize, (&i128, &Vec<usize>))| {
            let mut termen = vec![(punt.len() + school, 1.0)];
            let mut boven = Exact::waarde(*cost) * self.eigen;
            for (at, amount) in self.telt(set) {
                boven -= amount * punt.get(at).copied().unwrap_or(0.0);
                termen.push((at, -amount));
            }
            Rij { termen, onder: None, boven }
        };
        keuze.scholen.iter().zip(sets).enumerate().map(plane).collect()
    }

    /// How often a set counts in every price.
    fn telt(&self, set: &[usize]) -> Vec<(usize, f64)> {
        let mut counts = std::collections::BTreeMap::new();
        for paar in set {
            let Some(found) = self.model.paren.get(*paar) else { continue };
            for bijdrage in self.model.bijdragen(*paar) {
                let Some(at) = self.plaats.get(bijdrage.teller).copied().flatten() else { continue };
                let most = self.gedeeld.get(at).map_or(1.0, |(_, most)| *most);
                *counts.entry(at).or_insert(0.0) += (bijdrage.per_e4 * found.max + bijdrage.vast) as f64 / most;
            }
            counts.insert(self.gedeeld.len() + found.persoon, 1.0);
        }
        counts.into_iter().collect()
    }

    /// Prices first, then what every school costs, then every shared counter.
    fn meester(&self, top: &Top, mut rijen: Vec<Rij>) -> Meester {
        let scholen = rijen.len();
        let mut opbrengst = Vec::new();
        let mut grenzen: Vec<(f64, f64)> = self.grenzen(top).collect();
        let teller = |index: &usize| self.model.tellers.get(*index);
        opbrengst.extend(
            self.gedeeld.iter().map(|(index, most)| teller(index).map_or(0.0, |found| found.start as f64 / most)),
        );
        opbrengst.extend(self.model.personen.iter().map(|_| -1.0));
        opbrengst.extend((0..scholen + self.gedeeld.len()).map(|_| 1.0));
        grenzen.resize(opbrengst.len(), (f64::NEG_INFINITY, f64::INFINITY));
        let exact = top.bewezen.as_ref().map(|bewezen| &bewezen.prijzen);
        for (at, (index, most)) in self.gedeeld.iter().enumerate() {
            let (Some(found), Some(exact)) = (teller(index), exact) else { continue };
            for value in punten(found, self.knapzakken.bereik(*index)) {
                let cost = Exact::waarde(exact.tellerkost(found, value)) * self.eigen;
                let termen = vec![(top.punt.len() + scholen + at, 1.0), (at, value as f64 / most)];
                rijen.push(Rij { termen, onder: None, boven: cost });
            }
        }
        Meester { opbrengst, grenzen, rijen }
    }

    /// Between which prices the next point lies.
    fn grenzen<'b>(&self, top: &'b Top) -> impl Iterator<Item = (f64, f64)> + use<'b> {
        let shared = self.gedeeld.len();
        let afstand = top.afstand;
        top.punt.iter().enumerate().map(move |(at, price)| {
            let low = price - afstand;
            (if at < shared { low } else { low.max(0.0) }, price + afstand)
        })
    }
}
