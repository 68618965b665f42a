//! What several groups of tests share: generated regions on real schools.

pub mod amsterdam;
