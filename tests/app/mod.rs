//! Use cases, without HTTP around them.

mod document;
mod instroom;
mod prepare;
mod regiodocent;
