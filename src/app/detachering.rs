//! Detachering: offered by a board for its own staff or by the coordinator, agreed by the person, and always with a return.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::levensloop::{Stapgegevens, check_eisen, partij, zijde};
use super::regio::{regio_of, systeem_in};
use super::regiodocent::contractstap::require_room;
use super::regiodocent::onderdeel::check as check_onderdeel;
use super::regiodocent::{ONBEKEND as ONBEKENDE_DOCENT, require_within};
use super::{App, Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::contract::{Contract, Contractstatus};
use crate::domain::detachering::{Detachering, Detacheringstap, Detacheringstatus, VolledigeDetachering};
use crate::domain::fte::Fte;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::levensloop::{Levensloop, Partij};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;
use crate::storage;
use crate::storage::connection::Tx;
pub use crate::storage::detachering::DetacheringFilter;
use crate::storage::detachering::{lock_detachering, update_detachering};
use crate::storage::regiodocent::{Opslag, lock_regiodocent};

type Gevonden = Stored<VolledigeDetachering>;

const ONBEKEND: AppError = AppError::NietGevonden("detachering");

/// The detacheringen within reach, in order of making.
pub fn list_detacheringen(ctx: &Ctx, filter: &DetacheringFilter, pagina: &Pagina) -> Result<Lijst<Gevonden>, AppError> {
    let grant = ctx.authorize(Actie::DetacheringLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        Ok(storage::detachering::list_detacheringen(conn, regio.id, grant.bereik(), filter, pagina)?)
    })
}

/// One detachering within reach.
pub fn find_detachering(ctx: &Ctx, id: Uuid) -> Result<Gevonden, AppError> {
    let grant = ctx.authorize(Actie::DetacheringLezen)?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        storage::detachering::find_detachering(conn, regio.id, grant.bereik(), id)?.ok_or(ONBEKEND)
    })
}

/// Offers somebody to the pool. A board lends only who it employs: for whom it is, was or will be the formeel werkgever; the
/// coordinator may offer anybody of the pool. Nothing changes until that person consents.
pub fn create_detachering(ctx: &Ctx, new: &Detachering) -> Result<Gevonden, AppError> {
    let grant = ctx.authorize(Actie::DetacheringMaken)?;
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        let reach = grant.bereik();
        let school = storage::school::find_school(tx.conn, &new.vestigingscode)?.map(|stored| stored.noun);
        let own = school.filter(|school| {
            reach.bestuursnummer().is_none_or(|own| *own == school.bestuursnummer)
                && reach.vestigingscode().is_none_or(|own| *own == school.vestigingscode)
        });
        let school = own.ok_or(AppError::NietGevonden("school"))?;
        require_within(tx.conn, &grant, new.regiodocent_id)?;
        new.check()?;
        let noun = VolledigeDetachering {
            detachering: new.clone(),
            bestuursnummer: school.bestuursnummer,
            status: Detacheringstatus::Voorgesteld,
            ingestemd_op: None,
            bron: None,
            motivering: None,
            contract_id: None,
        };
        let stored = storage::detachering::insert_detachering(tx, regio.id, &noun)?;
        Ok(tx.audited(entry(grant.actie().as_str(), &stored), stored)?)
    })
}

/// The person consents, today or on the day a coordinator names; the pool gets a contract for the days of the detachering.
pub fn agree_detachering(ctx: &Ctx, id: Uuid, gegevens: &Stapgegevens) -> Result<Gevonden, AppError> {
    let grant = ctx.authorize(Actie::DetacheringInstemmen)?;
    let door = partij(grant.actor());
    let mut invoer = Invoer::default();
    let namens = zijde(door, gegevens, &mut invoer);
    invoer.eis(namens == Partij::Docent, || {
        let detail = "alleen de regiodocent zelf stemt in";
        Invoerfout::new("/namens", "niet-de-docent", detail, "Geef namens: docent.")
    });
    invoer.af()?;
    ctx.app.db.write(&grant, |tx| {
        let regio_id = regio_of(tx.conn, &grant)?.id;
        let mut found = lock_detachering(tx, regio_id, grant.bereik(), id)?.ok_or(ONBEKEND)?;
        let row = found.noun.status.overgang(Detacheringstap::Instemmen, door)?;
        let own = found.noun.detachering.clone();
        let day = gegevens.datum.unwrap_or(tx.clock.today());
        require_in_time(&own, day, tx.clock.today())?;
        let person = lock_regiodocent(tx, regio_id, own.regiodocent_id)?.ok_or(ONBEKENDE_DOCENT)?;
        let contract = Contract {
            periode: own.periode,
            werktijdfactor: own.fte,
            loonkosten_cent: own.loonkosten_cent,
            formeel_werkgever: Some(found.noun.bestuursnummer.clone()),
            status: Contractstatus::Actief,
            overgedragen_aan: None,
        };
        let others = Contract::list(tx.conn, own.regiodocent_id)?;
        check_onderdeel(tx.conn, &person.noun, &contract, &others)?;
        let contract = Contract::insert(tx, own.regiodocent_id, &contract)?;
        found.noun.status = row.naar;
        found.noun.ingestemd_op = Some(day);
        found.noun.bron.clone_from(&gegevens.bron);
        found.noun.contract_id = Some(contract.id);
        let stored = update_detachering(tx, regio_id, &found)?;
        let what = json!({ "regiodocent": own.regiodocent_id, "detachering": id });
        tx.audit(AuditEntry::new(grant.actie().as_str(), "contract", contract.id, what))?;
        Ok(tx.audited(entry(grant.actie().as_str(), &stored), stored)?)
    })
}

/// Nobody is lent without having consented before.
fn require_in_time(own: &Detachering, day: NaiveDate, today: NaiveDate) -> Result<(), Invoerfout> {
    if day <= own.periode.van && day <= today {
        return Ok(());
    }
    let detail = "de instemming ligt na de eerste dag van de detachering, of in de toekomst";
    Err(Invoerfout::new("/datum", "instemming-te-laat", detail, "Maak een detachering die later begint."))
}

/// One of them does not want it, before it was agreed.
pub fn withdraw_detachering(ctx: &Ctx, id: Uuid, gegevens: &Stapgegevens) -> Result<Gevonden, AppError> {
    let grant = ctx.authorize(Actie::DetacheringBeeindigen)?;
    ctx.app.db.write(&grant, |tx| {
        let regio_id = regio_of(tx.conn, &grant)?.id;
        let mut found = lock_detachering(tx, regio_id, grant.bereik(), id)?.ok_or(ONBEKEND)?;
        let row = found.noun.status.overgang(Detacheringstap::Intrekken, partij(grant.actor()))?;
        check_all(row.eist, gegevens)?;
        found.noun.status = row.naar;
        found.noun.motivering.clone_from(&gegevens.motivering);
        let stored = update_detachering(tx, regio_id, &found)?;
        Ok(tx.audited(entry(grant.actie().as_str(), &stored), stored)?)
    })
}

/// An active detachering ends earlier; what the pool placed has to end before.
pub fn end_detachering(ctx: &Ctx, id: Uuid, gegevens: &Stapgegevens) -> Result<Gevonden, AppError> {
    let grant = ctx.authorize(Actie::DetacheringBeeindigen)?;
    ctx.app.db.write(&grant, |tx| {
        let regio_id = regio_of(tx.conn, &grant)?.id;
        let mut found = lock_detachering(tx, regio_id, grant.bereik(), id)?.ok_or(ONBEKEND)?;
        let row = found.noun.status.overgang(Detacheringstap::Beeindigen, partij(grant.actor()))?;
        check_all(row.eist, gegevens)?;
        let own = &mut found.noun.detachering;
        let (docent, today) = (own.regiodocent_id, tx.clock.today());
        let last = gegevens.datum.unwrap_or(today);
        if last < today.max(own.periode.van) || last >= own.periode.einde() {
            let detail = "deze dag ligt in het verleden, voor de eerste of niet voor de laatste dag";
            let herstel = "Kies een dag vanaf vandaag, binnen de detachering.";
            return Err(Invoerfout::new("/laatsteDag", "buiten-detachering", detail, herstel).into());
        }
        own.periode.tot_en_met = Some(last);
        lock_regiodocent(tx, regio_id, docent)?.ok_or(ONBEKENDE_DOCENT)?;
        require_room(tx, docent, last.succ_opt().unwrap_or(last), Fte::NUL)?;
        cut_contract(tx, docent, found.noun.contract_id, last)?;
        found.noun.motivering.clone_from(&gegevens.motivering);
        let stored = update_detachering(tx, regio_id, &found)?;
        Ok(tx.audited(entry(grant.actie().as_str(), &stored), stored)?)
    })
}

fn cut_contract(tx: &mut Tx<'_>, docent: Uuid, contract_id: Option<Uuid>, last: NaiveDate) -> Result<(), AppError> {
    let all = Contract::list(tx.conn, docent)?;
    for mut contract in all.into_iter().filter(|contract| Some(contract.id) == contract_id) {
        contract.noun.periode.tot_en_met = Some(contract.noun.periode.einde().min(last));
        Contract::update(tx, docent, contract.id, contract.versie, &contract.noun)?;
        let what = json!({ "regiodocent": docent, "totEnMet": last });
        tx.audit(AuditEntry::new("detachering:beeindigen", "contract", contract.id, what))?;
    }
    Ok(())
}

fn check_all(eist: &[crate::domain::levensloop::Eis], gegevens: &Stapgegevens) -> Result<(), Vec<Invoerfout>> {
    let mut invoer = Invoer::default();
    check_eisen(eist, gegevens, &mut invoer);
    invoer.af()
}

/// Lets everybody return whose last day has passed; how many did.
pub fn follow_tijd(app: &App) -> Result<usize, AppError> {
    let grant = Grant::systeem("tijd");
    let today = app.clock.today();
    let due = app.db.read(&grant, |conn| storage::detachering::list_voorbij(conn, today))?;
    let mut returned = 0;
    for (regio_id, id) in due {
        let grant = systeem_in(app, "tijd", regio_id)?;
        returned += usize::from(app.db.write(&grant, |tx| {
            let found = lock_detachering(tx, regio_id, grant.bereik(), id)?;
            let over = |found: &Gevonden| found.noun.detachering.periode.einde() < today;
            let Some(mut found) = found.filter(over) else { return Ok(tx.unchanged(false)) };
            let Ok(row) = found.noun.status.overgang(Detacheringstap::Terugkeren, Partij::Dienst) else {
                return Ok(tx.unchanged(false));
            };
            found.noun.status = row.naar;
            let stored = update_detachering(tx, regio_id, &found)?;
            Ok::<_, AppError>(tx.audited(entry("detachering:tijd", &stored), true)?)
        })?);
    }
    Ok(returned)
}

fn entry(actie: &'static str, stored: &Gevonden) -> AuditEntry {
    let own = &stored.noun.detachering;
    let what = json!({ "status": stored.noun.status, "fte": own.fte, "van": own.periode.van, "totEnMet": own.periode.tot_en_met });
    AuditEntry::new(actie, "detachering", stored.id, what)
}
