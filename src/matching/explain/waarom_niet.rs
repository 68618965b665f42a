//! Waarom niet: why a regiodocent is not on a vacature. Either some rule objects, or no plan can hold it, or it costs
//! something elsewhere: then a plan that holds it is made and laid beside the plan that is there.

use serde::{Deserialize, Serialize};

use super::conflict::{Conflict, Ruimte};
use super::prijs::{Prijs, compare};
use super::verwijzing::{docent_bestaat, vacature_bestaat};
use super::verwissel::verwissel;
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
    /// No plan that keeps the hard rules holds it: these rules and pins leave no room, and without any one of them there is.
    Onmogelijk {
        /// The conflict.
        conflict: Conflict,
    },
    /// There is room, but the search found no plan that keeps the hard rules.
    NietGevonden {
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
    let fte = fte_op(&zaak.plan.plaatsingen, &vraag.regiodocent, &vraag.vacature);
    if fte > Fte::NUL {
        return Ok(Oordeel::StaatInPlan { fte });
    }
    let redenen = bezwaren(&zaak.problem, vraag)?;
    if !redenen.is_empty() {
        return Ok(Oordeel::NietToegestaan { redenen });
    }
    let Some(ruimte) = Ruimte::new(&zaak.problem, zaak.plan, &vraag.regiodocent, &vraag.vacature) else {
        return Err(SolveError::Solver("de vraag noemt iets dat er niet is".to_owned()));
    };
    // What is proven by hand needs no search.
    let conflict = ruimte.conflict()?;
    if let Some(conflict) = conflict.clone().filter(|conflict| conflict.bewezen) {
        return Ok(Oordeel::Onmogelijk { conflict });
    }
    let anders = zaak.los_op(&met_pin(&zaak.problem, &vraag.regiodocent, &vraag.vacature, None), 0.9)?;
    if let Some(found) = mogelijk(zaak, vraag, &anders) {
        return Ok(found);
    }
    match conflict {
        Some(conflict) => Ok(Oordeel::Onmogelijk { conflict }),
        None => probeer_minder(zaak, vraag, &ruimte, anders),
    }
}

/// There is room in another way than the search took: another amount, or pieces of several vacatures of the school.
fn probeer_minder(zaak: &Zaak, vraag: &WaaromNiet, ruimte: &Ruimte, anders: Plan) -> Result<Oordeel, SolveError> {
    let lines = ruimte.past(&ruimte.onderdelen())?.unwrap_or_default();
    let (wie, waar) = (&vraag.regiodocent, &vraag.vacature);
    let fte = fte_op(&lines, wie, waar);
    let own = lines.iter().filter(|line| line.bestaand.is_none() && line.regiodocent == *wie);
    let mut own = own.filter(|line| line.delen.iter().any(|deel| deel.vacature == *waar));
    let Some(line) = own.next_back() else {
        return Ok(niet_gevonden(zaak, anders));
    };
    if line.fte() == fte {
        let exact = zaak.los_op(&met_pin(&zaak.problem, wie, waar, Some(fte)), 0.9)?;
        return Ok(mogelijk(zaak, vraag, &zonder_grenzen(exact)).unwrap_or_else(|| niet_gevonden(zaak, anders)));
    }
    let mut asked = zaak.problem.clone();
    asked.pins.push(Pin {
        regiodocent: wie.clone(),
        vestigingscode: Some(line.vestigingscode.clone()),
        vacature: None,
        soort: Pinsoort::Vastzetten,
        fte: Some(line.fte()),
    });
    let at_school = match zaak.los_op(&asked, 0.9) {
        Ok(found) => found,
        // An earlier pin about the same school.
        Err(SolveError::Invoer(_)) => return Ok(niet_gevonden(zaak, anders)),
        Err(why) => return Err(why),
    };
    let feiten = Feiten::new(&zaak.problem)?;
    let Some(vacature) = feiten.vacature(waar) else { return Ok(niet_gevonden(zaak, anders)) };
    let found = verwissel(&feiten, &at_school.plaatsingen, wie, vacature)?
        .map(|plaatsingen| zonder_grenzen(Plan { plaatsingen, ..at_school }))
        .and_then(|plan| mogelijk(zaak, vraag, &plan));
    Ok(found.unwrap_or_else(|| niet_gevonden(zaak, anders)))
}

/// The price, when this plan holds the pair and breaks no more of the hard rules than the one that is there.
fn mogelijk(zaak: &Zaak, vraag: &WaaromNiet, anders: &Plan) -> Option<Oordeel> {
    let fte = fte_op(&anders.plaatsingen, &vraag.regiodocent, &vraag.vacature);
    if fte == Fte::NUL || hard(anders) > hard(zaak.plan) {
        return None;
    }
    let prijs = compare(zaak.plan, &met_grenzen_van(anders.clone(), &zaak.plan.tiers));
    Some(Oordeel::MogelijkMaar { bewezen: prijs.is_bewezen(), fte, prijs })
}

fn niet_gevonden(zaak: &Zaak, anders: Plan) -> Oordeel {
    let new =
        |found: &Bevinding| found.overtreding && found.modus == Modus::Hard && !zaak.plan.bevindingen.contains(found);
    Oordeel::NietGevonden { breuken: anders.bevindingen.into_iter().filter(new).collect() }
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

/// The same question with this regiodocent on this vacature, for so much or for whatever fits.
pub(super) fn met_pin(problem: &Problem, regiodocent: &str, vacature: &str, fte: Option<Fte>) -> Problem {
    let pin = Pin {
        regiodocent: regiodocent.to_owned(),
        vestigingscode: None,
        vacature: Some(vacature.to_owned()),
        soort: Pinsoort::Vastzetten,
        fte,
    };
    let mut asked = problem.clone();
    asked.pins.push(pin);
    asked
}

/// Gross fte of this regiodocent on this vacature.
pub(super) fn fte_op(plan: &[VoorgesteldePlaatsing], regiodocent: &str, vacature: &str) -> Fte {
    let own = plan.iter().filter(|line| line.regiodocent == regiodocent).flat_map(|line| &line.delen);
    own.filter(|deel| deel.vacature == vacature).map(|deel| deel.fte).sum()
}

/// What the plan breaks of the hard rules.
pub(super) fn hard(plan: &Plan) -> Option<&Breuk> {
    plan.tiers.iter().find(|tier| tier.tier == Tier::HardeRegels).map(|tier| &tier.waarde)
}

/// What is proven for one amount says nothing of the others.
fn zonder_grenzen(mut plan: Plan) -> Plan {
    plan.tiers.iter_mut().for_each(|tier| (tier.grens, tier.certificaat) = (None, None));
    plan
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
        Oordeel::Onmogelijk { conflict } => botsingen(conflict),
        Oordeel::NietGevonden { breuken } => {
            let first = "Er is geen plan gevonden waarin dit kan zonder een harde regel te breken.".to_owned();
            std::iter::once(first).chain(breuken.iter().map(|found| found.tekst.clone())).collect()
        }
        Oordeel::MogelijkMaar { fte, prijs, .. } => {
            let first = format!("Het kan, voor {fte} fte.");
            std::iter::once(first).chain(prijszinnen::zinnen(prijs)).collect()
        }
    }
}

fn botsingen(conflict: &Conflict) -> Vec<String> {
    let (first, last) = match conflict.onderdelen.len() {
        1 => ("Dit kan niet: er is één afspraak die geen ruimte laat.", "Zonder die afspraak is er wel ruimte."),
        _ => ("Dit kan niet: deze afspraken laten er samen geen ruimte voor.", "Zonder één van deze is er wel ruimte."),
    };
    let parts = conflict.onderdelen.iter().map(|part| part.tekst.clone());
    std::iter::once(first.to_owned()).chain(parts).chain([last.to_owned()]).collect()
}
