//! What is written down about every change: who did what to which object.
//!
//! Only the content and its seal; storing it, in the transaction of the change itself, is the work of `storage`.

use sha2::{Digest, Sha256};

/// One line of the audit log. Who, when and the trace id are added by `storage` from the grant and the clock.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    /// The action as the policy spells it (`vacature:maken`).
    pub actie: &'static str,
    /// The kind of object, a domain noun (`vacature`).
    pub object_soort: &'static str,
    /// Its identification: uuid, bestuursnummer, vestigingscode or regiocode.
    pub object_id: String,
    /// What changed, as JSON. No names, addresses or other personal data: ids, states and amounts only.
    pub samenvatting: serde_json::Value,
}

impl AuditEntry {
    /// A line about `actie` on the object `object_soort`/`object_id`.
    pub fn new(
        actie: &'static str,
        object_soort: &'static str,
        object_id: impl ToString,
        samenvatting: serde_json::Value,
    ) -> Self {
        AuditEntry { actie, object_soort, object_id: object_id.to_string(), samenvatting }
    }
}

/// The hash of a link in the chain: of the hash before it and every field of the row, each with its length, so that
/// nothing can move from one field to the next. 64 hexadecimal digits.
pub fn schakel(vorige: &str, velden: &[&str]) -> String {
    let mut hash = Sha256::new();
    for veld in std::iter::once(&vorige).chain(velden) {
        hash.update(veld.len().to_be_bytes());
        hash.update(veld.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
