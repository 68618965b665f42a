//! In which steps every counter goes: fte comes in tenths, so a ceiling between two steps binds at the lower one. The
//! bounds use it.

use num_integer::gcd;

use super::model::Model;

/// Writes the greatest step of every counter of which each plan takes a whole number.
pub fn zet_stappen(model: &mut Model) {
    let mut stappen = vec![0; model.tellers.len()];
    for (index, paar) in model.paren.iter().enumerate() {
        let enkel = model.personen.get(paar.persoon).is_some_and(|persoon| persoon.enkel);
        for bijdrage in model.bijdragen(index) {
            let Some(stap) = stappen.get_mut(bijdrage.teller) else { continue };
            *stap = match enkel && paar.min == paar.max {
                true => gcd(*stap, bijdrage.per_e4 * paar.max + bijdrage.vast),
                // Any amount, and in a second piece what counts once does not count again.
                false => gcd(gcd(*stap, bijdrage.per_e4), bijdrage.vast),
            };
        }
    }
    for pool in model.tellers.iter().filter_map(|teller| teller.overloop) {
        stappen.get_mut(pool).into_iter().for_each(|stap| *stap = 1);
    }
    for (teller, stap) in model.tellers.iter_mut().zip(stappen) {
        teller.stap = stap;
    }
}
