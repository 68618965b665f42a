//! Use cases, without HTTP around them.

mod document;
mod instroom;
mod overgang;
mod prepare;
mod regiodocent;
