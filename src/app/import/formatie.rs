//! Formatiepeilingen of a regio: what each school needs and has on a day.
//!
//! Whether the schools exist is for the storage to say; here only what the file itself can show.

use std::collections::BTreeSet;
use std::path::Path;

use super::bestand::Bestand;
use super::fout::Importfout;
use super::tabel::{Rij, Tabel, Uitkomst};
use super::verslag::Importverslag;
use super::vorm::Bestandssoort;
use super::waarde;
use crate::domain::formatiepeiling::{Formatiepeiling, Peilingsoort};
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;

/// What the file said, ready to be stored.
#[derive(Debug, Default)]
pub struct FormatieInvoer {
    /// The peilingen, in the order of the file.
    pub peilingen: Vec<Formatiepeiling>,
    /// The row each of them comes from, from 1 with the header.
    pub rijen: Vec<u64>,
    /// The column of the vestigingscode as the file spells it.
    pub kolom: String,
    /// Refusals and row counts.
    pub verslag: Importverslag,
}

/// Reads a file with formatiepeilingen; a row without `soort` is a telling.
pub fn read_formatie(file: &Path) -> Result<FormatieInvoer, Importfout> {
    read_formatie_bestand(Bestand::open(file)?)
}

/// As `read_formatie`, from a file that was opened already.
pub fn read_formatie_bestand(bestand: Bestand) -> Result<FormatieInvoer, Importfout> {
    let tabel = Tabel::new(bestand, &[Bestandssoort::Formatie])?;
    let mut invoer = FormatieInvoer::default();
    let mut gezien = BTreeSet::new();
    let FormatieInvoer { peilingen, rijen, kolom, verslag } = &mut invoer;
    *kolom = tabel.spelling("VESTIGINGSCODE");
    tabel.read(verslag, |rij| {
        let vestigingscode = waarde::take_vestigingscode(rij);
        let Some(peiling) = take_peiling(rij, vestigingscode) else { return Uitkomst::Gebruikt };
        let sleutel = (peiling.vestigingscode.clone(), peiling.peildatum, peiling.soort);
        if gezien.contains(&sleutel) {
            let detail = format!("{} heeft al een {} op {}", sleutel.0, peiling.soort, peiling.peildatum);
            rij.fout(Some("VESTIGINGSCODE"), "dubbel", detail, "laat een van de twee rijen weg");
        }
        if rij.is_goed() {
            gezien.insert(sleutel);
            peilingen.push(peiling);
            rijen.push(rij.nummer());
        }
        Uitkomst::Gebruikt
    })?;
    Ok(invoer)
}

/// All values are looked at before the first that is missing ends it, so that every error of the row is told.
pub(super) fn take_peiling(rij: &mut Rij<'_>, vestigingscode: Option<Vestigingscode>) -> Option<Formatiepeiling> {
    let peildatum = waarde::take_datum(rij, "PEILDATUM");
    let soort = match rij.tekst("SOORT") {
        None => Some(Peilingsoort::Telling),
        Some(tekst) => rij.take("SOORT", "soort", "schrijf telling of prognose", tekst.to_lowercase().parse()),
    };
    let benodigd_fte = take_verplichte_fte(rij, "BENODIGD FTE");
    let beschikbaar_bevoegd_fte = take_verplichte_fte(rij, "BESCHIKBAAR BEVOEGD FTE");
    let niet_inzetbaar_fte = take_verplichte_fte(rij, "NIET INZETBAAR FTE");
    if let (Some(beschikbaar), Some(niet_inzetbaar)) = (beschikbaar_bevoegd_fte, niet_inzetbaar_fte)
        && niet_inzetbaar > beschikbaar
    {
        let detail = format!("{niet_inzetbaar} fte niet inzetbaar is meer dan de {beschikbaar} fte die er is");
        rij.fout(Some("NIET INZETBAAR FTE"), "te-veel", detail, "controleer beide getallen");
    }
    let leerlingen = rij.verplicht("LEERLINGEN").and_then(|_| waarde::take_aantal(rij, "LEERLINGEN"));
    let groepen = waarde::take_aantal(rij, "GROEPEN");
    let personen = waarde::take_aantal(rij, "PERSONEN");
    let eerstejaars = waarde::take_aantal(rij, "EERSTEJAARS ZIJ INSTROMERS EIGEN");
    let verborgen_fte = waarde::take_fte(rij, "VERBORGEN FTE");
    let verwachte_uitstroom_fte = waarde::take_fte(rij, "VERWACHTE UITSTROOM FTE");
    let begeleiding_fte = waarde::take_fte(rij, "BEGELEIDING FTE");
    Some(Formatiepeiling {
        vestigingscode: vestigingscode?,
        peildatum: peildatum?,
        soort: soort?,
        benodigd_fte: benodigd_fte?,
        beschikbaar_bevoegd_fte: beschikbaar_bevoegd_fte?,
        niet_inzetbaar_fte: niet_inzetbaar_fte?,
        verborgen_fte,
        leerlingen: leerlingen?,
        groepen,
        personen,
        verwachte_uitstroom_fte,
        eerstejaars_zij_instromers_eigen: eerstejaars.unwrap_or(0),
        begeleiding_fte,
        verloop: None,
    })
}

fn take_verplichte_fte(rij: &mut Rij<'_>, kolom: &str) -> Option<Fte> {
    rij.verplicht(kolom)?;
    waarde::take_fte(rij, kolom)
}
