//! Who is calling and what may they do: strict tokens in, one table of rights, a [`policy::Grant`] out.
//!
//! Knows no HTTP and no database. Without a grant the storage layer gives no connection.

pub mod actie;
pub mod actor;
pub mod bereik;
mod claims;
pub mod dev_key;
mod gekend;
pub mod issue;
pub mod keys;
pub mod policy;
mod seen;
pub mod token;
