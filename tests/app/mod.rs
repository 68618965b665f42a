//! Use cases, without HTTP around them.

mod document;
mod prepare;
mod regiodocent;
