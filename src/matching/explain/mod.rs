//! Explain: questions about a plan or a vacature. Some are answered from facts and rules alone; a [`Vraag`] may solve changed
//! copies of the Problem. The plan that is asked about never changes.

pub mod analyse;
pub mod belemmering;
pub mod conflict;
pub mod front;
pub mod herstel;
pub mod kandidaten;
pub mod kerncijfers;
pub mod kwetsbaarheid;
pub mod lot;
pub mod overzicht;
pub mod prijs;
mod prijszinnen;
pub mod ranglijst;
pub mod ruil;
pub mod scenario;
pub mod toets;
pub mod trechter;
mod verwijzing;
mod verwissel;
pub mod vraag;
pub mod waarom_niet;
pub mod wat_is_nodig;
pub mod wijziging;
mod zaak;
pub mod zetten;
mod zinnen;

use self::vraag::{Antwoord, Vraag};
use self::zaak::Zaak;
use crate::matching::facts::Feiten;
use crate::matching::plan::Plan;
use crate::matching::problem::{Problem, ProblemRegiodocent, ProblemVacature};
use crate::matching::rules::{RULES, Rule, RuleInfo};
use crate::matching::solve::SolveError;
use crate::matching::voortgang::{Limits, Waarnemer};

/// Answers a question about `plan`, a plan of `problem`. The time of `limits` is that of the whole answer.
pub fn beantwoord(
    problem: &Problem,
    plan: &Plan,
    vraag: &Vraag,
    limits: &Limits,
    waarnemer: &dyn Waarnemer,
) -> Result<Antwoord, SolveError> {
    vraag.check(problem).map_err(SolveError::Invoer)?;
    let limits = Limits { tijd: vraag.hoogstens(limits.tijd), ..*limits };
    let zaak = Zaak::new(problem, plan, &limits, waarnemer)?;
    match vraag {
        Vraag::WaaromNiet(vraag) => waarom_niet::antwoord(&zaak, vraag).map(Antwoord::WaaromNiet),
        Vraag::Overzicht(vraag) => overzicht::antwoord(&zaak, vraag).map(Antwoord::Overzicht),
        Vraag::WatIsNodig(vraag) => wat_is_nodig::antwoord(&zaak, vraag).map(Antwoord::WatIsNodig),
        Vraag::Herstel(_) => herstel::antwoord(&zaak).map(Antwoord::Herstel),
        Vraag::Analyse(vraag) => analyse::antwoord(&zaak, vraag).map(Antwoord::Analyse),
        Vraag::Scenarios(vraag) => scenario::antwoord(&zaak, vraag).map(Box::new).map(Antwoord::Scenarios),
        Vraag::Front(vraag) => front::antwoord(&zaak, vraag).map(Antwoord::Front),
        Vraag::Ruil(_) => Ok(Antwoord::Ruil(ruil::ruilen(&Feiten::new(&zaak.problem)?, &plan.plaatsingen)?)),
        Vraag::Kwetsbaarheid(_) => {
            let found = kwetsbaarheid::kwetsbaarheid(&Feiten::new(&zaak.problem)?, &plan.plaatsingen)?;
            Ok(Antwoord::Kwetsbaarheid(found))
        }
    }
}

/// The rules that can object to a pair, in the order of the list: the steps of every funnel.
pub fn zeven() -> Vec<(&'static dyn Rule, RuleInfo)> {
    RULES.iter().map(|rule| (*rule, rule.info())).filter(|(_, info)| info.weigert).collect()
}

/// Number of the first rule that objects to this pair; `None` when none does.
pub(in crate::matching) fn first_objection(
    zeven: &[(&'static dyn Rule, RuleInfo)],
    feiten: &Feiten,
    docent: &ProblemRegiodocent,
    vacature: &ProblemVacature,
) -> Option<usize> {
    zeven.iter().position(|(rule, _)| rule.objection(feiten, docent, vacature).is_some())
}
