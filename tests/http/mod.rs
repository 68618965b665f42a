//! The API as its callers see it.

mod conventions;
mod matchronde;
mod regio;
mod vacature;
