//! Background work, with the real solver process.

pub mod bedrijf;
mod boek;
mod herstart;
mod ingreep;
mod onderzoek;
mod ronde;
mod solverproces;
mod verhuizing;
mod vloot;
mod voorbeelden;
