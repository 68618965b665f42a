//! P16: the figures that people read first follow from the lines of the plan.

use std::collections::HashMap;

use super::gegevens::Gegevens;
use super::personen::per_persoon;
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::plaatsing::Plaatsingstatus;
use crate::matching::plan::Plan;

/// P16. The LP's figure is an estimate to compare with and is not judged.
pub(super) fn cijfers(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let told = &plan.cijfers;
    let lines = || plan.plaatsingen.iter().flat_map(|line| line.delen.iter().map(move |deel| (line, deel)));
    let gross: Breuk = lines().map(|(_, deel)| gegevens.over_jaar(deel, None)).sum();
    let netto: Breuk = lines().map(|(line, deel)| gegevens.netto(deel, line.netto_vanaf)).sum();
    let before = short(gegevens, &today(gegevens));
    let after = short(gegevens, &gegevens.netto_per_school(plan));
    let checks = [
        ("geplaatst", told.geplaatst == per_persoon(plan).len()),
        ("regiodocenten", told.regiodocenten == gegevens.problem.regiodocenten.len()),
        ("gevuldFte", told.gevuld_fte == gross),
        ("gevuldNettoFte", told.gevuld_netto_fte == netto),
        ("tekortVoor", told.tekort_voor == before),
        ("tekortNa", told.tekort_na == after),
    ];
    checks.into_iter().filter(|(_, holds)| !holds).map(|(naam, _)| format!("Het cijfer {naam} klopt niet.")).collect()
}

/// Netto fte per school of what is active today and of who was there before.
fn today<'a>(gegevens: &Gegevens<'a>) -> HashMap<&'a Vestigingscode, Breuk> {
    let mut netto = gegevens.eerder_per_school();
    for today in gegevens.problem.plaatsingen.iter().filter(|today| today.status == Plaatsingstatus::Actief) {
        let sum = today.delen.iter().map(|deel| gegevens.netto(deel, today.netto_vanaf)).sum::<Breuk>();
        *netto.entry(&today.vestigingscode).or_default() += sum;
    }
    netto
}

/// Netto fte short over all schools.
fn short(gegevens: &Gegevens, placed: &HashMap<&Vestigingscode, Breuk>) -> Breuk {
    let one = |school: &crate::matching::problem::ProblemSchool| {
        let formatie = school.formatie.as_ref()?;
        let own = (formatie.beschikbaar_bevoegd_fte - formatie.niet_inzetbaar_fte).breuk();
        let has = &own - &gegevens.uitgeleend(school) + placed.get(&school.vestigingscode).cloned().unwrap_or_default();
        Some((&formatie.benodigd_fte.breuk() - &has).minstens_nul())
    };
    gegevens.problem.scholen.iter().filter_map(one).sum()
}
