//! Storage, the same tests on both engines.

mod migrations;
mod regio;
mod vacature;
