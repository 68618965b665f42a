//! One way to write a closed list of words: the enum, its spelling in JSON, database and text, and the error.

/// The text is not one of the allowed words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{waarde}' is niet toegestaan; kies uit {}", toegestaan.join(", "))]
pub struct GeenKeuze {
    /// What was given.
    pub waarde: String,
    /// What is allowed.
    pub toegestaan: &'static [&'static str],
}

/// Declares an enum whose variants have one fixed spelling everywhere.
macro_rules! keuze {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every spelling, in order.
            pub const WOORDEN: &'static [&'static str] = &[$($text),+];

            /// Every variant, in order.
            pub const ALLE: &'static [Self] = &[$(Self::$variant),+];

            /// The spelling.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::keuze::GeenKeuze;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::domain::keuze::GeenKeuze {
                        waarde: text.to_owned(),
                        toegestaan: Self::WOORDEN,
                    }),
                }
            }
        }
    };
}
pub(crate) use keuze;
