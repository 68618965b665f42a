//! Wijziging: that something changed, made or removed a thing; not what it became. Who reads it asks for the thing itself,
//! with their own rights: so nothing personal travels in a feed, and what is read is never older than the message.

use chrono::{DateTime, Utc};

use super::keuze::keuze;

keuze! {
    /// What can change.
    Wijzigingobject {
        /// A board.
        Schoolbestuur = "schoolbestuur",
        /// A school.
        School = "school",
        /// A school taking part in the regio.
        Deelname = "deelname",
        /// What a school needs and has.
        Formatiepeiling = "formatiepeiling",
        /// A regiodocent, onderdelen included.
        Regiodocent = "regiodocent",
        /// A vacature.
        Vacature = "vacature",
        /// A plaatsing, its parts and steps included.
        Plaatsing = "plaatsing",
        /// A detachering.
        Detachering = "detachering",
        /// A matchronde.
        Matchronde = "matchronde",
    }
}

keuze! {
    /// What happened to it.
    Wijzigingaard {
        /// It is there now.
        Gemaakt = "gemaakt",
        /// It differs, or may differ.
        Gewijzigd = "gewijzigd",
        /// It is gone.
        Verwijderd = "verwijderd",
    }
}

/// One message of the feed of a regio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wijziging {
    /// Its place in the feed, from 1 without holes; not every reader may see every place.
    pub volgnummer: i64,
    /// What changed.
    pub soort: Wijzigingobject,
    /// Its id or code.
    pub object_id: String,
    /// What happened.
    pub aard: Wijzigingaard,
    /// When.
    pub tijdstip: DateTime<Utc>,
    /// The trace of the request that did it (32 hexadecimal digits).
    pub spoor: Option<String>,
}

impl Wijzigingobject {
    /// The path of a thing of this kind, without the server.
    pub fn pad(self, regio: &str, id: &str) -> String {
        match self {
            Wijzigingobject::Schoolbestuur => format!("/v1/schoolbesturen/{id}"),
            Wijzigingobject::School => format!("/v1/scholen/{id}"),
            Wijzigingobject::Deelname => format!("/v1/regios/{regio}/deelnames/{id}"),
            Wijzigingobject::Formatiepeiling => format!("/v1/formatiepeilingen/{id}"),
            Wijzigingobject::Regiodocent => format!("/v1/regiodocenten/{id}"),
            Wijzigingobject::Vacature => format!("/v1/vacatures/{id}"),
            Wijzigingobject::Plaatsing => format!("/v1/plaatsingen/{id}"),
            Wijzigingobject::Detachering => format!("/v1/detacheringen/{id}"),
            Wijzigingobject::Matchronde => format!("/v1/matchrondes/{id}"),
        }
    }
}
