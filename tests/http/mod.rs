//! The API as its callers see it.

mod conventions;
mod matchronde;
mod onderdeel;
mod regio;
mod regiodocent;
mod vacature;
