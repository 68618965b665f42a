//! Storage, the same tests on both engines.

mod job;
mod migrations;
mod regio;
mod regiodocent;
mod vacature;
