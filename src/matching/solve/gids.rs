//! What the LP says to the search and to the bounds; without one, where the plan stands.

use super::{FACTOR_GIDS, Rit};
use crate::matching::formulation::model::Paar;
use crate::matching::grens::Prijzen;
use crate::matching::search::staat::Staat;
use crate::matching::search::tabel::{Tabel, gewichten};
use crate::matching::solver::LpUitkomst;

impl Rit<'_> {
    /// What each pair costs at the prices of the LP, or where the plan stands without one.
    pub(super) fn prijzen(&self, staat: &Staat<'_>, gids: Option<&LpUitkomst>) -> Vec<f64> {
        let model = self.model();
        let tabel = Tabel::new(model, &gewichten(model, FACTOR_GIDS));
        let slope = |teller: usize| match gids {
            Some(lp) => lp.prijzen.get(teller).copied().unwrap_or(0.0),
            None if teller < model.tellers.len() => tabel.helling(teller, staat.waarde(teller)),
            None => 0.0,
        };
        let price = |(paar, found): (usize, &Paar)| {
            let counters = model
                .bijdragen(paar)
                .iter()
                .map(|adds| slope(adds.teller) * (adds.per_e4 * found.max + adds.vast) as f64);
            let reduced = tabel.paar(paar, found.max)
                + counters.sum::<f64>()
                + slope(model.tellers.len() + found.plek) * found.max as f64;
            // What the LP uses comes first.
            let used = gids.and_then(|lp| lp.deel.get(paar)).is_some_and(|deel| *deel > 1e-6);
            if used { reduced.min(0.0) - 1e9 } else { reduced }
        };
        model.paren.iter().enumerate().map(price).collect()
    }

    /// Prices of counters and places by the LP that guided; without it, how the cost of every counter changes.
    pub(super) fn gidsprijzen(&self, staat: &Staat<'_>, gids: Option<&LpUitkomst>) -> Prijzen {
        let gewichten = gewichten(self.model(), FACTOR_GIDS);
        let slopes = || {
            let tabel = Tabel::new(self.model(), &gewichten);
            (0..self.model().tellers.len()).map(|teller| tabel.helling(teller, staat.waarde(teller))).collect()
        };
        Prijzen { tellers: gids.map_or_else(slopes, |lp| lp.prijzen.clone()), gewichten }
    }
}
