//! What is written down about every change: who did what to which object.
//!
//! Only the content; storing it, in the transaction of the change itself, is the work of `storage`.

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
