//! All tests in one binary, so that the crates link once; the modules mirror `src`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod import;
