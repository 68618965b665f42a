//! Overzicht: why-nots in bulk, for one regiodocent, one vacature or the open vacatures of one schoolbestuur. Rules and the
//! plan say something of every pair at once; only the few that come closest get a plan of their own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::belemmering::{Belemmering, Stand};
use super::verwijzing::{bestuur_bestaat, docent_bestaat, vacature_bestaat};
use super::waarom_niet::{self, WaaromNiet, WaaromNietAntwoord, fte_op};
use super::zaak::Zaak;
use super::zeven;
use crate::domain::fte::Fte;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::kenmerk::Bestuursnummer;
use crate::matching::facts::Feiten;
use crate::matching::problem::{Id, Problem, ProblemRegiodocent, ProblemVacature};
use crate::matching::solve::SolveError;

/// Pairs that get a plan of their own.
const DOORGEREKEND: usize = 3;

/// The question: exactly one of the three.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Overzicht {
    /// This regiodocent against every vacature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regiodocent: Option<Id>,
    /// This vacature against every regiodocent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vacature: Option<Id>,
    /// What the plan leaves open at the schools of this board against every regiodocent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schoolbestuur: Option<Bestuursnummer>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OverzichtAntwoord {
    /// Pairs that were looked at.
    pub aantal: usize,
    /// Per rule, in their order: to how many of them it objects.
    pub bezwaren: Vec<Bezwaar>,
    /// The pairs to which no rule objects, the closest first.
    pub paren: Vec<Paar>,
    /// The closest of those that are not in the plan, each reckoned through.
    pub doorgerekend: Vec<WaaromNietAntwoord>,
    /// The same in Dutch sentences.
    pub zinnen: Vec<String>,
}

/// To how many pairs a rule objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bezwaar {
    /// The rule.
    pub regel: String,
    /// Its title in Dutch.
    pub titel: String,
    /// Pairs to which it objects.
    pub mede: usize,
    /// Pairs to which no other rule objects.
    pub alleen: usize,
}

/// A pair to which no rule objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Paar {
    /// Who.
    pub regiodocent: Id,
    /// Where.
    pub vacature: Id,
    /// Gross fte of it in the plan; 0 when it is not there.
    pub fte: Fte,
    /// What certainly stands in the way in this plan; absent: nothing certain.
    pub belemmering: Option<Belemmering>,
    /// Journey in whole minutes, rounded up; absent: unknown.
    pub reistijd: Option<i64>,
}

impl Overzicht {
    /// Everything that is wrong with the question.
    pub fn check(&self, problem: &Problem) -> Result<(), Vec<Invoerfout>> {
        let mut invoer = Invoer::default();
        let named = [self.regiodocent.is_some(), self.vacature.is_some(), self.schoolbestuur.is_some()]
            .into_iter()
            .filter(|one| *one);
        invoer.eis(named.count() == 1, || {
            let detail = "noem een regiodocent, een vacature of een schoolbestuur, en niet meer dan één";
            Invoerfout::new("", "onderwerp-past-niet", detail, "Vul precies één van de drie velden in.")
        });
        if let Some(id) = &self.regiodocent {
            docent_bestaat(&mut invoer, problem, "/regiodocent", id);
        }
        if let Some(id) = &self.vacature {
            vacature_bestaat(&mut invoer, problem, "/vacature", id);
        }
        if let Some(nummer) = &self.schoolbestuur {
            bestuur_bestaat(&mut invoer, problem, "/schoolbestuur", nummer);
        }
        invoer.af()
    }

    /// Is it about this person?
    fn over_docent(&self, docent: &ProblemRegiodocent) -> bool {
        self.regiodocent.as_ref().is_none_or(|id| docent.id == *id)
    }

    /// Is it about this vacature? Of a board only what the plan leaves open.
    fn over_vacature(&self, feiten: &Feiten, stand: &Stand, vacature: &ProblemVacature) -> bool {
        let own = |nummer: &Bestuursnummer| {
            feiten.kamer(&vacature.vestigingscode).is_some_and(|(board, _)| board == nummer)
                && stand.open_e4(vacature) > 0
        };
        self.vacature.as_ref().is_none_or(|id| vacature.id == *id) && self.schoolbestuur.as_ref().is_none_or(own)
    }
}

/// Answers it.
pub(super) fn antwoord(zaak: &Zaak, vraag: &Overzicht) -> Result<OverzichtAntwoord, SolveError> {
    let feiten = Feiten::new(&zaak.problem)?;
    let stand = Stand::new(&feiten, &zaak.plan.plaatsingen)?;
    let placed = geplaatst(zaak);
    let zeven = zeven();
    let mut bezwaren: Vec<Bezwaar> = (zeven.iter())
        .map(|(_, info)| Bezwaar { regel: info.id.into(), titel: info.titel.into(), mede: 0, alleen: 0 })
        .collect();
    let (mut aantal, mut paren) = (0, Vec::new());
    let vacatures: Vec<&ProblemVacature> =
        (zaak.problem.vacatures.iter()).filter(|one| vraag.over_vacature(&feiten, &stand, one)).collect();
    for docent in zaak.problem.regiodocenten.iter().filter(|docent| vraag.over_docent(docent)) {
        for vacature in &vacatures {
            aantal += 1;
            let objects: Vec<bool> =
                zeven.iter().map(|(rule, _)| rule.objection(&feiten, docent, vacature).is_some()).collect();
            let many = objects.iter().filter(|objects| **objects).count();
            for (bezwaar, _) in bezwaren.iter_mut().zip(&objects).filter(|(_, objects)| **objects) {
                bezwaar.mede += 1;
                bezwaar.alleen += usize::from(many == 1);
            }
            if many == 0 {
                let key = placed.get(docent.id.as_str()).copied().unwrap_or_default();
                paren.push((key, paar(zaak, &feiten, &stand, docent, vacature)));
            }
        }
    }
    // Who has no place yet, and nothing certain in the way, comes closest.
    paren.sort_by_key(|(placed, one)| {
        (one.fte == Fte::NUL, one.belemmering.is_some(), *placed, one.reistijd.unwrap_or(0))
    });
    let paren: Vec<Paar> = paren.into_iter().map(|(_, one)| one).collect();
    let doorgerekend = reken_door(zaak, &paren)?;
    let zinnen = zinnen(aantal, &bezwaren, &paren, &doorgerekend);
    Ok(OverzichtAntwoord { aantal, bezwaren, paren, doorgerekend, zinnen })
}

/// Gross fte in the plan per regiodocent.
fn geplaatst<'p>(zaak: &Zaak<'p>) -> BTreeMap<&'p str, Fte> {
    let mut found = BTreeMap::new();
    for line in &zaak.plan.plaatsingen {
        *found.entry(line.regiodocent.as_str()).or_insert(Fte::NUL) += line.fte();
    }
    found
}

fn paar(zaak: &Zaak, feiten: &Feiten, stand: &Stand, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> Paar {
    let fte = fte_op(&zaak.plan.plaatsingen, &docent.id, &vacature.id);
    let journey = feiten.school(&vacature.vestigingscode).and_then(|school| feiten.reistijd(docent, school));
    Paar {
        regiodocent: docent.id.clone(),
        vacature: vacature.id.clone(),
        fte,
        belemmering: if fte > Fte::NUL { None } else { stand.belemmering(docent, vacature) },
        reistijd: journey.map(|minutes| minutes.naar_boven()),
    }
}

fn reken_door(zaak: &Zaak, paren: &[Paar]) -> Result<Vec<WaaromNietAntwoord>, SolveError> {
    let open: Vec<&Paar> = paren.iter().filter(|one| one.fte == Fte::NUL).take(DOORGEREKEND).collect();
    let mut found = Vec::new();
    for (at, one) in open.iter().enumerate() {
        let vraag = WaaromNiet { regiodocent: one.regiodocent.clone(), vacature: one.vacature.clone() };
        found.push(waarom_niet::antwoord(&zaak.met_deel(1.0 / (open.len() - at) as f64), &vraag)?);
    }
    Ok(found)
}

fn zinnen(aantal: usize, bezwaren: &[Bezwaar], paren: &[Paar], doorgerekend: &[WaaromNietAntwoord]) -> Vec<String> {
    let placed = paren.iter().filter(|one| one.fte > Fte::NUL).count();
    let mut zinnen = vec![format!(
        "Van de {aantal} combinaties mogen er {} volgens de regels; {placed} daarvan {} in het plan.",
        paren.len(),
        if placed == 1 { "staat" } else { "staan" }
    )];
    if let Some(most) = bezwaren.iter().rev().max_by_key(|one| one.mede).filter(|one| one.mede > 0) {
        zinnen.push(format!(
            "De meeste vallen af op de regel {}: {}, waarvan {} alleen daardoor.",
            most.titel, most.mede, most.alleen
        ));
    }
    for one in doorgerekend {
        zinnen.push(format!("Regiodocent {} op vacature {}:", one.regiodocent, one.vacature));
        zinnen.extend(one.zinnen.iter().cloned());
    }
    zinnen
}
