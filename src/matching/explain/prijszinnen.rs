//! A price in Dutch sentences: what decides, how sure that is, and for whom it matters.

use super::prijs::{Prijs, Tierprijs};
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;

/// The price of asking more of the same rules, most important first. That can only cost; where it does not, the plan that is
/// there was not the best.
pub(super) fn zinnen(prijs: &Prijs) -> Vec<String> {
    alle(prijs, " De rekentijd was op voordat dit gevonden was.")
}

/// The price of a change that may better things.
pub(super) fn zinnen_na_wijziging(prijs: &Prijs) -> Vec<String> {
    alle(prijs, "")
}

fn alle(prijs: &Prijs, als_beter: &str) -> Vec<String> {
    let mut found = vec![beslissend(prijs, als_beter)];
    let told = usize::from(prijs.beslissende_voorrang().is_none());
    let after = prijs.tiers.iter().filter(|one| one.voor != one.na).skip(told);
    let rest: Vec<String> = after.filter(|one| one.tier != Tier::Loting).map(verschil).collect();
    if !rest.is_empty() {
        found.push(format!("Verder: {}.", rest.join("; ")));
    }
    found.push(mensen(prijs));
    found
}

/// What decides.
fn beslissend(prijs: &Prijs, als_beter: &str) -> String {
    match prijs.beslissende_voorrang() {
        Some(by) if by.is_negatief() => return format!("Het plan wordt er beter van: {}.{als_beter}", voorrang(true)),
        Some(_) => return format!("Het plan wordt er slechter van: {} (een schatting).", voorrang(false)),
        None => {}
    }
    let Some(first) = prijs.beslissend() else {
        return "Het plan wordt er niet beter of slechter van: het maakt voor geen enkele trap uit.".to_owned();
    };
    let sure = zekerheid(first);
    match (first.tier, first.na > first.voor) {
        (Tier::Loting, true) => "Het plan wordt er niet slechter van; alleen de loting besliste anders.".to_owned(),
        (_, true) => format!("Het plan wordt er slechter van: {}{sure}.", verschil(first)),
        (_, false) => format!("Het plan wordt er beter van: {}.{als_beter}", verschil(first)),
    }
}

fn verschil(one: &Tierprijs) -> String {
    trap(one.tier, &one.verschil())
}

/// The voorrang of the 7%-regeling, better or worse.
pub(super) fn voorrang(beter: bool) -> String {
    let way = if beter { "minder" } else { "meer" };
    format!("besturen die voor de 7%-regeling naar verhouding het meest missen, missen {way}")
}

/// One tier: how much, and in which direction; above 0 is worse.
pub(super) fn trap(tier: Tier, by: &Breuk) -> String {
    let size = groot(by);
    let way = if by.is_negatief() { "minder" } else { "meer" };
    match tier {
        Tier::HardeRegels => format!("{size} {way} breuk van harde regels"),
        Tier::Solidariteit => format!("{size} fte {way} boven de afspraken over solidariteit"),
        Tier::TekortEerst => format!("{size} gewogen fte {way} tekort"),
        Tier::Zevenprocent => format!("{size} {way} zij-instromers te kort voor de 7%-regeling"),
        // The tier counts what is not filled.
        Tier::GevuldeFte => format!("{size} fte {} gevuld", if by.is_negatief() { "meer" } else { "minder" }),
        Tier::Mensen => format!("{size} minuten {way} reizen, wensen en verhuizingen samen"),
        Tier::Loting => "een andere uitkomst van de loting".to_owned(),
    }
}

fn zekerheid(one: &Tierprijs) -> String {
    match (&one.minstens, &one.hoogstens) {
        (Some(least), Some(most)) if least == most => " (bewezen)".to_owned(),
        (Some(least), Some(most)) => {
            format!(" (bewezen: tussen {} en {} {})", getal(least), getal(most), one.eenheid)
        }
        _ => " (een schatting)".to_owned(),
    }
}

fn mensen(prijs: &Prijs) -> String {
    let losers = prijs.mensen.iter().filter(|one| one.verliest()).count();
    match (prijs.mensen.len(), losers) {
        (0, _) => "Niemand krijgt een andere plek.".to_owned(),
        (1, 0) => "Eén mens krijgt een andere plek, en niemand krijgt minder fte.".to_owned(),
        (1, _) => "Eén mens krijgt een andere plek, met minder fte.".to_owned(),
        (many, 0) => format!("{many} mensen krijgen een andere plek, en niemand krijgt minder fte."),
        (many, some) => format!("{many} mensen krijgen een andere plek; van hen krijgen er {some} minder fte."),
    }
}

fn groot(size: &Breuk) -> String {
    if size.is_negatief() { getal(&(&Breuk::nul() - size)) } else { getal(size) }
}

/// With as many decimals as it needs to be more than nothing, at most four.
fn getal(size: &Breuk) -> String {
    let short = size.tekst(2);
    if !size.is_nul() && short.trim_start_matches('-').chars().all(|c| matches!(c, '0' | ',')) {
        size.tekst(4)
    } else {
        short
    }
}
