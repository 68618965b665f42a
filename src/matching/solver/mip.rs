//! A small exact MIP over yes-or-no columns.

use std::time::Duration;

use super::SolverFout;

/// A row: `onder <= terms <= boven`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rij {
    /// Column and factor.
    pub termen: Vec<(usize, f64)>,
    /// Absent: no lower side.
    pub onder: Option<f64>,
    /// Upper side.
    pub boven: f64,
}

/// Minimise the cost of the chosen columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mip {
    /// Cost per column.
    pub kosten: Vec<f64>,
    /// Rows.
    pub rijen: Vec<Rij>,
}

/// What the solver found before its time was up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MipUitkomst {
    /// Which columns; absent: nothing found.
    pub gekozen: Option<Vec<bool>>,
    /// Nothing costs less, by the solver's tolerances; absent: nothing proven. Above every cost when there is no choice at all.
    pub grens: Option<f64>,
}

/// Solves it; `start` is a choice to begin with.
pub fn los_mip_op(
    mip: &Mip,
    start: Option<&[bool]>,
    tijd: Duration,
    threads: usize,
) -> Result<MipUitkomst, SolverFout> {
    backend::los_op(mip, start, tijd, threads)
}

#[cfg(feature = "highs")]
mod backend {
    use std::time::Duration;

    use good_lp::solvers::highs::highs;
    use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, variable};

    use super::{Mip, MipUitkomst, SolverFout};

    /// As HiGHS calls a solution that keeps every row.
    const FEASIBLE: i64 = 2;

    pub fn los_op(
        mip: &Mip,
        start: Option<&[bool]>,
        tijd: Duration,
        threads: usize,
    ) -> Result<MipUitkomst, SolverFout> {
        let fout = |why: String| SolverFout(why);
        let mut variables = ProblemVariables::new();
        let columns: Vec<Variable> = mip.kosten.iter().map(|_| variables.add(variable().binary())).collect();
        let sum = |terms: &mut dyn Iterator<Item = (usize, f64)>| {
            let mut expression = Expression::default();
            for (column, factor) in terms {
                if let Some(column) = columns.get(column) {
                    expression.add_mul(factor, *column);
                }
            }
            expression
        };
        let objective = sum(&mut mip.kosten.iter().copied().enumerate());
        let mut problem = variables.minimise(objective).using(highs);
        for rij in &mip.rijen {
            let terms = sum(&mut rij.termen.iter().copied());
            if rij.onder == Some(rij.boven) {
                problem.add_constraint(constraint!(terms == rij.boven));
                continue;
            }
            if let Some(onder) = rij.onder {
                problem.add_constraint(constraint!(terms.clone() >= onder));
            }
            problem.add_constraint(constraint!(terms <= rij.boven));
        }
        // good_lp hides the bound and keeps no numeric gap, so the solver is run one floor below it.
        let mut model = problem.try_into_inner().map_err(|why| fout(why.to_string()))?;
        let parallel = if threads > 1 { "on" } else { "off" };
        let threads = i32::try_from(threads).unwrap_or(1);
        (model.try_set_option("parallel", parallel))
            .and_then(|()| model.try_set_option("threads", threads))
            .and_then(|()| model.try_set_option("mip_rel_gap", 0.0))
            .and_then(|()| model.try_set_option("time_limit", tijd.as_secs_f64()))
            .map_err(|_| fout("een instelling van HiGHS wordt niet aanvaard".to_owned()))?;
        if let Some(start) = start {
            let values: Vec<f64> = start.iter().map(|chosen| f64::from(u8::from(*chosen))).collect();
            model.try_set_solution(Some(&values), None, None, None).map_err(|why| fout(format!("{why:?}")))?;
        }
        let solved = model.try_solve().map_err(|why| fout(format!("{why:?}")))?;
        let feasible = solved.int_info_value(c"primal_solution_status").is_ok_and(|status| status == FEASIBLE);
        let solution = solved.get_solution();
        let gekozen = feasible.then(|| solution.columns().iter().map(|value| *value > 0.5).collect());
        let grens = solved.double_info_value(c"mip_dual_bound").ok().filter(|bound| bound.is_finite());
        Ok(MipUitkomst { gekozen, grens })
    }
}

#[cfg(not(feature = "highs"))]
mod backend {
    use std::time::Duration;

    use super::{Mip, MipUitkomst, SolverFout};

    pub fn los_op(_: &Mip, _: Option<&[bool]>, _: Duration, _: usize) -> Result<MipUitkomst, SolverFout> {
        Err(SolverFout("een MIP met tijdslimiet vraagt HiGHS".to_owned()))
    }
}
