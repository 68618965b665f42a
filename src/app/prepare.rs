//! Database → Problem: everything a matchronde may know, frozen, in a constant number of queries.
//!
//! Run it in `Db::snapshot`, so that all queries see one moment. It decides which facts count; it derives no norms.

mod instroom;
mod knip;
mod overgang;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use uuid::Uuid;

use super::beleid::geldend;
use super::error::AppError;
use super::solidariteit::met_vastgelegde;
use crate::domain::contract::Contract;
use crate::domain::detachering::VolledigeDetachering;
use crate::domain::formatiepeiling::{Formatiepeiling, Peilingsoort};
use crate::domain::fte::Fte;
use crate::domain::instemming::Instemming;
use crate::domain::kenmerk::{Bestuursnummer, Postcode4, Vestigingscode};
use crate::domain::matchronde::Matchronde;
use crate::domain::periode::Periode;
use crate::domain::plaatsing::{HoudendePlaatsing, Plaatsingsdeel};
use crate::domain::punt::Punt;
use crate::domain::regio::Regio;
use crate::domain::regiodocent::VolledigeRegiodocent;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;
use crate::domain::vacature::{Vacature, VolledigeVacature};
use crate::matching::canonical::canonical;
use crate::matching::dagverloop::piek;
use crate::matching::loten::{BESTUREN, MENSEN, loten};
use crate::matching::problem::{
    Deel, HuidigePlaatsing, PROBLEM_VERSIE, Problem, ProblemBestuur, ProblemContract, ProblemDetachering,
    ProblemFormatie, ProblemInstemming, ProblemRegiodocent, ProblemSchool, ProblemVacature,
};
use crate::matching::rules::drieprocent::dubbele_bezetting_telt;
use crate::storage::connection::Conn;
use crate::storage::detachering::detacheringen_of_regio;
use crate::storage::instroom::gewerkte_delen_of_regio;
use crate::storage::prepare::{
    SchoolMetBestuur, peilingen_of_regio, plaatsingen_of_regio, postcodepunten, scholen_of_regio, vacatures_of_regio,
};
use crate::storage::regiodocent::pool_of_regio;

/// Which question is asked.
#[derive(Debug, Clone, Copy)]
pub struct Opname<'a> {
    /// Of this schooljaar.
    pub schooljaar: Schooljaar,
    /// With the norms of this day.
    pub peildatum: NaiveDate,
    /// First day that is planned; absent: the first day of the schooljaar.
    pub ingangsdatum: Option<NaiveDate>,
    /// Seed of the lots of people.
    pub zaad: &'a str,
}

impl<'a> Opname<'a> {
    /// What a matchronde asks.
    pub fn of(ronde: &'a Matchronde) -> Self {
        let Matchronde { schooljaar, peildatum, ingangsdatum, zaad, .. } = ronde;
        Opname { schooljaar: *schooljaar, peildatum: *peildatum, ingangsdatum: Some(*ingangsdatum), zaad }
    }
}

/// The question for a schooljaar as the regio stands on the peildatum, every list sorted by its key.
///
/// The lots of people follow from the seed alone. The lots of boards are drawn once per regio and schooljaar, so they follow
/// from those two, until the first matchronde keeps them. What that one froze in the solidariteitsboek goes along: it goes
/// before what follows from the facts.
pub fn prepare(conn: &mut Conn, regio: &Stored<Regio>, opname: &Opname<'_>) -> Result<Problem, AppError> {
    let Opname { schooljaar, peildatum, ingangsdatum, zaad } = *opname;
    let days = schooljaar.periode();
    let beleid = geldend(conn, regio.id, peildatum)?.inhoud();
    let scholen = scholen_of_regio(conn, regio.id, &days, peildatum)?;
    let peilingen = peilingen_of_regio(conn, regio.id, &days, peildatum)?;
    let pool = pool_of_regio(conn, regio.id)?;
    let vacatures = vacatures_of_regio(conn, regio.id, &days)?;
    let plaatsingen = plaatsingen_of_regio(conn, regio.id, &days)?;
    let punten = postcodepunten(conn, &postcodes(&scholen, &pool))?;
    // Who already has a place for this schooljaar counts on it: then it is a re-run, and the wijzigingsbudget for that holds.
    let herronde = !plaatsingen.is_empty();
    let gewerkt = gewerkte_delen_of_regio(conn, regio.id, &days)?;
    let leningen = detacheringen_of_regio(conn, regio.id, &days)?;
    let mut mensen = regiodocenten(pool, &punten, zaad);
    lend(&mut mensen, &leningen);
    let dicht =
        scholen.iter().filter_map(|school| Some((school.vestigingscode.clone(), school.gesloten_per?))).collect();
    let besturen = schoolbesturen(&scholen, &format!("{}:{schooljaar}", regio.noun.code));
    let mut scholen = problem_scholen(scholen, peilingen, &punten);
    overgang::tel_mee(&mut scholen, &gewerkt, &plaatsingen, &mensen, schooljaar);
    let dubbel_telt = matches!(dubbele_bezetting_telt(&beleid), Ok(true));
    let opgave = instroom::Opgave { schooljaar, peildatum, dubbel_telt };
    let problem = Problem {
        versie: PROBLEM_VERSIE,
        schooljaar,
        peildatum,
        beleid,
        schoolbesturen: besturen,
        regiodocenten: mensen,
        vacatures: vraag(vacatures, &plaatsingen, &dicht, ingangsdatum, schooljaar),
        plaatsingen: plaatsingen.into_iter().map(huidige_plaatsing).collect(),
        instroom: instroom::instroom(&gewerkt, opgave, &scholen),
        scholen,
        herronde,
        pins: Vec::new(),
        versoepelingen: Vec::new(),
        boeken: Vec::new(),
        normen: Vec::new(),
    };
    let problem = match ingangsdatum {
        Some(day) => knip::knip(problem, day),
        None => problem,
    };
    Ok(canonical(met_vastgelegde(conn, regio.id, problem)?))
}

/// Says of who is lent where they come from. Somebody who works for the pool on other days too is not told apart: the
/// Problem knows one origin per person, so their home school keeps its fte.
fn lend(mensen: &mut [ProblemRegiodocent], leningen: &[Stored<VolledigeDetachering>]) {
    for lening in leningen {
        let own = &lening.noun.detachering;
        let id = own.regiodocent_id.to_string();
        let all_lent =
            |docent: &ProblemRegiodocent| docent.contracten.iter().all(|held| own.periode.omvat(&held.periode));
        let found = mensen.iter_mut().find(|docent| docent.id == id);
        if let (Some(docent), Some(ingestemd_op)) = (found.filter(|docent| all_lent(docent)), lening.noun.ingestemd_op)
        {
            docent.detachering = Some(ProblemDetachering {
                vestigingscode: own.vestigingscode.clone(),
                periode: own.periode,
                ingestemd_op,
                terugkeergarantie_tot: own.terugkeergarantie_tot,
            });
        }
    }
}

/// Every postcode of which the centroid may be needed.
pub(super) fn postcodes(scholen: &[SchoolMetBestuur], pool: &[VolledigeRegiodocent]) -> Vec<Postcode4> {
    let schools = scholen.iter().filter(|school| school.punt.is_none());
    let schools = schools.filter_map(|school| school.postcode.as_ref().map(|postcode| postcode.pc4()));
    let homes = pool.iter().filter_map(|docent| docent.regiodocent.noun.woon_postcode.clone());
    schools.chain(homes).collect::<BTreeSet<_>>().into_iter().collect()
}

pub(super) fn schoolbesturen(scholen: &[SchoolMetBestuur], zaad: &str) -> Vec<ProblemBestuur> {
    let namen: BTreeMap<&Bestuursnummer, Option<&String>> =
        scholen.iter().map(|school| (&school.bestuursnummer, school.bestuursnaam.as_ref())).collect();
    let lots = loten(namen.len(), BESTUREN, zaad);
    let bestuur = |((bestuursnummer, naam), lot): ((&Bestuursnummer, Option<&String>), u64)| ProblemBestuur {
        bestuursnummer: bestuursnummer.clone(),
        naam: naam.cloned().unwrap_or_else(|| format!("Schoolbestuur {bestuursnummer}")),
        saldi_zevenprocent: BTreeMap::new(),
        lot,
        begeleiding_fte: Fte::NUL,
    };
    namen.into_iter().zip(lots).map(bestuur).collect()
}

pub(super) fn problem_scholen(
    scholen: Vec<SchoolMetBestuur>,
    peilingen: Vec<Formatiepeiling>,
    punten: &HashMap<Postcode4, Punt>,
) -> Vec<ProblemSchool> {
    let mut formaties = formaties(peilingen);
    let school = |school: SchoolMetBestuur| ProblemSchool {
        punt: school.punt.or_else(|| punten.get(&school.postcode?.pc4()).copied()),
        formatie: formaties.remove(&school.vestigingscode),
        vestigingscode: school.vestigingscode,
        bestuursnummer: school.bestuursnummer,
        naam: school.naam,
        sector: school.sector,
        schoolweging_e2: school.schoolweging_e2,
    };
    scholen.into_iter().map(school).collect()
}

/// The peiling that counts per school: the last prognose wins over the last telling. Reads them in order of peildatum.
fn formaties(peilingen: Vec<Formatiepeiling>) -> HashMap<Vestigingscode, ProblemFormatie> {
    let mut counts: HashMap<Vestigingscode, ProblemFormatie> = HashMap::new();
    for peiling in peilingen {
        let beaten = counts
            .get(&peiling.vestigingscode)
            .is_some_and(|present| present.soort == Peilingsoort::Prognose && peiling.soort == Peilingsoort::Telling);
        if !beaten {
            let formatie = ProblemFormatie {
                peildatum: peiling.peildatum,
                soort: peiling.soort,
                benodigd_fte: peiling.benodigd_fte,
                beschikbaar_bevoegd_fte: peiling.beschikbaar_bevoegd_fte,
                niet_inzetbaar_fte: peiling.niet_inzetbaar_fte,
                leerlingen: peiling.leerlingen,
                groepen: peiling.groepen,
                personen: peiling.personen,
                verwachte_uitstroom_fte: peiling.verwachte_uitstroom_fte,
                eerstejaars_zij_instromers_eigen: peiling.eerstejaars_zij_instromers_eigen,
                begeleiding_fte: peiling.begeleiding_fte,
            };
            counts.insert(peiling.vestigingscode, formatie);
        }
    }
    counts
}

pub(super) fn regiodocenten(
    pool: Vec<VolledigeRegiodocent>,
    punten: &HashMap<Postcode4, Punt>,
    zaad: &str,
) -> Vec<ProblemRegiodocent> {
    let lots = loten(pool.len(), MENSEN, zaad);
    pool.into_iter().zip(lots).map(|(docent, lot)| problem_regiodocent(docent, lot, punten)).collect()
}

fn problem_regiodocent(
    docent: VolledigeRegiodocent,
    lot: u64,
    punten: &HashMap<Postcode4, Punt>,
) -> ProblemRegiodocent {
    let id = docent.regiodocent.id.to_string();
    let person = docent.regiodocent.noun;
    let contract = |contract: Stored<Contract>| ProblemContract {
        periode: contract.noun.periode,
        werktijdfactor: contract.noun.werktijdfactor,
    };
    let instemming =
        |given: Stored<Instemming>| ProblemInstemming { soort: given.noun.soort, periode: given.noun.periode };
    ProblemRegiodocent {
        id,
        soort: person.soort,
        traject_start: person.traject_start,
        vog_datum: person.vog_datum,
        contracten: docent.contracten.into_iter().filter(|held| held.noun.is_getekend()).map(contract).collect(),
        bevoegdheden: docent.bevoegdheden.into_iter().map(|held| held.noun).collect(),
        dagdelen: person.dagdelen,
        punt: person.woon_postcode.and_then(|postcode| punten.get(&postcode).copied()),
        max_reistijd: person.max_reistijd,
        alleen_geheel: person.alleen_geheel,
        voorkeuren: docent.voorkeuren.into_iter().map(|wish| wish.noun).collect(),
        uitsluitingen: docent.uitsluitingen.into_iter().map(|uitsluiting| uitsluiting.noun).collect(),
        instemmingen: docent.instemmingen.into_iter().map(instemming).collect(),
        detachering: None,
        lot,
    }
}

/// The vacatures, each cut to the days that are planned. One that is over by then, or that its school does not live to see
/// the end of (`dicht` says when schools close), stays for who stands on it, with nothing left to fill.
fn vraag(
    vacatures: Vec<Stored<VolledigeVacature>>,
    plaatsingen: &[HoudendePlaatsing],
    dicht: &HashMap<Vestigingscode, NaiveDate>,
    ingangsdatum: Option<NaiveDate>,
    schooljaar: Schooljaar,
) -> Vec<ProblemVacature> {
    let first = ingangsdatum.unwrap_or_else(|| schooljaar.eerste_dag());
    let planned = Periode::new(first, Some(schooljaar.laatste_dag()));
    let held = |id: Uuid| {
        let delen = plaatsingen.iter().flat_map(|plaatsing| &plaatsing.delen);
        piek(delen.filter(move |deel| deel.vacature_id == id).map(|deel| (deel.periode, deel.fte.e4())))
    };
    let ask = |vacature: Stored<VolledigeVacature>| {
        let Vacature { vestigingscode, periode, .. } = &vacature.noun.vacature;
        let closes = dicht.get(vestigingscode).is_some_and(|dicht| *dicht <= periode.einde());
        if !closes && periode.overlapt(&planned) {
            return Some(problem_vacature(vacature, &planned));
        }
        let top = held(vacature.id)?;
        Some(ProblemVacature { fte: Fte::from_e4(top.totaal), ..problem_vacature(vacature, &schooljaar.periode()) })
    };
    vacatures.into_iter().filter_map(ask).collect()
}

/// Cut to these days.
pub(super) fn problem_vacature(stored: Stored<VolledigeVacature>, days: &Periode) -> ProblemVacature {
    let vacature = stored.noun.vacature;
    ProblemVacature {
        id: stored.id.to_string(),
        vestigingscode: vacature.vestigingscode,
        soort: vacature.soort,
        fte: vacature.fte,
        bevoegdheid: vacature.vakbevoegdheid,
        periode: vacature.periode.doorsnede(days).unwrap_or(vacature.periode),
        dagdelen: vacature.dagdelen,
        alleen_geheel: vacature.alleen_geheel,
    }
}

/// With its parts in this schooljaar, their days uncut: a plan that continues it names them as they are.
fn huidige_plaatsing(plaatsing: HoudendePlaatsing) -> HuidigePlaatsing {
    let deel = |deel: Plaatsingsdeel| Deel {
        vacature: deel.vacature_id.to_string(),
        fte: deel.fte,
        van: deel.periode.van,
        tot_en_met: deel.periode.einde(),
    };
    HuidigePlaatsing {
        id: plaatsing.id.to_string(),
        regiodocent: plaatsing.regiodocent_id.to_string(),
        vestigingscode: plaatsing.vestigingscode,
        status: plaatsing.status,
        netto_vanaf: plaatsing.netto_vanaf,
        sinds: None,
        delen: plaatsing.delen.into_iter().map(deel).collect(),
    }
}
