//! Wat is nodig: the smallest change that fills a vacature or places a regiodocent, with what it does to everybody else.

use serde::{Deserialize, Serialize};

use super::prijs::{Prijs, compare};
use super::prijszinnen;
use super::verwijzing::{docent_bestaat, vacature_bestaat};
use super::waarom_niet::{fte_op, hard, met_pin};
use super::wijziging::Wijziging;
use super::zaak::Zaak;
use super::zeven;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::matching::facts::Feiten;
use crate::matching::plan::Reden;
use crate::matching::problem::{Id, Problem, ProblemRegiodocent, ProblemVacature};
use crate::matching::solve::SolveError;

/// Changes that are reckoned through, and that are told.
const DOORGEREKEND: usize = 6;
const VERTELD: usize = 3;

/// The question: one of the two, or both for this pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WatIsNodig {
    /// To place this regiodocent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regiodocent: Option<Id>,
    /// To fill this vacature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vacature: Option<Id>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WatIsNodigAntwoord {
    /// Pairs to which no rule objects: nothing has to change for them, only the choice.
    pub zonder_wijziging: usize,
    /// Pairs to which exactly one rule objects.
    pub een_bezwaar: usize,
    /// The changes that cost least, best first.
    pub mogelijkheden: Vec<Mogelijkheid>,
    /// The same in Dutch sentences.
    pub zinnen: Vec<String>,
}

/// One change, and the plan that comes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mogelijkheid {
    /// Who.
    pub regiodocent: Id,
    /// Where.
    pub vacature: Id,
    /// What has to be otherwise.
    pub wijziging: Wijziging,
    /// Gross fte of this regiodocent on this vacature then.
    pub fte: Fte,
    /// The plan with it against the plan that is there.
    pub prijs: Prijs,
}

/// A change that may be worth reckoning through.
struct Kandidaat<'p> {
    docent: &'p ProblemRegiodocent,
    vacature: &'p ProblemVacature,
    wijziging: Wijziging,
    /// Fte that this person has in the plan that is there.
    al_geplaatst: Fte,
}

impl WatIsNodig {
    /// Everything that is wrong with the question.
    pub fn check(&self, problem: &Problem) -> Result<(), Vec<Invoerfout>> {
        let mut invoer = Invoer::default();
        invoer.eis(self.regiodocent.is_some() || self.vacature.is_some(), || {
            let detail = "noem een regiodocent, een vacature of allebei";
            Invoerfout::new("/vacature", "ontbreekt", detail, "Vul regiodocent of vacature in.")
        });
        if let Some(id) = &self.regiodocent {
            docent_bestaat(&mut invoer, problem, "/regiodocent", id);
        }
        if let Some(id) = &self.vacature {
            vacature_bestaat(&mut invoer, problem, "/vacature", id);
        }
        invoer.af()
    }
}

/// Answers it.
pub(super) fn antwoord(zaak: &Zaak, vraag: &WatIsNodig) -> Result<WatIsNodigAntwoord, SolveError> {
    let feiten = Feiten::new(&zaak.problem)?;
    let (zonder_wijziging, mut kandidaten) = kandidaten(zaak, &feiten, vraag);
    let een_bezwaar = kandidaten.len();
    // Who has no place yet is taken from nobody, and the lightest change is asked first.
    kandidaten.sort_by_key(|one| (one.al_geplaatst, one.wijziging.zwaarte(), size(&feiten, one), one.docent.lot));
    let mut found: Vec<Mogelijkheid> = Vec::new();
    let asked = kandidaten.len().min(DOORGEREKEND);
    for (at, kandidaat) in kandidaten.iter().take(asked).enumerate() {
        let share = 0.95 / (asked - at) as f64;
        found.extend(reken_door(zaak, kandidaat, share)?);
    }
    found.sort_by_cached_key(|one| one.prijs.tiers.iter().map(|tier| tier.na.clone()).collect::<Vec<Breuk>>());
    found.truncate(VERTELD);
    let zinnen = zinnen(zonder_wijziging, een_bezwaar, &found);
    Ok(WatIsNodigAntwoord { zonder_wijziging, een_bezwaar, mogelijkheden: found, zinnen })
}

/// How many pairs need no change, and what each pair with exactly one objection needs.
fn kandidaten<'p>(zaak: &'p Zaak, feiten: &Feiten<'p>, vraag: &WatIsNodig) -> (usize, Vec<Kandidaat<'p>>) {
    let zeven = zeven();
    let (mut free, mut found) = (0, Vec::new());
    let problem = &zaak.problem;
    for docent in problem.regiodocenten.iter().filter(|one| vraag.regiodocent.as_ref().is_none_or(|id| one.id == *id)) {
        let own = zaak.plan.plaatsingen.iter().filter(|line| line.regiodocent == docent.id);
        let al_geplaatst: Fte = own.map(|line| line.fte()).sum();
        for vacature in problem.vacatures.iter().filter(|one| vraag.vacature.as_ref().is_none_or(|id| one.id == *id)) {
            let objections: Vec<Reden> =
                zeven.iter().filter_map(|(rule, _)| rule.refusal(feiten, docent, vacature)).take(2).collect();
            match objections.as_slice() {
                [] => free += 1,
                [Reden { regel, code, .. }] => {
                    let change = Wijziging::voor(feiten, docent, vacature, (regel, code));
                    found.extend(change.map(|wijziging| Kandidaat { docent, vacature, wijziging, al_geplaatst }));
                }
                _ => {}
            }
        }
    }
    (free, found)
}

/// Within one kind of change: how large it is.
fn size(feiten: &Feiten, one: &Kandidaat) -> i64 {
    match &one.wijziging {
        Wijziging::Reistijd { minuten, .. } => i64::from(*minuten - feiten.max_reistijd(one.docent)),
        Wijziging::Contract { werktijdfactor, .. } => werktijdfactor.e4(),
        _ => 0,
    }
}

/// The plan with this change and this pair, when it keeps the hard rules.
fn reken_door(zaak: &Zaak, kandidaat: &Kandidaat, share: f64) -> Result<Option<Mogelijkheid>, SolveError> {
    let Kandidaat { docent, vacature, wijziging, .. } = kandidaat;
    let changed = met_pin(&wijziging.pas_toe(&zaak.problem), &docent.id, &vacature.id, None);
    let plan = match zaak.los_op(&changed, share) {
        Ok(plan) => plan,
        // One change was not enough: some rule refuses the pair after all.
        Err(SolveError::Invoer(_)) => return Ok(None),
        Err(why) => return Err(why),
    };
    let fte = fte_op(&plan.plaatsingen, &docent.id, &vacature.id);
    if fte == Fte::NUL || hard(&plan) > hard(zaak.plan) {
        return Ok(None);
    }
    Ok(Some(Mogelijkheid {
        regiodocent: docent.id.clone(),
        vacature: vacature.id.clone(),
        wijziging: wijziging.clone(),
        fte,
        prijs: compare(zaak.plan, &plan),
    }))
}

fn zinnen(free: usize, one: usize, found: &[Mogelijkheid]) -> Vec<String> {
    let mut zinnen = Vec::new();
    match free {
        0 => {}
        1 => zinnen.push(
            "Voor één combinatie hoeft niets te veranderen: vraag daar waarom het plan er niet voor koos.".into(),
        ),
        many => zinnen.push(format!(
            "Voor {many} combinaties hoeft niets te veranderen: vraag daar waarom het plan er niet voor koos."
        )),
    }
    if found.is_empty() {
        zinnen.push(match one {
            0 => "Er is geen enkele kleine wijziging die helpt: overal staan meer regels in de weg.".to_owned(),
            _ => "De kleine wijzigingen die zijn doorgerekend, geven geen plan dat de harde regels houdt.".to_owned(),
        });
        return zinnen;
    }
    for (at, one) in found.iter().enumerate() {
        let plek = format!("regiodocent {} op vacature {} voor {} fte", one.regiodocent, one.vacature, one.fte);
        zinnen.push(format!("{}. {} Dan komt {plek}.", at + 1, one.wijziging.zin()));
        zinnen.extend(prijszinnen::zinnen(&one.prijs));
    }
    zinnen
}
