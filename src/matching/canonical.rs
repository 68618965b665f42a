//! The hash that names a Problem.

use sha2::{Digest, Sha256};

use super::problem::Problem;

/// SHA-256 of the canonical JSON, lower-case hex.
pub fn problem_hash(problem: &Problem) -> Result<String, serde_json::Error> {
    let json = serde_json::to_vec(problem)?;
    Ok(Sha256::digest(json).iter().map(|byte| format!("{byte:02x}")).collect())
}
