//! Doorbelasting: what each host school pays the regio for a month, and what bench time (bankzitten) costs the regio itself.
//!
//! A contract costs `loonkosten × werktijdfactor × days ÷ days of the calendar year` in a month. That amount is rounded once,
//! half up, to a cent; the lines of the contract share it by largest remainder, so together they are it to the cent.

mod berekening;
mod verschil;

use chrono::{DateTime, Utc};
use uuid::Uuid;

pub use berekening::{Berekend, bereken};
pub use verschil::verschillen;

use super::breuk::Breuk;
use super::fte::Fte;
use super::kenmerk::{Bestuursnummer, Vestigingscode};
use super::maand::Maand;
use super::periode::Periode;

/// A contract, as far as it costs money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loonfeit {
    /// The contract.
    pub contract_id: Uuid,
    /// Whose.
    pub regiodocent_id: Uuid,
    /// When.
    pub periode: Periode,
    /// Share of a full job.
    pub werktijdfactor: Fte,
    /// Cost in cents per fte-year.
    pub loonkosten_cent: i64,
}

/// Part of a plaatsing that is or was actief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inzetfeit {
    /// Who.
    pub regiodocent_id: Uuid,
    /// Where.
    pub plek: Plek,
    /// How much, gross.
    pub fte: Fte,
    /// When.
    pub periode: Periode,
}

/// A school and the board that pays for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Plek {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// Its board.
    pub bestuursnummer: Bestuursnummer,
}

/// What a line is about; two lines of one month with the same key would be one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Regelsleutel {
    /// The regiodocent.
    pub regiodocent_id: Uuid,
    /// Under which contract.
    pub contract_id: Uuid,
    /// Who pays; absent: bench time, which the regio pays itself.
    pub plek: Option<Plek>,
}

/// One line: an amount for one person under one contract at one school, or on the bench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doorbelastingsregel {
    /// What it is about.
    pub sleutel: Regelsleutel,
    /// Fte × days, exact.
    pub fte_dagen: Breuk,
    /// The amount in cents; below zero only in a correction.
    pub bedrag_cent: i64,
}

/// A line as it is or will be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boekregel {
    /// The month it is about; earlier than the month it is booked in: a correction.
    pub over_maand: Maand,
    /// The line.
    pub regel: Doorbelastingsregel,
}

/// When and by whom a month was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afsluiting {
    /// The month.
    pub maand: Maand,
    /// When.
    pub afgesloten_op: DateTime<Utc>,
    /// Subject of the token of who did.
    pub door: String,
}
