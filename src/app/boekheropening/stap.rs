//! Deciding about a heropening: a second coordinator confirms or refuses it, or it is taken back.

use uuid::Uuid;

use super::super::levensloop::{Stapgegevens, check_eisen, partij};
use super::super::regio::regio_of;
use super::super::{Ctx, error::AppError, require_versie};
use super::{entry, geldt_in, own};
use crate::auth::actor::Actor;
use crate::auth::policy::Actie;
use crate::domain::boekheropening::{Boekheropening, Boekheropeningstap};
use crate::domain::invoer::Invoer;
use crate::domain::levensloop::{Eis, Levensloop};
use crate::domain::matchronde::Matchrondestatus;
use crate::domain::pagina::Pagina;
use crate::domain::stored::Stored;
use crate::storage::boekheropening::update_boekheropening;
use crate::storage::connection::Conn;
use crate::storage::matchronde::list_matchrondes;
use crate::storage::regio::lock_regio;
use crate::storage::solidariteitsboek::list_versies;

/// Takes a step with a heropening; [`Boekheropeningstap::Sluiten`] is [`super::close_boekheropening`]. `seen` is the version
/// that the caller saw, when they say so.
pub fn decide_boekheropening(
    ctx: &Ctx,
    id: Uuid,
    stap: Boekheropeningstap,
    gegevens: &Stapgegevens,
    seen: Option<i32>,
) -> Result<Stored<Boekheropening>, AppError> {
    let (actie, audit) = match stap {
        Boekheropeningstap::Bevestigen => (Actie::BoekheropeningBesluiten, "boekheropening:bevestigen"),
        Boekheropeningstap::Afwijzen => (Actie::BoekheropeningBesluiten, "boekheropening:afwijzen"),
        Boekheropeningstap::Intrekken => (Actie::BoekheropeningSchrijven, "boekheropening:intrekken"),
        Boekheropeningstap::Sluiten => return super::close_boekheropening(ctx, id, seen),
    };
    let grant = ctx.authorize(actie)?;
    ctx.app.db.write(&grant, |tx| {
        let regio_id = regio_of(tx.conn, &grant)?.id;
        lock_regio(tx, regio_id)?;
        let mut found = own(tx.conn, &grant, id)?;
        seen.map_or(Ok(()), |seen| require_versie(&found, seen))?;
        let row = found.noun.status.overgang(stap, partij(grant.actor()))?;
        let mut invoer = Invoer::default();
        check_eisen(row.eist, gegevens, &mut invoer);
        invoer.af()?;
        if row.eist.contains(&Eis::TweedePersoon) {
            require_other(&found.noun, grant.actor())?;
        }
        if stap == Boekheropeningstap::Bevestigen {
            require_geldend(tx.conn, regio_id, &found.noun)?;
            require_stilte(tx.conn, regio_id, &found.noun)?;
        }
        found.noun.status = row.naar;
        let who = Some((grant.actor().id.clone(), tx.clock.now()));
        // Who takes an open page back does not become who confirmed it.
        if stap == Boekheropeningstap::Intrekken {
            found.noun.ingetrokken = who;
        } else {
            found.noun.besloten = who;
            found.noun.afwijzing = gegevens.motivering.as_deref().map(|text| text.trim().to_owned());
        }
        let stored = update_boekheropening(tx, regio_id, found)?;
        Ok(tx.audited(entry(audit, &stored), stored)?)
    })
}

/// Four eyes: who proposes to open a page does not decide about it.
fn require_other(heropening: &Boekheropening, actor: &Actor) -> Result<(), AppError> {
    if heropening.voorgesteld.0 != actor.id {
        return Ok(());
    }
    Err(AppError::Conflict {
        code: "tweede-persoon-vereist",
        detail: "U stelde deze heropening zelf voor; een ander moet erover besluiten.".into(),
        herstel: "Vraag een tweede regiocoördinator, of trek het voorstel in.".into(),
    })
}

/// The matchronde that froze the page may have been broken off since: then its page does not count.
fn require_geldend(conn: &mut Conn, regio_id: Uuid, heropening: &Boekheropening) -> Result<(), AppError> {
    let pages = list_versies(conn, regio_id, heropening.regel, Some(heropening.schooljaar))?;
    if pages.last().is_some_and(|(id, _)| *id == heropening.boek_id) {
        return Ok(());
    }
    Err(AppError::Conflict {
        code: "bladzijde-vervallen",
        detail: "De bladzijde van deze heropening telt niet meer: haar matchronde is afgebroken.".into(),
        herstel: "Trek het voorstel in.".into(),
    })
}

/// A matchronde that waits or runs would go by a page that is opened under it.
fn require_stilte(conn: &mut Conn, regio_id: Uuid, heropening: &Boekheropening) -> Result<(), AppError> {
    for status in [Matchrondestatus::Wachtend, Matchrondestatus::Loopt] {
        // One at a time per schooljaar: never more than fit on a page.
        let busy = list_matchrondes(conn, regio_id, None, Some(status), &Pagina { na: None, aantal: 200 })?;
        if let Some(ronde) = busy.items.iter().find(|ronde| geldt_in(heropening, ronde.noun.schooljaar)) {
            return Err(AppError::Conflict {
                code: "matchronde-loopt",
                detail: format!("Matchronde {} is bezig en rekent met deze bladzijde.", ronde.id),
                herstel: "Wacht tot die klaar is, of stop haar eerst met een beëindiging.".into(),
            });
        }
    }
    Ok(())
}
