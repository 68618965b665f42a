//! Vacatures for the shortage of schools: the tekort cut into pieces of 0.4 to 1.0 fte, the rest last.

use super::kans::Kans;
use crate::domain::bevoegdheid::Vakbevoegdheid;
use crate::domain::formatiepeiling::Formatiepeiling;
use crate::domain::fte::Fte;
use crate::domain::prikkel::Prikkels;
use crate::domain::school::School;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::{Graad, Sector};
use crate::domain::vacature::{Vacature, Vacaturesoort};

/// What a class teacher in primary education needs.
pub fn groepsleraar() -> Vakbevoegdheid {
    Vakbevoegdheid { sector: Sector::Bo, vak: "groepsleraar".to_owned(), graad: Graad::Pabo }
}

/// Vacatures for the whole `schooljaar` at one school, in tenths of an fte.
pub fn make_vacatures(
    kans: &mut Kans,
    school: &School,
    peiling: &Formatiepeiling,
    schooljaar: Schooljaar,
) -> Vec<Vacature> {
    let available = peiling.beschikbaar_bevoegd_fte - peiling.niet_inzetbaar_fte;
    let mut rest = peiling.benodigd_fte.saturating_sub(available).e4() / 1_000;
    let mut vacatures = Vec::new();
    while rest > 0 {
        let tenths = kans.tussen(4, 10).min(rest);
        rest -= tenths;
        let soort = if kans.procent(12) { Vacaturesoort::Vervanging } else { Vacaturesoort::Regulier };
        vacatures.push(vacature(school, soort, Fte::from_e4(tenths * 1_000), schooljaar));
    }
    vacatures
}

/// A training place above the formation of 0.8 fte.
pub fn make_opleidingsplaats(school: &School, schooljaar: Schooljaar) -> Vacature {
    vacature(school, Vacaturesoort::Opleidingsplaats, Fte::from_e4(8_000), schooljaar)
}

fn vacature(school: &School, soort: Vacaturesoort, fte: Fte, schooljaar: Schooljaar) -> Vacature {
    Vacature {
        vestigingscode: school.vestigingscode.clone(),
        soort,
        fte,
        vakbevoegdheid: groepsleraar(),
        periode: schooljaar.periode(),
        dagdelen: None,
        alleen_geheel: false,
        prikkels: Prikkels::default(),
    }
}
