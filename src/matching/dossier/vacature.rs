//! The letter to a school about one vacature: is it filled, why not, what else there was, and what would help.

use std::collections::BTreeSet;

use super::Vraag;
use super::brief::{Brief, Briefdeel};
use super::taal::{aantal, breuk_fte, dagen, datum, fte, hoofdletter, mensen, schuilnaam};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::fte::Fte;
use crate::domain::onderdrukking::toonbaar;
use crate::matching::explain::belemmering::{Belemmering, Stand};
use crate::matching::explain::kandidaten::kandidaten;
use crate::matching::explain::lot::{Lotrol, lotingen};
use crate::matching::explain::{first_objection, zeven};
use crate::matching::facts::Feiten;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::{ProblemSchool, ProblemVacature};
use crate::matching::rules::find_rule;

/// The letter.
pub(super) fn brief(vraag: &Vraag, vacature: &ProblemVacature) -> Result<Brief, OnvolledigBeleid> {
    let on = |line: &&VoorgesteldePlaatsing| line.delen.iter().any(|deel| deel.vacature == vacature.id);
    let lines: Vec<_> = vraag.plan.plaatsingen.iter().filter(on).collect();
    let school = vraag.feiten.school(&vacature.vestigingscode);
    let stand = Stand::new(vraag.feiten, &vraag.plan.plaatsingen)?;
    let open = Fte::from_e4(stand.open_e4(vacature).max(0));
    let naam = school.map_or(String::new(), |school| format!(" van {}", school.naam));
    let titel = match (open == Fte::NUL, lines.is_empty()) {
        (true, _) => format!("De vacature{naam} is gevuld"),
        (false, true) => format!("De vacature{naam} blijft open"),
        (false, false) => format!("De vacature{naam} is voor een deel gevuld"),
    };
    let delen = vec![
        uitkomst(vraag, vacature, &lines, open),
        waarom(vraag, vacature, school, &stand, open),
        helpt(vraag, vacature, open),
        lot(vraag, &lines)?,
        gegevens(vraag, vacature, school),
        vraag.regels(),
        bezwaar(vraag, &lines),
        vraag.controle(),
    ];
    let mut kenmerken = vraag.kenmerken();
    kenmerken.insert(0, ("Vacature".to_owned(), vacature.id.clone()));
    Ok(Brief::new(titel, delen, kenmerken))
}

fn uitkomst(vraag: &Vraag, vacature: &ProblemVacature, lines: &[&VoorgesteldePlaatsing], open: Fte) -> Briefdeel {
    let mut deel = Briefdeel::new("Wat is de uitkomst?");
    deel.zin(format!("U vroeg iemand voor {}.", fte(vacature.fte)));
    for (number, line) in lines.iter().enumerate() {
        let here: Fte = line.delen.iter().filter(|deel| deel.vacature == vacature.id).map(|deel| deel.fte).sum();
        let verb = if line.bestaand.is_some() { "blijft" } else { "komt" };
        let Some((van, tot)) = dagen(line) else { continue };
        let days = format!("van {} tot en met {}", datum(van), datum(tot));
        deel.zin(format!("{} {verb} voor {}, {days}.", hoofdletter(&schuilnaam(number)), fte(here)));
    }
    match open {
        Fte::NUL => deel.zin("De vacature is daarmee helemaal gevuld."),
        _ => deel.zin(format!("Op minstens één dag blijft {} open.", fte(open))),
    }
    deel.zin(vraag.stand());
    deel
}

/// How the candidates fell away; small numbers of people stay untold.
fn waarom(
    vraag: &Vraag,
    vacature: &ProblemVacature,
    school: Option<&ProblemSchool>,
    stand: &Stand,
    open: Fte,
) -> Briefdeel {
    let mut deel = Briefdeel::new("Waarom is dit de uitkomst?");
    let (feiten, few) = (vraag.feiten, vraag.herkomst.kleinste_aantal_personen);
    let figures = vraag.plan.cijfers.scholen.iter().find(|one| one.vestigingscode == vacature.vestigingscode);
    if let (Some(one), Some(_)) = (figures, school) {
        deel.zin(format!("Uw school heeft {} nodig en mist nu {}.", fte(one.benodigd), breuk_fte(&one.tekort_voor)));
        deel.zin(format!("Met dit plan is het tekort {}.", breuk_fte(&one.tekort_na)));
    }
    if open == Fte::NUL {
        return deel;
    }
    let groups = groepen(feiten, vacature, stand);
    let sets: Vec<BTreeSet<usize>> = groups.iter().map(|(_, people)| people.clone()).collect();
    let shown = toonbaar(&sets, None, few.saturating_sub(1));
    if shown.totaal {
        deel.zin(format!("In de regio werken {} als regiodocent.", mensen(feiten.problem.regiodocenten.len(), few)));
    }
    for ((what, people), shown) in groups.iter().zip(shown.delen).filter(|((_, people), _)| !people.is_empty()) {
        let who = if shown { mensen(people.len(), few) } else { "een klein aantal mensen".to_owned() };
        deel.punt(what.replace("{wie}", &who));
    }
    deel
}

/// Everybody in the pool by what became of them for this vacature, as a sentence about `{wie}`.
fn groepen(feiten: &Feiten, vacature: &ProblemVacature, stand: &Stand) -> Vec<(String, BTreeSet<usize>)> {
    let rules = zeven();
    let by_rule = rules.iter().map(|(_, info)| format!("Door de regel {} vielen {{wie}} af.", info.titel));
    let fits = [
        "Geschikt, maar in dit plan ergens anders aan het werk: {wie}.",
        "Geschikt, maar de uren passen niet bij wat open is: {wie}.",
        "Geschikt, maar een ander doel woog zwaarder of de rekentijd was op: {wie}.",
    ];
    let mut groups: Vec<(String, BTreeSet<usize>)> =
        by_rule.chain(fits.map(str::to_owned)).map(|what| (what, BTreeSet::new())).collect();
    for (at, docent) in feiten.problem.regiodocenten.iter().enumerate() {
        let group = first_objection(&rules, feiten, docent, vacature).unwrap_or_else(|| {
            rules.len()
                + match stand.belemmering(docent, vacature) {
                    Some(Belemmering::Bezet | Belemmering::AndereSchool | Belemmering::Gevuld) => 0,
                    Some(_) => 1,
                    None => 2,
                }
        });
        if let Some((_, people)) = groups.get_mut(group) {
            people.insert(at);
        }
    }
    groups
}

/// What would bring more people.
fn helpt(vraag: &Vraag, vacature: &ProblemVacature, open: Fte) -> Briefdeel {
    let mut deel = Briefdeel::new("Wat kunt u doen?");
    if open == Fte::NUL {
        return deel;
    }
    let few = vraag.herkomst.kleinste_aantal_personen;
    let dearest = kandidaten(vraag.feiten, vacature).duurste_regel;
    if let Some(dearest) = dearest.filter(|one| one.alleen_hierdoor > 0)
        && let Some(rule) = find_rule(&dearest.regel)
    {
        let titel = rule.info().titel;
        deel.zin(format!("Alleen door de regel {titel} vielen {} af.", mensen(dearest.alleen_hierdoor, few)));
    }
    if vacature.alleen_geheel {
        deel.zin("U vraagt één persoon voor alles. Met een deel kunt u misschien wel geholpen worden.");
    }
    if vacature.dagdelen.is_some() {
        deel.zin("U vraagt vaste dagdelen. Met meer ruimte daarin passen er misschien meer mensen.");
    }
    deel.zin("U kunt de vacature wijzigen. In een volgende matchronde telt dat mee.");
    deel.zin("U kunt de regiocoördinator vragen wat er nodig is om haar te vullen.");
    deel
}

fn lot(vraag: &Vraag, lines: &[&VoorgesteldePlaatsing]) -> Result<Briefdeel, OnvolledigBeleid> {
    let mut deel = Briefdeel::new("Wat besliste het lot?");
    let found = lotingen(vraag.feiten, &vraag.plan.plaatsingen)?;
    let mut any = false;
    for (number, line) in lines.iter().enumerate() {
        let Some(own) = found.get(&line.regiodocent).filter(|own| own.rol != Lotrol::Geen) else { continue };
        any = true;
        let (who, few) = (schuilnaam(number), vraag.herkomst.kleinste_aantal_personen);
        deel.zin(format!("Voor de plek van {who} waren {} precies even geschikt.", mensen(own.gelijken, few)));
        deel.zin(match own.rol {
            Lotrol::NietGevolgd => "Het lot is daar niet gevolgd, want het zoeken stopte eerder.",
            _ => "Daar besliste het lot.",
        });
    }
    if !any {
        deel.zin("Niets. Er waren geen mensen die op alles precies gelijk waren.");
    }
    Ok(deel)
}

fn gegevens(vraag: &Vraag, vacature: &ProblemVacature, school: Option<&ProblemSchool>) -> Briefdeel {
    let mut deel = Briefdeel::new("Welke gegevens zijn gebruikt?");
    let ask = &vacature.bevoegdheid;
    deel.zin(format!("Wij gebruikten dit, zoals het bekend was op {}.", datum(vraag.feiten.problem.peildatum)));
    deel.punt(format!(
        "U vraagt {}, met als bevoegdheid {} ({}).",
        fte(vacature.fte),
        ask.vak.replace('-', " "),
        ask.graad
    ));
    if let Some(days) = vraag.feiten.periode(vacature) {
        deel.punt(format!("De vacature loopt van {} tot en met {}.", datum(days.van), datum(days.einde())));
    }
    if let Some(formatie) = school.and_then(|school| school.formatie.as_ref()) {
        deel.punt(format!("De telling van uw school is van {}.", datum(formatie.peildatum)));
        deel.punt(format!("Uw school heeft {} aan bevoegde leraren.", fte(formatie.beschikbaar_bevoegd_fte)));
        deel.punt(format!("Daarvan is {} niet inzetbaar.", fte(formatie.niet_inzetbaar_fte)));
    }
    deel
}

fn bezwaar(vraag: &Vraag, lines: &[&VoorgesteldePlaatsing]) -> Briefdeel {
    let mut deel = Briefdeel::new("Bent u het er niet mee eens?");
    if lines.iter().any(|line| line.bestaand.is_none()) {
        let days = aantal(usize::try_from(vraag.herkomst.akkoordtermijn).unwrap_or(0), "werkdag", "werkdagen");
        deel.zin(format!("Na het besluit hebt u {days} om ja of nee te zeggen."));
    }
    deel.zin("Klopt een gegeven niet? Meld het de regiocoördinator. Die past het aan.");
    deel.zin("Uw schoolbestuur kan vragen of een mens opnieuw kijkt. Schrijf erbij wat er volgens u niet klopt.");
    deel.zin("Wilt u een andere regel? Daarover beslissen de schoolbesturen samen.");
    deel
}
