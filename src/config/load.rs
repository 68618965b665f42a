//! Reads the settings: defaults, then a file, then the environment. Tells everything that is wrong, not only the first.
//!
//! A wrong value is left out and reading goes on, so one start shows all errors; with any error there is no `Config`.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use toml::{Table, Value};

use super::Config;
use super::check::{Bezwaar, check_together, check_value};

const DEFAULT: &str = include_str!("../../config/default.toml");
const PREFIX: &str = "RATO__";

/// What is wrong with one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instelfout {
    /// The setting (`server.poort`) and where it was given.
    pub instelling: String,
    /// What is wrong.
    pub reden: String,
    /// What to do about it.
    pub herstel: String,
}

/// Everything that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configfout(pub Vec<Instelfout>);

impl std::error::Error for Configfout {}

impl fmt::Display for Configfout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "De instellingen kloppen niet:")?;
        self.0.iter().try_for_each(|e| write!(f, "\n- {}: {}. Herstel: {}.", e.instelling, e.reden, e.herstel))
    }
}

/// Reads the settings of this process: the file, if any, and the environment.
pub fn load(file: Option<&Path>) -> Result<Config, Configfout> {
    let environment = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok()?;
        // What is not UTF-8 becomes U+FFFD, which no text setting accepts.
        Some((name, value.to_string_lossy().into_owned()))
    });
    let Some(path) = file else { return load_from(None, environment) };
    match std::fs::read_to_string(path) {
        Ok(text) => load_from(Some((&path.display().to_string(), &text)), environment),
        Err(why) => Err(Configfout(vec![Instelfout {
            instelling: format!("bestand {}", path.display()),
            reden: format!("het is niet te lezen ({why})"),
            herstel: "controleer het pad en de rechten, of laat --config en RATO_CONFIG weg".into(),
        }])),
    }
}

/// Reads the settings from the text of a file (with its name) and from environment variables.
pub fn load_from(
    file: Option<(&str, &str)>,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, Configfout> {
    let defaults: Table = DEFAULT.parse().map_err(|why| internal(&why))?;
    let mut reader = Reader { fouten: Vec::new() };
    let file = file.map(|(name, text)| reader.read_file(name, text, &defaults)).unwrap_or_default();
    let environment = reader.read_environment(environment, &defaults);

    let file = toml::to_string(&file).map_err(|why| internal(&why))?;
    let build = || -> Result<Config, config::ConfigError> {
        let toml = |text: &str| config::File::from_str(text, config::FileFormat::Toml);
        let mut builder = config::Config::builder().add_source(toml(DEFAULT)).add_source(toml(&file));
        for (path, value) in environment {
            builder = builder.set_override(path, into_value(value))?;
        }
        builder.build()?.try_deserialize()
    };
    let config = build().map_err(|why| internal(&why))?;

    let issuer = defaults.get("auth").and_then(|auth| auth.get("issuer")).and_then(Value::as_str).unwrap_or_default();
    for (path, bezwaar) in check_together(&config, issuer) {
        reader.refuse(path.to_owned(), bezwaar);
    }
    if reader.fouten.is_empty() { Ok(config) } else { Err(Configfout(reader.fouten)) }
}

/// The checks above let something through that does not fit the types: a fault of ours, told as it is.
fn internal(why: &dyn fmt::Display) -> Configfout {
    Configfout(vec![Instelfout {
        instelling: "instellingen".into(),
        reden: format!("ze zijn niet te verwerken ({why})"),
        herstel: "vergelijk ze met config/default.toml".into(),
    }])
}

fn into_value(value: Value) -> config::Value {
    match value {
        Value::Integer(number) => number.into(),
        Value::Boolean(yes) => yes.into(),
        Value::String(text) => text.into(),
        Value::Array(items) => items.into_iter().map(into_value).collect::<Vec<_>>().into(),
        other => other.to_string().into(),
    }
}

struct Reader {
    fouten: Vec<Instelfout>,
}

impl Reader {
    fn refuse(&mut self, instelling: String, bezwaar: Bezwaar) {
        self.fouten.push(Instelfout { instelling, reden: bezwaar.reden, herstel: bezwaar.herstel });
    }

    /// The good settings of a file.
    fn read_file(&mut self, name: &str, text: &str, defaults: &Table) -> Table {
        match text.parse::<Table>() {
            Ok(table) => self.read_table("", name, table, defaults),
            Err(why) => {
                // Only the message and the line: the text itself may hold a password.
                let line = why.span().map_or(1, |span| text.get(..span.start).unwrap_or("").matches('\n').count() + 1);
                let herstel = "maak er geldige TOML van, zoals config/default.toml".to_owned();
                let reden = format!("regel {line} is geen geldige TOML ({})", why.message());
                self.refuse(format!("bestand {name}"), Bezwaar { reden, herstel });
                Table::new()
            }
        }
    }

    fn read_table(&mut self, prefix: &str, source: &str, given: Table, defaults: &Table) -> Table {
        let mut kept = Table::new();
        for (key, value) in given {
            let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            let label = format!("{path} (bestand {source})");
            match (defaults.get(&key), value) {
                (None, _) => self.refuse(label, unknown(defaults)),
                (Some(Value::Table(section)), Value::Table(table)) => {
                    kept.insert(key, Value::Table(self.read_table(&path, source, table, section)));
                }
                (Some(default), value) => match check_value(&path, default, &value) {
                    Ok(()) => drop(kept.insert(key, value)),
                    Err(bezwaar) => self.refuse(label, bezwaar),
                },
            }
        }
        kept
    }

    /// The good settings of the environment, by path.
    fn read_environment(
        &mut self,
        environment: impl IntoIterator<Item = (String, String)>,
        defaults: &Table,
    ) -> BTreeMap<String, Value> {
        let ours: BTreeMap<String, String> = environment.into_iter().collect();
        let mut kept = BTreeMap::new();
        for (name, text) in ours {
            let Some(rest) = name.strip_prefix(PREFIX) else { continue };
            let path = rest.to_lowercase().replace("__", ".").replace('_', "-");
            let label = format!("{path} (omgevingsvariabele {name})");
            let section =
                path.split_once('.').and_then(|(section, key)| Some((defaults.get(section)?.as_table()?, key)));
            let Some((section, key)) = section else {
                self.refuse(label, unknown(defaults));
                continue;
            };
            let Some(default) = section.get(key) else {
                self.refuse(label, unknown(section));
                continue;
            };
            match from_text(default, &text).and_then(|v| check_value(&path, default, &v).map(|()| v)) {
                Ok(value) => drop(kept.insert(path, value)),
                Err(bezwaar) => self.refuse(label, bezwaar),
            }
        }
        kept
    }
}

fn unknown(section: &Table) -> Bezwaar {
    let names = section.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    Bezwaar { reden: "deze instelling bestaat niet".into(), herstel: format!("kies uit {names}, of haal hem weg") }
}

/// The text of an environment variable as the type of `default`.
fn from_text(default: &Value, text: &str) -> Result<Value, Bezwaar> {
    let wrong = |reden: &str, herstel: &str| Bezwaar { reden: reden.into(), herstel: herstel.into() };
    match default {
        Value::Integer(_) => text
            .trim()
            .parse()
            .map(Value::Integer)
            .map_err(|_| wrong("hier hoort een geheel getal", "schrijf alleen cijfers, zonder punten of eenheid")),
        Value::Boolean(_) => text
            .trim()
            .parse()
            .map(Value::Boolean)
            .map_err(|_| wrong("hier hoort true of false", "schrijf true of false")),
        Value::Array(_) => Err(wrong("een lijst past niet in een omgevingsvariabele", "zet haar in het bestand")),
        _ => Ok(Value::String(text.to_owned())),
    }
}
