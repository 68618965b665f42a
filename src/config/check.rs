//! What a setting may be. The defaults are the list of settings and of their types; the rest is said here.
//!
//! Says what is wrong without repeating the value of a setting that may be secret.

use toml::Value;

use super::Config;

/// Why a value is refused and what to do.
pub(super) struct Bezwaar {
    /// What is wrong.
    pub reden: String,
    /// How to mend it.
    pub herstel: String,
}

fn bezwaar(reden: impl Into<String>, herstel: impl Into<String>) -> Bezwaar {
    Bezwaar { reden: reden.into(), herstel: herstel.into() }
}

/// Whole numbers and the least and most they may be.
const GRENZEN: &[(&str, i64, i64)] = &[
    ("server.poort", 1, 65_535),
    ("server.werkdraden", 1, 256),
    ("server.body-limiet-kib", 1, 65_536),
    ("server.import-limiet-mib", 1, 512),
    ("server.leestijd-seconden", 1, 300),
    ("server.stoptijd-seconden", 0, 600),
    ("server.verzoeken-per-minuut", 0, 10_000_000),
    ("server.idempotentie-uren", 1, 168),
    ("database.lees-verbindingen", 1, 64),
    ("database.wacht-seconden", 1, 60),
    ("auth.max-levensduur-seconden", 60, 86_400),
    ("auth.leeway-seconden", 0, 5),
    ("auth.jwks-pauze-seconden", 10, 3_600),
    ("auth.jwks-levensduur-seconden", 60, 86_400),
    ("jobs.werkers", 0, 64),
    ("jobs.lease-seconden", 5, 3_600),
    ("jobs.hartslag-seconden", 1, 1_800),
    ("jobs.poll-seconden", 1, 300),
    ("jobs.max-pogingen", 1, 20),
    ("jobs.bewaar-dagen", 30, 3_650),
    ("jobs.solver-geheugen-mib", 128, 1_048_576),
    ("matching.tijdlimiet-seconden", 1, 86_400),
    ("matching.werklimiet", 0, 1_000_000_000_000),
    ("matching.ingreep-seconden", 1, 600),
    ("matching.ingreep-werklimiet", 0, 1_000_000_000_000),
    ("matching.onderzoek-seconden", 1, 600),
    ("matching.threads", 1, 64),
    ("monitor.kleinste-groep", 1, 20),
    ("monitor.kleinste-aantal-personen", 1, 50),
];

/// May setting `path` be `value`? `default` gives the type.
pub(super) fn check_value(path: &str, default: &Value, value: &Value) -> Result<(), Bezwaar> {
    if default.type_str() != value.type_str() {
        let reden = format!("hier hoort {}, niet {}", kind(default), kind(value));
        return Err(bezwaar(reden, format!("schrijf het als in de standaardinstelling: {}", example(path, default))));
    }
    match value {
        Value::Integer(number) => check_number(path, *number),
        Value::String(text) => check_text(path, text),
        Value::Array(items) if path == "server.cors-oorsprongen" => items.iter().try_for_each(check_oorsprong),
        Value::Array(items) => items.iter().try_for_each(check_sleutel),
        _ => Ok(()),
    }
}

fn check_number(path: &str, number: i64) -> Result<(), Bezwaar> {
    match GRENZEN.iter().find(|(name, _, _)| *name == path) {
        Some((_, least, most)) if number < *least || number > *most => {
            Err(bezwaar(format!("{number} kan niet"), format!("kies een geheel getal van {least} tot en met {most}")))
        }
        _ => Ok(()),
    }
}

fn check_text(path: &str, text: &str) -> Result<(), Bezwaar> {
    if text.trim().is_empty() {
        return Err(bezwaar("de waarde is leeg", "vul een waarde in of laat de instelling weg"));
    }
    if text.contains('\u{fffd}') {
        return Err(bezwaar("de tekst is geen UTF-8", "schrijf de waarde in UTF-8"));
    }
    let fits = match path {
        "server.adres" => text.parse::<std::net::IpAddr>().is_ok(),
        "database.url" => {
            ["sqlite://", "postgres://"].iter().any(|s| text.strip_prefix(s).is_some_and(|r| !r.is_empty()))
        }
        "server.bron" => text.starts_with("urn:") && !text.contains(char::is_whitespace),
        "auth.jwks-url" => {
            let on_machine = ["http://127.0.0.1:", "http://localhost:"].iter().any(|start| text.starts_with(start));
            text == "geen" || on_machine || text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty())
        }
        "jobs.webhooks-oorsprong" => {
            text.contains('.') && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte))
        }
        "jobs.webhooks-sleutels" => text == "geen" || text.split_whitespace().all(is_webhooksleutel),
        "log.formaat" => ["tekst", "json"].contains(&text),
        "log.niveau" => tracing_subscriber::EnvFilter::try_new(text).is_ok(),
        _ => true,
    };
    if fits {
        return Ok(());
    }
    Err(match path {
        "server.adres" => bezwaar(format!("'{text}' is geen IP-adres"), "geef bijvoorbeeld 127.0.0.1 of 0.0.0.0"),
        "database.url" => bezwaar(
            "het adres van de database begint niet met sqlite:// of postgres://, of er volgt niets",
            "geef bijvoorbeeld sqlite://rato.sqlite of postgres://gebruiker:wachtwoord@host/rato",
        ),
        "auth.jwks-url" => bezwaar(
            format!("'{text}' is geen adres met https"),
            "geef bijvoorbeeld https://idp.example.nl/jwks.json, of geen",
        ),
        "jobs.webhooks-oorsprong" => {
            bezwaar(format!("'{text}' is geen domeinnaam"), "geef bijvoorbeeld rato.example.nl, zonder https")
        }
        "jobs.webhooks-sleutels" => bezwaar(
            "dit zijn geen sleutels",
            "geef id:sleutel, met een sleutel van 32 bytes in base64 (openssl rand -base64 32)",
        ),
        "server.bron" => bezwaar(format!("'{text}' is geen URN"), "geef urn:nld:oin:<OIN>:systeem:<naam>"),
        "log.formaat" => bezwaar(format!("'{text}' bestaat niet"), "kies tekst of json"),
        _ => bezwaar(format!("'{text}' is geen logfilter"), "geef bijvoorbeeld info of info,rato=debug"),
    })
}

fn is_webhooksleutel(text: &str) -> bool {
    use base64::Engine;
    let Some((id, key)) = text.split_once(':') else { return false };
    let named = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    named && base64::engine::general_purpose::STANDARD.decode(key).is_ok_and(|key| key.len() == 32)
}

fn check_oorsprong(item: &Value) -> Result<(), Bezwaar> {
    let text = item.as_str().unwrap_or_default();
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let fits = !host.is_empty() && !host.contains(['/', '*', '?', '#', '@', ' ']);
    if fits {
        return Ok(());
    }
    Err(bezwaar(format!("'{text}' is geen oorsprong"), "geef bijvoorbeeld \"https://portaal.example.nl\", zonder pad"))
}

fn check_sleutel(item: &Value) -> Result<(), Bezwaar> {
    const HERSTEL: &str = "geef per sleutel kid, algoritme en pem-bestand, alle drie als tekst";
    const NAMEN: [&str; 3] = ["kid", "algoritme", "pem-bestand"];
    let Some(table) = item.as_table() else {
        return Err(bezwaar("een sleutel is een blok [[auth.sleutels]]", HERSTEL));
    };
    if let Some(name) = table.keys().find(|name| !NAMEN.contains(&name.as_str())) {
        return Err(bezwaar(format!("een sleutel kent '{name}' niet"), HERSTEL));
    }
    for name in NAMEN {
        if table.get(name).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty()) {
            return Err(bezwaar(format!("'{name}' ontbreekt bij een sleutel of is geen tekst"), HERSTEL));
        }
    }
    match table.get("algoritme").and_then(Value::as_str) {
        Some("RS256" | "PS256" | "ES256") => Ok(()),
        other => Err(bezwaar(
            format!("algoritme '{}' wordt niet aanvaard", other.unwrap_or_default()),
            "kies RS256, PS256 of ES256",
        )),
    }
}

/// Settings that do not go together, with the name of the one to change.
pub(super) fn check_together(config: &Config, default_issuer: &str) -> Vec<(&'static str, Bezwaar)> {
    let mut found = Vec::new();
    let (auth, jobs) = (&config.auth, &config.jobs);
    if jobs.hartslag_seconden * 2 > jobs.lease_seconden {
        let reden = format!(
            "{} is meer dan de helft van jobs.lease-seconden ({})",
            jobs.hartslag_seconden, jobs.lease_seconden
        );
        found.push(("jobs.hartslag-seconden", bezwaar(reden, "verklein de hartslag of vergroot de lease")));
    }
    let no_keys = auth.sleutels.is_empty() && auth.jwks().is_none();
    if auth.productie && no_keys {
        found.push((
            "auth.sleutels",
            bezwaar(
                "in productie is een sleutel van de uitgever verplicht",
                "geef auth.jwks-url, of een blok [[auth.sleutels]]",
            ),
        ));
    }
    if auth.productie && jobs.webhooks_lokaal {
        let reden = "op een echte installatie gaat een webhook nooit naar deze machine zelf";
        found.push(("jobs.webhooks-lokaal", bezwaar(reden, "laat deze instelling weg")));
    }
    if auth.productie && jobs.webhooks_sleutels.reveal() == "geen" {
        let reden = "op een echte installatie staan geheimen van webhooks niet leesbaar in de database";
        found.push((
            "jobs.webhooks-sleutels",
            bezwaar(reden, "geef id:sleutel; maak een sleutel met openssl rand -base64 32"),
        ));
    }
    if !auth.productie && no_keys && auth.issuer != default_issuer {
        let reden = "er is een uitgever ingesteld maar geen sleutel van die uitgever";
        found.push((
            "auth.sleutels",
            bezwaar(reden, "geef auth.jwks-url, voeg een blok [[auth.sleutels]] toe of laat auth.issuer weg"),
        ));
    }
    if !auth.is_ontwikkeling() && auth.issuer == default_issuer {
        found.push((
            "auth.issuer",
            bezwaar("dit is de uitgever van ontwikkeltokens", "geef de 'iss' van de uitgever van de sleutels"),
        ));
    }
    if auth.productie && auth.jwks().is_some_and(|url| !url.starts_with("https://")) {
        found.push(("auth.jwks-url", bezwaar("in productie gaat dit over https", "geef een adres met https")));
    }
    for (i, sleutel) in auth.sleutels.iter().enumerate() {
        if auth.sleutels.iter().take(i).any(|other| other.kid == sleutel.kid) {
            let reden = format!("kid '{}' komt twee keer voor", sleutel.kid);
            found.push(("auth.sleutels", bezwaar(reden, "geef elke sleutel een eigen kid")));
        }
    }
    found
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "tekst",
        Value::Integer(_) => "een geheel getal",
        Value::Float(_) => "een getal met decimalen",
        Value::Boolean(_) => "true of false",
        Value::Array(_) => "een lijst",
        Value::Table(_) => "een blok met instellingen",
        Value::Datetime(_) => "een datum",
    }
}

fn example(path: &str, default: &Value) -> String {
    let name = path.rsplit('.').next().unwrap_or(path);
    match default {
        Value::Table(_) => format!("[{path}]"),
        _ => format!("{name} = {default}"),
    }
}
