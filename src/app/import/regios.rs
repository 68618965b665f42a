//! Which gemeente belongs to which regio, for an import of the whole country.

use std::collections::BTreeMap;
use std::path::Path;

use super::bestand::Bestand;
use super::fout::Importfout;
use super::tabel::{Rij, Tabel, Uitkomst};
use super::verslag::Importverslag;
use super::vorm::Bestandssoort;
use super::waarde;
use crate::domain::kenmerk::Gemeentenummer;
use crate::domain::regio::is_regiocode;

/// A regio and its gemeenten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regiogemeenten {
    /// Code, made from the name: `groot-amsterdam`.
    pub code: String,
    /// Name.
    pub naam: String,
    /// Its gemeenten, ascending.
    pub gemeenten: Vec<Gemeentenummer>,
}

/// What the file said, ready to be stored.
#[derive(Debug, Default)]
pub struct RegiosInvoer {
    /// The regios, by code.
    pub regios: Vec<Regiogemeenten>,
    /// Refusals, remarks and row counts.
    pub verslag: Importverslag,
}

/// Reads a file with a regio per gemeente.
pub fn read_regios(file: &Path) -> Result<RegiosInvoer, Importfout> {
    read_regios_bestand(Bestand::open(file)?)
}

/// As `read_regios`, from a file that was opened already.
pub fn read_regios_bestand(bestand: Bestand) -> Result<RegiosInvoer, Importfout> {
    let tabel = Tabel::new(bestand, &[Bestandssoort::Regios])?;
    let mut verslag = Importverslag::default();
    let mut namen: BTreeMap<String, String> = BTreeMap::new();
    let mut indeling: BTreeMap<Gemeentenummer, String> = BTreeMap::new();
    tabel.read(&mut verslag, |rij| {
        let gemeente = waarde::take_gemeentenummer(rij);
        let regio = take_regio(rij, &namen);
        let (Some(gemeente), Some((code, naam))) = (gemeente, regio) else { return Uitkomst::Gebruikt };
        if let Some(eerder) = indeling.get(&gemeente) {
            let detail = format!("gemeente {gemeente} is al ingedeeld bij {eerder}");
            rij.fout(Some("GEMEENTENUMMER"), "dubbel", detail, "laat een van de twee rijen weg");
            return Uitkomst::Gebruikt;
        }
        remark_aandeel(rij, &gemeente, &naam);
        namen.insert(code.clone(), naam);
        indeling.insert(gemeente, code);
        Uitkomst::Gebruikt
    })?;
    let regios = namen
        .into_iter()
        .map(|(code, naam)| {
            let gemeenten = indeling.iter().filter(|(_, regio)| **regio == code).map(|(nummer, _)| nummer.clone());
            Regiogemeenten { gemeenten: gemeenten.collect(), naam, code }
        })
        .collect();
    Ok(RegiosInvoer { regios, verslag })
}

fn take_regio(rij: &mut Rij<'_>, namen: &BTreeMap<String, String>) -> Option<(String, String)> {
    const KOLOM: &str = "ARBEIDSMARKTREGIO";
    let naam = rij.verplicht(KOLOM)?.to_owned();
    let code = to_regiocode(&naam);
    if !is_regiocode(&code) {
        let detail = format!("van '{naam}' is geen code te maken");
        rij.fout(Some(KOLOM), "regionaam", detail, "gebruik een naam van 2 tot 40 tekens die met een letter begint");
        return None;
    }
    if let Some(ander) = namen.get(&code).filter(|ander| **ander != naam) {
        let detail = format!("'{naam}' en '{ander}' geven dezelfde code {code}");
        rij.fout(Some(KOLOM), "regionaam", detail, "schrijf de naam van een regio overal hetzelfde");
        return None;
    }
    Some((code, naam))
}

fn remark_aandeel(rij: &mut Rij<'_>, gemeente: &Gemeentenummer, regio: &str) {
    let aandeel = rij.tekst("AANDEEL").map(|tekst| tekst.replace(',', "."));
    let is_deel = |aandeel: &f64| (0.0..1.0).contains(aandeel);
    if let Some(aandeel) = aandeel.and_then(|tekst| tekst.parse::<f64>().ok()).filter(is_deel) {
        let detail = format!(
            "van gemeente {gemeente} ligt {:.0} % van de scholen in {regio}; de andere gaan mee",
            aandeel * 100.0
        );
        rij.opmerking("gemeente-deels-in-regio", gemeente, detail);
    }
}

/// The name in lower-case ASCII letters and digits with dashes between the words: `Súdwest/Fryslân` → `sudwest-fryslan`.
pub fn to_regiocode(naam: &str) -> String {
    let ascii: String = naam.chars().flat_map(char::to_lowercase).map(without_accent).collect();
    let woorden: Vec<&str> =
        ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|woord| !woord.is_empty()).collect();
    woorden.join("-")
}

fn without_accent(letter: char) -> char {
    match letter {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}
