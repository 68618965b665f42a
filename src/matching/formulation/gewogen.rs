//! All tiers as one weighted objective over the same model, in whole numbers. Only to compare with others who know no
//! tiers: no beleid asks for it, and what people see is always in strict tiers.

use num_integer::Integer;

use super::model::{Knik, Kost, Model, TIERS};
use crate::domain::beleid::Tier;
use crate::matching::bereik::bereik;

/// What one domain unit of every tier weighs: 1,000 per tenth fte in the mildest band, 20,000 per tenth fte above a
/// ceiling of the 3%-regeling, 8,000 per person short of the 7%-regeling, and 1 per minute of journey per tenth fte. The
/// tier of people counts minutes × fte, so a unit of it weighs 10: the reading in which pair costs are as large as in the
/// published measurements (about 167 per person), not the one of 1 per minute × fte.
pub fn gewicht(tier: Tier) -> i64 {
    match tier {
        Tier::HardeRegels => 1_000_000,
        Tier::Solidariteit => 200_000,
        Tier::TekortEerst => 10_000,
        Tier::Zevenprocent => 8_000,
        Tier::Mensen => 10,
        Tier::GevuldeFte | Tier::Loting => 0,
    }
}

/// The model with one tier; `None` when its numbers would not fit.
pub fn gewogen(model: &Model, tiers: &[Tier]) -> Option<Model> {
    let gewichten: Vec<i64> = tiers.iter().take(model.tiers).map(|tier| gewicht(*tier)).collect();
    let counts = gewichten.iter().zip(&model.schaal).filter(|(gewicht, _)| **gewicht > 0);
    // As coarse as keeps every price whole.
    let needed = counts.map(|(gewicht, schaal)| i128::from(schaal / schaal.gcd(gewicht)));
    let schaal = needed.fold(1, |all, own| all.lcm(&own));
    let factor = |tier: usize| -> Option<i64> {
        let (gewicht, own) = (*gewichten.get(tier)?, *model.schaal.get(tier)?);
        i64::try_from(i128::from(gewicht) * schaal / i128::from(own)).ok()
    };
    let mut een = Model { tiers: 1, schaal: [1; TIERS], gewicht: [1.0; TIERS], voorrang_na: None, ..model.clone() };
    *een.schaal.first_mut()? = i64::try_from(schaal).ok()?;
    for teller in &mut een.tellers {
        // One sum has no equals to order.
        teller.voorrang = None;
        let weighed = teller
            .knikken
            .iter()
            .map(|knik| Some(Knik { tier: 0, helling: knik.helling.checked_mul(factor(knik.tier)?)?, ..*knik }));
        teller.knikken = weighed.collect::<Option<Vec<Knik>>>()?.into_iter().filter(|knik| knik.helling > 0).collect();
    }
    (een.kosten, een.kost_van) = (Vec::with_capacity(model.paren.len()), vec![0]);
    for paar in 0..model.paren.len() {
        let mut sum = Kost { tier: 0, per_e4: 0, vast: 0 };
        for kost in model.kosten(paar) {
            let factor = factor(kost.tier)?;
            sum.per_e4 = sum.per_e4.checked_add(kost.per_e4.checked_mul(factor)?)?;
            sum.vast = sum.vast.checked_add(kost.vast.checked_mul(factor)?)?;
        }
        een.kosten.push(sum);
        een.kost_van.push(een.kosten.len());
    }
    past(&een).then_some(een)
}

/// Can the largest cost of any plan be written down?
fn past(model: &Model) -> bool {
    let costs = model
        .paren
        .iter()
        .zip(&model.kosten)
        .map(|(paar, kost)| (i128::from(kost.per_e4) * i128::from(paar.max) + i128::from(kost.vast)).abs());
    let costs: Vec<i128> = costs.collect();
    let per_person = model.personen.iter().map(|persoon| {
        let own = costs.get(persoon.van..persoon.tot).unwrap_or_default().iter().copied();
        if persoon.enkel { own.max().unwrap_or(0) } else { own.sum() }
    });
    let counters = model.tellers.iter().zip(bereik(model)).map(|(teller, (low, high))| {
        let beyond = |knik: &Knik| if knik.boven { high - knik.drempel } else { knik.drempel - low };
        teller.knikken.iter().map(|knik| i128::from(knik.helling) * i128::from(beyond(knik).max(0))).sum::<i128>()
    });
    per_person.sum::<i128>() + counters.sum::<i128>() < i128::from(i64::MAX / 4)
}
