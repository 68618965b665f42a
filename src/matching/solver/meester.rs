//! The master of a column generation in its dual form: the highest point under a growing number of planes. Every solve
//! starts from where the one before it ended, which good_lp hides; so the solver is run one floor below it.

use std::time::{Duration, Instant};

use super::SolverFout;
use super::mip::Rij;

/// Maximise the profit of the variables within their limits.
#[derive(Debug, Clone, Default)]
pub struct Meester {
    /// Profit of one unit of every variable.
    pub opbrengst: Vec<f64>,
    /// Least and largest value of every variable.
    pub grenzen: Vec<(f64, f64)>,
    /// The first planes.
    pub rijen: Vec<Rij>,
}

/// What is added before the next solve.
#[derive(Debug, Clone, Default)]
pub struct Vervolg {
    /// Variables with their new limits.
    pub grenzen: Vec<(usize, (f64, f64))>,
    /// Planes.
    pub rijen: Vec<Rij>,
}

/// Solves again and again: `verder` sees the values and the height and says what is added; `None` ends it.
pub fn los_meester_op(
    meester: &Meester,
    tot: Option<Instant>,
    verder: &mut dyn FnMut(&[f64], f64) -> Option<Vervolg>,
) -> Result<(), SolverFout> {
    backend::los_op(meester, tot, verder)
}

/// Time until `tot`, in seconds.
#[cfg(feature = "highs")]
fn seconden(tot: Option<Instant>) -> Option<f64> {
    let left = |tot: Instant| tot.saturating_duration_since(Instant::now());
    tot.map(left).map(|left: Duration| left.as_secs_f64())
}

#[cfg(feature = "highs")]
mod backend {
    use std::time::Instant;

    use good_lp::solvers::highs::highs;
    use good_lp::{Expression, ProblemVariables};

    use super::{Meester, Rij, SolverFout, Vervolg, seconden};

    /// As HiGHS calls a solution that keeps every row.
    const FEASIBLE: i64 = 2;

    pub fn los_op(
        meester: &Meester,
        tot: Option<Instant>,
        verder: &mut dyn FnMut(&[f64], f64) -> Option<Vervolg>,
    ) -> Result<(), SolverFout> {
        let fout = |why: &str| SolverFout(format!("de meester-LP: {why}"));
        let empty = ProblemVariables::new().minimise(Expression::default()).using(highs);
        let mut model = empty.try_into_inner().map_err(|why| fout(&why.to_string()))?;
        (model.try_set_option("threads", 1))
            .and_then(|()| model.try_set_option("parallel", "off"))
            .and_then(|()| model.try_set_option("solver", "simplex"))
            .map_err(|_| fout("een instelling wordt niet aanvaard"))?;
        let mut columns = Vec::with_capacity(meester.opbrengst.len());
        for (profit, (low, high)) in meester.opbrengst.iter().zip(&meester.grenzen) {
            let none: [_; 0] = [];
            columns.push(model.try_add_column(-profit, *low..=*high, none).map_err(|_| fout("een kolom past niet"))?);
        }
        let mut rijen: Vec<Rij> = meester.rijen.clone();
        let began = Instant::now();
        loop {
            for rij in rijen.drain(..) {
                let terms = rij.termen.iter().filter_map(|(at, factor)| Some((*columns.get(*at)?, *factor)));
                model.try_add_row(..=rij.boven, terms).map_err(|_| fout("een rij past niet"))?;
            }
            if let Some(left) = seconden(tot) {
                // The solver's clock goes on from solve to solve.
                let limit = began.elapsed().as_secs_f64() + left;
                model.try_set_option("time_limit", limit).map_err(|_| fout("een instelling wordt niet aanvaard"))?;
            }
            let solved = model.try_solve().map_err(|why| fout(&format!("{why:?}")))?;
            if solved.int_info_value(c"primal_solution_status") != Ok(FEASIBLE) {
                return Err(fout("geen oplossing in de tijd"));
            }
            let next = verder(solved.get_solution().columns(), -solved.objective_value());
            let Some(next) = next else { return Ok(()) };
            model = solved.into();
            for (at, (low, high)) in next.grenzen {
                columns.get(at).into_iter().for_each(|column| model.change_column_bounds(*column, low..=high));
            }
            rijen = next.rijen;
        }
    }
}

#[cfg(not(feature = "highs"))]
mod backend {
    use std::time::Instant;

    use super::{Meester, SolverFout, Vervolg};

    pub fn los_op(
        _: &Meester,
        _: Option<Instant>,
        _: &mut dyn FnMut(&[f64], f64) -> Option<Vervolg>,
    ) -> Result<(), SolverFout> {
        Err(SolverFout("een meester-LP vraagt HiGHS".to_owned()))
    }
}
