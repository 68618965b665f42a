//! Use cases that no single call over HTTP shows.

mod prepare;
