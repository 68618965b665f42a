//! One step of the measurement: the work of one process, its time and its peak of memory.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use serde_json::json;
use uuid::Uuid;

use super::Stap;
use super::rijen::nouns;
use super::verslag::Meting;
use crate::app::import::aanvraag::{Importaanvraag, create_import, find_import};
use crate::app::import::werk::run_next;
use crate::app::{App, regio::create_regio};
use crate::audit::AuditEntry;
use crate::auth::actor::Rol;
use crate::auth::policy::Grant;
use crate::cli::setup;
use crate::config::{Geheim, load_from};
use crate::demo::vullen::{REGIO, as_role};
use crate::domain::bevoegdheid::Bevoegdheid;
use crate::domain::contract::Contract;
use crate::domain::import::{Importmodus, Importsoort, Importstatus, Importvorm};
use crate::domain::periode::Periode;
use crate::domain::regio::{Regio, Regiosoort};
use crate::domain::regiodocent::Regiodocent;
use crate::storage::StorageError;
use crate::storage::connection::Tx;
use crate::storage::regio::find_regio;
use crate::storage::regiodocent::{Opslag, insert_regiodocenten};

/// Longer than any import takes: nobody takes the job over.
const LEASE: Duration = Duration::from_secs(86_400);
/// Rows that the floor makes at once.
const BLOK: usize = 1_000;

/// Does the step; what it measured.
pub fn run(stap: Stap, database: &str, rijen: u32, bestand: Option<&Path>) -> anyhow::Result<Meting> {
    let mut config = load_from(None, [])?;
    config.database.url = Geheim::new(database);
    let app = setup::app(&config)?;
    let began = Instant::now();
    let gelukt = match stap {
        Stap::Regio => make_regio(&app).map(|()| 0)?,
        Stap::Import => import(&app, bestand.context("welk bestand?")?)?,
        Stap::Vloer => vloer(&app, rijen)?,
    };
    let seconden = began.elapsed().as_secs_f64();
    Ok(Meting { rijen: gelukt, seconden, rekenseconden: cpu_seconds(), geheugen_mib: peak_mib() })
}

fn make_regio(app: &App) -> anyhow::Result<()> {
    let regio = Regio {
        code: REGIO.to_owned(),
        naam: "Regio van de meting".to_owned(),
        soort: Regiosoort::Onderwijsregio,
        periode: Periode::new(app.clock.today(), None),
    };
    create_regio(&as_role(app, Rol::Beheerder), regio)?;
    Ok(())
}

/// Sends the file and does the work; how many rows have their outcome.
fn import(app: &App, bestand: &Path) -> anyhow::Result<i64> {
    let coordinator = as_role(app, Rol::Regiocoordinator);
    let aanvraag = Importaanvraag {
        soort: Importsoort::Regiodocenten,
        modus: Importmodus::GeldigeRijen,
        proef: false,
        vorm: Importvorm::Csv,
    };
    let sent = create_import(&coordinator, aanvraag, std::fs::read(bestand)?)?;
    run_next(app, LEASE)?;
    let done = find_import(&coordinator, sent.id)?.noun;
    if done.status != Importstatus::Klaar || done.telling.fout != wrong(done.totaal) {
        bail!("de import deed iets anders: {:?} {:?}", done.status, done.telling);
    }
    Ok(done.telling.verwerkt())
}

fn wrong(rijen: i64) -> i64 {
    (rijen + 500) / 1_000
}

/// The same rows in one transaction.
fn vloer(app: &App, rijen: u32) -> anyhow::Result<i64> {
    let grant = Grant::systeem("bench");
    let count = app.db.write(&grant, |tx| {
        let regio = find_regio(tx.conn, REGIO)?.ok_or(StorageError::Verouderd)?.id;
        let mut count = 0;
        let mut blok = Vec::with_capacity(BLOK);
        for noun in nouns(rijen) {
            blok.push(noun);
            if blok.len() == BLOK {
                count += put(tx, regio, &mut blok)?;
            }
        }
        count += put(tx, regio, &mut blok)?;
        let entry = AuditEntry::new("bench:vloer", "regio", regio, json!({ "rijen": count }));
        tx.audited(entry, count)
    })?;
    Ok(i64::try_from(count)?)
}

fn put(
    tx: &mut Tx<'_>,
    regio: Uuid,
    blok: &mut Vec<(Regiodocent, Contract, Bevoegdheid)>,
) -> Result<usize, StorageError> {
    let (mut personen, mut contracten, mut bevoegdheden) = (Vec::new(), Vec::new(), Vec::new());
    for (persoon, contract, bevoegdheid) in blok.drain(..) {
        let id = Uuid::now_v7();
        personen.push((id, persoon));
        contracten.push((id, contract));
        bevoegdheden.push((id, bevoegdheid));
    }
    insert_regiodocenten(tx, regio, &personen)?;
    Contract::insert_all(tx, &contracten)?;
    Bevoegdheid::insert_all(tx, &bevoegdheden)?;
    Ok(personen.len())
}

/// The most memory this process ever had, in MiB; 0 where the system does not tell.
fn peak_mib() -> f64 {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()).and_then(|kib| kib.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1_024.0
}

/// Seconds this process computed, on all cores; 0 where the system does not tell.
fn cpu_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // User and system time are the 12th and 13th value after the name, in hundredths.
    let after = told.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}
