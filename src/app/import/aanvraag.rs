//! The request for an import, and what became of it. The work itself is done by a worker: see `werk`.

use serde_json::json;
use uuid::Uuid;

use super::fout::Importfout;
use super::rijen::{Invoer, pack, to_text};
use super::soort::actie_of;
use crate::app::regio::regio_of;
use crate::app::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::actor::Actor;
use crate::auth::policy::Actie;
use crate::domain::import::{
    Afzender, Import, Importmodus, Importregel, Importsoort, Importstatus, Importtelling, Importuitkomst, Importvorm,
};
use crate::domain::invoer::Invoerfout;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;
use crate::storage::import as storage;
use crate::storage::job::insert_job;

/// Kind of the job that reads a file.
pub const JOBSOORT: &str = "import";

const ONBEKEND: AppError = AppError::NietGevonden("import");

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Importaanvraag {
    /// What the rows are.
    pub soort: Importsoort,
    /// What a wrong row stops.
    pub modus: Importmodus,
    /// Only judge.
    pub proef: bool,
    /// How the file is written.
    pub vorm: Importvorm,
}

/// Takes a file in: its header is judged at once, its rows by a worker. Needs the right to import and that of the kind.
pub fn create_import(ctx: &Ctx, aanvraag: Importaanvraag, bytes: Vec<u8>) -> Result<Stored<Import>, AppError> {
    let grant = ctx.authorize(Actie::ImportMaken)?;
    ctx.authorize(actie_of(aanvraag.soort))?;
    let bytes = to_text(bytes, aanvraag.vorm).map_err(onleesbaar)?;
    let inhoud = pack(&bytes).map_err(|why| AppError::Intern(format!("pack: {why}")))?;
    let invoer = Invoer::open(bytes, aanvraag.vorm, aanvraag.soort).map_err(onleesbaar)?;
    let totaal = invoer.count().map_err(onleesbaar)?;
    let stored = ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        let import = Import {
            soort: aanvraag.soort,
            modus: aanvraag.modus,
            proef: aanvraag.proef,
            vorm: aanvraag.vorm,
            status: Importstatus::Wachtend,
            afzender: afzender(&ctx.actor, ctx.spoor.clone()),
            totaal,
            telling: Importtelling::default(),
            verwerkt_tot: 0,
            toegepast: false,
            reden: None,
            aangemaakt_op: tx.clock.now(),
            klaar_op: None,
        };
        let stored = storage::insert_import(tx, regio.id, &import, &inhoud)?;
        insert_job(tx, JOBSOORT, regio.id, stored.id, ctx.app.wachtrij.max_pogingen)?;
        let what = json!({ "soort": import.soort, "modus": import.modus, "proef": import.proef, "rijen": totaal });
        Ok::<_, AppError>(tx.audited(AuditEntry::new(grant.actie().as_str(), "import", stored.id, what), stored)?)
    })?;
    ctx.app.wachtrij.wek();
    Ok(stored)
}

/// Who calls, to be kept with what they asked.
pub(crate) fn afzender(actor: &Actor, spoor: Option<String>) -> Afzender {
    Afzender {
        id: actor.id.clone(),
        rol: actor.rol.to_string(),
        bestuursnummer: actor.bestuursnummer.clone(),
        vestigingscode: actor.vestigingscode.clone(),
        machine: actor.machine,
        spoor,
    }
}

fn onleesbaar(why: Importfout) -> AppError {
    let (detail, herstel) = why.delen();
    Invoerfout::new("", "bestand-onleesbaar", detail, herstel).into()
}

/// The imports of the regio; a board sees its own only.
pub fn list_imports(ctx: &Ctx, pagina: &Pagina) -> Result<Lijst<Stored<Import>>, AppError> {
    let grant = ctx.authorize(Actie::ImportLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?.id;
        Ok(storage::list_imports(conn, regio, grant.bereik(), None, pagina)?)
    })
}

/// One import, with how far it is.
pub fn find_import(ctx: &Ctx, id: Uuid) -> Result<Stored<Import>, AppError> {
    let grant = ctx.authorize(Actie::ImportLezen)?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?.id;
        let one = Pagina { na: None, aantal: 1 };
        storage::list_imports(conn, regio, grant.bereik(), Some(id), &one)?.items.pop().ok_or(ONBEKEND)
    })
}

/// What became of each row, in the order of the file.
pub fn list_regels(
    ctx: &Ctx,
    id: Uuid,
    uitkomst: Option<Importuitkomst>,
    pagina: &Pagina,
) -> Result<Lijst<Importregel>, AppError> {
    let found = find_import(ctx, id)?;
    if pagina.na.as_deref().is_some_and(|na| na.parse::<i64>().is_err()) {
        let detail = "deze cursor komt niet uit een eerder antwoord van deze lijst";
        let herstel = "Begin zonder cursor en volg de kop Link.";
        return Err(Invoerfout::new("cursor", "ongeldige-cursor", detail, herstel).into());
    }
    let grant = ctx.authorize(Actie::ImportLezen)?;
    ctx.app.db.read(&grant, |conn| Ok(storage::list_regels(conn, found.id, uitkomst, pagina)?))
}
