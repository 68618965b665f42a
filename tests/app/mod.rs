//! Use cases, without HTTP around them.

mod prepare;
mod regiodocent;
