//! A file with a recognised header, read row by row: each row is used, skipped with a reason, or refused with every
//! error in it. Nothing falls through: the counts of a file always add up.

use std::path::Path;

use super::bestand::{Bestand, Record};
use super::fout::Importfout;
use super::kop::Kop;
use super::verslag::{Afwijzing, Bestandstelling, Importverslag, Opmerking};
use super::vorm::Bestandssoort;

/// A file and its header.
pub struct Tabel {
    bestand: Bestand,
    kop: Kop,
}

/// What became of a row that has no errors.
pub enum Uitkomst {
    /// It was used.
    Gebruikt,
    /// It is right but not wanted; the reason in Dutch.
    Overgeslagen(&'static str),
}

/// One row on its way in: gives values by column and collects what is wrong.
pub struct Rij<'a> {
    bestand: &'a str,
    kop: &'a Kop,
    record: &'a Record,
    afgewezen: Vec<Afwijzing>,
    opmerkingen: Vec<Opmerking>,
}

impl Tabel {
    /// Opens a file and recognises its header; only kinds that are `toegestaan`.
    pub fn open(path: &Path, toegestaan: &[Bestandssoort]) -> Result<Self, Importfout> {
        Self::new(Bestand::open(path)?, toegestaan)
    }

    /// Recognises the header of an opened file; only kinds that are `toegestaan`.
    pub fn new(bestand: Bestand, toegestaan: &[Bestandssoort]) -> Result<Self, Importfout> {
        let kop = Kop::recognise_for(&bestand, toegestaan)?;
        Ok(Tabel { bestand, kop })
    }

    /// The kind of file.
    pub fn soort(&self) -> Bestandssoort {
        self.kop.soort
    }

    /// The file name.
    pub fn naam(&self) -> &str {
        self.bestand.naam()
    }

    /// A column as the file spells it.
    pub fn spelling(&self, kolom: &str) -> String {
        self.kop.spelling(kolom)
    }

    /// Gives every row to `lees`, which looks at the values and keeps what it wants when the row has no errors:
    /// it must ask `rij.is_goed()` before it keeps anything.
    pub fn read(
        &self,
        verslag: &mut Importverslag,
        mut lees: impl FnMut(&mut Rij<'_>) -> Uitkomst,
    ) -> Result<(), Importfout> {
        let soort = self.kop.soort.naam();
        let mut telling = Bestandstelling { bestand: self.naam().to_owned(), soort, ..Default::default() };
        for record in self.bestand.records()?.skip(usize::from(self.kop.heeft_kopregel)) {
            let record = record?;
            telling.rijen += 1;
            let mut rij = Rij::new(self.naam(), &self.kop, &record);
            let uitkomst = if rij.check_breedte() { lees(&mut rij) } else { Uitkomst::Gebruikt };
            if !rij.is_goed() {
                telling.afgewezen += 1;
                verslag.afgewezen.append(&mut rij.afgewezen);
                continue;
            }
            verslag.opmerkingen.append(&mut rij.opmerkingen);
            match uitkomst {
                Uitkomst::Gebruikt => telling.gebruikt += 1,
                Uitkomst::Overgeslagen(reden) => *telling.overgeslagen.entry(reden).or_default() += 1,
            }
        }
        verslag.bestanden.push(telling);
        Ok(())
    }
}

impl<'a> Rij<'a> {
    /// A row as it was read.
    pub(super) fn new(bestand: &'a str, kop: &'a Kop, record: &'a Record) -> Self {
        Rij { bestand, kop, record, afgewezen: Vec::new(), opmerkingen: Vec::new() }
    }

    /// Has nothing been refused so far?
    pub fn is_goed(&self) -> bool {
        self.afgewezen.is_empty()
    }

    /// The row number, from 1 with the header.
    pub fn nummer(&self) -> u64 {
        self.record.rij
    }

    /// Is there such a column, filled or not?
    pub fn heeft(&self, kolom: &str) -> bool {
        self.kop.plaats(kolom).is_some()
    }

    /// Everything that is wrong with it.
    pub(super) fn into_afgewezen(self) -> Vec<Afwijzing> {
        self.afgewezen
    }

    /// The value in a column, or `None` when it is blank or the file has no such column.
    pub fn tekst(&self, kolom: &str) -> Option<&'a str> {
        self.record.velden.get(self.kop.plaats(kolom)?)?.as_deref()
    }

    /// The value in a column that may not be blank.
    pub fn verplicht(&mut self, kolom: &str) -> Option<&'a str> {
        let tekst = self.tekst(kolom);
        if tekst.is_none() {
            self.fout(Some(kolom), "ontbreekt", "de waarde ontbreekt".into(), "vul een waarde in");
        }
        tekst
    }

    /// The value or, when it is none, a refusal of the row.
    pub fn take<T, E: std::fmt::Display>(
        &mut self,
        kolom: &str,
        code: &'static str,
        herstel: &str,
        waarde: Result<T, E>,
    ) -> Option<T> {
        waarde.map_err(|why| self.fout(Some(kolom), code, why.to_string(), herstel)).ok()
    }

    /// Refuses the row.
    pub fn fout(&mut self, kolom: Option<&str>, code: &'static str, detail: String, herstel: &str) {
        let kolom = kolom.map(|kolom| self.kop.spelling(kolom));
        let (bestand, herstel) = (self.bestand.to_owned(), herstel.to_owned());
        self.afgewezen.push(Afwijzing { bestand, rij: self.record.rij, kolom, code, detail, herstel });
    }

    /// Remarks on the row, if it is accepted in the end.
    pub fn opmerking(&mut self, code: &'static str, betreft: impl ToString, detail: String) {
        self.opmerkingen.push(Opmerking { code, betreft: betreft.to_string(), detail });
    }

    /// As many values as the header has columns? Blank ones at the end may be too many.
    pub(super) fn check_breedte(&mut self) -> bool {
        let (aantal, breedte) = (self.record.velden.len(), self.kop.breedte);
        let over = self.record.velden.get(breedte..).unwrap_or_default();
        let goed = aantal >= breedte && over.iter().all(Option::is_none);
        if !goed {
            let detail = format!("de rij heeft {aantal} waarden en de kopregel {breedte} kolommen");
            self.fout(
                None,
                "aantal-kolommen",
                detail,
                "zet aanhalingstekens om een waarde met een scheidingsteken erin",
            );
        }
        goed
    }
}
