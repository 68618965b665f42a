//! Front: the price of fairness. The same frozen data, first as if every lacking fte weighs the same, then with the largest
//! shortages weighing more and more. Every point is a beleid that a region could adopt; each begins with the plan of its neighbour,
//! so that people move only when that makes it fairer.

use serde::{Deserialize, Serialize};

use super::kerncijfers::{Kerncijfers, kerncijfers, verschil};
use super::zaak::Zaak;
use crate::domain::beleid::Waarde;
use crate::domain::breuk::Breuk;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::matching::checker::check;
use crate::matching::plan::Plan;
use crate::matching::problem::Problem;
use crate::matching::solve::SolveError;

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Frontvraag {
    /// How many points, 3 to 50.
    pub punten: usize,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FrontAntwoord {
    /// The points, from no weight for fairness to much of it.
    pub punten: Vec<Frontpunt>,
    /// The same in Dutch sentences.
    pub zinnen: Vec<String>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Frontpunt {
    /// 0: every lacking fte weighs the same; 1: as in the beleid; above 1: large shortages weigh still more. The price of a
    /// band is 1 + this × (price in the beleid − 1).
    pub zwaarte: Breuk,
    /// The prices of the bands at this point.
    pub prijzen: Vec<Breuk>,
    /// Its figures.
    pub cijfers: Kerncijfers,
    /// People with another place than at the point before.
    pub verplaatst: usize,
    /// Is another point at least as good in all of filled fte, heaviest school, spread and journey, and better in one?
    pub overtroffen: bool,
    /// What the step from the point before costs and brings; absent at the first.
    pub stap: Option<Frontstap>,
}

/// The step from one point to the next. What cannot be divided (nobody moved, nothing gained) is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Frontstap {
    /// Percentage points that the heaviest school gains; below 0: it loses.
    pub winst_zwaarste: Breuk,
    /// Percentage points less spread.
    pub winst_spreiding: Breuk,
    /// Gross fte given up per percentage point less spread.
    pub fte_per_punt: Option<Breuk>,
    /// Minutes of mean journey given up per percentage point less spread.
    pub minuten_per_punt: Option<Breuk>,
    /// Percentage points less spread per person with another place.
    pub baat_per_mens: Option<Breuk>,
}

impl Frontvraag {
    /// Everything that is wrong with the question.
    pub fn check(&self) -> Result<(), Vec<Invoerfout>> {
        let mut invoer = Invoer::default();
        invoer.eis((3..=50).contains(&self.punten), || {
            let detail = format!("{} punten kan niet", self.punten);
            Invoerfout::new("/punten", "buiten-bereik", detail, "Vraag 3 tot en met 50 punten.")
        });
        invoer.af()
    }

    /// From 0 to 1 in the first half of the points, from 1 to 4 in the second.
    fn zwaarten(&self) -> Vec<Breuk> {
        let whole = |count: usize| i64::try_from(count).unwrap_or(1);
        let (first, second) = (self.punten.div_ceil(2), self.punten / 2);
        let low = (0..first).map(|at| Breuk::ratio(whole(at), whole(first - 1).max(1)));
        let high = (1..=second).map(|at| Breuk::een() + Breuk::ratio(3 * whole(at), whole(second)));
        low.chain(high).collect()
    }
}

/// Answers it.
pub(super) fn antwoord(zaak: &Zaak, vraag: &Frontvraag) -> Result<FrontAntwoord, SolveError> {
    let zwaarten = vraag.zwaarten();
    let asked = zwaarten.iter().map(|zwaarte| met_zwaarte(&zaak.problem, zwaarte));
    let (problems, prices): (Vec<Problem>, Vec<Vec<Breuk>>) = asked.collect::<Result<Vec<_>, _>>()?.into_iter().unzip();
    let plans = heen_en_terug(zaak, &problems)?;
    let mut punten: Vec<Frontpunt> = Vec::with_capacity(zwaarten.len());
    let mut previous: Option<(&Plan, Kerncijfers)> = None;
    for (((zwaarte, prijzen), problem), plan) in zwaarten.iter().zip(prices).zip(&problems).zip(&plans) {
        let cijfers = kerncijfers(problem, plan)?;
        let moved = previous.as_ref().map(|(old, was)| verschil((old, was), (plan, &cijfers)).mensen.len());
        let stap = previous.as_ref().map(|(_, was)| stap(was, &cijfers, moved.unwrap_or(0)));
        punten.push(Frontpunt {
            zwaarte: zwaarte.clone(),
            prijzen,
            cijfers: cijfers.clone(),
            verplaatst: moved.unwrap_or(0),
            overtroffen: false,
            stap,
        });
        previous = Some((plan, cijfers));
    }
    let beaten: Vec<bool> =
        punten.iter().map(|one| punten.iter().any(|other| overtreft(&other.cijfers, &one.cijfers))).collect();
    punten.iter_mut().zip(beaten).for_each(|(one, beaten)| one.overtroffen = beaten);
    let zinnen = zinnen(&punten);
    Ok(FrontAntwoord { punten, zinnen })
}

/// A plan for every point. First from one end to the other, each beginning with the plan of the one before (the first with the plan
/// that is asked about); then back, each beginning with the plan of the one after. So no point keeps a plan that is worse, under
/// its own prices, than what its neighbours found.
fn heen_en_terug(zaak: &Zaak, problems: &[Problem]) -> Result<Vec<Plan>, SolveError> {
    let los_op = |problem: &Problem, start: &Plan, solves_left: usize| {
        zaak.los_op_met(problem, &start.plaatsingen, 1.0 / solves_left.max(1) as f64, zaak.threads())
    };
    let mut heen: Vec<Plan> = Vec::with_capacity(problems.len());
    for (at, problem) in problems.iter().enumerate() {
        heen.push(los_op(problem, heen.last().unwrap_or(zaak.plan), 2 * problems.len() - at - 1)?);
    }
    let mut terug: Vec<Plan> = Vec::with_capacity(problems.len());
    for (left, (problem, own)) in problems.iter().zip(heen).enumerate().rev() {
        let better = match terug.last() {
            Some(after) => Some(los_op(problem, after, left + 1)?),
            None => None,
        };
        terug.push(match better {
            Some(other) if is_beter(problem, &other, &own)? => other,
            _ => own,
        });
    }
    terug.reverse();
    Ok(terug)
}

/// Is `een` better than `ander` under the rules and prices of this Problem?
fn is_beter(problem: &Problem, een: &Plan, ander: &Plan) -> Result<bool, SolveError> {
    let (een, ander) = (check(problem, &een.plaatsingen)?, check(problem, &ander.plaatsingen)?);
    Ok(een.volgorde() < ander.volgorde())
}

/// The Problem with other prices per band, and those prices.
fn met_zwaarte(problem: &Problem, zwaarte: &Breuk) -> Result<(Problem, Vec<Breuk>), SolveError> {
    let prices = problem.beleid.lijst("tekort-eerst", "prijzen")?;
    let prijzen: Vec<Breuk> = prices.iter().map(|price| Breuk::een() + zwaarte * &(price - &Breuk::een())).collect();
    let mut other = Problem { normen: Vec::new(), ..problem.clone() };
    if let Some(parameter) = other.beleid.parameter_mut("tekort-eerst", "prijzen") {
        parameter.waarde = Waarde::Lijst(prijzen.clone());
    }
    Ok((other, prijzen))
}

fn stap(was: &Kerncijfers, is: &Kerncijfers, moved: usize) -> Frontstap {
    let percent = |share: Breuk| share * Breuk::from(100);
    let winst_spreiding = percent(&was.spreiding - &is.spreiding);
    let gained = |size: Breuk| (!winst_spreiding.is_negatief()).then(|| size.gedeeld_door(&winst_spreiding)).flatten();
    let journeys = was.reis_minuten.as_ref().zip(is.reis_minuten.as_ref());
    Frontstap {
        winst_zwaarste: percent(&was.zwaarste_aandeel - &is.zwaarste_aandeel),
        fte_per_punt: gained(&was.gevuld_fte - &is.gevuld_fte),
        minuten_per_punt: journeys.and_then(|(was, is)| gained(is - was)),
        baat_per_mens: winst_spreiding.gedeeld_door(&Breuk::from(i64::try_from(moved).unwrap_or(i64::MAX))),
        winst_spreiding,
    }
}

/// Is `een` nowhere worse than `ander` and somewhere better?
fn overtreft(een: &Kerncijfers, ander: &Kerncijfers) -> bool {
    let minus = |fte: &Breuk| &Breuk::nul() - fte;
    let key = |one: &Kerncijfers| {
        let journey = one.reis_minuten.clone().unwrap_or_default();
        [minus(&one.gevuld_fte), one.zwaarste_aandeel.clone(), one.spreiding.clone(), journey]
    };
    let (een, ander) = (key(een), key(ander));
    een != ander && een.iter().zip(&ander).all(|(een, ander)| een <= ander)
}

fn zinnen(punten: &[Frontpunt]) -> Vec<String> {
    let percent = |share: &Breuk| (share * &Breuk::from(100)).tekst(1);
    let line = |what: &str, point: &Frontpunt| {
        let journey = point.cijfers.reis_minuten.as_ref();
        let journey = journey.map_or(String::new(), |minutes| format!(", {} minuten reis", minutes.tekst(1)));
        format!(
            "{what}: {} fte gevuld, zwaarste school {} % tekort, spreiding {} procentpunt{journey}.",
            point.cijfers.gevuld_fte.tekst(1),
            percent(&point.cijfers.zwaarste_aandeel),
            percent(&point.cijfers.spreiding)
        )
    };
    let like = |zwaarte: Breuk| punten.iter().find(|point| point.zwaarte == zwaarte);
    let named = [
        ("Zonder gewicht voor eerlijkheid", punten.first()),
        ("Met de prijzen van het beleid", like(Breuk::een())),
        ("Met het meeste gewicht", punten.last()),
    ];
    named.into_iter().filter_map(|(what, point)| Some(line(what, point?))).collect()
}
