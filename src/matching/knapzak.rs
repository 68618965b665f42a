//! A stronger bound than the LP's: per school the best *whole* set of persons at given prices, an exact knapsack over
//! fill, netto fill and guidance (school-level Dantzig–Wolfe). What ties schools together (a person goes to one place,
//! the counters of boards) has prices; any prices give a proven bound, better ones a higher bound.
//!
//! Applies to schools with one place where everybody is whole or not there; the others keep their part of the LP bound.

mod school;

use super::bereik::bereik;
use super::formulation::model::Model;
use super::grens::{Exact, goedkoopste, kost, laagste};
use school::{School, Werk};

/// Which schools can be looked at as a whole, and what stays outside.
#[derive(Debug, Clone)]
pub struct Knapzakken {
    scholen: Vec<School>,
    /// Counters of one school, inside its knapsack.
    lokaal: Vec<bool>,
    /// Pairs inside a knapsack.
    binnen: Vec<bool>,
    plek_binnen: Vec<bool>,
    bereik: Vec<(i64, i64)>,
}

impl Knapzakken {
    /// Looks at the shape of the model.
    pub fn new(model: &Model) -> Knapzakken {
        let groepen = model.plekken.iter().map(|plek| plek.groep + 1).max().unwrap_or(0);
        let mut scholen = vec![School::default(); groepen];
        let mut plek_van: Vec<Option<usize>> = vec![None; groepen];
        let mut past = vec![true; groepen];
        let mut eigenaar: Vec<Option<usize>> = vec![None; model.tellers.len()];
        let mut gedeeld = vec![false; model.tellers.len()];
        for teller in model.tellers.iter().filter_map(|teller| teller.overloop) {
            set(&mut gedeeld, teller, true);
        }
        for (paar, found) in model.paren.iter().enumerate() {
            let Some(groep) = model.plekken.get(found.plek).map(|plek| plek.groep) else { continue };
            let enkel = model.personen.get(found.persoon).is_some_and(|persoon| persoon.enkel);
            let elsewhere = plek_van.get(groep).copied().flatten().is_some_and(|plek| plek != found.plek);
            if !enkel || found.min != found.max || elsewhere {
                set(&mut past, groep, false);
            }
            set(&mut plek_van, groep, Some(found.plek));
            if let Some(school) = scholen.get_mut(groep) {
                school.paren.push(paar);
                school.capaciteit = model.plekken.get(found.plek).map_or(0, |plek| plek.capaciteit());
            }
            for bijdrage in model.bijdragen(paar) {
                if eigenaar.get(bijdrage.teller).copied().flatten().is_some_and(|owner| owner != groep) {
                    set(&mut gedeeld, bijdrage.teller, true);
                }
                set(&mut eigenaar, bijdrage.teller, Some(groep));
            }
        }
        let mut knapzakken = Knapzakken {
            scholen: Vec::new(),
            lokaal: vec![false; model.tellers.len()],
            binnen: vec![false; model.paren.len()],
            plek_binnen: vec![false; model.plekken.len()],
            bereik: bereik(model),
        };
        for (groep, mut school) in scholen.into_iter().enumerate() {
            let own = eigenaar.iter().enumerate().filter(|(_, owner)| **owner == Some(groep)).map(|(teller, _)| teller);
            let own: Vec<usize> = own.filter(|teller| gedeeld.get(*teller) == Some(&false)).collect();
            if past.get(groep) != Some(&true) || school.paren.is_empty() || !school.meet(model, &own) {
                continue;
            }
            school.sleutels = school.paren.iter().map(|paar| school.sleutel(model, *paar)).collect();
            own.iter().for_each(|teller| set(&mut knapzakken.lokaal, *teller, true));
            school.paren.iter().for_each(|paar| set(&mut knapzakken.binnen, *paar, true));
            let plek = school.paren.first().and_then(|paar| model.paren.get(*paar)).map(|paar| paar.plek);
            plek.into_iter().for_each(|plek| set(&mut knapzakken.plek_binnen, plek, true));
            knapzakken.scholen.push(school);
        }
        knapzakken
    }

    /// Is there anything to gain?
    pub fn is_leeg(&self) -> bool {
        self.scholen.is_empty()
    }

    /// Is every pair inside a knapsack?
    pub fn is_alles(&self) -> bool {
        self.binnen.iter().all(|inside| *inside)
    }

    /// Prices of persons that make the bound at least the LP's: what each gains at most.
    pub fn persoonsprijzen(model: &Model, exact: &Exact) -> Vec<i128> {
        let gain = |persoon: &super::formulation::model::Persoon| {
            let costs = (persoon.van..persoon.tot).map(|paar| goedkoopste(model, paar, persoon.enkel, exact));
            if persoon.enkel { -costs.min().unwrap_or(0).min(0) } else { 0 }
        };
        model.personen.iter().map(gain).collect()
    }

    /// What every pair costs at these prices before the price of its person: whole inside a knapsack, at least outside.
    pub fn paarprijzen(&self, model: &Model, exact: &Exact) -> Vec<i128> {
        let price = |(paar, binnen): (usize, &bool)| match binnen {
            true => kost(model, paar, exact, Some(&self.lokaal)),
            false => {
                let persoon = model.paren.get(paar).and_then(|found| model.personen.get(found.persoon));
                goedkoopste(model, paar, persoon.is_some_and(|persoon| persoon.enkel), exact)
            }
        };
        self.binnen.iter().enumerate().map(price).collect()
    }

    /// The bound at these prices, with the pairs that reach it; `paren`: as `paarprijzen` gives; `personen`: 0 or more, 0
    /// for who may hold several pairs; `vorige`: the pairs of an earlier call, which only make it quicker.
    pub fn waardeer(
        &self,
        (model, exact): (&Model, &Exact),
        (paren, personen): (&[i128], &[i128]),
        vorige: &mut Vec<Vec<usize>>,
        threads: usize,
    ) -> Keuze {
        let mut keuze = Keuze { scholen: vec![0; self.scholen.len()], ..Keuze::default() };
        for (index, (teller, range)) in model.tellers.iter().zip(&self.bereik).enumerate() {
            if self.lokaal.get(index) != Some(&true) {
                keuze.totaal +=
                    exact.prijs(index) * i128::from(teller.start) + laagste(teller, *range, exact, exact.prijs(index));
            }
        }
        for (plek, found) in model.plekken.iter().enumerate().filter(|(plek, _)| !self.is_binnen(*plek)) {
            keuze.totaal -= exact.prijs(model.tellers.len() + plek) * i128::from(found.capaciteit());
        }
        for (persoon, price) in model.personen.iter().zip(personen) {
            let price = if persoon.enkel { *price } else { 0 };
            keuze.totaal -= price;
            for paar in (persoon.van..persoon.tot).filter(|paar| self.binnen.get(*paar) == Some(&false)) {
                let cost = paren.get(paar).copied().unwrap_or(0) + price;
                if cost < 0 {
                    keuze.totaal += cost;
                    keuze.paren.push(paar);
                }
            }
        }
        vorige.resize(self.scholen.len(), Vec::new());
        let per_draad = self.scholen.len().div_ceil(threads.max(1)).max(1);
        let run = |(scholen, sets): (&[School], &mut [Vec<usize>]), costs: &mut [i128]| {
            let mut werk = Werk::default();
            for ((school, set), cost) in scholen.iter().zip(sets).zip(costs) {
                (*cost, *set) = school.beste((model, exact), (paren, personen), set, &mut werk);
            }
        };
        let parts = self.scholen.chunks(per_draad).zip(vorige.chunks_mut(per_draad));
        let parts = parts.zip(keuze.scholen.chunks_mut(per_draad));
        match threads {
            0 | 1 => parts.for_each(|(scholen, costs)| run(scholen, costs)),
            _ => std::thread::scope(|scope| {
                let run = &run;
                let handles: Vec<_> = parts.map(|(scholen, costs)| scope.spawn(move || run(scholen, costs))).collect();
                // A thread that failed proves nothing.
                let failed = handles.into_iter().any(|handle| handle.join().is_err());
                keuze.totaal += if failed { NIETS } else { 0 };
            }),
        }
        keuze.totaal += keuze.scholen.iter().sum::<i128>();
        keuze.paren.extend(vorige.iter().flatten());
        keuze
    }

    /// Is this counter inside a knapsack?
    pub fn is_lokaal(&self, teller: usize) -> bool {
        self.lokaal.get(teller) == Some(&true)
    }

    /// Is this place inside a knapsack?
    pub fn is_binnen(&self, plek: usize) -> bool {
        self.plek_binnen.get(plek) == Some(&true)
    }

    /// Between which values a counter can lie.
    pub fn bereik(&self, teller: usize) -> (i64, i64) {
        self.bereik.get(teller).copied().unwrap_or_default()
    }
}

/// Lower than any bound.
const NIETS: i128 = i128::MIN / 4;

/// What is cheapest at certain prices.
#[derive(Debug, Clone, Default)]
pub struct Keuze {
    /// The bound.
    pub totaal: i128,
    /// Per school what its cheapest set costs.
    pub scholen: Vec<i128>,
    /// The pairs that reach it: a person may be in none, one or many.
    pub paren: Vec<usize>,
}

fn set<T>(list: &mut [T], index: usize, value: T) {
    if let Some(place) = list.get_mut(index) {
        *place = value;
    }
}
