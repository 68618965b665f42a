//! The second opinion on a fresh plan: it is judged by code that shares nothing with the engine before anybody sees it.

use crate::matching::plan::{Plan, PlanStatus};
use crate::matching::problem::Problem;
use crate::matching::uitkomst::status;
use crate::verify::{NAGEREKEND, Oordeel, Verslag, verify};

/// The plan as it may be handed in, or for a coordinator which properties it fails. Where prices prove less than the plan
/// claims, it claims what they prove: that says less about a plan, and nothing against it.
pub fn tweede_mening(problem: &Problem, plan: Plan) -> Result<Plan, String> {
    let verslag = verify(problem, &plan);
    if verslag.geldig {
        return Ok(plan);
    }
    if verslag.gebroken().all(|uitslag| uitslag.eigenschap == NAGEREKEND) {
        let bescheiden = met_bewezen_grenzen(plan, &verslag);
        if verify(problem, &bescheiden).geldig {
            tracing::warn!(oordeel = verslag.samenvatting(), "the plan claims less than the engine said");
            return Ok(bescheiden);
        }
    }
    Err(format!("Het plan is bij de tweede controle afgekeurd. {}", verslag.samenvatting()))
}

fn met_bewezen_grenzen(mut plan: Plan, verslag: &Verslag) -> Plan {
    for (tier, bewijs) in plan.tiers.iter_mut().zip(&verslag.bewijs) {
        if bewijs.oordeel == Oordeel::TeHoog {
            tier.grens.clone_from(&bewijs.nagerekend);
        }
    }
    plan.status = status(&plan.tiers, (&plan.standen, &plan.bevindingen), plan.status == PlanStatus::Gestopt);
    plan
}
