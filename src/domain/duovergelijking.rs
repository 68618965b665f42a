//! Duovergelijking: a newer file of DUO beside what the regio knows. It proposes; a coordinator decides.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::kenmerk::{Bestuursnummer, Gemeentenummer, Postcode, Vestigingscode};
use super::keuze::keuze;
use super::school::School;
use super::sector::Sector;

keuze! {
    /// What differs.
    Duoverschil {
        /// A school that the regio does not have yet.
        Nieuw = "nieuw",
        /// The file names it no more.
        Gesloten = "gesloten",
        /// Another board runs it.
        AnderBestuur = "ander-bestuur",
        /// It has another name.
        Hernoemd = "hernoemd",
        /// It has another address.
        Verhuisd = "verhuisd",
    }
}

keuze! {
    /// What was decided about a line.
    Duobesluit {
        /// Nothing yet.
        Open = "open",
        /// It was taken over.
        Aanvaard = "aanvaard",
        /// It was refused.
        Afgewezen = "afgewezen",
        /// It was to be taken over, but the school had changed meanwhile; nothing was overwritten.
        Achterhaald = "achterhaald",
    }
}

/// What a file of DUO says of a school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schoolgegevens {
    /// Its board.
    pub bestuursnummer: Bestuursnummer,
    /// Name.
    pub naam: String,
    /// Sector.
    pub sector: Sector,
    /// Postcode, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<Postcode>,
    /// Town.
    pub plaats: String,
    /// Municipality.
    pub gemeentenummer: Gemeentenummer,
}

/// One difference of one school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duoregel {
    /// Its number in the vergelijking, from 1.
    pub nummer: i32,
    /// Which school.
    pub vestigingscode: Vestigingscode,
    /// What differs.
    pub verschil: Duoverschil,
    /// What the regio knew; absent: nothing.
    pub was: Option<Schoolgegevens>,
    /// What the file says; absent: nothing.
    pub wordt: Option<Schoolgegevens>,
    /// What was decided.
    pub besluit: Duobesluit,
    /// From when, when it was taken over.
    pub ingangsdatum: Option<NaiveDate>,
}

/// A file beside what the regio knew when it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duovergelijking {
    /// The sectors of which the file names every school.
    pub sectoren: Vec<Sector>,
    /// Schools of the regio about which the file says what was known.
    pub ongewijzigd: i64,
    /// Boards in its lines that nobody knew yet; they are made with their first school.
    pub nieuwe_besturen: Vec<Bestuursnummer>,
    /// Who sent it.
    pub door: String,
    /// When.
    pub aangemaakt_op: DateTime<Utc>,
}

impl Schoolgegevens {
    /// What is known of a school, as far as DUO is about it.
    pub fn of(school: &School) -> Self {
        Schoolgegevens {
            bestuursnummer: school.bestuursnummer.clone(),
            naam: school.naam.clone(),
            sector: school.sector,
            postcode: school.postcode.clone(),
            plaats: school.plaats.clone(),
            gemeentenummer: school.gemeentenummer.clone(),
        }
    }

    /// As a school of which nothing else is known.
    pub fn into_school(self, vestigingscode: Vestigingscode) -> School {
        School {
            vestigingscode,
            bestuursnummer: self.bestuursnummer,
            naam: self.naam,
            sector: self.sector,
            postcode: self.postcode,
            plaats: self.plaats,
            gemeentenummer: self.gemeentenummer,
            punt: None,
            schoolweging_e2: None,
            leerlingen: None,
            gesloten_per: None,
        }
    }
}

impl Duoverschil {
    /// Do both say the same, as far as this difference is about it? Capitals in the name of a town say nothing.
    pub fn is_gelijk(self, a: &Schoolgegevens, b: &Schoolgegevens) -> bool {
        match self {
            Duoverschil::AnderBestuur => a.bestuursnummer == b.bestuursnummer,
            Duoverschil::Hernoemd => a.naam == b.naam,
            Duoverschil::Verhuisd => {
                a.postcode == b.postcode
                    && a.plaats.to_lowercase() == b.plaats.to_lowercase()
                    && a.gemeentenummer == b.gemeentenummer
            }
            Duoverschil::Nieuw | Duoverschil::Gesloten => a == b,
        }
    }

    /// The school with this difference taken over.
    pub fn neem_over(self, school: &School, wordt: &Schoolgegevens) -> School {
        let mut school = school.clone();
        match self {
            Duoverschil::AnderBestuur => school.bestuursnummer = wordt.bestuursnummer.clone(),
            Duoverschil::Hernoemd => school.naam = wordt.naam.clone(),
            Duoverschil::Verhuisd => {
                let old = std::mem::replace(&mut school.postcode, wordt.postcode.clone());
                school.plaats = wordt.plaats.clone();
                school.gemeentenummer = wordt.gemeentenummer.clone();
                // In another postcode area the centroid of the new one is nearer than the old point.
                let pc4 = |postcode: &Option<Postcode>| postcode.as_ref().map(Postcode::pc4);
                if old.is_some() && pc4(&old) != pc4(&school.postcode) {
                    school.punt = None;
                }
            }
            Duoverschil::Nieuw | Duoverschil::Gesloten => {}
        }
        school
    }
}
