//! What the rows of each kind of import mean: how a row is read, judged against what is stored, and written.
//!
//! Judging never writes; so a trial run and the real one say the same of every row.

mod formatiepeiling;
mod lezen;
mod regiodocent;
mod school;
mod schoolbestuur;
mod vacature;

pub(super) use formatiepeiling::Peilingrij;
pub(super) use regiodocent::Docentrij;
pub(super) use school::Schoolrij;
pub(super) use schoolbestuur::Bestuurrij;
pub(super) use vacature::Vacaturerij;

use chrono::NaiveDate;
use uuid::Uuid;

use super::tabel::Rij;
use crate::app::error::AppError;
use crate::auth::policy::{Actie, Grant};
use crate::domain::import::{Importsoort, Importuitkomst};
use crate::domain::invoer::Invoerfout;
use crate::storage::connection::{Conn, Tx};

/// Within what rows are judged.
pub struct Kader {
    /// The regio of the import.
    pub regio: Uuid,
    /// The right of who sent the file, for this kind.
    pub grant: Grant,
    /// Today in the Netherlands.
    pub today: NaiveDate,
}

/// What a row would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oordeel {
    /// It makes, changes or knows this thing.
    Goed(Importuitkomst, String),
    /// It is refused. A pointer names the column: `/contract/van` is `contractVan`.
    Fout(Vec<Invoerfout>),
}

/// A kind of import.
pub trait Rijsoort: Sized + Send {
    /// What is to be written.
    type Plan: Default;
    /// May several rows below each other be about one thing?
    const MEER_RIJEN: bool = false;

    /// The values of a row; `None` only when the row was refused.
    fn lees(rij: &mut Rij<'_>) -> Option<Self>;

    /// What the row is about: a file names each thing once.
    fn sleutel(&self) -> String;

    /// What each row would do, and what is to be written for all of them together.
    fn beoordeel(conn: &mut Conn, kader: &Kader, rijen: &[&Self]) -> Result<(Vec<Oordeel>, Self::Plan), AppError>;

    /// Writes it.
    fn schrijf(tx: &mut Tx<'_>, kader: &Kader, plan: Self::Plan) -> Result<(), AppError>;
}

/// The right that a kind needs: the same as for one thing at a time.
pub fn actie_of(soort: Importsoort) -> Actie {
    match soort {
        Importsoort::Schoolbesturen => Actie::SchoolbestuurSchrijven,
        Importsoort::Scholen => Actie::SchoolSchrijven,
        Importsoort::Formatiepeilingen => Actie::FormatiepeilingSchrijven,
        Importsoort::Regiodocenten => Actie::RegiodocentSchrijven,
        Importsoort::Vacatures => Actie::VacatureMaken,
    }
}

/// A refusal by a use case, as errors of the row; what is our own fault stays an error of ours.
fn as_fouten(why: AppError) -> Result<Vec<Invoerfout>, AppError> {
    match why {
        AppError::Invoer(fouten) => Ok(fouten),
        AppError::NietGevonden(wat) => {
            let detail = format!("{wat} niet gevonden");
            Ok(vec![Invoerfout::new("", "niet-gevonden", detail, "Controleer de code, of voeg haar eerst toe.")])
        }
        AppError::Conflict { code, detail, herstel } => Ok(vec![Invoerfout::new("", code, detail, herstel)]),
        AppError::Overgang(why) => {
            let detail = format!("de status is '{}'; '{}' kan dan niet", why.status, why.stap);
            Ok(vec![Invoerfout::new("/status", "overgang-niet-mogelijk", detail, "Laat deze rij weg.")])
        }
        other => Err(other),
    }
}

/// Changed or just the same?
fn gelijk_of_niet(gelijk: bool) -> Importuitkomst {
    if gelijk { Importuitkomst::Ongewijzigd } else { Importuitkomst::Gewijzigd }
}
