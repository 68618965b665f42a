//! Matchronde: a frozen question to the matcher and where its answer stands.

use chrono::{DateTime, NaiveDate, Utc};

mod levensloop;

pub use levensloop::Matchrondestap;

use super::keuze::keuze;
use super::schooljaar::Schooljaar;

keuze! {
    /// Where a matchronde stands.
    Matchrondestatus {
        /// In the queue.
        Wachtend = "wachtend",
        /// Being solved.
        Loopt = "loopt",
        /// There is a plan to look at.
        Voorstel = "voorstel",
        /// A person adopted (part of) it.
        Vastgesteld = "vastgesteld",
        /// Stopped before there was a plan.
        Gestopt = "gestopt",
        /// Could not be solved; the reason is stored.
        Mislukt = "mislukt",
        /// Overtaken by a later ronde.
        Vervallen = "vervallen",
    }
}

impl Matchrondestatus {
    /// Is there nothing left for a worker to do?
    pub fn is_klaar(self) -> bool {
        !matches!(self, Matchrondestatus::Wachtend | Matchrondestatus::Loopt)
    }
}

/// A matchronde as it is kept. Its Problem and Plan are documents of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matchronde {
    /// The schooljaar it plans.
    pub schooljaar: Schooljaar,
    /// Day at which the norms are taken.
    pub peildatum: NaiveDate,
    /// First day that it plans: nobody is placed on a day before it.
    pub ingangsdatum: NaiveDate,
    /// Where it stands.
    pub status: Matchrondestatus,
    /// The seed of the lots, 64 hexadecimal digits. Secret until the ronde is done.
    pub zaad: String,
    /// SHA-256 of the seed, hexadecimal: published at once, so that nobody can choose another seed afterwards.
    pub zaad_hash: String,
    /// Safety net, seconds.
    pub tijdlimiet_s: i32,
    /// Work after which the search stops, moves per thread; absent: only the time limits it.
    pub werklimiet: Option<i64>,
    /// How many people may be moved against today; absent: what the beleid says.
    pub wijzigingsbudget: Option<i32>,
    /// Version of the engine that solves it.
    pub engine_versie: String,
    /// SHA-256 of the frozen Problem, hexadecimal; absent until it is frozen.
    pub problem_hash: Option<String>,
    /// What may be said of the plan, in the words of the matcher; absent without a plan.
    pub plan_status: Option<String>,
    /// Why it failed or was stopped, in Dutch.
    pub reden: Option<String>,
    /// When it was asked for.
    pub aangemaakt_op: DateTime<Utc>,
    /// When there was nothing left for a worker to do.
    pub klaar_op: Option<DateTime<Utc>>,
}

impl Matchronde {
    /// The seed, once nothing can be gained by knowing it.
    pub fn zaad_openbaar(&self) -> Option<&str> {
        self.status.is_klaar().then_some(self.zaad.as_str())
    }
}
