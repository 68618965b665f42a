//! The `rato` command.

fn main() {}
