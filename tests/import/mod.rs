//! Reading files: small invented ones, one per trap, and the real ones when they are there.

use std::path::PathBuf;

use rato::app::import::fout::Importfout;
use rato::app::import::verslag::Importverslag;

mod bestand;
mod duo;
pub(crate) mod echt;
mod formatie;
mod geo;
mod kop;
mod opdracht;
mod opslaan;
mod opslaan_echt;
mod regios;
mod verslag;

/// An invented file.
fn fixture(naam: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(naam)
}

fn fixtures(namen: &[&str]) -> Vec<PathBuf> {
    namen.iter().map(|naam| fixture(naam)).collect()
}

/// Row, column and code of each refusal, in order.
fn afwijzingen(verslag: &Importverslag) -> Vec<(u64, &str, &'static str)> {
    verslag.afgewezen.iter().map(|a| (a.rij, a.kolom.as_deref().unwrap_or("-"), a.code)).collect()
}

/// Code and subject of each remark, in order.
fn opmerkingen(verslag: &Importverslag) -> Vec<(&'static str, &str)> {
    verslag.opmerkingen.iter().map(|o| (o.code, o.betreft.as_str())).collect()
}

/// Every row of every file is used, skipped or refused, and every refused row is named.
fn assert_sluitend(verslag: &Importverslag) {
    for telling in &verslag.bestanden {
        let overgeslagen: u64 = telling.overgeslagen.values().sum();
        assert_eq!(telling.rijen, telling.gebruikt + telling.afgewezen + overgeslagen, "{telling}");
        let mut rijen: Vec<u64> =
            verslag.afgewezen.iter().filter(|a| a.bestand == telling.bestand).map(|a| a.rij).collect();
        rijen.dedup();
        assert_eq!(rijen.len() as u64, telling.afgewezen, "{telling}");
    }
}

/// The text of an error, which must be there.
fn tekst<T>(uitkomst: Result<T, Importfout>) -> String {
    match uitkomst {
        Ok(_) => panic!("this should have been refused"),
        Err(fout) => fout.to_string(),
    }
}
