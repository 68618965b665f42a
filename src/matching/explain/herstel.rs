//! Herstel: when hard rules cannot hold together, which of them are in conflict, and the cheapest ways to give way.
//!
//! A way out is what a region decides about: a rule that gives way for everybody or for one board, a few more people moved, a
//! decision taken back. A rule gives way by as little as can be: the plan of the way out breaks it by the least amount, told
//! per board. What is enough for one board is not proposed for all of them.

mod mensen;
mod per_bestuur;

use serde::{Deserialize, Serialize};

use super::prijs::{Prijs, compare};
use super::prijszinnen;
use super::waarom_niet::hard;
use super::wijziging::Wijziging;
use super::zaak::Zaak;
use crate::domain::beleid::{Modus, Tier};
use crate::domain::breuk::Breuk;
use crate::matching::handmatig::plan_van;
use crate::matching::plan::{Bevinding, Plan, TierUitkomst};
use crate::matching::problem::{Onderwerp, Pinsoort, Problem, Versoepeling};
use crate::matching::rules::{RULES, Regelsoort};
use crate::matching::solve::SolveError;

/// Ways out that are told.
const VERTELD: usize = 3;
/// Breaches per rule that are told in sentences.
const BREUKEN: usize = 5;
/// Share of the time that is left for one solve.
const DEEL: f64 = 0.3;

/// The question: nothing more to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Herstel {}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HerstelAntwoord {
    /// Do all hard rules hold? Then there is nothing to repair.
    pub haalbaar: bool,
    /// Is it proven that they cannot hold together?
    pub bewezen: bool,
    /// What the plan breaks, and by how much: it breaks as little as was found.
    pub breuken: Vec<Bevinding>,
    /// A smallest set of hard rules and decisions that was found not to hold together.
    pub conflict: Vec<Wijziging>,
    /// The cheapest ways out, best first: each is enough by itself.
    pub uitwegen: Vec<Uitweg>,
    /// The same in Dutch sentences.
    pub zinnen: Vec<String>,
}

/// Giving way in one or more rules, after which all that is hard holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Uitweg {
    /// What gives way.
    pub wijzigingen: Vec<Wijziging>,
    /// What those rules say of the plan that comes of it, and by how much.
    pub dan: Vec<Bevinding>,
    /// How far the rule gives way in all, when it is one rule that can be measured; for one board or for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toegift: Option<Toegift>,
    /// That plan against the one that is there.
    pub prijs: Prijs,
}

/// By how much a rule gives way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Toegift {
    /// All boards together; of people, how many more.
    pub omvang: Breuk,
    /// Its unit.
    pub eenheid: String,
    /// Is it proven that no plan needs less?
    pub bewezen: bool,
}

/// Answers it.
pub(super) fn antwoord(zaak: &Zaak) -> Result<HerstelAntwoord, SolveError> {
    let breached = |found: &&Bevinding| found.overtreding && found.modus == Modus::Hard;
    let breuken: Vec<Bevinding> = zaak.plan.bevindingen.iter().filter(breached).cloned().collect();
    if breuken.is_empty() {
        let zinnen = vec!["Alle harde regels houden in dit plan: er hoeft niets hersteld te worden.".to_owned()];
        let (conflict, uitwegen) = (Vec::new(), Vec::new());
        return Ok(HerstelAntwoord { haalbaar: true, bewezen: false, breuken, conflict, uitwegen, zinnen });
    }
    let groepen = groepen(&zaak.problem);
    let mut uitwegen = Vec::new();
    for groep in &groepen {
        uitwegen.extend(uitweg(zaak, std::slice::from_ref(groep))?);
    }
    let conflict = conflict(zaak, &groepen)?;
    // What is told of boards comes out of the time that is left.
    uitwegen = per_bestuur::verfijn(zaak, &breuken, uitwegen)?;
    if let Some(more) = mensen::meer_verplaatsen(zaak, &breuken)? {
        uitwegen.retain(|one| one.wijzigingen != [Wijziging::Modus { regel: mensen::REGEL.to_owned() }]);
        uitwegen.push(more);
    }
    if uitwegen.is_empty() {
        uitwegen.extend(samen(zaak, &groepen)?);
    }
    uitwegen.sort_by_cached_key(|one| (na(one), per_bestuur::is_voor_allen(one)));
    uitwegen.truncate(VERTELD);
    let zinnen = zinnen(&zaak.problem, &breuken, &conflict, &uitwegen);
    Ok(HerstelAntwoord { haalbaar: false, bewezen: is_onhaalbaar(zaak.plan), breuken, conflict, uitwegen, zinnen })
}

/// What the plan of this way out is worth, tier by tier.
fn na(uitweg: &Uitweg) -> Vec<Breuk> {
    uitweg.prijs.tiers.iter().map(|tier| tier.na.clone()).collect()
}

/// Is it proven that no plan keeps all that is hard?
fn is_onhaalbaar(plan: &Plan) -> bool {
    plan.tiers.first().and_then(|tier| tier.grens.as_ref()).is_some_and(|grens| !grens.is_nul())
}

/// Every hard rule and every decision that could give way.
fn groepen(problem: &Problem) -> Vec<Wijziging> {
    let may = |info: &crate::matching::rules::RuleInfo| {
        let kind = matches!(info.soort, Regelsoort::Solidariteit | Regelsoort::Beleid);
        kind && problem.beleid.modus(info.id) == Modus::Hard
    };
    let rules = RULES.iter().map(|rule| rule.info()).filter(may);
    let pins = problem.pins.iter().filter(|pin| pin.soort == Pinsoort::Vastzetten);
    rules
        .map(|info| Wijziging::Modus { regel: info.id.to_owned() })
        .chain(pins.map(|pin| Wijziging::Pin { pin: pin.clone() }))
        .collect()
}

fn zonder(problem: &Problem, groepen: &[Wijziging]) -> Problem {
    groepen.iter().fold(problem.clone(), |changed, groep| groep.pas_toe(&changed))
}

fn los_op(zaak: &Zaak, groepen: &[Wijziging]) -> Result<Plan, SolveError> {
    zaak.los_op_met(&zonder(&zaak.problem, groepen), &zaak.plan.plaatsingen, DEEL, zaak.threads())
}

fn is_haalbaar(plan: &Plan) -> bool {
    hard(plan).is_none_or(Breuk::is_nul)
}

/// Giving way in all of these, when that is enough.
fn uitweg(zaak: &Zaak, groepen: &[Wijziging]) -> Result<Option<Uitweg>, SolveError> {
    let Some((plan, least)) = zo_weinig_mogelijk(zaak, groepen)? else { return Ok(None) };
    let prijs = compare(zaak.plan, &plan);
    let gives = |found: &Bevinding| {
        let of = |groep: &Wijziging| match groep {
            Wijziging::Modus { regel } => *regel == found.regel,
            Wijziging::Versoepeling { versoepeling: one } => {
                one.regel == found.regel && found.onderwerp == Onderwerp::Schoolbestuur(one.bestuursnummer.clone())
            }
            _ => false,
        };
        found.overtreding && groepen.iter().any(of)
    };
    let dan: Vec<Bevinding> = plan.bevindingen.into_iter().filter(gives).collect();
    let omvang: Breuk = dan.iter().map(|found| found.omvang.clone()).sum();
    let toegift = least.map(|tier| Toegift {
        bewezen: tier.waarde == omvang && tier.grens.as_ref() == Some(&tier.waarde),
        eenheid: tier.eenheid,
        omvang,
    });
    Ok(Some(Uitweg { wijzigingen: groepen.to_vec(), dan, toegift, prijs }))
}

/// The plan in which these give way, and one rule by itself by no more than it must: its tier comes right after what is hard.
fn zo_weinig_mogelijk(zaak: &Zaak, groepen: &[Wijziging]) -> Result<Option<(Plan, Option<TierUitkomst>)>, SolveError> {
    let own = match groepen {
        [Wijziging::Modus { regel } | Wijziging::Versoepeling { versoepeling: Versoepeling { regel, .. } }] => {
            eigen_tier(regel)
        }
        _ => None,
    };
    let Some(own) = own else {
        return Ok(Some(los_op(zaak, groepen)?).filter(is_haalbaar).map(|plan| (plan, None)));
    };
    let soft = zonder(&zaak.problem, groepen);
    let mut first = soft.clone();
    first.beleid.tiers.sort_by_key(|tier| (*tier != Tier::HardeRegels, *tier != own));
    let plan = zaak.los_op_met(&first, &zaak.plan.plaatsingen, DEEL, zaak.threads())?;
    let least = plan.tiers.iter().find(|tier| tier.tier == own).cloned();
    if !is_haalbaar(&plan) {
        return Ok(None);
    }
    let plan = if first.beleid.tiers == soft.beleid.tiers { plan } else { plan_van(&soft, plan.plaatsingen)? };
    Ok(Some((plan, least)))
}

/// The tier that holds what a rule lacks when it is soft.
fn eigen_tier(regel: &str) -> Option<Tier> {
    match regel {
        "drieprocent" | "leerling-leraar-ratio" => Some(Tier::Solidariteit),
        "zevenprocent" => Some(Tier::Zevenprocent),
        _ => None,
    }
}

/// A smallest set of groups that is enough when given way in together.
fn samen(zaak: &Zaak, groepen: &[Wijziging]) -> Result<Option<Uitweg>, SolveError> {
    let Some(mut best) = uitweg(zaak, groepen)? else { return Ok(None) };
    for groep in groepen {
        let fewer: Vec<Wijziging> = best.wijzigingen.iter().filter(|own| *own != groep).cloned().collect();
        if let Some(found) = uitweg(zaak, &fewer)? {
            best = found;
        }
    }
    Ok(Some(best))
}

/// A smallest set of groups that does not hold together: without any one of them the others do.
fn conflict(zaak: &Zaak, groepen: &[Wijziging]) -> Result<Vec<Wijziging>, SolveError> {
    let (mut kept, mut away) = (groepen.to_vec(), Vec::new());
    for groep in groepen {
        away.push(groep.clone());
        match is_haalbaar(&los_op(zaak, &away)?) {
            true => drop(away.pop()),
            false => kept.retain(|own| own != groep),
        }
    }
    Ok(kept)
}

fn zinnen(problem: &Problem, breuken: &[Bevinding], conflict: &[Wijziging], uitwegen: &[Uitweg]) -> Vec<String> {
    let mut zinnen =
        vec!["De harde regels houden niet allemaal. Dit is wat er in het beste plan aan ontbreekt:".to_owned()];
    zinnen.extend(breuken.iter().take(BREUKEN).map(|found| per_bestuur::met_naam(problem, found)));
    if let Some(more @ 1..) = breuken.len().checked_sub(BREUKEN) {
        zinnen.push(format!("En nog {more}."));
    }
    let names: Vec<String> = conflict.iter().map(naam).collect();
    match names.as_slice() {
        [] => {}
        [one] => zinnen.push(format!("Alleen al {one} kan hier niet houden.")),
        many => zinnen.push(format!("Samen kunnen deze niet houden: {}.", many.join("; "))),
    }
    if uitwegen.is_empty() {
        zinnen.push("Er is geen uitweg gevonden, ook niet als alle harde regels zacht worden.".to_owned());
    }
    for (at, one) in uitwegen.iter().enumerate() {
        let what: Vec<String> = one.wijzigingen.iter().map(Wijziging::zin).collect();
        zinnen.push(format!("Uitweg {}: {}", at + 1, what.join(" ")));
        if let Some(Toegift { omvang, eenheid, bewezen }) = &one.toegift {
            let least = if *bewezen { "Minder kan niet." } else { "Of het minder kan, is niet bewezen." };
            zinnen.push(format!("De regel hoeft maar {} {eenheid} toe te geven. {least}", omvang.tekst(2)));
        }
        zinnen.extend(one.dan.iter().take(BREUKEN).map(|found| per_bestuur::met_naam(problem, found)));
        zinnen.extend(prijszinnen::zinnen_na_wijziging(&one.prijs));
    }
    zinnen
}

fn naam(groep: &Wijziging) -> String {
    match groep {
        Wijziging::Modus { regel } => format!("de regel {regel}"),
        Wijziging::Pin { pin } => format!("het besluit over regiodocent {} op {}", pin.regiodocent, pin.plek()),
        other => other.zin(),
    }
}
