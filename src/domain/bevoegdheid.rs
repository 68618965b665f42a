//! Bevoegdheid: what somebody may teach, where, and at which level.

use serde::{Deserialize, Serialize};

use super::invoer::{Invoer, Invoerfout};
use super::onderdeel::{Onderdeel, check_periode};
use super::periode::Periode;
use super::regiodocent::Regiodocent;
use super::sector::{Graad, Sector};

/// What a vacature asks and a bevoegdheid gives: sector, vak and graad.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Vakbevoegdheid {
    /// Sector.
    pub sector: Sector,
    /// Subject, kebab-case (`groepsleraar`, `wiskunde`).
    pub vak: String,
    /// Level.
    pub graad: Graad,
}

impl Vakbevoegdheid {
    /// Does somebody with this meet `asked`? Same sector and vak, and a graad that suffices.
    pub fn voldoet_aan(&self, asked: &Vakbevoegdheid) -> bool {
        self.sector == asked.sector && self.vak == asked.vak && self.graad.voldoet_aan(asked.graad)
    }
}

/// A bevoegdheid with the days on which it is valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bevoegdheid {
    /// What may be taught.
    #[serde(flatten)]
    pub vakbevoegdheid: Vakbevoegdheid,
    /// When it is valid.
    #[serde(flatten)]
    pub periode: Periode,
}

/// Is `vak` 2 to 40 lower-case letters, digits and dashes?
pub fn is_vak(vak: &str) -> bool {
    (2..=40).contains(&vak.len()) && vak.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl Onderdeel for Bevoegdheid {
    const NAAM: &'static str = "bevoegdheid";
    const LIJST: &'static str = "bevoegdheden";

    fn check(&self, _: &Regiodocent, at: &str, invoer: &mut Invoer) {
        check_periode(&self.periode, at, invoer);
        invoer.eis(is_vak(&self.vakbevoegdheid.vak), || {
            let detail = "een vak heeft 2 tot 40 kleine letters, cijfers en streepjes";
            Invoerfout::new(&format!("{at}/vak"), "verkeerde-vorm", detail, "Kies bijvoorbeeld groepsleraar.")
        });
    }
}
