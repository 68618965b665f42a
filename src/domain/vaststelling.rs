//! Vaststelling: a person adopts (part of) the plan of a matchronde, and says why.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::keuze::keuze;

keuze! {
    /// What happened to something since the data of a matchronde were frozen.
    Wijzigingsoort {
        /// It is new.
        Toegevoegd = "toegevoegd",
        /// It is not there any more.
        Verdwenen = "verdwenen",
        /// It is different.
        Gewijzigd = "gewijzigd",
    }
}

/// Something that is not as it was when the data were frozen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wijziging {
    /// Kind of thing: `school`, `regiodocent`, `vacature`, `plaatsing` or `beleid`.
    pub onderwerp: String,
    /// Its id; absent for the beleid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What happened.
    pub wat: Wijzigingsoort,
}

/// Who adopted what, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vaststelling {
    /// The matchronde whose plan was adopted.
    pub matchronde_id: Uuid,
    /// Why, in the words of the person.
    pub motivering: String,
    /// Subject of the token.
    pub door: String,
    /// When.
    pub vastgesteld_op: DateTime<Utc>,
    /// How many ingrepen the plan holds.
    pub ingrepen: i32,
    /// What was no longer as when the data were frozen; none of it was overwritten.
    pub gewijzigd: Vec<Wijziging>,
}
