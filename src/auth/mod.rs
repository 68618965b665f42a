//! Who is calling and what may they do: strict tokens in, one table of rights, a `Grant` out.
//!
//! Knows no HTTP and no database. Without a [`policy::Grant`] the storage layer gives no connection.

pub mod actie;
pub mod actor;
pub mod policy;
pub mod token;
