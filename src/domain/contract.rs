//! Contract: how much a regiodocent works, when, at what cost and with which formal employer.

mod levensloop;

pub use levensloop::{Contractstap, Contractstatus};

use super::fte::Fte;
use super::invoer::{Invoer, Invoerfout};
use super::kenmerk::Bestuursnummer;
use super::levensloop::{GeenOvergang, Levensloop, Partij};
use super::onderdeel::{Doel, Onderdeel, Verwijzing, check_periode};
use super::periode::Periode;
use super::regiodocent::Regiodocent;

/// Highest cost of one fte-year, in cents: half a million euros. More is a typing error.
pub const MAX_LOONKOSTEN_CENT: i64 = 50_000_000;

/// An employment contract of a regiodocent. Contracts of one person never overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// When it holds.
    pub periode: Periode,
    /// Share of a full job, above 0 and at most 1.
    pub werktijdfactor: Fte,
    /// Cost in cents per fte-year, the basis of doorbelasting.
    pub loonkosten_cent: i64,
    /// Formal employer under today's law; absent when the region itself is.
    pub formeel_werkgever: Option<Bestuursnummer>,
    /// Where it stands.
    pub status: Contractstatus,
    /// The board that takes it over the day after its last day, once that is agreed.
    pub overgedragen_aan: Option<Bestuursnummer>,
}

impl Contract {
    /// Is it signed, and are there days on which it holds or held?
    pub fn is_getekend(&self) -> bool {
        self.status != Contractstatus::Aangeboden && !self.periode.is_leeg()
    }
}

impl Onderdeel for Contract {
    const NAAM: &'static str = "contract";
    const LIJST: &'static str = "contracten";

    fn check(&self, _: &Regiodocent, at: &str, invoer: &mut Invoer) {
        check_periode(&self.periode, at, invoer);
        invoer.eis(Fte::NUL < self.werktijdfactor && self.werktijdfactor <= Fte::VOLTIJD, || {
            let detail = format!("de werktijdfactor is {}, maar ligt boven 0 en is ten hoogste 1", self.werktijdfactor);
            Invoerfout::new(&format!("{at}/werktijdfactor"), "buiten-bereik", detail, "Kies bijvoorbeeld 0.8.")
        });
        invoer.eis((0..=MAX_LOONKOSTEN_CENT).contains(&self.loonkosten_cent), || {
            let detail = format!("de loonkosten per fte per jaar zijn 0 tot en met {MAX_LOONKOSTEN_CENT} cent");
            let herstel = "Geef het bedrag in centen voor een volledige baan en een heel jaar.";
            Invoerfout::new(&format!("{at}/loonkostenCent"), "buiten-bereik", detail, herstel)
        });
    }

    fn botsing(&self, other: &Contract, at: &str) -> Option<Invoerfout> {
        self.periode.overlapt(&other.periode).then(|| {
            let detail = match other.periode.tot_en_met {
                Some(laatste) => format!("er is al een contract van {} tot en met {laatste}", other.periode.van),
                None => format!("er is al een contract vanaf {}, zonder einde", other.periode.van),
            };
            let herstel = "Laat het ene contract eindigen voordat het andere begint.";
            Invoerfout::new(&format!("{at}/van"), "overlapt", detail, herstel)
        })
    }

    /// A change keeps the state; what was ended or handed over stays as it was agreed.
    fn wijziging(self, present: &Contract) -> Result<Contract, GeenOvergang> {
        if present.status != Contractstatus::Aangeboden {
            present.status.overgang(Contractstap::Wijzigen, Partij::Coordinator)?;
        }
        Ok(Contract { status: present.status, overgedragen_aan: present.overgedragen_aan.clone(), ..self })
    }

    fn verwijzingen(&self, at: &str) -> Vec<Verwijzing> {
        let to = |nummer: &Bestuursnummer| {
            let pointer = format!("{at}/formeelWerkgever");
            Verwijzing { pointer, doel: Doel::Schoolbestuur(nummer.clone()) }
        };
        self.formeel_werkgever.iter().map(to).collect()
    }
}
