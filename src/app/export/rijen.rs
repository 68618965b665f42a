//! The rows of each kind, in the order of its columns.

use uuid::Uuid;

use super::tabel::Cel;
use crate::app::error::AppError;
use crate::app::regio::regio_of;
use crate::app::vacature::scope;
use crate::auth::policy::Grant;
use crate::domain::bevoegdheid::Bevoegdheid;
use crate::domain::contract::Contract;
use crate::domain::formatiepeiling::Formatiepeiling;
use crate::domain::import::Importsoort;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::regiodocent::Regiodocent;
use crate::domain::school::School;
use crate::domain::stored::Stored;
use crate::domain::vacature::VolledigeVacature;
use crate::storage::connection::Conn;
use crate::storage::herkomst::herkomst_of;
use crate::storage::regiodocent::Opslag;
use crate::storage::{formatiepeiling, regiodocent, school, schoolbestuur, vacature};

/// Read at once.
const BLADZIJDE: usize = 1_000;

type Rijen = Vec<Vec<Cel>>;

/// Everything of this kind within reach.
pub(super) fn rijen_of(conn: &mut Conn, grant: &Grant, soort: Importsoort) -> Result<Rijen, AppError> {
    let bereik = grant.bereik();
    match soort {
        Importsoort::Schoolbesturen => all(
            conn,
            |conn, pagina| Ok(schoolbestuur::list_schoolbesturen(conn, bereik, &Default::default(), pagina)?),
            |_, page| {
                Ok(page.iter().map(|one| vec![Cel::tekst(Some(&one.id)), Cel::tekst(one.noun.naam.as_ref())]).collect())
            },
        ),
        Importsoort::Scholen => all(
            conn,
            |conn, pagina| Ok(school::list_scholen(conn, bereik, &Default::default(), pagina)?),
            |_, page| Ok(page.iter().map(|one| school_rij(&one.noun)).collect()),
        ),
        Importsoort::Formatiepeilingen => all(
            conn,
            |conn, pagina| Ok(formatiepeiling::list_formatiepeilingen(conn, bereik, &Default::default(), pagina)?),
            |_, page| Ok(page.iter().map(|one| peiling_rij(&one.noun)).collect()),
        ),
        Importsoort::Regiodocenten => {
            let regio = regio_of(conn, grant)?.id;
            all(
                conn,
                |conn, pagina| Ok(regiodocent::list_regiodocenten(conn, regio, bereik, &Default::default(), pagina)?),
                docent_rijen,
            )
        }
        Importsoort::Vacatures => {
            let scope = scope(conn, grant)?;
            all(
                conn,
                |conn, pagina| Ok(vacature::list_vacatures(conn, &scope, &Default::default(), pagina)?),
                vacature_rijen,
            )
        }
    }
}

/// Page after page.
fn all<T>(
    conn: &mut Conn,
    mut list: impl FnMut(&mut Conn, &Pagina) -> Result<Lijst<T>, AppError>,
    mut rijen: impl FnMut(&mut Conn, &[T]) -> Result<Rijen, AppError>,
) -> Result<Rijen, AppError> {
    let (mut all, mut pagina) = (Vec::new(), Pagina { na: None, aantal: BLADZIJDE });
    loop {
        let page = list(conn, &pagina)?;
        all.extend(rijen(conn, &page.items)?);
        match page.volgende {
            Some(na) => pagina.na = Some(na),
            None => return Ok(all),
        }
    }
}

/// A number kept as a whole number of `10^-decimalen`.
fn deel(waarde: i32, decimalen: usize) -> String {
    let (sign, digits) = (if waarde < 0 { "-" } else { "" }, format!("{:0>1$}", waarde.unsigned_abs(), decimalen + 1));
    let (whole, rest) = digits.split_at(digits.len().saturating_sub(decimalen));
    match rest.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        rest => format!("{sign}{whole}.{rest}"),
    }
}

fn school_rij(school: &School) -> Vec<Cel> {
    vec![
        Cel::tekst(Some(&school.vestigingscode)),
        Cel::tekst(Some(&school.bestuursnummer)),
        Cel::tekst(Some(&school.naam)),
        Cel::tekst(Some(school.sector)),
        Cel::tekst(Some(&school.plaats)),
        Cel::tekst(Some(&school.gemeentenummer)),
        Cel::tekst(school.postcode.as_ref()),
        Cel::getal(school.punt.map(|punt| deel(punt.lon_e6, 6))),
        Cel::getal(school.punt.map(|punt| deel(punt.lat_e6, 6))),
        Cel::getal(school.schoolweging_e2.map(|e2| deel(e2, 2))),
        Cel::getal(school.leerlingen),
        // It says when a new school begins; this one is there.
        Cel::Leeg,
    ]
}

fn peiling_rij(peiling: &Formatiepeiling) -> Vec<Cel> {
    vec![
        Cel::tekst(Some(&peiling.vestigingscode)),
        Cel::datum(Some(peiling.peildatum)),
        Cel::tekst(Some(peiling.soort)),
        Cel::getal(Some(peiling.benodigd_fte)),
        Cel::getal(Some(peiling.beschikbaar_bevoegd_fte)),
        Cel::getal(Some(peiling.niet_inzetbaar_fte)),
        Cel::getal(Some(peiling.leerlingen)),
        Cel::getal(peiling.verborgen_fte),
        Cel::getal(peiling.groepen),
        Cel::getal(peiling.personen),
        Cel::getal(peiling.verwachte_uitstroom_fte),
        Cel::getal(Some(peiling.eerstejaars_zij_instromers_eigen)),
        Cel::getal(peiling.begeleiding_fte),
    ]
}

/// One row per contract and bevoegdheid, side by side; at least one.
fn docent_rijen(conn: &mut Conn, page: &[Stored<Regiodocent>]) -> Result<Rijen, AppError> {
    let ids: Vec<Uuid> = page.iter().map(|one| one.id).collect();
    let (contracten, bevoegdheden) = (Contract::list_of(conn, &ids)?, Bevoegdheid::list_of(conn, &ids)?);
    let mut by_person: std::collections::HashMap<Uuid, (Vec<Contract>, Vec<Bevoegdheid>)> = Default::default();
    for (van, contract) in contracten {
        by_person.entry(van).or_default().0.push(contract.noun);
    }
    for (van, bevoegdheid) in bevoegdheden {
        by_person.entry(van).or_default().1.push(bevoegdheid.noun);
    }
    let mut rijen = Vec::new();
    for one in page {
        let (contracten, bevoegdheden) = by_person.remove(&one.id).unwrap_or_default();
        for at in 0..contracten.len().max(bevoegdheden.len()).max(1) {
            let mut rij = persoon_cellen(one);
            rij.extend(contract_cellen(contracten.get(at)));
            rij.extend(bevoegdheid_cellen(bevoegdheden.get(at)));
            rijen.push(rij);
        }
    }
    Ok(rijen)
}

fn persoon_cellen(one: &Stored<Regiodocent>) -> Vec<Cel> {
    let noun = &one.noun;
    vec![
        Cel::tekst(Some(one.id)),
        Cel::tekst(noun.bron_systeem.as_ref()),
        Cel::tekst(noun.extern_id.as_ref()),
        Cel::tekst(Some(&noun.naam)),
        Cel::tekst(Some(noun.soort)),
        Cel::datum(noun.traject_start),
        Cel::datum(noun.vog_datum),
        Cel::tekst(noun.woon_postcode.as_ref()),
        Cel::getal(noun.max_reistijd),
        Cel::tekst(noun.dagdelen),
        Cel::JaNee(noun.alleen_geheel),
    ]
}

fn contract_cellen(contract: Option<&Contract>) -> [Cel; 6] {
    [
        Cel::datum(contract.map(|contract| contract.periode.van)),
        Cel::datum(contract.and_then(|contract| contract.periode.tot_en_met)),
        Cel::getal(contract.map(|contract| contract.werktijdfactor)),
        Cel::getal(contract.map(|contract| contract.loonkosten_cent)),
        Cel::tekst(contract.and_then(|contract| contract.formeel_werkgever.as_ref())),
        Cel::tekst(contract.map(|contract| contract.status)),
    ]
}

fn bevoegdheid_cellen(bevoegdheid: Option<&Bevoegdheid>) -> [Cel; 5] {
    let vak = bevoegdheid.map(|bevoegdheid| &bevoegdheid.vakbevoegdheid);
    [
        Cel::tekst(vak.map(|vak| vak.sector)),
        Cel::tekst(vak.map(|vak| &vak.vak)),
        Cel::tekst(vak.map(|vak| vak.graad)),
        Cel::datum(bevoegdheid.map(|bevoegdheid| bevoegdheid.periode.van)),
        Cel::datum(bevoegdheid.and_then(|bevoegdheid| bevoegdheid.periode.tot_en_met)),
    ]
}

fn vacature_rijen(conn: &mut Conn, page: &[Stored<VolledigeVacature>]) -> Result<Rijen, AppError> {
    let ids: Vec<Uuid> = page.iter().map(|one| one.id).collect();
    let herkomst = herkomst_of(conn, &ids)?;
    let rij = |one: &Stored<VolledigeVacature>| {
        let (bron, extern_id) = herkomst.get(&one.id).map(|(bron, extern_id)| (bron, extern_id)).unzip();
        let VolledigeVacature { vacature, status, .. } = &one.noun;
        vec![
            Cel::tekst(Some(one.id)),
            Cel::tekst(bron),
            Cel::tekst(extern_id),
            Cel::tekst(Some(&vacature.vestigingscode)),
            Cel::tekst(Some(vacature.soort)),
            Cel::getal(Some(vacature.fte)),
            Cel::tekst(Some(vacature.vakbevoegdheid.sector)),
            Cel::tekst(Some(&vacature.vakbevoegdheid.vak)),
            Cel::tekst(Some(vacature.vakbevoegdheid.graad)),
            Cel::datum(Some(vacature.periode.van)),
            Cel::datum(vacature.periode.tot_en_met),
            Cel::tekst(vacature.dagdelen),
            Cel::JaNee(vacature.alleen_geheel),
            Cel::tekst(vacature.prikkels.schaal),
            Cel::getal(vacature.prikkels.bonus_cent),
            Cel::JaNee(vacature.prikkels.arbeidsmarkttoelage),
            Cel::tekst(Some(status)),
        ]
    };
    Ok(page.iter().map(rij).collect())
}
