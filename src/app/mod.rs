//! Use cases, one file per noun.

pub mod import;
