//! The typed model: persons, places, pairs and counters in whole numbers. It knows no school and no rule.
//!
//! The LP and the tables of the search are both made from this and from nothing else, so a row that a rule
//! writes steers both. Amounts are in ten-thousandths fte; a counter has its own unit.

/// Number of tiers that a model can carry.
pub const TIERS: usize = 7;

pub use super::waarden::Waarden;

/// A person who may take one or more pairs.
#[derive(Debug, Clone)]
pub struct Persoon {
    /// First of this person's pairs; they stand together, in order of place.
    pub van: usize,
    /// One past the last.
    pub tot: usize,
    /// Does one pair at most hold for every plan (one school, and nowhere two places in it)?
    pub enkel: bool,
    /// Has a place today and may leave it: the pair that stays there. In every plan this person holds some pair.
    pub vandaag: Option<usize>,
    /// Lot: decides what nothing else decides; makes the search independent of ids and of the order of input.
    pub lot: u64,
}

/// A place: parts of one group (vacatures of one school) that ask the same.
#[derive(Debug, Clone)]
pub struct Plek {
    /// Its group (school): the parts of one person in one group are one placement.
    pub groep: usize,
    /// What each part can still hold.
    pub delen: Vec<i64>,
    /// How many more persons each part may hold; `None`: any number.
    pub personen_per_deel: Option<Vec<usize>>,
    /// Has some pair a part of its own to be on (`Paar::ook`)?
    pub gepind: bool,
}

impl Plek {
    /// What all parts together can hold.
    pub fn capaciteit(&self) -> i64 {
        self.delen.iter().sum()
    }
}

/// A person at a place: nothing, or an amount from `min` up to `max`.
#[derive(Debug, Clone)]
pub struct Paar {
    /// Who.
    pub persoon: usize,
    /// Where.
    pub plek: usize,
    /// Least amount.
    pub min: i64,
    /// Largest amount. Below `min`: only a piece next to others, never taken by itself.
    pub max: i64,
    /// Least amount of this pair and others of the same person in its group together.
    pub samen: i64,
    /// Least amount as one of such pieces.
    pub stuk: i64,
    /// On this part of the place and no other (who stays where he or she is today).
    pub deel: Option<usize>,
    /// On each of these parts for something at least (a coordinator pinned it); the rest may be on others.
    pub ook: Vec<usize>,
}

/// What a pair adds to a counter.
#[derive(Debug, Clone, Copy)]
pub struct Bijdrage {
    /// Which counter.
    pub teller: usize,
    /// Per ten-thousandth fte.
    pub per_e4: i64,
    /// Once, whatever the amount.
    pub vast: i64,
}

/// What a pair costs by itself.
#[derive(Debug, Clone, Copy)]
pub struct Kost {
    /// Position of the tier.
    pub tier: usize,
    /// Per ten-thousandth fte, in model units.
    pub per_e4: i64,
    /// Once, in model units.
    pub vast: i64,
}

/// One bend of a convex cost: `helling` per unit beyond `drempel`.
#[derive(Debug, Clone, Copy)]
pub struct Knik {
    /// Position of the tier.
    pub tier: usize,
    /// Does the cost count above the threshold (else below it)?
    pub boven: bool,
    /// Threshold for the search, rounded to the strict side.
    pub drempel: i64,
    /// Threshold for bounds, rounded to the lenient side.
    pub drempel_ruim: i64,
    /// Price per unit beyond it, in model units; not negative.
    pub helling: i64,
}

impl Knik {
    /// Cost of `value` with the strict threshold.
    pub fn kost(&self, value: i64) -> i64 {
        let beyond = if self.boven { value - self.drempel } else { self.drempel - value };
        self.helling * beyond.max(0)
    }
}

/// A counter of which many should not be relatively far below the same: the more of its quotum it lacks, the more the next
/// unit is worth. Only decides between plans that are equal in the tiers up to its place; no bound knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voorrang {
    /// What it should have.
    pub quotum: i64,
    /// One unit divided by the quotum, in the unit that all counters share.
    pub helling: i128,
}

impl Voorrang {
    /// Units that lack at `value`.
    pub fn gemis(&self, value: i64) -> i64 {
        (self.quotum - value).max(0)
    }

    /// Every lacking unit counts for its number divided by the quotum: 1/q + 2/q + … + s/q.
    pub fn kost(&self, value: i64) -> i128 {
        let gemis = i128::from(self.gemis(value));
        self.helling * (gemis * (gemis + 1) / 2)
    }
}

/// A counter: a named linear row.
#[derive(Debug, Clone, Default)]
pub struct Teller {
    /// Name for logs and errors (`drieprocent 41797`).
    pub naam: String,
    /// What is there without any pair.
    pub start: i64,
    /// Never above this; `None`: no limit.
    pub maximum: Option<i64>,
    /// With a maximum: what is above it goes to this counter (a shared pool) instead of being forbidden.
    pub overloop: Option<usize>,
    /// What counts here once may come without what else counts once with the same pair: bounds take each by itself.
    pub los: bool,
    /// A row of one person: only matters when a person holds more than one pair.
    pub persoonlijk: bool,
    /// In every plan its value is the start and a whole number of these; 0: not known, so any.
    pub stap: i64,
    /// Its costs.
    pub knikken: Vec<Knik>,
    /// Its part in the order of plans that cost the same.
    pub voorrang: Option<Voorrang>,
}

impl Teller {
    /// The values that a plan can give next to `value`: below it or equal, and above it.
    pub fn rond(&self, value: i64) -> [i64; 2] {
        let stap = self.stap.max(1);
        let below = value - (value - self.start).rem_euclid(stap);
        [below, below + stap]
    }

    /// What `value` has above the maximum.
    pub fn overschot(&self, value: i64) -> i64 {
        self.maximum.map_or(0, |maximum| (value - maximum).max(0))
    }
}

/// The whole model. Pairs are sorted by person; contributions and costs lie per pair.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Persons.
    pub personen: Vec<Persoon>,
    /// Places.
    pub plekken: Vec<Plek>,
    /// Pairs.
    pub paren: Vec<Paar>,
    /// Counters.
    pub tellers: Vec<Teller>,
    /// Contributions of pair `i`: `bijdragen[bijdrage_van[i]..bijdrage_van[i + 1]]`.
    pub bijdragen: Vec<Bijdrage>,
    /// See `bijdragen`.
    pub bijdrage_van: Vec<usize>,
    /// Costs of pair `i`: `kosten[kost_van[i]..kost_van[i + 1]]`.
    pub kosten: Vec<Kost>,
    /// See `kosten`.
    pub kost_van: Vec<usize>,
    /// How many tiers are in use.
    pub tiers: usize,
    /// Model units in one domain unit, per tier.
    pub schaal: [i64; TIERS],
    /// How much one domain unit of a tier weighs against a minute of journey, before the order of tiers is applied.
    pub gewicht: [f64; TIERS],
    /// Position of the tier right after which the voorrang of counters decides; `None`: nothing has one.
    pub voorrang_na: Option<usize>,
}

impl Model {
    /// Contributions of a pair.
    pub fn bijdragen(&self, paar: usize) -> &[Bijdrage] {
        let (Some(van), Some(tot)) = (self.bijdrage_van.get(paar), self.bijdrage_van.get(paar + 1)) else { return &[] };
        self.bijdragen.get(*van..*tot).unwrap_or_default()
    }

    /// Own costs of a pair.
    pub fn kosten(&self, paar: usize) -> &[Kost] {
        let (Some(van), Some(tot)) = (self.kost_van.get(paar), self.kost_van.get(paar + 1)) else { return &[] };
        self.kosten.get(*van..*tot).unwrap_or_default()
    }

    /// Value of every counter without any pair: its start and what has flowed into it.
    pub fn begin(&self) -> Vec<i64> {
        self.met_overloop(self.tellers.iter().map(|teller| teller.start).collect())
    }

    fn met_overloop(&self, mut begin: Vec<i64>) -> Vec<i64> {
        // Pools have lower numbers than what flows into them.
        for (index, teller) in self.tellers.iter().enumerate().rev() {
            let over = begin.get(index).map_or(0, |value| teller.overschot(*value));
            if let Some(pool) = teller.overloop.and_then(|ouder| begin.get_mut(ouder)) {
                *pool += over;
            }
        }
        begin
    }

    /// Value of every counter with everybody where they are today.
    pub fn vandaag(&self) -> Vec<i64> {
        let mut value: Vec<i64> = self.tellers.iter().map(|teller| teller.start).collect();
        for paar in self.personen.iter().filter_map(|persoon| persoon.vandaag) {
            let fte = self.paren.get(paar).map_or(0, |found| found.max);
            for bijdrage in self.bijdragen(paar) {
                if let Some(value) = value.get_mut(bijdrage.teller) {
                    *value += bijdrage.per_e4 * fte + bijdrage.vast;
                }
            }
        }
        self.met_overloop(value)
    }

    /// Who may leave a place of today that is fuller than a limit allows (contract, coach time, vacature): such a place is
    /// left as it is, since whoever came instead would be new there.
    pub fn klem(&self) -> Vec<usize> {
        let mut vol: Vec<bool> = (self.tellers.iter().zip(self.vandaag()))
            .map(|(teller, value)| teller.overloop.is_none() && teller.overschot(value) > 0)
            .collect();
        // What flows into a pool has a higher number than the pool, and pools have pools.
        for index in 0..self.tellers.len() {
            let pool = self.tellers.get(index).and_then(|teller| teller.overloop);
            let over = pool.and_then(|pool| vol.get(pool).copied()).unwrap_or(false);
            if let (Some(vol), true) = (vol.get_mut(index), over) {
                *vol = true;
            }
        }
        let stays = || self.personen.iter().enumerate().filter_map(|(persoon, found)| Some((persoon, found.vandaag?)));
        let mut delen: std::collections::BTreeMap<(usize, usize), (i64, usize)> = std::collections::BTreeMap::new();
        for paar in stays().filter_map(|(_, paar)| self.paren.get(paar)) {
            let held = delen.entry((paar.plek, paar.deel.unwrap_or(0))).or_default();
            *held = (held.0 + paar.max, held.1 + 1);
        }
        let stuck = |(persoon, paar): (usize, usize)| {
            let found = self.paren.get(paar)?;
            let (plek, deel) = (self.plekken.get(found.plek)?, found.deel.unwrap_or(0));
            let (fte, personen) = delen.get(&(found.plek, deel)).copied()?;
            let limit = plek.personen_per_deel.as_ref().and_then(|limits| limits.get(deel).copied());
            let full = fte > plek.delen.get(deel).copied()? || limit.is_some_and(|limit| personen > limit);
            let counts = |teller: usize| vol.get(teller) == Some(&true);
            let over =
                self.bijdragen(paar).iter().any(|adds| counts(adds.teller) && adds.per_e4 * found.max + adds.vast > 0);
            (full || over).then_some(persoon)
        };
        stays().filter_map(stuck).collect()
    }

    /// The pair of a person at a place, when there is one; of somebody who is there today and may go there anew, either.
    pub fn paar(&self, persoon: usize, plek: usize) -> Option<usize> {
        let persoon = self.personen.get(persoon)?;
        let own = self.paren.get(persoon.van..persoon.tot)?;
        own.binary_search_by_key(&plek, |paar| paar.plek).ok().map(|found| persoon.van + found)
    }
}
