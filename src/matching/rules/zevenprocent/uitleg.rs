//! The derivation of the 7%-regeling for every board, step by step, so that a person can redo it on a calculator.

use std::collections::BTreeMap;

use super::super::getallen::{noem, procent, stap};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::sector::Sector;
use crate::domain::solidariteitsboek::Schoolbijdrage;
use crate::matching::facts::Feiten;
use crate::matching::problem::{Norm, Onderwerp, ProblemFormatie, ProblemSchool, Stap};

/// What is known of one board in one sector.
#[derive(Default)]
struct Stand {
    basis: Breuk,
    eigen: i64,
    zonder: Vec<String>,
    saldo: Breuk,
    lot: u64,
}

/// One norm per board and sector in which it has a formatie, sorted by sector and board.
pub(super) fn norms(feiten: &Feiten) -> Result<Vec<Norm>, OnvolledigBeleid> {
    if let Some(boek) = feiten.boek("zevenprocent") {
        return Ok(boek.normen.clone());
    }
    let beleid = feiten.beleid();
    let share = beleid.getal("zevenprocent", "percentage")?;
    let basis = beleid.keuze("zevenprocent", "grondslag")?;
    let rounding = beleid.keuze("zevenprocent", "afronding")?;
    let mut kamers: BTreeMap<Sector, BTreeMap<&Bestuursnummer, Stand>> = BTreeMap::new();
    for school in feiten.problem.scholen.iter().filter(|school| school.formatie.is_some()) {
        let besturen = kamers.entry(school.sector).or_default();
        add_school(besturen.entry(&school.bestuursnummer).or_default(), school, basis);
    }
    let mut norms = Vec::new();
    for (sector, mut besturen) in kamers {
        for (nummer, stand) in &mut besturen {
            if let Some(bestuur) = feiten.bestuur(nummer) {
                stand.lot = bestuur.lot;
                stand.saldo = bestuur.saldi_zevenprocent.get(&sector).cloned().unwrap_or_default();
            }
        }
        let demands: Vec<Breuk> = besturen.values().map(|stand| &share * &stand.basis + stand.saldo.clone()).collect();
        let lots: Vec<u64> = besturen.values().map(|stand| stand.lot).collect();
        let quota = round_all(rounding, &demands, &lots);
        let verdeling = Verdeling { rounding, som: demands.iter().cloned().sum(), totaal: quota.iter().sum() };
        for (((nummer, stand), demand), quotum) in besturen.iter().zip(&demands).zip(quota) {
            let mut stappen = steps(stand, basis, &share, demand);
            stappen.extend(verdeling.steps(stand, demand, quotum));
            norms.push(norm_of(sector, nummer, stand, basis, quotum, stappen));
        }
    }
    Ok(norms)
}

fn add_school(stand: &mut Stand, school: &ProblemSchool, basis: &str) {
    let Some(formatie) = &school.formatie else { return };
    match amount(formatie, basis) {
        Some(amount) => stand.basis += amount,
        None => stand.zonder.push(school.naam.clone()),
    }
    stand.eigen += i64::from(formatie.eerstejaars_zij_instromers_eigen);
}

/// Quota of one sector in the order of `demands`.
fn round_all(rounding: &str, demands: &[Breuk], lots: &[u64]) -> Vec<i64> {
    let each = |round: fn(&Breuk) -> i64| demands.iter().map(|demand| round(demand).max(0)).collect::<Vec<_>>();
    match rounding {
        "naar-boven" => each(Breuk::naar_boven),
        "naar-beneden" => each(Breuk::naar_beneden),
        "afronden" => each(Breuk::afgerond),
        _ => largest_remainder(demands, lots, each(Breuk::naar_beneden)),
    }
}

fn largest_remainder(demands: &[Breuk], lots: &[u64], mut quota: Vec<i64>) -> Vec<i64> {
    let total = demands.iter().cloned().sum::<Breuk>().afgerond();
    let rest = usize::try_from(total - quota.iter().sum::<i64>()).unwrap_or(0);
    let mut order: Vec<(Breuk, u64, usize)> = demands.iter().zip(lots).enumerate()
        .filter(|(_, (demand, _))| !demand.is_negatief())
        .map(|(at, (demand, lot))| (Breuk::from(demand.naar_beneden()) - demand.clone(), *lot, at))
        .collect();
    // Smallest first: the negative remainder, then the lot; boards with one lot stay in order of number.
    order.sort();
    for (_, _, at) in order.into_iter().take(rest) {
        if let Some(quotum) = quota.get_mut(at) {
            *quotum += 1;
        }
    }
    quota
}

fn steps(stand: &Stand, basis: &str, share: &Breuk, demand: &Breuk) -> Vec<Stap> {
    let decimals = if basis == "fte" { 2 } else { 0 };
    let base = stand.basis.tekst(decimals);
    let q = share * &stand.basis;
    let formula = format!("{} + {} = {}", q.tekst(2), stand.saldo.tekst(2), demand.tekst(2));
    vec![
        stap("basis", &format!("grondslag: {basis}"), base.clone(), &stand.basis, basis),
        stap("q", "deel van de grondslag", format!("{base} × {} = {}", procent(share), q.tekst(2)), &q, "personen"),
        stap("saldo", "afronding van eerdere jaren", stand.saldo.tekst(2), &stand.saldo, "personen"),
        stap("eis", "wat dit jaar gevraagd wordt", formula, demand, "personen"),
    ]
}

/// How the demands of a sector became whole persons.
struct Verdeling<'a> {
    rounding: &'a str,
    /// Of all demands.
    som: Breuk,
    /// Of all quota.
    totaal: i64,
}

impl Verdeling<'_> {
    fn steps(&self, stand: &Stand, demand: &Breuk, quotum: i64) -> Vec<Stap> {
        let persons = |symbool: &str, naam: &str, formula: String, waarde: &Breuk| {
            stap(symbool, naam, formula, waarde, "personen")
        };
        let (value, eigen) = (Breuk::from(quotum), Breuk::from(stand.eigen));
        let next = demand - &value;
        let mut stappen = Vec::new();
        if self.rounding == "grootste-rest" {
            let whole = demand.naar_beneden();
            let rest = demand - &Breuk::from(whole);
            let formula = format!("{} − {whole} = {}", demand.tekst(2), rest.tekst(2));
            stappen.push(persons("rest", "wat boven een heel aantal uitkomt", formula, &rest));
            let lot = Breuk::from(i64::try_from(stand.lot).unwrap_or(i64::MAX));
            stappen.push(stap("lot", "bij gelijke rest gaat het laagste lot voor", stand.lot.to_string(), &lot, "lot"));
            stappen.push(persons("Σeis", "eisen van alle besturen", self.som.tekst(2), &self.som));
            let formula = format!("{} wordt {}", self.som.tekst(2), self.totaal);
            stappen.push(persons("Σquotum", "personen om te verdelen", formula, &Breuk::from(self.totaal)));
        }
        let name = format!("afgerond, manier {}", self.rounding);
        stappen.push(persons("quotum", &name, format!("{} wordt {quotum}", demand.tekst(2)), &value));
        let formula = format!("{} − {quotum} = {}", demand.tekst(2), next.tekst(2));
        stappen.push(persons("saldo-volgend", "afronding voor volgend jaar", formula, &next));
        let name = "eerstejaars die het bestuur zelf al heeft";
        stappen.push(persons("eigen", name, stand.eigen.to_string(), &eigen));
        stappen
    }
}

/// What every school adds to the base of its board.
pub(super) fn bijdragen(feiten: &Feiten) -> Result<Vec<Schoolbijdrage>, OnvolledigBeleid> {
    let basis = feiten.beleid().keuze("zevenprocent", "grondslag")?;
    let school = |school: &ProblemSchool| {
        let formatie = school.formatie.as_ref()?;
        let mut stappen = Vec::new();
        if let Some(amount) = amount(formatie, basis) {
            let decimals = if basis == "fte" { 2 } else { 0 };
            stappen.push(stap("basis", &format!("grondslag: {basis}"), amount.tekst(decimals), &amount, basis));
        }
        let own = formatie.eerstejaars_zij_instromers_eigen;
        let name = "eerstejaars die de school zelf al heeft";
        stappen.push(stap("eigen", name, own.to_string(), &Breuk::from(i64::from(own)), "personen"));
        let (vestigingscode, naam) = (school.vestigingscode.clone(), school.naam.clone());
        Some(Schoolbijdrage { vestigingscode, naam, stappen, aangevuld: Vec::new() })
    };
    Ok(feiten.problem.scholen.iter().filter_map(school).collect())
}

/// The base of a school; absent: it did not give this figure.
fn amount(formatie: &ProblemFormatie, basis: &str) -> Option<Breuk> {
    let count = |number: Option<i32>| number.map(|number| Breuk::from(i64::from(number)));
    match basis {
        "personen" => count(formatie.personen),
        "fte" => Some(formatie.beschikbaar_bevoegd_fte.breuk()),
        _ => count(formatie.groepen),
    }
}

fn norm_of(sector: Sector, nummer: &Bestuursnummer, stand: &Stand, basis: &str, quotum: i64, stappen: Vec<Stap>) -> Norm {
    let mut opmerkingen = Vec::new();
    if !stand.zonder.is_empty() {
        opmerkingen.push(format!("Zonder aantal {basis}, telt 0: {}.", noem(&stand.zonder)));
    }
    Norm {
        regel: "zevenprocent".into(),
        onderwerp: Onderwerp::Schoolbestuur(nummer.clone()),
        sector: Some(sector),
        waarde: Some(Breuk::from(quotum)),
        eenheid: "personen".into(),
        stappen,
        opmerkingen,
    }
}
