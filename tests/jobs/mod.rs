//! Background work, with the real solver process.

pub(crate) mod bedrijf;
mod herstart;
mod ingreep;
mod onderzoek;
mod ronde;
mod solverproces;
mod verhuizing;
mod vloot;
