//! The claim that nothing better exists, reckoned again from the prices that the plan carries.
//!
//! Weak duality: take the demands that tie people and schools together out of the question and give each a price. What
//! is left falls apart into people and schools that can be solved exactly one by one, and their sum is never above what
//! any plan costs, **whatever the prices are**: a wrong price gives a weaker bound, never a false one. The picture of
//! the question (who may go where, what is counted) is drawn here from the Problem alone; whole numbers throughout.

mod beeld;
mod besluiten;
mod dagen;
mod grens;
mod paren;
mod plekken;
mod prijzen;
mod reis;
mod school;
mod stappen;
mod tellers;

use serde::Serialize;

use self::beeld::Beeld;
use self::prijzen::Prijzen;
use super::gegevens::Gegevens;
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::matching::plan::Plan;

/// What may be believed of the bound of one tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Oordeel {
    /// The prices give this bound or a higher one, and the value is the bound: nothing better exists.
    BewezenOptimaal,
    /// The prices give this bound or a higher one.
    Bewezen,
    /// The plan claims no bound.
    GeenGrens,
    /// The plan claims a bound without the prices to reckon it again, or prices something that is not known here.
    NietNaTeRekenen,
    /// The prices give a lower bound than the plan claims.
    TeHoog,
}

/// The verdict on one tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trapbewijs {
    /// Which.
    pub tier: Tier,
    /// What may be believed.
    pub oordeel: Oordeel,
    /// The bound that the plan claims, in the unit of the tier.
    pub grens: Option<Breuk>,
    /// The bound that its prices give.
    pub nagerekend: Option<Breuk>,
    /// One sentence in Dutch.
    pub uitleg: String,
}

/// Every tier of the plan, in order.
pub(super) fn bewijzen(gegevens: &Gegevens, plan: &Plan) -> Vec<Trapbewijs> {
    let claims = plan.tiers.iter().any(|tier| tier.grens.is_some() && tier.certificaat.is_some());
    let beeld = if claims { Beeld::new(gegevens, plan) } else { None };
    (0..plan.tiers.len()).filter_map(|at| bewijs(plan, beeld.as_ref(), at)).collect()
}

fn bewijs(plan: &Plan, beeld: Option<&Beeld>, at: usize) -> Option<Trapbewijs> {
    let tier = plan.tiers.get(at)?;
    let verdict = |oordeel: Oordeel, nagerekend: Option<Breuk>, uitleg: String| {
        Some(Trapbewijs { tier: tier.tier, oordeel, grens: tier.grens.clone(), nagerekend, uitleg })
    };
    let Some(claim) = &tier.grens else {
        return verdict(Oordeel::GeenGrens, None, "Het plan noemt geen grens.".into());
    };
    let cannot = |why: &str| verdict(Oordeel::NietNaTeRekenen, None, why.to_owned());
    let Some(certificaat) = &tier.certificaat else {
        return cannot("Bij de grens staan geen prijzen.");
    };
    let prijzen = beeld.and_then(|beeld| Some((beeld, Prijzen::new(beeld, certificaat, at)?)));
    let Some((beeld, prijzen)) = prijzen else {
        return cannot("De prijzen noemen iets dat de narekening niet kent.");
    };
    let Some(found) = grens::grens(beeld, plan, &prijzen, claim) else {
        return cannot("De getallen zijn te groot om na te rekenen.");
    };
    let found = beeld.hoogstens(at, found);
    let shown = |value: &Breuk| value.tekst(4);
    if found < *claim {
        let text = format!("De prijzen bewijzen {} en niet {}.", shown(&found), shown(claim));
        return verdict(Oordeel::TeHoog, Some(found), text);
    }
    let best = *claim == tier.waarde;
    let text = match best {
        true => format!("Nagerekend: beter dan {} {} bestaat niet.", shown(&tier.waarde), tier.eenheid),
        false => format!("Nagerekend: onder {} {} bestaat niet.", shown(claim), tier.eenheid),
    };
    verdict(if best { Oordeel::BewezenOptimaal } else { Oordeel::Bewezen }, Some(found), text)
}
