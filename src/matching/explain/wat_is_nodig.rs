//! Wat is nodig: the smallest change that fills a vacature or places a regiodocent, with what it does to everybody else.
//! One change where one rule objects; where two object, both; and consent where no rule objects but somebody is tied.

use std::collections::BTreeSet;

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
use crate::domain::kenmerk::Vestigingscode;
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
    /// Pairs to which exactly two rules object.
    #[serde(default)]
    pub twee_bezwaren: usize,
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
    /// What has to be otherwise as well: with one change alone another rule still objects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ook: Option<Wijziging>,
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
    ook: Option<Wijziging>,
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
    let Gevonden { zonder_wijziging, een_bezwaar, twee_bezwaren, mut kandidaten } = kandidaten(zaak, &feiten, vraag);
    // One change before two. Who has no place yet is taken from nobody, and the lightest change is asked first.
    kandidaten.sort_by_key(|one| {
        let heavy = one.wijziging.zwaarte() + one.ook.as_ref().map_or(0, Wijziging::zwaarte);
        (one.ook.is_some(), one.al_geplaatst, heavy, size(&feiten, one), one.docent.lot)
    });
    let mut found: Vec<Mogelijkheid> = Vec::new();
    let asked = kandidaten.len().min(DOORGEREKEND);
    for (at, kandidaat) in kandidaten.iter().take(asked).enumerate() {
        let share = 0.95 / (asked - at) as f64;
        found.extend(reken_door(zaak, kandidaat, share)?);
    }
    found.sort_by_cached_key(|one| {
        let values: Vec<Breuk> = one.prijs.tiers.iter().map(|tier| tier.na.clone()).collect();
        (one.ook.is_some(), values)
    });
    // Two changes only where no single one helps.
    if found.iter().any(|one| one.ook.is_none()) {
        found.retain(|one| one.ook.is_none());
    }
    // One change may help in several places: the best of them is told.
    let mut told: Vec<(Wijziging, Option<Wijziging>)> = Vec::new();
    found.retain(|one| {
        let change = (one.wijziging.clone(), one.ook.clone());
        let new = !told.contains(&change);
        told.push(change);
        new
    });
    found.truncate(VERTELD);
    let zinnen = zinnen(zonder_wijziging, een_bezwaar + twee_bezwaren, &found);
    Ok(WatIsNodigAntwoord { zonder_wijziging, een_bezwaar, twee_bezwaren, mogelijkheden: found, zinnen })
}

/// How many pairs there are of each kind, and what each of them needs.
#[derive(Default)]
struct Gevonden<'p> {
    zonder_wijziging: usize,
    een_bezwaar: usize,
    twee_bezwaren: usize,
    kandidaten: Vec<Kandidaat<'p>>,
}

fn kandidaten<'p>(zaak: &'p Zaak, feiten: &Feiten<'p>, vraag: &WatIsNodig) -> Gevonden<'p> {
    let zeven = zeven();
    let mut found = Gevonden::default();
    let problem = &zaak.problem;
    for docent in problem.regiodocenten.iter().filter(|one| vraag.regiodocent.as_ref().is_none_or(|id| one.id == *id)) {
        let own = zaak.plan.plaatsingen.iter().filter(|line| line.regiodocent == docent.id);
        let al_geplaatst: Fte = own.clone().map(|line| line.fte()).sum();
        let scholen: BTreeSet<&Vestigingscode> = own.map(|line| &line.vestigingscode).collect();
        for vacature in problem.vacatures.iter().filter(|one| vraag.vacature.as_ref().is_none_or(|id| one.id == *id)) {
            let objections: Vec<Reden> =
                zeven.iter().filter_map(|(rule, _)| rule.refusal(feiten, docent, vacature)).take(3).collect();
            let change =
                |reden: &Reden| Wijziging::voor(feiten, docent, vacature, (reden.regel.as_str(), reden.code.as_str()));
            let changes = match objections.as_slice() {
                [] => {
                    found.zonder_wijziging += 1;
                    Wijziging::instemming_voor(feiten, docent, vacature, &scholen).map(|wijziging| (wijziging, None))
                }
                [one] => change(one).map(|wijziging| (wijziging, None)).inspect(|_| found.een_bezwaar += 1),
                [one, two] => {
                    let both = change(one).zip(change(two)).inspect(|_| found.twee_bezwaren += 1);
                    both.map(|(one, two)| (one.clone(), Some(two).filter(|two| *two != one)))
                }
                _ => None,
            };
            let kandidaat = |(wijziging, ook)| Kandidaat { docent, vacature, wijziging, ook, al_geplaatst };
            found.kandidaten.extend(changes.map(kandidaat));
        }
    }
    found
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
    let Kandidaat { docent, vacature, wijziging, ook, .. } = kandidaat;
    let first = wijziging.pas_toe(&zaak.problem);
    let changed =
        met_pin(&ook.as_ref().map_or_else(|| first.clone(), |ook| ook.pas_toe(&first)), &docent.id, &vacature.id, None);
    let plan = match zaak.los_op(&changed, share) {
        Ok(plan) => plan,
        // It was not enough: some rule refuses the pair after all.
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
        ook: ook.clone(),
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
            0 => {
                "Er is geen enkele kleine wijziging die helpt: overal staan meer dan twee regels in de weg.".to_owned()
            }
            _ => "De kleine wijzigingen die zijn doorgerekend, geven geen plan dat de harde regels houdt.".to_owned(),
        });
        return zinnen;
    }
    for (at, one) in found.iter().enumerate() {
        let plek = format!("regiodocent {} op vacature {} voor {} fte", one.regiodocent, one.vacature, one.fte);
        let more = one.ook.as_ref().map_or_else(String::new, |ook| format!(" En ook: {}", ook.zin()));
        zinnen.push(format!("{}. {}{more} Dan komt {plek}.", at + 1, one.wijziging.zin()));
        zinnen.extend(prijszinnen::zinnen_na_wijziging(&one.prijs));
    }
    zinnen
}
