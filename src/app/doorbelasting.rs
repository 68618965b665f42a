//! Doorbelasting: the account of a month. An open month is calculated from contracten and plaatsingen; closing it freezes its
//! lines, and what changes about it afterwards becomes correction lines of the first month that is still open.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use uuid::Uuid;

use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Bereik};
use crate::config::Monitor;
use crate::domain::doorbelasting::{
    Afsluiting, Boekregel, Doorbelastingsregel, Inzetfeit, Loonfeit, bereken, verschillen,
};
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::maand::Maand;
use crate::domain::periode::Periode;
use crate::storage::connection::Conn;
use crate::storage::doorbelasting as storage;

/// The account of a month, as far as the caller may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doorbelasting {
    /// The month.
    pub maand: Maand,
    /// How it was closed; absent: open, and calculated from what is known now.
    pub afsluiting: Option<Afsluiting>,
    /// The lines that the caller may see, corrections last.
    pub regels: Vec<Boekregel>,
    /// What the caller may know of the sums.
    pub totalen: Totalen,
    /// Who is placed for more than the contract; only while open, and only for who sees everybody.
    pub boven_contract: Vec<Uuid>,
    /// Who is placed without a contract; as above.
    pub zonder_contract: Vec<Uuid>,
}

/// Sums of a month, in cents; absent: it would say too much about one board or person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totalen {
    /// What the regio pays itself.
    pub bankzitten_cent: Option<i64>,
    /// Everything.
    pub totaal_cent: Option<i64>,
}

impl Totalen {
    fn of(regels: &[Boekregel]) -> Self {
        let bench = regels.iter().filter(|line| line.regel.sleutel.plek.is_none());
        Totalen {
            bankzitten_cent: Some(bench.map(|line| line.regel.bedrag_cent).sum()),
            totaal_cent: Some(regels.iter().map(|line| line.regel.bedrag_cent).sum()),
        }
    }
}

/// The account of `maand`: all of it for the coordinator, the lines of its own schools for a schoolbestuur, and the sums for
/// the ministry.
pub fn find_doorbelasting(ctx: &Ctx, maand: Option<Maand>) -> Result<Doorbelasting, AppError> {
    let grant = ctx.authorize(Actie::DoorbelastingLezen)?;
    let maand = maand.unwrap_or_else(|| Maand::of(ctx.app.clock.today()));
    let whole = ctx.app.db.snapshot(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        let closed = storage::list_afsluitingen(conn, regio.id)?;
        match closed.iter().find(|closed| closed.maand == maand) {
            Some(afsluiting) => {
                let regels = storage::list_regels(conn, regio.id, Some(maand))?;
                let (totalen, afsluiting) = (Totalen::of(&regels), Some(afsluiting.clone()));
                let (boven_contract, zonder_contract) = (Vec::new(), Vec::new());
                Ok(Doorbelasting { maand, afsluiting, regels, totalen, boven_contract, zonder_contract })
            }
            None => Ok::<_, AppError>(open_maand(conn, regio.id, maand, &closed)?),
        }
    })?;
    Ok(match grant.bereik() {
        Bereik::Land | Bereik::Regio(_) => whole,
        Bereik::Bestuur { bestuursnummer, .. } | Bereik::School { bestuursnummer, .. } => {
            own_lines(whole, bestuursnummer)
        }
        Bereik::Zelf { .. } | Bereik::Totalen(_) => sums_only(whole, ctx.app.drempels),
    })
}

/// Sums over so many boards and persons that none of them is told.
fn sums_only(whole: Doorbelasting, drempels: Monitor) -> Doorbelasting {
    let plekken = whole.regels.iter().filter_map(|line| line.regel.sleutel.plek.as_ref());
    let boards: BTreeSet<_> = plekken.map(|plek| &plek.bestuursnummer).collect();
    let bench = whole.regels.iter().filter(|line| line.regel.sleutel.plek.is_none());
    let persons: BTreeSet<Uuid> = bench.map(|line| line.regel.sleutel.regiodocent_id).collect();
    let totalen = Totalen {
        bankzitten_cent: whole.totalen.bankzitten_cent.filter(|_| persons.len() >= drempels.kleinste_aantal_personen),
        totaal_cent: whole.totalen.totaal_cent.filter(|_| boards.len() > drempels.kleinste_groep),
    };
    let (boven_contract, zonder_contract) = (Vec::new(), Vec::new());
    Doorbelasting { regels: Vec::new(), totalen, boven_contract, zonder_contract, ..whole }
}

fn own_lines(whole: Doorbelasting, own: &Bestuursnummer) -> Doorbelasting {
    let is_own = |line: &Boekregel| line.regel.sleutel.plek.as_ref().is_some_and(|plek| plek.bestuursnummer == *own);
    let regels: Vec<Boekregel> = whole.regels.into_iter().filter(is_own).collect();
    let (totalen, boven_contract, zonder_contract) = (Totalen::of(&regels), Vec::new(), Vec::new());
    Doorbelasting { regels, totalen, boven_contract, zonder_contract, ..whole }
}

/// What an open month comes to now. The first one after the closed months also takes their corrections.
fn open_maand(conn: &mut Conn, regio_id: Uuid, maand: Maand, closed: &[Afsluiting]) -> Result<Doorbelasting, AppError> {
    let takes_corrections = closed.last().is_some_and(|last| last.maand.volgende() == maand);
    let earlier = if takes_corrections { closed } else { &[] };
    let first = earlier.first().map_or(maand, |first| first.maand);
    let days = Periode::new(first.periode().van, Some(maand.laatste_dag()));
    let lonen = storage::loonfeiten(conn, regio_id, &days)?;
    let inzet = storage::inzetfeiten(conn, regio_id, &days)?;
    let berekend = bereken(maand, &lonen, &inzet);
    let own = berekend.regels.into_iter().map(|regel| Boekregel { over_maand: maand, regel });
    let mut regels: Vec<Boekregel> = own.collect();
    if takes_corrections {
        regels.extend(correcties(earlier, storage::list_regels(conn, regio_id, None)?, &lonen, &inzet));
    }
    let (boven_contract, zonder_contract) = (berekend.boven_contract, berekend.zonder_contract);
    let totalen = Totalen::of(&regels);
    Ok(Doorbelasting { maand, afsluiting: None, regels, totalen, boven_contract, zonder_contract })
}

/// What all closed months should have been, less what was booked about them until now.
fn correcties(
    closed: &[Afsluiting],
    geboekt: Vec<Boekregel>,
    lonen: &[Loonfeit],
    inzet: &[Inzetfeit],
) -> Vec<Boekregel> {
    let mut booked: BTreeMap<Maand, Vec<Doorbelastingsregel>> = BTreeMap::new();
    for line in geboekt {
        booked.entry(line.over_maand).or_default().push(line.regel);
    }
    let of = |afsluiting: &Afsluiting| {
        let over_maand = afsluiting.maand;
        let nu = bereken(over_maand, lonen, inzet).regels;
        let change = verschillen(&nu, booked.get(&over_maand).map(Vec::as_slice).unwrap_or_default());
        change.into_iter().map(move |regel| Boekregel { over_maand, regel }).collect::<Vec<_>>()
    };
    closed.iter().flat_map(of).collect()
}

/// Closes `maand`: its lines are booked as they are now and never change. Months are closed in order, after they ended.
pub fn close_maand(ctx: &Ctx, maand: Maand) -> Result<Doorbelasting, AppError> {
    let grant = ctx.authorize(Actie::DoorbelastingAfsluiten)?;
    let today = ctx.app.clock.today();
    ctx.app.db.write(&grant, |tx| {
        let regio = regio_of(tx.conn, &grant)?;
        let closed = storage::list_afsluitingen(tx.conn, regio.id)?;
        may_close(maand, &closed, maand.laatste_dag() < today)?;
        let open = open_maand(tx.conn, regio.id, maand, &closed)?;
        let afsluiting = Afsluiting { maand, afgesloten_op: tx.clock.now(), door: grant.actor().id.clone() };
        storage::insert_afsluiting(tx, regio.id, &afsluiting, &open.regels).map_err(|why| match why {
            crate::storage::StorageError::Dubbel(_) => already_closed(maand),
            why => why.into(),
        })?;
        let what = json!({ "regels": open.regels.len(), "totaalCent": open.totalen.totaal_cent });
        let entry = AuditEntry::new("doorbelasting:afsluiten", "doorbelasting", maand, what);
        Ok(tx.audited(entry, Doorbelasting { afsluiting: Some(afsluiting), ..open })?)
    })
}

fn may_close(maand: Maand, closed: &[Afsluiting], ended: bool) -> Result<(), AppError> {
    if closed.iter().any(|closed| closed.maand == maand) {
        return Err(already_closed(maand));
    }
    if !ended {
        return Err(AppError::Conflict {
            code: "maand-loopt-nog",
            detail: format!("De maand {maand} is nog niet voorbij."),
            herstel: format!("Sluit haar af na {}.", maand.laatste_dag()),
        });
    }
    match closed.last() {
        Some(last) if last.maand.volgende() != maand => Err(AppError::Conflict {
            code: "niet-op-volgorde",
            detail: format!("De laatst afgesloten maand is {}.", last.maand),
            herstel: format!("Maanden gaan op volgorde: sluit {} af.", last.maand.volgende()),
        }),
        _ => Ok(()),
    }
}

fn already_closed(maand: Maand) -> AppError {
    AppError::Conflict {
        code: "al-afgesloten",
        detail: format!("De maand {maand} is al afgesloten."),
        herstel: "Wat er daarna wijzigt, komt als correctie in de eerste open maand.".into(),
    }
}
