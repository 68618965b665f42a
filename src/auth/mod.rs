//! Who is calling and what may they do: strict tokens in, one table of rights, a [`policy::Grant`] out.
//!
//! Serves no HTTP and knows no database; the keys of an issuer are the one thing it fetches. Without a grant the storage layer gives no connection.

pub mod actie;
pub mod actor;
pub mod bereik;
mod claims;
pub mod dev_key;
mod gekend;
pub mod issue;
pub mod jwks;
pub mod keys;
pub mod policy;
pub mod sandbox;
mod seen;
pub mod token;
