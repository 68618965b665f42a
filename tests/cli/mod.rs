//! The commands as a person types them, with the real binary.

mod audit;
mod backup;
mod bench;
mod demo;
mod match_plan;
mod sandbox;
mod spoor;
mod token;
mod tweede_mening;
