//! Schools and boards from the files of DUO and CBS, joined on the vestigingscode.
//!
//! The address files lead: they say which schools exist and who runs them. The other files only add to those schools;
//! a school they do not mention stays, with a remark.

mod adres;
mod bestuur;
mod leerlingen;
mod schoolweging;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::bestand::Bestand;
use super::fout::Importfout;
use super::tabel::Tabel;
use super::verslag::{Importverslag, Opmerking};
use super::vorm::Bestandssoort;
use crate::domain::kenmerk::{Bestuursnummer, Gemeentenummer, Vestigingscode};
use crate::domain::school::School;
use crate::domain::schoolbestuur::Schoolbestuur;
use crate::domain::sector::Sector;

/// What the files said, ready to be stored.
#[derive(Debug, Default)]
pub struct DuoInvoer {
    /// Schools, by vestigingscode.
    pub scholen: Vec<School>,
    /// The boards of those schools, by number.
    pub besturen: Vec<Schoolbestuur>,
    /// The sectors of which the files name every school.
    pub sectoren: BTreeSet<Sector>,
    /// Refusals, remarks and row counts; nothing is stored yet, so new, changed and unchanged are 0.
    pub verslag: Importverslag,
}

/// The schools while they are put together.
type Scholen = BTreeMap<Vestigingscode, School>;

/// The files that say which schools exist.
const ADRESSEN: [Bestandssoort; 3] =
    [Bestandssoort::Schoolvestigingen, Bestandssoort::SchoolvestigingenSpeciaal, Bestandssoort::SchoolvestigingenVo];

const SOORTEN: [Bestandssoort; 6] = [
    ADRESSEN[0],
    ADRESSEN[1],
    ADRESSEN[2],
    Bestandssoort::Leerlingen,
    Bestandssoort::Schoolweging,
    Bestandssoort::Besturenlasten,
];

/// Reads the files (any order, kinds recognised by their header; an address file must be there), for the whole
/// country or for one gemeente. Every header is checked before a row is read.
pub fn read_duo(files: &[PathBuf], gemeente: Option<&Gemeentenummer>) -> Result<DuoInvoer, Importfout> {
    let bestanden: Result<Vec<Bestand>, Importfout> = files.iter().map(|path| Bestand::open(path)).collect();
    read_duo_bestanden(bestanden?, gemeente)
}

/// As `read_duo`, from files that were opened already.
pub fn read_duo_bestanden(bestanden: Vec<Bestand>, gemeente: Option<&Gemeentenummer>) -> Result<DuoInvoer, Importfout> {
    let tabellen = recognise(bestanden)?;
    let (mut verslag, mut scholen, mut sectoren) = (Importverslag::default(), Scholen::new(), BTreeSet::new());
    for adressen in ADRESSEN.iter().filter_map(|soort| tabellen.get(soort)) {
        adres::read(adressen, gemeente, &mut scholen, &mut verslag)?;
        sectoren.extend(adres::sectoren(adressen.soort()));
    }
    if sectoren.is_empty() {
        return Err(Importfout::SoortOntbreekt { soort: Bestandssoort::Schoolvestigingen.naam() });
    }
    if let Some(tabel) = tabellen.get(&Bestandssoort::Leerlingen) {
        leerlingen::add(tabel, &mut scholen, &mut verslag)?;
    }
    if let Some(tabel) = tabellen.get(&Bestandssoort::Schoolweging) {
        schoolweging::add(tabel, &mut scholen, &mut verslag)?;
    }
    let mut besturen: BTreeMap<Bestuursnummer, Schoolbestuur> = scholen
        .values()
        .map(|school| school.bestuursnummer.clone())
        .map(|bestuursnummer| (bestuursnummer.clone(), Schoolbestuur { bestuursnummer, naam: None }))
        .collect();
    if let Some(tabel) = tabellen.get(&Bestandssoort::Besturenlasten) {
        bestuur::add_namen(tabel, &mut besturen, &mut verslag)?;
    }
    Ok(DuoInvoer {
        scholen: scholen.into_values().collect(),
        besturen: besturen.into_values().collect(),
        sectoren,
        verslag,
    })
}

fn recognise(bestanden: Vec<Bestand>) -> Result<BTreeMap<Bestandssoort, Tabel>, Importfout> {
    let mut tabellen: BTreeMap<Bestandssoort, Tabel> = BTreeMap::new();
    for bestand in bestanden {
        let tabel = Tabel::new(bestand, &SOORTEN)?;
        let soort = tabel.soort();
        if let Some(eerste) = tabellen.get(&soort) {
            let (eerste, tweede) = (eerste.naam().to_owned(), tabel.naam().to_owned());
            return Err(Importfout::DubbeleSoort { eerste, tweede, soort: soort.naam() });
        }
        tabellen.insert(soort, tabel);
    }
    Ok(tabellen)
}

/// Remarks on every bo-school that `is_genoemd` does not know: the files that add are about those.
fn add_niet_genoemd(
    code: &'static str,
    wat: &str,
    scholen: &Scholen,
    is_genoemd: impl Fn(&Vestigingscode) -> bool,
    verslag: &mut Importverslag,
) {
    for school in scholen.values().filter(|school| school.sector == Sector::Bo && !is_genoemd(&school.vestigingscode)) {
        let detail = format!("{} ({}) {wat}", school.vestigingscode, school.naam);
        verslag.opmerkingen.push(Opmerking { code, betreft: school.vestigingscode.to_string(), detail });
    }
}
