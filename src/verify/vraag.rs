//! P1 and P2: is this a plan for this Problem, and does everything in it exist?

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::gegevens::Gegevens;
use crate::domain::fte::Fte;
use crate::domain::uitsluiting::Uitsluiting;
use crate::matching::plan::{PLAN_VERSIE, Plan, VoorgesteldePlaatsing};
use crate::matching::problem::Problem;

/// The hash in the plan is that of the Problem, whose lists are put in their order first.
pub(super) fn hash(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let mut found = Vec::new();
    if plan.versie != PLAN_VERSIE {
        found.push(format!("Versie {} van het Plan is onbekend; dit is versie {PLAN_VERSIE}.", plan.versie));
    }
    match serde_json::to_vec(&ordered(gegevens.problem.clone())) {
        Ok(bytes) => {
            let own: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            if own != plan.problem_hash {
                found.push(format!("Het plan noemt vraag {}, maar deze vraag is {own}.", plan.problem_hash));
            }
        }
        Err(why) => found.push(format!("De vraag is niet te schrijven: {why}.")),
    }
    found
}

fn ordered(mut problem: Problem) -> Problem {
    problem.schoolbesturen.sort_by_key(|one| one.bestuursnummer.clone());
    problem.scholen.sort_by_key(|one| one.vestigingscode.clone());
    problem.regiodocenten.sort_by_key(|one| one.id.clone());
    problem.vacatures.sort_by_key(|one| one.id.clone());
    problem.plaatsingen.sort_by_key(|one| one.id.clone());
    problem.pins.sort_by_key(|one| {
        (one.regiodocent.clone(), one.vestigingscode.clone(), one.vacature.clone(), one.soort, one.fte)
    });
    problem.normen.sort_by_key(|one| (one.regel.clone(), one.sector, one.onderwerp.clone()));
    for today in &mut problem.plaatsingen {
        today.delen.sort_by_key(|deel| (deel.vacature.clone(), deel.fte, deel.van, deel.tot_en_met));
    }
    for person in &mut problem.regiodocenten {
        person.contracten.sort_by_key(|one| one.periode.van);
        person.bevoegdheden.sort_by_key(|one| (one.vakbevoegdheid.clone(), one.periode.van, one.periode.einde()));
        person.voorkeuren.sort_by_key(|one| one.vestigingscode.clone());
        person.instemmingen.sort_by_key(|one| (one.soort, one.periode.van, one.periode.einde()));
        person.uitsluitingen.sort_by_key(|one| match one {
            Uitsluiting::Bestuursnummer(nummer) => (0, nummer.to_string()),
            Uitsluiting::Vestigingscode(code) => (1, code.to_string()),
        });
    }
    problem
}

/// Ids exist, parts lie at the school of the plaatsing on exactly the days of their vacature, nobody is there twice.
pub(super) fn verwijzingen(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for line in &plan.plaatsingen {
        let who = &line.regiodocent;
        if gegevens.persoon(who).is_none() {
            found.push(format!("Regiodocent {who} staat niet in de vraag."));
        }
        if gegevens.school(&line.vestigingscode).is_none() {
            found.push(format!("School {} staat niet in de vraag.", line.vestigingscode));
        }
        if line.bestaand.is_none() && !seen.insert((who, &line.vestigingscode)) {
            found.push(format!("Regiodocent {who} staat twee keer bij school {}.", line.vestigingscode));
        }
        if !gegevens.loopt_al(line) {
            found.extend(parts(gegevens, line));
        }
    }
    if !plan.plaatsingen.is_sorted() {
        found.push("De plaatsingen staan niet op volgorde van regiodocent en school.".to_owned());
    }
    found
}

fn parts(gegevens: &Gegevens, line: &VoorgesteldePlaatsing) -> Vec<String> {
    let who = &line.regiodocent;
    let mut found = Vec::new();
    if line.delen.is_empty() {
        found.push(format!("De plaatsing van {who} heeft geen enkele vacature."));
    }
    for deel in &line.delen {
        let Some(vacature) = gegevens.vacature(&deel.vacature) else {
            found.push(format!("Vacature {} staat niet in de vraag.", deel.vacature));
            continue;
        };
        if vacature.vestigingscode != line.vestigingscode {
            found.push(format!("Vacature {} is niet van school {}.", vacature.id, line.vestigingscode));
        }
        if deel.fte <= Fte::NUL {
            found.push(format!("Regiodocent {who} heeft {} fte op vacature {}.", deel.fte, vacature.id));
        }
        if gegevens.dagen_van(vacature) != Some((deel.van, deel.tot_en_met)) {
            found.push(format!("Regiodocent {who} staat op andere dagen dan die van vacature {}.", vacature.id));
        }
    }
    found
}
