//! What the tree itself promises: CI runs README's command, no data and no paths of somebody's machine come in,
//! and links lead somewhere.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::source::root;

/// How the public data files that the tests read are named. They have owners and sizes of their own: never ours to keep.
const DATA_FILES: &[&str] = &[
    "achterstandsscores-bo-",
    "amsterdam-bo-",
    "arbeidsmarktregio-gemeente-",
    "besturen-personele-lasten-",
    "bo-schoolvestigingen-",
    "leerlingen-bo-",
    "lerarentekort-gepubliceerd",
    "pc4-geonames-",
    "personele-bekostiging-bo-",
    "scholen-bo-",
    "schoolweging-bo-",
];

/// Where people and build machines keep their files; written in pieces, or this file would name them.
const PRIVATE_FOLDERS: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
    concat!("C:\\Us", "ers"),
];

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The command below a mark of README, read here without the script that CI uses.
fn readme_command(mark: &str) -> String {
    let readme = read("README.md");
    let (_, below) = readme.split_once(&format!("<!-- ci:{mark} -->\n```sh\n")).expect("het merkteken in README.md");
    below.split_once("\n```").expect("het einde van het blok").0.to_owned()
}

/// Files that are, or with the next commit would be, in the repository. `None` outside a git checkout.
fn files() -> Option<Vec<String>> {
    let list = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let listed = Command::new("git").args(list).current_dir(root()).output().ok().filter(|out| out.status.success());
    let Some(listed) = listed else {
        let _ =
            writeln!(std::io::stderr(), "OVERGESLAGEN: geen git hier, dus geen lijst van bestanden om te controleren");
        return None;
    };
    let names = String::from_utf8(listed.stdout).expect("bestandsnamen in UTF-8");
    let names = names.split('\0').filter(|name| root().join(name).is_file());
    Some(names.map(str::to_owned).collect())
}

#[test]
fn ci_runs_the_test_command_of_the_readme_and_no_other() {
    assert_eq!(readme_command("tests"), "cargo test --locked");
    let said = Command::new("bash").arg(".ci/readme").arg("tests").current_dir(root()).output().unwrap();
    assert_eq!(String::from_utf8(said.stdout).unwrap().trim_end(), readme_command("tests"));

    let run = read(".ci/run");
    let code: Vec<&str> = run.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    assert!(code.contains(&"tests=$(.ci/readme tests)"), "the command comes from README.md");
    assert_eq!(code.last(), Some(&r#"bash -euo pipefail -c "$tests""#), "its result lines end the output");
    assert!(!code.iter().any(|line| line.contains("cargo test")), "and from nowhere else");
    assert!(code.iter().any(|line| line.starts_with("export CI_REQUIRE_PG=1")), "PostgreSQL is not skipped");
}

#[test]
fn ci_builds_with_one_profile_and_one_feature_set() {
    for flag in ["--release", "--profile", "--features", "--no-default-features", "--target", "RUSTFLAGS"] {
        assert!(!read(".ci/run").contains(flag), "{flag} would compile HiGHS twice");
        assert!(!readme_command("tests").contains(flag), "{flag} would compile HiGHS twice");
    }
}

#[test]
fn the_readme_names_what_highs_needs() {
    let packages = readme_command("packages");
    let named: BTreeSet<&str> = packages.split_whitespace().collect();
    for package in ["g++", "make", "cmake", "libclang-dev", "postgresql"] {
        assert!(named.contains(package), "{package} is not in: {packages}");
    }
}

#[test]
fn no_data_file_is_in_the_repository() {
    let Some(files) = files() else { return };
    let data = data_names();
    let found: Vec<_> = files.iter().filter(|file| is_data(file, &data)).collect();
    assert!(found.is_empty(), "data files do not belong here: {found:?}");
}

/// The file is named as one of the data files, by pattern or exactly.
fn is_data(file: &str, data: &BTreeSet<String>) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let table = [".csv", ".csv.gz", ".tsv", ".tsv.gz", ".xlsx"].iter().any(|end| name.ends_with(end));
    data.contains(name) || table && DATA_FILES.iter().any(|start| name.starts_with(start))
}

/// Names of the files that are really in the data folder, when there is one. (Every folder has a README.)
fn data_names() -> BTreeSet<String> {
    fn collect(folder: &Path, names: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                collect(&entry.path(), names);
            } else {
                names.extend(entry.file_name().into_string().ok().filter(|name| name != "README.md"));
            }
        }
    }
    let folder = std::env::var_os("RATO_DATA_DIR").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let mut names = BTreeSet::new();
    collect(&folder, &mut names);
    names
}

#[test]
fn a_data_file_would_be_noticed() {
    let known = BTreeSet::from(["e05100".to_owned()]);
    assert!(is_data("tests/fixtures/bo-schoolvestigingen-2031-01.csv.gz", &known));
    assert!(is_data("e05100", &known));
    assert!(!is_data("tests/fixtures/klein.csv", &known));
    assert!(!is_data("docs/schoolweging-bo-uitleg.md", &known));
}

#[test]
fn no_path_of_a_machine_is_in_the_repository() {
    let Some(files) = files() else { return };
    let mut found = Vec::new();
    for file in files {
        // Not text, then nothing to read.
        let Ok(text) = fs::read_to_string(root().join(&file)) else { continue };
        let lines = text.lines().enumerate().filter(|(_, line)| names_private_folder(line));
        found.extend(lines.map(|(at, line)| format!("{file}:{} {}", at + 1, line.trim())));
    }
    assert!(found.is_empty(), "paths of somebody's machine:\n{}", found.join("\n"));
}

/// An absolute path: not a part of an address, and not one that begins with dots.
fn names_private_folder(line: &str) -> bool {
    PRIVATE_FOLDERS.iter().any(|folder| {
        line.match_indices(folder).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            !before.is_some_and(|sign| sign.is_alphanumeric() || "._-}~".contains(sign))
        })
    })
}

#[test]
fn a_path_of_a_machine_would_be_noticed() {
    assert!(names_private_folder(concat!("cd \"/ho", "me/jan/rato\"")));
    assert!(names_private_folder(concat!("/wo", "rk/x")));
    assert!(!names_private_folder(concat!("https://voorbeeld.nl/ho", "me/")));
    assert!(!names_private_folder(concat!("../wo", "rk/")));
}

#[test]
fn every_link_in_the_documents_leads_to_a_file() {
    let Some(files) = files() else { return };
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| file.ends_with(".md")) {
        let folder = root().join(file).parent().expect("een map").to_owned();
        for target in read(file).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or(target);
            let elsewhere = path.is_empty() || path.contains("://") || path.starts_with("mailto:");
            if !elsewhere && !folder.join(path).exists() {
                broken.push(format!("{file}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "links to nothing:\n{}", broken.join("\n"));
}

#[test]
fn the_changelog_knows_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(read("CHANGELOG.md").contains(&format!("## [{version}]")), "CHANGELOG.md has no part for {version}");
}
