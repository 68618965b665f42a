//! The settings: defaults, file, environment, and every way to get them wrong.

use rato::config::{Config, Configfout, load_from};

fn from_file(text: &str) -> Result<Config, Configfout> {
    load_from(Some(("rato.toml", text)), [])
}

fn from_environment(pairs: &[(&str, &str)]) -> Result<Config, Configfout> {
    load_from(None, pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())))
}

/// The settings refused, without where they came from.
fn refused(result: Result<Config, Configfout>) -> Vec<String> {
    let fouten = result.map(|_| ()).unwrap_err().0;
    fouten.iter().map(|e| e.instelling.split(' ').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_defaults_are_a_development_service_on_this_machine_only() {
    let config = load_from(None, []).unwrap();
    assert_eq!((config.server.adres.to_string().as_str(), config.server.poort), ("127.0.0.1", 8080));
    assert_eq!(config.database.url.reveal(), "sqlite://rato.sqlite");
    assert!(config.auth.is_ontwikkeling());
    assert!(config.auth.leeway_seconden <= 5);
    assert_eq!((config.jobs.lease_seconden, config.jobs.hartslag_seconden), (30, 10));
}

#[test]
fn every_default_has_a_comment_line_above_it() {
    let text = include_str!("../../config/default.toml");
    let lines: Vec<&str> = text.lines().collect();
    for (i, line) in lines.iter().enumerate().filter(|(_, line)| line.contains(" = ") && !line.starts_with('#')) {
        assert!(lines.get(i.wrapping_sub(1)).is_some_and(|above| above.starts_with("# ")), "no comment above: {line}");
    }
}

#[test]
fn the_environment_goes_over_the_file_and_the_file_over_the_defaults() {
    let environment = [("RATO__SERVER__POORT", "9001"), ("RATO__SERVER__BODY_LIMIET_KIB", "64"), ("PATH", "/bin")];
    let environment = environment.map(|(n, v)| (n.to_string(), v.to_string()));
    let config = load_from(Some(("rato.toml", "[server]\npoort = 9000\nwerkdraden = 4\n")), environment).unwrap();
    assert_eq!((config.server.poort, config.server.werkdraden, config.server.body_limiet_kib), (9001, 4, 64));
    assert_eq!(config.server.adres.to_string(), "127.0.0.1");
}

#[test]
fn every_setting_can_come_from_the_environment_except_the_keys() {
    let config = from_environment(&[
        ("RATO__DATABASE__URL", "postgres://rato:geheim@db/rato"),
        ("RATO__AUTH__MAX_LEVENSDUUR_SECONDEN", "600"),
        ("RATO__LOG__FORMAAT", "json"),
    ])
    .unwrap();
    assert_eq!(config.auth.max_levensduur_seconden, 600);
    assert_eq!(refused(from_environment(&[("RATO__AUTH__SLEUTELS", "x")])), ["auth.sleutels"]);
}

#[test]
fn all_errors_come_at_once_each_with_its_setting_and_a_repair() {
    let file =
        "[server]\npoort = 70000\nwerkdraden = \"veel\"\nkleur = 1\n[nieuw]\na = 1\n[jobs]\nhartslag-seconden = 20\n";
    let environment =
        [("RATO__LOG__FORMAAT", "xml"), ("RATO__SERVER__PORT", "1"), ("RATO__JOBS__WERKERS", "een"), ("RATO__X", "1")];
    let result =
        load_from(Some(("rato.toml", file)), environment.map(|(name, value)| (name.to_string(), value.to_string())));
    let fout = result.clone().map(|_| ()).unwrap_err();
    assert!(fout.0.iter().all(|e| !e.reden.is_empty() && !e.herstel.is_empty()));
    assert!(fout.to_string().contains("server.poort (bestand rato.toml): 70000 kan niet. Herstel: kies"), "{fout}");
    assert!(fout.to_string().contains("log.formaat (omgevingsvariabele RATO__LOG__FORMAAT)"), "{fout}");
    let mut names = refused(result);
    names.sort();
    let expected = [
        "jobs.hartslag-seconden",
        "jobs.werkers",
        "log.formaat",
        "nieuw",
        "server.kleur",
        "server.poort",
        "server.port",
        "server.werkdraden",
        "x",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_line_and_without_its_text() {
    let fout = from_file("[database]\nurl = \"postgres://rato:geheim@db/rato\n").unwrap_err();
    assert!(fout.to_string().contains("regel 2"), "{fout}");
    assert!(!fout.to_string().contains("geheim"), "{fout}");
}

#[test]
fn a_database_without_a_known_scheme_is_refused_and_no_secret_is_shown() {
    for url in ["rato.sqlite", "mysql://rato:geheim@db/rato", "sqlite://", "Postgres://rato:geheim@db", ""] {
        let fout = from_environment(&[("RATO__DATABASE__URL", url)]).unwrap_err();
        assert!(fout.to_string().contains("database.url") && !fout.to_string().contains("rato:geheim@db"), "{fout}");
    }
    let config = from_environment(&[("RATO__DATABASE__URL", "postgres://rato:geheim@db/rato")]).unwrap();
    assert!(!format!("{config:?}").contains("geheim"));
}

#[test]
fn production_demands_keys_and_an_issuer_of_its_own() {
    let mut names = refused(from_file("[auth]\nproductie = true\n"));
    names.sort();
    assert_eq!(names, ["auth.issuer", "auth.sleutels", "jobs.webhooks-sleutels"]);
    let issuer_only = from_file("[auth]\nissuer = \"https://idp.example.nl\"\n");
    assert_eq!(refused(issuer_only), ["auth.sleutels"], "an issuer without keys must not mean development keys");
    let keys = "[jobs]\nwebhooks-sleutels = \"a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"\n[auth]\nproductie = true\nissuer = \"https://idp.example.nl\"\n\
                [[auth.sleutels]]\nkid = \"a\"\nalgoritme = \"PS256\"\npem-bestand = \"a.pem\"\n";
    let config = from_file(keys).unwrap();
    assert_eq!(config.auth.sleutels.first().map(|s| s.kid.as_str()), Some("a"));
    assert!(!config.auth.is_ontwikkeling());
    let twice = format!("{keys}[[auth.sleutels]]\nkid = \"a\"\nalgoritme = \"RS256\"\npem-bestand = \"b.pem\"\n");
    assert_eq!(refused(from_file(&twice)), ["auth.sleutels"]);
    assert_eq!(refused(from_file(&keys.replace("PS256", "HS256")))[0], "auth.sleutels");
}

#[test]
fn a_leeway_above_five_seconds_is_refused() {
    assert_eq!(refused(from_environment(&[("RATO__AUTH__LEEWAY_SECONDEN", "6")])), ["auth.leeway-seconden"]);
}
