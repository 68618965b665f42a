//! The 3%-regeling from its description: E = ΣT × W ÷ ΣW, donors step d towards E, room = outflow − d.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::gegevens::Gegevens;
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::plaatsing::Plaatsingstatus;
use crate::domain::sector::Sector;
use crate::domain::vacature::Vacaturesoort;
use crate::matching::plan::Plan;
use crate::matching::problem::{Deel, HuidigePlaatsing, Norm, ProblemInstroom, ProblemSchool};

const REGEL: &str = "drieprocent";

/// A board in a sectorkamer.
pub(super) struct Bestuur<'a> {
    pub(super) sector: Sector,
    pub(super) nummer: &'a Bestuursnummer,
    /// Netto fte that comes in.
    pub(super) instroom: Breuk,
    /// Netto fte that may come in; absent: as much as it likes.
    pub(super) ruimte: Option<Breuk>,
}

impl Bestuur<'_> {
    /// Fte above the ceiling.
    pub(super) fn boven(&self) -> Breuk {
        self.ruimte.as_ref().map(|ruimte| (&self.instroom - ruimte).minstens_nul()).unwrap_or_default()
    }
}

/// What the schools of a board add up to, in fte and pupils.
#[derive(Default)]
pub(super) struct Som {
    pub(super) t: Breuk,
    w: Breuk,
    pub(super) leerlingen: i64,
    pub(super) uitstroom: Breuk,
    pub(super) instroom: Breuk,
}

/// Every board with a school, by sector and number.
pub(super) fn besturen<'a>(gegevens: &Gegevens<'a>, plan: &Plan) -> Vec<Bestuur<'a>> {
    let sums = sommen(gegevens, REGEL, plan);
    let one = |((sector, nummer), sum): (&(Sector, &'a Bestuursnummer), &Som)| match gegevens.boek(REGEL) {
        Some(boek) => Bestuur {
            sector: *sector,
            nummer,
            instroom: sum.instroom.clone(),
            ruimte: boek.norm(*sector, nummer).and_then(vastgelegd),
        },
        None => board(gegevens, &sums, *sector, nummer, sum),
    };
    sums.iter().map(one).collect()
}

/// The room in a line of the book, reckoned again from what was frozen: max(0, P − (T − outflow)).
pub(super) fn vastgelegd(norm: &Norm) -> Option<Breuk> {
    let step = |symbool: &str| norm.stappen.iter().find(|stap| stap.symbool == symbool).map(|stap| &stap.waarde);
    let told = norm.waarde.as_ref()?;
    Some(match (step("P"), step("T"), step("uitstroom")) {
        (Some(p), Some(t), Some(leaves)) => (p - &(t - leaves)).minstens_nul(),
        _ => told.clone(),
    })
}

/// The sums of every board with a school, by sector and number; the page of `regel` may say which plaatsingen are in T.
pub(super) fn sommen<'a>(
    gegevens: &Gegevens<'a>,
    regel: &str,
    plan: &Plan,
) -> BTreeMap<(Sector, &'a Bestuursnummer), Som> {
    let mut sums: BTreeMap<(Sector, &'a Bestuursnummer), Som> = BTreeMap::new();
    for school in &gegevens.problem.scholen {
        let sum = sums.entry((school.sector, &school.bestuursnummer)).or_default();
        let t = formatie(gegevens, regel, school);
        let told = school.formatie.as_ref().and_then(|formatie| formatie.verwachte_uitstroom_fte);
        sum.uitstroom += match told {
            Some(told) => told.breuk(),
            None => &gegevens.getal(REGEL, "uitstroom") * &t,
        };
        sum.t += t;
        sum.leerlingen += school.formatie.as_ref().map_or(0, |formatie| i64::from(formatie.leerlingen));
        sum.w += pupils(gegevens, school);
    }
    for line in &plan.plaatsingen {
        let Some(school) = gegevens.school(&line.vestigingscode) else { continue };
        let today = line.bestaand.as_deref().and_then(|id| gegevens.vandaag(id));
        for deel in &line.delen {
            if today.is_none_or(|today| !in_t(gegevens, regel, today, deel)) {
                let sum = sums.entry((school.sector, &school.bestuursnummer)).or_default();
                sum.instroom += gegevens.netto(deel, line.netto_vanaf);
            }
        }
    }
    for earlier in &gegevens.problem.instroom {
        let Some(school) = gegevens.school(&earlier.vestigingscode) else { continue };
        let sum = sums.entry((school.sector, &school.bestuursnummer)).or_default();
        sum.instroom += eerder(gegevens, regel, earlier);
    }
    sums
}

/// What a plaatsing that is over brought: nothing when T holds it, as a plaatsing of then or as staff of the board.
fn eerder(gegevens: &Gegevens, regel: &str, earlier: &ProblemInstroom) -> Breuk {
    let day = gegevens.boek(regel).map_or(gegevens.problem.peildatum, |boek| boek.peildatum);
    let as_plaatsing = match loopt_nog(gegevens, earlier) {
        Some((today, deel)) => in_t(gegevens, regel, today, deel),
        None => stond_in_t(gegevens, regel, earlier),
    };
    match (as_plaatsing, earlier.na_overdracht && earlier.overdracht_op.unwrap_or(earlier.van) <= day) {
        (false, false) => {
            let days = gegevens.dagen(earlier.van, earlier.tot_en_met);
            &earlier.fte.breuk() * &Breuk::ratio(days, gegevens.problem.schooljaar.dagen())
        }
        _ => Breuk::nul(),
    }
}

/// The part of a plaatsing of today with which this began.
fn loopt_nog<'g>(gegevens: &'g Gegevens, earlier: &ProblemInstroom) -> Option<(&'g HuidigePlaatsing, &'g Deel)> {
    let today = gegevens.vandaag(&earlier.plaatsing)?;
    today.delen.iter().find(|deel| begin(today, deel) == earlier.sinds).map(|deel| (today, deel))
}

/// Was what is over in T, as a plaatsing of then? By the list of a frozen page; else when it ran on the peildatum and was
/// netto by then, which the days it worked for the pool tell (those after an overdracht count from that day on).
fn stond_in_t(gegevens: &Gegevens, regel: &str, earlier: &ProblemInstroom) -> bool {
    let ran = |row: &ProblemInstroom, day| row.sinds <= day && day <= row.tot_en_met;
    match gegevens.boek(regel) {
        Some(boek) => ran(earlier, boek.peildatum) && boek.in_formatie.contains(&earlier.plaatsing),
        None => {
            let day = gegevens.problem.peildatum;
            let double = gegevens.ja(REGEL, "dubbele-bezetting-telt-mee");
            let counts = |row: &ProblemInstroom| ran(row, day) && (double || row.van <= day);
            let same = |row: &&ProblemInstroom| row.plaatsing == earlier.plaatsing && row.sinds == earlier.sinds;
            let mut pool = gegevens.problem.instroom.iter().filter(|row| !row.na_overdracht).filter(same);
            if earlier.na_overdracht { ran(earlier, day) && pool.any(counts) } else { counts(earlier) }
        }
    }
}

fn board<'a>(
    gegevens: &Gegevens<'a>,
    sums: &BTreeMap<(Sector, &'a Bestuursnummer), Som>,
    sector: Sector,
    nummer: &'a Bestuursnummer,
    own: &Som,
) -> Bestuur<'a> {
    let kamer = || sums.iter().filter(|((other, _), _)| *other == sector).map(|(_, sum)| sum);
    let (all_t, all_w): (Breuk, Breuk) =
        (kamer().map(|sum| sum.t.clone()).sum(), kamer().map(|sum| sum.w.clone()).sum());
    let e = (&all_t * &own.w).gedeeld_door(&all_w).unwrap_or_else(|| own.t.clone());
    let exempt = own.t < gegevens.getal(REGEL, "drempel");
    let share = gegevens.getal(REGEL, "percentage");
    let distance = &own.t - &e;
    let ruimte = (own.t > e && !exempt).then(|| {
        let d = match gegevens.woord(REGEL, "grondslag") {
            "afstand" => &share * &distance,
            "norm" => distance.min(&share * &e),
            _ => distance.min(&share * &own.t),
        };
        // max(0; P − (T − outflow)) with P = T − d.
        (&(&own.t - &d) - &(&own.t - &own.uitstroom)).minstens_nul()
    });
    Bestuur { sector, nummer, instroom: own.instroom.clone(), ruimte }
}

/// T of a school: staff that can work and is not lent, and plaatsingen that were part of it at the peildatum, also those that
/// are over by now.
fn formatie(gegevens: &Gegevens, regel: &str, school: &ProblemSchool) -> Breuk {
    let staff = school.formatie.as_ref().map(|formatie| formatie.beschikbaar_bevoegd_fte - formatie.niet_inzetbaar_fte);
    let here = gegevens.problem.plaatsingen.iter().filter(|today| today.vestigingscode == school.vestigingscode);
    let parts = here.flat_map(|today| today.delen.iter().filter(move |deel| in_t(gegevens, regel, today, deel)));
    let gone = gegevens.problem.instroom.iter().filter(|row| {
        let own = row.vestigingscode == school.vestigingscode && !row.na_overdracht;
        own && loopt_nog(gegevens, row).is_none() && stond_in_t(gegevens, regel, row)
    });
    &staff.unwrap_or_default().breuk() - &gegevens.uitgeleend(school)
        + parts.map(|deel| deel.fte.breuk()).sum::<Breuk>()
        + gone.map(|row| row.fte.breuk()).sum::<Breuk>()
}

/// Was this part of a plaatsing in T: active on the peildatum, and netto unless dubbele bezetting counts too?
pub(super) fn in_t(gegevens: &Gegevens, regel: &str, today: &HuidigePlaatsing, deel: &Deel) -> bool {
    let ran = |day| begin(today, deel) <= day && day <= deel.tot_en_met;
    if let Some(boek) = gegevens.boek(regel) {
        return ran(boek.peildatum) && boek.in_formatie.contains(&today.id);
    }
    let day = gegevens.problem.peildatum;
    let training =
        gegevens.vacature(&deel.vacature).is_some_and(|asked| asked.soort == Vacaturesoort::Opleidingsplaats);
    let netto = !training && today.netto_vanaf.is_none_or(|from| from <= day);
    let counts = netto || gegevens.ja(REGEL, "dubbele-bezetting-telt-mee");
    today.status == Plaatsingstatus::Actief && ran(day) && counts
}

/// First day of a part, also when the plan begins later.
fn begin(today: &HuidigePlaatsing, deel: &Deel) -> NaiveDate {
    today.sinds.unwrap_or(deel.van)
}

/// Pupils × (1 + α × (schoolweging − middle) ÷ middle); factor 1 without a schoolweging.
fn pupils(gegevens: &Gegevens, school: &ProblemSchool) -> Breuk {
    let count = Breuk::from(school.formatie.as_ref().map_or(0, |formatie| i64::from(formatie.leerlingen)));
    let Some(weging) = school.schoolweging_e2 else { return count };
    let middle = gegevens.getal(REGEL, "weging-midden");
    let away = (&Breuk::ratio(weging.into(), 100) - &middle).gedeeld_door(&middle).unwrap_or_default();
    &count * &(&Breuk::een() + &(&gegevens.getal(REGEL, "alfa") * &away))
}
