//! Verwissel: inside one school vacatures that ask the same can change hands without changing what the plan is worth, so that
//! a regiodocent who is at the right school comes to stand on the right vacature.

use std::collections::BTreeMap;

use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::fte::Fte;
use crate::matching::checker::check_feiten;
use crate::matching::facts::Feiten;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::{Deel, ProblemVacature};

/// The same plan with this person on this vacature first, when that is valid and worth exactly as much.
pub(super) fn verwissel(
    feiten: &Feiten,
    plan: &[VoorgesteldePlaatsing],
    regiodocent: &str,
    vacature: &ProblemVacature,
) -> Result<Option<Vec<VoorgesteldePlaatsing>>, OnvolledigBeleid> {
    let Some(days) = feiten.periode(vacature) else { return Ok(None) };
    let asks = |one: &ProblemVacature| (one.vestigingscode.clone(), one.soort, one.bevoegdheid.clone(), one.dagdelen);
    let alike =
        |one: &&ProblemVacature| asks(one) == asks(vacature) && feiten.periode(one) == Some(days) && !one.alleen_geheel;
    let mut group: Vec<&ProblemVacature> = feiten.problem.vacatures.iter().filter(alike).collect();
    // The asked one first, then the largest: then the largest pieces fall on the fewest vacatures.
    group.sort_by_key(|one| (one.id != vacature.id, std::cmp::Reverse(one.fte)));
    let within = |deel: &Deel| group.iter().any(|one| one.id == deel.vacature);
    let mut room: BTreeMap<&str, Fte> = group.iter().map(|one| (one.id.as_str(), one.fte)).collect();
    for deel in plan.iter().filter(|line| line.bestaand.is_some()).flat_map(|line| &line.delen) {
        if let Some(left) = room.get_mut(deel.vacature.as_str()) {
            *left = left.saturating_sub(deel.fte);
        }
    }
    let mut lines = plan.to_vec();
    let mut order: Vec<(bool, std::cmp::Reverse<Fte>, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.bestaand.is_none()) {
        let own: Fte = line.delen.iter().filter(|deel| within(deel)).map(|deel| deel.fte).sum();
        if own > Fte::NUL {
            order.push((line.regiodocent != regiodocent, std::cmp::Reverse(own), at));
        }
    }
    order.sort_unstable();
    for (_, std::cmp::Reverse(own), at) in order {
        let Some(line) = lines.get_mut(at) else { continue };
        line.delen.retain(|deel| !within(deel));
        let mut left = own;
        for one in &group {
            let Some(open) = room.get_mut(one.id.as_str()) else { continue };
            let take = left.min(*open);
            (left, *open) = (left.saturating_sub(take), open.saturating_sub(take));
            if take > Fte::NUL {
                let (van, tot_en_met) = (days.van, days.einde());
                line.delen.push(Deel { vacature: one.id.clone(), fte: take, van, tot_en_met });
            }
        }
        line.delen.sort();
    }
    lines.sort();
    let (is, was) = (check_feiten(feiten, &lines)?, check_feiten(feiten, plan)?);
    Ok((is.geldig && is.volgorde() == was.volgorde()).then_some(lines))
}
