//! The part of an instance that can still matter, as one exact MIP; and the whole instance as one, to compare with.

use std::time::Duration;

use super::Toewijzing;
use crate::matching::solver::SolverFout;
use crate::matching::solver::mip::{Mip, Rij, los_mip_op};

/// What a MIP made of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MipAntwoord {
    /// The place of every person, when a complete plan was found.
    pub keuze: Option<Vec<usize>>,
    /// No complete plan costs less, by the tolerances of the solver.
    pub grens: Option<i64>,
}

/// The whole instance as one MIP, without anything of ours.
pub fn los_kaal_op(toewijzing: &Toewijzing, tijd: Duration, threads: usize) -> Result<MipAntwoord, SolverFout> {
    los_kern_op(toewijzing, &|_| true, None, tijd, threads)
}

/// The pairs (numbered person by person) that `mee` keeps, beginning at `start`.
pub(super) fn los_kern_op(
    toewijzing: &Toewijzing,
    mee: &dyn Fn(usize) -> bool,
    start: Option<&[usize]>,
    tijd: Duration,
    threads: usize,
) -> Result<MipAntwoord, SolverFout> {
    let mut mip = Mip::default();
    let mut room: Vec<Rij> = (toewijzing.ruimte.iter())
        .map(|ruimte| Rij { termen: Vec::new(), onder: None, boven: *ruimte as f64 })
        .collect();
    let mut columns = Vec::new();
    let mut begin = Vec::new();
    let mut paar = 0;
    for (persoon, own) in toewijzing.personen.iter().enumerate() {
        let mut once = Rij { termen: Vec::new(), onder: Some(1.0), boven: 1.0 };
        for one in own {
            if mee(paar) {
                once.termen.push((columns.len(), 1.0));
                if let Some(place) = room.get_mut(one.plek) {
                    place.termen.push((columns.len(), one.gebruik as f64));
                }
                mip.kosten.push(one.kost as f64);
                begin.push(start.and_then(|start| start.get(persoon)) == Some(&one.plek));
                columns.push((persoon, one.plek));
            }
            paar += 1;
        }
        mip.rijen.push(once);
    }
    mip.rijen.append(&mut room);
    let found = los_mip_op(&mip, start.map(|_| begin.as_slice()), tijd, threads)?;
    let keuze = found.gekozen.and_then(|gekozen| {
        let mut keuze = vec![None; toewijzing.personen.len()];
        for ((persoon, plek), _) in columns.iter().zip(gekozen).filter(|(_, chosen)| *chosen) {
            *keuze.get_mut(*persoon)? = Some(*plek);
        }
        keuze.into_iter().collect::<Option<Vec<usize>>>()
    });
    // Costs are whole; what lies a hair above a whole number is that number.
    let grens = found.grens.map(|grens| (grens - 1e-4).ceil() as i64);
    Ok(MipAntwoord { keuze: keuze.filter(|keuze| toewijzing.kost(keuze).is_some()), grens })
}
