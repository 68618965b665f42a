//! What choices are counted in, by name: fill of a school, inflow and first-years of a board, coach time, contracts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::super::gegevens::Gegevens;
use super::super::{begeleiding, drieprocent, ratio, zevenprocent};
use super::beeld::Persoon;
use super::besluiten::{besluiten, laat_vandaag};
use super::paren::Paar;
use super::plekken::Plek;
use crate::domain::beleid::{Modus, Tier};
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::sector::Sector;
use crate::matching::plan::Plan;
use crate::matching::problem::ProblemSchool;

/// A price per unit beyond a threshold, in a tier.
pub(super) struct Knik {
    pub(super) tier: Tier,
    pub(super) boven: bool,
    /// Rounded to the side that costs least.
    pub(super) drempel: i128,
    pub(super) prijs: Breuk,
}

/// One thing that is counted.
#[derive(Default)]
pub(super) struct Teller {
    pub(super) naam: String,
    pub(super) start: i128,
    pub(super) maximum: Option<i128>,
    /// What is above the maximum comes from here; without, it cannot be.
    pub(super) pool: Option<usize>,
    /// Counts one piece of a person and not what comes with it: never set against what other counters say of that piece.
    pub(super) los: bool,
    pub(super) knikken: Vec<Knik>,
}

/// The counters of a board in a sector.
#[derive(Default)]
struct Kamer {
    /// Netto fte that comes in, with the rule whose ceiling it is.
    plafonds: Vec<(usize, &'static str)>,
    /// First-years.
    quotum: Option<usize>,
}

/// Every board under a rule with a ceiling.
type Besturen = for<'g, 'a, 'p> fn(&'g Gegevens<'a>, &'p Plan) -> Vec<drieprocent::Bestuur<'a>>;

struct Bouw<'b, 'a> {
    gegevens: &'b Gegevens<'a>,
    tellers: Vec<Teller>,
    /// Fte × days in one fte of the year.
    eenheid: i128,
}

/// Every counter; the pairs are told what they add.
pub(super) fn tellers(
    paren: &mut [Paar],
    gegevens: &Gegevens,
    personen: &[Persoon],
    plekken: &[Plek],
    vandaag: &Plan,
) -> Option<Vec<Teller>> {
    let eenheid = 10_000 * i128::from(gegevens.problem.schooljaar.dagen());
    let mut bouw = Bouw { gegevens, tellers: Vec::new(), eenheid };
    let per_school = bouw.scholen(vandaag)?;
    let kamers = bouw.kamers(vandaag)?;
    let (coach, uses) = bouw.begeleiding(plekken, personen)?;
    let present: BTreeSet<(Sector, &Bestuursnummer, usize)> = present(gegevens, personen);
    for paar in paren.iter_mut() {
        let (Some(plek), Some(persoon)) = (plekken.get(paar.plek), personen.get(paar.persoon)) else { continue };
        let Some(school) = gegevens.problem.scholen.get(plek.school) else { continue };
        paar.telt.extend(per_school.get(&plek.school).into_iter().flatten().map(|teller| (*teller, paar.netto, 0)));
        let (sector, nummer) = (school.sector, &school.bestuursnummer);
        if let Some(kamer) = kamers.get(&(sector, nummer)) {
            for (teller, regel) in &kamer.plafonds {
                if !in_t(gegevens, paar, regel) {
                    paar.telt.push((*teller, paar.netto, 0));
                }
            }
            let new = gegevens.eerstejaars(persoon.mens.persoon) && !present.contains(&(sector, nummer, paar.persoon));
            paar.telt.extend(kamer.quotum.filter(|_| new).map(|teller| (teller, 0, 1)));
        }
        let use_of = uses.get(paar.persoon).copied().unwrap_or(0);
        let days = coach.get(&plek.school).into_iter().flatten();
        let days = days.filter(|(_, day)| plek.dagen.0 <= *day && *day <= plek.dagen.1);
        let asks = days.filter(|(_, day)| use_of > 0 && !persoon.mens.is_hier_op(&school.vestigingscode, *day));
        paar.telt.extend(asks.map(|(teller, _)| (*teller, 0, use_of)));
    }
    bouw.contracten(paren, personen, plekken);
    let mut tellers = bouw.tellers;
    besluiten(&mut tellers, paren, gegevens, (personen, plekken), vandaag);
    laat_vandaag(&mut tellers, paren)?;
    Some(tellers)
}

/// Is it a plaatsing of today that was part of the formation, so that it takes no room under this ceiling?
fn in_t(gegevens: &Gegevens, paar: &Paar, regel: &str) -> bool {
    let today = paar.blijft.and_then(|at| gegevens.problem.plaatsingen.get(at));
    today.is_some_and(|today| today.delen.iter().any(|deel| drieprocent::in_t(gegevens, regel, today, deel)))
}

/// First-years of today per sectorkamer.
fn present<'a>(gegevens: &Gegevens<'a>, personen: &[Persoon]) -> BTreeSet<(Sector, &'a Bestuursnummer, usize)> {
    let mut found = BTreeSet::new();
    for (at, persoon) in personen.iter().enumerate() {
        let schools = persoon.mens.vandaag.iter().filter_map(|today| gegevens.school(&today.vestigingscode));
        found.extend(schools.map(|school| (school.sector, &school.bestuursnummer, at)));
    }
    found
}

impl<'a> Bouw<'_, 'a> {
    fn nieuw(&mut self, naam: String, start: i128) -> usize {
        self.tellers.push(Teller { naam, start, ..Teller::default() });
        self.tellers.len() - 1
    }

    fn knik(&mut self, teller: usize, tier: Tier, boven: bool, drempel: &Breuk, prijs: Breuk) {
        let drempel = i128::from(if boven { drempel.naar_boven() } else { drempel.naar_beneden() });
        if let (Some(teller), false) = (self.tellers.get_mut(teller), prijs.is_nul() || prijs.is_negatief()) {
            teller.knikken.push(Knik { tier, boven, drempel, prijs });
        }
    }

    /// An amount in fte-years as a whole number of units.
    fn heel(&self, fte: &Breuk) -> Option<i128> {
        geheel(&(fte * &breuk(self.eenheid)?))
    }

    /// The fill of every school, with what lies below its needs.
    fn scholen(&mut self, vandaag: &Plan) -> Option<HashMap<usize, Vec<usize>>> {
        let placed = self.gegevens.netto_per_school(vandaag);
        let eenheid = breuk(self.eenheid)?;
        let per = Breuk::een().gedeeld_door(&eenheid)?;
        let mut found: HashMap<usize, Vec<usize>> = HashMap::new();
        let scholen: &'a [ProblemSchool] = &self.gegevens.problem.scholen;
        for (at, school) in scholen.iter().enumerate() {
            let start = self.heel(&placed.get(&school.vestigingscode).cloned().unwrap_or_default())?;
            let tekort = self.nieuw(format!("tekort {}", school.vestigingscode), start);
            found.entry(at).or_default().push(tekort);
            if self.gegevens.modus("bezetting") == Modus::Hard {
                let bezetting = self.nieuw(format!("bezetting {}", school.vestigingscode), start);
                found.entry(at).or_default().push(bezetting);
            }
            let Some(formatie) = &school.formatie else { continue };
            let staff = (formatie.beschikbaar_bevoegd_fte - formatie.niet_inzetbaar_fte).breuk();
            let own = &staff - &self.gegevens.uitgeleend(school);
            let needed = formatie.benodigd_fte.breuk();
            if let [_, bezetting] = *found.get(&at).map_or(&[][..], Vec::as_slice) {
                let floor = &self.gegevens.getal("bezetting", "ondergrens") * &needed;
                self.knik(bezetting, Tier::HardeRegels, false, &(&(&floor - &own) * &eenheid), per.clone());
            }
            let weight = self.weging(school);
            let (mut edge, mut before) = (&needed - &own, Breuk::nul());
            let widths = self.gegevens.lijst("tekort-eerst", "breedtes");
            for (band, price) in self.gegevens.lijst("tekort-eerst", "prijzen").into_iter().enumerate() {
                let step = &(&(&price - &before) * &weight) * &per;
                self.knik(tekort, Tier::TekortEerst, false, &(&edge * &eenheid), step);
                let Some(width) = widths.get(band) else { break };
                edge -= &needed * width;
                before = price;
            }
        }
        Some(found)
    }

    fn weging(&self, school: &ProblemSchool) -> Breuk {
        match school.schoolweging_e2.filter(|_| self.gegevens.ja("tekort-eerst", "weging-meetellen")) {
            Some(weging) => Breuk::ratio(weging.into(), 100)
                .gedeeld_door(&self.gegevens.getal("tekort-eerst", "weging-deler"))
                .unwrap_or_default(),
            None => Breuk::een(),
        }
    }

    /// Inflow under ceilings and first-years under a quota, per sectorkamer.
    fn kamers(&mut self, vandaag: &Plan) -> Option<HashMap<(Sector, &'a Bestuursnummer), Kamer>> {
        let mut found: HashMap<(Sector, &'a Bestuursnummer), Kamer> = HashMap::new();
        let eenheid = breuk(self.eenheid)?;
        let plafonds: [(&'static str, Besturen); 2] =
            [("drieprocent", drieprocent::besturen), ("leerling-leraar-ratio", ratio::besturen)];
        for (regel, besturen) in plafonds {
            for one in besturen(self.gegevens, vandaag) {
                let modus = self.gegevens.modus_bij(regel, one.nummer, one.sector);
                let (Some(tier), Some(ruimte)) = (trap(modus, Tier::Solidariteit), &one.ruimte) else { continue };
                let start = self.heel(&one.instroom)?;
                let teller = self.nieuw(format!("{regel} {} {}", one.nummer, one.sector), start);
                self.knik(teller, tier, true, &(ruimte * &eenheid), Breuk::een().gedeeld_door(&eenheid)?);
                found.entry((one.sector, one.nummer)).or_default().plafonds.push((teller, regel));
            }
        }
        for one in zevenprocent::besturen(self.gegevens, vandaag) {
            let modus = self.gegevens.modus_bij("zevenprocent", one.nummer, one.sector);
            let Some(tier) = trap(modus, Tier::Zevenprocent) else { continue };
            let teller = self.nieuw(format!("zevenprocent {} {}", one.nummer, one.sector), one.geteld.into());
            self.knik(teller, tier, false, &Breuk::from(one.quotum), Breuk::een());
            found.entry((one.sector, one.nummer)).or_default().quotum = Some(teller);
        }
        Some(found)
    }

    /// Coach time per school on every day on which somebody may begin, and the pools above it. The unit is the smallest
    /// of which every use is a whole number.
    #[allow(clippy::type_complexity)]
    fn begeleiding(
        &mut self,
        plekken: &[Plek],
        personen: &[Persoon],
    ) -> Option<(HashMap<usize, Vec<(usize, NaiveDate)>>, Vec<i128>)> {
        let gegevens = self.gegevens;
        let asks: Vec<Breuk> = personen.iter().map(|one| begeleiding::vraagt(gegevens, one.mens.persoon)).collect();
        let mut unit = 1i128;
        for one in &asks {
            unit = num_integer::lcm(unit, i128::try_from(one.delen().1).ok()?);
        }
        let unit_of = breuk(unit)?;
        let uses: Vec<i128> = asks.iter().map(|one| i128::from((one * &unit_of).naar_boven())).collect();
        let mut pools: BTreeMap<(Option<&Bestuursnummer>, NaiveDate), usize> = BTreeMap::new();
        let mut found: HashMap<usize, Vec<(usize, NaiveDate)>> = HashMap::new();
        let regio = gegevens.getal("begeleiding", "pool-regio");
        for (at, school) in gegevens.problem.scholen.iter().enumerate() {
            let board = gegevens.problem.schoolbesturen.iter().find(|one| one.bestuursnummer == school.bestuursnummer);
            let own_pool = board.map(|board| board.begeleiding_fte.breuk()).unwrap_or_default();
            let has_pool = !regio.is_nul() || !own_pool.is_nul();
            let begins = plekken.iter().filter(|plek| has_pool || plek.school == at).map(|plek| plek.dagen.0);
            // Who goes on where he or she is begins to count on the day after.
            let all = personen.iter().flat_map(|one| &one.mens.vandaag);
            let running = all.filter(|today| has_pool || today.vestigingscode == school.vestigingscode);
            let turns = running.flat_map(|today| &today.delen);
            let turns = turns.flat_map(|deel| [Some(deel.van), deel.tot_en_met.succ_opt()]).flatten();
            let days: BTreeSet<NaiveDate> = begins.chain(turns).collect();
            let here: Vec<(usize, &Persoon)> =
                personen.iter().enumerate().filter(|(_, one)| one.mens.is_hier(&school.vestigingscode)).collect();
            for day in days {
                let there = here.iter().filter(|(_, one)| one.mens.is_hier_op(&school.vestigingscode, day));
                let start = there.filter_map(|(at, _)| uses.get(*at)).sum();
                let pool = match has_pool {
                    true => Some(self.pool(&mut pools, school, day, &(&regio * &unit_of), &(&own_pool * &unit_of))),
                    false => None,
                };
                let teller = self.nieuw(format!("begeleiding {} {day}", school.vestigingscode), start);
                let room = (&begeleiding::own(gegevens, school) * &unit_of).naar_beneden();
                if let Some(made) = self.tellers.get_mut(teller) {
                    (made.maximum, made.pool) = (Some(room.into()), pool);
                }
                found.entry(at).or_default().push((teller, day));
            }
        }
        Some((found, uses))
    }

    fn pool(
        &mut self,
        pools: &mut BTreeMap<(Option<&'a Bestuursnummer>, NaiveDate), usize>,
        school: &'a ProblemSchool,
        day: NaiveDate,
        regio: &Breuk,
        bestuur: &Breuk,
    ) -> usize {
        let above = match pools.get(&(None, day)) {
            Some(known) => *known,
            None => {
                let made = self.nieuw(format!("begeleiding regio {day}"), 0);
                if let Some(teller) = self.tellers.get_mut(made) {
                    teller.maximum = Some(regio.naar_beneden().into());
                }
                pools.insert((None, day), made);
                made
            }
        };
        let key = (Some(&school.bestuursnummer), day);
        if let Some(known) = pools.get(&key) {
            return *known;
        }
        let made = self.nieuw(format!("begeleiding bestuur {} {day}", school.bestuursnummer), 0);
        if let Some(teller) = self.tellers.get_mut(made) {
            (teller.maximum, teller.pool) = (Some(bestuur.naar_beneden().into()), Some(above));
        }
        pools.insert(key, made);
        made
    }

    /// Who may hold more pairs than one has a contract that they share, on every day on which any place begins: the prices may
    /// name the first day of one that this person cannot have.
    fn contracten(&mut self, paren: &mut [Paar], personen: &[Persoon], plekken: &[Plek]) {
        for persoon in personen.iter().filter(|one| !one.enkel) {
            let own = paren.get_mut(persoon.van..persoon.tot).unwrap_or_default();
            let days_of = |paar: &Paar| plekken.get(paar.plek).map(|plek| plek.dagen);
            let mut begins: BTreeSet<NaiveDate> = plekken.iter().map(|plek| plek.dagen.0).collect();
            begins.extend(persoon.mens.persoon.contracten.iter().map(|one| one.periode.van));
            begins.extend(persoon.mens.vandaag.iter().flat_map(|today| &today.delen).map(|deel| deel.van));
            for day in begins {
                let covers = |paar: &Paar| days_of(paar).is_some_and(|(van, tot)| van <= day && day <= tot);
                if own.iter().any(covers) {
                    let made = self.nieuw(format!("contract {} {day}", persoon.mens.persoon.id), 0);
                    if let Some(teller) = self.tellers.get_mut(made) {
                        teller.maximum = Some(persoon.mens.vrij_op(day));
                    }
                    own.iter_mut().filter(|paar| covers(paar)).for_each(|paar| paar.telt.push((made, 1, 0)));
                }
            }
        }
    }
}

/// In which tier a breach counts; `None`: in none.
fn trap(modus: Modus, eigen: Tier) -> Option<Tier> {
    match modus {
        Modus::Hard => Some(Tier::HardeRegels),
        Modus::Zacht => Some(eigen),
        Modus::Rapport | Modus::Uit => None,
    }
}

/// A whole number as a fraction.
pub(super) fn breuk(value: i128) -> Option<Breuk> {
    i64::try_from(value).ok().map(Breuk::from)
}

/// A fraction that is a whole number.
pub(super) fn geheel(value: &Breuk) -> Option<i128> {
    let (above, below) = value.delen();
    (below == 1.into()).then(|| i128::try_from(above).ok()).flatten()
}
