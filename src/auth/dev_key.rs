//! The local development key (ES256): made on first use, readable by its owner only.
//!
//! Refused as soon as the service runs in production or knows keys of an issuer.

use std::io::Write;
use std::path::Path;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use sha2::{Digest, Sha256};

use super::keys::{Sleutel, Sleutelfout};
use crate::config::Auth;

const TAG: &str = "PRIVATE KEY";

/// A key pair for tokens on the machine of a developer.
pub struct Ontwikkelsleutel {
    /// PKCS #8, DER.
    private: Vec<u8>,
    /// The point on the curve, uncompressed.
    public: Vec<u8>,
    kid: String,
}

impl Ontwikkelsleutel {
    /// Reads the key of the settings, or makes it when there is none yet.
    pub fn open(auth: &Auth) -> Result<Self, Sleutelfout> {
        if !auth.is_ontwikkeling() {
            return Err(Sleutelfout::GeenOntwikkeling);
        }
        let pad = auth.ontwikkelsleutel.as_path();
        let fout = |why: std::io::Error| Sleutelfout::Bestand { pad: pad.into(), reden: why.to_string() };
        if !pad.try_exists().map_err(fout)? {
            let pair =
                EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| Sleutelfout::Ondertekenen)?;
            let der = pair.to_pkcs8v1().map_err(|_| Sleutelfout::Ondertekenen)?;
            write_once(pad, &pem::encode(&pem::Pem::new(TAG, der.as_ref())), &random_hex()?).map_err(fout)?;
        }
        check_rights(pad)?;
        Self::from_pem(pad, &std::fs::read(pad).map_err(fout)?)
    }

    fn from_pem(pad: &Path, text: &[u8]) -> Result<Self, Sleutelfout> {
        let fout = || Sleutelfout::Inhoud {
            pad: pad.into(),
            algoritme: "ES256",
            verwacht: "een eigen sleutel op P-256 (PKCS #8); haal het bestand weg, dan komt er een nieuwe",
        };
        let block = pem::parse(text).ok().filter(|block| block.tag() == TAG).ok_or_else(fout)?;
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, block.contents()).map_err(|_| fout())?;
        let public = pair.public_key().as_ref().to_vec();
        let digest = hex(&Sha256::digest(&public));
        let kid = format!("ontwikkel-{}", digest.get(..16).unwrap_or(&digest));
        Ok(Ontwikkelsleutel { private: block.into_contents(), public, kid })
    }

    /// The `kid` of its tokens: derived from the public key, so another key has another one.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    pub(super) fn signing(&self) -> EncodingKey {
        EncodingKey::from_ec_der(&self.private)
    }

    pub(super) fn public(&self) -> Sleutel {
        Sleutel { kid: self.kid.clone(), algorithm: Algorithm::ES256, key: DecodingKey::from_ec_der(&self.public) }
    }
}

/// 128 random bits as hexadecimal text.
pub(super) fn random_hex() -> Result<String, Sleutelfout> {
    let mut random = [0u8; 16];
    aws_lc_rs::rand::fill(&mut random).map_err(|_| Sleutelfout::Ondertekenen)?;
    Ok(hex(&random))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a file that only its owner may read, whole or not at all; when two processes are first, one of the two wins.
fn write_once(pad: &Path, text: &str, draft_id: &str) -> std::io::Result<()> {
    let mut draft = pad.as_os_str().to_owned();
    draft.push(format!(".{draft_id}.nieuw"));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    let linked = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::hard_link(&draft, pad))
        .or_else(|why| if why.kind() == std::io::ErrorKind::AlreadyExists { Ok(()) } else { Err(why) });
    std::fs::remove_file(&draft)?;
    linked
}

/// Refuses a private key that others can read.
fn check_rights(pad: &Path) -> Result<(), Sleutelfout> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let rights = std::fs::metadata(pad)
            .map_err(|why| Sleutelfout::Bestand { pad: pad.into(), reden: why.to_string() })?
            .permissions()
            .mode();
        if rights & 0o077 != 0 {
            return Err(Sleutelfout::Rechten { pad: pad.into() });
        }
    }
    Ok(())
}
