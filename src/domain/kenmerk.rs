//! Identifying codes of the field: bestuursnummer, vestigingscode and postcode. Always text; leading zeros matter.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// The text does not have the form of the code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{waarde}' is geen {soort}; {vorm}")]
pub struct GeenKenmerk {
    /// What was given.
    pub waarde: String,
    /// Which code was expected.
    pub soort: &'static str,
    /// What it looks like.
    pub vorm: &'static str,
}

/// `9` a digit, `A` a capital letter.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(c, s)| match s {
            b'9' => c.is_ascii_digit(),
            _ => c.is_ascii_uppercase(),
        })
}

macro_rules! kenmerk {
    ($(#[$doc:meta])* $name:ident, $soort:literal, $shape:literal, $vorm:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = GeenKenmerk;
            fn from_str(text: &str) -> Result<Self, GeenKenmerk> {
                if has_shape(text, $shape) {
                    Ok($name(text.to_owned()))
                } else {
                    Err(GeenKenmerk { waarde: text.to_owned(), soort: $soort, vorm: $vorm })
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

kenmerk!(
    /// Number of a schoolbestuur (bevoegd gezag): five digits.
    Bestuursnummer, "bestuursnummer", "99999", "het heeft vijf cijfers, bijvoorbeeld 41797"
);
kenmerk!(
    /// Code of a school (vestiging): its BRIN (two digits, two letters) and two digits.
    Vestigingscode, "vestigingscode", "99AA99", "hij heeft twee cijfers, twee hoofdletters en twee cijfers, bijvoorbeeld 00AP00"
);
kenmerk!(
    /// Postcode without a space: `1012AB`.
    Postcode, "postcode", "9999AA", "hij heeft vier cijfers en twee hoofdletters zonder spatie, bijvoorbeeld 1012AB"
);
kenmerk!(
    /// The four digits of a postcode: an area of a few streets to a village.
    Postcode4, "viercijferige postcode", "9999", "hij heeft vier cijfers, bijvoorbeeld 1012"
);
kenmerk!(
    /// CBS municipality code: four digits, leading zeros included.
    Gemeentenummer, "gemeentenummer", "9999", "het heeft vier cijfers, bijvoorbeeld 0363"
);

impl Vestigingscode {
    /// The BRIN (instellingscode) it begins with.
    pub fn brin(&self) -> &str {
        self.0.get(..4).unwrap_or_default()
    }
}

impl Postcode {
    /// Its four digits.
    pub fn pc4(&self) -> Postcode4 {
        Postcode4(self.0.get(..4).unwrap_or_default().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_shape_passes() {
        assert_eq!("00AP00".parse::<Vestigingscode>().unwrap().brin(), "00AP");
        assert!("00ap00".parse::<Vestigingscode>().is_err());
        assert!("0AP00".parse::<Vestigingscode>().is_err());
        assert!("4179".parse::<Bestuursnummer>().is_err());
        assert_eq!("1012AB".parse::<Postcode>().unwrap().pc4().as_str(), "1012");
        assert!("1012 AB".parse::<Postcode>().is_err());
    }
}
