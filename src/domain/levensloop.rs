//! Levensloop: how a noun goes from state to state. Each noun writes its life cycle as one table of [`Overgang`]en.
//!
//! A row says which step, from which states, to which state, who may do it and what they have to give with it. What is
//! not in the table does not exist; the refusal names what would be possible instead.

use std::fmt::Display;

use super::keuze::keuze;

keuze! {
    /// Who can take a step.
    Partij {
        /// The coordinator of the region.
        Coordinator = "coordinator",
        /// The school, by its board.
        School = "school",
        /// The regiodocent.
        Docent = "docent",
        /// The service itself, because time passed or another step brought it along.
        Dienst = "dienst",
    }
}

keuze! {
    /// The two sides of a plaatsing.
    Zijde {
        /// The school.
        School = "school",
        /// The regiodocent.
        Docent = "docent",
    }
}

impl From<Zijde> for Partij {
    fn from(zijde: Zijde) -> Self {
        match zijde {
            Zijde::School => Partij::School,
            Zijde::Docent => Partij::Docent,
        }
    }
}

keuze! {
    /// What has to be given with a step.
    Eis {
        /// Why, in a sentence.
        Motivering = "motivering",
        /// A day.
        Datum = "datum",
        /// The decision of the boards.
        Bestuursbesluit = "bestuursbesluit",
        /// Somebody else than who proposed it.
        TweedePersoon = "tweede-persoon",
    }
}

/// One row of a life cycle.
#[derive(Debug, Clone, Copy)]
pub struct Overgang<S: 'static, H> {
    /// The step.
    pub stap: H,
    /// The states in which it can be taken.
    pub van: &'static [S],
    /// The state it leads to.
    pub naar: S,
    /// Who may take it.
    pub door: &'static [Partij],
    /// What has to be given with it.
    pub eist: &'static [Eis],
}

/// A step that cannot be taken now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{wat} is '{status}': no step '{stap}'")]
pub struct GeenOvergang {
    /// The noun.
    pub wat: &'static str,
    /// Where it stands.
    pub status: String,
    /// What was asked.
    pub stap: String,
    /// What the same party could do instead.
    pub mogelijk: Vec<String>,
}

/// A state that knows its life cycle.
pub trait Levensloop: Copy + PartialEq + Display + 'static {
    /// The steps.
    type Stap: Copy + PartialEq + Display + 'static;
    /// The noun, singular.
    const NAAM: &'static str;
    /// The table.
    const OVERGANGEN: &'static [Overgang<Self, Self::Stap>];

    /// The row for this step from here by this party.
    fn overgang(self, stap: Self::Stap, door: Partij) -> Result<&'static Overgang<Self, Self::Stap>, GeenOvergang> {
        let row =
            Self::OVERGANGEN.iter().find(|row| row.stap == stap && row.van.contains(&self) && row.door.contains(&door));
        row.ok_or_else(|| GeenOvergang {
            wat: Self::NAAM,
            status: self.to_string(),
            stap: stap.to_string(),
            mogelijk: self.mogelijk(door).iter().map(Self::Stap::to_string).collect(),
        })
    }

    /// Every step this party can take from here, in the order of the table.
    fn mogelijk(self, door: Partij) -> Vec<Self::Stap> {
        let mut found: Vec<Self::Stap> = Vec::new();
        for row in Self::OVERGANGEN.iter().filter(|row| row.van.contains(&self) && row.door.contains(&door)) {
            if !found.contains(&row.stap) {
                found.push(row.stap);
            }
        }
        found
    }

    /// Is there no step from here for anybody?
    fn is_einde(self) -> bool {
        Self::OVERGANGEN.iter().all(|row| !row.van.contains(&self))
    }
}
