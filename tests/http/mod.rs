//! The API as its callers see it.

mod auditregel;
mod beleid;
mod contract_leven;
mod conventions;
mod deelname;
mod detachering;
mod doorbelasting;
mod every_endpoint;
mod every_endpoint_walk;
mod formatiepeiling;
mod gelijktijdig;
mod idempotentie;
mod matchronde;
mod metrics;
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
