//! Which regio the schools of an import belong to; a regio that is not there yet is made.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::app::error::AppError;
use crate::app::import::regios::Regiogemeenten;
use crate::app::import::verslag::{Importverslag, Opmerking};
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::Gemeentenummer;
use crate::domain::periode::Periode;
use crate::domain::regio::{Regio, Regiosoort, is_regiocode};
use crate::domain::school::School;
use crate::domain::schooljaar::Schooljaar;
use crate::storage::connection::Tx;
use crate::storage::regio::{find_regio, insert_regio};

/// The regio, or regios, the schools belong to.
#[derive(Debug)]
pub enum Regiokeuze {
    /// All schools belong to one regio.
    Een {
        /// Its code.
        code: String,
        /// Its name, for when it has to be made.
        naam: Option<String>,
    },
    /// Each school belongs to the regio of its gemeente.
    PerGemeente(Vec<Regiogemeenten>),
}

/// Ids of the regios, ready to look up per school.
pub(super) struct Indeling {
    een: Option<Uuid>,
    per_gemeente: BTreeMap<Gemeentenummer, Uuid>,
}

impl Indeling {
    /// The regio of a school, if it has one.
    pub(super) fn regio_of(&self, school: &School) -> Option<Uuid> {
        self.een.or_else(|| self.per_gemeente.get(&school.gemeentenummer).copied())
    }

    /// The one regio all schools belong to, if it is so.
    pub(super) fn een(&self) -> Option<Uuid> {
        self.een
    }
}

impl Regiokeuze {
    /// For the audit log: the code, or `alle`.
    pub(super) fn naam(&self) -> &str {
        match self {
            Regiokeuze::Een { code, .. } => code,
            Regiokeuze::PerGemeente(_) => "alle",
        }
    }

    /// Finds the regios, and makes those that are not there yet.
    pub(super) fn prepare(&self, tx: &mut Tx<'_>, verslag: &mut Importverslag) -> Result<Indeling, AppError> {
        match self {
            Regiokeuze::Een { code, naam } => {
                if !is_regiocode(code) {
                    let detail = format!("'{code}' is geen regiocode");
                    let herstel = "Kies 2 tot 40 kleine letters, cijfers en streepjes, bijvoorbeeld groot-amsterdam.";
                    return Err(Invoerfout::new("regio", "ongeldige-code", detail, herstel).into());
                }
                let id = find_or_make(tx, code, naam.as_deref().unwrap_or(code), verslag)?;
                Ok(Indeling { een: Some(id), per_gemeente: BTreeMap::new() })
            }
            Regiokeuze::PerGemeente(regios) => {
                let mut per_gemeente = BTreeMap::new();
                for regio in regios {
                    let id = find_or_make(tx, &regio.code, &regio.naam, verslag)?;
                    per_gemeente.extend(regio.gemeenten.iter().map(|nummer| (nummer.clone(), id)));
                }
                Ok(Indeling { een: None, per_gemeente })
            }
        }
    }
}

fn find_or_make(tx: &mut Tx<'_>, code: &str, naam: &str, verslag: &mut Importverslag) -> Result<Uuid, AppError> {
    if let Some(found) = find_regio(tx.conn, code)? {
        verslag.tel("regio", (0, 0, 1));
        return Ok(found.id);
    }
    let van = Schooljaar::of(tx.clock.today()).eerste_dag();
    let regio = Regio {
        code: code.to_owned(),
        naam: naam.to_owned(),
        soort: Regiosoort::Arbeidsmarktregio,
        periode: Periode::new(van, None),
    };
    let made = insert_regio(tx, &regio)?;
    verslag.tel("regio", (1, 0, 0));
    let detail = format!("regio {code} ({naam}) bestond nog niet en is gemaakt, vanaf {van}");
    verslag.opmerkingen.push(Opmerking { code: "regio-gemaakt", betreft: code.to_owned(), detail });
    Ok(made.id)
}
