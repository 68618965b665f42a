//! The API as its callers see it.

mod beleid;
mod conventions;
mod deelname;
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
mod wrong_input;
