//! The API as its callers see it.

mod beleid;
mod conventions;
mod onderdeel;
mod regio;
mod regiodocent;
mod solidariteit;
mod vacature;
