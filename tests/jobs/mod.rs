//! Background work, with the real solver process.

mod bedrijf;
mod herstart;
mod ronde;
mod solverproces;
mod vloot;
