//! Monitor: how the regio stands in a quarter, per school, schoolbestuur, sector and for the whole.
//!
//! The coordinator sees everything, a schoolbestuur itself in detail and the rest added up, the ministry only what is added
//! up. Sums that would say too much about one board are left out (`domain::onderdrukking`).

mod bijdrage;
mod pool;
mod rijen;

use chrono::NaiveDate;

use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::auth::policy::{Actie, Bereik};
use crate::domain::breuk::Breuk;
use crate::domain::indicator::Indicator;
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::kwartaal::Kwartaal;
use crate::domain::sector::Sector;
use rijen::Zicht;

/// The monitor of a quarter, as far as the caller may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monitor {
    /// The quarter.
    pub kwartaal: Kwartaal,
    /// The day of the figures: its last day, or today while it runs.
    pub peildatum: NaiveDate,
    /// Schools in detail.
    pub scholen: Vec<Rij>,
    /// Boards in detail, per sector.
    pub schoolbesturen: Vec<Rij>,
    /// Sectors.
    pub sectoren: Vec<Rij>,
    /// The whole regio.
    pub regio: Rij,
    /// Who came into the pool, stayed and left.
    pub pool: Vec<Poolcijfer>,
    /// What was filled in or is missing.
    pub opmerkingen: Vec<String>,
}

/// The figures of one school, board, sector or the regio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rij {
    /// The school.
    pub vestigingscode: Option<Vestigingscode>,
    /// The board.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// The sector.
    pub sector: Option<Sector>,
    /// Number of boards in it.
    pub besturen: usize,
    /// Number of schools in it.
    pub scholen: usize,
    /// Every indicator, in order.
    pub cijfers: Vec<(Indicator, Waarde)>,
}

/// A figure, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waarde {
    /// The figure, exact.
    Bekend(Breuk),
    /// Nobody told it.
    Ontbreekt,
    /// It would say too much about one board or person.
    Onderdrukt,
}

/// One movement of one kind of regiodocenten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poolcijfer {
    /// `instroom`, `behoud` or `uitstroom`.
    pub beweging: &'static str,
    /// `regulier` or `zij-instroom`; the pool hires nobody.
    pub soort: &'static str,
    /// Persons.
    pub personen: Waarde,
    /// Their fte.
    pub fte: Waarde,
}

/// The monitor of `kwartaal`; absent: of the present one.
pub fn find_monitor(ctx: &Ctx, kwartaal: Option<Kwartaal>) -> Result<Monitor, AppError> {
    let grant = ctx.authorize(Actie::MonitorLezen)?;
    let today = ctx.app.clock.today();
    let kwartaal = kwartaal.unwrap_or_else(|| Kwartaal::of(today));
    let days = kwartaal.periode();
    if days.van > today {
        let detail = format!("het kwartaal {kwartaal} is nog niet begonnen");
        let herstel = "Vraag een kwartaal dat loopt of voorbij is.";
        return Err(Invoerfout::new("kwartaal", "in-de-toekomst", detail, herstel).into());
    }
    let peildatum = days.einde().min(today);
    let zicht = match grant.bereik() {
        Bereik::Land | Bereik::Regio(_) => Zicht::Alles,
        Bereik::Bestuur { bestuursnummer, .. } | Bereik::School { bestuursnummer, .. } => {
            Zicht::Eigen(bestuursnummer.clone())
        }
        Bereik::Zelf { .. } | Bereik::Totalen(_) => Zicht::Totalen,
    };
    let drempels = ctx.app.drempels;
    ctx.app.db.snapshot(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        let gelezen = bijdrage::lees_bijdragen(conn, &regio, &days, peildatum)?;
        let pool = pool::poolcijfers(conn, regio.id, &days, peildatum)?;
        let persons = if zicht == Zicht::Alles { 0 } else { drempels.kleinste_aantal_personen };
        let mut monitor = rijen::maak(&gelezen.bijdragen, &zicht, drempels.kleinste_groep);
        (monitor.kwartaal, monitor.peildatum) = (kwartaal, peildatum);
        monitor.pool = pool::gedrukt(pool, persons);
        monitor.opmerkingen = gelezen.opmerkingen;
        Ok(monitor)
    })
}
