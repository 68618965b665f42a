//! An adopted plan → plaatsingen. Judged against today before anything is written: all of it, or nothing.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::error::AppError;
use crate::audit::AuditEntry;
use crate::domain::beleid::Beleid;
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::periode::Periode;
use crate::domain::plaatsing::{Plaatsing, Plaatsingsdeel, Plaatsingstatus};
use crate::domain::stored::Stored;
use crate::domain::werkdag::werkdagen_na;
use crate::matching::checker::check_feiten;
use crate::matching::facts::Feiten;
use crate::matching::formulation::bestaand::bestaande;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::{Onderwerp, Problem};
use crate::storage::connection::Tx;
use crate::storage::plaatsing::insert_plaatsing;
use crate::storage::school::find_school;

/// What no longer fits when `nieuw` is added to the world as it is today and the plaatsingen `verlaten` are left; nothing when
/// all of it does. Whoever leaves one must have agreed to that, still today.
pub fn conflicts(
    today: &Problem,
    nieuw: &[VoorgesteldePlaatsing],
    verlaten: &BTreeSet<String>,
) -> Result<Vec<Invoerfout>, AppError> {
    let mut found: Vec<Invoerfout> = nieuw.iter().filter_map(|line| vanished(today, line)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let incomplete = |why: crate::domain::beleid::OnvolledigBeleid| AppError::Intern(why.to_string());
    let feiten = Feiten::new(today).map_err(incomplete)?;
    let mut whole = bestaande(&feiten);
    whole.retain(|line| line.bestaand.as_ref().is_none_or(|id| !verlaten.contains(id)));
    whole.extend(nieuw.iter().cloned());
    whole.sort();
    let oordeel = check_feiten(&feiten, &whole).map_err(incomplete)?;
    found.extend(oordeel.gebreken().map(|gebrek| {
        let wie = match &gebrek.onderwerp {
            Onderwerp::Regiodocent(id) => format!("/regiodocenten/{id}"),
            Onderwerp::Vacature(id) => format!("/vacatures/{id}"),
            Onderwerp::School(code) => format!("/scholen/{code}"),
            Onderwerp::Schoolbestuur(nummer) => format!("/schoolbesturen/{nummer}"),
            Onderwerp::Regio => "/regio".to_owned(),
        };
        conflict(&wie, &gebrek.regel, gebrek.tekst.clone())
    }));
    Ok(found)
}

/// Is the person, the school or a vacature of this line not there any more?
fn vanished(today: &Problem, line: &VoorgesteldePlaatsing) -> Option<Invoerfout> {
    let at = format!("/regiodocenten/{}", line.regiodocent);
    if !today.regiodocenten.iter().any(|docent| docent.id == line.regiodocent) {
        return Some(conflict(&at, "regiodocent-weg", "Deze regiodocent is niet meer in de pool.".into()));
    }
    let gone = line.delen.iter().find(|deel| {
        let there = |v: &crate::matching::problem::ProblemVacature| {
            v.id == deel.vacature && v.vestigingscode == line.vestigingscode
        };
        !today.vacatures.iter().any(there)
    })?;
    let detail = format!("Vacature {} is niet meer open op school {}.", gone.vacature, line.vestigingscode);
    Some(conflict(&at, "vacature-weg", detail))
}

fn conflict(pointer: &str, code: &str, detail: String) -> Invoerfout {
    Invoerfout::new(pointer, code, detail, "Stel de overige plaatsingen vast, of start een nieuwe matchronde.")
}

/// Writes the plaatsingen, each with its audit row. Call it only when [`conflicts`] found nothing.
pub fn apply(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    vaststelling_id: Uuid,
    akkoord_tot: NaiveDate,
    nieuw: &[VoorgesteldePlaatsing],
) -> Result<Vec<Stored<Plaatsing>>, AppError> {
    let mut written = Vec::with_capacity(nieuw.len());
    for line in nieuw {
        // Its board of today: the norms of the plan may be of an earlier one.
        let school = find_school(tx.conn, &line.vestigingscode)?;
        let bestuur = school.map(|school| school.noun.bestuursnummer).ok_or_else(|| broken("school", line))?;
        let stored = insert_plaatsing(tx, regio_id, to_plaatsing(line, bestuur, vaststelling_id, akkoord_tot)?)?;
        let what = json!({ "vaststelling": vaststelling_id, "vestigingscode": line.vestigingscode, "fte": line.fte() });
        tx.audit(AuditEntry::new("plaatsing:voorstellen", "plaatsing", stored.id, what))?;
        written.push(stored);
    }
    Ok(written)
}

/// Last day on which both sides can agree to what is proposed today.
pub fn akkoord_tot(today: NaiveDate, beleid: &Beleid) -> Result<NaiveDate, AppError> {
    let werkdagen = beleid.geheel_of_standaard("plaatsing", "akkoordtermijn").map_err(AppError::Intern)?;
    Ok(werkdagen_na(today, u32::try_from(werkdagen).unwrap_or(0)))
}

fn to_plaatsing(
    line: &VoorgesteldePlaatsing,
    bestuursnummer: Bestuursnummer,
    vaststelling_id: Uuid,
    akkoord_tot: NaiveDate,
) -> Result<Plaatsing, AppError> {
    let id = |text: &str| text.parse::<Uuid>().map_err(|_| broken(text, line));
    let deel = |deel: &crate::matching::problem::Deel| {
        Ok::<_, AppError>(Plaatsingsdeel {
            vacature_id: id(&deel.vacature)?,
            fte: deel.fte,
            periode: Periode::new(deel.van, Some(deel.tot_en_met)),
        })
    };
    Ok(Plaatsing {
        regiodocent_id: id(&line.regiodocent)?,
        vestigingscode: line.vestigingscode.clone(),
        bestuursnummer,
        vaststelling_id: Some(vaststelling_id),
        status: Plaatsingstatus::Voorgesteld,
        netto_vanaf: line.netto_vanaf,
        akkoord_tot: Some(akkoord_tot),
        overdracht_op: None,
        delen: line.delen.iter().map(deel).collect::<Result<_, _>>()?,
    })
}

fn broken(what: &str, line: &VoorgesteldePlaatsing) -> AppError {
    AppError::Intern(format!("plan line of {} at {}: {what} unknown", line.regiodocent, line.vestigingscode))
}

/// The new lines of a plan, for these people or for all; an error for each person without one.
pub fn choose(
    plan: &[VoorgesteldePlaatsing],
    regiodocenten: Option<&[Uuid]>,
) -> Result<Vec<VoorgesteldePlaatsing>, Vec<Invoerfout>> {
    let fresh = plan.iter().filter(|line| line.bestaand.is_none());
    let Some(asked) = regiodocenten else { return Ok(fresh.cloned().collect()) };
    let wanted: BTreeSet<String> = asked.iter().map(Uuid::to_string).collect();
    let chosen: Vec<_> = fresh.filter(|line| wanted.contains(&line.regiodocent)).cloned().collect();
    let missing = asked.iter().enumerate().filter(|(_, id)| {
        let text = id.to_string();
        !chosen.iter().any(|line| line.regiodocent == text)
    });
    let fouten: Vec<_> = missing
        .map(|(index, _)| {
            let detail = "deze regiodocent heeft in dit plan geen nieuwe plaatsing";
            let herstel = "Haal dit id weg; /resultaat laat zien wie een nieuwe plaatsing heeft.";
            Invoerfout::new(&format!("/regiodocenten/{index}"), "geen-nieuwe-plaatsing", detail, herstel)
        })
        .collect();
    if fouten.is_empty() { Ok(chosen) } else { Err(fouten) }
}
