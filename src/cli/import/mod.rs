//! `rato import`: reads public files and stores what they say, with progress, ending in a report.

mod voortgang;

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use clap::{Args, Subcommand};

use super::setup;
use crate::app::error::AppError;
use crate::app::import::duo::read_duo;
use crate::app::import::formatie::read_formatie;
use crate::app::import::geo::read_geo;
use crate::app::import::opslaan::{Regiokeuze, store_duo, store_formatie, store_geo};
use crate::app::import::regios::read_regios;
use crate::app::import::verslag::Importverslag;
use crate::domain::kenmerk::Gemeentenummer;
use voortgang::Balk;

/// What to import.
#[derive(Args)]
pub struct Import {
    #[command(subcommand)]
    soort: Soort,
    /// Geeft het verslag als JSON.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Soort {
    /// Schoolbesturen, scholen en deelnames uit de bestanden van DUO en CBS.
    Duo(Duo),
    /// Plaatsen van scholen: adrespunten (BAG) en middelpunten van postcodes.
    Geo {
        /// De bestanden, in willekeurige volgorde; gzip mag.
        #[arg(required = true)]
        bestanden: Vec<PathBuf>,
    },
    /// Formatiepeilingen van scholen.
    Formatie {
        /// Code van de regio: alleen scholen die daar meedoen.
        #[arg(long)]
        regio: Option<String>,
        /// Het bestand; gzip mag.
        bestand: PathBuf,
    },
}

#[derive(Args)]
#[command(group = clap::ArgGroup::new("waar").required(true).args(["regio", "regios"]))]
struct Duo {
    /// Code van de regio waarin alle scholen meedoen; zij wordt gemaakt als zij nog niet bestaat.
    #[arg(long)]
    regio: Option<String>,
    /// Naam van de regio, voor als zij gemaakt wordt.
    #[arg(long, requires = "regio")]
    regio_naam: Option<String>,
    /// Bestand met een regio per gemeente, voor het hele land; ontbrekende regio's worden gemaakt.
    #[arg(long)]
    regios: Option<PathBuf>,
    /// Alleen scholen van deze gemeente (CBS-nummer, bijvoorbeeld 0363).
    #[arg(long)]
    gemeente: Option<Gemeentenummer>,
    /// Het adressenbestand, en naar keuze leerlingen, schoolweging en besturen, in willekeurige volgorde; gzip mag.
    #[arg(required = true)]
    bestanden: Vec<PathBuf>,
}

/// Reads everything first, so that a wrong file changes nothing; then stores it and prints the report.
pub fn run(config: Option<&Path>, import: Import) -> anyhow::Result<ExitCode> {
    let app = setup::app(&setup::config(config)?)?;
    let balk = Balk::new();
    let verslag = match import.soort {
        Soort::Duo(duo) => {
            let (keuze, mut verslag) = duo.keuze()?;
            let invoer = read_duo(&duo.bestanden, duo.gemeente.as_ref())?;
            let opgeslagen = store_duo(&app, invoer, &keuze, duo.gemeente.as_ref(), &mut |stand| balk.meld(stand))
                .map_err(explain)?;
            verslag.add(opgeslagen);
            verslag
        }
        Soort::Geo { bestanden } => {
            store_geo(&app, read_geo(&bestanden)?, &mut |stand| balk.meld(stand)).map_err(explain)?
        }
        Soort::Formatie { regio, bestand } => {
            let invoer = read_formatie(&bestand)?;
            store_formatie(&app, invoer, regio.as_deref(), &mut |stand| balk.meld(stand)).map_err(explain)?
        }
    };
    balk.weg();
    let tekst = if import.json { serde_json::to_string_pretty(&verslag)? + "\n" } else { verslag.to_string() };
    match std::io::stdout().write_all(tekst.as_bytes()) {
        // Whoever reads it has read enough (`| head`); the import itself is done.
        Err(why) if why.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        written => Ok(written.map(|()| ExitCode::SUCCESS)?),
    }
}

impl Duo {
    /// The regios, with the report of reading them from a file.
    fn keuze(&self) -> anyhow::Result<(Regiokeuze, Importverslag)> {
        if let Some(file) = &self.regios {
            let gelezen = read_regios(file)?;
            return Ok((Regiokeuze::PerGemeente(gelezen.regios), gelezen.verslag));
        }
        let code = self.regio.clone().unwrap_or_default();
        Ok((Regiokeuze::Een { code, naam: self.regio_naam.clone() }, Importverslag::default()))
    }
}

/// Errors in what was asked, in Dutch with their repair; anything else as it is.
fn explain(why: AppError) -> anyhow::Error {
    match why {
        AppError::Invoer(fouten) => {
            let regels: Vec<String> = fouten.iter().map(|fout| format!("{}. {}", fout.detail, fout.herstel)).collect();
            anyhow!(regels.join("\n"))
        }
        why => anyhow!(why).context("er is niets gewijzigd"),
    }
}
