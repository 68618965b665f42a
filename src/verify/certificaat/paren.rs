//! Pairs: a person at a place, going there anew or staying where a plan may do otherwise.

use super::super::gegevens::Gegevens;
use super::super::personen::past;
use super::super::pins;
use super::dagen::Mens;
use super::plekken::Plek;
use super::reis::Reis;
use crate::domain::breuk::Breuk;
use crate::domain::vacature::Vacaturesoort;
use crate::matching::plan::Plan;
use crate::matching::problem::{Deel, Pin, Pinsoort, ProblemSchool};

/// A person at a place, for an amount from `min` up to `max` (ten-thousandths of an fte).
pub(super) struct Paar {
    pub(super) persoon: usize,
    pub(super) plek: usize,
    pub(super) min: i128,
    pub(super) max: i128,
    /// Days, and days that count as netto.
    pub(super) dagen: i128,
    pub(super) netto: i128,
    /// Thousandths of a minute per fte: journey less wish, rounded down.
    pub(super) reis: i128,
    /// A school beside the one of today.
    pub(super) erbij: bool,
    /// Stays in this plaatsing of today (position in the Problem); absent: goes there anew.
    pub(super) blijft: Option<usize>,
    /// How many decisions forbid it.
    pub(super) verboden: i128,
    /// Counter, per ten-thousandth, once.
    pub(super) telt: Vec<(usize, i128, i128)>,
}

/// The pair of who stays where he or she is, when that is here and a plan may do otherwise.
pub(super) fn blijft<'a>(
    gegevens: &Gegevens<'a>,
    mens: &Mens<'a>,
    (persoon, plek): (usize, usize),
    found: &Plek<'a>,
    school: &ProblemSchool,
    reis: &Reis,
) -> Option<Paar> {
    let (at, today) = mens.mag_weg?;
    let deel = today.delen.first().filter(|deel| found.vacatures.contains(&deel.vacature.as_str()))?;
    let (van, tot) = found.dagen;
    let fte = i128::from(deel.fte.e4());
    let netto = match found.vacature.soort {
        Vacaturesoort::Opleidingsplaats => 0,
        _ => gegevens.dagen(today.netto_vanaf.map_or(van, |day| day.max(van)), tot).into(),
    };
    Some(Paar {
        persoon,
        plek,
        min: fte,
        max: fte,
        dagen: gegevens.dagen(van, tot).into(),
        netto,
        reis: reis.prijs(mens.persoon, school),
        erbij: false,
        blijft: Some(at),
        verboden: verboden(mens, found, school),
        telt: Vec::new(),
    })
}

/// The decisions about this person that are about this place.
fn over<'m, 'a>(
    mens: &'m Mens<'a>,
    found: &'m Plek<'a>,
    school: &'m ProblemSchool,
) -> impl Iterator<Item = &'a Pin> + 'm {
    let here = |pin: &&Pin| found.vacatures.iter().any(|one| pins::raakt(pin, one, &school.vestigingscode));
    mens.pins.iter().copied().filter(here)
}

fn verboden(mens: &Mens, found: &Plek, school: &ProblemSchool) -> i128 {
    over(mens, found, school).filter(|pin| pin.soort == Pinsoort::Verbieden).count() as i128
}

/// Most that may be here anew when every decision is followed.
pub(super) fn gepind(mens: &Mens, found: &Plek, school: &ProblemSchool, vandaag: &Plan) -> i128 {
    let left = |pin: &Pin| match (pin.soort, pin.fte) {
        (Pinsoort::Verbieden, _) => 0,
        (Pinsoort::Vastzetten, None) => i128::MAX,
        (Pinsoort::Vastzetten, Some(asked)) => {
            let left = &asked.breuk() - &pins::staat_er(pin, vandaag);
            i128::from((&left * &Breuk::from(10_000)).naar_beneden()).max(0)
        }
    };
    over(mens, found, school).map(left).min().unwrap_or(i128::MAX)
}

/// A pair; `None`: it cannot be.
pub(super) fn paar<'a>(
    gegevens: &Gegevens<'a>,
    mens: &Mens<'a>,
    (persoon, plek): (usize, usize),
    found: &Plek<'a>,
    school: &ProblemSchool,
    (reis, room): (i128, i128),
) -> Option<Paar> {
    let (van, tot) = found.dagen;
    let vacature = found.vacature;
    let deel = Deel { vacature: vacature.id.clone(), fte: vacature.fte, van, tot_en_met: tot };
    let first_year = gegevens.eerstejaars(mens.persoon);
    let kind = match vacature.soort {
        Vacaturesoort::Opleidingsplaats => first_year,
        Vacaturesoort::Vervanging => !first_year,
        _ => true,
    };
    let max = mens.vrij(van, tot).min(found.ruimte).min(room);
    let floor = i128::from((&gegevens.getal("spreiding", "kleinste-plaatsing") * &Breuk::from(10_000)).naar_boven());
    if !kind
        || max <= 0
        || !mens.mag(gegevens, &school.vestigingscode, van, tot)
        || mens.contract(van, tot) < floor.max(if vacature.alleen_geheel { found.rest } else { 0 })
        || !past(mens.persoon, vacature, &deel)
    {
        return None;
    }
    let mut min = floor.max(1).max(if vacature.alleen_geheel { found.rest } else { 1 });
    if mens.persoon.alleen_geheel {
        let year = mens.persoon.contracten.iter().filter(|one| one.periode.van <= tot && van <= one.periode.einde());
        let whole = year.map(|one| i128::from(one.werktijdfactor.e4())).max().unwrap_or(0);
        min = min.max(if mens.vandaag.is_empty() { whole } else { max + 1 });
    }
    let wait = u64::try_from(gegevens.geheel("opleidingsplaats", "dubbele-bezetting")).unwrap_or(0);
    let netto_van = if first_year { van.checked_add_days(chrono::Days::new(wait)).unwrap_or(tot) } else { van };
    let netto = match vacature.soort {
        Vacaturesoort::Opleidingsplaats => 0,
        _ => gegevens.dagen(netto_van, tot).into(),
    };
    let erbij = !mens.vandaag.is_empty() && !mens.is_hier(&school.vestigingscode);
    let dagen = gegevens.dagen(van, tot).into();
    let (min, verboden) = (min.min(max + 1), verboden(mens, found, school));
    Some(Paar { persoon, plek, min, max, dagen, netto, reis, erbij, blijft: None, verboden, telt: Vec::new() })
}
