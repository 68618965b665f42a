//! What came out of the matchronde of the demo, in the few figures a coordinator asks for first.

use std::collections::BTreeMap;

use serde::Serialize;
use uuid::Uuid;

use super::vullen::Inhoud;
use crate::app::Ctx;
use crate::app::error::AppError;
use crate::app::matchronde::resultaat::{Onderwerp, Resultaat, Schooltekort, Stand, Trechter};
use crate::app::matchronde::{find_redenen, find_resultaat};
use crate::app::solidariteit::{Bestuurslijn, Boekvraag, Lijn, Solidariteitsregel, find_boek};
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::matchronde::Matchronde;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;

/// The summary; numbers are exact fractions, in text they are rounded.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Samenvatting {
    /// Schooljaar that was planned.
    pub schooljaar: Schooljaar,
    /// The matchronde.
    pub matchronde: Uuid,
    /// What may be said of the plan.
    pub plan_status: String,
    /// Boards in the region.
    pub schoolbesturen: usize,
    /// Schools.
    pub scholen: usize,
    /// Regiodocenten in the pool.
    pub regiodocenten: usize,
    /// Of whom with a place in the plan.
    pub geplaatst: usize,
    /// Vacatures.
    pub vacatures: usize,
    /// Netto fte filled.
    pub gevuld_netto_fte: Breuk,
    /// Netto fte that the LP relaxation fills.
    pub lp_netto_fte: Option<Breuk>,
    /// Shortage before, netto fte.
    pub tekort_voor: Breuk,
    /// Shortage after.
    pub tekort_na: Breuk,
    /// The school with the largest shortage before, as a share of what it needs.
    pub zwaarste_voor: Option<Zwaarste>,
    /// The same after.
    pub zwaarste_na: Option<Zwaarste>,
    /// The tiers in order.
    pub tiers: Vec<Trap>,
    /// Every board under the 3%-regeling.
    pub drieprocent: Vec<Drieprocentlijn>,
    /// Every board under the 7%-regeling.
    pub zevenprocent: Vec<Zevenprocentlijn>,
    /// Three examples of why.
    pub voorbeelden: Vec<Voorbeeld>,
}

/// A school and its shortage.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Zwaarste {
    /// Name of the school.
    pub school: String,
    /// Shortage as a share of what it needs.
    pub aandeel: Breuk,
}

/// How one tier came out.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trap {
    /// Which.
    pub tier: String,
    /// Its value; lower is better.
    pub waarde: Breuk,
    /// No plan can be below this.
    pub grens: Option<Breuk>,
    /// Unit of both.
    pub eenheid: String,
}

/// A board under the 3%-regeling.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Drieprocentlijn {
    /// Name of the board.
    pub schoolbestuur: String,
    /// T: what it has, fte.
    pub formatie: Breuk,
    /// E: its share of all, fte.
    pub norm: Breuk,
    /// Room for newcomers, fte; absent: no ceiling.
    pub ruimte: Option<Breuk>,
    /// Newcomers in the plan, netto fte.
    pub erbij: Breuk,
}

/// A board under the 7%-regeling.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Zevenprocentlijn {
    /// Name of the board.
    pub schoolbestuur: String,
    /// First-years it should have, persons.
    pub quotum: Breuk,
    /// First-years it has with this plan.
    pub geteld: Breuk,
}

/// An explanation: about whom, the steps, the conclusion.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Voorbeeld {
    /// The question.
    pub vraag: String,
    /// Step by step.
    pub stappen: Vec<String>,
    /// The answer.
    pub conclusie: String,
    /// Path of the API that answers it.
    pub pad: String,
}

/// Reads everything about matchronde `id`.
pub fn summarise(ctx: &Ctx, id: Uuid, inhoud: &Inhoud) -> Result<Samenvatting, AppError> {
    let found = find_resultaat(ctx, id)?;
    let redenen: Vec<_> = find_redenen(ctx, id, None, None)?.into_iter().map(|(reden, _)| reden).collect();
    let schooljaar = found.ronde.noun.schooljaar;
    let vraag =
        Boekvraag { schooljaar: Some(schooljaar), peildatum: Some(found.ronde.noun.peildatum), ..Boekvraag::default() };
    let boek = find_boek(ctx, Solidariteitsregel::Drieprocent, &vraag)?;
    let cijfers = &found.plan.cijfers;
    let tier = |tier: &crate::app::matchronde::resultaat::TierUitkomst| Trap {
        tier: tier.tier.to_string(),
        waarde: tier.waarde.clone(),
        grens: tier.grens.clone(),
        eenheid: tier.eenheid.clone(),
    };
    Ok(Samenvatting {
        schooljaar,
        matchronde: id,
        plan_status: found.plan.status.to_string(),
        schoolbesturen: inhoud.schoolbesturen,
        scholen: inhoud.scholen,
        regiodocenten: inhoud.regiodocenten,
        geplaatst: cijfers.geplaatst,
        vacatures: inhoud.vacatures,
        gevuld_netto_fte: cijfers.gevuld_netto_fte.clone(),
        lp_netto_fte: cijfers.lp_netto_fte.clone(),
        tekort_voor: cijfers.tekort_voor.clone(),
        tekort_na: cijfers.tekort_na.clone(),
        zwaarste_voor: zwaarste(&found, cijfers.zwaarste_voor.as_ref(), |school| &school.tekort_voor),
        zwaarste_na: zwaarste(&found, cijfers.zwaarste_na.as_ref(), |school| &school.tekort_na),
        tiers: found.plan.tiers.iter().map(tier).collect(),
        drieprocent: boek.besturen.iter().map(|lijn| drieprocentlijn(&lijn.lijn, &found)).collect(),
        zevenprocent: zevenprocentlijnen(&found),
        voorbeelden: voorbeelden(&found.ronde, &redenen, &boek.besturen),
    })
}

fn zwaarste(
    found: &Resultaat,
    school: Option<&Schooltekort>,
    tekort: impl Fn(&Schooltekort) -> &Breuk,
) -> Option<Zwaarste> {
    let school = school?;
    let naam = found.scholen.get(&school.vestigingscode)?.0.clone();
    Some(Zwaarste { school: naam, aandeel: tekort(school).gedeeld_door(&school.benodigd.breuk()).unwrap_or_default() })
}

fn standen<'a>(found: &'a Resultaat, regel: &'a str) -> BTreeMap<&'a Bestuursnummer, &'a Stand> {
    let of_rule = found.plan.standen.iter().filter(move |stand| stand.regel == regel);
    let board = |stand: &'a Stand| match &stand.onderwerp {
        Onderwerp::Schoolbestuur(nummer) => Some((nummer, stand)),
        _ => None,
    };
    of_rule.filter_map(board).collect()
}

fn drieprocentlijn(lijn: &Bestuurslijn, found: &Resultaat) -> Drieprocentlijn {
    let stap = |symbool: &str| lijn.stappen.iter().find(|stap| stap.symbool == symbool).map(|stap| stap.waarde.clone());
    let stand = standen(found, "drieprocent").get(&lijn.bestuursnummer).copied();
    Drieprocentlijn {
        schoolbestuur: lijn.naam.clone(),
        formatie: stap("T").unwrap_or_default(),
        norm: stap("E").unwrap_or_default(),
        ruimte: lijn.waarde.clone(),
        erbij: stand.map(|stand| stand.waarde.clone()).unwrap_or_default(),
    }
}

fn zevenprocentlijnen(found: &Resultaat) -> Vec<Zevenprocentlijn> {
    let line = |(nummer, stand): (&Bestuursnummer, &Stand)| Zevenprocentlijn {
        schoolbestuur: found.besturen.get(nummer).cloned().unwrap_or_default(),
        quotum: stand.norm.clone().unwrap_or_default(),
        geteld: stand.waarde.clone(),
    };
    standen(found, "zevenprocent").into_iter().map(line).collect()
}

/// One person, one vacature and one board, each with its why.
fn voorbeelden(ronde: &Stored<Matchronde>, redenen: &[Trechter], boek: &[Lijn]) -> Vec<Voorbeeld> {
    let person = redenen.iter().find(|reden| matches!(reden.onderwerp, Onderwerp::Regiodocent(_)));
    let vacature = redenen.iter().find(|reden| matches!(reden.onderwerp, Onderwerp::Vacature(_)));
    let donor = boek.iter().map(|lijn| &lijn.lijn).find(|lijn| lijn.waarde.is_some());
    let mut found: Vec<Voorbeeld> =
        [person, vacature].into_iter().flatten().map(|reden| trechter(ronde.id, reden)).collect();
    found.extend(donor.map(|lijn| derivation(ronde.noun.schooljaar, lijn)));
    found
}

fn trechter(id: Uuid, reden: &Trechter) -> Voorbeeld {
    let (vraag, key, kandidaten, about) = match &reden.onderwerp {
        Onderwerp::Regiodocent(docent) => {
            ("Waarom heeft deze regiodocent geen (volledige) plaats?", "regiodocent", "vacatures", docent.as_str())
        }
        Onderwerp::Vacature(vacature) => {
            ("Waarom blijft deze vacature (deels) open?", "vacature", "regiodocenten", vacature.as_str())
        }
        _ => ("Waarom?", "regiodocent", "kandidaten", ""),
    };
    let mut stappen = vec![format!("begin: {} {kandidaten}", reden.begin)];
    stappen.extend(reden.stappen.iter().map(|stap| format!("na {}: {}", stap.regel, stap.over)));
    Voorbeeld {
        vraag: vraag.to_owned(),
        stappen,
        conclusie: reden.conclusie.clone(),
        pad: format!("/v1/matchrondes/{id}/toelichtingen?{key}={about}"),
    }
}

fn derivation(schooljaar: Schooljaar, lijn: &Bestuurslijn) -> Voorbeeld {
    let stappen = lijn
        .stappen
        .iter()
        .map(|stap| format!("{} ({}): {} {}", stap.symbool, stap.naam, stap.berekening, stap.eenheid));
    let ruimte = lijn.waarde.clone().unwrap_or_default().tekst(2);
    Voorbeeld {
        vraag: format!("Hoeveel mag {} erbij krijgen onder de 3%-regeling?", lijn.naam),
        stappen: stappen.collect(),
        conclusie: format!("Dit bestuur heeft ruimte voor {ruimte} fte."),
        pad: format!("/v1/solidariteit/drieprocent?schooljaar={schooljaar}&bestuursnummer={}", lijn.bestuursnummer),
    }
}
