//! RATO: the central pool of regiodocenten of a Dutch Regio voor de Arbeidsmarkt van de Toekomst van het Onderwijs.
//!
//! The map of the house; `docs/ARCHITECTURE.md` tells who may use whom.

pub mod app;
pub mod audit;
pub mod auth;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod http;
pub mod jobs;
pub mod matching;
pub mod storage;
pub mod telemetry;
pub mod verify;
