//! Ruil: voluntary exchanges after a plan, and the proof that none is left.
//!
//! People of one class (the same fte, and alike in whether they are a starter or a first-year) change places in rings.
//! Every place keeps the same fte of the same kind on the same days, so that nothing changes for any school or board: the
//! 3%-regeling, the 7%-regeling and every tekort stay exactly as they were. In a ring nobody travels longer or gets less of a
//! wish, and somebody is better off. The rings together are the largest gain there is; prices prove that. Chains that end on an
//! open vacature (`keten`) are tried one by one.

mod graaf;
mod keten;
mod koppeling;

pub use keten::{Keten, Ketenbewijs, ketens};

use std::collections::{BTreeMap, BTreeSet};

use num_integer::Integer;
use num_traits::ToPrimitive;
use serde::{Deserialize, Serialize};

use self::graaf::{Deelnemer, Winst, deelnemers, winst};
use self::koppeling::{Koppeling, koppel};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::matching::checker::check_feiten;
use crate::matching::facts::Feiten;
use crate::matching::plan::{Stand, VoorgesteldePlaatsing};
use crate::matching::problem::Id;
use crate::matching::solve::SolveError;

/// The exchanges that are left after a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ruilen {
    /// The rings, largest gain first. They can all be done, or any of them.
    pub ringen: Vec<Ring>,
    /// What was searched, and why there is nothing better.
    pub bewijs: Ruilbewijs,
    /// Chains that end on an open vacature, best plan first; each by itself.
    #[serde(default)]
    pub ketens: Vec<Keten>,
    /// Which chains were tried.
    #[serde(default)]
    pub ketenbewijs: Ketenbewijs,
    /// The same in Dutch sentences.
    pub zinnen: Vec<String>,
}

/// Some people who each take the place of the next, and the last that of the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ring {
    /// Each person's step.
    pub stappen: Vec<Ruilstap>,
    /// Schoolbesturen that take part.
    pub schoolbesturen: usize,
    /// Minutes gained together: journeys (one way) and wishes.
    pub winst_minuten: Breuk,
}

/// What one person does in a ring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ruilstap {
    /// Who.
    pub regiodocent: Id,
    /// How much, gross; the same in both places.
    pub fte: Fte,
    /// Where in the plan.
    pub van: Vestigingscode,
    /// Where after it.
    pub naar: Vestigingscode,
    /// On which vacatures after it.
    pub vacatures: Vec<Id>,
    /// Minutes of one journey saved; 0 or more.
    pub reis_minuten: Breuk,
    /// Minutes of wishes gained; 0 or more.
    pub wens_minuten: i64,
}

/// What was searched, with prices that prove that no set of exchanges gains more (weak duality): whoever goes where, the
/// gain of a person at a place is never more than both prices together, and all prices together are the gain of the rings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ruilbewijs {
    /// People who could take part.
    pub deelnemers: usize,
    /// Classes of people who can change places.
    pub klassen: usize,
    /// Pairs of a person and the place of somebody else that suits and leaves nobody worse off.
    pub mogelijkheden: usize,
    /// The largest gain of all exchanges together, in minutes: the sum of all prices.
    pub grootste_winst: Breuk,
    /// Price of each person in minutes; who is not named: 0.
    pub persoonsprijzen: BTreeMap<Id, Breuk>,
    /// Price of the place of each person in minutes; who is not named: 0.
    pub plekprijzen: BTreeMap<Id, Breuk>,
}

/// Every exchange that is left after `plan`.
pub fn ruilen(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Ruilen, SolveError> {
    let mut ringen = Vec::new();
    let mut bewijs = Ruilbewijs {
        deelnemers: 0,
        klassen: 0,
        mogelijkheden: 0,
        grootste_winst: Breuk::nul(),
        persoonsprijzen: BTreeMap::new(),
        plekprijzen: BTreeMap::new(),
    };
    for mensen in deelnemers(feiten, plan).values() {
        let kansen = Kansen::new(feiten, mensen);
        let found = koppel(mensen.len(), |i, j| kansen.geheel(i, j));
        bewijs.deelnemers += mensen.len();
        bewijs.klassen += 1;
        bewijs.mogelijkheden += kansen.aantal();
        kansen.prijzen(mensen, &found, &mut bewijs);
        ringen.extend(rings(feiten, mensen, &kansen, &found));
    }
    ringen.sort_by(|a, b| (&b.winst_minuten, a.eerste()).cmp(&(&a.winst_minuten, b.eerste())));
    let today = check_feiten(feiten, plan)?.standen;
    ringen.retain(|ring| holds(feiten, plan, ring, &today).unwrap_or(false));
    let (ketens, ketenbewijs) = ketens(feiten, plan)?;
    let zinnen = sentences(&ringen, &bewijs).into_iter().chain(keten::zinnen(&ketens, &ketenbewijs)).collect();
    Ok(Ruilen { ringen, bewijs, ketens, ketenbewijs, zinnen })
}

/// The plan after these rings.
pub fn na_ruil(plan: &[VoorgesteldePlaatsing], ringen: &[Ring]) -> Vec<VoorgesteldePlaatsing> {
    let mut takes: BTreeMap<&str, &str> = BTreeMap::new();
    for ring in ringen {
        let next = ring.stappen.iter().cycle().skip(1);
        takes.extend(ring.stappen.iter().zip(next).map(|(a, b)| (b.regiodocent.as_str(), a.regiodocent.as_str())));
    }
    let mut after: Vec<VoorgesteldePlaatsing> = plan.to_vec();
    for line in &mut after {
        if let Some(new) = takes.get(line.regiodocent.as_str()) {
            line.regiodocent = (*new).to_owned();
        }
    }
    after.sort();
    after
}

impl Ring {
    fn eerste(&self) -> Option<&str> {
        self.stappen.first().map(|stap| stap.regiodocent.as_str())
    }
}

/// What everybody of a class would gain in the place of everybody else.
struct Kansen {
    winst: Vec<Vec<Option<Winst>>>,
    /// Gains are whole multiples of 1 / this.
    noemer: i64,
}

impl Kansen {
    fn new(feiten: &Feiten, mensen: &[Deelnemer]) -> Kansen {
        let row = |wie: &Deelnemer| mensen.iter().map(|ander| winst(feiten, wie, ander.line)).collect();
        let mut winst: Vec<Vec<Option<Winst>>> = mensen.iter().map(row).collect();
        for (at, row) in winst.iter_mut().enumerate() {
            if let Some(own) = row.get_mut(at) {
                *own = Some(Winst::default());
            }
        }
        let denominators = winst.iter().flatten().flatten().filter_map(|one| one.reis.delen().1.to_i64());
        let noemer = denominators.fold(1, |all: i64, one| all.lcm(&one));
        Kansen { winst, noemer }
    }

    fn get(&self, wie: usize, plek: usize) -> Option<&Winst> {
        self.winst.get(wie)?.get(plek)?.as_ref()
    }

    fn geheel(&self, wie: usize, plek: usize) -> Option<i64> {
        Some((self.get(wie, plek)?.minuten() * Breuk::from(self.noemer)).naar_beneden())
    }

    fn aantal(&self) -> usize {
        self.winst.iter().map(|row| row.iter().flatten().count().saturating_sub(1)).sum()
    }

    fn prijzen(&self, mensen: &[Deelnemer], found: &Koppeling, bewijs: &mut Ruilbewijs) {
        let minutes = |price: &i64| Breuk::ratio(*price, self.noemer);
        for (wie, (persoon, plek)) in mensen.iter().zip(found.persoonsprijs.iter().zip(&found.plekprijs)) {
            bewijs.grootste_winst += minutes(persoon) + minutes(plek);
            let named = [(&mut bewijs.persoonsprijzen, persoon), (&mut bewijs.plekprijzen, plek)];
            for (prices, price) in named.into_iter().filter(|(_, price)| **price != 0) {
                prices.insert(wie.docent.id.clone(), minutes(price));
            }
        }
    }
}

/// The rings of a choice in which somebody gains.
fn rings(feiten: &Feiten, mensen: &[Deelnemer], kansen: &Kansen, found: &Koppeling) -> Vec<Ring> {
    let mut seen = BTreeSet::new();
    let mut rings = Vec::new();
    for first in 0..mensen.len() {
        let mut members = Vec::new();
        let mut here = first;
        while seen.insert(here) {
            members.push(here);
            here = found.plek.get(here).copied().unwrap_or(here);
        }
        let stappen: Vec<Ruilstap> =
            members.iter().filter_map(|wie| stap(mensen, kansen, *wie, *found.plek.get(*wie)?)).collect();
        let winst_minuten: Breuk =
            stappen.iter().map(|stap| &stap.reis_minuten + &Breuk::from(stap.wens_minuten)).sum();
        if !winst_minuten.is_nul() {
            let boards: BTreeSet<_> =
                stappen.iter().filter_map(|stap| Some(&feiten.school(&stap.van)?.bestuursnummer)).collect();
            rings.push(Ring { schoolbesturen: boards.len(), stappen, winst_minuten });
        }
    }
    rings
}

fn stap(mensen: &[Deelnemer], kansen: &Kansen, wie: usize, plek: usize) -> Option<Ruilstap> {
    let (own, there, gain) = (mensen.get(wie)?, mensen.get(plek)?, kansen.get(wie, plek)?);
    Some(Ruilstap {
        regiodocent: own.docent.id.clone(),
        fte: own.line.fte(),
        van: own.line.vestigingscode.clone(),
        naar: there.line.vestigingscode.clone(),
        vacatures: there.line.delen.iter().map(|deel| deel.vacature.clone()).collect(),
        reis_minuten: gain.reis.clone(),
        wens_minuten: gain.wens,
    })
}

/// Is the plan with this ring valid, with every stand of every board as it was? Judged by the checker, not by the reasoning
/// above.
fn holds(
    feiten: &Feiten,
    plan: &[VoorgesteldePlaatsing],
    ring: &Ring,
    today: &[Stand],
) -> Result<bool, OnvolledigBeleid> {
    let after = check_feiten(feiten, &na_ruil(plan, std::slice::from_ref(ring)))?;
    Ok(after.geldig && after.standen == today)
}

fn sentences(ringen: &[Ring], bewijs: &Ruilbewijs) -> Vec<String> {
    let searched = format!(
        "Nagegaan zijn {} mogelijkheden tussen {} mensen met evenveel fte; de prijzen bewijzen dat meer winst er niet is.",
        bewijs.mogelijkheden, bewijs.deelnemers
    );
    let people: usize = ringen.iter().map(|ring| ring.stappen.len()).sum();
    let total: Breuk = ringen.iter().map(|ring| ring.winst_minuten.clone()).sum();
    let found = match ringen.len() {
        0 => "Er is geen ruil meer waarmee iemand beter af is en niemand slechter.".to_owned(),
        1 => format!("Er is 1 ruil waarmee {people} mensen samen {} minuten winnen per reis.", total.tekst(0)),
        many => {
            format!("Er zijn {many} ruilen waarmee {people} mensen samen {} minuten winnen per reis.", total.tekst(0))
        }
    };
    match ringen {
        [] => vec![found, searched],
        _ => vec![
            found,
            "Niemand gaat erop achteruit, en voor scholen en besturen verandert er niets.".to_owned(),
            searched,
        ],
    }
}
