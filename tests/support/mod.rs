//! What several tests need: databases to talk to, sources to read. No assertions on behaviour of the service here.

pub mod api;
mod cluster;
pub mod db;
pub mod inhoud;
pub mod postgres;
pub mod source;
pub mod stamdata;
