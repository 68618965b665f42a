//! Errors in the beleid: every rule has its mode and parameters, in form and range, and nothing is written that nobody reads.

use std::collections::BTreeSet;

use crate::domain::beleid::{Beleid, Modus, Regelinstelling, Tier, Waarde};
use crate::domain::breuk::Breuk;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::matching::afspraken::{AFSPRAKEN, find_afspraak};
use crate::matching::rules::{RULES, RuleInfo, Vorm, find_rule};

/// Remembers every error.
pub(super) fn check(invoer: &mut Invoer, beleid: &Beleid) {
    tiers(invoer, &beleid.tiers);
    for id in beleid.regels.keys().filter(|id| find_rule(id).is_none() && find_afspraak(id).is_none()) {
        let detail = format!("er is geen regel '{id}'");
        let repair = "Verbeter de naam of laat de regel weg.";
        invoer.fout(Invoerfout::new(&format!("/beleid/regels/{id}"), "onbekende-regel", detail, repair));
    }
    for rule in RULES {
        let info = rule.info();
        match beleid.regels.get(info.id) {
            Some(setting) => section(invoer, &info, setting),
            None if info.parameters.is_empty() && info.modi.is_empty() => {}
            None => {
                let detail = format!("regel '{}' ontbreekt", info.id);
                let repair = "Voeg de regel toe; het standaardbeleid is een voorbeeld.";
                invoer.fout(Invoerfout::new(&format!("/beleid/regels/{}", info.id), "regel-ontbreekt", detail, repair));
            }
        }
    }
    for afspraak in AFSPRAKEN {
        if let Some(setting) = beleid.regels.get(afspraak.id) {
            section(invoer, afspraak, setting);
        }
    }
    bands(invoer, beleid);
}

fn tiers(invoer: &mut Invoer, tiers: &[Tier]) {
    let different: BTreeSet<_> = tiers.iter().collect();
    invoer.eis(different.len() == tiers.len() && tiers.len() == Tier::WOORDEN.len(), || {
        let repair = format!("Noem elke tier precies één keer: {}.", Tier::WOORDEN.join(", "));
        Invoerfout::new("/beleid/tiers", "tiers-onvolledig", "niet elke tier komt precies één keer voor", repair)
    });
    invoer.eis(tiers.first() == Some(&Tier::HardeRegels) && tiers.last() == Some(&Tier::Loting), || {
        let detail = "harde-regels is niet de eerste of loting is niet de laatste";
        Invoerfout::new("/beleid/tiers", "tiers-volgorde", detail, "Zet harde-regels vooraan en loting achteraan.")
    });
}

fn section(invoer: &mut Invoer, info: &RuleInfo, setting: &Regelinstelling) {
    let pointer = format!("/beleid/regels/{}", info.id);
    match setting.modus {
        None if info.modi.is_empty() => {}
        Some(modus) if info.modi.contains(&modus) => {}
        modus => {
            let (detail, repair) = match (modus, info.modi) {
                (_, []) => ("deze regel heeft geen modus".to_owned(), "Laat de modus weg.".to_owned()),
                (given, allowed) => {
                    let words: Vec<_> = allowed.iter().map(|modus| modus.as_str()).collect();
                    let given = given.map_or("geen modus", |modus| modus.as_str());
                    (format!("{given} past niet bij deze regel"), format!("Kies uit {}.", words.join(", ")))
                }
            };
            invoer.fout(Invoerfout::new(&format!("{pointer}/modus"), "modus-past-niet", detail, repair));
        }
    }
    for naam in setting.parameters.keys().filter(|naam| info.parameters.iter().all(|known| known.naam != *naam)) {
        let here = format!("{pointer}/parameters/{naam}");
        let detail = format!("regel '{}' leest geen parameter '{naam}'", info.id);
        invoer.fout(Invoerfout::new(
            &here,
            "onbekende-parameter",
            detail,
            "Verbeter de naam of laat de parameter weg.",
        ));
    }
    for parameter in info.parameters {
        let here = format!("{pointer}/parameters/{}", parameter.naam);
        let wanted = wanted(parameter.vorm);
        match setting.parameters.get(parameter.naam) {
            None if may_wait(parameter.vorm, setting) => {}
            None => {
                let detail = format!("parameter '{}' ontbreekt", parameter.naam);
                invoer.fout(Invoerfout::new(&here, "parameter-ontbreekt", detail, format!("Geef {wanted}.")));
            }
            Some(given) if !fits(parameter.vorm, &given.waarde) => {
                let detail = format!("de waarde past niet: {}", parameter.uitleg);
                let here = format!("{here}/waarde");
                invoer.fout(Invoerfout::new(&here, "waarde-past-niet", detail, format!("Geef {wanted}.")));
            }
            Some(_) => {}
        }
    }
}

/// Is this something only the region can decide, of a rule that is not used yet?
fn may_wait(vorm: Vorm, setting: &Regelinstelling) -> bool {
    matches!(vorm, Vorm::Besluit(..)) && setting.modus == Some(Modus::Uit)
}

fn fits(vorm: Vorm, waarde: &Waarde) -> bool {
    let between = |low: i64, high: i64, number: &Breuk| Breuk::from(low) <= *number && *number <= Breuk::from(high);
    match (vorm, waarde) {
        (Vorm::Getal(low, high) | Vorm::Besluit(low, high), Waarde::Getal(number)) => between(low, high, number),
        (Vorm::Getal(low, high) | Vorm::Besluit(low, high) | Vorm::Geheel(low, high), Waarde::Geheel(number)) => {
            (low..=high).contains(number)
        }
        (Vorm::Lijst, Waarde::Lijst(numbers)) => numbers.iter().all(|number| !number.is_negatief()),
        (Vorm::Keuze(words), Waarde::Keuze(word)) => words.contains(&word.as_str()),
        (Vorm::JaNee, Waarde::JaNee(_)) => true,
        _ => false,
    }
}

fn wanted(vorm: Vorm) -> String {
    match vorm {
        Vorm::Getal(low, high) | Vorm::Besluit(low, high) => {
            format!("een getal of een breuk als \"3/100\" van {low} tot en met {high}")
        }
        Vorm::Geheel(low, high) => format!("een heel getal van {low} tot en met {high}"),
        Vorm::Lijst => "een lijst van getallen van 0 of meer, elk als \"7/5\"".into(),
        Vorm::Keuze(words) => format!("een van de woorden {}", words.join(", ")),
        Vorm::JaNee => "true of false".into(),
    }
}

/// The bands of tekort-eerst belong together: one price more than widths, and never cheaper for a larger shortage.
fn bands(invoer: &mut Invoer, beleid: &Beleid) {
    let (Ok(widths), Ok(prices)) = (beleid.lijst("tekort-eerst", "breedtes"), beleid.lijst("tekort-eerst", "prijzen"))
    else {
        return;
    };
    let pointer = "/beleid/regels/tekort-eerst/parameters/prijzen/waarde";
    invoer.eis(prices.len() == widths.len() + 1, || {
        let detail = format!("{} prijzen bij {} breedtes", prices.len(), widths.len());
        Invoerfout::new(pointer, "aantal-past-niet", detail, "Geef precies één prijs meer dan er breedtes zijn.")
    });
    invoer.eis(prices.is_sorted(), || {
        let detail = "de prijzen lopen niet op";
        Invoerfout::new(pointer, "niet-oplopend", detail, "Laat een groter tekort nooit minder wegen dan een kleiner.")
    });
}
