//! The API as its callers see it.

mod auditregel;
mod beleid;
mod conventions;
mod deelname;
mod doorbelasting;
mod every_endpoint;
mod formatiepeiling;
mod gelijktijdig;
mod idempotentie;
mod matchronde;
mod monitor;
mod onderdeel;
mod plaatsing;
mod regio;
mod regiodocent;
mod school;
mod schoolbestuur;
mod solidariteit;
mod toegang;
mod vacature;
mod vacature_leven;
mod wrong_input;
