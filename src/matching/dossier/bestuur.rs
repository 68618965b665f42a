//! The letter to a schoolbestuur: what comes to its schools, and where it stands under the 3%- and the 7%-regeling.

use super::Vraag;
use super::brief::{Brief, Briefdeel};
use super::taal::{aantal, breuk_fte, datum, getal, hoofdletter, mensen};
use crate::domain::beleid::{Modus, OnvolledigBeleid};
use crate::domain::breuk::Breuk;
use crate::domain::onderdrukking::GEDEELDE_STAPPEN;
use crate::matching::explain::lot::{Lotrol, lotingen};
use crate::matching::plan::{Stand, VoorgesteldePlaatsing};
use crate::matching::problem::{Norm, Onderwerp, ProblemBestuur, ProblemSchool, Stap};

/// The letter.
pub(super) fn brief(vraag: &Vraag, bestuur: &ProblemBestuur) -> Result<Brief, OnvolledigBeleid> {
    let feiten = vraag.feiten;
    let scholen: Vec<_> =
        feiten.problem.scholen.iter().filter(|school| school.bestuursnummer == bestuur.bestuursnummer).collect();
    let own = |line: &&VoorgesteldePlaatsing| scholen.iter().any(|school| school.vestigingscode == line.vestigingscode);
    let lines: Vec<_> = vraag.plan.plaatsingen.iter().filter(own).collect();
    let onderwerp = Onderwerp::Schoolbestuur(bestuur.bestuursnummer.clone());
    let titel = format!("Regiodocenten bij {} in het schooljaar {}", bestuur.naam, feiten.problem.schooljaar);
    let delen = vec![
        uitkomst(vraag, &lines, &scholen),
        drieprocent(vraag, &onderwerp),
        zevenprocent(vraag, &onderwerp),
        lot(vraag, &lines)?,
        gegevens(vraag, &scholen),
        vraag.regels(),
        bezwaar(),
        vraag.controle(),
    ];
    let mut kenmerken = vraag.kenmerken();
    kenmerken.insert(0, ("Bestuursnummer".to_owned(), bestuur.bestuursnummer.to_string()));
    Ok(Brief::new(titel, delen, kenmerken))
}

fn uitkomst(vraag: &Vraag, lines: &[&VoorgesteldePlaatsing], scholen: &[&ProblemSchool]) -> Briefdeel {
    let mut deel = Briefdeel::new("Wat is de uitkomst?");
    let few = vraag.herkomst.kleinste_aantal_personen;
    let (stay, fresh): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.bestaand.is_some());
    let sum = |lines: &[&&VoorgesteldePlaatsing]| -> Breuk {
        let gross = lines.iter().flat_map(|line| &line.delen).map(|deel| vraag.feiten.bruto_e4_dagen(deel)).sum();
        vraag.feiten.als_fte(gross)
    };
    deel.zin(match fresh.is_empty() {
        true => "In dit plan komt er niemand bij op uw scholen.".to_owned(),
        false => {
            let verb = if fresh.len() == 1 { "komt" } else { "komen" };
            format!(
                "Er {verb} {} bij op uw scholen, samen {} over het jaar.",
                people(fresh.len()),
                breuk_fte(&sum(&fresh))
            )
        }
    });
    if !stay.is_empty() {
        deel.zin(format!("Er blijven {}, samen {} over het jaar.", mensen(stay.len(), few), breuk_fte(&sum(&stay))));
    }
    deel.zin(vraag.stand());
    for school in scholen {
        let figures = vraag.plan.cijfers.scholen.iter().find(|one| one.vestigingscode == school.vestigingscode);
        if let Some(one) = figures {
            let (before, after) = (breuk_fte(&one.tekort_voor), breuk_fte(&one.tekort_na));
            deel.punt(format!("{}: het tekort gaat van {before} naar {after}.", hoofdletter(&school.naam)));
        }
    }
    deel
}

/// A board knows how many come to its own schools.
fn people(count: usize) -> String {
    aantal(count, "regiodocent", "regiodocenten")
}

fn drieprocent(vraag: &Vraag, onderwerp: &Onderwerp) -> Briefdeel {
    let mut deel = Briefdeel::new("Hoe staat u onder de 3%-regeling?");
    for norm in vraag.normen(onderwerp).iter().filter(|norm| norm.regel == "drieprocent") {
        let sector = norm.sector.map_or(String::new(), |sector| format!(" in de sector {sector}"));
        let stand = find(&vraag.plan.standen, norm);
        let comes = stand.map(|stand| stand.waarde.clone()).unwrap_or_default();
        match &norm.waarde {
            None => {
                deel.zin(format!("U hebt{sector} niet meer leraren dan gemiddeld. Er is geen grens aan wat erbij mag."))
            }
            Some(room) => {
                deel.zin(format!("U hebt{sector} meer leraren dan gemiddeld."));
                deel.zin(format!(
                    "Uw ruimte is {} netto. Met dit plan komt er {} netto bij.",
                    breuk_fte(room),
                    breuk_fte(&comes)
                ));
                deel.zin(match comes > *room {
                    true => format!(
                        "Dat is {} te veel. Het plan meldt dit als overschrijding.",
                        breuk_fte(&(&comes - room))
                    ),
                    false => "Dat past.".to_owned(),
                });
            }
        }
        steps(&mut deel, norm);
    }
    deel
}

/// The derivation, and what was filled in.
fn steps(deel: &mut Briefdeel, norm: &Norm) {
    norm.opmerkingen.iter().for_each(|remark| deel.zin(remark.clone()));
    deel.zin("Hieronder staat hoe wij daaraan komen.");
    let told = norm.stappen.iter().filter(|stap| stap.eenheid != "lot");
    told.for_each(|stap| deel.punt(step(stap)));
}

fn zevenprocent(vraag: &Vraag, onderwerp: &Onderwerp) -> Briefdeel {
    let mut deel = Briefdeel::new("Hoe staat u onder de 7%-regeling?");
    let stuurt = matches!(vraag.feiten.beleid().modus("zevenprocent"), Modus::Zacht | Modus::Hard);
    for norm in vraag.normen(onderwerp).iter().filter(|norm| norm.regel == "zevenprocent") {
        let (Some(asked), Some(stand)) = (&norm.waarde, find(&vraag.plan.standen, norm)) else { continue };
        let sector = norm.sector.map_or(String::new(), |sector| format!(" in de sector {sector}"));
        deel.zin(format!("Van u worden{sector} {} personen gevraagd die eerstejaars zijn.", getal(asked)));
        deel.zin(format!("Met dit plan zijn het {} personen.", getal(&stand.waarde)));
        if stand.waarde < *asked && stuurt {
            deel.zin("Zijn er te weinig, dan gaat het bestuur voor dat naar verhouding het meest mist.".to_owned());
        }
        steps(&mut deel, norm);
    }
    deel
}

fn find<'a>(standen: &'a [Stand], norm: &Norm) -> Option<&'a Stand> {
    let same =
        |stand: &&Stand| (&stand.regel, &stand.onderwerp, stand.sector) == (&norm.regel, &norm.onderwerp, norm.sector);
    standen.iter().find(same)
}

/// One step of a derivation; a share is told as a percentage.
fn step(stap: &Stap) -> String {
    match stap.eenheid.as_str() {
        "deel" => format!("{}: {} %.", hoofdletter(&stap.naam), getal(&(&stap.waarde * &Breuk::from(100)))),
        unit => format!("{}: {} {unit}.", hoofdletter(&stap.naam), getal(&stap.waarde)),
    }
}

impl Vraag<'_> {
    /// What the rules demand of `onderwerp`. With few other boards in the sector the steps that would tell their figures stay
    /// out; what is demanded stays.
    pub(super) fn normen(&self, onderwerp: &Onderwerp) -> Vec<Norm> {
        let all = &self.feiten.problem.normen;
        let mut own: Vec<Norm> = all.iter().filter(|norm| norm.onderwerp == *onderwerp).cloned().collect();
        for norm in &mut own {
            let boards = all.iter().filter(|other| (&other.regel, other.sector) == (&norm.regel, norm.sector)).count();
            if !matches!(onderwerp, Onderwerp::Schoolbestuur(_)) || boards > self.herkomst.kleinste_groep {
                continue;
            }
            norm.stappen.retain(|stap| !GEDEELDE_STAPPEN.contains(&stap.symbool.as_str()));
            for stap in norm.stappen.iter_mut().filter(|stap| stap.symbool == "d") {
                stap.berekening = format!("volgt uit het gemiddelde van de sector: {}", stap.waarde.tekst(2));
            }
        }
        own
    }
}

fn lot(vraag: &Vraag, lines: &[&VoorgesteldePlaatsing]) -> Result<Briefdeel, OnvolledigBeleid> {
    let mut deel = Briefdeel::new("Wat besliste het lot?");
    let found = lotingen(vraag.feiten, &vraag.plan.plaatsingen)?;
    let lucky =
        |line: &&&VoorgesteldePlaatsing| found.get(&line.regiodocent).is_some_and(|own| own.rol != Lotrol::Geen);
    let count = lines.iter().filter(lucky).count();
    deel.zin(match count {
        0 => "Bij geen van uw plekken besliste het lot wie er komt.".to_owned(),
        _ => format!("Bij {} besliste het lot wie er komt.", aantal(count, "plaatsing", "plaatsingen")),
    });
    deel.zin("De loten zijn vooraf getrokken. Iedereen kan dat narekenen.");
    Ok(deel)
}

fn gegevens(vraag: &Vraag, scholen: &[&ProblemSchool]) -> Briefdeel {
    let mut deel = Briefdeel::new("Welke gegevens zijn gebruikt?");
    let day = datum(vraag.feiten.problem.peildatum);
    deel.zin(format!(
        "Wij gebruikten de gegevens van {}, zoals bekend op {day}.",
        aantal(scholen.len(), "school", "scholen")
    ));
    for school in scholen {
        deel.punt(match &school.formatie {
            Some(formatie) => format!("{}: telling van {}.", hoofdletter(&school.naam), datum(formatie.peildatum)),
            None => format!("{}: geen telling. De school telt daarom niet mee.", hoofdletter(&school.naam)),
        });
    }
    deel
}

fn bezwaar() -> Briefdeel {
    let mut deel = Briefdeel::new("Bent u het er niet mee eens?");
    deel.zin("Klopt een gegeven niet? Meld het de regiocoördinator. Die past het aan.");
    deel.zin("U kunt vragen of een mens opnieuw kijkt. Schrijf erbij wat er volgens u niet klopt.");
    deel.zin("Wilt u een andere regel? Daarover beslissen de schoolbesturen samen.");
    deel
}
