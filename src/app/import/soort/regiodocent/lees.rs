//! One row with a person, a contract and a bevoegdheid, as far as the file tells.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::app::import::soort::lezen::{
    Gezegd, gezegd, take_cent, take_code, take_dag, take_deel, take_herkomst, take_ja_nee, take_keuze, take_tekst,
    take_vorm,
};
use crate::app::import::tabel::Rij;
use crate::app::import::waarde::take_aantal;
use crate::domain::bevoegdheid::{Bevoegdheid, Vakbevoegdheid};
use crate::domain::contract::{Contract, Contractstatus};
use crate::domain::dagdeel::Dagdelen;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Postcode4};
use crate::domain::periode::Periode;
use crate::domain::regiodocent::{Regiodocent, Regiodocentsoort};

/// One row.
pub struct Docentrij {
    /// An id of ours.
    pub id: Option<Uuid>,
    /// How another system knows this person.
    pub herkomst: Option<(String, String)>,
    naam: Option<String>,
    soort: Option<Regiodocentsoort>,
    traject_start: Gezegd<Option<NaiveDate>>,
    vog_datum: Gezegd<Option<NaiveDate>>,
    woon_postcode: Gezegd<Option<Postcode4>>,
    max_reistijd: Gezegd<Option<i32>>,
    dagdelen: Gezegd<Option<Dagdelen>>,
    alleen_geheel: Option<bool>,
    /// The contract this row tells of.
    pub contract: Option<Contractrij>,
    /// The bevoegdheid this row tells of.
    pub bevoegdheid: Option<Bevoegdheid>,
}

/// A contract as far as the row tells; its first day says which one it is.
pub struct Contractrij {
    /// First day.
    pub van: NaiveDate,
    tot_en_met: Gezegd<Option<NaiveDate>>,
    werktijdfactor: Option<Fte>,
    loonkosten_cent: Option<i64>,
    werkgever: Gezegd<Option<Bestuursnummer>>,
    /// Where it should stand.
    pub status: Option<Contractstatus>,
}

const CONTRACT: [&str; 5] = [
    "CONTRACT TOT EN MET",
    "CONTRACT WERKTIJDFACTOR",
    "CONTRACT LOONKOSTEN CENT",
    "CONTRACT FORMEEL WERKGEVER",
    "CONTRACT STATUS",
];
const BEVOEGDHEID: [&str; 4] = ["BEVOEGDHEID SECTOR", "BEVOEGDHEID VAK", "BEVOEGDHEID GRAAD", "BEVOEGDHEID VAN"];

impl Docentrij {
    /// Every value is looked at, so that every error of the row is told.
    pub fn read(rij: &mut Rij<'_>) -> Option<Self> {
        let (id, herkomst) = take_herkomst(rij);
        Some(Docentrij {
            id,
            herkomst,
            naam: take_tekst(rij, "NAAM"),
            soort: take_keuze(rij, "SOORT"),
            traject_start: gezegd(rij, "TRAJECT START", take_dag),
            vog_datum: gezegd(rij, "VOG DATUM", take_dag),
            woon_postcode: gezegd(rij, "WOON POSTCODE", take_vorm),
            max_reistijd: gezegd(rij, "MAX REISTIJD", take_aantal),
            dagdelen: gezegd(rij, "DAGDELEN", take_vorm),
            alleen_geheel: take_ja_nee(rij, "ALLEEN GEHEEL"),
            contract: read_contract(rij),
            bevoegdheid: read_bevoegdheid(rij),
        })
    }

    /// The board this row names.
    pub fn werkgever(&self) -> Option<&str> {
        self.contract.as_ref()?.werkgever.as_ref()?.as_ref().map(Bestuursnummer::as_str)
    }

    /// The person after this row; `None` for somebody new of whom naam or soort is not told.
    pub fn persoon(&self, old: Option<&Regiodocent>) -> Option<Regiodocent> {
        let naam = self.naam.clone().or_else(|| old.map(|old| old.naam.clone()))?;
        let soort = self.soort.or(old.map(|old| old.soort))?;
        let known = old.and_then(|old| Some((old.bron_systeem.clone()?, old.extern_id.clone()?)));
        let (bron_systeem, extern_id) = self.herkomst.clone().or(known).unzip();
        let postcode = || old.and_then(|old| old.woon_postcode.clone());
        Some(Regiodocent {
            naam,
            soort,
            traject_start: self.traject_start.unwrap_or_else(|| old.and_then(|old| old.traject_start)),
            vog_datum: self.vog_datum.unwrap_or_else(|| old.and_then(|old| old.vog_datum)),
            woon_postcode: self.woon_postcode.clone().unwrap_or_else(postcode),
            max_reistijd: self.max_reistijd.unwrap_or_else(|| old.and_then(|old| old.max_reistijd)),
            dagdelen: self.dagdelen.unwrap_or_else(|| old.and_then(|old| old.dagdelen)),
            alleen_geheel: self.alleen_geheel.or(old.map(|old| old.alleen_geheel)).unwrap_or(false),
            bron_systeem,
            extern_id,
        })
    }
}

impl Contractrij {
    /// The contract after this row; `None` for a new one of which something is not told.
    pub fn contract(&self, old: Option<&Contract>) -> Option<Contract> {
        let einde = self.tot_en_met.unwrap_or_else(|| old.and_then(|old| old.periode.tot_en_met));
        let werkgever = || old.and_then(|old| old.formeel_werkgever.clone());
        Some(Contract {
            periode: Periode::new(self.van, einde),
            werktijdfactor: self.werktijdfactor.or(old.map(|old| old.werktijdfactor))?,
            loonkosten_cent: self.loonkosten_cent.or(old.map(|old| old.loonkosten_cent))?,
            formeel_werkgever: self.werkgever.clone().unwrap_or_else(werkgever),
            status: old.map_or(self.status.unwrap_or_default(), |old| old.status),
            overgedragen_aan: old.and_then(|old| old.overgedragen_aan.clone()),
        })
    }
}

fn read_contract(rij: &mut Rij<'_>) -> Option<Contractrij> {
    let Some(van) = take_dag(rij, "CONTRACT VAN") else {
        let gevuld = CONTRACT.iter().any(|kolom| rij.tekst(kolom).is_some());
        if gevuld && rij.tekst("CONTRACT VAN").is_none() {
            let detail = "de eerste dag van het contract ontbreekt".into();
            rij.fout(
                Some("CONTRACT VAN"),
                "ontbreekt",
                detail,
                "vul contractVan in, of laat het contract helemaal leeg",
            );
        }
        return None;
    };
    Some(Contractrij {
        van,
        tot_en_met: gezegd(rij, "CONTRACT TOT EN MET", take_dag),
        werktijdfactor: take_deel(rij, "CONTRACT WERKTIJDFACTOR"),
        loonkosten_cent: take_cent(rij, "CONTRACT LOONKOSTEN CENT"),
        werkgever: gezegd(rij, "CONTRACT FORMEEL WERKGEVER", |rij, kolom| take_code(rij, kolom, 5)),
        status: take_keuze(rij, "CONTRACT STATUS"),
    })
}

fn read_bevoegdheid(rij: &mut Rij<'_>) -> Option<Bevoegdheid> {
    if BEVOEGDHEID.iter().all(|kolom| rij.tekst(kolom).is_none()) {
        return None;
    }
    for kolom in BEVOEGDHEID {
        rij.verplicht(kolom);
    }
    let (sector, graad) = (take_keuze(rij, "BEVOEGDHEID SECTOR"), take_keuze(rij, "BEVOEGDHEID GRAAD"));
    let (vak, van) = (take_tekst(rij, "BEVOEGDHEID VAK"), take_dag(rij, "BEVOEGDHEID VAN"));
    let tot_en_met = take_dag(rij, "BEVOEGDHEID TOT EN MET");
    let vakbevoegdheid = Vakbevoegdheid { sector: sector?, vak: vak?, graad: graad? };
    Some(Bevoegdheid { vakbevoegdheid, periode: Periode::new(van?, tot_en_met) })
}
