//! Beleid: the versioned, dated agreement of a regio about its rules. Every number a rule uses stands here.

mod levensloop;

pub use levensloop::{Beleidstap, Beleidstatus};

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::breuk::Breuk;
use super::keuze::keuze;

keuze! {
    /// How strictly a rule is applied.
    Modus {
        /// Not looked at.
        Uit = "uit",
        /// Computed and shown; steers nothing.
        Rapport = "rapport",
        /// A breach is allowed, minimised in its tier and shown with its size.
        Zacht = "zacht",
        /// No breach; when that is impossible the status is `beleid-onhaalbaar`.
        Hard = "hard",
    }
}

keuze! {
    /// What is improved, one tier strictly before the next.
    Tier {
        /// Breaches of hard rules; always first.
        HardeRegels = "harde-regels",
        /// Fte above the ceilings of the 3%-regeling and the leerling-leraar-ratio.
        Solidariteit = "solidariteit",
        /// Priced shortage per school.
        TekortEerst = "tekort-eerst",
        /// Persons short of the 7%-regeling.
        Zevenprocent = "zevenprocent",
        /// Fte not filled.
        GevuldeFte = "gevulde-fte",
        /// Preferences, travel, number of schools, changes against today.
        Mensen = "mensen",
        /// What remains equal.
        Loting = "loting",
    }
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Waarde {
    /// Yes or no.
    JaNee(bool),
    /// A whole number.
    Geheel(i64),
    /// An exact number, written `"3/100"`.
    Getal(Breuk),
    /// A list of exact numbers.
    Lijst(Vec<Breuk>),
    /// One of a list of words.
    Keuze(String),
}

/// One number or choice with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Parameter {
    /// The value.
    pub waarde: Waarde,
    /// Its unit: `fte`, `personen`, `dagen`, `minuten`, `deel` (share of 1), `keuze`, …
    pub eenheid: String,
    /// Where it is written down.
    pub bron: String,
    /// Why this value.
    pub reden: String,
    /// First day on which it holds.
    pub geldig_vanaf: NaiveDate,
}

/// How one rule is applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Regelinstelling {
    /// Mode; structural rules have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modus: Option<Modus>,
    /// Its parameters by name.
    #[serde(default)]
    pub parameters: BTreeMap<String, Parameter>,
}

/// A complete set of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Beleid {
    /// The tiers in order of importance.
    pub tiers: Vec<Tier>,
    /// The rules by id.
    pub regels: BTreeMap<String, Regelinstelling>,
}

/// A beleid lacks what a rule needs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("de parameter '{naam}' van regel '{regel}' ontbreekt of is geen {verwacht}")]
pub struct OnvolledigBeleid {
    /// Rule id.
    pub regel: String,
    /// Parameter name.
    pub naam: String,
    /// What kind of value was expected.
    pub verwacht: &'static str,
}

static STANDAARD: LazyLock<Result<Beleid, String>> =
    LazyLock::new(|| toml::from_str(include_str!("../../config/beleid.toml")).map_err(|why| why.to_string()));

impl Beleid {
    /// The default policy: `config/beleid.toml`, compiled in, and read once.
    pub fn standaard() -> Result<Beleid, String> {
        Beleid::gedeeld().cloned()
    }

    /// The same, for who only reads it.
    pub fn gedeeld() -> Result<&'static Beleid, String> {
        STANDAARD.as_ref().map_err(Clone::clone)
    }

    /// Takes from `standaard` the rules that are not mentioned here; what is mentioned stays as it is.
    pub fn vul_aan(&mut self, standaard: &Beleid) {
        for (regel, instelling) in &standaard.regels {
            self.regels.entry(regel.clone()).or_insert_with(|| instelling.clone());
        }
    }

    /// Mode of a rule; `hard` for a structural rule, `uit` for one that is not mentioned.
    pub fn modus(&self, regel: &str) -> Modus {
        self.regels.get(regel).map_or(Modus::Uit, |regel| regel.modus.unwrap_or(Modus::Hard))
    }

    /// An exact number.
    pub fn getal(&self, regel: &str, naam: &str) -> Result<Breuk, OnvolledigBeleid> {
        match self.waarde(regel, naam) {
            Some(Waarde::Getal(getal)) => Ok(getal.clone()),
            Some(Waarde::Geheel(getal)) => Ok(Breuk::from(*getal)),
            _ => Err(OnvolledigBeleid { regel: regel.into(), naam: naam.into(), verwacht: "getal" }),
        }
    }

    /// A whole number.
    pub fn geheel(&self, regel: &str, naam: &str) -> Result<i64, OnvolledigBeleid> {
        match self.waarde(regel, naam) {
            Some(Waarde::Geheel(getal)) => Ok(*getal),
            _ => Err(OnvolledigBeleid { regel: regel.into(), naam: naam.into(), verwacht: "geheel getal" }),
        }
    }

    /// A whole number; when a stored beleid is older than the parameter, that of the default policy.
    pub fn geheel_of_standaard(&self, regel: &str, naam: &str) -> Result<i64, String> {
        match self.geheel(regel, naam) {
            Ok(getal) => Ok(getal),
            Err(_) => Beleid::gedeeld()?.geheel(regel, naam).map_err(|why| why.to_string()),
        }
    }

    /// One of a list of words; when a stored beleid is older than the parameter, that of the default policy.
    pub fn keuze_of_standaard(&self, regel: &str, naam: &str) -> Result<String, String> {
        match self.keuze(regel, naam) {
            Ok(woord) => Ok(woord.to_owned()),
            Err(_) => Beleid::gedeeld()?.keuze(regel, naam).map(str::to_owned).map_err(|why| why.to_string()),
        }
    }

    /// A list of exact numbers.
    pub fn lijst(&self, regel: &str, naam: &str) -> Result<Vec<Breuk>, OnvolledigBeleid> {
        match self.waarde(regel, naam) {
            Some(Waarde::Lijst(lijst)) => Ok(lijst.clone()),
            _ => Err(OnvolledigBeleid { regel: regel.into(), naam: naam.into(), verwacht: "lijst van getallen" }),
        }
    }

    /// One of a list of words.
    pub fn keuze(&self, regel: &str, naam: &str) -> Result<&str, OnvolledigBeleid> {
        match self.waarde(regel, naam) {
            Some(Waarde::Keuze(woord)) => Ok(woord),
            _ => Err(OnvolledigBeleid { regel: regel.into(), naam: naam.into(), verwacht: "keuze" }),
        }
    }

    /// Yes or no.
    pub fn ja_nee(&self, regel: &str, naam: &str) -> Result<bool, OnvolledigBeleid> {
        match self.waarde(regel, naam) {
            Some(Waarde::JaNee(waarde)) => Ok(*waarde),
            _ => Err(OnvolledigBeleid { regel: regel.into(), naam: naam.into(), verwacht: "ja of nee" }),
        }
    }

    /// A parameter, to be set; `None`: this beleid does not have it.
    pub fn parameter_mut(&mut self, regel: &str, naam: &str) -> Option<&mut Parameter> {
        self.regels.get_mut(regel)?.parameters.get_mut(naam)
    }

    fn waarde(&self, regel: &str, naam: &str) -> Option<&Waarde> {
        Some(&self.regels.get(regel)?.parameters.get(naam)?.waarde)
    }
}

/// A beleid of a regio from a day on, once a second coordinator agreed. Its rules never change: a correction is a new version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beleidsversie {
    /// First day on which it holds.
    pub geldig_vanaf: NaiveDate,
    /// The rules.
    pub inhoud: Beleid,
    /// The decision of the boards that it rests on.
    pub bestuursbesluit: String,
    /// Why it differs from what was.
    pub reden: String,
    /// Where it stands.
    pub status: Beleidstatus,
    /// Who proposed it: subject of the token.
    pub voorgesteld_door: String,
    /// Who decided about it.
    pub besloten_door: Option<String>,
    /// Why it was refused.
    pub motivering: Option<String>,
}
