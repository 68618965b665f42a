//! Storage, the same tests on both engines.

mod beleid;
mod migrations;
mod regio;
mod regiodocent;
mod vacature;
