//! Who could stand in whose place, and what it would do for them.

use std::collections::BTreeMap;

use super::super::lot::draagt;
use super::super::zeven;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::matching::facts::Feiten;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::{ProblemRegiodocent, ProblemSchool};

/// What two people must share to be able to change places without any change for schools and boards.
pub(super) type Klasse = (Fte, bool, bool);

/// Somebody with one new line in the plan.
pub(super) struct Deelnemer<'a> {
    pub(super) docent: &'a ProblemRegiodocent,
    pub(super) line: &'a VoorgesteldePlaatsing,
}

/// What a move does for somebody: minutes of one journey saved, and minutes of wishes gained; never below 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Winst {
    pub(super) reis: Breuk,
    pub(super) wens: i64,
}

impl Winst {
    pub(super) fn minuten(&self) -> Breuk {
        &self.reis + &Breuk::from(self.wens)
    }
}

/// Per class the people with one new line, sorted by id. Who holds a place today, has a pin or has two lines stays out.
pub(super) fn deelnemers<'a>(
    feiten: &Feiten<'a>,
    plan: &'a [VoorgesteldePlaatsing],
) -> BTreeMap<Klasse, Vec<Deelnemer<'a>>> {
    let mut lines: BTreeMap<&str, Vec<&VoorgesteldePlaatsing>> = BTreeMap::new();
    for line in plan {
        lines.entry(&line.regiodocent).or_default().push(line);
    }
    let mut found: BTreeMap<Klasse, Vec<Deelnemer>> = BTreeMap::new();
    for (id, own) in lines {
        let ([line], Some(docent)) = (own.as_slice(), feiten.regiodocent(id)) else { continue };
        if line.bestaand.is_none() && feiten.plaatsingen_van(id).is_empty() && feiten.pins_van(id).is_empty() {
            found.entry(klasse(feiten, docent, line)).or_default().push(Deelnemer { docent, line });
        }
    }
    found
}

fn klasse(feiten: &Feiten, docent: &ProblemRegiodocent, line: &VoorgesteldePlaatsing) -> Klasse {
    (line.fte(), docent.soort == Regiodocentsoort::Starter, feiten.is_eerstejaars(docent))
}

/// What it does for `wie` to go to `line` instead of the own line; absent when it may not, or when the journey becomes
/// longer, a wish is worse served, or a journey is unknown.
pub(super) fn winst(feiten: &Feiten, wie: &Deelnemer, line: &VoorgesteldePlaatsing) -> Option<Winst> {
    let fits = |vacature| zeven().iter().all(|(rule, _)| rule.objection(feiten, wie.docent, vacature).is_none());
    let allowed = draagt(feiten, wie.docent, line)
        && line.delen.iter().all(|deel| feiten.vacature(&deel.vacature).is_some_and(fits));
    if !allowed {
        return None;
    }
    winst_naar(feiten, wie.docent, feiten.school(&wie.line.vestigingscode)?, feiten.school(&line.vestigingscode)?)
}

/// What it does for somebody to go from one school to another; absent when the journey becomes longer or is unknown, or a
/// wish is worse served.
pub(super) fn winst_naar(
    feiten: &Feiten,
    docent: &ProblemRegiodocent,
    van: &ProblemSchool,
    naar: &ProblemSchool,
) -> Option<Winst> {
    if van.vestigingscode == naar.vestigingscode {
        return Some(Winst::default());
    }
    let reis = feiten.reistijd(docent, van)? - feiten.reistijd(docent, naar)?;
    let wens = wens(docent, &naar.vestigingscode) - wens(docent, &van.vestigingscode);
    (!reis.is_negatief() && wens >= 0).then_some(Winst { reis, wens })
}

/// What somebody wishes of a school, in minutes.
fn wens(docent: &ProblemRegiodocent, code: &Vestigingscode) -> i64 {
    let wish = docent.voorkeuren.iter().find(|wish| wish.vestigingscode == *code);
    wish.map_or(0, |wish| i64::from(wish.minuten))
}
