//! Commands as they are typed, with the real program.

mod match_plan;
