//! The price of an ingreep: the plan with it against the plan without it, both of the same frozen data.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::super::matchronde::{own, read_plan};
use super::super::{Ctx, error::AppError};
use super::{of_ronde, read_grant};
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::ingreep::Ingreep;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::matchronde::Matchronde;
use crate::domain::stored::Stored;
use crate::matching::plan::{Plan, PlanStatus, Schooltekort, Stand, TierUitkomst};
use crate::storage;
use crate::storage::connection::Conn;

/// An ingreep with its price, when that is known.
#[derive(Debug, Clone)]
pub struct Geprijsd {
    /// The ingreep.
    pub ingreep: Stored<Ingreep>,
    /// Its price; absent while it is computed, and when no plan came of it.
    pub prijs: Option<Prijs>,
}

/// What an ingreep costs, on top of those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prijs {
    /// What may be said of the plan with the ingreep.
    pub status: PlanStatus,
    /// Per tier, in order.
    pub tiers: Vec<Tierprijs>,
    /// Whose plaatsing is different, sorted by id.
    pub mensen: Vec<Verschuiving>,
    /// Schools of which the tekort is different: before and after, sorted by code.
    pub scholen: Vec<Schoolprijs>,
    /// Boards that stand elsewhere under a rule: before and after.
    pub standen: Vec<(Stand, Stand)>,
}

/// One tier before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tierprijs {
    /// Which.
    pub tier: Tier,
    /// Its unit.
    pub eenheid: String,
    /// Without the ingreep.
    pub voor: Breuk,
    /// With it.
    pub na: Breuk,
    /// Between these two lies the price, as far as it is proven; both equal: exactly this.
    pub minstens: Option<Breuk>,
    /// See `minstens`.
    pub hoogstens: Option<Breuk>,
}

/// Where somebody was and is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verschuiving {
    /// Who.
    pub regiodocent: String,
    /// Fte per school without the ingreep.
    pub voor: BTreeMap<Vestigingscode, Fte>,
    /// With it.
    pub na: BTreeMap<Vestigingscode, Fte>,
}

impl Verschuiving {
    /// Does this person have less than without the ingreep?
    pub fn verliest(&self) -> bool {
        let total = |per_school: &BTreeMap<Vestigingscode, Fte>| per_school.values().copied().sum::<Fte>();
        total(&self.na) < total(&self.voor)
    }
}

/// The tekort of one school, netto fte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schoolprijs {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// Without the ingreep.
    pub voor: Breuk,
    /// With it.
    pub na: Breuk,
}

/// The ingrepen of a matchronde in their order, each with its price.
pub fn list_ingrepen(ctx: &Ctx, ronde_id: Uuid) -> Result<Vec<Geprijsd>, AppError> {
    let grant = read_grant(ctx)?;
    ctx.app.db.snapshot(&grant, |conn| {
        let ronde = own(conn, &grant, ronde_id)?;
        priced(conn, &ronde)
    })
}

/// One ingreep with its price.
pub fn find_ingreep(ctx: &Ctx, ronde_id: Uuid, id: Uuid) -> Result<Geprijsd, AppError> {
    let grant = read_grant(ctx)?;
    ctx.app.db.snapshot(&grant, |conn| {
        let ronde = own(conn, &grant, ronde_id)?;
        price(conn, &ronde, id)
    })
}

/// The ingreep with this id, with its price.
pub(super) fn price(conn: &mut Conn, ronde: &Stored<Matchronde>, id: Uuid) -> Result<Geprijsd, AppError> {
    of_ronde(conn, ronde.id, id)?;
    priced(conn, ronde)?.into_iter().find(|found| found.ingreep.id == id).ok_or(AppError::NietGevonden("ingreep"))
}

fn priced(conn: &mut Conn, ronde: &Stored<Matchronde>) -> Result<Vec<Geprijsd>, AppError> {
    let all = storage::ingreep::list_ingrepen(conn, ronde.id)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut before = read_plan(conn, ronde)?;
    let mut found = Vec::with_capacity(all.len());
    for ingreep in all {
        let prijs = match read_own(conn, ingreep.id)? {
            None => None,
            Some(after) => {
                let prijs = compare(&before, &after);
                before = after;
                Some(prijs)
            }
        };
        found.push(Geprijsd { ingreep, prijs });
    }
    Ok(found)
}

/// The plan of an ingreep that has one.
pub(super) fn own_plan(conn: &mut Conn, ingreep: &Stored<Ingreep>) -> Result<Plan, AppError> {
    read_own(conn, ingreep.id)?.ok_or_else(|| AppError::Intern(format!("ingreep {} has no plan", ingreep.id)))
}

fn read_own(conn: &mut Conn, id: Uuid) -> Result<Option<Plan>, AppError> {
    let text = storage::ingreep::find_plan(conn, id)?;
    let parsed = text.map(|text| serde_json::from_str(&text)).transpose();
    parsed.map_err(|why| AppError::Intern(format!("stored plan of ingreep {id}: {why}")))
}

/// What `na` costs against `voor`.
pub fn compare(voor: &Plan, na: &Plan) -> Prijs {
    let standen = voor.standen.iter().filter_map(|was| {
        let same = |is: &&Stand| (&is.regel, &is.onderwerp, is.sector) == (&was.regel, &was.onderwerp, was.sector);
        let is = na.standen.iter().find(same)?;
        (was.waarde != is.waarde).then(|| (was.clone(), is.clone()))
    });
    Prijs {
        status: na.status,
        tiers: tiers(&voor.tiers, &na.tiers),
        mensen: mensen(voor, na),
        scholen: scholen(&voor.cijfers.scholen, &na.cijfers.scholen),
        standen: standen.collect(),
    }
}

/// The best value without the ingreep lies between bound and value of `voor`, that with it between those of `na`. A bound
/// of a tier only means something while every tier above it stayed as it was.
fn tiers(voor: &[TierUitkomst], na: &[TierUitkomst]) -> Vec<Tierprijs> {
    let mut gelijk = true;
    let one = |was: &TierUitkomst, is: &TierUitkomst| {
        let tier = Tierprijs {
            tier: was.tier,
            eenheid: was.eenheid.clone(),
            minstens: is.grens.as_ref().filter(|_| gelijk).map(|grens| grens - &was.waarde),
            hoogstens: was.grens.as_ref().filter(|_| gelijk).map(|grens| &is.waarde - grens),
            voor: was.waarde.clone(),
            na: is.waarde.clone(),
        };
        gelijk = gelijk && was.waarde == is.waarde && was.grens.as_ref() == Some(&was.waarde);
        tier
    };
    voor.iter()
        .zip(na)
        .map({
            let mut one = one;
            move |(was, is)| one(was, is)
        })
        .collect()
}

fn mensen(voor: &Plan, na: &Plan) -> Vec<Verschuiving> {
    let per_person = |plan: &Plan| {
        let mut found: BTreeMap<String, BTreeMap<Vestigingscode, Fte>> = BTreeMap::new();
        for line in &plan.plaatsingen {
            let school = found.entry(line.regiodocent.clone()).or_default().entry(line.vestigingscode.clone());
            let fte = school.or_insert(Fte::NUL);
            *fte += line.fte();
        }
        found
    };
    let (mut before, mut after) = (per_person(voor), per_person(na));
    let everybody: BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    let moved = everybody.into_iter().filter_map(|regiodocent| {
        let (voor, na) =
            (before.remove(&regiodocent).unwrap_or_default(), after.remove(&regiodocent).unwrap_or_default());
        (voor != na).then_some(Verschuiving { regiodocent, voor, na })
    });
    moved.collect()
}

fn scholen(voor: &[Schooltekort], na: &[Schooltekort]) -> Vec<Schoolprijs> {
    let after: BTreeMap<&Vestigingscode, &Schooltekort> = na.iter().map(|one| (&one.vestigingscode, one)).collect();
    let changed = voor.iter().filter_map(|was| {
        let is = after.get(&was.vestigingscode)?;
        (was.tekort_na != is.tekort_na).then(|| Schoolprijs {
            vestigingscode: was.vestigingscode.clone(),
            voor: was.tekort_na.clone(),
            na: is.tekort_na.clone(),
        })
    });
    changed.collect()
}
