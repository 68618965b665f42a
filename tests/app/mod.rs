//! Use cases, without HTTP around them.

mod regiodocent;
