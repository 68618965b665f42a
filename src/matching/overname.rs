//! A plan of before as the start of a new search: what pins decide goes first, then every line of the plan that still fits.
//!
//! Changes nothing it need not change, so that what differs afterwards is what the pins cost.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::facts::Feiten;
use super::formulation::Geformuleerd;
use super::plan::VoorgesteldePlaatsing;
use super::rules::pin::vastgezette_paren;
use super::search::Optie;
use super::search::staat::Staat;
use super::search::zet::Zet;

/// Puts into an empty `staat` who has a place today, then the pins, then the new lines of `plan`.
pub fn neem_over(
    staat: &mut Staat<'_>,
    feiten: &Feiten<'_>,
    geformuleerd: &Geformuleerd,
    plan: &[VoorgesteldePlaatsing],
) {
    staat.begin_vandaag();
    let wanted = per_persoon(feiten, geformuleerd, plan);
    let mut vast: Vec<usize> = vastgezette_paren(feiten, geformuleerd).into_iter().collect();
    vast.sort_unstable();
    let mut besloten = BTreeSet::new();
    for paar in vast {
        place(staat, paar, None, &mut besloten);
    }
    // Twice, since who left a place of today in the first round makes room in the second.
    for own in wanted.values().chain(wanted.values()) {
        // The largest piece first; what is left of a person is filled in after the search.
        let largest = own.iter().max_by_key(|(paar, fte)| (**fte, std::cmp::Reverse(**paar)));
        if let Some((paar, fte)) = largest {
            place(staat, *paar, Some(*fte), &mut besloten);
        }
    }
}

/// One person at one place, when nobody `besloten` otherwise and it is allowed; a place of today is left for it.
fn place(staat: &mut Staat<'_>, paar: usize, fte_e4: Option<i64>, besloten: &mut BTreeSet<usize>) {
    let Some(found) = staat.model().paren.get(paar) else { return };
    let (persoon, plek, min, max) = (found.persoon, found.plek, found.min, found.max);
    if besloten.contains(&persoon) {
        return;
    }
    let room = staat.ruimte(plek);
    let exact = fte_e4.filter(|fte| (min..=max.min(room)).contains(fte)).map(|fte_e4| Optie { paar, fte_e4 });
    let Some(optie) = exact.or_else(|| staat.optie(paar, room)) else { return };
    let zet = Zet::default().met(persoon, Some(optie));
    if staat.proef_exact(&zet).is_some() && staat.is_te_verdelen(&zet) {
        staat.doe(&zet);
        besloten.insert(persoon);
    }
}

/// Per person of the model the pairs that the plan uses, with their fte.
fn per_persoon(
    feiten: &Feiten<'_>,
    geformuleerd: &Geformuleerd,
    plan: &[VoorgesteldePlaatsing],
) -> BTreeMap<usize, BTreeMap<usize, i64>> {
    let plekken = geformuleerd.plekken.iter().enumerate();
    let plek_van: HashMap<&str, usize> = plekken
        .flat_map(|(plek, feit)| feit.vacatures.iter().map(move |vacature| (*vacature, plek)))
        .filter_map(|(vacature, plek)| Some((feiten.problem.vacatures.get(vacature)?.id.as_str(), plek)))
        .collect();
    let paren = geformuleerd.paren.iter().enumerate();
    let paar_van: HashMap<(&str, usize), usize> = paren
        .filter_map(|(paar, feit)| {
            Some(((feiten.problem.regiodocenten.get(feit.docent)?.id.as_str(), feit.plek), paar))
        })
        .collect();
    let mut found: BTreeMap<usize, BTreeMap<usize, i64>> = BTreeMap::new();
    for line in plan.iter().filter(|line| line.bestaand.is_none()) {
        for deel in &line.delen {
            let paar =
                plek_van.get(deel.vacature.as_str()).and_then(|plek| paar_van.get(&(line.regiodocent.as_str(), *plek)));
            if let Some(paar) = paar
                && let Some(feit) = geformuleerd.paren.get(*paar)
            {
                *found.entry(feit.persoon).or_default().entry(*paar).or_default() += deel.fte.e4();
            }
        }
    }
    found
}
