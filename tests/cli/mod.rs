//! The commands as a person types them, with the real binary.

mod bench;
mod demo;
mod match_plan;
