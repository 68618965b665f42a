//! Errors in pins: what they refer to, pins that contradict each other, and pins that no valid plan can follow.

use std::collections::{HashMap, HashSet};

use super::reference;
use crate::domain::fte::Fte;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::kenmerk::Vestigingscode;
use crate::matching::problem::{Id, Pin, Pinsoort, Problem};

/// Remembers every error of form; [`super::botsing`] judges what the rules say.
pub(super) fn check(invoer: &mut Invoer, problem: &Problem, scholen: &HashSet<&Vestigingscode>) {
    let docenten: HashSet<&Id> = problem.regiodocenten.iter().map(|docent| &docent.id).collect();
    let vacatures: HashMap<&Id, &Vestigingscode> =
        problem.vacatures.iter().map(|vacature| (&vacature.id, &vacature.vestigingscode)).collect();
    for (at, pin) in problem.pins.iter().enumerate() {
        let pointer = format!("/pins/{at}");
        let here = format!("{pointer}/regiodocent");
        reference(invoer, &here, "regiodocent", &pin.regiodocent, docenten.contains(&pin.regiodocent));
        place(invoer, &pointer, pin, scholen, &vacatures);
        amount(invoer, &pointer, pin);
        let school = |pin: &Pin| match (&pin.vacature, &pin.vestigingscode) {
            (Some(vacature), _) => vacatures.get(vacature).map(|school| (*school).clone()),
            (None, school) => school.clone(),
        };
        let earlier = problem.pins.iter().take(at).filter(|other| other.regiodocent == pin.regiodocent);
        for other in earlier {
            let same = (&other.vacature, &other.vestigingscode) == (&pin.vacature, &pin.vestigingscode);
            let around = (other.vacature.is_none() || pin.vacature.is_none()) && school(other) == school(pin);
            if same && other.soort == pin.soort {
                let detail = format!("regiodocent {} staat al vast op {}", pin.regiodocent, pin.plek());
                invoer.fout(Invoerfout::new(&pointer, "dubbel", detail, "Laat één van de twee weg."));
            } else if (same || around) && contradicts(other, pin) {
                let detail = format!(
                    "regiodocent {} is op {} vastgezet én op {} verboden",
                    pin.regiodocent,
                    [other, pin]
                        .iter()
                        .find(|one| one.soort == Pinsoort::Vastzetten)
                        .map_or("".into(), |one| one.plek()),
                    [other, pin]
                        .iter()
                        .find(|one| one.soort == Pinsoort::Verbieden)
                        .map_or("".into(), |one| one.plek()),
                );
                invoer.fout(Invoerfout::new(&pointer, "pins-tegenstrijdig", detail, "Haal één van de twee pins weg."));
            }
        }
    }
}

/// Does one forbid where the other pins? To forbid one vacature leaves the rest of its school.
fn contradicts(a: &Pin, b: &Pin) -> bool {
    let forbids = match (a.soort, b.soort) {
        (Pinsoort::Verbieden, Pinsoort::Vastzetten) => a,
        (Pinsoort::Vastzetten, Pinsoort::Verbieden) => b,
        _ => return false,
    };
    forbids.vacature.is_none() || a.vacature == b.vacature
}

fn place(
    invoer: &mut Invoer,
    pointer: &str,
    pin: &Pin,
    scholen: &HashSet<&Vestigingscode>,
    vacatures: &HashMap<&Id, &Vestigingscode>,
) {
    invoer.eis(pin.vacature.is_some() != pin.vestigingscode.is_some(), || {
        let detail = "een pin noemt een school of een vacature, en niet allebei";
        Invoerfout::new(pointer, "plek-past-niet", detail, "Geef vestigingscode of vacature, één van de twee.")
    });
    if let Some(code) = &pin.vestigingscode {
        reference(invoer, &format!("{pointer}/vestigingscode"), "school", code.as_str(), scholen.contains(code));
    }
    if let Some(id) = &pin.vacature {
        reference(invoer, &format!("{pointer}/vacature"), "vacature", id, vacatures.contains_key(id));
    }
}

fn amount(invoer: &mut Invoer, pointer: &str, pin: &Pin) {
    let Some(fte) = pin.fte else { return };
    let pointer = format!("{pointer}/fte");
    invoer.eis(pin.soort == Pinsoort::Vastzetten, || {
        let detail = "wie ergens niet heen mag, gaat er voor geen enkele fte heen";
        Invoerfout::new(&pointer, "fte-past-niet", detail, "Laat fte weg bij verbieden.")
    });
    invoer.eis(fte > Fte::NUL && fte <= Fte::VOLTIJD, || {
        let detail = format!("fte is {fte}, maar ligt boven 0 en is ten hoogste 1");
        Invoerfout::new(&pointer, "buiten-bereik", detail, "Geef een getal zoals 0.6, of laat het weg.")
    });
}
