//! Ranglijst: the regiodocenten to whom no rule objects for one vacature, best first, each with what speaks for and against.

use super::belemmering::{Belemmering, Stand};
use super::zeven;
use crate::domain::beleid::{Modus, OnvolledigBeleid};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::matching::facts::Feiten;
use crate::matching::formulation::bestaand::bestaande;
use crate::matching::problem::{Deel, Id, Onderwerp, ProblemRegiodocent, ProblemVacature};
use crate::matching::rules::{drieprocent, find_rule};

/// One candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kandidaat {
    /// Who.
    pub regiodocent: Id,
    /// How much of the vacature this person could take.
    pub fte: Fte,
    /// Does that fill all that is open?
    pub past_geheel: bool,
    /// Journey in whole minutes, rounded up; absent when an end is unknown.
    pub reistijd: Option<i64>,
    /// What certainly stands in the way today, if anything.
    pub belemmering: Option<Belemmering>,
    /// Netto fte above the ceiling of the 3%-regeling that this adds for the board; absent when there is no ceiling.
    pub drieprocent: Option<Breuk>,
    /// Persons this board comes closer to its 7%: 1 or 0.
    pub zevenprocent: u8,
    /// What speaks for and against, in Dutch.
    pub redenen: Vec<String>,
}

/// Everybody to whom no rule objects: first who can come, then most fte, then nearest with the preference taken off.
pub fn ranglijst(feiten: &Feiten, vacature: &ProblemVacature) -> Result<Vec<Kandidaat>, OnvolledigBeleid> {
    let today = bestaande(feiten);
    let stand = Stand::new(feiten, &today)?;
    let zeven = zeven();
    let suits =
        |docent: &&ProblemRegiodocent| zeven.iter().all(|(rule, _)| rule.objection(feiten, docent, vacature).is_none());
    let mut found = Vec::new();
    let room = Kamer::new(feiten, vacature, &today)?;
    for docent in feiten.problem.regiodocenten.iter().filter(suits) {
        let wish = docent.voorkeuren.iter().find(|wish| wish.vestigingscode == vacature.vestigingscode);
        let minutes = wish.map_or(0, |wish| i64::from(wish.minuten));
        let kandidaat = kandidaat(feiten, &stand, &room, docent, vacature, minutes);
        let cost = kandidaat.reistijd.unwrap_or(i64::from(feiten.max_reistijd(docent))) - minutes;
        let key = (kandidaat.belemmering.is_some(), std::cmp::Reverse(kandidaat.fte), cost, docent.lot);
        found.push((key, kandidaat));
    }
    found.sort_by_key(|(key, _)| *key);
    Ok(found.into_iter().map(|(_, kandidaat)| kandidaat).collect())
}

/// What the board of the vacature may still receive and still owes.
struct Kamer {
    /// Netto fte under the ceiling; absent: none.
    ruimte: Option<Breuk>,
    /// Is the board short of first-years?
    zoekt_eerstejaars: bool,
}

impl Kamer {
    fn new(
        feiten: &Feiten,
        vacature: &ProblemVacature,
        today: &[crate::matching::plan::VoorgesteldePlaatsing],
    ) -> Result<Self, OnvolledigBeleid> {
        let Some((bestuur, sector)) = feiten.kamer(&vacature.vestigingscode) else {
            return Ok(Kamer { ruimte: None, zoekt_eerstejaars: false });
        };
        let on = |regel: &str| feiten.beleid().modus(regel) != Modus::Uit;
        let ruimte = if on("drieprocent") { drieprocent::vrije_ruimte(feiten, today, bestuur, sector)? } else { None };
        let subject = Onderwerp::Schoolbestuur(bestuur.clone());
        let zoekt_eerstejaars = match find_rule("zevenprocent").filter(|_| on("zevenprocent")) {
            Some(rule) => {
                rule.check(feiten, today)?.iter().any(|found| found.overtreding && found.onderwerp == subject)
            }
            None => false,
        };
        Ok(Kamer { ruimte, zoekt_eerstejaars })
    }
}

fn kandidaat(
    feiten: &Feiten,
    stand: &Stand,
    room: &Kamer,
    docent: &ProblemRegiodocent,
    vacature: &ProblemVacature,
    wish: i64,
) -> Kandidaat {
    let days = feiten.periode(vacature).unwrap_or(vacature.periode);
    let open = stand.open_e4(vacature).max(0);
    let fte = stand.vrij_e4(docent, &days).clamp(0, open);
    let reistijd = feiten.school(&vacature.vestigingscode).and_then(|school| feiten.reistijd(docent, school));
    let reistijd = reistijd.map(|minutes| minutes.naar_boven());
    let deel = Deel { vacature: vacature.id.clone(), fte: Fte::from_e4(fte), van: days.van, tot_en_met: days.einde() };
    let netto = feiten.als_fte(feiten.netto_e4_dagen(&deel, feiten.netto_vanaf(docent, days.van)));
    let above = room.ruimte.as_ref().map(|ruimte| (&netto - ruimte).minstens_nul());
    let first_year = feiten.is_eerstejaars(docent);
    let belemmering = stand.belemmering(docent, vacature);
    let mut redenen = vec![match reistijd {
        Some(minutes) => format!("Reist {minutes} minuten."),
        None => "De reistijd is niet bekend.".to_owned(),
    }];
    redenen.push(if fte == open {
        format!("Kan alle {} fte vervullen die open is.", Fte::from_e4(open))
    } else {
        format!("Kan {} van de {} open fte vervullen.", Fte::from_e4(fte), Fte::from_e4(open))
    });
    if wish != 0 {
        redenen.push(if wish > 0 { "Wil hier graag werken." } else { "Werkt liever ergens anders." }.to_owned());
    }
    if let Some(found) = belemmering {
        redenen.push(format!("Kan nu niet: {found}."));
    }
    if first_year && room.zoekt_eerstejaars {
        redenen.push("Brengt het bestuur een persoon dichter bij de 7%-regeling.".to_owned());
    }
    match &above {
        Some(above) if !above.is_nul() => {
            redenen.push(format!("Komt {} fte boven het plafond van de 3%-regeling.", above.tekst(2)))
        }
        Some(_) => redenen.push("Past onder het plafond van de 3%-regeling.".to_owned()),
        None => {}
    }
    Kandidaat {
        regiodocent: docent.id.clone(),
        fte: Fte::from_e4(fte),
        past_geheel: fte == open && open > 0,
        reistijd,
        belemmering,
        drieprocent: above,
        zevenprocent: u8::from(first_year && room.zoekt_eerstejaars),
        redenen,
    }
}
