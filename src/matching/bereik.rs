//! Between which values a counter can lie in any plan: where bounds may look for its cheapest point.

use super::formulation::model::Model;

/// Lowest and highest value that any plan can give a counter.
pub fn bereik(model: &Model) -> Vec<(i64, i64)> {
    let mut bereik: Vec<(i64, i64)> = model.tellers.iter().map(|teller| (teller.start, teller.start)).collect();
    let mut best: std::collections::BTreeMap<usize, (i64, i64)> = std::collections::BTreeMap::new();
    for persoon in &model.personen {
        best.clear();
        for paar in persoon.van..persoon.tot {
            let Some(found) = model.paren.get(paar) else { continue };
            for bijdrage in model.bijdragen(paar) {
                let ends = [found.min, found.max].map(|fte| bijdrage.per_e4 * fte + bijdrage.vast);
                let entry = best.entry(bijdrage.teller).or_default();
                let (low, high) = (ends.into_iter().min().unwrap_or(0), ends.into_iter().max().unwrap_or(0));
                if persoon.enkel {
                    *entry = (entry.0.min(low), entry.1.max(high));
                } else {
                    *entry = (entry.0 + low.min(0), entry.1 + high.max(0));
                }
            }
        }
        for (teller, (low, high)) in &best {
            if let Some(range) = bereik.get_mut(*teller) {
                *range = (range.0 + low, range.1 + high);
            }
        }
    }
    let begin = model.vandaag();
    // What flows into a pool has a higher number than the pool.
    for index in (0..model.tellers.len()).rev() {
        let (Some(teller), Some((_, high))) = (model.tellers.get(index), bereik.get(index).copied()) else { continue };
        let over = teller.overschot(high);
        match (teller.maximum, teller.overloop) {
            (Some(_), Some(ouder)) => {
                if let Some(parent) = bereik.get_mut(ouder) {
                    parent.1 += over;
                }
            }
            (Some(maximum), None) => {
                if let Some(range) = bereik.get_mut(index) {
                    range.1 = high.min(maximum.max(begin.get(index).copied().unwrap_or(0)));
                }
            }
            (None, _) => {}
        }
    }
    bereik
}
