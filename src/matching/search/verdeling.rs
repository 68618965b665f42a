//! Divides the persons at one place over its parts (vacatures), with a limit on persons per part.
//!
//! Finds a division quickly or says no; a no may be wrong (the puzzle is hard), a yes never is.

pub mod vastgezet;

use crate::matching::formulation::model::Plek;

/// Per person the parts: position of the part and amount.
pub type Verdeling = Vec<Vec<(usize, i64)>>;

/// A division of `amounts` (one per person) over the parts of `plek`.
fn verdeel(plek: &Plek, amounts: &[i64]) -> Option<Verdeling> {
    if amounts.iter().sum::<i64>() > plek.capaciteit() {
        return None;
    }
    let Some(limits) = &plek.personen_per_deel else { return Some(stroom(plek, amounts)) };
    if amounts.len() > limits.iter().sum::<usize>() {
        return None;
    }
    let mut order: Vec<usize> = (0..plek.delen.len()).collect();
    for _ in 0..2 {
        for keuze in [Keuze::Passend, Keuze::Grootste, Keuze::Kleinste] {
            if let Some(found) = probeer(plek, limits, amounts, &order, keuze) {
                return Some(found);
            }
        }
        order.reverse();
    }
    None
}

/// Without a limit on persons the parts fill one after the other.
fn stroom(plek: &Plek, amounts: &[i64]) -> Verdeling {
    let mut parts = plek.delen.iter().copied().enumerate().filter(|(_, room)| *room > 0);
    let mut current = parts.next();
    let mut verdeling = Vec::with_capacity(amounts.len());
    for amount in amounts {
        let (mut left, mut own) = (*amount, Vec::new());
        while let (Some((deel, room)), true) = (current, left > 0) {
            let take = room.min(left);
            own.push((deel, take));
            left -= take;
            current = if room > take { Some((deel, room - take)) } else { parts.next() };
        }
        verdeling.push(own);
    }
    verdeling
}

/// Who comes next into a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keuze {
    /// Who fits exactly, else the smallest who fills the part, else the largest.
    Passend,
    /// Who fits exactly, else the largest.
    Grootste,
    /// The smallest, and last who fits exactly or the smallest who fills the part: who is large is cut over two parts.
    Kleinste,
}

fn probeer(plek: &Plek, limits: &[usize], amounts: &[i64], order: &[usize], keuze: Keuze) -> Option<Verdeling> {
    let mut left: Vec<i64> = amounts.to_vec();
    let mut verdeling: Verdeling = vec![Vec::new(); amounts.len()];
    let mut carry: Option<usize> = None;
    for deel in order {
        let (mut room, mut slots) = (plek.delen.get(*deel).copied()?, limits.get(*deel).copied()?);
        while room > 0 && slots > 0 {
            let untouched = |person: &usize| {
                left.get(*person).zip(verdeling.get(*person)).is_some_and(|(l, v)| *l > 0 && v.is_empty())
            };
            let Some(person) = carry.or_else(|| kies((0..left.len()).filter(untouched), &left, room, slots, keuze))
            else {
                break;
            };
            let take = room.min(*left.get(person)?);
            *left.get_mut(person)? -= take;
            verdeling.get_mut(person)?.push((*deel, take));
            (room, slots) = (room - take, slots - 1);
            carry = (*left.get(person)? > 0).then_some(person);
        }
    }
    left.iter().all(|rest| *rest == 0).then_some(verdeling)
}

fn kies(persons: impl Iterator<Item = usize>, left: &[i64], room: i64, slots: usize, keuze: Keuze) -> Option<usize> {
    persons.min_by_key(|person| {
        let amount = left.get(*person).copied().unwrap_or(0);
        let last = slots == 1;
        let rank = match keuze {
            Keuze::Passend | Keuze::Grootste if amount == room => (0, 0),
            Keuze::Kleinste if last && amount == room => (0, 0),
            // The last slot of a part should fill it, or the rest of the part is lost.
            Keuze::Passend | Keuze::Kleinste if last && amount > room => (1, amount),
            Keuze::Passend | Keuze::Grootste => (2, -amount),
            Keuze::Kleinste => (2, amount),
        };
        (rank, *person)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plek(delen: &[i64], limit: usize) -> Plek {
        Plek { groep: 0, delen: delen.to_vec(), personen_per_deel: Some(vec![limit; delen.len()]), gepind: false }
    }

    fn holds(plek: &Plek, amounts: &[i64], verdeling: &Verdeling) {
        let mut filled = vec![(0, 0); plek.delen.len()];
        for (own, amount) in verdeling.iter().zip(amounts) {
            assert_eq!(own.iter().map(|(_, fte)| fte).sum::<i64>(), *amount);
            for (deel, fte) in own {
                filled[*deel] = (filled[*deel].0 + fte, filled[*deel].1 + 1);
            }
        }
        for ((fte, persons), (room, limit)) in
            filled.iter().zip(plek.delen.iter().zip(plek.personen_per_deel.as_ref().unwrap()))
        {
            assert!(fte <= room && persons <= limit);
        }
    }

    #[test]
    fn a_person_may_be_cut_over_vacatures_but_never_three_in_one() {
        let two = plek(&[10_000, 6_000], 2);
        for amounts in [vec![8_000, 8_000], vec![10_000, 6_000], vec![4_000, 6_000, 6_000]] {
            holds(&two, &amounts, &verdeel(&two, &amounts).unwrap());
        }
        // A small one in each, and the large one over both.
        let (uneven, amounts) = (plek(&[5_000, 9_000], 2), [10_000, 2_000, 2_000]);
        holds(&uneven, &amounts, &verdeel(&uneven, &amounts).unwrap());
        assert_eq!(verdeel(&plek(&[10_000], 2), &[3_000, 3_000, 4_000]), None);
        assert_eq!(verdeel(&two, &[10_000, 6_001]), None);
    }

    #[test]
    fn without_a_limit_only_the_total_matters() {
        let free = Plek { groep: 0, delen: vec![5_000, 5_000], personen_per_deel: None, gepind: false };
        let found = verdeel(&free, &[3_000, 3_000, 4_000]).unwrap();
        assert_eq!(found, [vec![(0, 3_000)], vec![(0, 2_000), (1, 1_000)], vec![(1, 4_000)]]);
    }
}
