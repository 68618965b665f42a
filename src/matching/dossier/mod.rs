//! Dossier: the case file of one regiodocent, vacature or schoolbestuur in a plan. A letter in plain Dutch, and beside it what
//! proves it. Nobody else is named in a letter, and small numbers of people are not told.

mod begrippen;
mod bestuur;
mod bewijs;
mod brief;
mod regiodocent;
mod slot;
mod taal;
mod vacature;

pub use begrippen::BEGRIPPEN;
pub use bewijs::Bewijs;
pub use brief::{Brief, Briefdeel};

use chrono::NaiveDate;

use crate::domain::beleid::OnvolledigBeleid;
use crate::matching::facts::Feiten;
use crate::matching::plan::Plan;
use crate::matching::problem::Onderwerp;

/// What the engine cannot know of the case: where the plan comes from and who decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Herkomst {
    /// Name of the regio.
    pub regio: String,
    /// Id of the matchronde.
    pub matchronde: String,
    /// Day of the letter.
    pub datum: NaiveDate,
    /// Did a person adopt it?
    pub vastgesteld: bool,
    /// The decision of the boards that the rules rest on; absent: the default rules.
    pub bestuursbesluit: Option<String>,
    /// First day on which these rules held; absent: the default rules.
    pub regels_van: Option<NaiveDate>,
    /// Working days to answer a proposal.
    pub akkoordtermijn: i64,
    /// SHA-256 of the plan, hexadecimal.
    pub plan_hash: String,
    /// SHA-256 of the seed, published beforehand.
    pub zaad_hash: String,
    /// The seed, once it is public.
    pub zaad: Option<String>,
    /// Fewer other boards than this, and sums over them stay out.
    pub kleinste_groep: usize,
    /// A number of people below this is not told.
    pub kleinste_aantal_personen: usize,
}

/// The whole case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// The letter.
    pub brief: Brief,
    /// What proves it.
    pub bewijs: Bewijs,
}

/// The case file of `onderwerp`; `None` when the Problem does not know it. A school or the regio has none.
pub fn dossier(
    feiten: &Feiten,
    plan: &Plan,
    onderwerp: &Onderwerp,
    herkomst: &Herkomst,
) -> Result<Option<Dossier>, OnvolledigBeleid> {
    let vraag = Vraag { feiten, plan, herkomst };
    let brief = match onderwerp {
        Onderwerp::Regiodocent(id) => feiten.regiodocent(id).map(|docent| regiodocent::brief(&vraag, docent)),
        Onderwerp::Vacature(id) => feiten.vacature(id).map(|vacature| vacature::brief(&vraag, vacature)),
        Onderwerp::Schoolbestuur(nummer) => feiten.bestuur(nummer).map(|bestuur| bestuur::brief(&vraag, bestuur)),
        Onderwerp::School(_) | Onderwerp::Regio => None,
    };
    let Some(brief) = brief.transpose()? else { return Ok(None) };
    Ok(Some(Dossier { brief: brief.met_woorden(feiten)?, bewijs: bewijs::bewijs(&vraag, onderwerp) }))
}

/// What every letter is made of.
struct Vraag<'a> {
    feiten: &'a Feiten<'a>,
    plan: &'a Plan,
    herkomst: &'a Herkomst,
}
