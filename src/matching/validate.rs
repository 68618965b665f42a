//! Validate: everything that is wrong with a Problem at once, each with pointer, code and repair.
//!
//! Judges form and references only; whether a plan exists is for the rules. One exception: a pin that a structural rule
//! forbids is an error, because no plan could follow it.

mod beleid;
mod botsing;
mod personen;
mod pins;
mod uitleen;

use std::collections::HashSet;
use std::hash::Hash;

use super::problem::{PROBLEM_VERSIE, Problem, ProblemFormatie, ProblemSchool};
use super::rules::BOEKREGELS;
use crate::domain::beleid::Beleid;
use crate::domain::bevoegdheid::is_vak;
use crate::domain::fte::Fte;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::periode::Periode;

/// Largest amount of fte in one figure; keeps every sum far inside whole numbers.
const GROOTSTE_FTE: Fte = Fte::from_e4(1_000_000_000);

/// Nothing when the Problem can be solved, else every error.
pub fn validate(problem: &Problem) -> Result<(), Vec<Invoerfout>> {
    let mut invoer = Invoer::default();
    invoer.eis(problem.versie == PROBLEM_VERSIE, || {
        let detail = format!("versie {} wordt niet gelezen", problem.versie);
        Invoerfout::new("/versie", "onbekende-versie", detail, format!("Gebruik versie {PROBLEM_VERSIE}."))
    });
    beleid::check(&mut invoer, &problem.beleid);
    let besturen = besturen(&mut invoer, problem);
    let scholen = scholen(&mut invoer, problem, &besturen);
    vacatures(&mut invoer, problem, &scholen);
    personen::check(&mut invoer, problem, &scholen);
    uitleen::check_scholen(&mut invoer, problem);
    pins::check(&mut invoer, problem, &scholen);
    boeken(&mut invoer, problem);
    instroom(&mut invoer, problem, &scholen);
    versoepelingen(&mut invoer, problem);
    invoer.af()?;
    match botsing::botsingen(problem) {
        Ok(found) if found.is_empty() => Ok(()),
        Ok(found) => Err(found),
        // Seen by `beleid::check` already, except in what only facts need; who asks for the facts next says it.
        Err(_) => Ok(()),
    }
}

/// Nothing when every rule can work with this beleid, else every error; pointers begin with `/beleid`.
pub fn validate_beleid(beleid: &Beleid) -> Result<(), Vec<Invoerfout>> {
    let mut invoer = Invoer::default();
    beleid::check(&mut invoer, beleid);
    invoer.af()
}

fn besturen<'a>(invoer: &mut Invoer, problem: &'a Problem) -> HashSet<&'a Bestuursnummer> {
    let mut known = HashSet::new();
    for (at, bestuur) in problem.schoolbesturen.iter().enumerate() {
        let pointer = format!("/schoolbesturen/{at}");
        unique(invoer, &mut known, &bestuur.bestuursnummer, &format!("{pointer}/bestuursnummer"));
        amount(invoer, &format!("{pointer}/begeleidingFte"), bestuur.begeleiding_fte);
    }
    known
}

fn scholen<'a>(
    invoer: &mut Invoer,
    problem: &'a Problem,
    besturen: &HashSet<&Bestuursnummer>,
) -> HashSet<&'a Vestigingscode> {
    let mut known = HashSet::new();
    for (at, school) in problem.scholen.iter().enumerate() {
        let pointer = format!("/scholen/{at}");
        unique(invoer, &mut known, &school.vestigingscode, &format!("{pointer}/vestigingscode"));
        let bestuur = besturen.contains(&school.bestuursnummer);
        reference(invoer, &format!("{pointer}/bestuursnummer"), "bestuur", school.bestuursnummer.as_str(), bestuur);
        formatie(invoer, &pointer, school);
    }
    known
}

fn formatie(invoer: &mut Invoer, pointer: &str, school: &ProblemSchool) {
    let weging = school.schoolweging_e2.unwrap_or(3000);
    invoer.eis((1000..=5000).contains(&weging), || {
        let detail = format!("schoolweging {weging} (× 100) ligt niet tussen 1000 en 5000");
        let pointer = format!("{pointer}/schoolwegingE2");
        Invoerfout::new(&pointer, "buiten-bereik", detail, "Geef de schoolweging × 100, of laat haar weg.")
    });
    let Some(ProblemFormatie {
        benodigd_fte,
        beschikbaar_bevoegd_fte,
        niet_inzetbaar_fte,
        leerlingen,
        groepen,
        personen,
        verwachte_uitstroom_fte,
        eerstejaars_zij_instromers_eigen,
        begeleiding_fte,
        peildatum: _,
        soort: _,
    }) = school.formatie
    else {
        return;
    };
    let pointer = format!("{pointer}/formatie");
    let fte = [
        ("benodigdFte", Some(benodigd_fte)),
        ("beschikbaarBevoegdFte", Some(beschikbaar_bevoegd_fte)),
        ("nietInzetbaarFte", Some(niet_inzetbaar_fte)),
        ("verwachteUitstroomFte", verwachte_uitstroom_fte),
        ("begeleidingFte", begeleiding_fte),
    ];
    for (naam, fte) in fte {
        amount(invoer, &format!("{pointer}/{naam}"), fte.unwrap_or_default());
    }
    let counts = [
        ("leerlingen", Some(leerlingen)),
        ("groepen", groepen),
        ("personen", personen),
        ("eerstejaarsZijInstromersEigen", Some(eerstejaars_zij_instromers_eigen)),
    ];
    for (naam, count) in counts {
        let count = count.unwrap_or_default();
        invoer.eis(count >= 0, || {
            let detail = format!("{naam} is {count}");
            Invoerfout::new(&format!("{pointer}/{naam}"), "negatief", detail, "Geef een aantal van 0 of meer.")
        });
    }
    invoer.eis(niet_inzetbaar_fte <= beschikbaar_bevoegd_fte, || {
        let detail = format!("{niet_inzetbaar_fte} fte niet inzetbaar van {beschikbaar_bevoegd_fte} beschikbaar");
        let repair = "Niet inzetbaar is een deel van beschikbaar: ten hoogste even veel.";
        Invoerfout::new(&format!("{pointer}/nietInzetbaarFte"), "meer-dan-beschikbaar", detail, repair)
    });
}

fn vacatures(invoer: &mut Invoer, problem: &Problem, scholen: &HashSet<&Vestigingscode>) {
    let mut known = HashSet::new();
    for (at, vacature) in problem.vacatures.iter().enumerate() {
        let pointer = format!("/vacatures/{at}");
        unique(invoer, &mut known, &vacature.id, &format!("{pointer}/id"));
        let school = scholen.contains(&vacature.vestigingscode);
        reference(invoer, &format!("{pointer}/vestigingscode"), "school", vacature.vestigingscode.as_str(), school);
        invoer.eis(vacature.fte > Fte::NUL && vacature.fte <= Fte::from_e4(100_000), || {
            let detail = format!("fte is {}, maar ligt boven 0 en is ten hoogste 10", vacature.fte);
            Invoerfout::new(&format!("{pointer}/fte"), "buiten-bereik", detail, "Geef een getal zoals 0.6.")
        });
        invoer.eis(is_vak(&vacature.bevoegdheid.vak), || {
            let detail = format!("'{}' is geen vak", vacature.bevoegdheid.vak);
            let repair = "Gebruik kleine letters, cijfers en streepjes, bijvoorbeeld groepsleraar.";
            Invoerfout::new(&format!("{pointer}/bevoegdheid/vak"), "ongeldig-vak", detail, repair)
        });
        period(invoer, &format!("{pointer}/periode"), &vacature.periode);
    }
}

fn boeken(invoer: &mut Invoer, problem: &Problem) {
    let mut known = HashSet::new();
    for (at, boek) in problem.boeken.iter().enumerate() {
        let pointer = format!("/boeken/{at}/regel");
        unique(invoer, &mut known, boek.regel.as_str(), &pointer);
        invoer.eis(BOEKREGELS.contains(&boek.regel.as_str()), || {
            let detail = format!("van regel '{}' wordt geen boek gehouden", boek.regel);
            Invoerfout::new(&pointer, "onbekende-regel", detail, format!("Kies uit {}.", BOEKREGELS.join(", ")))
        });
    }
}

fn versoepelingen(invoer: &mut Invoer, problem: &Problem) {
    let known: HashSet<&Bestuursnummer> = problem.schoolbesturen.iter().map(|one| &one.bestuursnummer).collect();
    for (at, one) in problem.versoepelingen.iter().enumerate() {
        let pointer = format!("/versoepelingen/{at}");
        let nummer = &one.bestuursnummer;
        reference(
            invoer,
            &format!("{pointer}/bestuursnummer"),
            "schoolbestuur",
            nummer.as_str(),
            known.contains(nummer),
        );
        invoer.eis(BOEKREGELS.contains(&one.regel.as_str()), || {
            let detail = format!("regel '{}' vraagt niet van elk bestuur apart iets", one.regel);
            let repair = format!("Kies uit {}.", BOEKREGELS.join(", "));
            Invoerfout::new(&format!("{pointer}/regel"), "onbekende-regel", detail, repair)
        });
    }
}

fn instroom(invoer: &mut Invoer, problem: &Problem, scholen: &HashSet<&Vestigingscode>) {
    for (at, received) in problem.instroom.iter().enumerate() {
        let pointer = format!("/instroom/{at}");
        let code = &received.vestigingscode;
        reference(invoer, &format!("{pointer}/vestigingscode"), "school", code.as_str(), scholen.contains(code));
        amount(invoer, &format!("{pointer}/fte"), received.fte);
        // Without any day that counts `van` is the day after the last one.
        period(
            invoer,
            &pointer,
            &Periode::new(received.van.pred_opt().unwrap_or(received.van), Some(received.tot_en_met)),
        );
    }
}

/// The key is met for the first time.
fn unique<'a, K: Eq + Hash + std::fmt::Debug + ?Sized>(
    invoer: &mut Invoer,
    known: &mut HashSet<&'a K>,
    key: &'a K,
    pointer: &str,
) {
    invoer.eis(known.insert(key), || {
        let detail = format!("{key:?} komt twee keer voor");
        Invoerfout::new(pointer, "dubbel", detail, "Laat één van de twee weg.")
    });
}

/// What is referred to exists.
fn reference(invoer: &mut Invoer, pointer: &str, what: &str, key: &str, exists: bool) {
    invoer.eis(exists, || {
        let detail = format!("{what} {key} staat niet in de invoer");
        Invoerfout::new(
            pointer,
            "onbekende-verwijzing",
            detail,
            format!("Voeg {what} {key} toe of verbeter de verwijzing."),
        )
    });
}

/// Not negative and not absurd.
fn amount(invoer: &mut Invoer, pointer: &str, fte: Fte) {
    invoer.eis(Fte::NUL <= fte, || {
        Invoerfout::new(pointer, "negatief", format!("{fte} fte"), "Geef een getal van 0 of meer.")
    });
    invoer.eis(fte <= GROOTSTE_FTE, || {
        Invoerfout::new(pointer, "buiten-bereik", format!("{fte} fte"), "Geef een getal van ten hoogste 100000.")
    });
}

/// Ends on or after its first day.
fn period(invoer: &mut Invoer, pointer: &str, periode: &Periode) {
    invoer.eis(!periode.is_leeg(), || {
        let detail = "de laatste dag ligt voor de eerste";
        Invoerfout::new(pointer, "einde-voor-begin", detail, "Kies een totEnMet op of na van, of laat het weg.")
    });
}
