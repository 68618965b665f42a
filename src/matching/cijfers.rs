//! Cijfers: the figures that people ask for first, before and after a plan, exact.

use std::collections::BTreeSet;

use num_bigint::BigInt;

use super::facts::Feiten;
use super::plan::{Cijfers, Schooltekort, VoorgesteldePlaatsing};
use crate::domain::breuk::Breuk;

/// The figures of `plan`. What the LP fills is not known here.
pub fn cijfers(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Cijfers {
    let scholen = schools(feiten, plan);
    let voor: Vec<Breuk> = scholen.iter().map(|school| ratio(school, &school.tekort_voor)).collect();
    let na: Vec<Breuk> = scholen.iter().map(|school| ratio(school, &school.tekort_na)).collect();
    let delen = || plan.iter().flat_map(|line| line.delen.iter().map(move |deel| (line, deel)));
    let gross = delen().map(|(_, deel)| feiten.bruto_e4_dagen(deel)).sum();
    let netto = delen().map(|(line, deel)| feiten.netto_e4_dagen(deel, line.netto_vanaf)).sum();
    Cijfers {
        geplaatst: plan.iter().map(|line| line.regiodocent.as_str()).collect::<BTreeSet<_>>().len(),
        regiodocenten: feiten.problem.regiodocenten.len(),
        gevuld_fte: feiten.als_fte(gross),
        gevuld_netto_fte: feiten.als_fte(netto),
        lp_netto_fte: None,
        tekort_voor: scholen.iter().map(|school| school.tekort_voor.clone()).sum(),
        tekort_na: scholen.iter().map(|school| school.tekort_na.clone()).sum(),
        zwaarste_voor: worst(&scholen, &voor),
        zwaarste_na: worst(&scholen, &na),
        p90_voor: p90(voor.clone()),
        p90_na: p90(na.clone()),
        standaardafwijking_voor: deviation(&voor),
        standaardafwijking_na: deviation(&na),
        scholen,
    }
}

fn schools(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Vec<Schooltekort> {
    let (today, then) = (feiten.netto_per_school_vandaag(), feiten.netto_per_school(plan));
    let figure = |school: &crate::matching::problem::ProblemSchool| {
        let code = &school.vestigingscode;
        let short = |netto: Option<&i64>| feiten.als_fte(feiten.tekort_e4_dagen(school, netto.copied().unwrap_or(0)));
        Some(Schooltekort {
            vestigingscode: code.clone(),
            benodigd: school.formatie.as_ref()?.benodigd_fte,
            tekort_voor: short(today.get(code)),
            tekort_na: short(then.get(code)),
        })
    };
    let mut scholen: Vec<_> = feiten.problem.scholen.iter().filter_map(figure).collect();
    scholen.sort_by(|a, b| a.vestigingscode.cmp(&b.vestigingscode));
    scholen
}

fn ratio(school: &Schooltekort, short: &Breuk) -> Breuk {
    short.gedeeld_door(&school.benodigd.breuk()).unwrap_or_default()
}

/// The school with the largest share, the first of equals; none when no school lacks anything.
fn worst(scholen: &[Schooltekort], ratios: &[Breuk]) -> Option<Schooltekort> {
    let (school, share) = scholen.iter().zip(ratios).rev().max_by_key(|(_, ratio)| *ratio)?;
    (!share.is_nul()).then(|| school.clone())
}

/// Largest of the smallest nine tenths (rounded up).
pub fn p90(mut ratios: Vec<Breuk>) -> Breuk {
    ratios.sort();
    let nine_tenths = (ratios.len() * 9).div_ceil(10);
    nine_tenths.checked_sub(1).and_then(|last| ratios.get(last).cloned()).unwrap_or_default()
}

/// Population standard deviation, cut to six decimals: a root is seldom a fraction.
pub fn deviation(ratios: &[Breuk]) -> Breuk {
    const SCALE: i64 = 1_000_000;
    let count = Breuk::from(i64::try_from(ratios.len()).unwrap_or(i64::MAX));
    let mean = |sum: Breuk| sum.gedeeld_door(&count).unwrap_or_default();
    let middle = mean(ratios.iter().cloned().sum());
    let square = |ratio: &Breuk| &(ratio - &middle) * &(ratio - &middle);
    let variance = mean(ratios.iter().map(square).sum());
    let (numerator, denominator) = variance.delen();
    let root = (numerator * BigInt::from(SCALE) * BigInt::from(SCALE) / denominator).sqrt();
    root.to_string().parse::<i64>().map_or(Breuk::nul(), |root| Breuk::ratio(root, SCALE))
}
