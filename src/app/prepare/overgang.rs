//! First-years who went over from the pool to a board after it was counted: they stand before the class as before, now as its
//! own staff. The peiling does not know them yet, so they are added to what it says, for the 7%-regeling.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::plaatsing::{HoudendePlaatsing, Plaatsingstatus};
use crate::domain::regiodocent::is_eerstejaars;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;
use crate::matching::problem::{ProblemRegiodocent, ProblemSchool};
use crate::storage::instroom::GewerktDeel;

/// Counts who went over in this schooljaar and after the peiling of the school, each person once per board and sector; nobody
/// who is counted there by a plaatsing. A school without a peiling has no figures to add to.
pub(super) fn tel_mee(
    scholen: &mut [ProblemSchool],
    gewerkt: &[GewerktDeel],
    plaatsingen: &[HoudendePlaatsing],
    mensen: &[ProblemRegiodocent],
    schooljaar: Schooljaar,
) {
    let mut counted: BTreeSet<(Bestuursnummer, Sector, Uuid)> = plaatsingen
        .iter()
        .filter_map(|held| {
            let (bestuursnummer, sector) = kamer(scholen, &held.vestigingscode)?;
            Some((bestuursnummer, sector, held.regiodocent_id))
        })
        .collect();
    let first_year = |id: Uuid| {
        let id = id.to_string();
        let docent = mensen.iter().find(|docent| docent.id == id);
        docent.is_some_and(|docent| is_eerstejaars(docent.soort, docent.traject_start, schooljaar))
    };
    for deel in gewerkt.iter().filter(|deel| deel.status == Plaatsingstatus::Overgedragen) {
        let Some(day) = deel.overdracht_op.filter(|day| schooljaar.periode().bevat(*day)) else { continue };
        let Some(school) = scholen.iter_mut().find(|school| school.vestigingscode == deel.vestigingscode) else {
            continue;
        };
        let Some(formatie) = school.formatie.as_mut().filter(|formatie| formatie.peildatum < day) else { continue };
        let person = (school.bestuursnummer.clone(), school.sector, deel.regiodocent_id);
        if first_year(deel.regiodocent_id) && counted.insert(person) {
            formatie.eerstejaars_zij_instromers_eigen += 1;
        }
    }
}

fn kamer(scholen: &[ProblemSchool], code: &Vestigingscode) -> Option<(Bestuursnummer, Sector)> {
    let school = scholen.iter().find(|school| school.vestigingscode == *code)?;
    Some((school.bestuursnummer.clone(), school.sector))
}
