//! All tests in one binary, so that the crates link once. Modules mirror `src`.

mod matching;
mod support;
