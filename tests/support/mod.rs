//! What several tests need: databases and the application to talk to, sources to read, regions to match.
//! No assertions on behaviour of the service here.

pub mod amsterdam;
pub mod api;
pub mod body;
pub mod cluster;
pub mod db;
pub mod dienst;
pub mod inhoud;
pub mod postgres;
pub mod rows;
pub mod source;
pub mod stamdata;
pub mod voorbeelden;
pub mod wereld;
