//! Verify: a second opinion on a plan, ours or hand-made, from the Problem and the promises alone.
//!
//! Written a second time from the description of the domain: it shares no rule, fact, formulation, search or checker with
//! the engine, only the two documents and plain nouns (days, fte, fractions). Exact arithmetic, no floats. Each property
//! has a code, a title and where it comes from. The Problem must have passed its own validation; the plan may hold
//! anything. A bound is reckoned again from the prices that the plan carries (`certificaat`).

mod begeleiding;
mod certificaat;
mod cijfers;
mod drieprocent;
mod gegevens;
mod loting;
mod personen;
mod pins;
mod ratio;
mod slot;
mod spreiding;
mod tiers;
mod vacatures;
mod vraag;
mod wijziging;
mod zevenprocent;

use serde::Serialize;

pub use self::certificaat::{Oordeel, Trapbewijs};
use self::gegevens::Gegevens;
pub use self::loting::{Trekking, verify_loting};
use crate::matching::plan::Plan;
use crate::matching::problem::Problem;

/// What is demanded of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Eigenschap {
    /// Code: `P1`, `P2`, …
    pub code: &'static str,
    /// Title in Dutch.
    pub titel: &'static str,
    /// Where it is written down.
    pub bron: &'static str,
}

/// A property with everything that breaks it; none: it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Uitslag {
    /// The property.
    #[serde(flatten)]
    pub eigenschap: Eigenschap,
    /// Each breach as one sentence in Dutch.
    pub gebreken: Vec<String>,
}

/// What was found, property by property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verslag {
    /// Does every property hold?
    pub geldig: bool,
    /// Every property, in order.
    pub eigenschappen: Vec<Uitslag>,
    /// Per tier what may be believed of its bound.
    pub bewijs: Vec<Trapbewijs>,
}

impl Verslag {
    /// The same with one more property.
    #[must_use]
    pub fn met(mut self, uitslag: Uitslag) -> Verslag {
        self.geldig = self.geldig && uitslag.gebreken.is_empty();
        self.eigenschappen.push(uitslag);
        self
    }

    /// The properties that do not hold.
    pub fn gebroken(&self) -> impl Iterator<Item = &Uitslag> {
        self.eigenschappen.iter().filter(|uitslag| !uitslag.gebreken.is_empty())
    }

    /// What is wrong, short, for a coordinator; empty when nothing is.
    pub fn samenvatting(&self) -> String {
        let one = |uitslag: &Uitslag| {
            let first = uitslag.gebreken.first().map_or("", String::as_str);
            format!("{} ({}): {first}", uitslag.eigenschap.code, uitslag.eigenschap.titel)
        };
        self.gebroken().map(one).collect::<Vec<_>>().join(" ")
    }
}

/// The test of one property: its breaches as sentences.
type Toets = fn(&Gegevens, &Plan) -> Vec<String>;

/// Every property with its test.
const EIGENSCHAPPEN: &[(Eigenschap, Toets)] = &[
    (eigenschap("P1", "Het plan hoort bij deze vraag", "Problem-hash: SHA-256 van de canonieke vorm"), vraag::hash),
    (eigenschap("P2", "Alles waarnaar het plan verwijst, bestaat en past", "Vorm van het Plan"), vraag::verwijzingen),
    (
        eigenschap("P3", "Iedereen is op elke dag bevoegd en heeft een VOG", "Wpo artikel 3, regel bevoegdheid"),
        personen::bevoegdheid,
    ),
    (eigenschap("P4", "Niemand werkt meer dan het contract", "Regel contractomvang"), personen::contractomvang),
    (eigenschap("P5", "Geen vacature is meer dan vol", "Regel vacatureomvang"), vacatures::vacatureomvang),
    (
        eigenschap("P6", "Niemand gaat ongevraagd, en wie er zit, blijft zitten", "Regel instemming"),
        personen::instemming,
    ),
    (eigenschap("P7", "Niemand reist langer dan zijn of haar maximum", "Regel reistijd"), personen::reistijd),
    (eigenschap("P8", "Eén school tegelijk, geen kruimels, geheel is geheel", "Regel spreiding"), spreiding::spreiding),
    (
        eigenschap("P9", "Elke beginner krijgt begeleiding, elke dag", "Convenanten G5, regel begeleiding"),
        begeleiding::begeleiding,
    ),
    (
        eigenschap("P10", "Opleidingsplaatsen en dubbele bezetting kloppen", "Regel opleidingsplaats"),
        vacatures::opleidingsplaats,
    ),
    (eigenschap("P11", "Elke trap heeft de waarde die het plan noemt", "Trappen van het beleid"), tiers::waarden),
    (
        eigenschap("P12", "Elk bestuur staat waar het plan zegt", "Regels met een norm per bestuur of regio"),
        tiers::standen,
    ),
    (
        eigenschap("P13", "Elke overtreding van de afspraken is genoemd", "Modi van het beleid, pins"),
        tiers::bevindingen,
    ),
    (eigenschap("P14", "Geen bewezen grens ligt boven de waarde", "Betekenis van een grens"), slot::grenzen),
    (eigenschap("P15", "De status zegt niet meer dan er bewezen is", "Betekenis van de status"), slot::status),
    (eigenschap("P16", "De cijfers volgen uit het plan", "Cijfers van het Plan"), cijfers::cijfers),
];

/// The last property comes with a verdict per tier.
pub const NAGEREKEND: Eigenschap = eigenschap(
    "P17",
    "Geen grens is hoger dan haar prijzen bewijzen",
    "Zwakke dualiteit: elke prijs geeft een geldige grens",
);

const fn eigenschap(code: &'static str, titel: &'static str, bron: &'static str) -> Eigenschap {
    Eigenschap { code, titel, bron }
}

/// Judges `plan` as an answer to `problem`.
pub fn verify(problem: &Problem, plan: &Plan) -> Verslag {
    let gegevens = Gegevens::new(problem);
    let judge = |(eigenschap, toets): &(Eigenschap, Toets)| {
        let mut gebreken = toets(&gegevens, plan);
        gebreken.sort();
        gebreken.dedup();
        Uitslag { eigenschap: *eigenschap, gebreken }
    };
    let mut eigenschappen: Vec<Uitslag> = EIGENSCHAPPEN.iter().map(judge).collect();
    let bewijs = certificaat::bewijzen(&gegevens, plan);
    let too_high = bewijs.iter().filter(|trap| trap.oordeel == Oordeel::TeHoog);
    let gebreken = too_high.map(|trap| format!("Trap {}: {}", trap.tier, trap.uitleg)).collect();
    eigenschappen.push(Uitslag { eigenschap: NAGEREKEND, gebreken });
    Verslag { geldig: eigenschappen.iter().all(|uitslag| uitslag.gebreken.is_empty()), eigenschappen, bewijs }
}
