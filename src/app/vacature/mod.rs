//! Vacature: asked by a schoolbestuur for its own schools, or by the coordinator on its behalf.

mod kandidaten;
mod pool;
mod vulling;

pub use kandidaten::{Kandidaat, Kandidaten, Kandidatenlijst, Ranglijst, count_kandidaten, list_kandidaten};
pub(crate) use vulling::follow_vulling;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::beleid::geldend;
use super::levensloop::partij;
use super::regio::regio_of;
use super::{Ctx, error::AppError, require_versie};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::beleid::Beleid;
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::keuze::GeenKeuze;
use crate::domain::levensloop::Levensloop;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::plaatsing::{Plaatsingsdeel, hoogste_fte};
use crate::domain::prikkel::Prikkelnorm;
use crate::domain::school::School;
use crate::domain::stored::Stored;
use crate::domain::vacature::{Vacature, Vacaturestap, Vacaturestatus, VolledigeVacature};
use crate::storage;
use crate::storage::connection::Conn;
pub use crate::storage::vacature::VacatureFilter;
use crate::storage::vacature::VacatureScope;

const NIET_GEVONDEN: AppError = AppError::NietGevonden("vacature");

/// The vacatures the caller may see.
pub fn list_vacatures(
    ctx: &Ctx,
    filter: &VacatureFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<VolledigeVacature>>, AppError> {
    let grant = ctx.authorize(Actie::VacatureLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let scope = scope(conn, &grant)?;
        Ok(storage::vacature::list_vacatures(conn, &scope, filter, pagina)?)
    })
}

/// One vacature.
pub fn find_vacature(ctx: &Ctx, id: Uuid) -> Result<Stored<VolledigeVacature>, AppError> {
    let grant = ctx.authorize(Actie::VacatureLezen)?;
    ctx.app.db.read(&grant, |conn| find(conn, &grant, id))
}

/// Makes a vacature, or a draft of one. A school outside the reach of the caller is answered like one that does not exist.
pub fn create_vacature(ctx: &Ctx, vacature: &Vacature, concept: bool) -> Result<Stored<VolledigeVacature>, AppError> {
    let grant = ctx.authorize(Actie::VacatureMaken)?;
    let status = if concept { Vacaturestatus::Concept } else { Vacaturestatus::Open };
    let today = ctx.app.clock.today();
    ctx.app.db.write(&grant, |tx| {
        let scope = scope(tx.conn, &grant)?;
        let school = school_in_reach(tx.conn, &scope, &vacature.vestigingscode)?;
        check(tx.conn, scope.regio_id, vacature, &school, today)?;
        let stored = storage::vacature::insert_vacature(tx, scope.regio_id, &school.bestuursnummer, vacature, status)?;
        Ok(tx.audited(entry(&grant, stored.id, vacature), stored)?)
    })
}

/// Turns a draft into a question to the pool.
pub fn open_vacature(ctx: &Ctx, id: Uuid) -> Result<Stored<VolledigeVacature>, AppError> {
    let grant = ctx.authorize(Actie::VacatureWijzigen)?;
    let today = ctx.app.clock.today();
    ctx.app.db.write(&grant, |tx| {
        let found = find(tx.conn, &grant, id)?;
        let row = found.noun.status.overgang(Vacaturestap::Openstellen, partij(grant.actor()))?;
        let scope = scope(tx.conn, &grant)?;
        let school = school_in_reach(tx.conn, &scope, &found.noun.vacature.vestigingscode)?;
        check(tx.conn, scope.regio_id, &found.noun.vacature, &school, today)?;
        storage::vacature::set_status(tx, id, found.versie, row.naar)?;
        let opened = find(tx.conn, &grant, id)?;
        let what = json!({ "status": opened.noun.status });
        Ok(tx.audited(AuditEntry::new(grant.actie().as_str(), "vacature", id, what), opened)?)
    })
}

/// Replaces what an open vacature asks. What plaatsingen hold of it already must still fit.
pub fn update_vacature(
    ctx: &Ctx,
    id: Uuid,
    seen: i32,
    vacature: &Vacature,
) -> Result<Stored<VolledigeVacature>, AppError> {
    let grant = ctx.authorize(Actie::VacatureWijzigen)?;
    ctx.app.db.write(&grant, |tx| {
        let stored = find(tx.conn, &grant, id)?;
        require_versie(&stored, seen)?;
        stored.noun.status.overgang(Vacaturestap::Wijzigen, partij(grant.actor()))?;
        let scope = scope(tx.conn, &grant)?;
        if stored.noun.vacature.vestigingscode != vacature.vestigingscode {
            return Err(school_is_fixed(&stored.noun.vacature.vestigingscode).into());
        }
        let school = school_in_reach(tx.conn, &scope, &vacature.vestigingscode)?;
        check(tx.conn, scope.regio_id, vacature, &school, ctx.app.clock.today())?;
        require_fit(&stored.noun.vacature, vacature, &held(tx.conn, id)?)?;
        storage::vacature::update_vacature(tx, id, seen, vacature)?;
        follow_vulling(tx, &BTreeSet::from([id]))?;
        let changed = find(tx.conn, &grant, id)?;
        Ok(tx.audited(entry(&grant, id, vacature), changed)?)
    })
}

/// Withdraws an open vacature on which nothing is placed.
pub fn withdraw_vacature(ctx: &Ctx, id: Uuid, reden: Option<&str>) -> Result<Stored<VolledigeVacature>, AppError> {
    let grant = ctx.authorize(Actie::VacatureIntrekken)?;
    ctx.app.db.write(&grant, |tx| {
        let stored = find(tx.conn, &grant, id)?;
        let row = stored.noun.status.overgang(Vacaturestap::Intrekken, partij(grant.actor()));
        let held = hoogste_fte(&held(tx.conn, id)?);
        if held.e4() > 0 {
            return Err(AppError::Conflict {
                code: "vacature-in-gebruik",
                detail: format!("Op deze vacature is al {held} fte geplaatst of gereserveerd."),
                herstel: format!("Verlaag de vacature tot {held} fte, of beëindig eerst de plaatsingen."),
            });
        }
        row?;
        storage::vacature::withdraw_vacature(tx, id, stored.versie, reden)?;
        let withdrawn = find(tx.conn, &grant, id)?;
        // The reason is free text and may name somebody: it stands with the vacature, not in the audit log.
        let entry = AuditEntry::new(grant.actie().as_str(), "vacature", id, json!({ "status": withdrawn.noun.status }));
        Ok(tx.audited(entry, withdrawn)?)
    })
}

/// The regio, and for a schoolbestuur its own board or school only.
pub(crate) fn scope(conn: &mut Conn, grant: &Grant) -> Result<VacatureScope, AppError> {
    let (bestuursnummer, vestigingscode) = (grant.bereik().bestuursnummer(), grant.bereik().vestigingscode());
    Ok(VacatureScope {
        regio_id: regio_of(conn, grant)?.id,
        bestuursnummer: bestuursnummer.cloned(),
        vestigingscode: vestigingscode.cloned(),
    })
}

fn find(conn: &mut Conn, grant: &Grant, id: Uuid) -> Result<Stored<VolledigeVacature>, AppError> {
    let regio = grant.regio().ok_or(AppError::NietGevonden("regio"))?;
    storage::vacature::find_vacature(conn, regio, grant.bereik(), id)?.ok_or(NIET_GEVONDEN)
}

pub(crate) fn school_in_reach(
    conn: &mut Conn,
    scope: &VacatureScope,
    code: &Vestigingscode,
) -> Result<School, AppError> {
    let school = storage::school::find_school(conn, code)?.map(|stored| stored.noun);
    let own = |school: &School| {
        scope.bestuursnummer.as_ref().is_none_or(|own| *own == school.bestuursnummer)
            && scope.vestigingscode.as_ref().is_none_or(|own| *own == school.vestigingscode)
    };
    school.filter(own).ok_or(AppError::NietGevonden("school"))
}

/// Every error of the vacature itself, of its place in the regio and of what it offers on top.
pub(crate) fn check(
    conn: &mut Conn,
    regio_id: Uuid,
    vacature: &Vacature,
    school: &School,
    today: NaiveDate,
) -> Result<(), AppError> {
    let mut fouten = vacature.check().err().unwrap_or_default();
    let (code, first) = (&vacature.vestigingscode, vacature.periode.van);
    if !storage::deelname::is_deelnemer(conn, regio_id, code, first)? {
        let detail = format!("school {code} doet op {} niet mee in deze regio", first.format("%-d-%-m-%Y"));
        let herstel = "Kies een eerste dag waarop de school meedoet, of vraag de regiocoördinator om een deelname.";
        fouten.push(Invoerfout::new("/vestigingscode", "geen-deelname", detail, herstel));
    }
    fouten.extend(
        school.gesloten_per.filter(|dicht| *dicht <= vacature.periode.einde()).map(|dicht| closed(code, dicht)),
    );
    let norm = prikkelnorm(geldend(conn, regio_id, today)?.regels()).map_err(AppError::Intern)?;
    fouten.extend(vacature.prikkels.check(&norm, school.schoolweging_e2));
    if fouten.is_empty() { Ok(()) } else { Err(fouten.into()) }
}

fn closed(code: &Vestigingscode, dicht: NaiveDate) -> Invoerfout {
    let detail = format!("school {code} is dicht vanaf {}", dicht.format("%-d-%-m-%Y"));
    let herstel = "Kies een laatste dag voor de sluiting, of een andere school.";
    Invoerfout::new("/totEnMet", "school-gesloten", detail, herstel)
}

/// What the boards of the region agreed about bonuses and scales.
fn prikkelnorm(beleid: &Beleid) -> Result<Prikkelnorm, String> {
    let schaal = beleid.keuze_of_standaard("geen-prikkels", "hoogste-schaal")?;
    let weging = beleid.geheel_of_standaard("geen-prikkels", "toelage-vanaf-weging")?;
    Ok(Prikkelnorm {
        schaal: schaal.parse().map_err(|why: GeenKeuze| why.to_string())?,
        bonus_cent: beleid.geheel_of_standaard("geen-prikkels", "hoogste-bonus")?.saturating_mul(100),
        toelage_vanaf_e2: i32::try_from(weging.saturating_mul(100)).unwrap_or(i32::MAX),
    })
}

pub(crate) fn school_is_fixed(code: &Vestigingscode) -> Invoerfout {
    let detail = format!("de school van een vacature ligt vast: {code}");
    let herstel = "Trek deze vacature in en maak er een voor de andere school.";
    Invoerfout::new("/vestigingscode", "ligt-vast", detail, herstel)
}

/// What plaatsingen hold of it.
pub(crate) fn held(conn: &mut Conn, id: Uuid) -> Result<Vec<Plaatsingsdeel>, AppError> {
    Ok(storage::huidige_plaatsing::list_delen_of_vacature(conn, id)?)
}

/// What is held must lie within the new fte and days, and nobody was placed for another kind of work.
pub(crate) fn require_fit(before: &Vacature, after: &Vacature, held: &[Plaatsingsdeel]) -> Result<(), AppError> {
    let most = hoogste_fte(held);
    let same_work = before.soort == after.soort && before.vakbevoegdheid == after.vakbevoegdheid;
    let fits = same_work && most <= after.fte && held.iter().all(|deel| after.periode.omvat(&deel.periode));
    if held.is_empty() || fits {
        return Ok(());
    }
    Err(AppError::Conflict {
        code: "vacature-in-gebruik",
        detail: format!(
            "Op deze vacature is al {most} fte geplaatst of gereserveerd; dat past niet meer na de wijziging."
        ),
        herstel: format!(
            "Houd ten minste {most} fte, de dagen, de soort en de bevoegdheid, of maak een tweede vacature."
        ),
    })
}

/// What the audit log says of a vacature that was made or changed.
fn entry(grant: &Grant, id: Uuid, vacature: &Vacature) -> AuditEntry {
    let summary = json!({
        "vestigingscode": vacature.vestigingscode,
        "soort": vacature.soort,
        "fte": vacature.fte,
        "van": vacature.periode.van,
        "totEnMet": vacature.periode.tot_en_met,
    });
    AuditEntry::new(grant.actie().as_str(), "vacature", id, summary)
}
