//! Background work, with the real solver process.

mod bedrijf;
mod dossier;
mod herstart;
mod ingreep;
mod onderzoek;
mod ronde;
mod scenario;
mod solverproces;
mod verhuizing;
mod vloot;
