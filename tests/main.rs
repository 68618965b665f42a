//! All tests in one binary, so that the crates link once. Modules mirror `src`.

// A test that cannot go on says so by panicking, in its helpers too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod matching;
mod support;
