//! Why-nots: how long each takes, whether a price holds what a solve of its own reaches, and whether a conflict is a smallest.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{anyhow, bail};
use serde::Serialize;

use super::{Duur, UitlegArgs, Zaak, los_op};
use crate::demo::kans::Kans;
use crate::matching::canonical::with_norms;
use crate::matching::explain::conflict::{Conflict, Onderdeel, Ruimte};
use crate::matching::explain::prijs::Prijs;
use crate::matching::explain::toets::{Toets, ligt_vast, toets};
use crate::matching::explain::vraag::{Antwoord, Vraag};
use crate::matching::explain::waarom_niet::{Oordeel, WaaromNiet};
use crate::matching::explain::zeven;
use crate::matching::facts::Feiten;
use crate::matching::naast_elkaar::naast_elkaar;
use crate::matching::plan::Plan;
use crate::matching::problem::{Pin, Pinsoort, Problem};
use crate::verify::verify;

/// What came out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meting {
    regiodocenten: u32,
    seed: u64,
    /// Seconds per answer.
    #[serde(flatten)]
    duur: Duur,
    /// Per outcome how many.
    uitkomsten: BTreeMap<&'static str, usize>,
    /// Prices that are proven up to the tier that decides.
    bewezen: usize,
    /// Prices for which a short solve of its own left something open, so that it was done again in full.
    lang: usize,
    /// Prices that hold what a solve of its own reaches, and of these the ones where both are proven and equal.
    binnen: usize,
    gelijk: usize,
    /// Prices of which the solve of its own found something worse than they allow: it says nothing against them.
    zwakker: Vec<String>,
    /// Prices that are wrong.
    buiten: Vec<String>,
    /// Conflicts in which every part is needed.
    kleinst: usize,
}

/// Asks, checks and prints; ends with 1 when a price is wrong or a conflict is not a smallest one.
pub(super) fn run(zaak: &Zaak) -> anyhow::Result<ExitCode> {
    let args = zaak.args;
    let mut meting = Meting {
        regiodocenten: args.regiodocenten,
        seed: args.seed,
        duur: Duur::van(Vec::new()),
        uitkomsten: BTreeMap::new(),
        bewezen: 0,
        lang: 0,
        binnen: 0,
        gelijk: 0,
        zwakker: Vec::new(),
        buiten: Vec::new(),
        kleinst: 0,
    };
    let (mut seconden, mut prijzen) = (Vec::new(), Vec::new());
    for (regiodocent, vacature) in trek(&zaak.problem, args)? {
        let vraag = WaaromNiet { regiodocent: regiodocent.clone(), vacature: vacature.clone() };
        let (answer, tijd) = zaak.vraag(&Vraag::WaaromNiet(vraag), 2)?;
        let Antwoord::WaaromNiet(answer) = answer else { bail!("een antwoord op een andere vraag") };
        seconden.push(tijd);
        *meting.uitkomsten.entry(woord(&answer.oordeel)).or_default() += 1;
        match answer.oordeel {
            Oordeel::MogelijkMaar { prijs, bewezen, .. } => {
                meting.bewezen += usize::from(bewezen);
                prijzen.push(Gevraagd { regiodocent, vacature, prijs });
            }
            Oordeel::Onmogelijk { conflict } => {
                let pair = (regiodocent.as_str(), vacature.as_str());
                meting.kleinst += usize::from(is_kleinst(&zaak.problem, &zaak.plan, pair, &conflict)?);
            }
            _ => {}
        }
    }
    if !args.controle.is_zero() {
        let checked = naast_elkaar(usize::from(args.threads), &prijzen, |_, one| controle(zaak, one));
        for (gevraagd, found) in prijzen.iter().zip(checked) {
            let (lang, toets) = found?;
            meting.lang += usize::from(lang);
            meting.telt(toets, &format!("{} op {}", gevraagd.regiodocent, gevraagd.vacature));
        }
    }
    meting.duur = Duur::van(seconden);
    zaak.toon(&meting, &tekst(&meting))?;
    let onmogelijk = meting.uitkomsten.get("onmogelijk").copied().unwrap_or(0);
    let right = meting.buiten.is_empty() && meting.kleinst == onmogelijk;
    Ok(if right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Meting {
    fn telt(&mut self, toets: Toets, paar: &str) {
        match toets {
            Toets::Gelijk => (self.gelijk, self.binnen) = (self.gelijk + 1, self.binnen + 1),
            Toets::Binnen => self.binnen += 1,
            Toets::Zwakker(why) => self.zwakker.push(format!("{paar}: {why}")),
            Toets::Onjuist(why) => self.buiten.push(format!("{paar}: {why}")),
        }
    }
}

/// A price that was told.
struct Gevraagd {
    regiodocent: String,
    vacature: String,
    prijs: Prijs,
}

/// Part of the time of a check after which its bound is asked whether a whole one could still say otherwise.
const KORT: u32 = 20;

/// What a solve from nothing, on one thread, says of a price; with whether a short one left something open.
fn controle(zaak: &Zaak, een: &Gevraagd) -> anyhow::Result<(bool, Toets)> {
    let asked = met_pin(&zaak.problem, &een.regiodocent, &een.vacature);
    let own = gecontroleerd(&asked, zaak.args.controle / KORT)?;
    if ligt_vast(&een.prijs, &own.tiers) {
        return Ok((false, toets(&een.prijs, &own.tiers)));
    }
    let own = gecontroleerd(&asked, zaak.args.controle)?;
    Ok((true, toets(&een.prijs, &own.tiers)))
}

/// A solve of its own from nothing, of which the second opinion proves the bounds.
fn gecontroleerd(problem: &Problem, tijd: Duration) -> anyhow::Result<Plan> {
    let plan = los_op(problem, tijd, 1)?;
    let verslag = verify(problem, &plan);
    if !verslag.geldig {
        bail!("{}", verslag.samenvatting());
    }
    Ok(plan)
}

/// Pairs to which no rule objects, drawn without looking at the plan.
fn trek(problem: &Problem, args: &UitlegArgs) -> anyhow::Result<Vec<(String, String)>> {
    const DRAWS: usize = 1_000;
    let feiten = Feiten::new(problem)?;
    let (zeven, mut kans, mut found) = (zeven(), Kans::new(args.seed), Vec::new());
    for _ in 0..args.paren.saturating_mul(DRAWS) {
        let (Some(docent), Some(vacature)) = (kans.kies(&problem.regiodocenten), kans.kies(&problem.vacatures)) else {
            break;
        };
        if found.len() == args.paren {
            break;
        }
        if zeven.iter().all(|(rule, _)| rule.objection(&feiten, docent, vacature).is_none()) {
            found.push((docent.id.clone(), vacature.id.clone()));
        }
    }
    Ok(found)
}

fn woord(oordeel: &Oordeel) -> &'static str {
    match oordeel {
        Oordeel::StaatInPlan { .. } => "staat-in-plan",
        Oordeel::NietToegestaan { .. } => "niet-toegestaan",
        Oordeel::Onmogelijk { .. } => "onmogelijk",
        Oordeel::NietGevonden { .. } => "niet-gevonden",
        Oordeel::MogelijkMaar { .. } => "mogelijk-maar",
    }
}

/// The same question with the pair, to be solved from nothing.
fn met_pin(problem: &Problem, regiodocent: &str, vacature: &str) -> Problem {
    let mut asked = problem.clone();
    asked.pins.push(Pin {
        regiodocent: regiodocent.to_owned(),
        vestigingscode: None,
        vacature: Some(vacature.to_owned()),
        soort: Pinsoort::Vastzetten,
        fte: None,
    });
    asked
}

/// Do the parts leave no room together, and is there room without any one of them?
fn is_kleinst(
    problem: &Problem,
    plan: &Plan,
    (docent, vacature): (&str, &str),
    conflict: &Conflict,
) -> anyhow::Result<bool> {
    let problem = with_norms(problem.clone()).map_err(|fouten| anyhow!("{} fouten in de instantie", fouten.len()))?;
    let Some(ruimte) = Ruimte::new(&problem, plan, docent, vacature) else { return Ok(false) };
    let parts: Vec<Onderdeel> = conflict.onderdelen.iter().map(|part| part.onderdeel.clone()).collect();
    let mut smallest = ruimte.past(&parts)?.is_none();
    for left_out in &parts {
        let others: Vec<Onderdeel> = parts.iter().filter(|part| *part != left_out).cloned().collect();
        smallest &= ruimte.past(&others)?.is_some();
    }
    Ok(smallest)
}

fn tekst(meting: &Meting) -> String {
    let mut text = format!("{} regiodocenten, zaad {}: {}\n", meting.regiodocenten, meting.seed, meting.duur.tekst());
    for (uitkomst, aantal) in &meting.uitkomsten {
        text += &format!("  {uitkomst:<16} {aantal:>6}\n");
    }
    text += &format!(
        "prijzen: {} bewezen; {} keer besliste de korte controle niet; {} binnen, waarvan {} aan beide kanten bewezen en gelijk; {} keer was de controle zwakker; {} onjuist\n",
        meting.bewezen,
        meting.lang,
        meting.binnen,
        meting.gelijk,
        meting.zwakker.len(),
        meting.buiten.len()
    );
    for why in meting.zwakker.iter().chain(&meting.buiten) {
        text += &format!("  {why}\n");
    }
    text
}
