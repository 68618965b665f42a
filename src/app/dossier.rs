//! Dossier: the case file of somebody or something in a matchronde. The coordinator reads all of them; a schoolbestuur and a
//! regiodocent their own, once everything in it about them was adopted.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::beleid::{GeldendBeleid, geldend};
use super::ingreep::{Huidig, huidig_plan};
use super::matchronde::own;
use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::auth::policy::{Actie, Bereik};
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::matchronde::{Matchronde, Matchrondestatus};
use crate::domain::stored::Stored;
pub use crate::matching::dossier::{Bewijs, Brief, Briefdeel, Dossier};
use crate::matching::dossier::{Herkomst, dossier};
use crate::matching::facts::Feiten;
use crate::matching::plan::{Plan, VoorgesteldePlaatsing};
pub use crate::matching::problem::Norm;
use crate::matching::problem::{Onderwerp, Problem};
use crate::storage::connection::Conn;
use crate::storage::vaststelling::list_vastgesteld;

/// Of whom a case file is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dossiervraag {
    /// A regiodocent.
    Regiodocent(Uuid),
    /// A vacature.
    Vacature(Uuid),
    /// A schoolbestuur.
    Schoolbestuur(Bestuursnummer),
}

impl From<&Dossiervraag> for Onderwerp {
    fn from(vraag: &Dossiervraag) -> Self {
        match vraag {
            Dossiervraag::Regiodocent(id) => Onderwerp::Regiodocent(id.to_string()),
            Dossiervraag::Vacature(id) => Onderwerp::Vacature(id.to_string()),
            Dossiervraag::Schoolbestuur(nummer) => Onderwerp::Schoolbestuur(nummer.clone()),
        }
    }
}

/// A case file and the version of its matchronde.
pub struct Gevonden {
    /// Goes up when the matchronde changes.
    pub versie: i32,
    /// The case file.
    pub dossier: Dossier,
}

/// What a caller may not know is answered exactly like what does not exist.
const ONBEKEND: AppError = AppError::NietGevonden("dossier");

/// The case file that is asked for.
pub fn find_dossier(ctx: &Ctx, ronde_id: Uuid, vraag: &Dossiervraag) -> Result<Gevonden, AppError> {
    let grant = ctx.authorize(match vraag {
        Dossiervraag::Regiodocent(_) => Actie::RegiodocentdossierLezen,
        Dossiervraag::Vacature(_) | Dossiervraag::Schoolbestuur(_) => Actie::DossierLezen,
    })?;
    ctx.app.db.snapshot(&grant, |conn| {
        let ronde = own(conn, &grant, ronde_id)?;
        let all = matches!(grant.bereik(), Bereik::Land | Bereik::Regio(_));
        if !all && ronde.noun.status != Matchrondestatus::Vastgesteld {
            return Err(ONBEKEND);
        }
        let Huidig { problem, plan, .. } = huidig_plan(conn, &ronde)?;
        let is_eigen = is_eigen(grant.bereik(), vraag, &problem);
        if !all && (!is_eigen || !is_vastgesteld(conn, &ronde, vraag, &plan, &problem)?) {
            return Err(ONBEKEND);
        }
        let regio = regio_of(conn, &grant)?;
        let herkomst = herkomst(ctx, conn, &regio, &ronde, &plan, &problem)?;
        let broken = |why: crate::domain::beleid::OnvolledigBeleid| AppError::Intern(format!("frozen beleid: {why}"));
        let feiten = Feiten::new(&problem).map_err(broken)?;
        let found = dossier(&feiten, &plan, &Onderwerp::from(vraag), &herkomst).map_err(broken)?;
        Ok(Gevonden { versie: ronde.versie, dossier: found.ok_or(ONBEKEND)? })
    })
}

/// Is it about the caller?
fn is_eigen(bereik: &Bereik, vraag: &Dossiervraag, problem: &Problem) -> bool {
    let vacature = |id: &Uuid| {
        let vacature = problem.vacatures.iter().find(|vacature| vacature.id == id.to_string())?;
        problem.scholen.iter().find(|school| school.vestigingscode == vacature.vestigingscode)
    };
    match (bereik, vraag) {
        (Bereik::Zelf { regiodocent, .. }, Dossiervraag::Regiodocent(id)) => regiodocent == id,
        (Bereik::Bestuur { bestuursnummer, .. }, Dossiervraag::Schoolbestuur(nummer)) => bestuursnummer == nummer,
        (Bereik::Bestuur { bestuursnummer, .. }, Dossiervraag::Vacature(id)) => {
            vacature(id).is_some_and(|school| school.bestuursnummer == *bestuursnummer)
        }
        (Bereik::School { vestigingscode, .. }, Dossiervraag::Vacature(id)) => {
            vacature(id).is_some_and(|school| school.vestigingscode == *vestigingscode)
        }
        _ => false,
    }
}

/// Was every new line that the case file is about adopted? Of a plan that was adopted in part the rest is not told.
fn is_vastgesteld(
    conn: &mut Conn,
    ronde: &Stored<Matchronde>,
    vraag: &Dossiervraag,
    plan: &Plan,
    problem: &Problem,
) -> Result<bool, AppError> {
    let done = list_vastgesteld(conn, ronde.id)?;
    let board = |line: &VoorgesteldePlaatsing| {
        problem
            .scholen
            .iter()
            .find(|school| school.vestigingscode == line.vestigingscode)
            .map(|one| &one.bestuursnummer)
    };
    let about = |line: &&VoorgesteldePlaatsing| match vraag {
        Dossiervraag::Regiodocent(id) => line.regiodocent == id.to_string(),
        Dossiervraag::Vacature(id) => line.delen.iter().any(|deel| deel.vacature == id.to_string()),
        Dossiervraag::Schoolbestuur(nummer) => board(line) == Some(nummer),
    };
    let adopted = |line: &VoorgesteldePlaatsing| {
        line.regiodocent.parse().is_ok_and(|id| done.contains(&(id, line.vestigingscode.to_string())))
    };
    Ok(plan.plaatsingen.iter().filter(about).filter(|line| line.bestaand.is_none()).all(adopted))
}

fn herkomst(
    ctx: &Ctx,
    conn: &mut Conn,
    regio: &Stored<crate::domain::regio::Regio>,
    ronde: &Stored<Matchronde>,
    plan: &Plan,
    problem: &Problem,
) -> Result<Herkomst, AppError> {
    let json = serde_json::to_vec(plan).map_err(|why| AppError::Intern(format!("plan: {why}")))?;
    let versie = match geldend(conn, regio.id, problem.peildatum)? {
        GeldendBeleid::Versie(versie) => Some(versie.noun),
        GeldendBeleid::Standaard(_) => None,
    };
    let drempels = ctx.app.drempels;
    Ok(Herkomst {
        regio: regio.noun.naam.clone(),
        matchronde: ronde.id.to_string(),
        datum: ctx.app.clock.today(),
        vastgesteld: ronde.noun.status == Matchrondestatus::Vastgesteld,
        regels_van: versie.as_ref().map(|versie| versie.geldig_vanaf),
        bestuursbesluit: versie.map(|versie| versie.bestuursbesluit.trim_end_matches('.').to_owned()),
        akkoordtermijn: problem.beleid.geheel_of_standaard("plaatsing", "akkoordtermijn").map_err(AppError::Intern)?,
        plan_hash: Sha256::digest(json).iter().map(|byte| format!("{byte:02x}")).collect(),
        zaad_hash: ronde.noun.zaad_hash.clone(),
        zaad: ronde.noun.zaad_openbaar().map(str::to_owned),
        kleinste_groep: drempels.kleinste_groep,
        kleinste_aantal_personen: drempels.kleinste_aantal_personen,
    })
}
