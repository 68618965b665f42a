//! Background work, with the real solver process.

mod bedrijf;
mod herstart;
mod ingreep;
mod onderzoek;
mod ronde;
mod solverproces;
mod verhuizing;
mod vloot;
mod voorbeelden;
