//! What several tests need: databases to talk to. No assertions on behaviour here.

mod cluster;
pub mod postgres;
