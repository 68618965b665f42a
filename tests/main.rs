//! All tests in one binary, so that the crates link once; the modules mirror `src`.

mod import;
