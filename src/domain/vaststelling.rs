//! Vaststelling: a person adopts (part of) the plan of a matchronde, and says why.

use chrono::{DateTime, Utc};
use uuid::Uuid;

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
}
