//! What an import did: counts, refused rows with their repair, and remarks. For people (Dutch) and for JSON.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// At most this many refused values are printed; JSON has them all.
const MAX_GETOOND: usize = 20;

/// The report of one import.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Importverslag {
    /// Things that were not there before.
    pub nieuw: u64,
    /// Things that differ from what was there.
    pub gewijzigd: u64,
    /// Things that were there already, the same.
    pub ongewijzigd: u64,
    /// The three counts above per kind of thing, by the name of its domain noun.
    pub soorten: BTreeMap<&'static str, Soorttelling>,
    /// Every error in every refused row.
    pub afgewezen: Vec<Afwijzing>,
    /// What is worth knowing about rows that were accepted.
    pub opmerkingen: Vec<Opmerking>,
    /// The files that were read, with what became of their rows.
    pub bestanden: Vec<Bestandstelling>,
}

/// What became of the things of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Soorttelling {
    /// Not there before.
    pub nieuw: u64,
    /// Different from what was there.
    pub gewijzigd: u64,
    /// There already, the same.
    pub ongewijzigd: u64,
}

/// One error in a refused row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Afwijzing {
    /// File name.
    pub bestand: String,
    /// Row, from 1 with the header.
    pub rij: u64,
    /// Column as the file spells it; absent when the whole row is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kolom: Option<String>,
    /// Stable code, kebab-case.
    pub code: &'static str,
    /// What is wrong, in Dutch.
    pub detail: String,
    /// What to do about it, in Dutch.
    pub herstel: String,
}

/// A remark about something that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Opmerking {
    /// Stable code, kebab-case.
    pub code: &'static str,
    /// The code of the school, board or municipality it is about.
    pub betreft: String,
    /// The remark, in Dutch.
    pub detail: String,
}

/// What became of the rows of one file: `rijen` = gebruikt + afgewezen + the sum of overgeslagen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bestandstelling {
    /// File name.
    pub bestand: String,
    /// Kind of file, in Dutch.
    pub soort: &'static str,
    /// Rows, without the header and blank lines.
    pub rijen: u64,
    /// Rows that were used.
    pub gebruikt: u64,
    /// Rows that were refused (each has one or more `Afwijzing`).
    pub afgewezen: u64,
    /// Rows that are right but not wanted, by reason (Dutch).
    pub overgeslagen: BTreeMap<&'static str, u64>,
}

impl Importverslag {
    /// Counts things of one kind: new, changed, unchanged.
    pub fn tel(&mut self, soort: &'static str, (nieuw, gewijzigd, ongewijzigd): (u64, u64, u64)) {
        self.nieuw += nieuw;
        self.gewijzigd += gewijzigd;
        self.ongewijzigd += ongewijzigd;
        let telling = self.soorten.entry(soort).or_default();
        telling.nieuw += nieuw;
        telling.gewijzigd += gewijzigd;
        telling.ongewijzigd += ongewijzigd;
    }

    /// Adds another report to this one.
    pub fn add(&mut self, other: Importverslag) {
        for (soort, telling) in other.soorten {
            self.tel(soort, (telling.nieuw, telling.gewijzigd, telling.ongewijzigd));
        }
        self.afgewezen.extend(other.afgewezen);
        self.opmerkingen.extend(other.opmerkingen);
        self.bestanden.extend(other.bestanden);
    }

    /// Refused rows over all files.
    pub fn afgewezen_rijen(&self) -> u64 {
        self.bestanden.iter().map(|telling| telling.afgewezen).sum()
    }

    /// Number of remarks per code.
    pub fn count_opmerkingen(&self) -> BTreeMap<&'static str, u64> {
        let mut telling = BTreeMap::new();
        for opmerking in &self.opmerkingen {
            *telling.entry(opmerking.code).or_default() += 1;
        }
        telling
    }
}

/// A number with dots between the thousands: `6.122`.
pub fn duizendtallen(getal: u64) -> String {
    let cijfers = getal.to_string();
    let mut tekst = String::new();
    for (plaats, cijfer) in cijfers.chars().enumerate() {
        if plaats > 0 && (cijfers.len() - plaats).is_multiple_of(3) {
            tekst.push('.');
        }
        tekst.push(cijfer);
    }
    tekst
}

fn rijen(aantal: u64) -> String {
    format!("{} {}", duizendtallen(aantal), if aantal == 1 { "rij" } else { "rijen" })
}

impl fmt::Display for Importverslag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (woord, aantal) in [("nieuw", self.nieuw), ("gewijzigd", self.gewijzigd), ("ongewijzigd", self.ongewijzigd)]
        {
            writeln!(f, "{woord:<12}{:>10}", duizendtallen(aantal))?;
        }
        writeln!(f, "{:<12}{:>10}", "afgewezen", duizendtallen(self.afgewezen_rijen()))?;
        if !self.soorten.is_empty() {
            writeln!(f, "\nVerwerkt:")?;
            self.soorten.iter().try_for_each(|(soort, telling)| writeln!(f, "  {soort}: {telling}"))?;
        }
        if !self.bestanden.is_empty() {
            writeln!(f, "\nGelezen:")?;
            self.bestanden.iter().try_for_each(|telling| writeln!(f, "  {telling}"))?;
        }
        if !self.afgewezen.is_empty() {
            writeln!(f, "\nAfgewezen:")?;
            self.afgewezen.iter().take(MAX_GETOOND).try_for_each(|afwijzing| writeln!(f, "  {afwijzing}"))?;
            let rest = self.afgewezen.len().saturating_sub(MAX_GETOOND) as u64;
            if rest > 0 {
                writeln!(f, "  en nog {}", duizendtallen(rest))?;
            }
        }
        if !self.opmerkingen.is_empty() {
            writeln!(f, "\nOpmerkingen:")?;
            for (code, aantal) in self.count_opmerkingen() {
                let voorbeeld = self.opmerkingen.iter().find(|opmerking| opmerking.code == code);
                let detail = voorbeeld.map(|opmerking| opmerking.detail.as_str()).unwrap_or_default();
                let bijvoorbeeld = if aantal > 1 { "bijvoorbeeld: " } else { "" };
                writeln!(f, "  {} keer {code}; {bijvoorbeeld}{detail}", duizendtallen(aantal))?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Soorttelling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [nieuw, gewijzigd, ongewijzigd] = [self.nieuw, self.gewijzigd, self.ongewijzigd].map(duizendtallen);
        write!(f, "{nieuw} nieuw, {gewijzigd} gewijzigd, {ongewijzigd} ongewijzigd")
    }
}

impl fmt::Display for Bestandstelling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.bestand, self.soort, rijen(self.rijen))?;
        write!(f, ", {} gebruikt", duizendtallen(self.gebruikt))?;
        if self.afgewezen > 0 {
            write!(f, ", {} afgewezen", duizendtallen(self.afgewezen))?;
        }
        for (reden, aantal) in &self.overgeslagen {
            write!(f, ", {} overgeslagen ({reden})", duizendtallen(*aantal))?;
        }
        Ok(())
    }
}

impl fmt::Display for Afwijzing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, rij {}", self.bestand, duizendtallen(self.rij))?;
        if let Some(kolom) = &self.kolom {
            write!(f, ", kolom {kolom}")?;
        }
        write!(f, ": {}. Herstel: {}.", self.detail, self.herstel)
    }
}
