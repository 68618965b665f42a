//! A table file as it really comes: gzipped or not, UTF-8 or windows-1252, `;` `,` or tab, quotes well-formed or not.
//!
//! Streams with bounded memory (one line at a time); knows nothing of columns. One line of the file is one row, so that
//! a stray quote spoils one row and never swallows the rows after it, and row numbers are those of a spreadsheet.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use encoding_rs::{DecoderResult, Encoding, UTF_8, WINDOWS_1252};
use flate2::read::MultiGzDecoder;

use super::fout::Importfout;
use super::regel::{find_scheiding, split_regel};

/// Longest line, in bytes; real ones are under 1,000.
const MAX_REGEL: u64 = 64 * 1024;
/// Read at once when looking for the encoding, in bytes.
const BLOK: u64 = 32 * 1024;
const BOM: &[u8] = b"\xEF\xBB\xBF";

type Bron = Box<dyn Fn() -> io::Result<Box<dyn Read>> + Send + Sync>;

/// A file that has been looked at once: its encoding and separator are known.
pub struct Bestand {
    naam: String,
    bron: Bron,
    codering: &'static Encoding,
    scheiding: u8,
    eerste: Vec<Option<String>>,
}

/// One row: blank values are `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Row in the file, from 1 with the header.
    pub rij: u64,
    /// Values, trimmed.
    pub velden: Vec<Option<String>>,
}

impl Bestand {
    /// Opens a file on disk; its name says nothing about what is in it.
    pub fn open(path: &Path) -> Result<Self, Importfout> {
        let naam = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let path = path.to_owned();
        Self::inspect(naam, Box::new(move || Ok(Box::new(File::open(&path)?))))
    }

    /// A file that is in memory already.
    pub fn from_bytes(naam: &str, bytes: Vec<u8>) -> Result<Self, Importfout> {
        let bytes: std::sync::Arc<[u8]> = bytes.into();
        Self::inspect(naam.to_owned(), Box::new(move || Ok(Box::new(Cursor::new(bytes.clone())))))
    }

    fn inspect(naam: String, bron: Bron) -> Result<Self, Importfout> {
        let codering = find_codering(&naam, &bron)?;
        let mut bestand = Bestand { naam, bron, codering, scheiding: b';', eerste: Vec::new() };
        let mut regels = bestand.regels()?;
        let eerste = loop {
            match regels.next_regel()? {
                None => return Err(Importfout::Leeg { bestand: bestand.naam }),
                Some((_, regel)) if regel.trim().is_empty() => continue,
                Some((_, regel)) => break regel,
            }
        };
        bestand.scheiding = find_scheiding(&eerste);
        bestand.eerste = split_regel(&eerste, bestand.scheiding, None);
        Ok(bestand)
    }

    /// Name for reports: the file name without its folder.
    pub fn naam(&self) -> &str {
        &self.naam
    }

    /// The separator that was found.
    pub fn scheiding(&self) -> char {
        char::from(self.scheiding)
    }

    /// The encoding that was found (`UTF-8` or `windows-1252`).
    pub fn codering(&self) -> &'static str {
        self.codering.name()
    }

    /// The first row that is not blank: the header, if the kind of file has one.
    pub fn eerste_rij(&self) -> &[Option<String>] {
        &self.eerste
    }

    /// All rows from the first on; blank lines are left out.
    pub fn records(&self) -> Result<impl Iterator<Item = Result<Record, Importfout>> + '_, Importfout> {
        let mut regels = self.regels()?;
        let breedte = self.eerste.len();
        Ok(std::iter::from_fn(move || {
            loop {
                match regels.next_regel() {
                    Err(fout) => return Some(Err(fout)),
                    Ok(None) => return None,
                    Ok(Some((_, regel))) if regel.trim().is_empty() => continue,
                    Ok(Some((rij, regel))) => {
                        let velden = split_regel(&regel, self.scheiding, Some(breedte));
                        return Some(Ok(Record { rij, velden }));
                    }
                }
            }
        }))
    }

    /// The lines that are not blank, each with its number, as they are.
    pub fn regels_met_nummer(
        &self,
    ) -> Result<impl Iterator<Item = Result<(u64, String), Importfout>> + '_, Importfout> {
        let mut regels = self.regels()?;
        Ok(std::iter::from_fn(move || regels.next_regel().transpose())
            .filter(|regel| regel.as_ref().map_or(true, |(_, tekst)| !tekst.trim().is_empty())))
    }

    fn regels(&self) -> Result<Regels<'_>, Importfout> {
        let lezer = BufReader::new(open_bron(&self.naam, &self.bron)?);
        Ok(Regels { naam: &self.naam, codering: self.codering, lezer: Box::new(lezer), rij: 0, klaar: false })
    }
}

/// The lines of a file, decoded.
struct Regels<'a> {
    naam: &'a str,
    codering: &'static Encoding,
    lezer: Box<dyn BufRead>,
    rij: u64,
    klaar: bool,
}

impl Regels<'_> {
    fn next_regel(&mut self) -> Result<Option<(u64, String)>, Importfout> {
        if self.klaar {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let gelezen = (&mut self.lezer).take(MAX_REGEL + 1).read_until(b'\n', &mut bytes);
        let aantal = gelezen.inspect_err(|_| self.klaar = true).map_err(|why| lezen(self.naam, &why))?;
        if aantal == 0 {
            self.klaar = true;
            return Ok(None);
        }
        self.rij += 1;
        if bytes.len() as u64 > MAX_REGEL {
            self.klaar = true;
            return Err(Importfout::RegelTeLang { bestand: self.naam.to_owned(), rij: self.rij, max: MAX_REGEL });
        }
        let bytes = if self.rij == 1 { bytes.strip_prefix(BOM).unwrap_or(&bytes) } else { &bytes };
        let (tekst, _) = self.codering.decode_without_bom_handling(bytes);
        Ok(Some((self.rij, tekst.trim_end_matches(['\n', '\r', '\u{1a}']).to_owned())))
    }
}

fn lezen(naam: &str, why: &io::Error) -> Importfout {
    Importfout::Lezen { bestand: naam.to_owned(), oorzaak: why.to_string() }
}

/// Opens and unpacks when the first two bytes say gzip.
fn open_bron(naam: &str, bron: &Bron) -> Result<Box<dyn Read>, Importfout> {
    let openen = |why: io::Error| Importfout::Openen { bestand: naam.to_owned(), oorzaak: why.to_string() };
    let mut lezer = bron().map_err(openen)?;
    let mut begin = Vec::new();
    lezer.by_ref().take(2).read_to_end(&mut begin).map_err(|why| lezen(naam, &why))?;
    let is_gzip = begin == b"\x1f\x8b";
    let geheel = Cursor::new(begin).chain(lezer);
    Ok(if is_gzip { Box::new(MultiGzDecoder::new(BufReader::new(geheel))) } else { Box::new(geheel) })
}

/// Reads the whole file once: a UTF-8 mark or nothing but valid UTF-8 means UTF-8, else windows-1252.
fn find_codering(naam: &str, bron: &Bron) -> Result<&'static Encoding, Importfout> {
    let mut lezer = open_bron(naam, bron)?;
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    // Never full: decoding UTF-8 to UTF-8 adds at most the few bytes that were held over.
    let mut tekst = vec![0_u8; 4 * 32 * 1024];
    let (mut is_utf8, mut begin, mut heeft_bom) = (true, true, false);
    loop {
        let mut blok = Vec::new();
        lezer.by_ref().take(BLOK).read_to_end(&mut blok).map_err(|why| lezen(naam, &why))?;
        if begin {
            check_tekst(naam, &blok)?;
            heeft_bom = blok.starts_with(BOM);
            begin = false;
        }
        if blok.contains(&0) {
            return Err(Importfout::GeenTekst { bestand: naam.to_owned(), soort: "een binair bestand" });
        }
        if is_utf8 {
            let (uitkomst, ..) = decoder.decode_to_utf8_without_replacement(&blok, &mut tekst, blok.is_empty());
            is_utf8 = !matches!(uitkomst, DecoderResult::Malformed(..));
        }
        if blok.is_empty() {
            break;
        }
    }
    match (heeft_bom, is_utf8) {
        (true, false) => Err(Importfout::Codering { bestand: naam.to_owned() }),
        (_, true) => Ok(UTF_8),
        (false, false) => Ok(WINDOWS_1252),
    }
}

/// Refuses what people give instead of a CSV file.
fn check_tekst(naam: &str, begin: &[u8]) -> Result<(), Importfout> {
    let soort = match begin {
        [b'P', b'K', 3, 4, ..] => "een Excel- of zipbestand",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "een oud Excelbestand",
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "tekst in UTF-16",
        _ => return Ok(()),
    };
    Err(Importfout::GeenTekst { bestand: naam.to_owned(), soort })
}
