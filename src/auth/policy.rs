//! THE table of rights: which role may do what, and how far that reaches. The only place that makes a [`Grant`].
//!
//! It answers from the token alone; whether an object lies within the reach is a `where` in `storage`.

use Reikwijdte::{EigenBestuur, EigenRegio, EigenSchool, Koppeling, Landelijk, Totalen, Zelf};
use Rol::{Auditor, Beheerder, HrSysteem, OcwLezer, Privacyfunctionaris, Regiocoordinator, Regiodocent, Schoolbestuur};

pub use super::actie::Actie;
use super::actor::{Actor, Rol};
pub use super::bereik::Bereik;
use crate::domain::regio::is_regiocode;

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reikwijdte {
    /// All regions.
    Landelijk,
    /// One region of the token.
    EigenRegio,
    /// The board of the token, within one region of the token; not for a token that is narrowed to one school.
    EigenBestuur,
    /// The board of the token, or its one school when the token is narrowed to that.
    EigenSchool,
    /// The board of the token, or the whole region when it names no board: an HR system of either.
    Koppeling,
    /// The regiodocent of the token and nobody else.
    Zelf,
    /// Figures of one region, added up over boards.
    Totalen,
}

/// The table: per action the roles that have it. What is not here is refused.
///
/// A coordinator does not read the audit log: it is there to watch over the coordinator too.
#[rustfmt::skip]
pub const RECHTEN: &[(Actie, &[(Rol, Reikwijdte)])] = &[
    (Actie::RegioLezen,               &[(Beheerder, Landelijk), (Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling), (Regiodocent, EigenRegio), (OcwLezer, EigenRegio), (Auditor, EigenRegio), (Privacyfunctionaris, EigenRegio)]),
    (Actie::RegioMaken,               &[(Beheerder, Landelijk)]),
    (Actie::DeelnameLezen,            &[(Beheerder, Landelijk), (Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling)]),
    (Actie::DeelnameSchrijven,        &[(Regiocoordinator, EigenRegio)]),
    (Actie::SchoolbestuurLezen,       &[(Beheerder, Landelijk), (Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling), (Regiodocent, EigenRegio)]),
    (Actie::SchoolbestuurSchrijven,   &[(Beheerder, Landelijk), (Regiocoordinator, EigenRegio)]),
    (Actie::SchoolLezen,              &[(Beheerder, Landelijk), (Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling), (Regiodocent, EigenRegio)]),
    (Actie::SchoolSchrijven,          &[(Regiocoordinator, EigenRegio)]),
    (Actie::FormatiepeilingLezen,     &[(Beheerder, Landelijk), (Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling)]),
    (Actie::FormatiepeilingSchrijven, &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling)]),
    (Actie::RegiodocentLezen,         &[(Regiocoordinator, EigenRegio), (HrSysteem, Koppeling), (Regiodocent, Zelf), (Privacyfunctionaris, EigenRegio)]),
    (Actie::RegiodocentSchrijven,     &[(Regiocoordinator, EigenRegio), (HrSysteem, EigenRegio)]),
    (Actie::VoorkeurSchrijven,        &[(Regiocoordinator, EigenRegio), (HrSysteem, EigenRegio), (Regiodocent, Zelf)]),
    (Actie::UitsluitingSchrijven,     &[(Regiocoordinator, EigenRegio), (HrSysteem, EigenRegio), (Regiodocent, Zelf)]),
    (Actie::InstemmingSchrijven,      &[(Regiocoordinator, EigenRegio), (Regiodocent, Zelf)]),
    (Actie::VacatureLezen,            &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling)]),
    (Actie::VacatureMaken,            &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling)]),
    (Actie::VacatureWijzigen,         &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling)]),
    (Actie::VacatureIntrekken,        &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling)]),
    (Actie::BeleidLezen,              &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (Regiodocent, EigenRegio), (Auditor, EigenRegio)]),
    (Actie::BeleidSchrijven,          &[(Regiocoordinator, EigenRegio)]),
    (Actie::BeleidVaststellen,        &[(Regiocoordinator, EigenRegio)]),
    (Actie::BoekheropeningLezen,      &[(Regiocoordinator, EigenRegio)]),
    (Actie::BoekheropeningSchrijven,  &[(Regiocoordinator, EigenRegio)]),
    (Actie::BoekheropeningBesluiten,  &[(Regiocoordinator, EigenRegio)]),
    (Actie::MatchrondeLezen,          &[(Regiocoordinator, EigenRegio)]),
    (Actie::MatchrondeStarten,        &[(Regiocoordinator, EigenRegio)]),
    (Actie::MatchrondeStoppen,        &[(Regiocoordinator, EigenRegio)]),
    (Actie::MatchrondeVaststellen,    &[(Regiocoordinator, EigenRegio)]),
    (Actie::IngreepSchrijven,         &[(Regiocoordinator, EigenRegio)]),
    (Actie::OnderzoekMaken,           &[(Regiocoordinator, EigenRegio)]),
    (Actie::DossierLezen,             &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool)]),
    (Actie::RegiodocentdossierLezen,  &[(Regiocoordinator, EigenRegio), (Regiodocent, Zelf)]),
    (Actie::SolidariteitLezen,        &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur), (OcwLezer, Totalen)]),
    (Actie::DoorbelastingLezen,       &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur), (OcwLezer, Totalen)]),
    (Actie::DoorbelastingAfsluiten,   &[(Regiocoordinator, EigenRegio)]),
    (Actie::MonitorLezen,             &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur), (OcwLezer, Totalen)]),
    (Actie::PlaatsingLezen,           &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling), (Regiodocent, Zelf), (Privacyfunctionaris, EigenRegio)]),
    (Actie::PlaatsingAkkoord,         &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (Regiodocent, Zelf)]),
    (Actie::PlaatsingWeigeren,        &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (Regiodocent, Zelf)]),
    (Actie::PlaatsingIntrekken,       &[(Regiocoordinator, EigenRegio)]),
    (Actie::PlaatsingBeeindigen,      &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (Regiodocent, Zelf)]),
    (Actie::PlaatsingOverdragen,      &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenBestuur), (Regiodocent, Zelf)]),
    (Actie::DetacheringLezen,         &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (Regiodocent, Zelf), (Privacyfunctionaris, EigenRegio)]),
    (Actie::DetacheringMaken,         &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool)]),
    (Actie::DetacheringInstemmen,     &[(Regiocoordinator, EigenRegio), (Regiodocent, Zelf)]),
    (Actie::DetacheringBeeindigen,    &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (Regiodocent, Zelf)]),
    (Actie::HerkomstLezen,            &[(Regiocoordinator, EigenRegio), (HrSysteem, Koppeling)]),
    (Actie::ExportLezen,              &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling)]),
    (Actie::ImportLezen,              &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling)]),
    (Actie::ImportMaken,              &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling)]),
    (Actie::DuovergelijkingLezen,     &[(Regiocoordinator, EigenRegio)]),
    (Actie::DuovergelijkingSchrijven, &[(Regiocoordinator, EigenRegio)]),
    (Actie::AbonnementLezen,          &[(Regiocoordinator, EigenRegio), (HrSysteem, Koppeling)]),
    (Actie::AbonnementSchrijven,      &[(Regiocoordinator, EigenRegio), (HrSysteem, Koppeling)]),
    (Actie::WijzigingLezen,           &[(Regiocoordinator, EigenRegio), (Schoolbestuur, EigenSchool), (HrSysteem, Koppeling)]),
    (Actie::AuditregelLezen,          &[(Auditor, EigenRegio)]),
    (Actie::SandboxHerstellen,        &[(Beheerder, Landelijk)]),
    (Actie::Systeem,                  &[]),
];

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
    /// A regiodocent token that does not say who it is (403).
    #[error("Dit token noemt geen regiodocent.")]
    RegiodocentOntbreekt,
    /// Only a person may do this (403).
    #[error("Alleen een mens mag dit doen; een systeem niet.")]
    MensVereist,
    /// The token is narrowed to one school or board and this right reaches further (403).
    #[error("Dit token geldt voor één school of schoolbestuur en is hiervoor te beperkt.")]
    TokenTeBeperkt,
}

/// Proof that an actor may do one action within one reach. Cannot be made outside this file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    actor: Actor,
    actie: Actie,
    bereik: Bereik,
    spoor: Option<String>,
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
            regiodocent: None,
            machine: true,
        };
        Grant { actor, actie: Actie::Systeem, bereik: Bereik::Land, spoor: None }
    }

    /// The same right, within one regio: its auditor sees what was done.
    pub fn in_regio(self, code: &str) -> Grant {
        Grant { bereik: Bereik::Regio(code.to_owned()), ..self }
    }

    /// The same right, for the request with this trace.
    pub fn with_spoor(self, spoor: Option<String>) -> Grant {
        Grant { spoor, ..self }
    }

    /// The trace of the request, for the audit log.
    pub fn spoor(&self) -> Option<&str> {
        self.spoor.as_deref()
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
        self.bereik.regio()
    }
}

/// What only a person may do.
const MENSENWERK: [Actie; 5] = [
    Actie::MatchrondeVaststellen,
    Actie::IngreepSchrijven,
    Actie::BeleidVaststellen,
    Actie::BoekheropeningSchrijven,
    Actie::BoekheropeningBesluiten,
];

/// May `actor` do `actie`, and within what? `regio` is the code the request names, if any.
pub fn authorize(actor: &Actor, actie: Actie, regio: Option<&str>) -> Result<Grant, Geweigerd> {
    let reikwijdte = reikwijdte(actor.rol, actie).ok_or(Geweigerd::GeenRecht { rol: actor.rol, actie })?;
    if MENSENWERK.contains(&actie) && actor.machine {
        return Err(Geweigerd::MensVereist);
    }
    Ok(Grant { actor: actor.clone(), actie, bereik: bereik(actor, reikwijdte, regio)?, spoor: None })
}

/// What lies within `reikwijdte` for this actor. A token that is narrower than the right is refused: ignoring the
/// narrowing would not be safe.
fn bereik(actor: &Actor, reikwijdte: Reikwijdte, asked: Option<&str>) -> Result<Bereik, Geweigerd> {
    let one_school = actor.vestigingscode.is_some() && reikwijdte != EigenSchool;
    let one_board = actor.rol == HrSysteem && actor.bestuursnummer.is_some() && reikwijdte != Koppeling;
    if one_school || one_board {
        return Err(Geweigerd::TokenTeBeperkt);
    }
    if reikwijdte == Landelijk {
        return match asked {
            None => Ok(Bereik::Land),
            Some(code) if is_regiocode(code) => Ok(Bereik::Regio(code.to_owned())),
            Some(_) => Err(Geweigerd::OnbekendeRegio),
        };
    }
    let regio = own_regio(actor, asked)?;
    let bestuursnummer = actor.bestuursnummer.clone();
    Ok(match (reikwijdte, bestuursnummer, actor.vestigingscode.clone()) {
        (Zelf, ..) => Bereik::Zelf { regio, regiodocent: actor.regiodocent.ok_or(Geweigerd::RegiodocentOntbreekt)? },
        (Totalen, ..) => Bereik::Totalen(regio),
        (Landelijk | EigenRegio, ..) | (Koppeling, None, _) => Bereik::Regio(regio),
        (EigenSchool, Some(bestuursnummer), Some(vestigingscode)) => {
            Bereik::School { regio, bestuursnummer, vestigingscode }
        }
        (EigenBestuur | EigenSchool | Koppeling, Some(bestuursnummer), _) => Bereik::Bestuur { regio, bestuursnummer },
        (EigenBestuur | EigenSchool, None, _) => return Err(Geweigerd::BestuurOntbreekt),
    })
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
