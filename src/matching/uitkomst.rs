//! What may be said of a plan: per tier value, proven bound and status.

use super::certificaat::{Bewezen, certificaat};
use super::formulation::Geformuleerd;
use super::formulation::model::TIERS;
use super::plan::{PlanStatus, TierUitkomst};
use super::problem::Problem;
use super::tiers::eenheid;
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;

/// Value and bound of every tier. The value is the checker's; the bound comes from the model, whose cost is never above
/// what the checker counts.
pub fn uitkomsten(
    waarden: &[(Tier, Breuk)],
    geformuleerd: &Geformuleerd,
    grenzen: &[Option<Bewezen>; TIERS],
    problem: &Problem,
) -> Vec<TierUitkomst> {
    let model = &geformuleerd.model;
    // More than what today breaks in every plan.
    let broken = waarden.first().map(|(_, value)| value) != geformuleerd.constanten.first();
    (waarden.iter().enumerate())
        .map(|(index, (tier, waarde))| {
            let bewezen = grenzen.get(index).and_then(Option::as_ref);
            let units = bewezen.map(|bewezen| bewezen.grens).zip(model.schaal.get(index));
            let constante = geformuleerd.constanten.get(index).cloned().unwrap_or_default();
            let grens = units.map(|(grens, schaal)| Breuk::ratio(grens, *schaal) + constante);
            // Only wishes can bring a tier below zero.
            let grens = grens.map(|grens| if *tier == Tier::Mensen { grens } else { grens.minstens_nul() });
            // What any plan has (0 where nothing goes below it, or a lot as low as can be) is only worth saying when reached.
            let trivial = *tier == Tier::Loting || (*tier != Tier::Mensen && grens.as_ref().is_some_and(Breuk::is_nul));
            let grens = grens.filter(|grens| !trivial || grens == waarde);
            let grens = grens.filter(|_| geformuleerd.volledig && !(geformuleerd.gepind && broken));
            // A bound above the value would be a mistake in the model: then nothing is proven.
            let grens = grens.filter(|grens| grens <= waarde);
            let certificaat =
                bewezen.filter(|_| grens.is_some()).map(|one| certificaat(problem, geformuleerd, index, one));
            TierUitkomst { tier: *tier, waarde: waarde.clone(), grens, eenheid: eenheid(*tier).to_owned(), certificaat }
        })
        .collect()
}

/// How far a tier may lie above its bound and still count as within the margin: a share of the value plus a little.
fn marge(tier: Tier) -> Option<(Breuk, Breuk)> {
    match tier {
        Tier::HardeRegels | Tier::Solidariteit => Some((Breuk::nul(), Breuk::ratio(1, 100))),
        Tier::TekortEerst | Tier::GevuldeFte => Some((Breuk::ratio(1, 1_000), Breuk::ratio(1, 10))),
        Tier::Zevenprocent => Some((Breuk::nul(), Breuk::ratio(1, 2))),
        Tier::Mensen => Some((Breuk::ratio(1, 10), Breuk::from(60))),
        // Lots only break ties.
        Tier::Loting => None,
    }
}

/// How much two plans may differ in a tier before one counts as better there; absent: it only breaks ties.
pub fn marge_van(tier: Tier, waarde: &Breuk) -> Option<Breuk> {
    marge(tier).map(|(share, little)| &share * waarde + little)
}

/// What may be said of a plan with these tiers.
pub fn status(tiers: &[TierUitkomst], gestopt: bool) -> PlanStatus {
    let breached = tiers.iter().any(|tier| tier.tier == Tier::HardeRegels && !tier.waarde.is_nul());
    let proven = tiers.iter().all(|tier| tier.grens.as_ref() == Some(&tier.waarde));
    let within = tiers.iter().all(|tier| match (marge(tier.tier), &tier.grens) {
        (None, _) => true,
        (Some((share, little)), Some(grens)) => tier.waarde <= grens + &(&share * &tier.waarde + little),
        (Some(_), None) => false,
    });
    match () {
        () if breached => PlanStatus::BeleidOnhaalbaar,
        () if proven => PlanStatus::BewezenOptimaal,
        () if gestopt => PlanStatus::Gestopt,
        () if within => PlanStatus::BinnenMarge,
        () => PlanStatus::Werklimiet,
    }
}
