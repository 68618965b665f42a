//! From instance to proven plan with the parts of the engine: LP prices (pairs priced in as they matter), the exact bound
//! at those prices, the search, whole sets per place, small MIPs around the plan, and one over all pairs that can still beat it.

use std::time::{Duration, Instant};

use super::buurten::verfijn;
use super::kern::los_kern_op;
use super::{KOSTEN, Toewijzing, ZONDER_PLEK};
use crate::matching::formulation::model::{Model, TIERS, Waarden};
use crate::matching::grens::{Exact, Prijzen, gemist, goedkoopste, grens, lagrange};
use crate::matching::knapzak::Knapzakken;
use crate::matching::search::afdaling::daal_af;
use crate::matching::search::afkoelen::herstel;
use crate::matching::search::ketens::{Budget, Zoekopdracht, zoek};
use crate::matching::search::rijen::Rijen;
use crate::matching::search::staat::Staat;
use crate::matching::search::tabel::Gewichten;
use crate::matching::search::zetten::Kandidaten;
use crate::matching::solver::{self, LpUitkomst, LpVraag, SolverFout};

/// Pairs per person and per place that the LP begins with.
const BEGIN: usize = 12;
/// How often pairs are added at most.
const RONDEN: usize = 200;
/// Proposals of the search per person, and the shares of the time after which it and the small MIPs stop anyway.
const WERK_PER_PERSOON: u64 = 20_000;
const ZOEKDEEL: f64 = 0.1;
const BUURTDEEL: f64 = 0.15;

/// What came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antwoord {
    /// The place of every person and what that costs; absent: no complete plan was found.
    pub plan: Option<(Vec<usize>, i64)>,
    /// No complete plan costs less.
    pub grens: Option<i64>,
    /// Pairs left for the MIP; absent: it was not needed.
    pub kern: Option<usize>,
}

impl Antwoord {
    /// Is there nothing better?
    pub fn is_bewezen(&self) -> bool {
        self.plan.as_ref().is_some_and(|(_, kost)| self.grens == Some(*kost))
    }

    fn beter(&mut self, toewijzing: &Toewijzing, keuze: Option<Vec<usize>>) {
        let Some((keuze, kost)) = keuze.and_then(|keuze| toewijzing.kost(&keuze).map(|kost| (keuze, kost))) else {
            return;
        };
        if self.plan.as_ref().is_none_or(|(_, held)| kost < *held) {
            self.plan = Some((keuze, kost));
        }
    }
}

/// Solves an instance within `tijd`.
pub fn los_op(toewijzing: &Toewijzing, tijd: Duration, threads: usize) -> Result<Antwoord, SolverFout> {
    let deadline = Instant::now() + tijd;
    let model = toewijzing.model();
    let gewichten = gewichten(toewijzing);
    let (lp, prijzen) = relaxatie(&model, gewichten)?;
    let mut antwoord = Antwoord {
        plan: None,
        grens: grens(&model, &prijzen, KOSTEN, &Waarden::default()).map(|one| one.grens),
        kern: None,
    };
    antwoord.beter(toewijzing, geheel(&model, &lp));
    if antwoord.is_bewezen() {
        return Ok(antwoord);
    }
    let part = |share: f64| Instant::now() + deadline.saturating_duration_since(Instant::now()).mul_f64(share);
    antwoord.beter(toewijzing, gezocht(&model, &lp, &prijzen, part(ZOEKDEEL), threads));
    let Some(exact) = Exact::new(&model, &prijzen, KOSTEN) else { return Ok(antwoord) };
    antwoord.grens = antwoord.grens.max(per_plek(&model, &exact));
    if antwoord.is_bewezen() {
        return Ok(antwoord);
    }
    if let Some((keuze, _)) = antwoord.plan.clone() {
        antwoord.beter(toewijzing, Some(verfijn(toewijzing, keuze, part(BUURTDEEL), threads)));
    }
    if antwoord.is_bewezen() {
        return Ok(antwoord);
    }
    let mee = kansrijk(&model, &exact, antwoord.plan.as_ref());
    antwoord.kern = Some(mee.iter().filter(|kept| **kept).count());
    let keeps = |paar: usize| mee.get(paar) == Some(&true);
    let start = antwoord.plan.as_ref().map(|(keuze, _)| keuze.as_slice());
    let left = deadline.saturating_duration_since(Instant::now());
    // Without a solver for it the plan in hand stands, with the bound it has.
    let Ok(found) = los_kern_op(toewijzing, &keeps, start, left, threads) else { return Ok(antwoord) };
    // What was left out costs at least as much as the plan that was held then.
    let held = antwoord.plan.as_ref().map(|(_, kost)| *kost);
    let proven = found.grens.map(|grens| held.map_or(grens, |held| grens.min(held)));
    antwoord.grens = antwoord.grens.max(proven);
    antwoord.beter(toewijzing, found.keuze);
    Ok(antwoord)
}

/// A person without a place weighs more than any detour to give them one can cost, as far as prices go.
fn gewichten(toewijzing: &Toewijzing) -> Gewichten {
    let mut gewichten = [0.0; TIERS];
    if let Some(weight) = gewichten.get_mut(ZONDER_PLEK) {
        *weight = 100.0 * toewijzing.spreiding() as f64;
    }
    if let Some(weight) = gewichten.get_mut(KOSTEN) {
        *weight = 1.0;
    }
    gewichten
}

/// The relaxation over ever more pairs, until no other pair can improve it.
fn relaxatie(model: &Model, gewichten: Gewichten) -> Result<(LpUitkomst, Prijzen), SolverFout> {
    let mut mee = begin(model);
    let mut rounds = 0;
    loop {
        let vraag = LpVraag { gewichten, paren: mee.clone(), ..LpVraag::default() };
        let lp = solver::los_op(model, &vraag)?;
        let prijzen = Prijzen { gewichten, tellers: lp.prijzen.clone() };
        let more = gemist(model, &prijzen, KOSTEN, &mee);
        rounds += 1;
        if more.is_empty() || rounds == RONDEN {
            return Ok((lp, prijzen));
        }
        for paar in more {
            if let Some(takes_part) = mee.get_mut(paar) {
                *takes_part = true;
            }
        }
    }
}

/// The cheapest pairs of every person and of every place.
fn begin(model: &Model) -> Vec<bool> {
    let kost = |paar: &usize| model.kosten(*paar).iter().map(|kost| kost.vast).sum::<i64>();
    let mut mee = vec![false; model.paren.len()];
    let mut of_place: Vec<Vec<usize>> = vec![Vec::new(); model.plekken.len()];
    let mut of_person: Vec<Vec<usize>> = vec![Vec::new(); model.personen.len()];
    for (paar, found) in model.paren.iter().enumerate() {
        of_place.get_mut(found.plek).into_iter().for_each(|own| own.push(paar));
        of_person.get_mut(found.persoon).into_iter().for_each(|own| own.push(paar));
    }
    for mut own in of_place.into_iter().chain(of_person) {
        own.sort_by_key(|paar| (kost(paar), *paar));
        for paar in own.into_iter().take(BEGIN) {
            if let Some(takes_part) = mee.get_mut(paar) {
                *takes_part = true;
            }
        }
    }
    mee
}

/// The relaxation itself when it cuts nobody.
fn geheel(model: &Model, lp: &LpUitkomst) -> Option<Vec<usize>> {
    let place = |persoon: &crate::matching::formulation::model::Persoon| {
        let mut own = (persoon.van..persoon.tot).zip(lp.deel.get(persoon.van..persoon.tot)?);
        let (paar, _) = own.find(|(_, deel)| **deel > 0.999)?;
        model.paren.get(paar).map(|found| found.plek)
    };
    model.personen.iter().map(place).collect()
}

/// What the search finds until `tot`; absent: somebody stayed without a place.
fn gezocht(model: &Model, lp: &LpUitkomst, prijzen: &Prijzen, tot: Instant, threads: usize) -> Option<Vec<usize>> {
    let rijen = Rijen::new(model);
    let mut staat = Staat::new(model, &rijen);
    let price = |paar: usize| {
        let found = model.paren.get(paar)?;
        let room = prijzen.tellers.get(model.tellers.len() + found.plek)?;
        let used = lp.deel.get(paar).is_some_and(|deel| *deel > 1e-6);
        let own: i64 = model.kosten(paar).iter().map(|kost| kost.vast).sum();
        Some(own as f64 + room * found.max as f64 - if used { 1e9 } else { 0.0 })
    };
    let prices: Vec<f64> = (0..model.paren.len()).map(|paar| price(paar).unwrap_or(0.0)).collect();
    let kandidaten = Kandidaten::new(&staat, &prices);
    let persons = u64::try_from(model.personen.len()).unwrap_or(u64::MAX);
    let best = zoek(&Zoekopdracht {
        start: &staat,
        kandidaten: &kandidaten,
        budget: Budget { werk: Some(persons.saturating_mul(WERK_PER_PERSOON)), tot: Some(tot) },
        threads,
        vooraf: &|| {},
        gestopt: &|| false,
        meld: &|_, _| {},
    });
    herstel(&mut staat, &best);
    daal_af(&mut staat, &kandidaten, &|| false);
    (0..model.personen.len()).map(|persoon| staat.plek_van(persoon)).collect()
}

/// The bound with whole sets of persons per place.
fn per_plek(model: &Model, exact: &Exact) -> Option<i64> {
    let knapzakken = Knapzakken::new(model);
    if knapzakken.is_leeg() {
        return None;
    }
    let paren = knapzakken.paarprijzen(model, exact);
    let personen = Knapzakken::persoonsprijzen(model, exact);
    exact.als_grens(
        knapzakken.waardeer((model, exact), (&paren, &personen), &mut Vec::new(), 1).totaal,
        KOSTEN,
        &Waarden::default(),
    )
}

/// Per pair: can a plan that uses it cost less than the one in hand? The pairs of that plan stay in.
fn kansrijk(model: &Model, exact: &Exact, plan: Option<&(Vec<usize>, i64)>) -> Vec<bool> {
    let mut mee = vec![true; model.paren.len()];
    let Some((keuze, kost)) = plan else { return mee };
    let total = lagrange(model, exact);
    for (persoon, held) in model.personen.iter().zip(keuze) {
        let costs: Vec<i128> =
            (persoon.van..persoon.tot).map(|paar| goedkoopste(model, paar, persoon.enkel, exact)).collect();
        let least = costs.iter().copied().min().unwrap_or(0).min(0);
        for (paar, cost) in (persoon.van..persoon.tot).zip(costs) {
            let with = exact.als_grens(total - least + cost, KOSTEN, &Waarden::default());
            let own = model.paren.get(paar).is_some_and(|found| found.plek == *held);
            if let Some(keeps) = mee.get_mut(paar) {
                *keeps = own || with.is_none_or(|with| with < *kost);
            }
        }
    }
    mee
}
