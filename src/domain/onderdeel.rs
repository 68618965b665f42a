//! Onderdeel: what belongs to one regiodocent (contract, bevoegdheid, voorkeur, uitsluiting, instemming).
//!
//! What the five have in common, so that storage, use cases and HTTP are written once.

use super::invoer::{Invoer, Invoerfout};
use super::kenmerk::{Bestuursnummer, Vestigingscode};
use super::levensloop::GeenOvergang;
use super::periode::Periode;
use super::regiodocent::Regiodocent;

/// Most onderdelen of one kind that a regiodocent can have.
pub const MAX_ONDERDELEN: usize = 200;

/// A part of what is known of a regiodocent.
pub trait Onderdeel: Sized {
    /// What it is called, in the singular (`contract`).
    const NAAM: &'static str;
    /// What the list of them is called in JSON and in paths (`contracten`).
    const LIJST: &'static str;

    /// Everything that is wrong with it by itself, for this person. `at` is the pointer to it, empty for a whole body.
    fn check(&self, regiodocent: &Regiodocent, at: &str, invoer: &mut Invoer);

    /// What is wrong with having it next to `other` of the same person.
    fn botsing(&self, _other: &Self, _at: &str) -> Option<Invoerfout> {
        None
    }

    /// This change of `present`, with what a change may not touch as it was; an error when `present` no longer changes.
    fn wijziging(self, _present: &Self) -> Result<Self, GeenOvergang> {
        Ok(self)
    }

    /// The schools and boards it names, each of which must exist.
    fn verwijzingen(&self, _at: &str) -> Vec<Verwijzing> {
        Vec::new()
    }
}

/// A code in the input that names something which must exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verwijzing {
    /// Where it stands.
    pub pointer: String,
    /// What it names.
    pub doel: Doel,
}

/// What a [`Verwijzing`] names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doel {
    /// A school.
    School(Vestigingscode),
    /// A board.
    Schoolbestuur(Bestuursnummer),
}

impl Verwijzing {
    /// The error when it does not exist.
    pub fn onbekend(&self) -> Invoerfout {
        let detail = match &self.doel {
            Doel::School(code) => format!("er is geen school met vestigingscode {code}"),
            Doel::Schoolbestuur(nummer) => format!("er is geen schoolbestuur met bestuursnummer {nummer}"),
        };
        Invoerfout::new(&self.pointer, "onbekend", detail, "Controleer de code, of voeg haar eerst toe.")
    }
}

/// The pointer to number `index` of the list of `T` in the body of a whole person.
pub fn pointer_to<T: Onderdeel>(index: usize) -> String {
    format!("/{}/{index}", T::LIJST)
}

/// Checks a whole list that came with a new person: each by itself and against those before it.
pub fn check_onderdelen<T: Onderdeel>(regiodocent: &Regiodocent, items: &[T], invoer: &mut Invoer) {
    for (index, item) in items.iter().enumerate() {
        let before = items.iter().take(index);
        check_onderdeel(regiodocent, item, before, &pointer_to::<T>(index), invoer);
    }
}

/// Checks one onderdeel by itself and against the `others` of the same person; at most one botsing is told.
pub fn check_onderdeel<'a, T: Onderdeel + 'a>(
    regiodocent: &Regiodocent,
    item: &T,
    mut others: impl Iterator<Item = &'a T>,
    at: &str,
    invoer: &mut Invoer,
) {
    item.check(regiodocent, at, invoer);
    if let Some(fout) = others.find_map(|other| item.botsing(other, at)) {
        invoer.fout(fout);
    }
}

/// A period that ends before it begins is an error at `totEnMet`.
pub(super) fn check_periode(periode: &Periode, at: &str, invoer: &mut Invoer) {
    invoer.eis(!periode.is_leeg(), || {
        let detail = "de laatste dag ligt voor de eerste";
        let herstel = "Kies een totEnMet op of na van, of laat het weg.";
        Invoerfout::new(&format!("{at}/totEnMet"), "einde-voor-begin", detail, herstel)
    });
}
