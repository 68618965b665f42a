//! What a person has on the days of a place: fte that are free, schools that may still be taken.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::gegevens::{Gegevens, ligt_op, som_e4};
use super::super::personen::{contract_e4, stemt_toe};
use crate::domain::instemming::Instemmingsoort;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::matching::problem::{HuidigePlaatsing, Pin, ProblemRegiodocent};

/// A person with the plaatsingen of today that hold fte, and what was decided about this person.
pub(super) struct Mens<'a> {
    pub(super) persoon: &'a ProblemRegiodocent,
    /// Those that are in every plan.
    pub(super) vandaag: Vec<&'a HuidigePlaatsing>,
    /// The one that a plan may leave out, with its position in the Problem.
    pub(super) mag_weg: Option<(usize, &'a HuidigePlaatsing)>,
    pub(super) pins: Vec<&'a Pin>,
}

impl<'a> Mens<'a> {
    pub(super) fn new(gegevens: &Gegevens<'a>, persoon: &'a ProblemRegiodocent) -> Mens<'a> {
        let problem = gegevens.problem;
        let own =
            |(_, today): &(usize, &HuidigePlaatsing)| today.status.houdt_fte_vast() && today.regiodocent == persoon.id;
        let held: Vec<(usize, &HuidigePlaatsing)> = problem.plaatsingen.iter().enumerate().filter(own).collect();
        let mag_weg = match held.as_slice() {
            [only] if stemt_toe(gegevens, only.1) => Some(*only),
            _ => None,
        };
        let vandaag = held.into_iter().filter(|_| mag_weg.is_none()).map(|(_, today)| today).collect();
        let pins = problem.pins.iter().filter(|pin| pin.regiodocent == persoon.id).collect();
        Mens { persoon, vandaag, mag_weg, pins }
    }

    /// Days between which nothing of this person changes, inside a period.
    fn wissels(&self, van: NaiveDate, tot: NaiveDate) -> BTreeSet<NaiveDate> {
        let contracts = self.persoon.contracten.iter().map(|one| &one.periode);
        let given = self.persoon.instemmingen.iter().map(|one| &one.periode);
        let mut days: BTreeSet<NaiveDate> = contracts
            .chain(given)
            .flat_map(|one| [Some(one.van), one.tot_en_met.and_then(|day| day.succ_opt())])
            .flatten()
            .collect();
        for deel in self.vandaag.iter().flat_map(|today| &today.delen) {
            days.insert(deel.van);
            days.extend(deel.tot_en_met.succ_opt());
        }
        days.retain(|day| van < *day && *day <= tot);
        days.insert(van);
        days
    }

    pub(super) fn vrij_op(&self, day: NaiveDate) -> i128 {
        let held = self.vandaag.iter().flat_map(|today| &today.delen).filter(|deel| ligt_op(deel, day));
        contract_e4(self.persoon, day) - som_e4(held)
    }

    /// What the contract leaves on every day of a period, in ten-thousandths; 0 with a day without contract.
    pub(super) fn vrij(&self, van: NaiveDate, tot: NaiveDate) -> i128 {
        let days = self.wissels(van, tot);
        let free = |day: &NaiveDate| if contract_e4(self.persoon, *day) == 0 { 0 } else { self.vrij_op(*day) };
        days.iter().map(free).min().unwrap_or(0)
    }

    /// The smallest contract in a period.
    pub(super) fn contract(&self, van: NaiveDate, tot: NaiveDate) -> i128 {
        self.wissels(van, tot).iter().map(|day| contract_e4(self.persoon, *day)).min().unwrap_or(0)
    }

    /// How many schools this person may be at on this day, beyond those of today; `hier`: not counting this one.
    fn scholen_over(&self, gegevens: &Gegevens, hier: Option<&Vestigingscode>, day: NaiveDate) -> i64 {
        let experienced = matches!(self.persoon.soort, Regiodocentsoort::Ervaren | Regiodocentsoort::Herintreder);
        let mut given = self.persoon.instemmingen.iter().filter(|given| given.soort == Instemmingsoort::TweeScholen);
        let allowed = match experienced && given.any(|given| given.periode.bevat(day)) {
            true => gegevens.geheel("spreiding", "scholen-met-instemming"),
            false => 1,
        };
        let there = |today: &&&HuidigePlaatsing| {
            Some(&today.vestigingscode) != hier && today.delen.iter().any(|deel| ligt_op(deel, day))
        };
        let elsewhere: BTreeSet<_> = self.vandaag.iter().filter(there).map(|today| &today.vestigingscode).collect();
        allowed - i64::try_from(elsewhere.len()).unwrap_or(i64::MAX)
    }

    /// May this person be at this school on all these days?
    pub(super) fn mag(&self, gegevens: &Gegevens, hier: &Vestigingscode, van: NaiveDate, tot: NaiveDate) -> bool {
        self.wissels(van, tot).into_iter().all(|day| self.scholen_over(gegevens, Some(hier), day) > 0)
    }

    /// May this person be at two schools more, beside those of today, for as long as two of these periods share days?
    pub(super) fn twee(&self, gegevens: &Gegevens, dagen: &BTreeSet<(NaiveDate, NaiveDate)>) -> bool {
        if !self.persoon.instemmingen.iter().any(|given| given.soort == Instemmingsoort::TweeScholen) {
            return false;
        }
        let together = dagen.iter().flat_map(|a| dagen.iter().map(|b| (a.0.max(b.0), a.1.min(b.1))));
        let room =
            |(van, tot)| self.wissels(van, tot).into_iter().all(|day| self.scholen_over(gegevens, None, day) > 1);
        together.filter(|(van, tot)| van <= tot).any(room)
    }

    pub(super) fn is_hier(&self, hier: &Vestigingscode) -> bool {
        self.vandaag.iter().any(|today| today.vestigingscode == *hier)
    }

    pub(super) fn is_hier_op(&self, hier: &Vestigingscode, day: NaiveDate) -> bool {
        let here = self.vandaag.iter().filter(|today| today.vestigingscode == *hier);
        here.flat_map(|today| &today.delen).any(|deel| ligt_op(deel, day))
    }
}
