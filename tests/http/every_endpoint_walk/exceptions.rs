//! What the walk does not ask of an operation, each with its reason. This list may only shrink: a test fails when an
//! operation no longer needs its line.

use Excused::{NamesNoThing, OfTheRegio};

/// What an operation is excused from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Excused {
    /// Its path names no thing that could be somebody else's.
    NamesNoThing,
    /// What it shows belongs to the whole regio, so another board may see it too.
    OfTheRegio,
}

/// Operation, what it is excused from, and why.
pub const EXCEPTIONS: &[(&str, Excused, &str)] = &[
    ("close_maand", NamesNoThing, "a month is everybody's; each regio closes its own accounts of it"),
    ("find_regio", OfTheRegio, "name, kind and dates of the regio one works in"),
    ("find_beleid", OfTheRegio, "the rules hold for all boards alike, so all may read them"),
    ("list_deelnames", OfTheRegio, "a board asks for the deelnames of its own schools and gets no others"),
];

/// Is this operation excused from this?
pub fn is_excused(operation: &str, from: Excused) -> bool {
    EXCEPTIONS.iter().any(|(id, excused, _)| *id == operation && *excused == from)
}
