//! What docs/deploy promises: the unit is one that systemd takes, the image has no root and no secret in it.

use std::process::Command;

use crate::support::source::root;

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join("docs/deploy").join(name)).unwrap()
}

/// Instructions of a Dockerfile: word and the rest, continued lines joined, comments gone.
fn instructions(text: &str) -> Vec<(String, String)> {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    let joined = code.join("\n").replace("\\\n", " ");
    let split =
        |line: &str| line.trim().split_once(' ').map(|(word, rest)| (word.to_uppercase(), rest.trim().to_owned()));
    joined.lines().filter_map(split).collect()
}

/// Everything in a Dockerfile that we do not want to ship.
fn faults(text: &str) -> Vec<String> {
    let code = instructions(text);
    let mut found = Vec::new();
    let stages: Vec<usize> = (0..code.len()).filter(|at| code[*at].0 == "FROM").collect();
    if stages.len() < 2 {
        found.push("one stage: the compiler would be shipped".to_owned());
    }
    let Some(last) = stages.last() else { return found };
    for (word, rest) in &code {
        let image = rest.split_whitespace().next().unwrap_or_default();
        let upper = rest.to_uppercase();
        let is = |name: &str| word == name;
        let installs = is("RUN") && rest.contains("apt-get");
        let secret = ["PASSWORD", "SECRET", "TOKEN", "KEY", "POSTGRES://"].iter().any(|s| upper.contains(s));
        for (bad, what) in [
            (is("FROM") && (!image.contains(':') || image.ends_with(":latest")), "no version"),
            (is("ADD"), "ADD: use COPY"),
            ((is("ENV") || is("ARG")) && secret, "a secret in the image"),
            (
                installs && rest.contains("install") && !rest.contains("--no-install-recommends"),
                "no --no-install-recommends",
            ),
            (installs && !rest.contains("rm -rf /var/lib/apt/lists"), "lists of apt stay behind"),
            (is("COPY") && rest.starts_with(". "), "COPY . takes whatever lies there"),
            ((is("ENTRYPOINT") || is("CMD")) && !rest.starts_with('['), "a shell would hear the signals"),
        ] {
            if bad {
                found.push(format!("{word} {rest}: {what}"));
            }
        }
    }
    let shipped = &code[*last..];
    match shipped.iter().rfind(|(word, _)| word == "USER") {
        None => found.push("runs as root".to_owned()),
        Some((_, user)) if ["0", "root"].contains(&user.split(':').next().unwrap_or_default()) => {
            found.push("runs as root".to_owned());
        }
        Some(_) => {}
    }
    if !shipped.iter().any(|(word, rest)| word == "COPY" && rest.starts_with("--from=")) {
        found.push("nothing comes from the build".to_owned());
    }
    found
}

#[test]
fn the_image_has_no_root_no_secret_and_no_compiler() {
    let text = read("Dockerfile");
    assert_eq!(faults(&text), [""; 0]);
    for (word, rest) in instructions(&text) {
        if word == "COPY" && !rest.starts_with("--from=") {
            let names: Vec<&str> = rest.split_whitespace().collect();
            for name in &names[..names.len() - 1] {
                assert!(root().join(name).exists(), "COPY {name}: not in the tree");
                let listed = read("Dockerfile.dockerignore").lines().any(|line| line == format!("!{name}"));
                assert!(listed, "{name} is not let through by Dockerfile.dockerignore");
            }
        }
    }
}

#[test]
fn a_careless_image_would_be_noticed() {
    let careless = "FROM debian\nADD https://x.example/y /y\nENV DB_PASSWORD=x\nRUN apt-get install g++\nCOPY . .\nCMD rato serve\n";
    let found = faults(careless).join("\n");
    for part in [
        "one stage",
        "no version",
        "ADD",
        "secret",
        "recommends",
        "lists of apt",
        "COPY .",
        "shell",
        "root",
        "nothing comes",
    ] {
        assert!(found.contains(part), "{part} is missing: {found}");
    }
    assert!(faults("FROM a:1 AS b\nFROM c:2\nCOPY --from=b /x /x\nUSER root\n").contains(&"runs as root".to_owned()));
}

#[test]
fn systemd_takes_the_unit() {
    let unit = read("rato.service").replace("/usr/local/bin/rato", env!("CARGO_BIN_EXE_rato"));
    for line in ["DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "MemoryDenyWriteExecute=yes"] {
        assert!(unit.lines().any(|found| found == line), "{line}");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rato.service");
    std::fs::write(&path, unit).unwrap();
    let Ok(said) = Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(&path).output() else {
        println!("OVERGESLAGEN: geen systemd-analyze hier, dus de unit is niet nagekeken");
        return;
    };
    // It also reads the units of this machine; only what it says of ours counts.
    let ours: Vec<String> = String::from_utf8_lossy(&said.stderr)
        .lines()
        .filter(|line| line.contains("rato.service"))
        .map(str::to_owned)
        .collect();
    assert!(ours.is_empty(), "{ours:?}");
}
