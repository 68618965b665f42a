//! # Leerling-leraarratio
//!
//! ## In gewone taal
//! Een bestuur houdt minstens zoveel leerlingen per bevoegde fte: wie per leerling al veel leraren heeft, neemt er niet meer
//! aan dan er vertrekken. Het is een plafond zoals dat van de 3%-regeling, maar dan voor elk bestuur.
//!
//! ## Bron
//! Advies-Asscher (november 2022): spreek een minimum af van het aantal leerlingen per leraar. Het getal geeft het advies niet.
//!
//! ## Keuzes
//! - Per bestuur en per sector: plafond P = leerlingen ÷ r. Ruimte = max(0; P − (T − uitstroom)), in netto fte, voor alle
//!   andere plaatsingen van het schooljaar.
//! - T en uitstroom zijn die van de 3%-regeling, met haar parameters; leerlingen tellen ongewogen.
//! - r heeft geen standaardwaarde: een regio die de regel aanzet, besluit welk getal geldt.
//! - Een bestuur zonder leerlingen in de peiling heeft geen plafond.

use super::drieprocent::formulering::plafonds;
use super::drieprocent::grootboek::accounts;
use super::drieprocent::uitleg::{Stand as Formatie, kamers};
use super::getallen::stap;
use super::per_bestuur::per_trap;
use super::{ALLE_MODI, ParameterInfo, Regelsoort, Rule, RuleInfo, Vorm};
use crate::domain::beleid::{Modus, OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::sector::Sector;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::plan::{Bevinding, Stand, VoorgesteldePlaatsing};
use crate::matching::problem::{Norm, Onderwerp};

const ID: &str = "leerling-leraar-ratio";

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            titel: "Leerling-leraarratio",
            soort: Regelsoort::Solidariteit,
            modi: ALLE_MODI,
            bron: "Advies-Asscher (november 2022): een minimum van leerlingen per leraar; het getal besluit de regio",
            parameters: &[ParameterInfo {
                naam: "leerlingen-per-fte",
                vorm: Vorm::Besluit(1, 100),
                uitleg: "Leerlingen die een bestuur minstens heeft per bevoegde fte.",
            }],
            weigert: false,
        }
    }

    fn norm(&self, feiten: &Feiten) -> Result<Vec<Norm>, OnvolledigBeleid> {
        if feiten.beleid().modus(ID) == Modus::Uit {
            return Ok(Vec::new());
        }
        if let Some(boek) = feiten.boek(ID) {
            return Ok(boek.normen.clone());
        }
        let ratio = feiten.beleid().getal(ID, "leerlingen-per-fte")?;
        let kamers = kamers(feiten, ID)?;
        let boards = kamers.iter().flat_map(|(sector, besturen)| besturen.iter().map(move |board| (*sector, board)));
        Ok(boards.map(|(sector, (bestuur, stand))| norm_of(sector, bestuur, stand, &ratio)).collect())
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        plafonds(feiten, model, ID)
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let modus = feiten.beleid().modus(ID);
        if modus == Modus::Uit {
            return Ok(Vec::new());
        }
        let info = self.info();
        let finding = |board: Bestuur| {
            let size = board.boven();
            let (sector, in_, more) = (board.sector, board.instroom.tekst(2), size.tekst(2));
            let room = board.ruimte.unwrap_or_default().tekst(2);
            let tekst = format!(
                "Het bestuur krijgt in sector {sector} {in_} netto fte, {more} meer dan de ruimte van {room} onder de \
                 leerling-leraarratio."
            );
            let modus = feiten.modus_voor(ID, &board.bestuur, board.sector);
            let subject = Onderwerp::Schoolbestuur(board.bestuur);
            info.bevinding(modus, modus != Modus::Rapport, subject, size, "fte", tekst)
        };
        let boards = besturen(feiten, plan)?.into_iter();
        Ok(boards.filter(|board| !board.boven().is_nul()).map(finding).collect())
    }

    fn standen(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Stand>, OnvolledigBeleid> {
        if feiten.beleid().modus(ID) == Modus::Uit {
            return Ok(Vec::new());
        }
        let stand = |board: Bestuur| Stand {
            regel: ID.into(),
            onderwerp: Onderwerp::Schoolbestuur(board.bestuur),
            sector: Some(board.sector),
            norm: board.ruimte,
            waarde: board.instroom,
            eenheid: "fte".into(),
        };
        Ok(besturen(feiten, plan)?.into_iter().map(stand).collect())
    }

    fn tier_values(
        &self,
        feiten: &Feiten,
        plan: &[VoorgesteldePlaatsing],
    ) -> Result<Vec<(Tier, Breuk)>, OnvolledigBeleid> {
        if matches!(feiten.beleid().modus(ID), Modus::Uit | Modus::Rapport) {
            return Ok(Vec::new());
        }
        let boards = besturen(feiten, plan)?.into_iter();
        Ok(per_trap(Tier::Solidariteit, boards.map(|one| (feiten.modus_voor(ID, &one.bestuur, one.sector), one.boven()))))
    }
}

/// A board in a finished plan.
struct Bestuur {
    bestuur: Bestuursnummer,
    sector: Sector,
    /// Netto fte it receives.
    instroom: Breuk,
    /// Netto fte it may receive; absent: no ceiling.
    ruimte: Option<Breuk>,
}

impl Bestuur {
    /// Netto fte above the ceiling.
    fn boven(&self) -> Breuk {
        self.ruimte.as_ref().map_or_else(Breuk::nul, |ruimte| (&self.instroom - ruimte).minstens_nul())
    }
}

/// Every board with a school, from the accounts of the 3%-regeling; the derivation of the norm is not used.
fn besturen(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bestuur>, OnvolledigBeleid> {
    let ratio = feiten.beleid().getal(ID, "leerlingen-per-fte")?;
    let accounts = accounts(feiten, ID, plan)?;
    let frozen = feiten.boek(ID);
    let board = |((sector, bestuur), account): ((Sector, &Bestuursnummer), _)| {
        let account: super::drieprocent::grootboek::Rekening = account;
        if let Some(boek) = frozen {
            let ruimte = boek.norm(sector, bestuur).and_then(|norm| norm.waarde.clone());
            return Bestuur { bestuur: bestuur.clone(), sector, instroom: account.receives, ruimte };
        }
        let most = Breuk::from(account.pupils).gedeeld_door(&ratio).filter(|_| account.pupils > 0);
        // P − (T − uitstroom)
        let ruimte = most.map(|most| (&(&most + &account.leaves) - &account.has).minstens_nul());
        Bestuur { bestuur: bestuur.clone(), sector, instroom: account.receives, ruimte }
    };
    Ok(accounts.into_iter().map(board).collect())
}

fn norm_of(sector: Sector, bestuur: &Bestuursnummer, stand: &Formatie, ratio: &Breuk) -> Norm {
    let (t, leaves) = (stand.t(), &stand.uitstroom());
    let pupils = Breuk::from(stand.leerlingen());
    let mut stappen = vec![
        stand.stap_t(),
        stap("uitstroom", "verwacht vertrek", leaves.tekst(2), leaves, "fte"),
        stap("leerlingen", "leerlingen in de peiling, ongewogen", stand.leerlingen().to_string(), &pupils, "leerlingen"),
        stap("r", "leerlingen per fte die een bestuur minstens heeft", ratio.tekst(2), ratio, "leerlingen"),
    ];
    let (mut waarde, mut opmerkingen) = (None, Vec::new());
    match pupils.gedeeld_door(ratio).filter(|_| stand.leerlingen() > 0) {
        Some(most) => {
            let formula = format!("{} ÷ {} = {}", stand.leerlingen(), ratio.tekst(2), most.tekst(2));
            stappen.push(stap("P", "plafond voor het schooljaar", formula, &most, "fte"));
            let room = (&most - &(&t - leaves)).minstens_nul();
            let formula =
                format!("max(0; {} − ({} − {})) = {}", most.tekst(2), t.tekst(2), leaves.tekst(2), room.tekst(2));
            stappen.push(stap("ruimte", "netto fte die erbij mag", formula, &room, "fte"));
            waarde = Some(room);
        }
        None => opmerkingen.push("Zonder leerlingen in de peiling is er geen plafond.".to_owned()),
    }
    Norm {
        regel: ID.into(),
        onderwerp: Onderwerp::Schoolbestuur(bestuur.clone()),
        sector: Some(sector),
        waarde,
        eenheid: "fte".into(),
        stappen,
        opmerkingen,
    }
}
