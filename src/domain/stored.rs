//! A noun as it is kept: with its id and the version that guards it against lost updates.

use uuid::Uuid;

/// Something stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<T, Id = Uuid> {
    /// Its id: a UUIDv7, or the code of a schoolbestuur or school.
    pub id: Id,
    /// Goes up with every change; the strong ETag is made of it.
    pub versie: i32,
    /// The noun itself.
    pub noun: T,
}

impl<T, Id> Stored<T, Id> {
    /// The same id and version around something else.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Stored<U, Id> {
        Stored { id: self.id, versie: self.versie, noun: f(self.noun) }
    }
}
