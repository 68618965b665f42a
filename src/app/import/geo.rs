//! Where schools are: address points (BAG) and, for schools without one, centroids of four-digit postcodes.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::bestand::Bestand;
use super::fout::Importfout;
use super::tabel::{Rij, Tabel, Uitkomst};
use super::verslag::Importverslag;
use super::vorm::Bestandssoort;
use super::waarde;
use crate::domain::kenmerk::{Postcode, Postcode4, Vestigingscode};
use crate::domain::punt::Punt;

/// A place a school may be at: one school may have several address points or postcodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adrespunt {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// The postcode of the address point.
    pub postcode: Option<Postcode>,
    /// The point.
    pub punt: Punt,
}

/// What the files said, ready to be stored.
#[derive(Debug, Default)]
pub struct GeoInvoer {
    /// Every address point, in the order of the file; `choose_punt` picks one.
    pub adrespunten: Vec<Adrespunt>,
    /// Centroid per four-digit postcode.
    pub postcodepunten: BTreeMap<Postcode4, Punt>,
    /// Refusals and row counts.
    pub verslag: Importverslag,
}

impl GeoInvoer {
    /// The address points of each school.
    pub fn kandidaten(&self) -> BTreeMap<&Vestigingscode, Vec<&Adrespunt>> {
        let mut kandidaten: BTreeMap<&Vestigingscode, Vec<&Adrespunt>> = BTreeMap::new();
        for adrespunt in &self.adrespunten {
            kandidaten.entry(&adrespunt.vestigingscode).or_default().push(adrespunt);
        }
        kandidaten
    }
}

/// Reads files with address points and with postcode centroids; any number, any order.
pub fn read_geo(files: &[PathBuf]) -> Result<GeoInvoer, Importfout> {
    let bestanden: Result<Vec<Bestand>, Importfout> = files.iter().map(|path| Bestand::open(path)).collect();
    read_geo_bestanden(bestanden?)
}

/// As `read_geo`, from files that were opened already.
pub fn read_geo_bestanden(bestanden: Vec<Bestand>) -> Result<GeoInvoer, Importfout> {
    let soorten = [Bestandssoort::Adrespunten, Bestandssoort::Postcodepunten];
    let tabellen: Result<Vec<Tabel>, Importfout> =
        bestanden.into_iter().map(|bestand| Tabel::new(bestand, &soorten)).collect();
    let mut invoer = GeoInvoer::default();
    let mut sommen: BTreeMap<Postcode4, Som> = BTreeMap::new();
    for tabel in tabellen? {
        match tabel.soort() {
            Bestandssoort::Postcodepunten => {
                tabel.read(&mut invoer.verslag, |rij| add_postcodepunt(rij, &mut sommen))?;
            }
            _ => tabel.read(&mut invoer.verslag, |rij| add_adrespunt(rij, &mut invoer.adrespunten))?,
        }
    }
    invoer.postcodepunten = sommen.into_iter().map(|(pc4, som)| (pc4, som.gemiddelde())).collect();
    Ok(invoer)
}

/// The point of a school among its candidates: the one with the school's own postcode, else one in the same
/// four-digit area. A point elsewhere is an old address: then `None`, and the centroid of the new postcode is nearer.
/// Without a postcode any candidate will do. Of equals the most south-western, so that order does not matter.
pub fn choose_punt(postcode: Option<&Postcode>, kandidaten: &[&Adrespunt]) -> Option<Punt> {
    let smallest = |past: &dyn Fn(&Adrespunt) -> bool| {
        let punten = kandidaten.iter().filter(|kandidaat| past(kandidaat)).map(|kandidaat| kandidaat.punt);
        punten.min_by_key(|punt| (punt.lat_e6, punt.lon_e6))
    };
    let Some(postcode) = postcode else { return smallest(&|_| true) };
    let pc4 = postcode.pc4();
    smallest(&|kandidaat| kandidaat.postcode.as_ref() == Some(postcode))
        .or_else(|| smallest(&|kandidaat| kandidaat.postcode.as_ref().is_none_or(|other| other.pc4() == pc4)))
}

fn add_adrespunt(rij: &mut Rij<'_>, adrespunten: &mut Vec<Adrespunt>) -> Uitkomst {
    let vestigingscode = waarde::take_vestigingscode(rij);
    let postcode = waarde::take_postcode(rij);
    let punt = waarde::take_punt(rij);
    if !rij.is_goed() {
        return Uitkomst::Gebruikt;
    }
    match (vestigingscode, punt) {
        (Some(vestigingscode), Some(punt)) => {
            adrespunten.push(Adrespunt { vestigingscode, postcode, punt });
            Uitkomst::Gebruikt
        }
        _ => Uitkomst::Overgeslagen("geen punt"),
    }
}

fn add_postcodepunt(rij: &mut Rij<'_>, sommen: &mut BTreeMap<Postcode4, Som>) -> Uitkomst {
    if rij.tekst("LAND").is_some_and(|land| land != "NL") {
        return Uitkomst::Overgeslagen("ander land");
    }
    // The full edition has `1012 AB`; its points average to the area just as well.
    let tekst = rij.verplicht("POSTCODE").unwrap_or_default();
    let pc4 = rij.is_goed().then(|| {
        let cijfers = tekst.get(..4).unwrap_or(tekst);
        rij.take("POSTCODE", "postcode", "schrijf een postcode van vier cijfers", cijfers.parse::<Postcode4>())
    });
    let punt = waarde::take_punt(rij);
    if !rij.is_goed() {
        return Uitkomst::Gebruikt;
    }
    match (pc4.flatten(), punt) {
        (Some(pc4), Some(punt)) => {
            sommen.entry(pc4).or_default().add(punt);
            Uitkomst::Gebruikt
        }
        _ => Uitkomst::Overgeslagen("geen punt"),
    }
}

/// Sum of points; the mean is in whole millionths of a degree (a tenth of a metre), so the same on every machine.
#[derive(Default)]
struct Som {
    lon_e6: i64,
    lat_e6: i64,
    aantal: i64,
}

impl Som {
    fn add(&mut self, punt: Punt) {
        self.lon_e6 += i64::from(punt.lon_e6);
        self.lat_e6 += i64::from(punt.lat_e6);
        self.aantal += 1;
    }

    fn gemiddelde(&self) -> Punt {
        // A mean of i32 values fits an i32.
        let mean = |som: i64| i32::try_from(som.div_euclid(self.aantal.max(1))).unwrap_or_default();
        Punt { lon_e6: mean(self.lon_e6), lat_e6: mean(self.lat_e6) }
    }
}
