//! Kluis: secrets of other systems, sealed (AES-256-GCM), so that who reads the database alone cannot use them.
//!
//! A key has an id, which stands with what it sealed: the first key seals, every key opens. So a new key goes in front, and the
//! old one stays behind it for as long as something is sealed with it. Without a key, outside production, nothing is sealed.

use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::error::AppError;
use crate::config::Geheim;

/// Begins what was sealed.
const ZEGEL: &str = "aes:";

/// Keys by id; cheap to clone.
#[derive(Clone)]
pub struct Kluis(Arc<[(String, Vec<u8>)]>);

impl Kluis {
    /// With the keys of the settings: `id:base64` each, with a space between; `geen` = none.
    pub fn new(sleutels: &Geheim) -> Self {
        let sleutel = |text: &str| {
            let (id, key) = text.split_once(':')?;
            Some((id.to_owned(), STANDARD.decode(key).ok()?))
        };
        Kluis(sleutels.reveal().split_whitespace().filter_map(sleutel).collect())
    }

    /// Seals a secret that belongs to `bij`: sealed it is of no use elsewhere.
    pub fn seal(&self, bij: &str, geheim: &str) -> Result<String, AppError> {
        let Some((id, key)) = self.0.first() else { return Ok(geheim.to_owned()) };
        let mut bytes = geheim.as_bytes().to_vec();
        let nonce = open_key(key)?.seal_in_place_append_tag(Aad::from(bij.as_bytes()), &mut bytes).map_err(broken)?;
        let whole = [nonce.as_ref().as_slice(), bytes.as_slice()].concat();
        Ok(format!("{ZEGEL}{id}:{}", STANDARD.encode(whole)))
    }

    /// Opens what was sealed; what never was comes back as it is.
    pub fn open(&self, bij: &str, verzegeld: &str) -> Result<String, AppError> {
        let Some(sealed) = verzegeld.strip_prefix(ZEGEL) else { return Ok(verzegeld.to_owned()) };
        let (id, text) = sealed.split_once(':').ok_or_else(|| broken(()))?;
        let known = self.0.iter().find(|(known, _)| known == id);
        let (_, key) = known.ok_or_else(|| AppError::Intern(format!("no key '{id}' in jobs.webhooks-sleutels")))?;
        let whole = STANDARD.decode(text).map_err(broken)?;
        let (nonce, bytes) = whole.split_at_checked(NONCE_LEN).ok_or_else(|| broken(()))?;
        let (nonce, mut bytes) = (Nonce::try_assume_unique_for_key(nonce).map_err(broken)?, bytes.to_vec());
        let clear = open_key(key)?.open_in_place(nonce, Aad::from(bij.as_bytes()), &mut bytes).map_err(broken)?;
        String::from_utf8(clear.to_vec()).map_err(broken)
    }
}

fn open_key(key: &[u8]) -> Result<RandomizedNonceKey, AppError> {
    RandomizedNonceKey::new(&AES_256_GCM, key).map_err(broken)
}

fn broken<E>(_: E) -> AppError {
    AppError::Intern("a sealed secret cannot be opened with its key".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kluis(sleutels: &str) -> Kluis {
        Kluis::new(&Geheim::new(sleutels))
    }

    fn key(byte: u8) -> String {
        STANDARD.encode([byte; 32])
    }

    #[test]
    fn a_sealed_secret_opens_with_its_key_at_its_place_only() {
        let one = kluis(&format!("a:{}", key(1)));
        let sealed = one.seal("https://hr.example.nl/", "whsec_x").unwrap();
        assert!(sealed.starts_with("aes:a:") && !sealed.contains("whsec"), "{sealed}");
        assert_ne!(sealed, one.seal("https://hr.example.nl/", "whsec_x").unwrap(), "never twice the same");
        assert_eq!(one.open("https://hr.example.nl/", &sealed).unwrap(), "whsec_x");
        assert!(one.open("https://elders.example.nl/", &sealed).is_err());
        assert!(kluis(&format!("a:{}", key(2))).open("https://hr.example.nl/", &sealed).is_err());
        assert!(kluis("geen").open("https://hr.example.nl/", &sealed).is_err());
    }

    #[test]
    fn a_new_key_in_front_seals_and_the_old_one_still_opens() {
        let sealed = kluis(&format!("oud:{}", key(1))).seal("x", "whsec_x").unwrap();
        let both = kluis(&format!("nieuw:{} oud:{}", key(2), key(1)));
        assert_eq!(both.open("x", &sealed).unwrap(), "whsec_x");
        assert!(both.seal("x", "whsec_x").unwrap().starts_with("aes:nieuw:"));
    }

    #[test]
    fn without_a_key_a_secret_is_kept_as_it_is() {
        let none = kluis("geen");
        assert_eq!(none.seal("x", "whsec_x").unwrap(), "whsec_x");
        assert_eq!(none.open("x", "whsec_x").unwrap(), "whsec_x");
    }
}
