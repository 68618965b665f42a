//! The case file of regiodocenten, vacatures and schoolbesturen, each from the stored plan: how long one takes.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{anyhow, bail};
use serde::Serialize;

use super::{Duur, Zaak};
use crate::matching::canonical::with_norms;
use crate::matching::dossier::{Herkomst, dossier};
use crate::matching::facts::Feiten;
use crate::matching::problem::Onderwerp;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meting {
    regiodocenten: u32,
    /// Per kind of case file.
    soorten: BTreeMap<&'static str, Duur>,
}

pub(super) fn run(zaak: &Zaak) -> anyhow::Result<ExitCode> {
    let problem =
        with_norms(zaak.problem.clone()).map_err(|fouten| anyhow!("{} fouten in de instantie", fouten.len()))?;
    let herkomst = herkomst(zaak);
    let onderwerpen: [(&str, Vec<Onderwerp>); 3] = [
        ("regiodocent", problem.regiodocenten.iter().map(|one| Onderwerp::Regiodocent(one.id.clone())).collect()),
        ("vacature", problem.vacatures.iter().map(|one| Onderwerp::Vacature(one.id.clone())).collect()),
        (
            "schoolbestuur",
            problem.schoolbesturen.iter().map(|one| Onderwerp::Schoolbestuur(one.bestuursnummer.clone())).collect(),
        ),
    ];
    let mut soorten = BTreeMap::new();
    let mut tekst = String::new();
    for (soort, all) in &onderwerpen {
        let mut seconden = Vec::new();
        for onderwerp in all.iter().take(zaak.args.paren) {
            let began = Instant::now();
            // The facts too: whoever asks for one case file has only the documents.
            let found = dossier(&Feiten::new(&problem)?, &zaak.plan, onderwerp, &herkomst)?;
            if found.is_none() {
                bail!("geen dossier van {soort}");
            }
            seconden.push(began.elapsed().as_secs_f64());
        }
        let duur = Duur::van(seconden);
        tekst += &format!("dossier van een {soort}: {}\n", duur.tekst());
        soorten.insert(*soort, duur);
    }
    zaak.toon(&Meting { regiodocenten: zaak.args.regiodocenten, soorten }, &tekst)?;
    Ok(ExitCode::SUCCESS)
}

fn herkomst(zaak: &Zaak) -> Herkomst {
    Herkomst {
        regio: "amsterdam".to_owned(),
        matchronde: "amsterdam-v1".to_owned(),
        datum: zaak.problem.peildatum,
        vastgesteld: true,
        bestuursbesluit: None,
        regels_van: None,
        akkoordtermijn: 5,
        plan_hash: zaak.plan.problem_hash.clone(),
        zaad_hash: zaak.plan.problem_hash.clone(),
        zaad: None,
        kleinste_groep: 3,
        kleinste_aantal_personen: 5,
    }
}
