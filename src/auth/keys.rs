//! The public keys that tokens are checked with, each with its one algorithm.
//!
//! Keys come from the settings, or from the one address that the settings name; nothing a token says (`jku`, `x5u`, `jwk`)
//! adds one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jsonwebtoken::{Algorithm, DecodingKey};

use super::dev_key::Ontwikkelsleutel;
use super::jwks::Jwks;
use crate::config::{Algoritme, Auth};

/// A key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Sleutelfout {
    /// The file cannot be read or written.
    #[error("sleutelbestand {} is niet te lezen of te maken ({reden}); controleer het pad en de rechten", pad.display())]
    Bestand {
        /// The file.
        pad: PathBuf,
        /// What the machine says.
        reden: String,
    },
    /// The file holds no key of the right kind.
    #[error("{} bevat geen bruikbare sleutel voor {algoritme}; verwacht wordt {verwacht}", pad.display())]
    Inhoud {
        /// The file.
        pad: PathBuf,
        /// The algorithm it is for.
        algoritme: &'static str,
        /// What should be in it.
        verwacht: &'static str,
    },
    /// The file holds no certificate.
    #[error("{} bevat geen certificaat; verwacht wordt PEM met BEGIN CERTIFICATE", pad.display())]
    Certificaat {
        /// The file.
        pad: PathBuf,
    },
    /// Others on this machine can read the private key.
    #[error("{} is leesbaar voor anderen; geef alleen de eigenaar toegang (chmod 600)", pad.display())]
    Rechten {
        /// The file.
        pad: PathBuf,
    },
    /// The development key is asked for on a service that trusts an issuer.
    #[error(
        "ontwikkeltokens kunnen niet: deze dienst draait in productie of kent sleutels van een uitgever; vraag die om een token"
    )]
    GeenOntwikkeling,
    /// A token cannot be made from these data.
    #[error("van deze gegevens is geen token te maken: {0}")]
    Gegevens(String),
    /// The machine gives no random numbers or cannot sign.
    #[error("het ondertekenen mislukt op deze machine")]
    Ondertekenen,
}

/// One key.
pub(super) struct Sleutel {
    pub(super) kid: String,
    pub(super) algorithm: Algorithm,
    pub(super) key: DecodingKey,
}

/// The keys that are trusted now.
pub(super) struct Sleutelbos {
    /// Those of the settings.
    vast: Vec<Arc<Sleutel>>,
    /// Those the issuer publishes.
    pub(super) jwks: Option<Jwks>,
}

impl Sleutelbos {
    /// The keys of the settings: those of the issuer, or the local development key (made when it is not there).
    pub(super) fn open(auth: &Auth) -> Result<Self, Sleutelfout> {
        if auth.is_ontwikkeling() {
            return Ok(Sleutelbos { vast: vec![Arc::new(Ontwikkelsleutel::open(auth)?.public())], jwks: None });
        }
        let read = |s: &crate::config::Sleutel| read_public(&s.kid, s.algoritme, &s.pem_bestand).map(Arc::new);
        let vast = auth.sleutels.iter().map(read).collect::<Result<_, _>>()?;
        let jwks = auth.jwks().map(|url| Jwks::open(url, auth)).transpose()?;
        Ok(Sleutelbos { vast, jwks })
    }

    /// Are there keys in the settings, whatever the issuer publishes?
    pub(super) fn has_own(&self) -> bool {
        !self.vast.is_empty()
    }

    /// The key a token says it is signed with.
    pub(super) fn find(&self, kid: &str) -> Option<Arc<Sleutel>> {
        let known = self.vast.iter().find(|sleutel| sleutel.kid == kid).cloned();
        known.or_else(|| self.jwks.as_ref()?.find(kid))
    }
}

/// Reads the public key of an issuer.
fn read_public(kid: &str, algoritme: Algoritme, pad: &Path) -> Result<Sleutel, Sleutelfout> {
    let pem = std::fs::read(pad).map_err(|why| Sleutelfout::Bestand { pad: pad.into(), reden: why.to_string() })?;
    let (algorithm, algoritme, verwacht) = match algoritme {
        Algoritme::Rs256 => (Algorithm::RS256, "RS256", "een publieke RSA-sleutel van 2048 bits of meer (PEM)"),
        Algoritme::Ps256 => (Algorithm::PS256, "PS256", "een publieke RSA-sleutel van 2048 bits of meer (PEM)"),
        Algoritme::Es256 => (Algorithm::ES256, "ES256", "een publieke sleutel op P-256 (PEM)"),
    };
    let fout = || Sleutelfout::Inhoud { pad: pad.into(), algoritme, verwacht };
    // A private key would work as well, but does not belong on this machine.
    if !pem::parse(&pem).is_ok_and(|block| block.tag() == "PUBLIC KEY" || block.tag() == "RSA PUBLIC KEY") {
        return Err(fout());
    }
    let (key, least, most) = match algorithm {
        Algorithm::ES256 => (DecodingKey::from_ec_pem(&pem), 65, 65),
        // An RSA key in DER is a little longer than its modulus: 256 bytes for 2048 bits.
        _ => (DecodingKey::from_rsa_pem(&pem), 256, 2_048),
    };
    let key = key.map_err(|_| fout())?;
    let length = key.try_get_as_bytes().map_err(|_| fout())?.len();
    if !(least..=most).contains(&length) {
        return Err(fout());
    }
    Ok(Sleutel { kid: kid.to_owned(), algorithm, key })
}
