//! Lot: where luck decided, and where not. Only what is certain is called luck.
//!
//! Two people are equal for a line when one can stand in for the other there without any change above the tier loting: the
//! same fte and days, the same kind, the same journey and wish counted in minutes, and no rule that objects. Then every tier
//! above stays exactly as it was, and only the lots tell them apart. Looked at are people with a new line against people
//! without any plaatsing; two people who both have one are never told apart by lots.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::zeven;
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::keuze::keuze;
use crate::domain::periode::Periode;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::matching::facts::Feiten;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::{Id, ProblemRegiodocent};
use crate::matching::rules::voorkeur::Minuten;

keuze! {
    /// What luck had to do with somebody.
    Lotrol {
        /// Nothing: nobody else would have done exactly as well.
        Geen = "geen",
        /// The lot of this person went first.
        Gewonnen = "gewonnen",
        /// The lot of somebody else went first.
        Verloren = "verloren",
        /// Somebody with a later lot was placed: the search did not get round to it.
        NietGevolgd = "niet-gevolgd",
    }
}

/// What luck had to do with one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lotoordeel {
    /// What.
    pub rol: Lotrol,
    /// How many people were exactly equal.
    pub gelijken: usize,
}

/// Per regiodocent of the pool what luck had to do with the plan.
pub fn lotingen(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<BTreeMap<Id, Lotoordeel>, OnvolledigBeleid> {
    let minuten = Minuten::read(feiten)?;
    let mut lines: HashMap<&str, Vec<&VoorgesteldePlaatsing>> = HashMap::new();
    for line in plan {
        lines.entry(&line.regiodocent).or_default().push(line);
    }
    let pool = &feiten.problem.regiodocenten;
    let free = |docent: &&ProblemRegiodocent| {
        !lines.contains_key(docent.id.as_str())
            && feiten.plaatsingen_van(&docent.id).is_empty()
            && feiten.pins_van(&docent.id).is_empty()
    };
    let waiting: Vec<&ProblemRegiodocent> = pool.iter().filter(free).collect();
    let mut equals: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for docent in pool {
        let own = lines.get(docent.id.as_str()).map_or(&[][..], Vec::as_slice);
        let fresh = !own.is_empty() && own.iter().all(|line| line.bestaand.is_none());
        if !fresh || !feiten.plaatsingen_van(&docent.id).is_empty() || !feiten.pins_van(&docent.id).is_empty() {
            continue;
        }
        for other in waiting.iter().filter(|other| is_gelijk(feiten, &minuten, docent, other, own)) {
            equals.entry(&docent.id).or_default().insert(&other.id);
            equals.entry(&other.id).or_default().insert(&docent.id);
        }
    }
    let judge = |docent: &ProblemRegiodocent| {
        let others = equals.get(docent.id.as_str()).map(|ids| ids.iter().filter_map(|id| feiten.regiodocent(id)));
        let lots: Vec<u64> = others.map_or_else(Vec::new, |others| others.map(|other| other.lot).collect());
        let placed = lines.contains_key(docent.id.as_str());
        let rol = match (lots.is_empty(), placed) {
            (true, _) => Lotrol::Geen,
            (false, true) if lots.iter().any(|lot| *lot < docent.lot) => Lotrol::NietGevolgd,
            (false, true) => Lotrol::Gewonnen,
            (false, false) if lots.iter().any(|lot| *lot > docent.lot) => Lotrol::NietGevolgd,
            (false, false) => Lotrol::Verloren,
        };
        (docent.id.clone(), Lotoordeel { rol, gelijken: lots.len() })
    };
    Ok(pool.iter().map(judge).collect())
}

/// Could `other`, who has nothing, take these lines of `docent` with every tier above loting unchanged?
fn is_gelijk(
    feiten: &Feiten,
    minuten: &Minuten,
    docent: &ProblemRegiodocent,
    other: &ProblemRegiodocent,
    lines: &[&VoorgesteldePlaatsing],
) -> bool {
    // A second school needs a consent of its own, and home schools differ: such people are not compared.
    let [line] = lines else { return false };
    if docent.detachering.is_some() || other.detachering.is_some() {
        return false;
    }
    let coach = |one: &ProblemRegiodocent| (one.soort == Regiodocentsoort::Starter, feiten.is_eerstejaars(one));
    if coach(docent) != coach(other) || !draagt(feiten, other, line) {
        return false;
    }
    let Some(school) = feiten.school(&line.vestigingscode) else { return false };
    let fits = |vacature| zeven().iter().all(|(rule, _)| rule.objection(feiten, other, vacature).is_none());
    let vacatures = line.delen.iter().map(|deel| feiten.vacature(&deel.vacature));
    minuten.per_fte(feiten, docent, school) == minuten.per_fte(feiten, other, school)
        && vacatures.into_iter().all(|vacature| vacature.is_some_and(fits))
}

/// Does the contract of this person carry the whole line, and is it everything when this person wants that?
pub(super) fn draagt(feiten: &Feiten, docent: &ProblemRegiodocent, line: &VoorgesteldePlaatsing) -> bool {
    let days = line.delen.iter().map(|deel| (deel.van, deel.tot_en_met)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let Some((van, tot_en_met)) = days else { return false };
    let days = Periode::new(van, Some(tot_en_met));
    if !docent.alleen_geheel {
        return feiten.contract_fte(docent, &days) >= line.fte();
    }
    let year = feiten.problem.schooljaar.periode();
    let mut held = docent.contracten.iter().filter_map(|one| Some((one.periode.doorsnede(&year)?, one.werktijdfactor)));
    let all_days = line.delen.iter().all(|deel| (deel.van, deel.tot_en_met) == (van, tot_en_met));
    all_days
        && held.all(|(when, fte)| days.omvat(&when) && fte == line.fte())
        && feiten.contract_fte(docent, &days) == line.fte()
}
