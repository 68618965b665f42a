//! Wijziging: one thing that could be otherwise in a Problem, small enough to ask somebody for it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::beleid::{Modus, Waarde};
use crate::domain::bevoegdheid::{Bevoegdheid, Vakbevoegdheid};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::instemming::Instemmingsoort;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::periode::Periode;
use crate::domain::uitsluiting::Uitsluiting;
use crate::matching::facts::Feiten;
use crate::matching::problem::{
    Id, Pin, Problem, ProblemContract, ProblemInstemming, ProblemRegiodocent, ProblemVacature, Versoepeling,
};

/// Longest journey that may be asked of anybody, minutes.
const VERSTE: i64 = 240;

/// One thing otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "soort", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Wijziging {
    /// This regiodocent agrees to go where he or she did not want to go.
    Uitsluiting {
        /// Who.
        regiodocent: Id,
        /// Where.
        vestigingscode: Vestigingscode,
    },
    /// This regiodocent agrees to something.
    Instemming {
        /// Who.
        regiodocent: Id,
        /// To what.
        instemming: Instemmingsoort,
    },
    /// This regiodocent travels so long.
    Reistijd {
        /// Who.
        regiodocent: Id,
        /// Minutes.
        minuten: i32,
    },
    /// The vacature asks no half days.
    Dagdelen {
        /// Which.
        vacature: Id,
    },
    /// There is a VOG in time.
    Vog {
        /// Whose.
        regiodocent: Id,
        /// On this day at the latest.
        datum: NaiveDate,
    },
    /// The contract is this large, on all days of the vacature.
    Contract {
        /// Whose.
        regiodocent: Id,
        /// How much.
        werktijdfactor: Fte,
        /// On which days.
        periode: Periode,
    },
    /// This regiodocent may teach this.
    Bevoegdheid {
        /// Who.
        regiodocent: Id,
        /// What.
        vakbevoegdheid: Vakbevoegdheid,
    },
    /// A parameter of a rule has this value.
    Parameter {
        /// The rule.
        regel: String,
        /// The parameter.
        naam: String,
        /// Its value.
        waarde: Breuk,
    },
    /// A hard rule becomes soft.
    Modus {
        /// The rule.
        regel: String,
    },
    /// A hard rule becomes soft for one board.
    Versoepeling {
        /// Which, and for whom.
        versoepeling: Versoepeling,
    },
    /// A decision of a coordinator is taken back.
    Pin {
        /// Which.
        pin: Pin,
    },
}

impl Wijziging {
    /// What would take this objection to a pair away; `None` when nothing small would.
    pub fn voor(
        feiten: &Feiten,
        docent: &ProblemRegiodocent,
        vacature: &ProblemVacature,
        (regel, code): (&str, &str),
    ) -> Option<Wijziging> {
        let regiodocent = docent.id.clone();
        let days = feiten.periode(vacature)?;
        let contract = || docent.contracten.iter().map(|contract| contract.werktijdfactor).max();
        match (regel, code) {
            ("instemming", "school-uitgesloten" | "bestuur-uitgesloten") => {
                Some(Wijziging::Uitsluiting { regiodocent, vestigingscode: vacature.vestigingscode.clone() })
            }
            ("bevoegdheid", "geen-vog" | "vog-te-laat") => Some(Wijziging::Vog { regiodocent, datum: days.van }),
            ("bevoegdheid", "dagdelen-passen-niet") => Some(Wijziging::Dagdelen { vacature: vacature.id.clone() }),
            ("bevoegdheid", "geen-bevoegdheid" | "bevoegdheid-niet-alle-dagen") => {
                Some(Wijziging::Bevoegdheid { regiodocent, vakbevoegdheid: vacature.bevoegdheid.clone() })
            }
            ("contractomvang", "geen-contract") => {
                Some(Wijziging::Contract { regiodocent, werktijdfactor: contract()?, periode: days })
            }
            ("contractomvang", _) if vacature.fte <= Fte::VOLTIJD => {
                Some(Wijziging::Contract { regiodocent, werktijdfactor: vacature.fte, periode: days })
            }
            ("reistijd", _) => {
                let minutes = feiten.reistijd(docent, feiten.school(&vacature.vestigingscode)?)?.naar_boven();
                let minuten = i32::try_from(minutes).ok().filter(|_| minutes <= VERSTE)?;
                Some(Wijziging::Reistijd { regiodocent, minuten })
            }
            ("spreiding", _) => {
                let (regel, naam) = ("spreiding".to_owned(), "kleinste-plaatsing".to_owned());
                Some(Wijziging::Parameter { regel, naam, waarde: feiten.contract_fte(docent, &days).breuk() })
            }
            ("pin", _) => {
                let forbids = |pin: &&&Pin| pin.raakt(&vacature.id, &vacature.vestigingscode);
                let pin = feiten.pins_van(&docent.id).iter().find(forbids)?;
                Some(Wijziging::Pin { pin: (*pin).clone() })
            }
            _ => None,
        }
    }

    /// The consent that would let somebody come whom no rule refuses there, but who is tied: by a place of today that may
    /// not be left, or by a school in the plan (`scholen`) while one school is all that was agreed.
    pub fn instemming_voor(
        feiten: &Feiten,
        docent: &ProblemRegiodocent,
        vacature: &ProblemVacature,
        scholen: &BTreeSet<&Vestigingscode>,
    ) -> Option<Wijziging> {
        let days = feiten.periode(vacature)?;
        let ask = |instemming| Some(Wijziging::Instemming { regiodocent: docent.id.clone(), instemming });
        let today = feiten.plaatsingen_van(&docent.id);
        if !today.is_empty() && feiten.verplaatsbaar(&docent.id).is_none() {
            // Who may not leave may still come beside it, with what the contract leaves.
            let held: Fte = today.iter().flat_map(|one| &one.delen).map(|deel| deel.fte).sum();
            let full = held >= feiten.contract_fte(docent, &days);
            return full.then(|| ask(Instemmingsoort::Verplaatsing)).flatten();
        }
        let one = scholen.len() == 1 && !scholen.contains(&vacature.vestigingscode);
        let may = Instemmingsoort::TweeScholen.is_open_voor(docent.soort)
            && !feiten.heeft_instemming(docent, Instemmingsoort::TweeScholen, &days);
        if one && may { ask(Instemmingsoort::TweeScholen) } else { None }
    }

    /// The same Problem with this otherwise, norms to be written again.
    pub fn pas_toe(&self, problem: &Problem) -> Problem {
        let mut changed = Problem { normen: Vec::new(), ..problem.clone() };
        match self {
            Wijziging::Dagdelen { vacature } => {
                changed.vacatures.iter_mut().filter(|one| one.id == *vacature).for_each(|one| one.dagdelen = None);
            }
            Wijziging::Parameter { regel, naam, waarde } => {
                if let Some(parameter) = changed.beleid.parameter_mut(regel, naam) {
                    let whole = waarde.naar_beneden();
                    parameter.waarde = match parameter.waarde {
                        Waarde::Geheel(_) if Breuk::from(whole) == *waarde => Waarde::Geheel(whole),
                        _ => Waarde::Getal(waarde.clone()),
                    };
                }
            }
            Wijziging::Modus { regel } => {
                if let Some(regel) = changed.beleid.regels.get_mut(regel) {
                    regel.modus = Some(Modus::Zacht);
                }
            }
            Wijziging::Versoepeling { versoepeling } => changed.versoepelingen.push(versoepeling.clone()),
            Wijziging::Pin { pin } => changed.pins.retain(|own| own != pin),
            Wijziging::Uitsluiting { regiodocent, .. }
            | Wijziging::Instemming { regiodocent, .. }
            | Wijziging::Reistijd { regiodocent, .. }
            | Wijziging::Vog { regiodocent, .. }
            | Wijziging::Contract { regiodocent, .. }
            | Wijziging::Bevoegdheid { regiodocent, .. } => self.aan(&mut changed, regiodocent),
        }
        changed
    }

    /// What concerns one person.
    fn aan(&self, changed: &mut Problem, regiodocent: &str) {
        let schools =
            changed.scholen.iter().map(|school| (school.vestigingscode.clone(), school.bestuursnummer.clone()));
        let board: std::collections::BTreeMap<_, _> = schools.collect();
        let year = changed.schooljaar.periode();
        let Some(docent) = changed.regiodocenten.iter_mut().find(|docent| docent.id == regiodocent) else { return };
        match self {
            Wijziging::Uitsluiting { vestigingscode, .. } => docent.uitsluitingen.retain(|where_not| match where_not {
                Uitsluiting::Vestigingscode(code) => code != vestigingscode,
                Uitsluiting::Bestuursnummer(nummer) => board.get(vestigingscode) != Some(nummer),
            }),
            Wijziging::Instemming { instemming, .. } => {
                docent.instemmingen.push(ProblemInstemming { soort: *instemming, periode: year });
            }
            Wijziging::Reistijd { minuten, .. } => docent.max_reistijd = Some(*minuten),
            Wijziging::Vog { datum, .. } => docent.vog_datum = Some(*datum),
            Wijziging::Contract { werktijdfactor, periode, .. } => {
                // One contract, so that nothing overlaps: from the first day of any to the last.
                let all = docent.contracten.iter().map(|contract| contract.periode).chain([*periode]);
                let van = all.clone().map(|days| days.van).min().unwrap_or(periode.van);
                let einde = all.map(|days| days.einde()).max().unwrap_or(periode.einde());
                let largest =
                    docent.contracten.iter().map(|contract| contract.werktijdfactor).max().unwrap_or_default();
                let werktijdfactor = largest.max(*werktijdfactor);
                docent.contracten = vec![ProblemContract { periode: Periode::new(van, Some(einde)), werktijdfactor }];
            }
            Wijziging::Bevoegdheid { vakbevoegdheid, .. } => {
                docent.bevoegdheden.push(Bevoegdheid { vakbevoegdheid: vakbevoegdheid.clone(), periode: year });
            }
            _ => {}
        }
    }

    /// How much is asked of people, roughly: consent before travel, and a qualification last. Only decides what is
    /// reckoned first.
    pub fn zwaarte(&self) -> u8 {
        match self {
            Wijziging::Pin { .. } => 0,
            Wijziging::Instemming { .. } | Wijziging::Uitsluiting { .. } => 1,
            Wijziging::Dagdelen { .. } => 2,
            Wijziging::Reistijd { .. } => 3,
            Wijziging::Vog { .. } => 4,
            Wijziging::Parameter { .. } | Wijziging::Modus { .. } | Wijziging::Versoepeling { .. } => 5,
            Wijziging::Contract { .. } => 6,
            Wijziging::Bevoegdheid { .. } => 7,
        }
    }

    /// In Dutch, as something that would have to be so.
    pub fn zin(&self) -> String {
        match self {
            Wijziging::Uitsluiting { regiodocent, vestigingscode } => {
                format!("Regiodocent {regiodocent} wil toch wel naar school {vestigingscode}.")
            }
            Wijziging::Instemming { regiodocent, instemming } => {
                format!("Regiodocent {regiodocent} stemt in met {instemming}.")
            }
            Wijziging::Reistijd { regiodocent, minuten } => {
                format!("Regiodocent {regiodocent} wil {minuten} minuten reizen.")
            }
            Wijziging::Dagdelen { vacature } => format!("Vacature {vacature} laat de dagdelen vrij."),
            Wijziging::Vog { regiodocent, datum } => {
                format!("Regiodocent {regiodocent} heeft op {} een VOG.", datum.format("%d-%m-%Y"))
            }
            Wijziging::Contract { regiodocent, werktijdfactor, .. } => {
                format!(
                    "Regiodocent {regiodocent} heeft op alle dagen van de vacature een contract van {werktijdfactor} fte."
                )
            }
            Wijziging::Bevoegdheid { regiodocent, vakbevoegdheid: Vakbevoegdheid { sector, vak, graad } } => {
                format!("Regiodocent {regiodocent} mag lesgeven in {sector}, {vak}, {graad}.")
            }
            Wijziging::Parameter { regel, naam, waarde } => {
                format!("In het beleid wordt '{naam}' van de regel {regel} {}.", waarde.tekst(2))
            }
            Wijziging::Modus { regel } => format!("In het beleid wordt de regel {regel} zacht in plaats van hard."),
            Wijziging::Versoepeling { versoepeling: Versoepeling { regel, bestuursnummer, sector } } => {
                format!(
                    "Alleen voor schoolbestuur {bestuursnummer} wordt in sector {sector} de regel {regel} zacht in plaats van hard."
                )
            }
            Wijziging::Pin { pin } => {
                format!("Het besluit over regiodocent {} op {} wordt ingetrokken.", pin.regiodocent, pin.plek())
            }
        }
    }
}
