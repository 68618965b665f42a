//! Background work, with the real solver process.

pub mod bedrijf;
mod boek;
mod herstart;
mod ingreep;
mod ronde;
mod solverproces;
mod vloot;
