//! `rato token`: a development token, signed with the local key.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use uuid::Uuid;

use crate::auth::actor::Rol;
use crate::auth::dev_key::Ontwikkelsleutel;
use crate::auth::issue::{Tokenaanvraag, issue};
use crate::clock::Clock;
use crate::config::load;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};

/// What the token should say.
#[derive(Args)]
pub struct TokenArgs {
    /// Rol: regiocoordinator, schoolbestuur, hr-systeem, regiodocent, ocw-lezer, auditor, privacyfunctionaris of beheerder.
    #[arg(long)]
    rol: Rol,
    /// Code van de regio; herhaal voor meer regio's.
    #[arg(long = "regio")]
    regios: Vec<String>,
    /// Nummer van het schoolbestuur, voor die rol en voor een hr-systeem van één bestuur.
    #[arg(long)]
    bestuursnummer: Option<Bestuursnummer>,
    /// Vestigingscode, voor een schoolleider.
    #[arg(long)]
    vestigingscode: Option<Vestigingscode>,
    /// Id van de regiodocent, voor die rol.
    #[arg(long)]
    regiodocent: Option<Uuid>,
    /// Voor een programma in plaats van een mens.
    #[arg(long)]
    machine: bool,
    /// Naam van de houder in het token.
    #[arg(long, default_value = "ontwikkelaar")]
    id: String,
    /// Geldigheid in seconden; standaard zo lang als de instellingen toestaan.
    #[arg(long)]
    seconden: Option<i64>,
}

/// Prints the token and nothing else, so that it can be used in a script.
pub fn run(config: Option<&Path>, args: TokenArgs) -> anyhow::Result<ExitCode> {
    let auth = load(config)?.auth;
    let aanvraag = Tokenaanvraag {
        id: args.id,
        rol: args.rol,
        regios: args.regios,
        bestuursnummer: args.bestuursnummer,
        vestigingscode: args.vestigingscode,
        regiodocent: args.regiodocent,
        machine: args.machine,
        levensduur_seconden: args.seconden,
    };
    println!("{}", issue(&Ontwikkelsleutel::open(&auth)?, &auth, &aanvraag, Clock::system().now())?);
    Ok(ExitCode::SUCCESS)
}
