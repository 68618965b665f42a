//! THE table of rights: which role may do what, and how far that reaches. The only place that makes a [`Grant`].
//!
//! It answers from the token alone; whether an object lies within the reach is a `where` in `storage`.

use Reikwijdte::{EigenBestuur, EigenRegio, Landelijk};
use Rol::{Auditor, Beheerder, Regiocoordinator, Schoolbestuur};

pub use super::actie::Actie;
use super::actor::{Actor, Rol};
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::regio::is_regiocode;

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reikwijdte {
    /// All regions.
    Landelijk,
    /// One region of the token.
    EigenRegio,
    /// The board of the token, within one region of the token.
    EigenBestuur,
}

/// The table: per action the roles that have it. What is not here is refused.
///
/// A coordinator does not read the audit log: it is there to watch over the coordinator too.
#[rustfmt::skip]
pub const RECHTEN: &[(Actie, &[(Rol, Reikwijdte)])] = &[
    (Actie::RegioLezen,               &[(Beheerder, Landelijk), (Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::RegioMaken,               &[(Beheerder, Landelijk)]),
    (Actie::DeelnameLezen,            &[(Beheerder, Landelijk), (Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::DeelnameSchrijven,        &[(Regiocoordinator, EigenRegio)]),
    (Actie::SchoolbestuurLezen,       &[(Beheerder, Landelijk), (Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::SchoolbestuurSchrijven,   &[(Regiocoordinator, EigenRegio)]),
    (Actie::SchoolLezen,              &[(Beheerder, Landelijk), (Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::SchoolSchrijven,          &[(Regiocoordinator, EigenRegio)]),
    (Actie::FormatiepeilingLezen,     &[(Beheerder, Landelijk), (Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::FormatiepeilingSchrijven, &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::RegiodocentLezen,         &[(Regiocoordinator, EigenRegio)]),
    (Actie::RegiodocentSchrijven,     &[(Regiocoordinator, EigenRegio)]),
    (Actie::VacatureLezen,            &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::VacatureMaken,            &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::VacatureWijzigen,         &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::VacatureIntrekken,        &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::BeleidLezen,              &[(Regiocoordinator, EigenRegio)]),
    (Actie::BeleidSchrijven,          &[(Regiocoordinator, EigenRegio)]),
    (Actie::BeleidVaststellen,        &[(Regiocoordinator, EigenRegio)]),
    (Actie::MatchrondeLezen,          &[(Regiocoordinator, EigenRegio)]),
    (Actie::MatchrondeStarten,        &[(Regiocoordinator, EigenRegio)]),
    (Actie::MatchrondeStoppen,        &[(Regiocoordinator, EigenRegio)]),
    (Actie::MatchrondeVaststellen,    &[(Regiocoordinator, EigenRegio)]),
    (Actie::SolidariteitLezen,        &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::PlaatsingLezen,           &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::PlaatsingAkkoord,         &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::PlaatsingWeigeren,        &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::PlaatsingIntrekken,       &[(Regiocoordinator, EigenRegio)]),
    (Actie::PlaatsingBeeindigen,      &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::PlaatsingOverdragen,      &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur)]),
    (Actie::AuditregelLezen,          &[(Auditor, EigenRegio)]),
    (Actie::Systeem,                  &[]),
];

/// What lies within a grant; `storage` filters every read and write by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bereik {
    /// Everything.
    Land,
    /// One region, by its code.
    Regio(String),
    /// One board within one region.
    Bestuur {
        /// Code of the region.
        regio: String,
        /// The board.
        bestuursnummer: Bestuursnummer,
    },
}

/// Why an action is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Geweigerd {
    /// The role does not have this right (403).
    #[error("De rol '{rol}' heeft geen recht op '{actie}'.")]
    GeenRecht {
        /// The role.
        rol: Rol,
        /// The action.
        actie: Actie,
    },
    /// The token is for several regions and the request names none (400).
    #[error("Dit token geldt voor meer regio's; geef met 'regio' aan om welke het gaat.")]
    RegioVereist {
        /// The regions to choose from.
        regios: Vec<String>,
    },
    /// The region named is not of this token; answered exactly like a region that does not exist (404).
    #[error("Deze regio is niet gevonden.")]
    OnbekendeRegio,
    /// A schoolbestuur token without a bestuursnummer (403).
    #[error("Dit token noemt geen schoolbestuur.")]
    BestuurOntbreekt,
    /// Only a person may do this (403).
    #[error("Alleen een mens mag dit doen; een systeem niet.")]
    MensVereist,
    /// The token is narrowed to one school and this right reaches further (403).
    #[error("Dit token geldt voor één school en is hiervoor te beperkt.")]
    TokenTeBeperkt,
}

/// Proof that an actor may do one action within one reach. Cannot be made outside this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    actor: Actor,
    actie: Actie,
    bereik: Bereik,
}

impl Grant {
    /// The right of the service itself, for the command line and the workers: nobody calls, so no table is asked.
    ///
    /// Never use it for a request; a handler has an actor. `naam` tells which part acts (`werker`, `import`):
    /// the audit log shows `systeem:<naam>`.
    pub fn systeem(naam: &'static str) -> Grant {
        let actor = Actor {
            id: format!("systeem:{naam}"),
            rol: Beheerder,
            regios: Vec::new(),
            bestuursnummer: None,
            vestigingscode: None,
            machine: true,
        };
        Grant { actor, actie: Actie::Systeem, bereik: Bereik::Land }
    }

    /// Who may.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What they may do.
    pub fn actie(&self) -> Actie {
        self.actie
    }

    /// Within what.
    pub fn bereik(&self) -> &Bereik {
        &self.bereik
    }

    /// Code of the region the grant is for; `None` when it is for all.
    pub fn regio(&self) -> Option<&str> {
        match &self.bereik {
            Bereik::Land => None,
            Bereik::Regio(regio) | Bereik::Bestuur { regio, .. } => Some(regio),
        }
    }
}

/// May `actor` do `actie`, and within what? `regio` is the code the request names, if any.
pub fn authorize(actor: &Actor, actie: Actie, regio: Option<&str>) -> Result<Grant, Geweigerd> {
    let reikwijdte = reikwijdte(actor.rol, actie).ok_or(Geweigerd::GeenRecht { rol: actor.rol, actie })?;
    if matches!(actie, Actie::MatchrondeVaststellen | Actie::BeleidVaststellen) && actor.machine {
        return Err(Geweigerd::MensVereist);
    }
    // No reach of one school exists yet: refusing is safe, ignoring the narrowing would not be.
    if actor.vestigingscode.is_some() {
        return Err(Geweigerd::TokenTeBeperkt);
    }
    let bereik = match reikwijdte {
        Landelijk => match regio {
            None => Bereik::Land,
            Some(code) if is_regiocode(code) => Bereik::Regio(code.to_owned()),
            Some(_) => return Err(Geweigerd::OnbekendeRegio),
        },
        EigenRegio => Bereik::Regio(own_regio(actor, regio)?),
        EigenBestuur => Bereik::Bestuur {
            regio: own_regio(actor, regio)?,
            bestuursnummer: actor.bestuursnummer.clone().ok_or(Geweigerd::BestuurOntbreekt)?,
        },
    };
    Ok(Grant { actor: actor.clone(), actie, bereik })
}

/// How far `actie` reaches for `rol`; `None` = not at all.
pub fn reikwijdte(rol: Rol, actie: Actie) -> Option<Reikwijdte> {
    let (_, rollen) = RECHTEN.iter().find(|(a, _)| *a == actie)?;
    rollen.iter().find(|(r, _)| *r == rol).map(|(_, reikwijdte)| *reikwijdte)
}

/// The region of the token the request is about.
fn own_regio(actor: &Actor, asked: Option<&str>) -> Result<String, Geweigerd> {
    match (asked, actor.regios.as_slice()) {
        (Some(code), own) => own.iter().find(|r| *r == code).cloned().ok_or(Geweigerd::OnbekendeRegio),
        (None, [only]) => Ok(only.clone()),
        (None, []) => Err(Geweigerd::OnbekendeRegio),
        (None, several) => Err(Geweigerd::RegioVereist { regios: several.to_vec() }),
    }
}
