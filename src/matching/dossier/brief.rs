//! Brief: the form of a letter, whoever it is for.

use serde::Serialize;

use super::begrippen::woorden;
use crate::domain::beleid::OnvolledigBeleid;
use crate::matching::facts::Feiten;

/// A letter in plain Dutch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Brief {
    /// What it is about.
    pub titel: String,
    /// The parts, in order of reading.
    pub delen: Vec<Briefdeel>,
    /// Every word that needs it, with its meaning, once.
    pub woorden: Vec<(String, String)>,
    /// Where it comes from: name and value, for who wants to check.
    pub kenmerken: Vec<(String, String)>,
}

/// A part under a heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Briefdeel {
    /// The heading.
    pub kop: String,
    /// Sentences.
    pub zinnen: Vec<String>,
    /// A list below them.
    pub punten: Vec<String>,
}

impl Briefdeel {
    pub(super) fn new(kop: &str) -> Briefdeel {
        Briefdeel { kop: kop.to_owned(), ..Briefdeel::default() }
    }

    pub(super) fn zin(&mut self, zin: impl Into<String>) {
        self.zinnen.push(zin.into());
    }

    pub(super) fn punt(&mut self, punt: impl Into<String>) {
        self.punten.push(punt.into());
    }
}

impl Brief {
    /// A letter with these parts; parts without text fall away.
    pub(super) fn new(titel: String, delen: Vec<Briefdeel>, kenmerken: Vec<(String, String)>) -> Brief {
        let delen = delen.into_iter().filter(|deel| !deel.zinnen.is_empty() || !deel.punten.is_empty()).collect();
        Brief { titel, delen, woorden: Vec::new(), kenmerken }
    }

    /// The same, with the meaning of every word in it that needs one.
    pub(super) fn met_woorden(mut self, feiten: &Feiten) -> Result<Brief, OnvolledigBeleid> {
        self.woorden = woorden(feiten, &self.tekst())?;
        Ok(self)
    }

    /// Everything that is read, without the meanings and the reference.
    pub fn tekst(&self) -> String {
        let part = |deel: &Briefdeel| {
            let lines = std::iter::once(&deel.kop).chain(&deel.zinnen).chain(&deel.punten);
            lines.map(String::as_str).collect::<Vec<_>>().join("\n")
        };
        let parts = self.delen.iter().map(part);
        std::iter::once(self.titel.clone()).chain(parts).collect::<Vec<_>>().join("\n")
    }
}
