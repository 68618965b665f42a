//! What a decision about a person is counted in: pins, who does not get less by moving, and how many people move.

use super::super::gegevens::Gegevens;
use super::super::{pins, wijziging};
use super::beeld::Persoon;
use super::paren::Paar;
use super::plekken::Plek;
use super::tellers::{Knik, Teller};
use crate::domain::beleid::{Modus, Tier};
use crate::domain::breuk::Breuk;
use crate::matching::plan::Plan;
use crate::matching::problem::Pinsoort;

/// Adds the counters of decisions; `vandaag`: what is in every plan.
pub(super) fn besluiten(
    tellers: &mut Vec<Teller>,
    paren: &mut [Paar],
    gegevens: &Gegevens,
    (personen, plekken): (&[Persoon], &[Plek]),
    vandaag: &Plan,
) {
    vastgezet(tellers, paren, gegevens, (personen, plekken), vandaag);
    niet_achteruit(tellers, paren, gegevens, personen);
    budget(tellers, paren, gegevens);
}

/// A breach of `prijs` per unit beyond a threshold, among the hard rules.
fn hard(boven: bool, drempel: i128, prijs: Breuk) -> Knik {
    Knik { tier: Tier::HardeRegels, boven, drempel, prijs }
}

/// Per pin that asks something: exactly so many ten-thousandths, or anything at all.
fn vastgezet(
    tellers: &mut Vec<Teller>,
    paren: &mut [Paar],
    gegevens: &Gegevens,
    (personen, plekken): (&[Persoon], &[Plek]),
    vandaag: &Plan,
) {
    let problem = gegevens.problem;
    for pin in problem.pins.iter().filter(|pin| pin.soort == Pinsoort::Vastzetten) {
        let there = (&pins::staat_er(pin, vandaag) * &Breuk::from(10_000)).naar_beneden();
        let naam = format!("pin {} {}", pin.regiodocent, pins::plek(pin));
        let made = tellers.len();
        tellers.push(match pin.fte {
            Some(asked) => {
                let (asked, per) = (i128::from(asked.e4()), Breuk::ratio(1, 10_000));
                let knikken = vec![hard(false, asked, per.clone()), hard(true, asked, per)];
                Teller { naam, start: there.into(), knikken, ..Teller::default() }
            }
            None => {
                let knikken = vec![hard(false, 1, Breuk::een())];
                Teller { naam, start: i128::from(there > 0), los: true, knikken, ..Teller::default() }
            }
        });
        let (per_e4, once) = if pin.fte.is_some() { (1, 0) } else { (0, 1) };
        let persoon = personen.iter().find(|one| one.mens.persoon.id == pin.regiodocent);
        let own = persoon.and_then(|one| paren.get_mut(one.van..one.tot)).unwrap_or_default();
        for paar in own {
            let Some(plek) = plekken.get(paar.plek) else { continue };
            let Some(school) = problem.scholen.get(plek.school) else { continue };
            let about = |vacature: &str| pins::raakt(pin, vacature, &school.vestigingscode);
            let follows = match paar.blijft.and_then(|at| problem.plaatsingen.get(at)) {
                Some(today) => today.delen.iter().any(|deel| about(&deel.vacature)),
                None => plek.vacatures.iter().any(|vacature| about(vacature)),
            };
            if follows {
                paar.telt.push((made, per_e4, once));
            }
        }
    }
}

/// Who may leave a plaatsing has, in every plan, at least its fte × days.
fn niet_achteruit(tellers: &mut Vec<Teller>, paren: &mut [Paar], gegevens: &Gegevens, personen: &[Persoon]) {
    for persoon in personen {
        let Some((_, today)) = persoon.mens.mag_weg else { continue };
        let days = |deel: &crate::matching::problem::Deel| i128::from(gegevens.dagen(deel.van, deel.tot_en_met));
        let start = today.delen.iter().map(|deel| i128::from(deel.fte.e4()) * days(deel)).sum();
        let naam = format!("niet achteruit {}", persoon.mens.persoon.id);
        let made = tellers.len();
        tellers.push(Teller { naam, start, maximum: Some(0), ..Teller::default() });
        for paar in paren.get_mut(persoon.van..persoon.tot).unwrap_or_default() {
            paar.telt.push((made, -paar.dagen, 0));
        }
    }
}

/// Everybody who may leave counts as moved, until he or she stays.
fn budget(tellers: &mut Vec<Teller>, paren: &mut [Paar], gegevens: &Gegevens) {
    if wijziging::modus(gegevens) != Modus::Hard {
        return;
    }
    let stays = || paren.iter().filter(|paar| paar.blijft.is_some());
    let (made, start) = (tellers.len(), stays().count() as i128);
    let knikken = vec![hard(true, wijziging::budget(gegevens).naar_boven().into(), Breuk::een())];
    tellers.push(Teller { naam: "wijzigingsbudget".into(), start, los: true, knikken, ..Teller::default() });
    for paar in paren.iter_mut().filter(|paar| paar.blijft.is_some()) {
        paar.telt.push((made, 0, -1));
    }
}

/// Who stays may stay, also where today is over a limit: no limit lies below what today makes of its counter.
pub(super) fn laat_vandaag(tellers: &mut [Teller], paren: &[Paar]) -> Option<()> {
    let mut today: Vec<i128> = tellers.iter().map(|teller| teller.start).collect();
    for paar in paren.iter().filter(|paar| paar.blijft.is_some()) {
        for (teller, per_e4, once) in &paar.telt {
            *today.get_mut(*teller)? += per_e4 * paar.max + once;
        }
    }
    // What flows into a pool comes from counters after it.
    for at in (0..tellers.len()).rev() {
        let (teller, value) = (tellers.get_mut(at)?, *today.get(at)?);
        match (teller.maximum, teller.pool) {
            (Some(maximum), Some(pool)) => *today.get_mut(pool)? += (value - maximum).max(0),
            (Some(maximum), None) => teller.maximum = Some(maximum.max(value)),
            (None, _) => {}
        }
    }
    Some(())
}
