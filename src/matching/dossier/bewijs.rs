//! Bewijs: what a machine can check of a case file: the lines, findings and derivations about its subject, and how good the
//! plan as a whole is proven to be. Prices of a bound stay out: they name other people.

use serde::Serialize;

use super::Vraag;
use crate::matching::plan::{Bevinding, PlanStatus, Stand, TierUitkomst, Trechter, VoorgesteldePlaatsing};
use crate::matching::problem::{Norm, Onderwerp};

/// What proves a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bewijs {
    /// About whom.
    pub onderwerp: Onderwerp,
    /// What may be said of the plan.
    pub status: PlanStatus,
    /// SHA-256 of the Problem.
    pub problem_hash: String,
    /// SHA-256 of the plan.
    pub plan_hash: String,
    /// Version of the engine.
    pub engine_versie: String,
    /// SHA-256 of the seed.
    pub zaad_hash: String,
    /// The seed, once it is public.
    pub zaad: Option<String>,
    /// Per tier value and proven bound of the whole plan.
    pub tiers: Vec<TierUitkomst>,
    /// Lines about the subject; only of a regiodocent, since other lines name people.
    pub plaatsingen: Vec<VoorgesteldePlaatsing>,
    /// What the rules say of the subject.
    pub bevindingen: Vec<Bevinding>,
    /// Where the subject stands against each rule.
    pub standen: Vec<Stand>,
    /// How the candidates of the subject fell away; not of a vacature for which few people are left somewhere.
    pub redenen: Vec<Trechter>,
    /// What each rule demands of the subject, step by step.
    pub normen: Vec<Norm>,
}

/// The proof about `onderwerp`.
pub(super) fn bewijs(vraag: &Vraag, onderwerp: &Onderwerp) -> Bewijs {
    let (plan, from) = (vraag.plan, vraag.herkomst);
    let own_line = |line: &&VoorgesteldePlaatsing| *onderwerp == Onderwerp::Regiodocent(line.regiodocent.clone());
    // Findings about people are for those people, and steps with few people left for nobody.
    let enough = |trechter: &&Trechter| match onderwerp {
        Onderwerp::Vacature(_) => {
            let counts = trechter.stappen.iter().map(|stap| stap.over);
            counts.chain([trechter.begin]).all(|many| many == 0 || many >= from.kleinste_aantal_personen)
        }
        _ => true,
    };
    Bewijs {
        onderwerp: onderwerp.clone(),
        status: plan.status,
        problem_hash: plan.problem_hash.clone(),
        plan_hash: from.plan_hash.clone(),
        engine_versie: plan.engine_versie.clone(),
        zaad_hash: from.zaad_hash.clone(),
        zaad: from.zaad.clone(),
        tiers: plan.tiers.iter().map(|tier| TierUitkomst { certificaat: None, ..tier.clone() }).collect(),
        plaatsingen: plan.plaatsingen.iter().filter(own_line).cloned().collect(),
        bevindingen: plan.bevindingen.iter().filter(|one| one.onderwerp == *onderwerp).cloned().collect(),
        standen: plan.standen.iter().filter(|one| one.onderwerp == *onderwerp).cloned().collect(),
        redenen: plan.redenen.iter().filter(|one| one.onderwerp == *onderwerp).filter(enough).cloned().collect(),
        normen: vraag.normen(onderwerp),
    }
}
