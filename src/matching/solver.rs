//! The LP relaxation of the model. With `mip` below it, the only place that names good_lp.
//!
//! Its numbers are floats: they guide the search and suggest prices. What is *proven* comes from `grens`, which
//! takes the prices and computes in whole numbers.

pub mod meester;
pub mod mip;

use std::time::Duration;

use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, variable};

use super::bereik::bereik;
use super::formulation::model::{Model, Teller};
use super::search::tabel::{Gewichten, Tabel};

/// What the relaxation says.
#[derive(Debug, Clone)]
pub struct LpUitkomst {
    /// Share of its largest amount that every pair gets.
    pub deel: Vec<f64>,
    /// Price of one unit of every counter, then of every place: what one more unit in use costs elsewhere.
    pub prijzen: Vec<f64>,
    /// Value of every counter.
    pub tellers: Vec<f64>,
    /// What one model unit of every tier with a ceiling is worth, in units of the objective; 0 or more.
    pub plafondprijzen: Gewichten,
}

/// What the relaxation is asked.
#[derive(Debug, Clone, Default)]
pub struct LpVraag {
    /// What one model unit of every tier weighs in the objective.
    pub gewichten: Gewichten,
    /// The cost of these tiers (by position) does not exceed this many model units.
    pub plafonds: Vec<(usize, i64)>,
    /// Which pairs take part; empty: all. Prices of a part can still be tried on the whole.
    pub paren: Vec<bool>,
    /// How long it may take; `None`: as long as it takes.
    pub tijd: Option<Duration>,
}

impl LpVraag {
    /// All pairs, no ceilings.
    pub fn vrij(gewichten: Gewichten) -> LpVraag {
        LpVraag { gewichten, ..LpVraag::default() }
    }

    fn doet_mee(&self, paar: usize) -> bool {
        self.paren.get(paar).copied().unwrap_or(true)
    }
}

/// The solver failed; the search goes on without its help.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("de LP-oplosser gaf geen antwoord: {0}")]
pub struct SolverFout(pub String);

/// A stretch of a counter on which its cost is linear.
struct Stuk {
    van: i64,
    lengte: i64,
    helling: f64,
    in_overloop: bool,
}

fn stukken(teller: &Teller, index: usize, (laag, hoog): (i64, i64), tabel: &Tabel) -> Vec<Stuk> {
    let mut edges: Vec<i64> = teller.knikken.iter().map(|knik| knik.drempel).collect();
    edges.extend(teller.maximum.filter(|_| teller.overloop.is_some()));
    edges.extend([laag, hoog]);
    edges.retain(|edge| (laag..=hoog).contains(edge));
    edges.sort_unstable();
    edges.dedup();
    let stretch = |pair: &[i64]| match pair {
        [from, to] => Some(Stuk {
            van: *from,
            lengte: to - from,
            helling: tabel.helling(index, *from),
            in_overloop: teller.overloop.is_some() && teller.maximum.is_some_and(|maximum| *from >= maximum),
        }),
        _ => None,
    };
    edges.windows(2).filter_map(stretch).collect()
}

/// The LP while it is built.
struct Bouw {
    variables: ProblemVariables,
    objective: Expression,
    rows: Vec<Expression>,
    /// One row per tier with a ceiling, in domain units, and what is left under the ceiling before any decision.
    plafonds: Vec<(usize, Expression, f64)>,
    /// One model unit of a row is this many LP units, to keep the numbers near 1.
    schaal: Vec<f64>,
}

impl Bouw {
    fn new(model: &Model, vraag: &LpVraag) -> Bouw {
        let mut schaal = vec![1.0_f64; model.tellers.len() + model.plekken.len()];
        for (paar, found) in model.paren.iter().enumerate() {
            for bijdrage in model.bijdragen(paar) {
                if let Some(scale) = schaal.get_mut(bijdrage.teller) {
                    *scale = scale.max((bijdrage.per_e4 * found.max + bijdrage.vast).abs() as f64);
                }
            }
            if let Some(scale) = schaal.get_mut(model.tellers.len() + found.plek) {
                *scale = scale.max(found.max as f64);
            }
        }
        // A shared pool has the unit of who flows into it.
        for (index, teller) in model.tellers.iter().enumerate() {
            let own = schaal.get(index).copied().unwrap_or(1.0);
            if let Some(scale) = teller.overloop.and_then(|ouder| schaal.get_mut(ouder)) {
                *scale = scale.max(own);
            }
        }
        let rows = schaal.iter().map(|_| Expression::default()).collect();
        let plafonds = vraag
            .plafonds
            .iter()
            .map(|(tier, value)| (*tier, Expression::default(), *value as f64 / eenheden(model, *tier)));
        let plafonds = plafonds.collect();
        Bouw { variables: ProblemVariables::new(), objective: Expression::default(), rows, plafonds, schaal }
    }

    fn term(&mut self, row: usize, amount: f64, variable: Variable) {
        if let (Some(expression), Some(scale), true) = (self.rows.get_mut(row), self.schaal.get(row), amount != 0.0) {
            expression.add_mul(amount / scale, variable);
        }
    }

    /// One column per pair: 1 = its largest amount.
    fn paren(&mut self, model: &Model, tabel: &Tabel, vraag: &LpVraag) -> Vec<Option<Variable>> {
        let mut columns = Vec::with_capacity(model.paren.len());
        for (paar, found) in model.paren.iter().enumerate() {
            if !vraag.doet_mee(paar) {
                columns.push(None);
                continue;
            }
            let column = self.variables.add(variable().min(0.0).max(1.0));
            for kost in model.kosten(paar) {
                let cost = (kost.per_e4 * found.max + kost.vast) as f64 / eenheden(model, kost.tier);
                self.in_plafond(kost.tier, cost, column);
            }
            self.objective.add_mul(tabel.paar(paar, found.max), column);
            for bijdrage in model.bijdragen(paar) {
                self.term(bijdrage.teller, (bijdrage.per_e4 * found.max + bijdrage.vast) as f64, column);
            }
            self.term(model.tellers.len() + found.plek, found.max as f64, column);
            columns.push(Some(column));
        }
        columns
    }

    fn in_plafond(&mut self, tier: usize, cost: f64, column: Variable) {
        if let Some((_, row, _)) = self.plafonds.iter_mut().find(|(own, _, _)| *own == tier).filter(|_| cost != 0.0) {
            row.add_mul(cost, column);
        }
    }

    /// Per counter: its value is its lowest value plus its stretches, each with its own price.
    fn tellers(&mut self, model: &Model, bereik: &[(i64, i64)], tabel: &Tabel) -> Vec<Vec<(Variable, f64)>> {
        let mut parts = Vec::with_capacity(model.tellers.len());
        for (index, (teller, range)) in model.tellers.iter().zip(bereik).enumerate() {
            let scale = self.schaal.get(index).copied().unwrap_or(1.0);
            let mut own = Vec::new();
            for knik in &teller.knikken {
                if let Some((_, _, left)) = self.plafonds.iter_mut().find(|(tier, _, _)| *tier == knik.tier) {
                    *left -= knik.kost(range.0) as f64 / eenheden(model, knik.tier);
                }
            }
            for stuk in stukken(teller, index, *range, tabel) {
                let column = self.variables.add(variable().min(0.0).max(stuk.lengte as f64 / scale));
                for knik in &teller.knikken {
                    let slope = (knik.kost(stuk.van + 1) - knik.kost(stuk.van)) as f64;
                    self.in_plafond(knik.tier, slope * scale / eenheden(model, knik.tier), column);
                }
                self.objective.add_mul(stuk.helling * scale, column);
                self.term(index, -scale, column);
                if let (true, Some(ouder)) = (stuk.in_overloop, teller.overloop) {
                    self.term(ouder, scale, column);
                }
                own.push((column, scale));
            }
            parts.push(own);
        }
        parts
    }
}

/// Model units in one domain unit of a tier.
fn eenheden(model: &Model, tier: usize) -> f64 {
    model.schaal.get(tier).copied().unwrap_or(1).max(1) as f64
}

/// Solves the relaxation of `model`.
pub fn los_op(model: &Model, vraag: &LpVraag) -> Result<LpUitkomst, SolverFout> {
    let tabel = Tabel::new(model, &vraag.gewichten);
    let bereik = bereik(model);
    let mut bouw = Bouw::new(model, vraag);
    let columns = bouw.paren(model, &tabel, vraag);
    let parts = bouw.tellers(model, &bereik, &tabel);
    let Bouw { variables, objective, rows, plafonds, schaal } = bouw;
    let mut lp = new_lp(variables.minimise(objective), vraag.tijd);
    let mut references = Vec::with_capacity(rows.len() + plafonds.len());
    for (row, (expression, scale)) in rows.into_iter().zip(&schaal).enumerate() {
        references.push(match (model.tellers.get(row), bereik.get(row)) {
            (Some(teller), Some((laag, _))) => {
                lp.add_constraint(constraint!(expression == (laag - teller.start) as f64 / scale))
            }
            _ => {
                let room = model.plekken.get(row - model.tellers.len()).map_or(0, |plek| plek.capaciteit());
                lp.add_constraint(constraint!(expression <= room as f64 / scale))
            }
        });
    }
    for (_, row, left) in &plafonds {
        references.push(lp.add_constraint(constraint!(row.clone() <= *left)));
    }
    for persoon in model.personen.iter().filter(|persoon| persoon.enkel && persoon.tot > persoon.van) {
        let own: Expression = columns.get(persoon.van..persoon.tot).unwrap_or_default().iter().flatten().sum();
        lp.add_constraint(constraint!(own <= 1.0));
    }
    let mut solution = lp.solve().map_err(|why| SolverFout(why.to_string()))?;
    let deel: Vec<f64> = columns.iter().map(|column| column.map_or(0.0, |column| solution.value(column))).collect();
    let tellers: Vec<f64> = (parts.iter().zip(&bereik))
        .map(|(own, (laag, _))| {
            *laag as f64 + own.iter().map(|(column, scale)| solution.value(*column) * scale).sum::<f64>()
        })
        .collect();
    let mut plafondprijzen = Gewichten::default();
    let prijzen = match duals(&mut solution, references) {
        Some(duals) => {
            for ((tier, _, _), dual) in plafonds.iter().zip(duals.iter().skip(schaal.len())) {
                if let Some(price) = plafondprijzen.get_mut(*tier) {
                    *price = (-dual / eenheden(model, *tier)).max(0.0);
                }
            }
            duals.into_iter().zip(&schaal).map(|(dual, scale)| -dual / scale).collect()
        }
        None => slopes(model, &tabel, &tellers),
    };
    Ok(LpUitkomst { deel, prijzen, tellers, plafondprijzen })
}

/// Without duals: the slope of every counter's cost where the LP left it is a usable price.
fn slopes(model: &Model, tabel: &Tabel, tellers: &[f64]) -> Vec<f64> {
    let slope = |(index, value): (usize, &f64)| tabel.helling(index, value.round() as i64);
    tellers.iter().enumerate().map(slope).chain(model.plekken.iter().map(|_| 0.0)).collect()
}

#[cfg(feature = "highs")]
mod backend {
    use std::time::Duration;

    use good_lp::constraint::ConstraintReference;
    use good_lp::solvers::highs::{HighsParallelType, HighsProblem, HighsSolution, highs};
    use good_lp::variable::UnsolvedProblem;
    use good_lp::{DualValues, SolutionWithDual};

    /// HiGHS on one thread: the same answer every time.
    pub fn new_lp(unsolved: UnsolvedProblem, tijd: Option<Duration>) -> HighsProblem {
        let lp = unsolved.using(highs).set_parallel(HighsParallelType::Off).set_threads(1);
        match tijd {
            Some(tijd) => lp.set_time_limit(tijd.as_secs_f64()),
            None => lp,
        }
    }

    /// Row duals.
    pub fn duals(solution: &mut HighsSolution, rows: Vec<ConstraintReference>) -> Option<Vec<f64>> {
        let duals = solution.compute_dual();
        Some(rows.into_iter().map(|row| duals.dual(row)).collect())
    }
}

#[cfg(not(feature = "highs"))]
mod backend {
    use std::time::Duration;

    use good_lp::constraint::ConstraintReference;
    use good_lp::solvers::microlp::{MicroLpProblem, MicroLpSolution, microlp};
    use good_lp::variable::UnsolvedProblem;

    /// microlp: pure Rust.
    pub fn new_lp(unsolved: UnsolvedProblem, _tijd: Option<Duration>) -> MicroLpProblem {
        unsolved.using(microlp)
    }

    /// microlp gives none through good_lp.
    pub fn duals(_solution: &mut MicroLpSolution, _rows: Vec<ConstraintReference>) -> Option<Vec<f64>> {
        None
    }
}

use backend::{duals, new_lp};
