//! Koppeling: who takes whose place so that the gain together is largest, with prices that prove it (Hungarian method).
//!
//! Whole numbers. Everybody can stay, with gain 0, so there is always an answer.

/// The best choice of places and its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Koppeling {
    /// Per person the place: the number of who has it today.
    pub(super) plek: Vec<usize>,
    /// Per person a price, and per place: together at least the gain of every person at every place they can take.
    pub(super) persoonsprijs: Vec<i64>,
    /// See `persoonsprijs`.
    pub(super) plekprijs: Vec<i64>,
}

/// The choice with the largest gain. `winst(person, place)`: absent when impossible; `winst(n, n)` is 0.
pub(super) fn koppel(aantal: usize, winst: impl Fn(usize, usize) -> Option<i64>) -> Koppeling {
    let gains: Vec<Vec<Option<i64>>> = (0..aantal).map(|i| (0..aantal).map(|j| winst(i, j)).collect()).collect();
    let highest = gains.iter().map(|row| row.iter().flatten().copied().max().unwrap_or(0).max(0)).sum::<i64>();
    // More than all gain together, twice: what is impossible is never worth it.
    let impossible = 2 * highest + 2;
    let cost = |i: usize, j: usize| {
        gains.get(i).and_then(|row| row.get(j)).copied().flatten().map_or(impossible, |gain| -gain)
    };
    let mut staat = Staat::new(aantal);
    for persoon in 0..aantal {
        staat.breid_uit(persoon, &cost);
    }
    staat.klaar()
}

/// Shortest augmenting paths over reduced costs; position 0 of a place is a dummy, so places count from 1.
struct Staat {
    aantal: usize,
    u: Vec<i64>,
    v: Vec<i64>,
    /// Per place the person, both from 1; 0: nobody.
    bezet: Vec<usize>,
}

impl Staat {
    fn new(aantal: usize) -> Staat {
        Staat { aantal, u: vec![0; aantal + 1], v: vec![0; aantal + 1], bezet: vec![0; aantal + 1] }
    }

    /// Gives one more person a place.
    fn breid_uit(&mut self, persoon: usize, cost: &impl Fn(usize, usize) -> i64) {
        let places = self.aantal + 1;
        let (mut shortest, mut from, mut used) = (vec![i64::MAX; places], vec![0; places], vec![false; places]);
        set(&mut self.bezet, 0, persoon + 1);
        let mut here = 0;
        loop {
            set(&mut used, here, true);
            let who = get(&self.bezet, here);
            let (mut step, mut next) = (i64::MAX, 0);
            for place in 1..places {
                if get(&used, place) {
                    continue;
                }
                let reduced = cost(who - 1, place - 1) - get(&self.u, who) - get(&self.v, place);
                if reduced < get(&shortest, place) {
                    set(&mut shortest, place, reduced);
                    set(&mut from, place, here);
                }
                if get(&shortest, place) < step {
                    (step, next) = (get(&shortest, place), place);
                }
            }
            for place in 0..places {
                if get(&used, place) {
                    let own = get(&self.bezet, place);
                    add(&mut self.u, own, step);
                    add(&mut self.v, place, -step);
                } else {
                    add(&mut shortest, place, -step);
                }
            }
            here = next;
            if get(&self.bezet, here) == 0 {
                break;
            }
        }
        while here != 0 {
            let before = get(&from, here);
            let who = get(&self.bezet, before);
            set(&mut self.bezet, here, who);
            here = before;
        }
    }

    fn klaar(self) -> Koppeling {
        let mut plek = vec![0; self.aantal];
        for (place, who) in self.bezet.iter().enumerate().skip(1) {
            set(&mut plek, who.saturating_sub(1), place - 1);
        }
        let negated = |prices: &[i64]| prices.iter().skip(1).map(|price| -price).collect();
        Koppeling { plek, persoonsprijs: negated(&self.u), plekprijs: negated(&self.v) }
    }
}

fn get<T: Copy + Default>(list: &[T], at: usize) -> T {
    list.get(at).copied().unwrap_or_default()
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(found) = list.get_mut(at) {
        *found = value;
    }
}

fn add(list: &mut [i64], at: usize, value: i64) {
    if let Some(found) = list.get_mut(at) {
        *found = found.saturating_add(value);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn permutations(aantal: usize) -> Vec<Vec<usize>> {
        match aantal {
            0 => vec![vec![]],
            _ => permutations(aantal - 1)
                .into_iter()
                .flat_map(|short| {
                    (0..aantal).map(move |at| {
                        let mut long = short.clone();
                        long.insert(at, aantal - 1);
                        long
                    })
                })
                .collect(),
        }
    }

    proptest! {
        /// The gain is that of the best permutation, and the prices prove it.
        #[test]
        fn the_best_of_all_permutations_with_prices_that_prove_it(
            wild in prop::collection::vec(prop::option::weighted(0.5, 0i64..30), 36), aantal in 0usize..6,
        ) {
            let winst = |i: usize, j: usize| if i == j { Some(0) } else { wild[i * 6 + j] };
            let found = koppel(aantal, winst);
            let total = |plek: &[usize]| plek.iter().enumerate().map(|(i, j)| winst(i, *j)).sum::<Option<i64>>();
            let best = permutations(aantal).iter().filter_map(|plek| total(plek)).max().unwrap();
            prop_assert_eq!(total(&found.plek), Some(best));
            let proven = found.persoonsprijs.iter().chain(&found.plekprijs).sum::<i64>();
            prop_assert_eq!(proven, best);
            for i in 0..aantal {
                for j in 0..aantal {
                    prop_assert!(winst(i, j).is_none_or(|gain| gain <= found.persoonsprijs[i] + found.plekprijs[j]));
                }
            }
        }
    }
}
