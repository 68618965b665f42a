//! The engine, judged from outside. The fixture is shared; not every test uses all of it.

#[allow(dead_code)]
pub mod fixture;
mod solve_amsterdam;

pub mod brute;
pub mod brute_per_bestuur;
mod checker;
mod dossier;
pub mod eigenschap;
mod explain;
mod explain_analyse;
mod explain_front;
mod explain_herstel;
mod explain_herstel_besturen;
mod explain_overzicht;
mod explain_scenario;
mod explain_toets;
pub mod explain_waarom_niet;
mod explain_wat_is_nodig;
mod kwetsbaarheid;
mod lot;
mod overname;
mod polijst;
mod ruil;
mod rules_amsterdam;
mod rules_beginners;
mod rules_detachering;
mod rules_doelen;
mod rules_drieprocent;
mod rules_dubbel;
mod rules_lijst;
mod rules_paren;
mod rules_pin;
mod rules_plan;
mod rules_ratio;
mod rules_verplaatsen;
mod rules_zevenprocent;
pub mod solve;
mod stop;
mod toewijzing;
mod uitleg_gids;
mod validate;
mod voorrang;
