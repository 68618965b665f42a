//! # 3%-regeling
//!
//! ## In gewone taal
//! Een bestuur met meer leraren dan het gemiddelde beweegt in een schooljaar 3 % naar dat gemiddelde toe. Het hoeft niemand
//! weg te sturen: het neemt minder nieuwe mensen aan dan er vertrekken. Hoeveel erbij mag, heet de ruimte.
//!
//! ## Bron
//! Convenant Amsterdam en advies-Asscher (november 2022): besturen met meer dan het gemiddelde aantal leraren bewegen in het
//! volgende schooljaar met 3 % per jaar naar het gemiddelde; schoolgewichten tellen mee. Een formule is niet gepubliceerd.
//!
//! ## Keuzes
//! - Per bestuur en per sector: T is wat er is (beschikbaar − niet inzetbaar, plus plaatsingen die op de peildatum netto
//!   actief zijn), W de gewogen leerlingen, E = ΣT × W / ΣW. Wie T > E heeft, is donor.
//! - Stap d naar grondslag: `eigen` min(T − E; 3 % × T), `norm` min(T − E; 3 % × E), `afstand` 3 % × (T − E).
//! - Plafond P = T − d; ruimte = max(0; P − (T − uitstroom)), in netto fte, voor alle andere plaatsingen van het schooljaar.
//! - Ruimte is er één keer per schooljaar, in fte × dagen. Een plaatsing die eerder eindigt, houdt de dagen die zij liep; alleen
//!   de dagen erna komen weer vrij. Na een overdracht komt niets vrij: wie bij het bestuur blijft, telt door tot en met 31 juli,
//!   tenzij dat al voor de peildatum was (dan staat zij in T). Wat geweigerd, ingetrokken of verlopen is, liep nooit.
//! - Een school zonder schoolweging telt met factor 1; een school zonder verwachte uitstroom met een deel van haar T; beide
//!   worden genoemd. Zijn er geen gewogen leerlingen, dan is E = T.
//! - Zij-instromers in dubbele bezetting tellen niet in T, tenzij het beleid anders zegt.
//! - Wie is uitgeleend (detachering), telt op de dagen van de uitleen niet in T van het bestuur dat uitleent.
//! - Na de eerste matchronde van een schooljaar gelden de cijfers die toen zijn vastgelegd (het solidariteitsboek).
//! - Een bestuur onder de drempel is vrijgesteld, maar telt mee in ΣT en ΣW.

pub(super) mod formulering;
pub(super) mod grootboek;
mod scholen;
pub(super) mod uitleg;

use super::per_bestuur::per_trap;
use super::{ALLE_MODI, ParameterInfo, Regelsoort, Rule, RuleInfo, Vorm};
use crate::domain::beleid::{Beleid, Modus, OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::sector::Sector;
use crate::domain::solidariteitsboek::Schoolbijdrage;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::plan::{Bevinding, Stand, VoorgesteldePlaatsing};
use crate::matching::problem::{Norm, Onderwerp};

const ID: &str = "drieprocent";

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            titel: "3%-regeling",
            soort: Regelsoort::Solidariteit,
            modi: ALLE_MODI,
            bron: "Convenant Amsterdam en advies-Asscher (november 2022): 3 % per jaar naar het gemiddelde",
            parameters: PARAMETERS,
            weigert: false,
        }
    }

    fn norm(&self, feiten: &Feiten) -> Result<Vec<Norm>, OnvolledigBeleid> {
        if feiten.beleid().modus(ID) == Modus::Uit {
            return Ok(Vec::new());
        }
        uitleg::norms(feiten)
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        formulering::plafonds(feiten, model, ID)
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let modus = feiten.beleid().modus(ID);
        if modus == Modus::Uit {
            return Ok(Vec::new());
        }
        let info = self.info();
        let finding = |over: grootboek::Instroom| {
            let size = over.omvang();
            let tekst = format!(
                "Het bestuur krijgt in sector {} {} netto fte, {} meer dan de ruimte van {} onder de 3%-regeling.",
                over.sector,
                over.instroom.tekst(2),
                size.tekst(2),
                over.ruimte.unwrap_or_default().tekst(2)
            );
            let modus = feiten.modus_voor(ID, &over.bestuur, over.sector);
            let subject = Onderwerp::Schoolbestuur(over.bestuur);
            info.bevinding(modus, modus != Modus::Rapport, subject, size, "fte", tekst)
        };
        let boards = grootboek::instromen(feiten, plan)?;
        Ok(boards.into_iter().filter(|board| !board.omvang().is_nul()).map(finding).collect())
    }

    fn bijdragen(&self, feiten: &Feiten) -> Result<Vec<Schoolbijdrage>, OnvolledigBeleid> {
        uitleg::bijdragen(feiten)
    }

    fn standen(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Stand>, OnvolledigBeleid> {
        if feiten.beleid().modus(ID) == Modus::Uit {
            return Ok(Vec::new());
        }
        let stand = |board: grootboek::Instroom| Stand {
            regel: ID.into(),
            onderwerp: Onderwerp::Schoolbestuur(board.bestuur),
            sector: Some(board.sector),
            norm: board.ruimte,
            waarde: board.instroom,
            eenheid: "fte".into(),
        };
        Ok(grootboek::instromen(feiten, plan)?.into_iter().map(stand).collect())
    }

    fn tier_values(
        &self,
        feiten: &Feiten,
        plan: &[VoorgesteldePlaatsing],
    ) -> Result<Vec<(Tier, Breuk)>, OnvolledigBeleid> {
        if matches!(feiten.beleid().modus(ID), Modus::Uit | Modus::Rapport) {
            return Ok(Vec::new());
        }
        let boards = grootboek::instromen(feiten, plan)?.into_iter();
        Ok(per_trap(Tier::Solidariteit, boards.map(|one| (feiten.modus_voor(ID, &one.bestuur, one.sector), one.omvang()))))
    }
}

/// Is dubbele bezetting part of the formation?
pub fn dubbele_bezetting_telt(beleid: &Beleid) -> Result<bool, OnvolledigBeleid> {
    beleid.ja_nee(ID, "dubbele-bezetting-telt-mee")
}

/// Is this part of a plaatsing of today already in the T of its board: actief and netto on the peildatum?
/// Then it takes none of the room for newcomers.
pub use uitleg::{neemt_ruimte, telde_in_t, telt_in_t};

/// Netto fte that a board may still receive in a sector on top of `plan`; absent: it has no ceiling.
pub fn vrije_ruimte(
    feiten: &Feiten,
    plan: &[VoorgesteldePlaatsing],
    bestuur: &Bestuursnummer,
    sector: Sector,
) -> Result<Option<Breuk>, OnvolledigBeleid> {
    let own = grootboek::instromen(feiten, plan)?.into_iter().find(|line| line.bestuur == *bestuur && line.sector == sector);
    Ok(own.and_then(|line| line.ruimte.map(|ruimte| (ruimte - line.instroom).minstens_nul())))
}

const PARAMETERS: &[ParameterInfo] = &[
    ParameterInfo {
        naam: "percentage",
        vorm: Vorm::Getal(0, 1),
        uitleg: "Deel waarmee een bestuur per schooljaar naar het gemiddelde beweegt.",
    },
    ParameterInfo {
        naam: "grondslag",
        vorm: Vorm::Keuze(&["eigen", "norm", "afstand"]),
        uitleg: "Waarvan het percentage wordt genomen: de eigen formatie, de norm of de afstand ertussen.",
    },
    ParameterInfo {
        naam: "alfa",
        vorm: Vorm::Getal(0, 2),
        uitleg: "Hoe zwaar de schoolweging telt in de gewogen leerlingen; 0 telt alleen leerlingen.",
    },
    ParameterInfo {
        naam: "weging-midden",
        vorm: Vorm::Geheel(1, 100),
        uitleg: "De schoolweging waarbij een leerling precies één keer telt.",
    },
    ParameterInfo {
        naam: "uitstroom",
        vorm: Vorm::Getal(0, 1),
        uitleg: "Deel van T dat naar verwachting vertrekt, voor een school die geen verwachting opgaf.",
    },
    ParameterInfo {
        naam: "drempel",
        vorm: Vorm::Getal(0, 10_000),
        uitleg: "Besturen met minder fte dan dit zijn vrijgesteld; 0 stelt niemand vrij.",
    },
    ParameterInfo {
        naam: "dubbele-bezetting-telt-mee",
        vorm: Vorm::JaNee,
        uitleg: "Of zij-instromers in dubbele bezetting meetellen in T.",
    },
];
