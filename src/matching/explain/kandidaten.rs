//! Kandidaten: how many regiodocenten could fill a vacature, and which rule costs most of them. Asked when a vacature is made.

use serde::{Deserialize, Serialize};

use super::zeven;
use crate::matching::facts::Feiten;
use crate::matching::plan::TrechterStap;
use crate::matching::problem::ProblemVacature;

/// The candidates of one vacature, whoever is placed elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Kandidaten {
    /// Regiodocenten in the pool.
    pub begin: usize,
    /// Each rule in order, with how many were left after it.
    pub stappen: Vec<TrechterStap>,
    /// Regiodocenten to whom no rule objects.
    pub geschikt: usize,
    /// The rule that costs most candidates, if any does.
    pub duurste_regel: Option<DuursteRegel>,
    /// One or two sentences in Dutch.
    pub tekst: String,
}

/// A rule and what it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DuursteRegel {
    /// Rule id.
    pub regel: String,
    /// Candidates to whom only this rule objects: what there would be more without it.
    pub alleen_hierdoor: usize,
    /// Candidates to whom this rule objects, perhaps with others.
    pub mede_hierdoor: usize,
}

/// Counts the candidates of `vacature`, which need not be part of the Problem.
pub fn kandidaten(feiten: &Feiten, vacature: &ProblemVacature) -> Kandidaten {
    let zeven = zeven();
    let (mut first, mut only, mut any) = (vec![0; zeven.len()], vec![0; zeven.len()], vec![0; zeven.len()]);
    let add = |counts: &mut Vec<usize>, at: usize| {
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    };
    let mut geschikt = 0;
    for docent in &feiten.problem.regiodocenten {
        let objects = |rule: &dyn crate::matching::rules::Rule| rule.objection(feiten, docent, vacature).is_some();
        let against: Vec<usize> =
            zeven.iter().enumerate().filter(|(_, (rule, _))| objects(*rule)).map(|(at, _)| at).collect();
        against.iter().for_each(|at| add(&mut any, *at));
        match against.as_slice() {
            [] => geschikt += 1,
            [one] => {
                add(&mut first, *one);
                add(&mut only, *one);
            }
            [one, ..] => add(&mut first, *one),
        }
    }
    let begin = feiten.problem.regiodocenten.len();
    let mut left = begin;
    let steps = zeven.iter().zip(&first).map(|((_, info), refused)| {
        left -= refused;
        TrechterStap { regel: info.id.into(), over: left }
    });
    let stappen = steps.collect();
    let costs = zeven.iter().zip(only.iter().zip(&any)).filter(|(_, (_, any))| **any > 0).rev();
    let dearest = costs.max_by_key(|(_, (only, any))| (**only, **any));
    let tekst = sentence(begin, geschikt, dearest.map(|((_, info), (only, any))| (info.titel, *only, *any)));
    let duurste_regel = dearest.map(|((_, info), (only, any))| DuursteRegel {
        regel: info.id.into(),
        alleen_hierdoor: *only,
        mede_hierdoor: *any,
    });
    Kandidaten { begin, stappen, geschikt, duurste_regel, tekst }
}

fn sentence(begin: usize, geschikt: usize, dearest: Option<(&str, usize, usize)>) -> String {
    let first = match (begin, geschikt) {
        (0, _) => return "Er zijn nog geen regiodocenten.".into(),
        (1, 0) => "De enige regiodocent kan deze vacature niet vervullen.".to_owned(),
        (_, 0) => format!("Geen van de {begin} regiodocenten kan deze vacature vervullen."),
        (1, _) => "De enige regiodocent kan deze vacature vervullen.".to_owned(),
        (_, 1) => format!("1 van de {begin} regiodocenten kan deze vacature vervullen."),
        _ => format!("{geschikt} van de {begin} regiodocenten kunnen deze vacature vervullen."),
    };
    match dearest {
        Some((titel, 0, any)) => format!("{first} De meeste ({any}) vallen mede af op de regel {titel}."),
        Some((titel, only, _)) => format!("{first} Zonder de regel {titel} waren het er {only} meer."),
        None => first,
    }
}
