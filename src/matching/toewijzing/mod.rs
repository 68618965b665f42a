//! Assignment problems of the literature at the level of the typed model: every person goes to exactly one place, a place
//! has room, and each pair has its own use of that room and its own cost. Instances with published optima enter here, below
//! Problem, and are solved by the parts that solve a Problem: LP prices, exact bounds, the search, small exact MIPs.

mod buurten;
mod kern;
mod pad;

pub use kern::{MipAntwoord, los_kaal_op};
pub use pad::{Antwoord, los_op};

use super::formulation::model::{Bijdrage, Knik, Kost, Model, Paar, Persoon, Plek, TIERS, Teller};

/// A person at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mogelijkheid {
    /// Where, by position.
    pub plek: usize,
    /// What it costs.
    pub kost: i64,
    /// How much room it takes; more than 0.
    pub gebruik: i64,
}

/// One instance. Lower cost is better.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Toewijzing {
    /// Room of every place.
    pub ruimte: Vec<i64>,
    /// Where every person can go, by place.
    pub personen: Vec<Vec<Mogelijkheid>>,
}

/// Position of the tiers in the model: persons without a place, then cost.
const ZONDER_PLEK: usize = 0;
const KOSTEN: usize = 1;

impl Toewijzing {
    /// Cost of a complete choice (a place per person); `None` when somebody goes where that is not possible or a place
    /// holds too much. Shares nothing with how the choice was made.
    pub fn kost(&self, keuze: &[usize]) -> Option<i64> {
        let mut over = self.ruimte.clone();
        let mut total = 0;
        if keuze.len() != self.personen.len() {
            return None;
        }
        for (own, plek) in self.personen.iter().zip(keuze) {
            let chosen = own.iter().find(|one| one.plek == *plek)?;
            *over.get_mut(*plek)? -= chosen.gebruik;
            total += chosen.kost;
        }
        over.iter().all(|left| *left >= 0).then_some(total)
    }

    /// Difference between the largest and the smallest cost; at least 10.
    fn spreiding(&self) -> i64 {
        let costs = || self.personen.iter().flatten().map(|one| one.kost);
        (costs().max().unwrap_or(0) - costs().min().unwrap_or(0)).max(10)
    }

    /// The same as a typed model: nobody without a place comes first, then the cost.
    fn model(&self) -> Model {
        let mut model =
            Model { tiers: 3, schaal: [1; TIERS], bijdrage_van: vec![0], kost_van: vec![0], ..Model::default() };
        // The search begins at about a tenth of the spread of the costs and ends below one unit of cost.
        let warm = (self.spreiding() / 10).max(1);
        let [first, second, third, ..] = &mut model.gewicht;
        (*first, *second, *third) = (1e9, 3.0 * warm as f64, 1.0);
        if let Some(schaal) = model.schaal.get_mut(KOSTEN) {
            *schaal = warm;
        }
        let all = i64::try_from(self.personen.len()).unwrap_or(i64::MAX);
        let missing = Knik { tier: ZONDER_PLEK, boven: false, drempel: all, drempel_ruim: all, helling: 1 };
        model.tellers.push(Teller { naam: "geplaatst".to_owned(), knikken: vec![missing], ..Teller::default() });
        let place = |(groep, ruimte): (usize, &i64)| Plek {
            groep,
            delen: vec![*ruimte],
            personen_per_deel: None,
            gepind: false,
        };
        model.plekken = self.ruimte.iter().enumerate().map(place).collect();
        for (persoon, own) in self.personen.iter().enumerate() {
            let van = model.paren.len();
            for one in own {
                model.paren.push(Paar {
                    persoon,
                    plek: one.plek,
                    min: one.gebruik,
                    samen: one.gebruik,
                    stuk: one.gebruik,
                    max: one.gebruik,
                    deel: None,
                    ook: Vec::new(),
                });
                model.bijdragen.push(Bijdrage { teller: 0, per_e4: 0, vast: 1 });
                model.bijdrage_van.push(model.bijdragen.len());
                model.kosten.push(Kost { tier: KOSTEN, per_e4: 0, vast: one.kost });
                model.kost_van.push(model.kosten.len());
            }
            let lot = u64::try_from(persoon).unwrap_or(0);
            model.personen.push(Persoon { van, tot: model.paren.len(), enkel: true, vandaag: None, lot });
        }
        model
    }
}
