//! The engine, judged from outside. The fixture is shared; not every test uses all of it.

#[allow(dead_code)]
mod fixture;
mod solve_amsterdam;
