//! What a coordinator decides about the lines of a vergelijking: all that are open, or some of them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::overnemen::{check_dag, neem_over};
use super::{Overzicht, SOORT, find};
use crate::app::Ctx;
use crate::app::error::AppError;
use crate::app::regio::regio_of;
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::duovergelijking::{Duobesluit, Duoregel};
use crate::domain::invoer::Invoerfout;
use crate::storage::Audited;
use crate::storage::connection::Tx;
use crate::storage::duovergelijking as storage;
use crate::storage::regio::lock_regio;

/// Which lines are meant: these numbers, or every line that is open.
pub type Duokeuze<'a> = Option<&'a [i32]>;

/// Takes lines over as of `ingangsdatum` (today when absent). A line whose school changed since the file came is not taken
/// over but becomes `achterhaald`.
pub fn accept_vergelijking(
    ctx: &Ctx,
    id: Uuid,
    keuze: Duokeuze<'_>,
    ingangsdatum: Option<NaiveDate>,
) -> Result<Overzicht, AppError> {
    let grant = ctx.authorize(Actie::DuovergelijkingSchrijven)?;
    let today = ctx.app.clock.today();
    let per = ingangsdatum.unwrap_or(today);
    if per > today {
        let detail = "een bestand van DUO zegt hoe het is, niet hoe het wordt: de ingangsdatum ligt na vandaag";
        return Err(Invoerfout::new(
            "/ingangsdatum",
            "ingangsdatum-na-vandaag",
            detail,
            "Aanvaard de regels op of na die dag.",
        )
        .into());
    }
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?.id;
        lock_regio(tx, regio)?;
        let regels = choose(tx, &grant, id, keuze)?;
        check_dag(tx, &regels, per)?;
        let mut besluiten = Vec::with_capacity(regels.len());
        for regel in regels {
            let taken = neem_over(tx, regio, &regel, per)?;
            let (besluit, dag) =
                if taken { (Duobesluit::Aanvaard, Some(per)) } else { (Duobesluit::Achterhaald, None) };
            besluiten.push((regel.nummer, besluit, dag));
        }
        decide(tx, &grant, id, &besluiten)
    })
}

/// Refuses lines; a later file proposes them again.
pub fn refuse_vergelijking(ctx: &Ctx, id: Uuid, keuze: Duokeuze<'_>) -> Result<Overzicht, AppError> {
    let grant = ctx.authorize(Actie::DuovergelijkingSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?.id;
        lock_regio(tx, regio)?;
        let regels = choose(tx, &grant, id, keuze)?;
        let refused = |regel: &Duoregel| (regel.nummer, Duobesluit::Afgewezen, None);
        let besluiten: Vec<_> = regels.iter().map(refused).collect();
        decide(tx, &grant, id, &besluiten)
    })
}

/// The lines that are meant; all of them must be open.
fn choose(tx: &mut Tx<'_>, grant: &Grant, id: Uuid, keuze: Duokeuze<'_>) -> Result<Vec<Duoregel>, AppError> {
    let found = find(tx.conn, grant, id)?;
    let open = storage::open_regels(tx.conn, found.stored.id)?;
    let Some(asked) = keuze else {
        return if open.is_empty() { Err(decided("Over alle regels is al besloten.".into())) } else { Ok(open) };
    };
    let last: i64 = found.telling.iter().map(|(_, _, aantal)| aantal).sum();
    let strange = (0_usize..).zip(asked).filter(|(_, nummer)| !(1..=last).contains(&i64::from(**nummer)));
    let strange: Vec<Invoerfout> = strange.map(|(at, nummer)| unknown(at, *nummer)).collect();
    if !strange.is_empty() {
        return Err(strange.into());
    }
    let asked: BTreeSet<i32> = asked.iter().copied().collect();
    let chosen: Vec<Duoregel> = open.into_iter().filter(|regel| asked.contains(&regel.nummer)).collect();
    let left: Vec<String> =
        asked.iter().filter(|nummer| chosen.iter().all(|regel| regel.nummer != **nummer)).map(i32::to_string).collect();
    if left.is_empty() { Ok(chosen) } else { Err(decided(format!("Al besloten: {}.", left.join(", ")))) }
}

fn unknown(at: usize, nummer: i32) -> Invoerfout {
    let detail = format!("er is geen regel {nummer}");
    Invoerfout::new(
        &format!("/regels/{at}"),
        "onbekende-regel",
        detail,
        "Kies nummers uit de regels van deze vergelijking.",
    )
}

fn decided(detail: String) -> AppError {
    let herstel = "Haal de regels op met besluit=open, of stuur een nieuw bestand.".into();
    AppError::Conflict { code: "al-besloten", detail, herstel }
}

fn decide(
    tx: &mut Tx<'_>,
    grant: &Grant,
    id: Uuid,
    besluiten: &[(i32, Duobesluit, Option<NaiveDate>)],
) -> Result<Audited<Overzicht>, AppError> {
    storage::decide_regels(tx, id, besluiten)?;
    let count = |wanted| besluiten.iter().filter(|(_, besluit, _)| *besluit == wanted).count();
    let what = json!({
        "aanvaard": count(Duobesluit::Aanvaard),
        "achterhaald": count(Duobesluit::Achterhaald),
        "afgewezen": count(Duobesluit::Afgewezen),
    });
    let found = find(tx.conn, grant, id)?;
    Ok(tx.audited(AuditEntry::new(grant.actie().as_str(), SOORT, id, what), found)?)
}
