//! The API as its callers see it.

mod conventions;
mod regio;
mod vacature;
