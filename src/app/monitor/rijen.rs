//! Rows of the monitor: figures added up per school, board, sector and regio, and left out where they say too much.

use std::collections::{BTreeMap, BTreeSet};

use super::bijdrage::Bijdrage;
use super::{Monitor, Rij, Waarde};
use crate::domain::breuk::Breuk;
use crate::domain::indicator::Indicator;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::kwartaal::Kwartaal;
use crate::domain::onderdrukking::toonbaar;
use crate::domain::sector::Sector;
use crate::matching::cijfers::{deviation, p90};

/// Which boards a caller sees in detail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Zicht {
    /// All of them.
    Alles,
    /// One's own.
    Eigen(Bestuursnummer),
    /// None: only what is added up.
    Totalen,
}

impl Zicht {
    fn shows(&self, bestuur: &Bestuursnummer) -> bool {
        match self {
            Zicht::Alles => true,
            Zicht::Eigen(own) => own == bestuur,
            Zicht::Totalen => false,
        }
    }

    fn own(&self) -> Option<&Bestuursnummer> {
        match self {
            Zicht::Eigen(own) => Some(own),
            Zicht::Alles | Zicht::Totalen => None,
        }
    }
}

/// A figure with the boards it is made of.
#[derive(Debug, Clone, Default)]
struct Som {
    waarde: Breuk,
    besturen: BTreeSet<Bestuursnummer>,
}

/// A row before anything is left out.
struct Volledig<'a> {
    sector: Option<Sector>,
    bijdragen: Vec<&'a Bijdrage>,
    sommen: BTreeMap<Indicator, Som>,
    /// Boards with a school whose personen are not known while its fte is: they would follow from the deeltijdfactor.
    zonder_personen: BTreeSet<Bestuursnummer>,
}

/// The rows that a caller sees. Fill in the rest of the monitor yourself.
pub(super) fn maak(bijdragen: &[Bijdrage], zicht: &Zicht, drempel: usize) -> Monitor {
    let mut per_school: BTreeMap<_, Vec<&Bijdrage>> = BTreeMap::new();
    let mut per_bestuur: BTreeMap<_, Vec<&Bijdrage>> = BTreeMap::new();
    let mut per_sector: BTreeMap<Sector, Vec<&Bijdrage>> = BTreeMap::new();
    for bijdrage in bijdragen {
        per_sector.entry(bijdrage.sector).or_default().push(bijdrage);
        if zicht.shows(&bijdrage.bestuursnummer) {
            per_bestuur.entry((bijdrage.sector, &bijdrage.bestuursnummer)).or_default().push(bijdrage);
            if let Some(code) = &bijdrage.vestigingscode {
                per_school.entry(code).or_default().push(bijdrage);
            }
        }
    }
    let scholen = per_school.into_iter().map(|(code, parts)| Rij {
        vestigingscode: Some(code.clone()),
        bestuursnummer: parts.first().map(|part| part.bestuursnummer.clone()),
        ..add_up(parts.first().map(|part| part.sector), parts).open()
    });
    let schoolbesturen = per_bestuur.into_iter().map(|((sector, nummer), parts)| Rij {
        bestuursnummer: Some(nummer.clone()),
        ..add_up(Some(sector), parts).open()
    });
    let (scholen, schoolbesturen) = (scholen.collect(), schoolbesturen.collect());
    let sectoren: Vec<Volledig> = per_sector.into_iter().map(|(sector, parts)| add_up(Some(sector), parts)).collect();
    let whole = add_up(None, bijdragen.iter().collect());
    let (sectoren, regio) = match zicht {
        Zicht::Alles => (sectoren.iter().map(Volledig::open).collect(), whole.open()),
        _ => suppressed(&sectoren, &whole, zicht.own(), drempel),
    };
    let (kwartaal, peildatum) = (Kwartaal::of(Default::default()), Default::default());
    let (pool, opmerkingen) = (Vec::new(), Vec::new());
    Monitor { kwartaal, peildatum, scholen, schoolbesturen, sectoren, regio, pool, opmerkingen }
}

fn add_up<'a>(sector: Option<Sector>, bijdragen: Vec<&'a Bijdrage>) -> Volledig<'a> {
    let mut sommen: BTreeMap<Indicator, Som> = BTreeMap::new();
    let mut zonder_personen = BTreeSet::new();
    for bijdrage in &bijdragen {
        for (indicator, waarde) in &bijdrage.cijfers {
            let som = sommen.entry(*indicator).or_default();
            som.waarde += waarde.clone();
            som.besturen.insert(bijdrage.bestuursnummer.clone());
        }
        let known = |indicator| bijdrage.cijfers.contains_key(&indicator);
        if known(Indicator::Beschikbaar) && !known(Indicator::Personen) {
            zonder_personen.insert(bijdrage.bestuursnummer.clone());
        }
    }
    let mut row = Volledig { sector, bijdragen, sommen, zonder_personen };
    row.derive();
    row
}

impl Volledig<'_> {
    /// Adds what is no sum itself: shares, the deeltijdfactor and the spread over schools.
    fn derive(&mut self) {
        use Indicator as I;
        for (deel, teller) in [(I::TekortdeelVoor, I::TekortVoor), (I::TekortdeelNa, I::TekortNa)] {
            let share = self.sommen.get(&teller).zip(self.sommen.get(&I::Benodigd));
            let share = share.and_then(|(short, needed)| short.waarde.gedeeld_door(&needed.waarde));
            self.put(deel, I::Benodigd, share);
        }
        let with_personen = self.bijdragen.iter().filter(|part| part.cijfers.contains_key(&I::Personen));
        let fte: Breuk = with_personen.filter_map(|part| part.cijfers.get(&I::Beschikbaar)).cloned().sum();
        let factor = self.sommen.get(&I::Personen).and_then(|persons| fte.gedeeld_door(&persons.waarde));
        self.put(I::Deeltijdfactor, I::Personen, factor);
        for (teller, worst, ninety, spread) in [
            (I::TekortVoor, I::SlechtsteVoor, I::P90Voor, I::StandaardafwijkingVoor),
            (I::TekortNa, I::SlechtsteNa, I::P90Na, I::StandaardafwijkingNa),
        ] {
            let share = |part: &&Bijdrage| part.cijfers.get(&teller)?.gedeeld_door(part.cijfers.get(&I::Benodigd)?);
            let shares: Vec<Breuk> = self.bijdragen.iter().filter_map(share).collect();
            if let Some(most) = shares.iter().max().cloned() {
                self.put(spread, I::Benodigd, Some(deviation(&shares)));
                self.put(ninety, I::Benodigd, Some(p90(shares)));
                self.put(worst, I::Benodigd, Some(most));
            }
        }
    }

    /// A figure made of the same boards as `basis`.
    fn put(&mut self, indicator: Indicator, basis: Indicator, waarde: Option<Breuk>) {
        if let (Some(waarde), Some(basis)) = (waarde, self.sommen.get(&basis)) {
            let besturen = basis.besturen.clone();
            self.sommen.insert(indicator, Som { waarde, besturen });
        }
    }

    fn open(&self) -> Rij {
        self.row(|_| true)
    }

    fn row(&self, shown: impl Fn(Indicator) -> bool) -> Rij {
        let waarde = |indicator| match self.sommen.get(&indicator) {
            Some(_) if !shown(indicator) => Waarde::Onderdrukt,
            Some(som) => Waarde::Bekend(som.waarde.clone()),
            None => Waarde::Ontbreekt,
        };
        let besturen: BTreeSet<_> = self.bijdragen.iter().map(|part| &part.bestuursnummer).collect();
        Rij {
            vestigingscode: None,
            bestuursnummer: None,
            sector: self.sector,
            besturen: besturen.len(),
            scholen: self.bijdragen.iter().filter(|part| part.vestigingscode.is_some()).count(),
            cijfers: Indicator::alle().map(|indicator| (indicator, waarde(indicator))).collect(),
        }
    }
}

/// The sectors and the regio for who may not see every board. What is known of a figure differs per board, so each
/// indicator is judged by itself.
fn suppressed(
    sectoren: &[Volledig],
    whole: &Volledig,
    own: Option<&Bestuursnummer>,
    drempel: usize,
) -> (Vec<Rij>, Rij) {
    let judge = |indicator: Indicator| {
        let boards = |row: &Volledig| row.sommen.get(&indicator).map(|som| som.besturen.clone()).unwrap_or_default();
        toonbaar(&sectoren.iter().map(boards).collect::<Vec<_>>(), own, drempel)
    };
    let verdicts: BTreeMap<Indicator, _> = Indicator::alle().map(|indicator| (indicator, judge(indicator))).collect();
    // Deeltijdfactor × personen is the fte of who told both; the fte of the others must not follow from it.
    let rest = sectoren.iter().map(|row| row.zonder_personen.clone()).collect::<Vec<_>>();
    let rest = toonbaar(&rest, own, drempel);
    let shown = |at: Option<usize>, indicator: Indicator| {
        let of = |verdict: &crate::domain::onderdrukking::Toonbaar| match at {
            Some(at) => verdict.delen.get(at).copied().unwrap_or(false),
            None => verdict.totaal,
        };
        let complement = indicator != Indicator::Deeltijdfactor || of(&rest);
        complement && verdicts.get(&indicator).is_some_and(of)
    };
    let rows = sectoren.iter().enumerate().map(|(at, row)| row.row(|indicator| shown(Some(at), indicator)));
    (rows.collect(), whole.row(|indicator| shown(None, indicator)))
}
