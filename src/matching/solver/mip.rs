//! A small exact MIP over yes-or-no columns, and columns for how far a row is beyond something.

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

/// Minimise the cost of the chosen columns and of the measures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mip {
    /// Cost per yes-or-no column.
    pub kosten: Vec<f64>,
    /// Cost per unit of every measure: a column from 0 up, numbered after the others.
    pub maten: Vec<f64>,
    /// Rows.
    pub rijen: Vec<Rij>,
}

impl Mip {
    /// Least that every measure can be with this choice: a measure stands last in one row with a lower side.
    fn maten_bij(&self, gekozen: &[bool]) -> Vec<f64> {
        let mut maten = vec![0.0_f64; self.maten.len()];
        for rij in &self.rijen {
            let (Some(onder), Some((last, terms))) = (rij.onder, rij.termen.split_last()) else { continue };
            let Some(mate) = last.0.checked_sub(self.kosten.len()).and_then(|at| maten.get_mut(at)) else { continue };
            let chosen = terms.iter().filter(|(column, _)| gekozen.get(*column) == Some(&true));
            *mate = mate.max(onder - chosen.map(|(_, factor)| factor).sum::<f64>());
        }
        maten
    }
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
        let mut columns: Vec<Variable> = mip.kosten.iter().map(|_| variables.add(variable().binary())).collect();
        columns.extend(mip.maten.iter().map(|_| variables.add(variable().min(0.0))));
        let sum = |terms: &mut dyn Iterator<Item = (usize, f64)>| {
            let mut expression = Expression::default();
            for (column, factor) in terms {
                if let Some(column) = columns.get(column) {
                    expression.add_mul(factor, *column);
                }
            }
            expression
        };
        let objective = sum(&mut mip.kosten.iter().chain(&mip.maten).copied().enumerate());
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
            if rij.boven.is_finite() {
                problem.add_constraint(constraint!(terms <= rij.boven));
            }
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
            let chosen = start.iter().map(|chosen| f64::from(u8::from(*chosen)));
            let values: Vec<f64> = chosen.chain(mip.maten_bij(start)).collect();
            model.try_set_solution(Some(&values), None, None, None).map_err(|why| fout(format!("{why:?}")))?;
        }
        let solved = model.try_solve().map_err(|why| fout(format!("{why:?}")))?;
        let feasible = solved.int_info_value(c"primal_solution_status").is_ok_and(|status| status == FEASIBLE);
        let solution = solved.get_solution();
        let gekozen =
            feasible.then(|| solution.columns().iter().take(mip.kosten.len()).map(|value| *value > 0.5).collect());
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
