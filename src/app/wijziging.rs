//! Wijzigingen: what happened in the regio since the caller last looked, as far as the caller may know. At least once,
//! nothing skipped, removals included.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::auth::policy::Actie;
use crate::domain::wijziging::{Wijziging, Wijzigingaard, Wijzigingobject};
use crate::storage::wijziging::{self as storage, Venster};

/// What is asked of the feed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Vraag {
    /// After this number; absent: from the beginning.
    pub na: Option<i64>,
    /// Up to and including this number; absent: up to now.
    pub tot: Option<i64>,
    /// Only about this.
    pub soort: Option<Wijzigingobject>,
    /// At most this many.
    pub aantal: usize,
}

/// A part of the feed.
#[derive(Debug, Clone)]
pub struct Bladzijde {
    /// Code of the regio whose feed it is.
    pub regio: String,
    /// The messages, in their order.
    pub items: Vec<Wijziging>,
    /// Everything up to and including this number was looked at: go on after it.
    pub gelezen_tot: i64,
    /// The end of the feed at this moment.
    pub stand: i64,
    /// Is there more in what was asked?
    pub meer: bool,
}

/// The right to read a kind of thing; what one may not read, one does not hear of.
fn actie_of(soort: Wijzigingobject) -> Actie {
    match soort {
        Wijzigingobject::Schoolbestuur => Actie::SchoolbestuurLezen,
        Wijzigingobject::School => Actie::SchoolLezen,
        Wijzigingobject::Deelname => Actie::DeelnameLezen,
        Wijzigingobject::Formatiepeiling => Actie::FormatiepeilingLezen,
        Wijzigingobject::Regiodocent => Actie::RegiodocentLezen,
        Wijzigingobject::Vacature => Actie::VacatureLezen,
        Wijzigingobject::Plaatsing => Actie::PlaatsingLezen,
        Wijzigingobject::Detachering => Actie::DetacheringLezen,
        Wijzigingobject::Matchronde => Actie::MatchrondeLezen,
    }
}

/// The messages after a number.
pub fn list_wijzigingen(ctx: &Ctx, vraag: Vraag) -> Result<Bladzijde, AppError> {
    let grant = ctx.authorize(Actie::WijzigingLezen)?;
    let wanted = |soort: &&Wijzigingobject| vraag.soort.is_none_or(|only| only == **soort);
    let may = |soort: &Wijzigingobject| ctx.authorize(actie_of(*soort)).is_ok();
    let soorten: Vec<Wijzigingobject> = Wijzigingobject::ALLE.iter().filter(wanted).copied().filter(may).collect();
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        // First the end: what is written while we read has a higher number, and waits for the next time.
        let stand = storage::find_stand(conn, regio.id)?;
        let (na, tot) = (vraag.na.unwrap_or(0), vraag.tot.map_or(stand, |tot| tot.min(stand)));
        let venster = Venster { na, tot, soorten: &soorten, aantal: vraag.aantal.saturating_add(1) };
        let mut items = storage::list_wijzigingen(conn, regio.id, grant.bereik(), &venster)?;
        // Whoever was away for too long would miss what is gone without knowing it. Asked last: what was thrown away while we
        // read is counted too.
        let opgeruimd = storage::find_opgeruimd(conn, regio.id)?;
        if vraag.na.is_some_and(|na| na < opgeruimd) {
            return Err(AppError::Opgeruimd);
        }
        let meer = items.len() > vraag.aantal;
        items.truncate(vraag.aantal);
        let last = items.last().map_or(na, |last| last.volgnummer);
        let gelezen_tot = if meer { last } else { tot.max(na) };
        // Where nothing new is told, nothing new is promised.
        if vraag.na.is_none_or(|na| stand > na) {
            conn.settle()?;
        }
        Ok(Bladzijde { regio: regio.noun.code, items, gelezen_tot, stand, meer })
    })
}

/// A message as other systems get it: CloudEvents 1.0 after the Dutch government profile. The same for who asks and for
/// who is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gebeurtenis {
    /// Version of CloudEvents.
    pub specversion: &'static str,
    /// The same message has the same id, however often it comes.
    pub id: String,
    /// The system it comes from, a URN.
    pub source: String,
    /// What happened, in reverse DNS.
    #[serde(rename = "type")]
    pub soort: String,
    /// The id or code of what it is about; never anything personal.
    pub subject: String,
    /// When.
    pub time: DateTime<Utc>,
    /// What `data` is.
    pub datacontenttype: &'static str,
    /// Where the thing can be read.
    pub dataref: String,
    /// The same as fields.
    pub data: Gebeurtenisdata,
}

/// The fields of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gebeurtenisdata {
    /// What changed.
    pub soort: Wijzigingobject,
    /// Its id or code.
    pub id: String,
    /// What happened to it.
    pub aard: Wijzigingaard,
}

impl Gebeurtenis {
    /// A message of the feed of a regio, from this source.
    pub fn new(wijziging: Wijziging, regio: &str, bron: &str) -> Self {
        let Wijziging { volgnummer, soort, object_id, aard, tijdstip, spoor: _ } = wijziging;
        Gebeurtenis {
            specversion: "1.0",
            id: format!("{regio}-{volgnummer}"),
            source: bron.to_owned(),
            soort: format!("nl.rato.{soort}.{aard}"),
            subject: object_id.clone(),
            time: tijdstip,
            datacontenttype: "application/json",
            dataref: soort.pad(regio, &object_id),
            data: Gebeurtenisdata { soort, id: object_id, aard },
        }
    }
}
