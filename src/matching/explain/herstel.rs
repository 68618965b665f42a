//! Herstel: when hard rules cannot hold together, which of them are in conflict, and the cheapest ways to give way.
//!
//! Whole rules are taken away, not single rows: that is what a region can decide about.

use serde::{Deserialize, Serialize};

use super::prijs::{Prijs, compare};
use super::prijszinnen;
use super::waarom_niet::hard;
use super::wijziging::Wijziging;
use super::zaak::Zaak;
use crate::domain::beleid::Modus;
use crate::domain::breuk::Breuk;
use crate::matching::plan::{Bevinding, Plan};
use crate::matching::problem::{Pinsoort, Problem};
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
    /// That plan against the one that is there.
    pub prijs: Prijs,
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
    if uitwegen.is_empty() {
        uitwegen.extend(samen(zaak, &groepen)?);
    }
    uitwegen.sort_by_cached_key(|one| one.prijs.tiers.iter().map(|tier| tier.na.clone()).collect::<Vec<Breuk>>());
    uitwegen.truncate(VERTELD);
    let conflict = conflict(zaak, &groepen)?;
    let proven = zaak.plan.tiers.first().and_then(|tier| tier.grens.as_ref()).is_some_and(|grens| !grens.is_nul());
    let zinnen = zinnen(&breuken, &conflict, &uitwegen);
    Ok(HerstelAntwoord { haalbaar: false, bewezen: proven, breuken, conflict, uitwegen, zinnen })
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
    zaak.los_op(&zonder(&zaak.problem, groepen), DEEL)
}

fn is_haalbaar(plan: &Plan) -> bool {
    hard(plan).is_none_or(Breuk::is_nul)
}

/// Giving way in all of these, when that is enough.
fn uitweg(zaak: &Zaak, groepen: &[Wijziging]) -> Result<Option<Uitweg>, SolveError> {
    let plan = los_op(zaak, groepen)?;
    if !is_haalbaar(&plan) {
        return Ok(None);
    }
    let prijs = compare(zaak.plan, &plan);
    let gives = |found: &Bevinding| {
        let of = |groep: &Wijziging| matches!(groep, Wijziging::Modus { regel } if *regel == found.regel);
        found.overtreding && groepen.iter().any(of)
    };
    let dan = plan.bevindingen.into_iter().filter(gives).collect();
    Ok(Some(Uitweg { wijzigingen: groepen.to_vec(), dan, prijs }))
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

fn zinnen(breuken: &[Bevinding], conflict: &[Wijziging], uitwegen: &[Uitweg]) -> Vec<String> {
    let mut zinnen =
        vec!["De harde regels houden niet allemaal. Dit is wat er in het beste plan aan ontbreekt:".to_owned()];
    zinnen.extend(breuken.iter().take(BREUKEN).map(|found| found.tekst.clone()));
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
        zinnen.extend(one.dan.iter().take(BREUKEN).map(|found| found.tekst.clone()));
        zinnen.extend(prijszinnen::zinnen(&one.prijs));
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
