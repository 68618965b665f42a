//! Background work, with the real solver process.

pub mod bedrijf;
mod boek;
mod dossier;
mod herstart;
mod ingreep;
mod onderzoek;
mod onderzoeken;
mod ronde;
mod scenario;
mod solverproces;
mod verhuizing;
mod vloot;
mod voorbeelden;
