//! The voorrang in exact fractions: what a board that lacks persons weighs, and what is known of it from a finished plan.

use crate::domain::beleid::Modus;
use crate::domain::breuk::Breuk;
use crate::matching::plan::{Bevinding, Stand};

/// What a board weighs that lacks `gemis` of `quotum` persons: 1/q + 2/q + … + s/q = s(s+1) / 2q. (The sum in the rule file.)
pub(super) fn weging(quotum: i64, gemis: i64) -> Breuk {
    match gemis {
        0 => Breuk::nul(),
        short => &Breuk::ratio(short, 2) * &Breuk::ratio(short + 1, quotum),
    }
}

/// Does the 7%-regeling order these plans? Where it matters somebody lacks something, and then there is a finding; under
/// another policy two plans are not of one order.
pub fn stuurt<'b>(bevindingen: impl IntoIterator<Item = &'b Bevinding>) -> bool {
    let mut modi = bevindingen.into_iter().filter(|found| found.regel == "zevenprocent").map(|found| found.modus);
    modi.all(|modus| matches!(modus, Modus::Zacht | Modus::Hard))
}

/// What all boards together weigh.
pub fn gemis(standen: &[Stand]) -> Breuk {
    tekorten(standen).map(|(quotum, short)| weging(quotum, short)).sum()
}

/// Can it not be less while as many persons lack in all? So it is when every person that lacks, lacks where that weighs least,
/// whoever may go where.
pub fn is_vast(standen: &[Stand]) -> bool {
    let all: i64 = tekorten(standen).map(|(_, short)| short).sum();
    let mut units: Vec<Breuk> =
        quota(standen).flat_map(|(quotum, _)| (1..=quotum).map(move |unit| Breuk::ratio(unit, quotum))).collect();
    units.sort();
    let least: Breuk = units.into_iter().take(usize::try_from(all).unwrap_or(0)).sum();
    gemis(standen) <= least
}

fn tekorten(standen: &[Stand]) -> impl Iterator<Item = (i64, i64)> {
    quota(standen).map(|(quotum, has)| (quotum, (quotum - has).max(0)))
}

/// Quotum, and what the board has.
fn quota(standen: &[Stand]) -> impl Iterator<Item = (i64, i64)> {
    let own = standen.iter().filter(|stand| stand.regel == "zevenprocent");
    let whole = |stand: &Stand| Some((stand.norm.as_ref()?.naar_beneden(), stand.waarde.naar_beneden()));
    own.filter_map(whole).filter(|(quotum, _)| *quotum > 0)
}
