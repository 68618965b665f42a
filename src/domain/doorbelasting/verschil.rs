//! Corrections: what a closed month should have been, less what was booked about it.

use std::collections::BTreeMap;

use super::{Doorbelastingsregel, Regelsleutel};

/// The lines that turn `geboekt` (a closed month with all corrections so far) into `nu`, sorted by key; none when equal.
pub fn verschillen(nu: &[Doorbelastingsregel], geboekt: &[Doorbelastingsregel]) -> Vec<Doorbelastingsregel> {
    let mut change: BTreeMap<&Regelsleutel, Doorbelastingsregel> = BTreeMap::new();
    let signed = nu.iter().map(|line| (line, true)).chain(geboekt.iter().map(|line| (line, false)));
    for (line, plus) in signed {
        let entry = change.entry(&line.sleutel).or_insert_with(|| Doorbelastingsregel {
            sleutel: line.sleutel.clone(),
            fte_dagen: Default::default(),
            bedrag_cent: 0,
        });
        if plus {
            entry.fte_dagen += line.fte_dagen.clone();
            entry.bedrag_cent += line.bedrag_cent;
        } else {
            entry.fte_dagen -= line.fte_dagen.clone();
            entry.bedrag_cent -= line.bedrag_cent;
        }
    }
    change.into_values().filter(|line| line.bedrag_cent != 0 || !line.fte_dagen.is_nul()).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::breuk::Breuk;

    fn line(person: u128, days: i64, cents: i64) -> Doorbelastingsregel {
        let (regiodocent_id, contract_id) = (Uuid::from_u128(person), Uuid::from_u128(9));
        let sleutel = Regelsleutel { regiodocent_id, contract_id, plek: None };
        Doorbelastingsregel { sleutel, fte_dagen: Breuk::from(days), bedrag_cent: cents }
    }

    #[test]
    fn booked_plus_the_difference_is_what_it_is_now() {
        let (nu, geboekt) = ([line(1, 10, 500), line(2, 4, 100)], [line(1, 12, 650), line(3, 1, 30), line(2, 4, 100)]);
        let change = verschillen(&nu, &geboekt);
        assert_eq!(change, [line(1, -2, -150), line(3, -1, -30)]);
        let mut booked = geboekt.to_vec();
        booked.extend(change);
        assert_eq!(verschillen(&nu, &booked), []);
    }
}
