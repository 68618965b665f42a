//! Errors in regiodocenten and in the plaatsingen of today.

use std::collections::{HashMap, HashSet};

use super::{period, reference, uitleen, unique};
use crate::domain::fte::Fte;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::periode::Periode;
use crate::matching::problem::{HuidigePlaatsing, Problem, ProblemRegiodocent};

/// Remembers every error.
pub(super) fn check(invoer: &mut Invoer, problem: &Problem, scholen: &HashSet<&Vestigingscode>) {
    let mut known = HashSet::new();
    for (at, docent) in problem.regiodocenten.iter().enumerate() {
        let pointer = format!("/regiodocenten/{at}");
        unique(invoer, &mut known, &docent.id, &format!("{pointer}/id"));
        contracts(invoer, &pointer, docent);
        uitleen::check(invoer, &pointer, docent, scholen);
        wishes(invoer, &pointer, docent);
    }
    let vacatures: HashMap<_, _> =
        problem.vacatures.iter().map(|vacature| (&vacature.id, &vacature.vestigingscode)).collect();
    let mut ids = HashSet::new();
    for (at, today) in problem.plaatsingen.iter().enumerate() {
        let pointer = format!("/plaatsingen/{at}");
        unique(invoer, &mut ids, &today.id, &format!("{pointer}/id"));
        let docent = known.contains(&today.regiodocent);
        reference(invoer, &format!("{pointer}/regiodocent"), "regiodocent", &today.regiodocent, docent);
        let school = scholen.contains(&today.vestigingscode);
        reference(invoer, &format!("{pointer}/vestigingscode"), "school", today.vestigingscode.as_str(), school);
        parts(invoer, &pointer, today, &vacatures);
    }
}

fn contracts(invoer: &mut Invoer, pointer: &str, docent: &ProblemRegiodocent) {
    for (at, contract) in docent.contracten.iter().enumerate() {
        let here = format!("{pointer}/contracten/{at}");
        period(invoer, &format!("{here}/periode"), &contract.periode);
        invoer.eis(contract.werktijdfactor > Fte::NUL && contract.werktijdfactor <= Fte::VOLTIJD, || {
            let detail =
                format!("werktijdfactor is {}, maar ligt boven 0 en is ten hoogste 1", contract.werktijdfactor);
            let pointer = format!("{here}/werktijdfactor");
            Invoerfout::new(&pointer, "buiten-bereik", detail, "Geef een getal zoals 0.8.")
        });
        let earlier = docent.contracten.iter().take(at);
        invoer.eis(!earlier.into_iter().any(|other| other.periode.overlapt(&contract.periode)), || {
            let detail = "dit contract overlapt een ander contract van dezelfde regiodocent";
            let repair = "Laat het ene contract eindigen voordat het andere begint.";
            Invoerfout::new(&format!("{here}/periode"), "contracten-overlappen", detail, repair)
        });
    }
    for (at, held) in docent.bevoegdheden.iter().enumerate() {
        period(invoer, &format!("{pointer}/bevoegdheden/{at}"), &held.periode);
    }
    for (at, given) in docent.instemmingen.iter().enumerate() {
        period(invoer, &format!("{pointer}/instemmingen/{at}/periode"), &given.periode);
    }
}

fn wishes(invoer: &mut Invoer, pointer: &str, docent: &ProblemRegiodocent) {
    let maximum = docent.max_reistijd.unwrap_or(60);
    invoer.eis((1..=240).contains(&maximum), || {
        let detail = format!("de langste reis is {maximum} minuten, maar ligt tussen 1 en 240");
        Invoerfout::new(
            &format!("{pointer}/maxReistijd"),
            "buiten-bereik",
            detail,
            "Geef hele minuten, of laat het weg.",
        )
    });
    let mut seen = HashSet::new();
    for (at, wish) in docent.voorkeuren.iter().enumerate() {
        let here = format!("{pointer}/voorkeuren/{at}");
        unique(invoer, &mut seen, &wish.vestigingscode, &format!("{here}/vestigingscode"));
        invoer.eis((-60..=60).contains(&wish.minuten), || {
            let detail = format!("een voorkeur van {} minuten", wish.minuten);
            Invoerfout::new(
                &format!("{here}/minuten"),
                "buiten-bereik",
                detail,
                "Kies een getal van -60 tot en met 60.",
            )
        });
    }
}

fn parts(invoer: &mut Invoer, pointer: &str, today: &HuidigePlaatsing, vacatures: &HashMap<&String, &Vestigingscode>) {
    for (at, deel) in today.delen.iter().enumerate() {
        let here = format!("{pointer}/delen/{at}");
        let of = vacatures.get(&deel.vacature);
        reference(invoer, &format!("{here}/vacature"), "vacature", &deel.vacature, of.is_some());
        invoer.eis(of.is_none_or(|school| **school == today.vestigingscode), || {
            let detail = format!("vacature {} is niet van school {}", deel.vacature, today.vestigingscode);
            let repair = "Noem een vacature van de school van deze plaatsing.";
            Invoerfout::new(&format!("{here}/vacature"), "andere-school", detail, repair)
        });
        invoer.eis(deel.fte > Fte::NUL && deel.fte <= Fte::VOLTIJD, || {
            let detail = format!("fte is {}, maar ligt boven 0 en is ten hoogste 1", deel.fte);
            Invoerfout::new(&format!("{here}/fte"), "buiten-bereik", detail, "Geef een getal zoals 0.6.")
        });
        period(invoer, &here, &Periode::new(deel.van, Some(deel.tot_en_met)));
    }
}
