//! P11, P12 and P13: the value of every tier, the position of every board and every breach, reckoned again.

use std::collections::{BTreeMap, BTreeSet};

use super::gegevens::Gegevens;
use super::personen::{maximum, minuten, per_persoon};
use super::{drieprocent, pins, ratio, wijziging, zevenprocent};
use crate::domain::beleid::{Modus, Tier};
use crate::domain::breuk::Breuk;
use crate::matching::plan::{Plan, Stand};
use crate::matching::problem::{Deel, Onderwerp, ProblemSchool};

/// P11: the tiers of the beleid in its order, each with its value.
pub(super) fn waarden(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let asked: Vec<Tier> = gegevens.problem.beleid.tiers.clone();
    let told: Vec<Tier> = plan.tiers.iter().map(|tier| tier.tier).collect();
    if asked != told {
        return vec!["De trappen van het plan zijn niet die van het beleid, in die volgorde.".to_owned()];
    }
    let own = values(gegevens, plan);
    let differs =
        |tier: &&crate::matching::plan::TierUitkomst| tier.waarde != own.get(&tier.tier).cloned().unwrap_or_default();
    let wrong = plan.tiers.iter().filter(differs);
    wrong
        .map(|tier| {
            let own = own.get(&tier.tier).cloned().unwrap_or_default();
            format!("Trap {} is {own} en niet {}.", tier.tier, tier.waarde)
        })
        .collect()
}

pub(super) fn values(gegevens: &Gegevens, plan: &Plan) -> BTreeMap<Tier, Breuk> {
    let mut sums: BTreeMap<Tier, Breuk> = BTreeMap::new();
    for (modus, soft, value) in per_bestuur(gegevens, plan) {
        match modus {
            Modus::Hard => *sums.entry(Tier::HardeRegels).or_default() += value,
            Modus::Zacht => *sums.entry(soft).or_default() += value,
            Modus::Rapport | Modus::Uit => {}
        }
    }
    // The floor of bezetting steers through the bands only, unless it is hard.
    if gegevens.modus("bezetting") == Modus::Hard {
        let below = below_floor(gegevens, plan).into_iter().map(|(_, short)| short);
        *sums.entry(Tier::HardeRegels).or_default() += below.sum::<Breuk>();
    }
    if wijziging::modus(gegevens) == Modus::Hard {
        *sums.entry(Tier::HardeRegels).or_default() += wijziging::boven(gegevens, plan);
    }
    *sums.entry(Tier::HardeRegels).or_default() +=
        pins::gebroken(gegevens, plan).into_iter().map(|(_, size)| size).sum();
    *sums.entry(Tier::TekortEerst).or_default() += priced(gegevens, plan);
    sums.insert(Tier::GevuldeFte, unfilled(gegevens, plan));
    sums.insert(Tier::Mensen, people(gegevens, plan));
    sums.insert(Tier::Loting, lots(gegevens, plan));
    sums
}

const RATIO: &str = "leerling-leraar-ratio";
const BUDGET: &str = "wijzigingsbudget";

/// How each rule about boards holds for each of them, its tier when it is soft, and by how much the board breaks it.
fn per_bestuur(gegevens: &Gegevens, plan: &Plan) -> Vec<(Modus, Tier, Breuk)> {
    let mut found = Vec::new();
    for (regel, besturen) in
        [("drieprocent", drieprocent::besturen(gegevens, plan)), (RATIO, ratio::besturen(gegevens, plan))]
    {
        let one = |one: &drieprocent::Bestuur| {
            (gegevens.modus_bij(regel, one.nummer, one.sector), Tier::Solidariteit, one.boven())
        };
        found.extend(besturen.iter().map(one));
    }
    found.extend(zevenprocent::besturen(gegevens, plan).iter().map(|one| {
        let modus = gegevens.modus_bij("zevenprocent", one.nummer, one.sector);
        (modus, Tier::Zevenprocent, Breuk::from((one.quotum - one.geteld).max(0)))
    }));
    found
}

/// Netto fte that each school with a formatie lacks of `share` × needed.
fn lacks<'a>(gegevens: &Gegevens<'a>, plan: &'a Plan, share: &Breuk) -> Vec<(&'a ProblemSchool, Breuk)> {
    let placed = gegevens.netto_per_school(plan);
    let short = |school: &'a ProblemSchool| {
        let formatie = school.formatie.as_ref()?;
        let own = (formatie.beschikbaar_bevoegd_fte - formatie.niet_inzetbaar_fte).breuk();
        let has = &own - &gegevens.uitgeleend(school) + placed.get(&school.vestigingscode).cloned().unwrap_or_default();
        Some((school, (&(share * &formatie.benodigd_fte.breuk()) - &has).minstens_nul()))
    };
    gegevens.problem.scholen.iter().filter_map(short).collect()
}

fn below_floor<'a>(gegevens: &Gegevens<'a>, plan: &'a Plan) -> Vec<(&'a ProblemSchool, Breuk)> {
    let floor = gegevens.getal("bezetting", "ondergrens");
    lacks(gegevens, plan, &floor).into_iter().filter(|(_, short)| !short.is_nul()).collect()
}

/// Priced shortage: each further fte of a band costs its price; written as what each step up adds above its edge.
fn priced(gegevens: &Gegevens, plan: &Plan) -> Breuk {
    let widths = gegevens.lijst("tekort-eerst", "breedtes");
    let prices = gegevens.lijst("tekort-eerst", "prijzen");
    let weighs = gegevens.ja("tekort-eerst", "weging-meetellen");
    let mut total = Breuk::nul();
    for (school, short) in lacks(gegevens, plan, &Breuk::een()) {
        let needed = school.formatie.as_ref().map(|formatie| formatie.benodigd_fte.breuk()).unwrap_or_default();
        let (mut edge, mut before, mut own) = (Breuk::nul(), Breuk::nul(), Breuk::nul());
        for (band, price) in prices.iter().enumerate() {
            own += &(price - &before) * &(&short - &edge).minstens_nul();
            before = price.clone();
            match widths.get(band) {
                Some(width) => edge += &needed * width,
                None => break,
            }
        }
        if weighs && let Some(weging) = school.schoolweging_e2 {
            let by = Breuk::ratio(weging.into(), 100).gedeeld_door(&gegevens.getal("tekort-eerst", "weging-deler"));
            own = &own * &by.unwrap_or_default();
        }
        total += own;
    }
    total
}

fn unfilled(gegevens: &Gegevens, plan: &Plan) -> Breuk {
    let year = gegevens.problem.schooljaar.dagen();
    let asked = gegevens.problem.vacatures.iter().filter_map(|vacature| {
        let (van, tot) = gegevens.dagen_van(vacature)?;
        Some(&vacature.fte.breuk() * &Breuk::ratio(gegevens.dagen(van, tot), year))
    });
    // Days before those that are asked fill nothing.
    let inside = |deel: &Deel| {
        let (van, tot) = gegevens.dagen_van(gegevens.vacature(&deel.vacature)?)?;
        let days = gegevens.dagen(van.max(deel.van), tot.min(deel.tot_en_met));
        Some(&deel.fte.breuk() * &Breuk::ratio(days, year))
    };
    let filled: Breuk = plan.plaatsingen.iter().flat_map(|line| &line.delen).filter_map(inside).sum();
    &asked.sum::<Breuk>() - &filled
}

/// Journey less wish per fte, more schools than one, and moves away from today.
fn people(gegevens: &Gegevens, plan: &Plan) -> Breuk {
    let relative = gegevens.woord("voorkeur", "reistijd-maat") == "relatief";
    let scale = gegevens.getal("voorkeur", "relatieve-schaal");
    let mut total = Breuk::nul();
    for line in &plan.plaatsingen {
        let (Some(persoon), Some(school)) =
            (gegevens.persoon(&line.regiodocent), gegevens.school(&line.vestigingscode))
        else {
            continue;
        };
        let most = maximum(gegevens, persoon);
        let journey = minuten(gegevens, persoon, school).unwrap_or_else(|| most.clone());
        let journey = if relative { (&journey * &scale).gedeeld_door(&most).unwrap_or_default() } else { journey };
        let wish = persoon.voorkeuren.iter().find(|wish| wish.vestigingscode == school.vestigingscode);
        let per_fte = &journey - &Breuk::from(wish.map_or(0, |wish| i64::from(wish.minuten)));
        total += &line.delen.iter().map(|deel| gegevens.over_jaar(deel, None)).sum::<Breuk>() * &per_fte;
    }
    for lines in per_persoon(plan).values() {
        let schools: BTreeSet<_> = lines.iter().map(|line| &line.vestigingscode).collect();
        let more = i64::try_from(schools.len().saturating_sub(1)).unwrap_or(i64::MAX);
        total += &Breuk::from(more) * &gegevens.getal("voorkeur", "extra-school");
    }
    let kept: BTreeSet<&str> = plan.plaatsingen.iter().filter_map(|line| line.bestaand.as_deref()).collect();
    let today = gegevens.problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast());
    let lost: BTreeSet<&str> =
        today.filter(|today| !kept.contains(today.id.as_str())).map(|today| today.regiodocent.as_str()).collect();
    let moved = i64::try_from(lost.len()).unwrap_or(i64::MAX);
    total + &Breuk::from(moved) * &gegevens.getal("voorkeur", "verplaatsing")
}

/// Sum over everybody placed of how many in the pool have a lower lot.
fn lots(gegevens: &Gegevens, plan: &Plan) -> Breuk {
    let mut lots: Vec<u64> = gegevens.problem.regiodocenten.iter().map(|persoon| persoon.lot).collect();
    lots.sort_unstable();
    let placed = per_persoon(plan).into_keys().filter_map(|id| gegevens.persoon(id));
    let rank = |lot: u64| i64::try_from(lots.partition_point(|other| *other < lot)).unwrap_or(i64::MAX);
    placed.map(|persoon| Breuk::from(rank(persoon.lot))).sum()
}

/// P12: demand and position of every board and of the regio under every rule that keeps one.
pub(super) fn standen(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let stand =
        |regel: &str, nummer: &crate::domain::kenmerk::Bestuursnummer, sector, norm, waarde, eenheid: &str| Stand {
            regel: regel.to_owned(),
            onderwerp: Onderwerp::Schoolbestuur(nummer.clone()),
            sector: Some(sector),
            norm,
            waarde,
            eenheid: eenheid.to_owned(),
        };
    let mut own = Vec::new();
    if gegevens.modus("drieprocent") != Modus::Uit {
        for one in drieprocent::besturen(gegevens, plan) {
            own.push(stand("drieprocent", one.nummer, one.sector, one.ruimte, one.instroom, "fte"));
        }
    }
    if gegevens.modus(RATIO) != Modus::Uit {
        for one in ratio::besturen(gegevens, plan) {
            own.push(stand(RATIO, one.nummer, one.sector, one.ruimte, one.instroom, "fte"));
        }
    }
    if wijziging::modus(gegevens) != Modus::Uit {
        own.push(Stand {
            regel: BUDGET.to_owned(),
            onderwerp: Onderwerp::Regio,
            sector: None,
            norm: Some(wijziging::budget(gegevens)),
            waarde: wijziging::verplaatst(gegevens, plan),
            eenheid: "personen".to_owned(),
        });
    }
    if gegevens.modus("zevenprocent") != Modus::Uit {
        for one in zevenprocent::besturen(gegevens, plan) {
            let (norm, has) = (Some(Breuk::from(one.quotum)), Breuk::from(one.geteld));
            own.push(stand("zevenprocent", one.nummer, one.sector, norm, has, "personen"));
        }
    }
    let name = |one: &Stand| format!("{} van {}", one.regel, wie(&one.onderwerp));
    let lost = own
        .iter()
        .filter(|one| !plan.standen.contains(one))
        .map(|one| format!("De stand voor {} klopt niet.", name(one)));
    let extra = plan
        .standen
        .iter()
        .filter(|one| !own.contains(one))
        .map(|one| format!("De stand voor {} klopt niet.", name(one)));
    lost.chain(extra).collect()
}

/// A subject for people to read.
fn wie(onderwerp: &Onderwerp) -> String {
    match onderwerp {
        Onderwerp::Schoolbestuur(nummer) => format!("bestuur {nummer}"),
        Onderwerp::School(code) => format!("school {code}"),
        Onderwerp::Regiodocent(id) => format!("regiodocent {id}"),
        Onderwerp::Vacature(id) => format!("vacature {id}"),
        Onderwerp::Regio => "de regio".to_owned(),
    }
}

/// P13: what the rules with a mode find is exactly what the plan tells.
pub(super) fn bevindingen(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let mut own: BTreeSet<(&str, Onderwerp, Breuk)> = BTreeSet::new();
    if gegevens.modus("drieprocent") != Modus::Uit {
        let above = drieprocent::besturen(gegevens, plan).into_iter().filter(|one| !one.boven().is_nul());
        own.extend(above.map(|one| ("drieprocent", Onderwerp::Schoolbestuur(one.nummer.clone()), one.boven())));
    }
    if gegevens.modus(RATIO) != Modus::Uit {
        let above = ratio::besturen(gegevens, plan).into_iter().filter(|one| !one.boven().is_nul());
        own.extend(above.map(|one| (RATIO, Onderwerp::Schoolbestuur(one.nummer.clone()), one.boven())));
    }
    let moved = wijziging::boven(gegevens, plan);
    if wijziging::modus(gegevens) != Modus::Uit && !moved.is_nul() {
        own.insert((BUDGET, Onderwerp::Regio, moved));
    }
    if gegevens.modus("zevenprocent") != Modus::Uit {
        let short = zevenprocent::besturen(gegevens, plan).into_iter().filter(|one| one.geteld < one.quotum);
        own.extend(short.map(|one| {
            ("zevenprocent", Onderwerp::Schoolbestuur(one.nummer.clone()), Breuk::from(one.quotum - one.geteld))
        }));
    }
    if gegevens.modus("bezetting") != Modus::Uit {
        let short = below_floor(gegevens, plan).into_iter();
        own.extend(short.map(|(school, short)| ("bezetting", Onderwerp::School(school.vestigingscode.clone()), short)));
    }
    let pinned = pins::gebroken(gegevens, plan).into_iter();
    own.extend(pinned.map(|(pin, size)| ("pin", Onderwerp::Regiodocent(pin.regiodocent.clone()), size)));
    let rules = ["drieprocent", "zevenprocent", "bezetting", "pin", RATIO, BUDGET];
    let told = plan.bevindingen.iter().filter(|found| rules.contains(&found.regel.as_str()));
    let told: BTreeSet<(&str, Onderwerp, Breuk)> =
        told.map(|found| (found.regel.as_str(), found.onderwerp.clone(), found.omvang.clone())).collect();
    let silent = own.difference(&told).map(|(regel, who, size)| {
        format!("De overtreding van {regel} door {} ({}) staat niet in het plan.", wie(who), size.tekst(2))
    });
    let invented = told.difference(&own).map(|(regel, who, size)| {
        format!("De overtreding van {regel} door {} ({}) is er niet.", wie(who), size.tekst(2))
    });
    silent.chain(invented).collect()
}
