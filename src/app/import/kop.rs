//! Which kind of file is this? Recognised by its header alone, with known old spellings of columns.
//!
//! A header that is none of the known kinds is one clear error and nothing is read; never a guess.

use std::collections::BTreeMap;

use super::bestand::Bestand;
use super::fout::Importfout;
use super::kolommen::Kolom;
use super::vorm::{ALIASSEN, Bestandssoort, LEERLINGEN, VORMEN, Vorm};

/// Normalised column → its place in the row.
type Plaatsen = BTreeMap<String, usize>;
/// Place in the row → the column as the file spells it.
type Spelling = BTreeMap<usize, String>;

/// A recognised header: which column is where.
#[derive(Debug, Clone)]
pub struct Kop {
    /// The kind of file.
    pub soort: Bestandssoort,
    /// Is the first row a header (or data already)?
    pub heeft_kopregel: bool,
    /// Number of columns.
    pub breedte: usize,
    plaatsen: Plaatsen,
    spelling: Spelling,
}

impl Kop {
    /// Recognises the header of `bestand`.
    pub fn recognise(bestand: &Bestand) -> Result<Self, Importfout> {
        let rij = bestand.eerste_rij();
        if is_geonames(rij) {
            return Ok(geonames(rij.len()));
        }
        let (plaatsen, spelling) = find_plaatsen(bestand.naam(), bestand.eerste_rij())?;
        let past = |vorm: &&Vorm| missing(vorm, &plaatsen).is_empty() && unexpected(vorm, &plaatsen).is_empty();
        match VORMEN.iter().filter(|vorm| vorm.soort != Bestandssoort::Postcodepunten).find(past) {
            Some(vorm) => {
                // Separators behind the last name make no column.
                let breedte = spelling.last_key_value().map_or(0, |(plaats, _)| plaats + 1);
                Ok(Kop { soort: vorm.soort, heeft_kopregel: true, breedte, plaatsen, spelling })
            }
            None => Err(unknown_kop(bestand, &plaatsen)),
        }
    }

    /// Recognises the header and refuses a kind that does not belong to `rato import <opdracht>`.
    pub fn recognise_for(bestand: &Bestand, toegestaan: &[Bestandssoort]) -> Result<Self, Importfout> {
        let kop = Kop::recognise(bestand)?;
        if toegestaan.contains(&kop.soort) {
            return Ok(kop);
        }
        let (soort, opdracht) = (kop.soort.naam(), kop.soort.opdracht());
        Err(Importfout::AndereOpdracht { bestand: bestand.naam().to_owned(), soort, opdracht })
    }

    /// The header of a table of which the caller said what it holds: every column that must be there is, and no other
    /// than these. `Err` says what is missing and what is strange.
    pub fn for_kolommen(naam: &str, rij: &[Option<String>], kolommen: &[Kolom]) -> Result<Self, Importfout> {
        let (plaatsen, spelling) = find_plaatsen(naam, rij)?;
        let known: BTreeMap<String, bool> = kolommen.iter().map(|kolom| (kolom.sleutel(), kolom.verplicht)).collect();
        let missing = kolommen.iter().filter(|kolom| kolom.verplicht && !plaatsen.contains_key(&kolom.sleutel()));
        let ontbreekt: Vec<String> = missing.map(|kolom| kolom.naam.to_owned()).collect();
        let strange = plaatsen.iter().filter(|(kolom, _)| !known.contains_key(*kolom));
        let onverwacht: Vec<String> = strange.filter_map(|(_, plaats)| spelling.get(plaats).cloned()).collect();
        if !ontbreekt.is_empty() || !onverwacht.is_empty() {
            return Err(Importfout::AndereKolommen { bestand: naam.to_owned(), ontbreekt, onverwacht });
        }
        let breedte = spelling.last_key_value().map_or(0, |(plaats, _)| plaats + 1);
        Ok(Kop { soort: Bestandssoort::Lijst, heeft_kopregel: true, breedte, plaatsen, spelling })
    }

    /// The header of a row that names its own values, in this order.
    pub fn for_velden(namen: &[String]) -> Self {
        let plaatsen = namen.iter().enumerate().map(|(plaats, naam)| (normalise(naam), plaats)).collect();
        let spelling = namen.iter().cloned().enumerate().collect();
        Kop { soort: Bestandssoort::Lijst, heeft_kopregel: false, breedte: namen.len(), plaatsen, spelling }
    }

    /// Where a column is, by its normalised name.
    pub fn plaats(&self, kolom: &str) -> Option<usize> {
        self.plaatsen.get(kolom).copied()
    }

    /// The name of a column as this file spells it.
    pub fn spelling(&self, kolom: &str) -> String {
        self.plaats(kolom).and_then(|plaats| self.spelling.get(&plaats)).cloned().unwrap_or_else(|| kolom.to_owned())
    }
}

/// Capitals with one space between the words: `benodigdFte`, `benodigd_fte` and `Benodigd FTE` are one column.
pub(super) fn normalise(kolom: &str) -> String {
    let mut los = String::new();
    let mut na_kleine = false;
    for letter in kolom.chars() {
        if na_kleine && letter.is_uppercase() {
            los.push(' ');
        }
        na_kleine = letter.is_lowercase();
        los.push(if letter == '_' { ' ' } else { letter });
    }
    let woorden: Vec<String> = los.split_whitespace().map(str::to_uppercase).collect();
    woorden.join(" ")
}

/// Normalised columns with aliases resolved and the last `LEERLINGEN <year>` under one name.
fn find_plaatsen(naam: &str, rij: &[Option<String>]) -> Result<(Plaatsen, Spelling), Importfout> {
    let (mut plaatsen, mut spelling) = (Plaatsen::new(), Spelling::new());
    for (plaats, kolom) in rij.iter().enumerate() {
        let Some(kolom) = kolom else { continue };
        spelling.insert(plaats, kolom.clone());
        if plaatsen.insert(normalise(kolom), plaats).is_some() {
            return Err(Importfout::DubbeleKolom { bestand: naam.to_owned(), kolom: kolom.clone() });
        }
    }
    for (oud, nieuw) in ALIASSEN {
        if !plaatsen.contains_key(nieuw)
            && let Some(plaats) = plaatsen.remove(oud)
        {
            plaatsen.insert(nieuw.to_owned(), plaats);
        }
    }
    let jaren: BTreeMap<u16, usize> = plaatsen.iter().filter_map(|(kolom, at)| Some((jaar(kolom)?, *at))).collect();
    plaatsen.retain(|kolom, _| jaar(kolom).is_none());
    if let Some((_, plaats)) = jaren.last_key_value() {
        plaatsen.insert(LEERLINGEN.to_owned(), *plaats);
    }
    Ok((plaatsen, spelling))
}

fn jaar(kolom: &str) -> Option<u16> {
    kolom.strip_prefix("LEERLINGEN ").filter(|jaar| jaar.len() == 4)?.parse().ok()
}

fn missing(vorm: &Vorm, plaatsen: &Plaatsen) -> Vec<String> {
    vorm.verplicht.iter().filter(|kolom| !plaatsen.contains_key(**kolom)).map(|kolom| (*kolom).to_owned()).collect()
}

fn unexpected(vorm: &Vorm, plaatsen: &Plaatsen) -> Vec<String> {
    let kent = |kolom: &String| vorm.verplicht.contains(&kolom.as_str()) || vorm.mag.contains(&kolom.as_str());
    plaatsen.keys().filter(|kolom| !vorm.overig_mag && !kent(kolom)).cloned().collect()
}

fn unknown_kop(bestand: &Bestand, plaatsen: &Plaatsen) -> Importfout {
    let treffers = |vorm: &&Vorm| vorm.verplicht.len() - missing(vorm, plaatsen).len();
    let score = |vorm: &&Vorm| treffers(vorm) * 100 / vorm.verplicht.len().max(1);
    let kandidaten = VORMEN.iter().filter(|vorm| vorm.soort != Bestandssoort::Postcodepunten);
    // Half of the columns, or it resembles nothing and the lists would only confuse.
    let lijkt_op = kandidaten.filter(|vorm| score(vorm) >= 50).max_by_key(|vorm| (score(vorm), treffers(vorm)));
    Importfout::OnbekendeKop {
        bestand: bestand.naam().to_owned(),
        lijkt_op: lijkt_op.map(|vorm| vorm.naam),
        ontbreekt: lijkt_op.map(|vorm| missing(vorm, plaatsen)).unwrap_or_default(),
        onverwacht: lijkt_op.map(|vorm| unexpected(vorm, plaatsen)).unwrap_or_default(),
        bekend: VORMEN.iter().map(|vorm| vorm.naam).collect(),
    }
}

/// Eleven or twelve columns that begin with a country and a postcode.
fn is_geonames(rij: &[Option<String>]) -> bool {
    let text = |plaats: usize| rij.get(plaats).and_then(Option::as_deref).unwrap_or_default();
    let is_land = text(0).len() == 2 && text(0).bytes().all(|b| b.is_ascii_uppercase());
    let cijfers = text(1).bytes().take_while(u8::is_ascii_digit).count();
    (11..=12).contains(&rij.len()) && is_land && cijfers == 4
}

fn geonames(breedte: usize) -> Kop {
    let plaatsen: Plaatsen = [("LAND", 0), ("POSTCODE", 1), ("LAT", 9), ("LON", 10)]
        .map(|(kolom, plaats)| (kolom.to_owned(), plaats))
        .into();
    let spelling = plaatsen.values().map(|plaats| (*plaats, format!("{}", plaats + 1))).collect();
    Kop { soort: Bestandssoort::Postcodepunten, heeft_kopregel: false, breedte, plaatsen, spelling }
}
