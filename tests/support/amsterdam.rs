//! The instance amsterdam-v1, when the public figures are there (`RATO_DATA_DIR`).

use std::io::Write;
use std::path::{Path, PathBuf};

use rato::matching::problem::Problem;

/// The folder with the data files, when it is there.
pub fn data_dir() -> Option<PathBuf> {
    let given = std::env::var_os("RATO_DATA_DIR").map(PathBuf::from);
    let folder = given.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"));
    if folder.join("arbeidsmarkt").is_dir() {
        return Some(folder);
    }
    // Past the capture of the test runner: a skipped test must be seen.
    let told = "OVERGESLAGEN: de gegevens van Amsterdam staan niet in";
    drop(writeln!(std::io::stderr(), "{told} {} (zet RATO_DATA_DIR)", folder.display()));
    None
}

/// `aantal` regiodocenten, drawn with this seed.
pub fn amsterdam(folder: &Path, aantal: usize, seed: u64) -> Problem {
    rato::demo::instantie::amsterdam::amsterdam(folder, aantal, seed).unwrap()
}
