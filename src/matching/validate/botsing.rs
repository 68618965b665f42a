//! Pins against the structural rules: the pins and what runs today, taken together as a plan, must be allowed.
//!
//! A pin that breaks a structural rule would leave no valid plan that follows it, so it is an error in the input, with the
//! names of both. What only other people's placements can prevent is left to the solver.

use std::collections::BTreeSet;

use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::fte::Fte;
use crate::domain::invoer::Invoerfout;
use crate::matching::facts::Feiten;
use crate::matching::formulation::bestaand::blijvende;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Deel, Onderwerp, Pin, Pinsoort, Problem, ProblemRegiodocent, ProblemVacature};
use crate::matching::rules::{RULES, Regelsoort, Rule, find_rule};

/// Every pin that a structural rule forbids. The Problem is right in form.
pub(super) fn botsingen(problem: &Problem) -> Result<Vec<Invoerfout>, OnvolledigBeleid> {
    if problem.pins.is_empty() {
        return Ok(Vec::new());
    }
    let feiten = Feiten::new(problem)?;
    let mut found: Vec<Invoerfout> = Vec::new();
    for (at, pin) in problem.pins.iter().enumerate() {
        found.extend(alone(&feiten, pin).map(|(regel, why)| fout(at, pin, &regel, &why)));
    }
    if found.is_empty() {
        found.extend(together(&feiten)?);
    }
    Ok(found)
}

/// What speaks against a pin by itself: rule and reason.
fn alone(feiten: &Feiten, pin: &Pin) -> Option<(String, String)> {
    let docent = feiten.regiodocent(&pin.regiodocent)?;
    let own = |vacature: &&ProblemVacature| pin.raakt(&vacature.id, &vacature.vestigingscode);
    let here: Vec<&ProblemVacature> = feiten.problem.vacatures.iter().filter(own).collect();
    let held = held(feiten, pin);
    if pin.soort == Pinsoort::Verbieden {
        let fixed = held > Fte::NUL && feiten.verplaatsbaar(&docent.id).is_none();
        let why = "de regiodocent is daar vandaag geplaatst en stemde niet in met verplaatsen".to_owned();
        return fixed.then(|| ("instemming".to_owned(), why));
    }
    if held > Fte::NUL && pin.fte.is_none_or(|asked| asked == held) {
        return None;
    }
    let refusal = |vacature: &&ProblemVacature| structural().find_map(|rule| rule.refusal(feiten, docent, vacature));
    let open: Vec<&ProblemVacature> = here.iter().copied().filter(|vacature| refusal(vacature).is_none()).collect();
    if open.is_empty() {
        let first = here.iter().find_map(refusal);
        let none = ("vacatureomvang".to_owned(), "daar is geen vacature".to_owned());
        return Some(first.map_or(none, |reden| (reden.regel, reden.tekst)));
    }
    too_much(feiten, docent, &open, pin.fte?, held)
}

/// Why this amount cannot be on these vacatures.
fn too_much(
    feiten: &Feiten,
    docent: &ProblemRegiodocent,
    open: &[&ProblemVacature],
    asked: Fte,
    held: Fte,
) -> Option<(String, String)> {
    let contract = open.iter().filter_map(|vacature| Some(feiten.contract_fte(docent, &feiten.periode(vacature)?)));
    let contract = contract.max().unwrap_or_default();
    let room: Fte = open.iter().map(|vacature| vacature.fte).sum();
    match () {
        () if asked > contract => Some(("contractomvang".into(), format!("het contract is {contract} fte"))),
        () if asked > room => Some(("vacatureomvang".into(), format!("daar is {room} fte gevraagd"))),
        () if asked < feiten.kleinste_plaatsing => {
            let why = format!("een plaatsing is ten minste {} fte", feiten.kleinste_plaatsing);
            Some(("spreiding".into(), why))
        }
        () if held > asked && feiten.verplaatsbaar(&docent.id).is_none() => {
            Some(("instemming".into(), format!("de regiodocent staat daar vandaag voor {held} fte")))
        }
        () => None,
    }
}

/// The pins on a vacature with their fte, and what runs today, as a plan: what do the structural rules say?
fn together(feiten: &Feiten) -> Result<Vec<Invoerfout>, OnvolledigBeleid> {
    let stays = |id: &str| feiten.verplaatsbaar(id).is_none();
    let mut plan = blijvende(feiten);
    for pin in feiten.problem.pins.iter().filter(|pin| pin.soort == Pinsoort::Vastzetten) {
        let already = if stays(&pin.regiodocent) { held(feiten, pin) } else { Fte::NUL };
        add(feiten, &mut plan, pin, already);
    }
    let mut breaches: Vec<Bevinding> = Vec::new();
    for rule in structural() {
        breaches.extend(
            rule.check(feiten, &plan)?.into_iter().filter(|found| found.overtreding && !is_vrij(feiten, found)),
        );
    }
    let mut seen = BTreeSet::new();
    let error = |found: &Bevinding| {
        let about = |pin: &&(usize, &Pin)| concerns(feiten, pin.1, &found.onderwerp);
        let wanted: Vec<(usize, &Pin)> =
            (feiten.problem.pins.iter().enumerate()).filter(|(_, pin)| pin.soort == Pinsoort::Vastzetten).collect();
        let (at, pin) = wanted.iter().find(about).or(wanted.first())?;
        seen.insert((*at, found.regel.clone())).then(|| fout(*at, pin, &found.regel, &found.tekst))
    };
    Ok(breaches.iter().filter_map(error).collect())
}

/// Is it about somebody who may be moved, and of whom no pin says how much goes where? This plan leaves them out, the solver
/// does not.
fn is_vrij(feiten: &Feiten, found: &Bevinding) -> bool {
    let Onderwerp::Regiodocent(id) = &found.onderwerp else { return false };
    let exact = |pin: &&Pin| pin.soort == Pinsoort::Vastzetten && pin.fte.is_some();
    found.regel == "instemming" && feiten.verplaatsbaar(id).is_some() && !feiten.pins_van(id).iter().any(exact)
}

/// Adds what a pin still asks to the line of this person at this school. Only when it is clear on which vacature.
fn add(feiten: &Feiten, plan: &mut Vec<VoorgesteldePlaatsing>, pin: &Pin, already: Fte) {
    let (Some(docent), Some(asked)) = (feiten.regiodocent(&pin.regiodocent), pin.fte) else { return };
    let own = |vacature: &&ProblemVacature| pin.raakt(&vacature.id, &vacature.vestigingscode);
    let mut here = feiten.problem.vacatures.iter().filter(own);
    let (Some(vacature), None) = (here.next(), here.next()) else { return };
    let Some(days) = feiten.periode(vacature).filter(|_| asked > already) else { return };
    let fte = asked - already;
    let deel = Deel { vacature: vacature.id.clone(), fte, van: days.van, tot_en_met: days.einde() };
    let same = |line: &&mut VoorgesteldePlaatsing| {
        line.bestaand.is_none() && (&line.regiodocent, &line.vestigingscode) == (&docent.id, &vacature.vestigingscode)
    };
    match plan.iter_mut().find(same) {
        Some(line) => line.delen.push(deel),
        None => plan.push(VoorgesteldePlaatsing {
            regiodocent: docent.id.clone(),
            vestigingscode: vacature.vestigingscode.clone(),
            netto_vanaf: feiten.netto_vanaf(docent, days.van),
            delen: vec![deel],
            bestaand: None,
        }),
    }
}

/// Fte that this person holds at the place of the pin today.
fn held(feiten: &Feiten, pin: &Pin) -> Fte {
    let own = feiten.plaatsingen_van(&pin.regiodocent).iter();
    let parts =
        own.flat_map(|today| today.delen.iter().filter(|deel| pin.raakt(&deel.vacature, &today.vestigingscode)));
    parts.map(|deel| deel.fte).sum()
}

fn concerns(feiten: &Feiten, pin: &Pin, onderwerp: &Onderwerp) -> bool {
    match onderwerp {
        Onderwerp::Regiodocent(id) => pin.regiodocent == *id,
        Onderwerp::Vacature(id) => feiten.vacature(id).is_some_and(|one| pin.raakt(id, &one.vestigingscode)),
        Onderwerp::School(code) => {
            pin.vestigingscode.as_ref() == Some(code)
                || pin
                    .vacature
                    .as_deref()
                    .and_then(|id| feiten.vacature(id))
                    .is_some_and(|one| one.vestigingscode == *code)
        }
        Onderwerp::Schoolbestuur(_) | Onderwerp::Regio => false,
    }
}

fn structural() -> impl Iterator<Item = &'static dyn Rule> {
    RULES.iter().copied().filter(|rule| rule.info().soort == Regelsoort::Structureel)
}

fn fout(at: usize, pin: &Pin, regel: &str, why: &str) -> Invoerfout {
    let titel = find_rule(regel).map_or(regel, |rule| rule.info().titel);
    let amount = pin.fte.map_or(String::new(), |fte| format!(" voor {fte} fte"));
    let what = if pin.soort == Pinsoort::Vastzetten { "vastzetten" } else { "verbieden" };
    let why = why.trim_end_matches('.');
    let detail =
        format!("regiodocent {} {what} op {}{amount} botst met de regel {titel}: {why}", pin.regiodocent, pin.plek());
    let herstel = match (pin.soort, regel) {
        (Pinsoort::Verbieden, "instemming") => "Haal deze pin weg. Wie met verplaatsen instemt, mag wel weg: leg die \
             instemming vast en start een nieuwe matchronde. Of beëindig de plaatsing met de school en de regiodocent."
            .to_owned(),
        _ => format!("Haal deze pin weg, of neem weg wat de regel {titel} tegenhoudt."),
    };
    Invoerfout::new(&format!("/pins/{at}"), "pin-botst", detail, herstel)
}
