//! The canonical form of a Problem: one order for everything whose order means nothing, and the hash that names the question.

use sha2::{Digest, Sha256};

use super::facts::Feiten;
use super::problem::{Norm, Problem};
use super::rules::RULES;
use super::validate::validate;
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::invoer::Invoerfout;

/// The same Problem with every list in its order.
pub fn canonical(mut problem: Problem) -> Problem {
    problem.schoolbesturen.sort_by(|a, b| a.bestuursnummer.cmp(&b.bestuursnummer));
    problem.scholen.sort_by(|a, b| a.vestigingscode.cmp(&b.vestigingscode));
    problem.regiodocenten.sort_by(|a, b| a.id.cmp(&b.id));
    problem.vacatures.sort_by(|a, b| a.id.cmp(&b.id));
    problem.plaatsingen.sort_by(|a, b| a.id.cmp(&b.id));
    problem.instroom.sort();
    problem.pins.sort();
    problem.versoepelingen.sort();
    for docent in &mut problem.regiodocenten {
        docent.contracten.sort_by_key(|contract| contract.periode.van);
        docent.bevoegdheden.sort_by(|a, b| {
            let key = |held: &crate::domain::bevoegdheid::Bevoegdheid| (held.periode.van, held.periode.einde());
            a.vakbevoegdheid.cmp(&b.vakbevoegdheid).then(key(a).cmp(&key(b)))
        });
        docent.voorkeuren.sort_by(|a, b| a.vestigingscode.cmp(&b.vestigingscode));
        docent.uitsluitingen.sort_by_key(|where_not| format!("{where_not:?}"));
        docent.instemmingen.sort_by_key(|given| (given.soort, given.periode.van, given.periode.einde()));
    }
    for today in &mut problem.plaatsingen {
        today.delen.sort();
    }
    let order = |a: &Norm, b: &Norm| (&a.regel, a.sector, &a.onderwerp).cmp(&(&b.regel, b.sector, &b.onderwerp));
    problem.normen.sort_by(order);
    problem.boeken.sort_by(|a, b| a.regel.cmp(&b.regel));
    for boek in &mut problem.boeken {
        boek.normen.sort_by(order);
        boek.in_formatie.sort();
    }
    problem
}

/// SHA-256 of the canonical JSON, lower-case hex.
pub fn problem_hash(problem: &Problem) -> Result<String, serde_json::Error> {
    let json = serde_json::to_vec(&canonical(problem.clone()))?;
    Ok(Sha256::digest(json).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The canonical Problem with the norms of every rule, or everything that is wrong with it.
pub fn with_norms(problem: Problem) -> Result<Problem, Vec<Invoerfout>> {
    validate(&problem)?;
    let mut problem = canonical(problem);
    let normen = norms(&problem).map_err(|why| vec![incomplete(&why)])?;
    problem.normen = normen;
    Ok(canonical(problem))
}

fn norms(problem: &Problem) -> Result<Vec<Norm>, OnvolledigBeleid> {
    let feiten = Feiten::new(problem)?;
    let mut norms = Vec::new();
    for rule in RULES {
        norms.extend(rule.norm(&feiten)?);
    }
    Ok(norms)
}

fn incomplete(why: &OnvolledigBeleid) -> Invoerfout {
    let pointer = format!("/beleid/regels/{}/parameters/{}", why.regel, why.naam);
    Invoerfout::new(
        &pointer,
        "onvolledig-beleid",
        why.to_string(),
        "Vul de parameter in; het standaardbeleid is een voorbeeld.",
    )
}
