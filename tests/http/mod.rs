//! The API as its callers see it.

mod beleid;
mod conventions;
mod regio;
mod solidariteit;
mod vacature;
