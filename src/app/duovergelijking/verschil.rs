//! What differs between a file of DUO and what is known: the lines of a vergelijking. Only schools of the regio, and those in
//! the same gemeenten that nobody has.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use crate::app::error::AppError;
use crate::app::import::duo::DuoInvoer;
use crate::domain::duovergelijking::{Duobesluit, Duoregel, Duoverschil, Schoolgegevens};
use crate::domain::kenmerk::{Bestuursnummer, Gemeentenummer, Vestigingscode};
use crate::domain::school::School;
use crate::storage::connection::Conn;
use crate::storage::deelname::load_deelnames;
use crate::storage::school::load_scholen;
use crate::storage::schoolbestuur::load_schoolbesturen;

/// What is known of the schools of the country.
pub(super) struct Bekend {
    scholen: BTreeMap<Vestigingscode, School>,
    besturen: BTreeSet<Bestuursnummer>,
    /// Schools that take part in the regio, today or later.
    eigen: BTreeSet<Vestigingscode>,
    /// Schools that ever took part anywhere.
    ooit: BTreeSet<Vestigingscode>,
}

/// What came out.
pub(super) struct Verschillen {
    pub regels: Vec<Duoregel>,
    pub ongewijzigd: i64,
    pub nieuwe_besturen: BTreeSet<Bestuursnummer>,
}

impl Bekend {
    /// Reads it.
    pub fn load(conn: &mut Conn, regio: Uuid, today: NaiveDate) -> Result<Self, AppError> {
        let (mut eigen, mut ooit) = (BTreeSet::new(), BTreeSet::new());
        for (at, deelname) in load_deelnames(conn)? {
            if at == regio && deelname.periode.einde() >= today {
                eigen.insert(deelname.vestigingscode.clone());
            }
            ooit.insert(deelname.vestigingscode);
        }
        let besturen = load_schoolbesturen(conn)?.into_keys().collect();
        Ok(Bekend { scholen: load_scholen(conn)?, besturen, eigen, ooit })
    }

    /// Compares; `gemeenten` besides those of the schools of the regio.
    pub fn vergelijk(&self, invoer: &DuoInvoer, gemeenten: &[Gemeentenummer]) -> Verschillen {
        let own = self.eigen.iter().filter_map(|code| self.scholen.get(code));
        let mut around: BTreeSet<&Gemeentenummer> = own.clone().map(|school| &school.gemeentenummer).collect();
        around.extend(gemeenten);
        let mut found = Verschillen { regels: Vec::new(), ongewijzigd: 0, nieuwe_besturen: BTreeSet::new() };
        for school in &invoer.scholen {
            let (code, wordt) = (&school.vestigingscode, Schoolgegevens::of(school));
            match self.scholen.get(code).filter(|_| self.eigen.contains(code)) {
                Some(was) => found.compare(was, wordt, &self.besturen),
                None if around.contains(&school.gemeentenummer) && !self.ooit.contains(code) => {
                    found.add(code, Duoverschil::Nieuw, None, Some(wordt), &self.besturen);
                }
                None => {}
            }
        }
        let named: BTreeSet<&Vestigingscode> = invoer.scholen.iter().map(|school| &school.vestigingscode).collect();
        for school in own.filter(|school| school.gesloten_per.is_none() && invoer.sectoren.contains(&school.sector)) {
            if !named.contains(&school.vestigingscode) {
                let was = Some(Schoolgegevens::of(school));
                found.add(&school.vestigingscode, Duoverschil::Gesloten, was, None, &self.besturen);
            }
        }
        found
            .regels
            .sort_by(|a, b| (&a.vestigingscode, a.verschil.as_str()).cmp(&(&b.vestigingscode, b.verschil.as_str())));
        for (nummer, regel) in (1..).zip(&mut found.regels) {
            regel.nummer = nummer;
        }
        found
    }
}

impl Verschillen {
    /// What the file says of a school that the regio has. Its sector stays what the regio says, and so does a postcode that
    /// the file leaves out.
    fn compare(&mut self, school: &School, wordt: Schoolgegevens, besturen: &BTreeSet<Bestuursnummer>) {
        let was = Schoolgegevens::of(school);
        let postcode = wordt.postcode.clone().or_else(|| was.postcode.clone());
        let wordt = Schoolgegevens { sector: was.sector, postcode, ..wordt };
        let mut same = true;
        for verschil in [Duoverschil::AnderBestuur, Duoverschil::Hernoemd, Duoverschil::Verhuisd] {
            if !verschil.is_gelijk(&was, &wordt) {
                same = false;
                self.add(&school.vestigingscode, verschil, Some(was.clone()), Some(wordt.clone()), besturen);
            }
        }
        self.ongewijzigd += i64::from(same);
    }

    fn add(
        &mut self,
        code: &Vestigingscode,
        verschil: Duoverschil,
        was: Option<Schoolgegevens>,
        wordt: Option<Schoolgegevens>,
        besturen: &BTreeSet<Bestuursnummer>,
    ) {
        let new = wordt.iter().map(|wordt| &wordt.bestuursnummer).filter(|nummer| !besturen.contains(nummer));
        self.nieuwe_besturen.extend(new.cloned());
        let (vestigingscode, besluit) = (code.clone(), Duobesluit::Open);
        self.regels.push(Duoregel { nummer: 0, vestigingscode, verschil, was, wordt, besluit, ingangsdatum: None });
    }
}
