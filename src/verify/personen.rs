//! P3, P4, P6 and P7: what is promised to every person. Only new plaatsingen can break a promise; what runs, runs.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::gegevens::{Gegevens, ligt_op, peildagen, som_e4};
use crate::domain::breuk::Breuk;
use crate::domain::instemming::Instemmingsoort;
use crate::domain::uitsluiting::Uitsluiting;
use crate::matching::plan::{Plan, VoorgesteldePlaatsing};
use crate::matching::problem::{Deel, HuidigePlaatsing, ProblemRegiodocent, ProblemSchool, ProblemVacature};

/// P3: a bevoegdheid that suffices on every day, a VOG on the first, and half days that fit.
pub(super) fn bevoegdheid(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let mut found = Vec::new();
    for line in plan.plaatsingen.iter().filter(|line| !gegevens.loopt_al(line)) {
        let Some(persoon) = gegevens.persoon(&line.regiodocent) else { continue };
        for deel in &line.delen {
            let Some(vacature) = gegevens.vacature(&deel.vacature) else { continue };
            if let Some(why) = unfit(persoon, vacature, deel) {
                found.push(format!("Regiodocent {} op vacature {}: {why}.", persoon.id, vacature.id));
            }
        }
    }
    found
}

/// Would this part fit this person?
pub(super) fn past(persoon: &ProblemRegiodocent, vacature: &ProblemVacature, deel: &Deel) -> bool {
    unfit(persoon, vacature, deel).is_none()
}

/// Is this the school that lends this person to the pool? Nobody is placed there.
pub(super) fn is_thuis(persoon: &ProblemRegiodocent, school: &ProblemSchool) -> bool {
    persoon.detachering.as_ref().is_some_and(|loan| loan.vestigingscode == school.vestigingscode)
}

/// Did this person not shut this school out?
pub(super) fn mag_hier(persoon: &ProblemRegiodocent, school: &ProblemSchool) -> bool {
    !persoon.uitsluitingen.iter().any(|not| match not {
        Uitsluiting::Vestigingscode(code) => *code == school.vestigingscode,
        Uitsluiting::Bestuursnummer(nummer) => *nummer == school.bestuursnummer,
    })
}

fn unfit(persoon: &ProblemRegiodocent, vacature: &ProblemVacature, deel: &Deel) -> Option<String> {
    if persoon.vog_datum.is_none_or(|day| deel.van < day) {
        return Some("er is geen VOG op de eerste dag".into());
    }
    if let (Some(can), Some(asked)) = (persoon.dagdelen, vacature.dagdelen)
        && can.doorsnede(asked) != asked
    {
        return Some("de dagdelen passen niet".into());
    }
    let asked = &vacature.bevoegdheid;
    let good = |held: &&crate::domain::bevoegdheid::Bevoegdheid| {
        let own = &held.vakbevoegdheid;
        own.sector == asked.sector && own.vak == asked.vak && own.graad.voldoet_aan(asked.graad)
    };
    let held: Vec<_> = persoon.bevoegdheden.iter().filter(good).collect();
    let days = peildagen([deel], held.iter().map(|held| &held.periode));
    let gap = days.into_iter().find(|day| ligt_op(deel, *day) && !held.iter().any(|held| held.periode.bevat(*day)));
    gap.map(|day| format!("op {} is er geen bevoegdheid", day.format("%d-%m-%Y")))
}

/// Lines of each person.
pub(super) fn per_persoon(plan: &Plan) -> BTreeMap<&str, Vec<&VoorgesteldePlaatsing>> {
    let mut lines: BTreeMap<&str, Vec<&VoorgesteldePlaatsing>> = BTreeMap::new();
    for line in &plan.plaatsingen {
        lines.entry(&line.regiodocent).or_default().push(line);
    }
    lines
}

/// The contract on a day, in ten-thousandths of an fte.
pub(super) fn contract_e4(persoon: &ProblemRegiodocent, day: NaiveDate) -> i128 {
    let on = persoon.contracten.iter().filter(|contract| contract.periode.bevat(day));
    on.map(|contract| i128::from(contract.werktijdfactor.e4())).sum()
}

/// P4: on every day with something new, everything together fits the contract.
pub(super) fn contractomvang(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let mut found = Vec::new();
    for (id, lines) in per_persoon(plan) {
        let Some(persoon) = gegevens.persoon(id) else { continue };
        let all = || lines.iter().flat_map(|line| &line.delen);
        let new: Vec<&Deel> =
            lines.iter().filter(|line| !gegevens.loopt_al(line)).flat_map(|line| &line.delen).collect();
        for day in peildagen(all(), persoon.contracten.iter().map(|contract| &contract.periode)) {
            let works = som_e4(all().filter(|deel| ligt_op(deel, day)));
            if works > contract_e4(persoon, day) && new.iter().any(|deel| ligt_op(deel, day)) {
                found.push(format!("Regiodocent {id} werkt op {} meer dan het contract.", day.format("%d-%m-%Y")));
                break;
            }
        }
    }
    found
}

/// P6: nobody where he or she would not go; what stands today is in the plan, unless its owner may be moved.
pub(super) fn instemming(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let mut found = Vec::new();
    let mut kept: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &plan.plaatsingen {
        if let Some(id) = &line.bestaand {
            *kept.entry(id).or_default() += 1;
            if !gegevens.loopt_al(line) {
                found.push(format!("De plaatsing {id} van vandaag staat anders in het plan dan zij is."));
            }
            continue;
        }
        let (Some(persoon), Some(school)) =
            (gegevens.persoon(&line.regiodocent), gegevens.school(&line.vestigingscode))
        else {
            continue;
        };
        if is_thuis(persoon, school) {
            found.push(format!("Regiodocent {} is uitgeleend door school {}.", persoon.id, school.vestigingscode));
        }
        if !mag_hier(persoon, school) {
            found.push(format!("Regiodocent {} sloot school {} uit.", persoon.id, school.vestigingscode));
        }
    }
    for (id, times) in kept.iter().filter(|(_, times)| **times > 1) {
        found.push(format!("De plaatsing {id} van vandaag staat {times} keer in het plan."));
    }
    for today in gegevens.problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast()) {
        if kept.contains_key(today.id.as_str()) {
            continue;
        }
        if !may_leave(gegevens, today) {
            found.push(format!("De plaatsing {} van vandaag verdwijnt zonder instemming.", today.id));
            continue;
        }
        let had: Breuk = today.delen.iter().map(|deel| gegevens.over_jaar(deel, None)).sum();
        let own = plan.plaatsingen.iter().filter(|line| line.regiodocent == today.regiodocent);
        let gets: Breuk = own.flat_map(|line| &line.delen).map(|deel| gegevens.over_jaar(deel, None)).sum();
        if gets < had {
            found.push(format!("Regiodocent {} gaat er bij de verplaatsing op achteruit.", today.regiodocent));
        }
    }
    found
}

/// May somebody be moved from this plaatsing: no other plaatsing, and what `stemt_toe` says?
fn may_leave(gegevens: &Gegevens, today: &HuidigePlaatsing) -> bool {
    let held = gegevens.problem.plaatsingen.iter().filter(|other| other.status.houdt_fte_vast());
    held.filter(|other| other.regiodocent == today.regiodocent).count() == 1 && stemt_toe(gegevens, today)
}

/// Consent in the schooljaar, and one vacature for all its days?
pub(super) fn stemt_toe(gegevens: &Gegevens, today: &HuidigePlaatsing) -> bool {
    let (eerste, laatste) = gegevens.jaar();
    let Some(persoon) = gegevens.persoon(&today.regiodocent) else { return false };
    let agreed = persoon.instemmingen.iter().any(|given| {
        let in_year = given.periode.van <= laatste && eerste <= given.periode.einde();
        given.soort == Instemmingsoort::Verplaatsing && in_year
    });
    let [deel] = today.delen.as_slice() else { return false };
    let days = (deel.van.max(eerste), deel.tot_en_met.min(laatste));
    agreed && gegevens.vacature(&deel.vacature).and_then(|one| gegevens.dagen_van(one)) == Some(days)
}

/// P7: metres × road factor ÷ speed stays within the maximum; an unknown journey is allowed.
pub(super) fn reistijd(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let mut found = Vec::new();
    for line in plan.plaatsingen.iter().filter(|line| !gegevens.loopt_al(line)) {
        let (Some(persoon), Some(school)) =
            (gegevens.persoon(&line.regiodocent), gegevens.school(&line.vestigingscode))
        else {
            continue;
        };
        if let Some(minutes) = minuten(gegevens, persoon, school)
            && minutes > maximum(gegevens, persoon)
        {
            let shown = minutes.tekst(1);
            found.push(format!("Regiodocent {} reist {shown} minuten naar {}.", persoon.id, school.vestigingscode));
        }
    }
    found
}

/// Journey in minutes; `None` when an end of it is unknown.
pub(super) fn minuten(gegevens: &Gegevens, persoon: &ProblemRegiodocent, school: &ProblemSchool) -> Option<Breuk> {
    let kilometres = Breuk::ratio(persoon.punt?.meters_to(school.punt?), 1_000);
    let by_road = &kilometres * &gegevens.getal("reistijd", "omwegfactor");
    by_road.gedeeld_door(&gegevens.getal("reistijd", "snelheid")).map(|hours| &hours * &Breuk::from(60))
}

/// Longest journey of a person in minutes.
pub(super) fn maximum(gegevens: &Gegevens, persoon: &ProblemRegiodocent) -> Breuk {
    persoon.max_reistijd.map_or_else(|| gegevens.getal("reistijd", "maximum"), |own| Breuk::from(i64::from(own)))
}
