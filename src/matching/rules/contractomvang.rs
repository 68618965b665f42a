//! # Contractomvang
//!
//! ## In gewone taal
//! Niemand werkt op enige dag meer dan in het contract staat.
//!
//! ## Bron
//! De arbeidsovereenkomst van de regiodocent: haar werktijdfactor.
//!
//! ## Keuzes
//! - Gerekend wordt per dag, alle plaatsingen van iemand samen. Een dag zonder contract is een dag met 0 fte.
//! - Een vacature past pas als er op elke dag ervan een contract is.
//! - Een vacature die alleen als geheel mag, past niet in een kleiner contract.
//! - Doen bestaande plaatsingen samen al te veel, dan wordt dat gemeld; het plan doet er niets bij.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Regelsoort, Rule, RuleInfo};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::periode::Periode;
use crate::matching::dagverloop::piek;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::formulation::bestaand::{begindagen, vastgehouden};
use crate::matching::formulation::paarfeit::PaarFeit;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Onderwerp, ProblemRegiodocent, ProblemVacature};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "contractomvang",
            titel: "Contractomvang",
            soort: Regelsoort::Structureel,
            modi: &[],
            bron: "De arbeidsovereenkomst van de regiodocent: haar werktijdfactor",
            parameters: &[],
            weigert: true,
        }
    }

    fn objection(&self, feiten: &Feiten, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> Option<Code> {
        let contract = feiten.contract_fte(docent, &feiten.periode(vacature)?);
        match contract {
            Fte::NUL => Some(GEEN_CONTRACT),
            contract if vacature.alleen_geheel && contract < vacature.fte => Some(TE_KLEIN),
            _ => None,
        }
    }

    fn objection_tekst(&self, _: &Feiten, _: &ProblemRegiodocent, vacature: &ProblemVacature, code: Code) -> String {
        match code {
            TE_KLEIN => format!("De vacature gaat alleen als geheel ({} fte) en het contract is kleiner.", vacature.fte),
            _ => "Er is niet op elke dag van de vacature een contract.".into(),
        }
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        let problem = feiten.problem;
        let plekken: Vec<Periode> = model.plekken().iter().map(|plek| plek.periode).collect();
        let days_of = |paar: &PaarFeit| plekken.get(paar.plek).copied();
        model.begrens(|paar| {
            let (Some(docent), Some(days)) = (problem.regiodocenten.get(paar.docent), days_of(paar)) else { return (1, 0) };
            (1, vrij(feiten, docent, &days))
        });
        // In the order of the lots, like the persons of the model: the order of ids means nothing.
        let mut by_persoon: BTreeMap<(usize, usize), Vec<(usize, Periode)>> = BTreeMap::new();
        for (index, paar) in model.paren().iter().enumerate() {
            let own = by_persoon.entry((paar.persoon, paar.docent)).or_default();
            own.extend(days_of(paar).map(|days| (index, days)));
        }
        for ((_, docent), own) in by_persoon.into_iter().filter(|(_, own)| own.len() > 1) {
            let Some(docent) = problem.regiodocenten.get(docent) else { continue };
            let today = feiten.blijvende_plaatsingen_van(&docent.id);
            let begins = own.iter().map(|(_, days)| days.van).chain(docent.contracten.iter().map(|contract| contract.periode.van));
            for day in begins.chain(begindagen(today)).collect::<BTreeSet<_>>() {
                let only = Periode::new(day, Some(day));
                let free = feiten.contract_fte(docent, &only).e4() - vastgehouden(today, &only);
                let covering: Vec<usize> = own.iter().filter(|(_, days)| days.bevat(day)).map(|(paar, _)| *paar).collect();
                if covering.len() > 1 {
                    let teller = model.persoonlijke_teller(format!("contract {} {day}", docent.id), 0);
                    model.maximum(teller, &Breuk::from(free), None);
                    covering.into_iter().for_each(|paar| model.bijdrage(paar, teller, 1, 0));
                }
            }
        }
        Ok(())
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let info = self.info();
        let mut work: BTreeMap<&str, Vec<Piece>> = BTreeMap::new();
        for line in plan {
            let fixed = feiten.is_voortzetting(line);
            let pieces = work.entry(&line.regiodocent).or_default();
            pieces.extend(line.delen.iter().map(|deel| Piece {
                days: Periode::new(deel.van, Some(deel.tot_en_met)),
                e4: deel.fte.e4(),
                fixed,
            }));
        }
        let mut found = Vec::new();
        for (id, pieces) in work {
            let subject = Onderwerp::Regiodocent(id.to_owned());
            let Some(docent) = feiten.regiodocent(id) else {
                let tekst = format!("Regiodocent {id} staat niet in de invoer.");
                found.push(info.breuk(subject, Fte::VOLTIJD.breuk(), "fte", tekst));
                continue;
            };
            let Some((excess, new)) = excess(docent, &pieces) else { continue };
            let size = Fte::from_e4(excess);
            found.push(match new {
                true => {
                    let tekst = format!("Op minstens één dag {size} fte meer dan het contract.");
                    info.breuk(subject, size.breuk(), "fte", tekst)
                }
                false => {
                    let tekst = format!("De bestaande plaatsingen zijn samen {size} fte meer dan het contract.");
                    info.melding(subject, size.breuk(), "fte", tekst)
                }
            });
        }
        Ok(found)
    }
}

const GEEN_CONTRACT: Code = "geen-contract";
const TE_KLEIN: Code = "contract-te-klein";

struct Piece {
    days: Periode,
    e4: i64,
    /// Continues a plaatsing of today, which is not ours to shorten.
    fixed: bool,
}

/// Largest excess over the contract on any day, on days with a new piece if there is one (`true`), else on any day.
fn excess(docent: &ProblemRegiodocent, pieces: &[Piece]) -> Option<(i64, bool)> {
    let contract = || docent.contracten.iter().map(|contract| (contract.periode, -contract.werktijdfactor.e4()));
    let worst_within = |windows: &[&Piece]| {
        let peaks = windows.iter().filter_map(|window| {
            let inside = pieces.iter().map(|piece| (piece.days, piece.e4)).chain(contract());
            piek(inside.filter_map(|(days, e4)| Some((days.doorsnede(&window.days)?, e4))))
        });
        peaks.map(|peak| peak.totaal).max().filter(|excess| *excess > 0)
    };
    let (fixed, new): (Vec<&Piece>, Vec<&Piece>) = pieces.iter().partition(|piece| piece.fixed);
    worst_within(&new).map(|excess| (excess, true)).or_else(|| worst_within(&fixed).map(|excess| (excess, false)))
}

/// What the contract leaves on every day of `periode`, in ten-thousandths; 0 when there is a day without contract.
fn vrij(feiten: &Feiten, docent: &ProblemRegiodocent, periode: &Periode) -> i64 {
    let today = feiten.blijvende_plaatsingen_van(&docent.id);
    if today.is_empty() || feiten.contract_fte(docent, periode) == Fte::NUL {
        return feiten.contract_fte(docent, periode).e4();
    }
    let begins = docent.contracten.iter().map(|contract| contract.periode.van).chain(begindagen(today));
    let days = begins.filter(|day| periode.bevat(*day)).chain([periode.van]);
    let free = |day| {
        let only = Periode::new(day, Some(day));
        feiten.contract_fte(docent, &only).e4() - vastgehouden(today, &only)
    };
    days.map(free).min().unwrap_or(0)
}
