//! Waarom niet: why a regiodocent is not on a vacature. Either some rule objects, or no plan can hold it, or it costs
//! something elsewhere: then a plan that holds it is made and laid beside the plan that is there.

use serde::{Deserialize, Serialize};

use super::prijs::{Prijs, compare};
use super::verwijzing::{docent_bestaat, vacature_bestaat};
use super::zaak::Zaak;
use super::{prijszinnen, zeven};
use crate::domain::beleid::{Modus, Tier};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::matching::facts::Feiten;
use crate::matching::plan::{Bevinding, Plan, Reden, TierUitkomst, VoorgesteldePlaatsing};
use crate::matching::problem::{Id, Pin, Pinsoort, Problem};
use crate::matching::solve::SolveError;

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WaaromNiet {
    /// Who.
    pub regiodocent: Id,
    /// Where.
    pub vacature: Id,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaaromNietAntwoord {
    /// Who.
    pub regiodocent: Id,
    /// Where.
    pub vacature: Id,
    /// What the matter is.
    pub oordeel: Oordeel,
    /// The same in Dutch sentences.
    pub zinnen: Vec<String>,
}

/// What the matter is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "uitkomst", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Oordeel {
    /// It is in the plan.
    StaatInPlan {
        /// Gross fte of this regiodocent on this vacature.
        fte: Fte,
    },
    /// Rules object to this pair by itself; every one of them is here.
    NietToegestaan {
        /// Why, rule by rule.
        redenen: Vec<Reden>,
    },
    /// No plan that keeps the hard rules holds it.
    Onmogelijk {
        /// Is that proven, or was no such plan found?
        bewezen: bool,
        /// What the best plan that was found would break.
        breuken: Vec<Bevinding>,
    },
    /// It can be, at a price.
    MogelijkMaar {
        /// Is the price proven, up to and including the first tier in which it matters?
        bewezen: bool,
        /// Fte of this regiodocent on this vacature in the plan with it.
        fte: Fte,
        /// The plan with it against the plan without it.
        prijs: Prijs,
    },
}

impl WaaromNiet {
    /// Everything that is wrong with the question.
    pub fn check(&self, problem: &Problem) -> Result<(), Vec<Invoerfout>> {
        let mut invoer = Invoer::default();
        docent_bestaat(&mut invoer, problem, "/regiodocent", &self.regiodocent);
        vacature_bestaat(&mut invoer, problem, "/vacature", &self.vacature);
        invoer.af()
    }
}

/// Answers it.
pub(super) fn antwoord(zaak: &Zaak, vraag: &WaaromNiet) -> Result<WaaromNietAntwoord, SolveError> {
    let oordeel = oordeel(zaak, vraag)?;
    let zinnen = zinnen(&oordeel);
    Ok(WaaromNietAntwoord { regiodocent: vraag.regiodocent.clone(), vacature: vraag.vacature.clone(), oordeel, zinnen })
}

fn oordeel(zaak: &Zaak, vraag: &WaaromNiet) -> Result<Oordeel, SolveError> {
    let fte = fte_op(&zaak.plan.plaatsingen, vraag);
    if fte > Fte::NUL {
        return Ok(Oordeel::StaatInPlan { fte });
    }
    let redenen = bezwaren(&zaak.problem, vraag)?;
    if !redenen.is_empty() {
        return Ok(Oordeel::NietToegestaan { redenen });
    }
    let anders = zaak.los_op(&met_pin(&zaak.problem, vraag), 0.9)?;
    let fte = fte_op(&anders.plaatsingen, vraag);
    if fte > Fte::NUL && hard(&anders) <= hard(zaak.plan) {
        let anders = met_grenzen_van(anders, &zaak.plan.tiers);
        let prijs = compare(zaak.plan, &anders);
        return Ok(Oordeel::MogelijkMaar { bewezen: prijs.is_bewezen(), fte, prijs });
    }
    let bewezen = anders.tiers.first().is_some_and(|tier| tier.grens.as_ref() > hard(zaak.plan));
    let new =
        |found: &Bevinding| found.overtreding && found.modus == Modus::Hard && !zaak.plan.bevindingen.contains(found);
    let breuken = anders.bevindingen.into_iter().filter(new).collect();
    Ok(Oordeel::Onmogelijk { bewezen, breuken })
}

/// Every rule that objects to this pair, with its reason.
fn bezwaren(problem: &Problem, vraag: &WaaromNiet) -> Result<Vec<Reden>, SolveError> {
    let feiten = Feiten::new(problem)?;
    let (Some(docent), Some(vacature)) = (feiten.regiodocent(&vraag.regiodocent), feiten.vacature(&vraag.vacature))
    else {
        return Ok(Vec::new());
    };
    Ok(zeven().iter().filter_map(|(rule, _)| rule.refusal(&feiten, docent, vacature)).collect())
}

/// The same question with this regiodocent on this vacature, for whatever fits.
fn met_pin(problem: &Problem, vraag: &WaaromNiet) -> Problem {
    let pin = Pin {
        regiodocent: vraag.regiodocent.clone(),
        vestigingscode: None,
        vacature: Some(vraag.vacature.clone()),
        soort: Pinsoort::Vastzetten,
        fte: None,
    };
    let mut asked = problem.clone();
    asked.pins.push(pin);
    asked
}

/// Gross fte of this regiodocent on this vacature.
fn fte_op(plan: &[VoorgesteldePlaatsing], vraag: &WaaromNiet) -> Fte {
    let own = plan.iter().filter(|line| line.regiodocent == vraag.regiodocent).flat_map(|line| &line.delen);
    own.filter(|deel| deel.vacature == vraag.vacature).map(|deel| deel.fte).sum()
}

/// What the plan breaks of the hard rules.
fn hard(plan: &Plan) -> Option<&Breuk> {
    plan.tiers.iter().find(|tier| tier.tier == Tier::HardeRegels).map(|tier| &tier.waarde)
}

/// The plan with the pair, with every bound that is proven without it: whoever asks for less can only do as well.
fn met_grenzen_van(mut anders: Plan, zonder: &[TierUitkomst]) -> Plan {
    for (own, without) in anders.tiers.iter_mut().zip(zonder) {
        if own.grens < without.grens && without.grens.as_ref().is_some_and(|grens| *grens <= own.waarde) {
            own.grens.clone_from(&without.grens);
        }
        // A bound holds for plans that do as well in the tiers above.
        if own.waarde != without.waarde {
            break;
        }
    }
    anders
}

fn zinnen(oordeel: &Oordeel) -> Vec<String> {
    match oordeel {
        Oordeel::StaatInPlan { fte } => vec![format!("Deze plaatsing staat in het plan, voor {fte} fte.")],
        Oordeel::NietToegestaan { redenen } => {
            let first = match redenen.len() {
                1 => "Dit mag niet, om één reden.".to_owned(),
                many => format!("Dit mag niet, om {many} redenen."),
            };
            std::iter::once(first).chain(redenen.iter().map(|reden| reden.tekst.clone())).collect()
        }
        Oordeel::Onmogelijk { bewezen, breuken } => {
            let first = match bewezen {
                true => "Dit kan niet zonder een harde regel te breken; dat is bewezen.",
                false => "Er is geen plan gevonden waarin dit kan zonder een harde regel te breken.",
            };
            std::iter::once(first.to_owned()).chain(breuken.iter().map(|found| found.tekst.clone())).collect()
        }
        Oordeel::MogelijkMaar { fte, prijs, .. } => {
            let first = format!("Het kan, voor {fte} fte.");
            std::iter::once(first).chain(prijszinnen::zinnen(prijs)).collect()
        }
    }
}
