//! The API as its callers see it.

mod conventions;
mod deelname;
mod formatiepeiling;
mod regio;
mod school;
mod schoolbestuur;
