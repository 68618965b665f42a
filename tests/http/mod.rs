//! The API as its callers see it.

mod beleid;
mod contract_leven;
mod conventions;
mod deelname;
mod detachering;
mod doorbelasting;
mod every_endpoint;
mod formatiepeiling;
mod gelijktijdig;
mod matchronde;
mod monitor;
mod onderdeel;
mod plaatsing;
mod regio;
mod regiodocent;
mod school;
mod schoolbestuur;
mod solidariteit;
mod vacature;
mod vacature_leven;
mod wrong_input;
