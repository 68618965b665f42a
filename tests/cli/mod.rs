//! The commands as a person types them, with the real binary.

mod backup;
mod demo;
mod match_plan;
