//! What may be said of a plan: per tier value, proven bound and status.

use super::certificaat::{Bewezen, certificaat};
use super::formulation::Geformuleerd;
use super::formulation::model::{TIERS, Waarden};
use super::plan::{Bevinding, PlanStatus, Stand, TierUitkomst};
use super::problem::Problem;
use super::rules::zevenprocent::voorrang::{is_vast, stuurt};
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
    // More than what today breaks in every plan.
    let broken = waarden.first().map(|(_, value)| value) != geformuleerd.constanten.first();
    (waarden.iter().enumerate())
        .map(|(index, (tier, waarde))| {
            let bewezen = grenzen.get(index).and_then(Option::as_ref);
            let grens = bewezen.and_then(|one| is_te_zeggen(geformuleerd, (index, *tier), one.grens, broken));
            let grens = grens.filter(|grens| !is_vanzelf(*tier, grens) || grens == waarde);
            // A bound above the value would be a mistake in the model: then nothing is proven.
            let grens = grens.filter(|grens| grens <= waarde);
            let certificaat =
                bewezen.filter(|_| grens.is_some()).map(|one| certificaat(problem, geformuleerd, index, one));
            TierUitkomst { tier: *tier, waarde: waarde.clone(), grens, eenheid: eenheid(*tier).to_owned(), certificaat }
        })
        .collect()
}

/// A bound in model units in the unit of its tier, when it may be said of a plan; `broken`: more is in the first tier
/// than what today breaks in every plan.
pub fn is_te_zeggen(
    geformuleerd: &Geformuleerd,
    (index, tier): (usize, Tier),
    grens: i64,
    broken: bool,
) -> Option<Breuk> {
    let constante = geformuleerd.constanten.get(index).cloned().unwrap_or_default();
    let grens = Breuk::ratio(grens, *geformuleerd.model.schaal.get(index)?) + constante;
    // Only wishes can bring a tier below zero.
    let grens = if tier == Tier::Mensen { grens } else { grens.minstens_nul() };
    (geformuleerd.volledig && !(geformuleerd.gepind && broken)).then_some(grens)
}

/// What any plan has (0 where nothing goes below it, or a lot as low as can be) is only worth saying when reached.
pub fn is_vanzelf(tier: Tier, grens: &Breuk) -> bool {
    tier == Tier::Loting || (tier != Tier::Mensen && grens.is_nul())
}

/// The value of a tier by the model, in its unit.
pub fn waarde_van(geformuleerd: &Geformuleerd, index: usize, waarden: &Waarden) -> Option<Breuk> {
    let constante = geformuleerd.constanten.get(index)?;
    Some(&Breuk::ratio(*waarden.get(index)?, *geformuleerd.model.schaal.get(index)?) + constante)
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

/// What may be said of a plan with these tiers, and of which this is known of the voorrang of the 7%-regeling.
pub fn status(tiers: &[TierUitkomst], (standen, bevindingen): (&[Stand], &[Bevinding]), gestopt: bool) -> PlanStatus {
    let breached = tiers.iter().any(|tier| tier.tier == Tier::HardeRegels && !tier.waarde.is_nul());
    let equals = !stuurt(bevindingen) || is_vast(standen);
    let proven = equals && tiers.iter().all(|tier| tier.grens.as_ref() == Some(&tier.waarde));
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
