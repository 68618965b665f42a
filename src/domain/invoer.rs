//! What is wrong with a piece of input, where, and how to mend it. All errors are collected, never only the first.

use serde::{Deserialize, Serialize};

/// One error in input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoerfout {
    /// JSON pointer to the value (`/contract/van`), or the query key.
    pub pointer: String,
    /// Stable code for machines, kebab-case.
    pub code: String,
    /// What is wrong, in Dutch.
    pub detail: String,
    /// What to do about it, in Dutch.
    pub herstel: String,
}

impl Invoerfout {
    /// An error at `pointer`.
    pub fn new(pointer: &str, code: &str, detail: impl Into<String>, herstel: impl Into<String>) -> Self {
        Invoerfout { pointer: pointer.into(), code: code.into(), detail: detail.into(), herstel: herstel.into() }
    }
}

/// Collects errors while reading input: each `take` gives the value or remembers why there is none.
#[derive(Debug, Default)]
pub struct Invoer {
    fouten: Vec<Invoerfout>,
}

impl Invoer {
    /// Remembers an error.
    pub fn fout(&mut self, fout: Invoerfout) {
        self.fouten.push(fout);
    }

    /// Remembers an error when `holds` is false.
    pub fn eis(&mut self, holds: bool, fout: impl FnOnce() -> Invoerfout) {
        if !holds {
            self.fouten.push(fout());
        }
    }

    /// The value, or `None` with the error remembered at `pointer`.
    pub fn take<T, E: std::fmt::Display>(
        &mut self,
        pointer: &str,
        code: &str,
        herstel: &str,
        value: Result<T, E>,
    ) -> Option<T> {
        value.map_err(|why| self.fout(Invoerfout::new(pointer, code, why.to_string(), herstel))).ok()
    }

    /// `value` when nothing was wrong, else every error.
    pub fn klaar<T>(self, value: Option<T>) -> Result<T, Vec<Invoerfout>> {
        match value {
            Some(value) if self.fouten.is_empty() => Ok(value),
            _ => Err(self.fouten),
        }
    }

    /// Nothing when nothing was wrong, else every error.
    pub fn af(self) -> Result<(), Vec<Invoerfout>> {
        self.klaar(Some(()))
    }
}
