//! The commands as a person types them, with the real binary.

mod demo;
mod match_plan;
