//! Which values a counter can have: fte comes in steps, so between two steps nothing can lie.

use num_integer::Integer;

use super::beeld::Beeld;

/// Per counter the largest number of which everybody adds a whole number of times; 0: nobody adds anything.
pub(super) fn stappen(beeld: &Beeld) -> Vec<i128> {
    let mut steps = vec![0i128; beeld.tellers.len()];
    for paar in &beeld.paren {
        let whole = paar.min == paar.max && beeld.personen.get(paar.persoon).is_some_and(|one| one.enkel);
        for (teller, per_e4, once) in &paar.telt {
            let Some(step) = steps.get_mut(*teller) else { continue };
            *step = match per_e4.checked_mul(paar.max).and_then(|all| all.checked_add(*once)) {
                Some(adds) if whole => step.gcd(&adds),
                _ => step.gcd(per_e4).gcd(once),
            };
        }
    }
    // What flows into a pool is what is left over elsewhere: any number.
    for pool in beeld.tellers.iter().filter_map(|one| one.pool) {
        steps.get_mut(pool).into_iter().for_each(|step| *step = 1);
    }
    steps
}

/// The values next to `value` that a counter can have, from its start on in its steps.
pub(super) fn naast(value: i128, start: i128, step: i128) -> [i128; 2] {
    let step = step.max(1);
    let below = start + (value - start).div_euclid(step) * step;
    [below, below + step]
}
