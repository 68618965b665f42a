//! Parts of plaatsingen that somebody worked in a schooljaar and that ended, or of which the contract goes to the board.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, with_db};
use super::schema::{plaatsing, plaatsing_deel, vacature};
use super::types::DbUuid;
use super::{StorageError, lees};
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::periode::Periode;
use crate::domain::plaatsing::Plaatsingstatus;
use crate::domain::vacature::Vacaturesoort;

/// One such part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GewerktDeel {
    /// The plaatsing.
    pub plaatsing_id: Uuid,
    /// Who.
    pub regiodocent_id: Uuid,
    /// Where.
    pub vestigingscode: Vestigingscode,
    /// `actief` only when an overdracht is agreed.
    pub status: Plaatsingstatus,
    /// First day on which this person counts as netto; absent: from the first day.
    pub netto_vanaf: Option<NaiveDate>,
    /// Day on which the contract goes to the board.
    pub overdracht_op: Option<NaiveDate>,
    /// On what kind of vacature: an opleidingsplaats counts as no fte in its year.
    pub vacaturesoort: Vacaturesoort,
    /// How much, gross.
    pub fte: Fte,
    /// When; always with a last day.
    pub periode: Periode,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = plaatsing)]
struct PlaatsingRow {
    id: DbUuid,
    regiodocent_id: DbUuid,
    vestigingscode: String,
    status: String,
    netto_vanaf: Option<NaiveDate>,
    overdracht_op: Option<NaiveDate>,
}

/// Those of the regio with a day in `days`; in order of plaatsing, vacature and first day. What was refused, withdrawn or
/// not answered never ran, and is not among them.
pub fn gewerkte_delen_of_regio(
    conn: &mut Conn,
    regio_id: Uuid,
    days: &Periode,
) -> Result<Vec<GewerktDeel>, StorageError> {
    let over = [Plaatsingstatus::Beeindigd, Plaatsingstatus::Overgedragen].map(Plaatsingstatus::as_str);
    let rows: Vec<(PlaatsingRow, String, i64, NaiveDate, NaiveDate)> = with_db!(c = conn => {
        let goes_over = plaatsing::status.eq(Plaatsingstatus::Actief.as_str()).and(plaatsing::overdracht_op.is_not_null());
        plaatsing_deel::table
            .inner_join(plaatsing::table)
            .inner_join(vacature::table)
            .filter(plaatsing::regio_id.eq(DbUuid(regio_id)))
            .filter(plaatsing::status.eq_any(over).or(goes_over))
            .filter(plaatsing_deel::van.le(days.einde()))
            // Who goes over on the first day ends the day before it.
            .filter(plaatsing_deel::tot_en_met.ge(days.van).or(plaatsing::overdracht_op.assume_not_null().eq(days.van)))
            .order((plaatsing::id, plaatsing_deel::vacature_id, plaatsing_deel::van))
            .select((
                PlaatsingRow::as_select(),
                vacature::soort,
                plaatsing_deel::fte_e4,
                plaatsing_deel::van,
                plaatsing_deel::tot_en_met,
            ))
            .load(c)
    })?;
    let read = |(row, vacaturesoort, fte_e4, van, tot_en_met): (PlaatsingRow, String, i64, NaiveDate, NaiveDate)| {
        Ok(GewerktDeel {
            plaatsing_id: row.id.0,
            regiodocent_id: row.regiodocent_id.0,
            vestigingscode: lees("plaatsing.vestigingscode", &row.vestigingscode)?,
            status: lees("plaatsing.status", &row.status)?,
            netto_vanaf: row.netto_vanaf,
            overdracht_op: row.overdracht_op,
            vacaturesoort: lees("vacature.soort", &vacaturesoort)?,
            fte: Fte::from_e4(fte_e4),
            periode: Periode::new(van, Some(tot_en_met)),
        })
    };
    rows.into_iter().map(read).collect()
}
