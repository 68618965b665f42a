//! The same division around persons who stay on a part, and with persons whom a coordinator pinned on one.

use super::{Verdeling, verdeel};
use crate::matching::formulation::model::Plek;

/// What one person takes at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stuk<'a> {
    /// Amount in ten-thousandths fte.
    pub fte_e4: i64,
    /// Parts on which something of it must be.
    pub ook: &'a [usize],
}

impl<'a> Stuk<'a> {
    /// The largest first, so that the same amounts always give the same answer, whoever they are of.
    pub fn volgorde(&self) -> (i64, &'a [usize]) {
        (-self.fte_e4, self.ook)
    }
}

/// A division of `stukken` over the parts of `plek`, around persons who are on a part and stay there (part and amount).
pub fn verdeel_om(plek: &Plek, vast: &[(usize, i64)], stukken: &[Stuk<'_>]) -> Option<Verdeling> {
    let free = stukken.iter().all(|stuk| stuk.ook.is_empty());
    let amounts: Vec<i64> = stukken.iter().map(|stuk| stuk.fte_e4).collect();
    if free && vast.is_empty() {
        return verdeel(plek, &amounts);
    }
    let mut left = plek.clone();
    for (deel, amount) in vast {
        neem(&mut left, *deel, *amount)?;
        sluit(&mut left, *deel);
    }
    if free {
        return verdeel(&left, &amounts);
    }
    [Aandeel::Alles, Aandeel::Gelijk].into_iter().find_map(|aandeel| verdeel_met_pins(left.clone(), stukken, aandeel))
}

fn neem(plek: &mut Plek, deel: usize, amount: i64) -> Option<()> {
    let room = plek.delen.get_mut(deel)?;
    *room = (*room - amount).max(0);
    Some(())
}

/// One person less may come on a part; `false`: none could.
fn sluit(plek: &mut Plek, deel: usize) -> bool {
    let Some(limit) = plek.personen_per_deel.as_mut().and_then(|limits| limits.get_mut(deel)) else { return true };
    let free = *limit > 0;
    *limit = limit.saturating_sub(1);
    free
}

/// How much of a part goes to who must be on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aandeel {
    /// As much as fits, the smallest first.
    Alles,
    /// To everybody who must be there as much as to the next; what is left of the part is for anybody.
    Gelijk,
}

/// First those who must be on a part, then everybody and what is left of these.
fn verdeel_met_pins(mut plek: Plek, stukken: &[Stuk<'_>], aandeel: Aandeel) -> Option<Verdeling> {
    let mut left: Vec<i64> = stukken.iter().map(|stuk| stuk.fte_e4).collect();
    let mut verdeling: Verdeling = vec![Vec::new(); stukken.len()];
    let mut pins: Vec<(i64, usize, usize)> = Vec::new();
    for (person, stuk) in stukken.iter().enumerate() {
        pins.extend(stuk.ook.iter().map(|deel| (stuk.fte_e4, person, *deel)));
    }
    pins.sort_unstable();
    let mut still = pins.as_slice();
    while let [(_, person, deel), rest @ ..] = still {
        let others = 1 + rest.iter().filter(|(_, _, other)| other == deel).count();
        let own = 1 + rest.iter().filter(|(_, other, _)| other == person).count();
        still = rest;
        let room = plek.delen.get(*deel).copied()?;
        let share = if aandeel == Aandeel::Alles { room } else { room / i64::try_from(others).ok()? };
        let take = share.min(*left.get(*person)? / i64::try_from(own).ok()?);
        if take == 0 || !sluit(&mut plek, *deel) {
            return None;
        }
        geef(&mut plek, &mut left, &mut verdeling, (*person, *deel, take))?;
    }
    if aandeel == Aandeel::Alles {
        for (_, person, deel) in &pins {
            let more = plek.delen.get(*deel).copied()?.min(left.get(*person).copied()?);
            geef(&mut plek, &mut left, &mut verdeling, (*person, *deel, more))?;
        }
    }
    let rest: Vec<(usize, i64)> = left.into_iter().enumerate().filter(|(_, left)| *left > 0).collect();
    let amounts: Vec<i64> = rest.iter().map(|(_, left)| *left).collect();
    for ((person, _), parts) in rest.iter().zip(verdeel(&plek, &amounts)?) {
        parts.into_iter().try_for_each(|(deel, fte)| tel_op(&mut verdeling, *person, deel, fte))?;
    }
    Some(verdeling)
}

/// So much of this part to this person.
fn geef(
    plek: &mut Plek,
    left: &mut [i64],
    verdeling: &mut Verdeling,
    (person, deel, fte): (usize, usize, i64),
) -> Option<()> {
    *left.get_mut(person)? -= fte;
    neem(plek, deel, fte)?;
    if fte > 0 { tel_op(verdeling, person, deel, fte) } else { Some(()) }
}

fn tel_op(verdeling: &mut Verdeling, person: usize, deel: usize, fte: i64) -> Option<()> {
    let own = verdeling.get_mut(person)?;
    match own.iter_mut().find(|(held, _)| *held == deel) {
        Some((_, held)) => *held += fte,
        None => own.push((deel, fte)),
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plek(delen: &[i64], limit: usize) -> Plek {
        Plek { groep: 0, delen: delen.to_vec(), personen_per_deel: Some(vec![limit; delen.len()]), gepind: true }
    }

    /// Persons and fte per part, when everybody has what they ask and is where they must be.
    fn op(plek: &Plek, vast: &[(usize, i64)], asked: &[(i64, &[usize])]) -> Option<Vec<(usize, i64)>> {
        let stukken: Vec<Stuk> = asked.iter().map(|(fte_e4, ook)| Stuk { fte_e4: *fte_e4, ook }).collect();
        let found = verdeel_om(plek, vast, &stukken)?;
        let mut filled = vec![(0, 0); plek.delen.len()];
        for (own, stuk) in found.iter().zip(&stukken) {
            assert_eq!(own.iter().map(|(_, fte)| fte).sum::<i64>(), stuk.fte_e4);
            assert!(stuk.ook.iter().all(|deel| own.iter().any(|(here, fte)| here == deel && *fte > 0)), "{found:?}");
            own.iter().for_each(|(deel, fte)| filled[*deel] = (filled[*deel].0 + 1, filled[*deel].1 + fte));
        }
        assert!(filled.iter().zip(&plek.delen).all(|((_, fte), room)| fte <= room), "{found:?}");
        Some(filled)
    }

    #[test]
    fn who_must_be_on_a_part_is_there_and_the_others_go_around() {
        let two = plek(&[10_000, 4_000], 2);
        assert_eq!(op(&two, &[], &[(8_000, &[]), (6_000, &[1])]), Some(vec![(2, 10_000), (1, 4_000)]));
        // One person per part: who needs both has both, and there is no place for another.
        let one = plek(&[10_000, 4_000], 1);
        assert_eq!(op(&one, &[], &[(6_000, &[1])]), Some(vec![(1, 2_000), (1, 4_000)]));
        assert_eq!(op(&one, &[], &[(8_000, &[]), (6_000, &[1])]), None);
    }

    #[test]
    fn two_who_must_be_on_one_small_part_share_it_and_one_may_have_to_be_on_two() {
        let two = plek(&[10_000, 4_000], 2);
        assert_eq!(op(&two, &[], &[(6_000, &[1]), (6_000, &[1])]), Some(vec![(2, 8_000), (2, 4_000)]));
        assert_eq!(op(&two, &[], &[(4_000, &[0, 1])]), Some(vec![(1, 2_000), (1, 2_000)]));
    }

    #[test]
    fn without_a_limit_nobody_has_nothing_of_a_part() {
        let free = Plek { personen_per_deel: None, ..plek(&[4_000, 10_000], 9) };
        let stukken = [Stuk { fte_e4: 4_000, ook: &[0] }, Stuk { fte_e4: 6_000, ook: &[] }];
        let found = verdeel_om(&free, &[], &stukken).unwrap();
        assert_eq!(found, [vec![(0, 4_000)], vec![(1, 6_000)]]);
    }

    #[test]
    fn what_somebody_keeps_is_not_given_away() {
        let two = plek(&[10_000, 4_000], 2);
        assert_eq!(op(&two, &[(1, 4_000)], &[(6_000, &[1])]), None);
    }
}
