//! The life cycle of a vacature: drafted, open, (partly) filled, withdrawn. How far it is filled follows from its plaatsingen.

use chrono::{Days, NaiveDate};

use super::{Vacature, Vacaturestatus};
use crate::domain::keuze::keuze;
use crate::domain::levensloop::{Levensloop, Overgang, Partij};
use crate::domain::plaatsing::Plaatsingsdeel;

keuze! {
    /// What can happen to a vacature.
    Vacaturestap {
        /// A draft becomes a question to the pool.
        Openstellen = "openstellen",
        /// Something else is asked.
        Wijzigen = "wijzigen",
        /// The question lapses.
        Intrekken = "intrekken",
        /// Nobody is placed on it any more.
        Heropenen = "heropenen",
        /// Somebody is placed on a part of it.
        DeelsVervullen = "deels-vervullen",
        /// Every day that is left is filled in full.
        Vervullen = "vervullen",
    }
}

use Partij::{Coordinator, Dienst, School};
use Vacaturestatus::{Concept, DeelsVervuld, Ingetrokken, Open, Vervuld};

const MENSEN: &[Partij] = &[School, Coordinator];

type Rij = Overgang<Vacaturestatus, Vacaturestap>;

const fn rij(stap: Vacaturestap, van: &'static [Vacaturestatus], naar: Vacaturestatus, door: &'static [Partij]) -> Rij {
    Overgang { stap, van, naar, door, eist: &[] }
}

impl Levensloop for Vacaturestatus {
    type Stap = Vacaturestap;
    const NAAM: &'static str = "vacature";
    #[rustfmt::skip]
    const OVERGANGEN: &'static [Rij] = &[
        rij(Vacaturestap::Openstellen,    &[Concept],               Open,         MENSEN),
        rij(Vacaturestap::Wijzigen,       &[Concept],               Concept,      MENSEN),
        rij(Vacaturestap::Wijzigen,       &[Open],                  Open,         MENSEN),
        rij(Vacaturestap::Wijzigen,       &[DeelsVervuld],          DeelsVervuld, MENSEN),
        rij(Vacaturestap::Intrekken,      &[Concept, Open],         Ingetrokken,  MENSEN),
        rij(Vacaturestap::Heropenen,      &[DeelsVervuld, Vervuld], Open,         &[Dienst]),
        rij(Vacaturestap::DeelsVervullen, &[Open, Vervuld],         DeelsVervuld, &[Dienst]),
        rij(Vacaturestap::Vervullen,      &[Open, DeelsVervuld],    Vervuld,      &[Dienst]),
    ];
}

/// The step that brings a vacature where its active plaatsingen say it is from `today` on; `None` when it is there.
/// Days that have passed do not matter, and a vacature whose days have all passed stays as it was.
pub fn stap_door_vulling(
    status: Vacaturestatus,
    vacature: &Vacature,
    actief: &[Plaatsingsdeel],
    today: NaiveDate,
) -> Option<Vacaturestap> {
    let (first, last) = (vacature.periode.van.max(today), vacature.periode.einde());
    if first > last {
        return None;
    }
    let on =
        |day: NaiveDate| actief.iter().filter(|deel| deel.periode.bevat(day)).map(|deel| deel.fte.e4()).sum::<i64>();
    // The total changes only on the first day of a part and on the day after its last.
    let after = |deel: &Plaatsingsdeel| deel.periode.einde().checked_add_days(Days::new(1));
    let changes = actief.iter().flat_map(|deel| [Some(deel.periode.van), after(deel)]).flatten();
    let days = changes.chain([first]).filter(|day| (first..=last).contains(day)).map(on);
    let (least, most) = days.fold((i64::MAX, 0), |(least, most), fte| (least.min(fte), most.max(fte)));
    let (goal, stap) = if least >= vacature.fte.e4() {
        (Vervuld, Vacaturestap::Vervullen)
    } else if most > 0 {
        (DeelsVervuld, Vacaturestap::DeelsVervullen)
    } else {
        (Open, Vacaturestap::Heropenen)
    };
    (goal != status && status.overgang(stap, Dienst).is_ok()).then_some(stap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dagdeel::Dagdelen;
    use crate::domain::fte::Fte;
    use crate::domain::periode::Periode;
    use crate::domain::vacature::Vacaturesoort;

    fn dag(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn deel(e4: i64, van: &str, tot: &str) -> Plaatsingsdeel {
        let periode = Periode::new(dag(van), Some(dag(tot)));
        Plaatsingsdeel { vacature_id: uuid::Uuid::nil(), fte: Fte::from_e4(e4), periode }
    }

    fn vacature(tot: Option<&str>) -> Vacature {
        Vacature {
            vestigingscode: "00AP00".parse().unwrap(),
            soort: Vacaturesoort::Regulier,
            fte: Fte::from_e4(8_000),
            vakbevoegdheid: serde_json::from_str(r#"{"sector":"bo","vak":"groepsleraar","graad":"pabo"}"#).unwrap(),
            periode: Periode::new(dag("2026-08-01"), tot.map(dag)),
            dagdelen: None::<Dagdelen>,
            alleen_geheel: false,
            prikkels: Default::default(),
        }
    }

    #[test]
    fn two_halves_of_the_time_that_is_left_make_it_vervuld() {
        let year = vacature(Some("2027-07-31"));
        let halves = [deel(8_000, "2026-10-01", "2026-12-31"), deel(8_000, "2027-01-01", "2027-07-31")];
        let step = |today: &str| stap_door_vulling(Open, &year, &halves, dag(today));
        assert_eq!(step("2026-09-30"), Some(Vacaturestap::DeelsVervullen));
        assert_eq!(step("2026-10-01"), Some(Vacaturestap::Vervullen));
        assert_eq!(stap_door_vulling(Vervuld, &year, &halves, dag("2026-10-01")), None);
        assert_eq!(stap_door_vulling(Vervuld, &year, &[], dag("2026-10-01")), Some(Vacaturestap::Heropenen));
        assert_eq!(stap_door_vulling(Vervuld, &year, &[], dag("2027-08-01")), None);
        assert_eq!(stap_door_vulling(Ingetrokken, &year, &halves, dag("2026-10-01")), None);
    }

    #[test]
    fn a_plaatsing_of_one_schooljaar_never_fills_a_vacature_without_end() {
        let all = [deel(8_000, "2026-08-01", "2027-07-31")];
        let step = stap_door_vulling(Open, &vacature(None), &all, dag("2026-09-01"));
        assert_eq!(step, Some(Vacaturestap::DeelsVervullen));
    }
}
