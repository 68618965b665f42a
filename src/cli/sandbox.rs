//! `rato demo --sandbox`: the demo as a place to try programs on. The same small region every time, a fixed token per role,
//! and a call that brings everything back.

use std::path::Path;

use anyhow::{Context, anyhow};

use super::demo::{DATABASE, free_port, make};
use crate::app::regiodocent::{RegiodocentFilter, list_regiodocenten};
use crate::app::sandbox::keep;
use crate::app::schoolbestuur::{SchoolbestuurFilter, list_schoolbesturen};
use crate::app::{App, Ctx};
use crate::auth::actor::{Actor, Rol};
use crate::auth::sandbox::token_of;
use crate::auth::token::Verifier;
use crate::config::{Config, Server as Settings};
use crate::demo::vullen::{Omvang, as_role};
use crate::domain::pagina::Pagina;
use crate::http::server::Server;

/// How everything began, beside the database.
const STAND: &str = "sandbox.sqlite";
/// Small: it is there at once, and a person can oversee it.
const OMVANG: Omvang = Omvang { scholen: 12, regiodocenten: 24, zaad: 7 };
/// What is wanted of a list: its first.
const EERSTE: Pagina = Pagina { na: None, aantal: 1 };

/// Takes up a sandbox that was here before, as it began, so that its ids stay the same. Was there one?
pub(super) fn begin(folder: &Path) -> anyhow::Result<bool> {
    let (stand, database) = (folder.join(STAND), folder.join(DATABASE));
    if !stand.exists() {
        return Ok(false);
    }
    for rest in ["-wal", "-shm"] {
        let rest = folder.join(format!("{DATABASE}{rest}"));
        if rest.exists() {
            std::fs::remove_file(&rest).with_context(|| format!("{} gaat niet weg", rest.display()))?;
        }
    }
    std::fs::rename(&stand, &database).with_context(|| format!("{} gaat niet terug", stand.display()))?;
    Ok(true)
}

/// Makes the region unless it was there, keeps how it began, and serves it.
pub(super) fn run(app: &App, config: &Config, folder: &Path, known: bool) -> anyhow::Result<()> {
    // Before anything is made: on a real installation this is refused.
    let verifier = Verifier::new(&config.auth)?.with_sandbox(&config.auth, Vec::new())?;
    if !known {
        make(app, OMVANG)?;
    }
    let stand = folder.join(STAND);
    keep(app, &stand)?;
    let verifier = verifier.with_sandbox(&config.auth, actors(app)?)?;
    let server =
        Server::new(app.clone(), verifier, &config.server).map_err(|why| anyhow!("de API-beschrijving: {why}"))?;
    let port = free_port(config)?;
    print(&format!("http://{}:{port}", config.server.adres));
    Ok(server.with_sandbox(stand).serve(&Settings { poort: port, ..config.server.clone() })?)
}

/// Somebody in each role; the schoolbestuur and the regiodocent are the first of the region.
fn actors(app: &App) -> anyhow::Result<Vec<Actor>> {
    let coordinator = as_role(app, Rol::Regiocoordinator);
    let bestuur =
        first(list_schoolbesturen(&coordinator, &SchoolbestuurFilter::default(), &EERSTE)?.items)?.noun.bestuursnummer;
    let docent = first(list_regiodocenten(&coordinator, &RegiodocentFilter::default(), &EERSTE)?.items)?.id;
    let somebody = |rol: &Rol| {
        let Ctx { actor, .. } = as_role(app, *rol);
        Actor {
            id: token_of(*rol),
            bestuursnummer: (*rol == Rol::Schoolbestuur).then(|| bestuur.clone()),
            regiodocent: (*rol == Rol::Regiodocent).then_some(docent),
            machine: *rol == Rol::HrSysteem,
            ..actor
        }
    };
    Ok(Rol::ALLE.iter().map(somebody).collect())
}

fn first<T>(items: Vec<T>) -> anyhow::Result<T> {
    items.into_iter().next().ok_or_else(|| anyhow!("de proefomgeving is leeg; kies een lege map"))
}

fn print(basis: &str) {
    println!("De proefomgeving luistert op {basis} (stop met Ctrl-C). Alles is verzonnen; dit zijn de tokens:\n");
    for rol in Rol::ALLE {
        println!("  {}", token_of(*rol));
    }
    println!("\nOm te lezen: {basis}/v1/docs\nOm te proberen en terug te gaan naar het begin:\n");
    println!("  curl -s -H 'Authorization: Bearer {}' '{basis}/v1/vacatures'", token_of(Rol::Schoolbestuur));
    println!(
        "  curl -s -X POST -H 'Authorization: Bearer {}' '{basis}/v1/sandbox/herstel'\n",
        token_of(Rol::Beheerder)
    );
}
