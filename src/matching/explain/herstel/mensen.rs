//! A way out by people: a few more are moved than the wijzigingsbudget allows.

use super::super::prijs::compare;
use super::super::wijziging::Wijziging;
use super::super::zaak::Zaak;
use super::{Toegift, Uitweg, is_haalbaar, is_onhaalbaar, los_op};
use crate::domain::breuk::Breuk;
use crate::matching::facts::Feiten;
use crate::matching::plan::Bevinding;
use crate::matching::rules::wijzigingsbudget::is_hard;
use crate::matching::solve::SolveError;

/// The rule.
pub(super) const REGEL: &str = "wijzigingsbudget";
/// More people than this are not tried.
const MEER: i64 = 3;

/// The fewest more people to move with which all that is hard holds; nothing when nobody can be moved, or when it takes many.
pub(super) fn meer_verplaatsen(zaak: &Zaak, breuken: &[Bevinding]) -> Result<Option<Uitweg>, SolveError> {
    let feiten = Feiten::new(&zaak.problem)?;
    let forced = breuken.iter().any(|found| found.regel == REGEL);
    let willing = zaak.problem.regiodocenten.iter().any(|docent| feiten.verplaatsbaar(&docent.id).is_some());
    if !is_hard(&feiten)? || !(forced || willing) {
        return Ok(None);
    }
    let budget = feiten.beleid().geheel(REGEL, "personen")?;
    let mut fewer_is_not_enough = is_onhaalbaar(zaak.plan);
    for more in 1..=MEER {
        let (regel, naam) = (REGEL.to_owned(), "personen".to_owned());
        let wider = [Wijziging::Parameter { regel, naam, waarde: Breuk::from(budget + more) }];
        let plan = los_op(zaak, &wider)?;
        if is_haalbaar(&plan) {
            let (omvang, eenheid) = (Breuk::from(more), "personen".to_owned());
            let toegift = Some(Toegift { omvang, eenheid, bewezen: fewer_is_not_enough });
            let prijs = compare(zaak.plan, &plan);
            return Ok(Some(Uitweg { wijzigingen: wider.to_vec(), dan: Vec::new(), toegift, prijs }));
        }
        fewer_is_not_enough = is_onhaalbaar(&plan);
    }
    Ok(None)
}
