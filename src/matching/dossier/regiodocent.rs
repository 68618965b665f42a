//! The letter to a regiodocent: where, why, what else there was, what a lot decided, and what to do when you disagree.

use std::collections::BTreeMap;

use super::Vraag;
use super::brief::{Brief, Briefdeel};
use super::taal::{aantal, breuk_fte, dagen, datum, fte, hoofdletter, mensen};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::fte::Fte;
use crate::domain::instemming::Instemmingsoort;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::matching::explain::belemmering::Stand;
use crate::matching::explain::lot::{Lotrol, lotingen};
use crate::matching::explain::{first_objection, zeven};
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::{Onderwerp, ProblemRegiodocent};

/// The letter.
pub(super) fn brief(vraag: &Vraag, docent: &ProblemRegiodocent) -> Result<Brief, OnvolledigBeleid> {
    let lines: Vec<_> = vraag.plan.plaatsingen.iter().filter(|line| line.regiodocent == docent.id).collect();
    let jaar = vraag.feiten.problem.schooljaar;
    let titel = match lines.is_empty() {
        true => format!("Nog geen plaats voor u in het schooljaar {jaar}"),
        false => format!("Uw plaatsing in het schooljaar {jaar}"),
    };
    let delen = vec![
        uitkomst(vraag, docent, &lines),
        waarom(vraag, docent, &lines),
        anders(vraag, docent)?,
        lot(vraag, docent)?,
        gegevens(vraag, docent),
        vraag.regels(),
        bezwaar(vraag, &lines),
        vraag.controle(),
    ];
    Ok(Brief::new(titel, delen, vraag.kenmerken()))
}

fn uitkomst(vraag: &Vraag, docent: &ProblemRegiodocent, lines: &[&VoorgesteldePlaatsing]) -> Briefdeel {
    let mut deel = Briefdeel::new("Wat is de uitkomst?");
    if lines.is_empty() {
        deel.zin("In dit plan is er voor u geen plek.");
        if docent.detachering.is_none() {
            deel.zin("U blijft in dienst van de regio. Uw loon loopt door.");
        }
    }
    for line in lines {
        let Some(school) = vraag.feiten.school(&line.vestigingscode) else { continue };
        let verb = if line.bestaand.is_some() { "blijft" } else { "gaat" };
        deel.zin(format!("U {verb} werken op {}.", school.naam));
        if let Some((van, tot)) = dagen(line) {
            deel.zin(format!("Dat is voor {}, van {} tot en met {}.", fte(line.fte()), datum(van), datum(tot)));
        }
        let maximum = vraag.feiten.max_reistijd(docent);
        match vraag.feiten.reistijd(docent, school) {
            Some(minutes) => deel.zin(format!(
                "De reis duurt ongeveer {} minuten. U wilt hoogstens {maximum} minuten reizen.",
                minutes.naar_boven()
            )),
            None => deel.zin("Hoe lang de reis duurt, weten wij niet."),
        }
        if let Some(day) = line.netto_vanaf {
            deel.zin(format!("Tot {} staat er een andere leraar naast u.", datum(day)));
        }
    }
    let open = vraag.plan.redenen.iter().find(|one| one.onderwerp == Onderwerp::Regiodocent(docent.id.clone()));
    if let Some(open) = open.filter(|_| !lines.is_empty()) {
        deel.zin(format!("Van uw contract is nog {} over. Daarvoor is in dit plan geen plek.", fte(open.open_fte)));
    }
    deel.zin(vraag.stand());
    deel
}

fn waarom(vraag: &Vraag, docent: &ProblemRegiodocent, lines: &[&VoorgesteldePlaatsing]) -> Briefdeel {
    let mut deel = Briefdeel::new("Waarom is dit de uitkomst?");
    deel.zin("Scholen met een groot tekort gaan voor scholen met een klein tekort.");
    for line in lines {
        let figures = vraag.plan.cijfers.scholen.iter().find(|one| one.vestigingscode == line.vestigingscode);
        if let (Some(one), Some(school)) = (figures, vraag.feiten.school(&line.vestigingscode)) {
            let (before, after) = (breuk_fte(&one.tekort_voor), breuk_fte(&one.tekort_na));
            let naam = hoofdletter(&school.naam);
            deel.zin(format!("{naam} heeft {} nodig en mist nu {before}.", fte(one.benodigd)));
            deel.zin(format!("Met dit plan is het tekort daar {after}."));
        }
        let wish = docent.voorkeuren.iter().find(|wish| wish.vestigingscode == line.vestigingscode);
        match wish.map(|wish| wish.minuten) {
            Some(more) if more > 0 => deel.zin("U liet weten dat u hier graag wilt werken."),
            Some(less) if less < 0 => {
                deel.zin("U liet weten dat u liever ergens anders werkt. Dat paste niet in het plan.")
            }
            _ => {}
        }
    }
    if lines.is_empty() {
        deel.zin("Hieronder ziet u waarom de vacatures niet bij u pasten, of wie er voorging.");
    }
    if !docent.voorkeuren.is_empty() && lines.is_empty() {
        deel.zin("Uw wensen zijn meegewogen, maar pas na de doelen hieronder.");
    }
    deel
}

/// What else there was: every vacature, by what kept this person from it.
fn anders(vraag: &Vraag, docent: &ProblemRegiodocent) -> Result<Briefdeel, OnvolledigBeleid> {
    let mut deel = Briefdeel::new("Welke andere plekken waren er?");
    let feiten = vraag.feiten;
    let rules = zeven();
    let own = |id: &str| {
        vraag
            .plan
            .plaatsingen
            .iter()
            .any(|line| line.regiodocent == docent.id && line.delen.iter().any(|deel| deel.vacature == id))
    };
    let others: Vec<_> = feiten.problem.vacatures.iter().filter(|vacature| !own(&vacature.id)).collect();
    let stand = Stand::new(feiten, &vraag.plan.plaatsingen)?;
    let (mut refused, mut filled, mut open) = (BTreeMap::<usize, usize>::new(), 0, 0);
    for vacature in &others {
        match first_objection(&rules, feiten, docent, vacature) {
            Some(rule) => *refused.entry(rule).or_default() += 1,
            None if stand.open_e4(vacature) > 0 => open += 1,
            None => filled += 1,
        }
    }
    let count = aantal(others.len(), "vacature", "vacatures");
    deel.zin(match others.len() == feiten.problem.vacatures.len() {
        true => format!("De scholen zochten mensen voor {count}."),
        false => format!("De scholen zochten ook mensen voor {count} buiten uw eigen plek."),
    });
    for (rule, count) in refused {
        if let Some((_, info)) = rules.get(rule) {
            deel.punt(format!("{} op de regel {}.", viel_af(count), info.titel));
        }
    }
    if filled > 0 {
        deel.punt(format!("{} wel bij u. Daar werken in dit plan anderen.", past(filled)));
    }
    if open > 0 {
        let full = if open == 1 { "Die is niet vol." } else { "Die zijn niet vol." };
        let why = "Maar uw uren zijn ergens anders nodig, of een ander doel weegt zwaarder.";
        deel.punt(format!("{} wel bij u. {full} {why}", past(open)));
    }
    deel.zin("Wilt u weten waarom u niet op een bepaalde plek staat? Vraag het de regiocoördinator. Die kan dat precies laten uitrekenen.");
    Ok(deel)
}

fn viel_af(count: usize) -> String {
    match count {
        1 => "1 vacature viel af".to_owned(),
        _ => format!("{count} vacatures vielen af"),
    }
}

fn past(count: usize) -> String {
    match count {
        1 => "1 vacature past".to_owned(),
        _ => format!("{count} vacatures passen"),
    }
}

fn lot(vraag: &Vraag, docent: &ProblemRegiodocent) -> Result<Briefdeel, OnvolledigBeleid> {
    let mut deel = Briefdeel::new("Wat besliste het lot?");
    let found = lotingen(vraag.feiten, &vraag.plan.plaatsingen)?;
    let Some(own) = found.get(&docent.id) else { return Ok(deel) };
    let equals = mensen(own.gelijken, vraag.herkomst.kleinste_aantal_personen);
    match own.rol {
        Lotrol::Geen => deel.zin("Niets. Niemand was op alles precies gelijk aan u."),
        Lotrol::Gewonnen => {
            deel.zin(format!("Voor deze plek waren {equals} precies even geschikt als u."));
            deel.zin("Uw lot was het laagste. Daarom gaat u voor.");
        }
        Lotrol::Verloren => {
            deel.zin(format!("Bij {equals} met een plek was alles precies gelijk aan u."));
            deel.zin("Uw lot was hoger. Daarom ging de ander voor.");
        }
        Lotrol::NietGevolgd => {
            deel.zin(format!("Bij {equals} was alles precies gelijk aan u."));
            deel.zin(
                "Het lot is daar niet gevolgd, want het zoeken stopte eerder. U mag vragen om een nieuwe matchronde.",
            );
        }
    }
    deel.zin("De loten zijn vooraf getrokken. Iedereen kan dat narekenen.");
    Ok(deel)
}

fn gegevens(vraag: &Vraag, docent: &ProblemRegiodocent) -> Briefdeel {
    let mut deel = Briefdeel::new("Welke gegevens van u zijn gebruikt?");
    deel.zin(format!("Wij gebruikten alleen dit, zoals het bekend was op {}.", datum(vraag.feiten.problem.peildatum)));
    deel.punt(format!("U bent {}.", soort(docent.soort)));
    let year = vraag.feiten.problem.schooljaar.periode();
    for held in docent.contracten.iter().filter(|held| held.periode.overlapt(&year)) {
        deel.punt(format!("Uw contract is {}, vanaf {}.", fte(held.werktijdfactor), datum(held.periode.van)));
    }
    for held in &docent.bevoegdheden {
        let what = &held.vakbevoegdheid;
        deel.punt(format!("Uw bevoegdheid: {} ({}).", what.vak.replace('-', " "), what.graad));
    }
    deel.punt(match docent.vog_datum {
        Some(day) => format!("Uw VOG is van {}.", datum(day)),
        None => "Wij hebben geen VOG van u. Zonder VOG mag u niet voor de klas.".to_owned(),
    });
    deel.punt(match docent.punt {
        Some(_) => "Het gebied van uw postcode, om de reis te schatten.",
        None => "Waar u woont, weten wij niet.",
    });
    deel.punt(format!("U wilt hoogstens {} minuten reizen.", vraag.feiten.max_reistijd(docent)));
    if docent.dagdelen.is_some() {
        deel.punt("De dagdelen waarop u kunt werken.");
    }
    if docent.alleen_geheel {
        deel.punt("U wilt al uw uren op één plek, of geen plek.");
    }
    for (count, one, more) in [
        (docent.voorkeuren.len(), "wens", "wensen"),
        (
            docent.uitsluitingen.len(),
            "school of bestuur waar u niet wilt werken",
            "scholen of besturen waar u niet wilt werken",
        ),
    ] {
        if count > 0 {
            deel.punt(format!("U gaf {} op.", aantal(count, one, more)));
        }
    }
    for given in &docent.instemmingen {
        deel.punt(match given.soort {
            Instemmingsoort::Verplaatsing => "U vindt het goed om van school te wisselen.",
            Instemmingsoort::TweeScholen => "U vindt het goed om op twee scholen te werken.",
        });
    }
    deel.zin("Uw naam, leeftijd, geslacht, afkomst, geloof en gezondheid zijn niet gebruikt.");
    deel
}

fn soort(soort: Regiodocentsoort) -> &'static str {
    match soort {
        Regiodocentsoort::Ervaren => "een ervaren leraar",
        Regiodocentsoort::Starter => "een startende leraar",
        Regiodocentsoort::ZijInstromer => "een zij-instromer",
        Regiodocentsoort::Herintreder => "een leraar die terugkomt in het onderwijs",
    }
}

fn bezwaar(vraag: &Vraag, lines: &[&VoorgesteldePlaatsing]) -> Briefdeel {
    let mut deel = Briefdeel::new("Bent u het er niet mee eens?");
    let fresh: Fte = lines.iter().filter(|line| line.bestaand.is_none()).map(|line| line.fte()).sum();
    if fresh > Fte::NUL {
        let days = aantal(usize::try_from(vraag.herkomst.akkoordtermijn).unwrap_or(0), "werkdag", "werkdagen");
        deel.zin("Niemand kan u dwingen. U mag deze plek weigeren.");
        deel.zin(format!("Na het besluit hebt u {days} om ja of nee te zeggen."));
    }
    deel.zin("Klopt een gegeven niet? Meld het de regiocoördinator. Die past het aan.");
    deel.zin("U mag vragen of een mens opnieuw naar uw plek kijkt. Schrijf erbij wat er volgens u niet klopt.");
    deel.zin("U mag alle gegevens opvragen die de regio van u heeft.");
    deel.zin("Komt u er samen niet uit? Vraag uw werkgever naar de regeling voor klachten en bezwaar.");
    deel
}
