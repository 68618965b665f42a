//! Formatiepeiling: what a school needs and has on a day, counted or foreseen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::fte::Fte;
use super::invoer::{Invoer, Invoerfout};
use super::kenmerk::Vestigingscode;
use super::keuze::keuze;
use super::verloop::Verloop;

/// More than this, in fte, is a comma in the wrong place.
const MAX_FTE: Fte = Fte::from_e4(9_999 * 10_000);

keuze! {
    /// Counted, or foreseen for the coming schooljaar.
    Peilingsoort {
        /// Counted on the peildatum.
        Telling = "telling",
        /// Foreseen for the schooljaar of the peildatum; wins over the last telling.
        Prognose = "prognose",
    }
}

/// The figures of one school on one peildatum. Optional figures are filled in by the beleid, and then listed as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Formatiepeiling {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// Day of the figures.
    pub peildatum: NaiveDate,
    /// Counted or foreseen.
    pub soort: Peilingsoort,
    /// Fte needed.
    pub benodigd_fte: Fte,
    /// Fte of qualified staff employed by the board itself.
    pub beschikbaar_bevoegd_fte: Fte,
    /// Of which not deployable (illness, leave).
    pub niet_inzetbaar_fte: Fte,
    /// Part of the shortage that emergency solutions hide.
    pub verborgen_fte: Option<Fte>,
    /// Pupils.
    pub leerlingen: i32,
    /// Classes.
    pub groepen: Option<i32>,
    /// Teachers, in persons.
    pub personen: Option<i32>,
    /// Fte expected to leave within the schooljaar.
    pub verwachte_uitstroom_fte: Option<Fte>,
    /// First-year zij-instromers the board employs itself, in persons.
    pub eerstejaars_zij_instromers_eigen: i32,
    /// Coach time the school has, in fte.
    pub begeleiding_fte: Option<Fte>,
    /// Who came, stayed and left in the quarter of the peildatum; absent: not told.
    pub verloop: Option<Verloop>,
}

/// Everything that does not hold together; the pointers are those of the JSON body.
pub fn check(peiling: &Formatiepeiling) -> Result<(), Vec<Invoerfout>> {
    let mut invoer = Invoer::default();
    let bedragen = [
        ("/benodigdFte", Some(peiling.benodigd_fte)),
        ("/beschikbaarBevoegdFte", Some(peiling.beschikbaar_bevoegd_fte)),
        ("/nietInzetbaarFte", Some(peiling.niet_inzetbaar_fte)),
        ("/verborgenFte", peiling.verborgen_fte),
        ("/verwachteUitstroomFte", peiling.verwachte_uitstroom_fte),
        ("/begeleidingFte", peiling.begeleiding_fte),
    ];
    let bedragen = bedragen.into_iter().map(|(pointer, fte)| (pointer.to_owned(), fte));
    for (pointer, fte) in bedragen.chain(peiling.verloop.iter().flat_map(verloop_bedragen)) {
        invoer.eis(fte.is_none_or(|fte| fte >= Fte::NUL), || {
            Invoerfout::new(&pointer, "te-klein", "fte kan niet negatief zijn", "Geef 0 of meer.")
        });
        invoer.eis(fte.is_none_or(|fte| fte <= MAX_FTE), || {
            let detail = format!("meer dan {MAX_FTE} fte heeft geen school");
            Invoerfout::new(&pointer, "te-groot", detail, "Controleer de komma.")
        });
    }
    invoer.eis(peiling.niet_inzetbaar_fte <= peiling.beschikbaar_bevoegd_fte, || {
        let detail = format!(
            "{} fte niet inzetbaar is meer dan de {} fte die er is",
            peiling.niet_inzetbaar_fte, peiling.beschikbaar_bevoegd_fte
        );
        Invoerfout::new("/nietInzetbaarFte", "te-veel", detail, "Controleer beide getallen.")
    });
    invoer.af()
}

fn verloop_bedragen(verloop: &Verloop) -> Vec<(String, Option<Fte>)> {
    let strooms = [("instroom", verloop.instroom), ("behoud", verloop.behoud), ("uitstroom", verloop.uitstroom)];
    let mut found = vec![("/verloop/begeleidingGeleverdFte".to_owned(), verloop.begeleiding_geleverd_fte)];
    for (naam, stroom) in strooms {
        found.extend(stroom.delen().map(|(kind, fte)| (format!("/verloop/{naam}/{kind}"), fte)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::verloop::Stroom;

    #[test]
    fn every_amount_that_cannot_be_is_told() {
        let peiling = Formatiepeiling {
            vestigingscode: "00AP00".parse().unwrap(),
            peildatum: NaiveDate::from_ymd_opt(2026, 10, 1).unwrap(),
            soort: Peilingsoort::Telling,
            benodigd_fte: Fte::from_e4(-1),
            beschikbaar_bevoegd_fte: Fte::from_e4(10_000),
            niet_inzetbaar_fte: Fte::from_e4(10_001),
            verborgen_fte: None,
            leerlingen: 1,
            groepen: None,
            personen: None,
            verwachte_uitstroom_fte: None,
            eerstejaars_zij_instromers_eigen: 0,
            begeleiding_fte: Some(Fte::from_e4(100_000_000)),
            verloop: Some(Verloop {
                behoud: Stroom { inhuur: Some(Fte::from_e4(-1)), ..Stroom::default() },
                ..Verloop::default()
            }),
        };
        let pointers: Vec<String> = check(&peiling).unwrap_err().into_iter().map(|fout| fout.pointer).collect();
        assert_eq!(pointers, ["/benodigdFte", "/begeleidingFte", "/verloop/behoud/inhuur", "/nietInzetbaarFte"]);
    }
}
