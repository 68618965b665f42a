//! The letters of a case file: as they were read and approved, plain, explained, and silent about others.
//!
//! The approved letters stand in `tests/fixtures/dossier`. After a wanted change, `RATO_BRIEVEN=1` writes them again; read
//! them before you commit.

use std::collections::BTreeSet;
use std::path::Path;

use rato::domain::punt::Punt;
use rato::domain::voorkeur::Voorkeur;
use rato::matching::canonical::with_norms;
use rato::matching::dossier::{BEGRIPPEN, Brief, Dossier, Herkomst, dossier};
use rato::matching::facts::Feiten;
use rato::matching::plan::Plan;
use rato::matching::problem::{Onderwerp, Problem};
use rato::matching::{Limits, Niemand, solve};

use super::fixture::*;

/// Five boards with a school each, of which the first has more teachers than its share; nine people; vacatures of every kind.
fn regio() -> (Problem, Plan) {
    let mut problem = leeg();
    let namen = ["De Regenboog", "Het Kompas", "De Vuurtoren", "De Springplank", "Het Anker"];
    for (at, naam) in namen.iter().enumerate() {
        let (code, nummer) = (format!("0{}AA00", at + 1), format!("1000{}", at + 1));
        let mut board = bestuur(&nummer);
        board.naam = format!("Stichting {naam}");
        problem.schoolbesturen.push(board);
        let mut place = school(&code, &nummer, "20", ["19.5", "15", "16", "17", "14.5"][at]);
        place.naam = format!("basisschool {naam}");
        place.punt = Punt::from_degrees(4.9 + 0.01 * at as f64, 52.37);
        if let Some(formatie) = place.formatie.as_mut() {
            formatie.leerlingen = [300, 420, 410, 400, 430][at];
        }
        problem.scholen.push(place);
        for (number, omvang) in ["0.8", "1"].into_iter().enumerate() {
            problem.vacatures.push(vacature(&format!("v{}{number}", at + 1), &code, omvang));
        }
    }
    for (at, omvang) in ["0.8", "0.8", "1", "1", "0.6", "0.8", "1", "0.5"].into_iter().enumerate() {
        let mut person = docent(&format!("d{at}"), omvang);
        person.punt = Punt::from_degrees(4.9 + 0.01 * (at % 5) as f64, 52.36);
        person.lot = u64::try_from(at).unwrap();
        problem.regiodocenten.push(person);
    }
    let mut beginner = eerstejaars("d8", "1");
    beginner.punt = Punt::from_degrees(4.91, 52.38);
    problem.regiodocenten.push(beginner);
    problem.regiodocenten[2].voorkeuren = vec![Voorkeur { vestigingscode: "02AA00".parse().unwrap(), minuten: 10 }];
    problem.regiodocenten[7].vog_datum = None;
    let problem = with_norms(problem).unwrap();
    let plan = solve(&problem, &Limits { werk: Some(20_000), ..Limits::default() }, &Niemand).unwrap();
    (problem, plan)
}

fn herkomst() -> Herkomst {
    Herkomst {
        regio: "Amsterdam".into(),
        matchronde: "0193a7c0-0000-7000-8000-000000000001".into(),
        datum: dag("2026-11-02"),
        vastgesteld: true,
        bestuursbesluit: Some("besluit van 4 juni 2026".into()),
        regels_van: Some(dag("2026-08-01")),
        akkoordtermijn: 10,
        plan_hash: "f".repeat(64),
        zaad_hash: "e".repeat(64),
        zaad: Some("d".repeat(64)),
        kleinste_groep: 3,
        kleinste_aantal_personen: 5,
    }
}

fn van(problem: &Problem, plan: &Plan, onderwerp: &Onderwerp) -> Dossier {
    dossier(&Feiten::new(problem).unwrap(), plan, onderwerp, &herkomst()).unwrap().unwrap()
}

fn bestuur_1() -> Onderwerp {
    Onderwerp::Schoolbestuur("10001".parse().unwrap())
}

/// The letters that a person read: a placed regiodocent, one without a place, a school with an open vacature, a donor.
fn gelezen() -> Vec<(&'static str, Brief)> {
    let (problem, plan) = regio();
    let open = plan.redenen.iter().find_map(|one| match &one.onderwerp {
        Onderwerp::Vacature(id) => Some(Onderwerp::Vacature(id.clone())),
        _ => None,
    });
    [
        ("regiodocent", Onderwerp::Regiodocent("d2".into())),
        ("zonder-plek", Onderwerp::Regiodocent("d7".into())),
        ("open-vacature", open.unwrap()),
        ("donor", bestuur_1()),
    ]
    .into_iter()
    .map(|(naam, onderwerp)| (naam, van(&problem, &plan, &onderwerp).brief))
    .collect()
}

fn as_text(brief: &Brief) -> String {
    let mut text = format!("# {}\n", brief.titel);
    for deel in &brief.delen {
        text += &format!("\n## {}\n\n", deel.kop);
        deel.zinnen.iter().for_each(|zin| text += &format!("{zin}\n"));
        deel.punten.iter().for_each(|punt| text += &format!("- {punt}\n"));
    }
    text += "\n## Woorden in deze brief\n\n";
    brief.woorden.iter().for_each(|(woord, uitleg)| text += &format!("{woord}: {uitleg}\n"));
    text += "\n## Kenmerken\n\n";
    // The engine version changes with every release.
    let steady = brief.kenmerken.iter().filter(|(naam, _)| naam != "Rekenprogramma" && naam != "Hash van de gegevens");
    steady.for_each(|(naam, waarde)| text += &format!("{naam}: {waarde}\n"));
    text
}

#[test]
fn every_letter_is_the_one_that_was_read() {
    for (naam, brief) in gelezen() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/dossier/{naam}.md"));
        let text = as_text(&brief);
        if std::env::var_os("RATO_BRIEVEN").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let approved = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(text == approved, "{naam} is another letter than the one in {}:\n{text}", path.display());
    }
}

/// Every sentence: of the parts and of the meanings.
fn zinnen(brief: &Brief) -> Vec<String> {
    let parts = brief.delen.iter().flat_map(|deel| deel.zinnen.iter().chain(&deel.punten));
    let meanings = brief.woorden.iter().map(|(_, uitleg)| uitleg);
    let split =
        |text: &String| text.split_inclusive(['.', '?', ':']).map(str::trim).map(str::to_owned).collect::<Vec<_>>();
    parts.chain(meanings).flat_map(split).filter(|zin| zin.chars().any(char::is_alphabetic)).collect()
}

#[test]
fn a_letter_is_plain_sentences_are_short_and_every_term_is_explained_once() {
    for (naam, brief) in gelezen() {
        let zinnen = zinnen(&brief);
        let words: Vec<usize> = zinnen.iter().map(|zin| zin.split_whitespace().count()).collect();
        let average = words.iter().sum::<usize>() as f64 / words.len() as f64;
        assert!(average <= 15.0, "{naam}: {average} words per sentence");
        for (zin, many) in zinnen.iter().zip(&words) {
            assert!(*many <= 25, "{naam}: {many} words in {zin:?}");
        }
        let names: Vec<&String> = brief.woorden.iter().map(|(woord, _)| woord).collect();
        assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len(), "{naam}: a word is explained twice");
        let meanings: Vec<&str> = brief.woorden.iter().map(|(_, uitleg)| uitleg.as_str()).collect();
        let all = format!("{}\n{}", brief.tekst(), meanings.join("\n")).to_lowercase();
        for (word, spellings, _) in BEGRIPPEN {
            let used =
                all.split(|c: char| !c.is_alphanumeric() && !"-%".contains(c)).any(|one| spellings.contains(&one));
            assert_eq!(used, names.iter().any(|name| name == word), "{naam}: {word}");
        }
        for jargon in ["slack", "tier", "solver", "optim", "constraint", "problem", "null", "{"] {
            assert!(!all.contains(jargon), "{naam}: {jargon}");
        }
    }
}

/// What may follow a number; days, years, codes and percentages are told apart before.
const EENHEDEN: &[&str] = &[
    "fte",
    "minuten",
    "mens",
    "mensen",
    "persoon",
    "personen",
    "vacature",
    "vacatures",
    "werkdagen",
    "andere",
    "school",
    "scholen",
    "leerlingen",
    "groepen",
    "jaren",
    "plaatsingen",
    "regiodocenten",
    "regiodocent",
    "wens",
    "wensen",
    "%",
];
const MAANDEN: &[&str] = &["augustus", "juli", "juni", "november", "oktober", "januari"];

#[test]
fn no_number_stands_without_its_unit() {
    for (naam, brief) in gelezen() {
        for zin in zinnen(&brief) {
            let words: Vec<&str> =
                zin.split_whitespace().map(|word| word.trim_matches(|c| ".,?;:()".contains(c))).collect();
            for (at, word) in words.iter().enumerate() {
                let number = word.chars().all(|c| c.is_ascii_digit() || ",.-−".contains(c))
                    && word.chars().any(|c| c.is_ascii_digit());
                if !number || (at > 0 && MAANDEN.contains(&words[at - 1])) {
                    continue;
                }
                let next = words.get(at + 1).copied().unwrap_or_default();
                assert!(EENHEDEN.contains(&next) || MAANDEN.contains(&next), "{naam}: {word:?} in {zin:?}");
            }
        }
    }
}

#[test]
fn nobody_else_is_named_and_small_numbers_of_people_are_not_told() {
    let (problem, plan) = regio();
    let mut subjects: Vec<Onderwerp> =
        problem.regiodocenten.iter().map(|one| Onderwerp::Regiodocent(one.id.clone())).collect();
    subjects.extend(problem.vacatures.iter().map(|one| Onderwerp::Vacature(one.id.clone())));
    subjects.extend(problem.schoolbesturen.iter().map(|one| Onderwerp::Schoolbestuur(one.bestuursnummer.clone())));
    for onderwerp in &subjects {
        let found = van(&problem, &plan, onderwerp);
        let all = format!("{}{}", as_text(&found.brief), serde_json::to_string(&found.bewijs).unwrap());
        for other in &problem.regiodocenten {
            let own = *onderwerp == Onderwerp::Regiodocent(other.id.clone());
            assert!(own || !all.contains(&format!("\"{}\"", other.id)), "{onderwerp:?} names {}", other.id);
        }
        for word in as_text(&found.brief).split_whitespace().collect::<Vec<_>>().windows(2) {
            if let (Ok(count), "mensen" | "mens") = (word[0].parse::<usize>(), word[1].trim_end_matches('.')) {
                assert!(count >= 5, "{onderwerp:?}: {word:?}");
            }
        }
    }
}

#[test]
fn with_few_other_boards_the_sector_stays_out_of_a_letter_and_the_demand_stays_in() {
    let (problem, plan) = regio();
    let few = Herkomst { kleinste_groep: 5, ..herkomst() };
    let feiten = Feiten::new(&problem).unwrap();
    let symbols = |herkomst: &Herkomst| -> Vec<String> {
        let found = dossier(&feiten, &plan, &bestuur_1(), herkomst).unwrap().unwrap();
        let norm = found.bewijs.normen.into_iter().find(|norm| norm.regel == "drieprocent").unwrap();
        norm.stappen.into_iter().map(|stap| stap.symbool).collect()
    };
    assert!(symbols(&herkomst()).contains(&"ΣT".to_owned()));
    let left = symbols(&few);
    assert!(!left.contains(&"ΣT".to_owned()) && !left.contains(&"E".to_owned()), "{left:?}");
    assert!(left.contains(&"ruimte".to_owned()), "{left:?}");
}

#[test]
fn a_proposal_says_so_and_a_school_or_stranger_has_no_case_file() {
    let (problem, plan) = regio();
    let feiten = Feiten::new(&problem).unwrap();
    let early = Herkomst { vastgesteld: false, zaad: None, ..herkomst() };
    let found = dossier(&feiten, &plan, &Onderwerp::Regiodocent("d2".into()), &early).unwrap().unwrap();
    assert!(found.brief.tekst().contains("Dit is nog een voorstel."));
    assert!(found.brief.kenmerken.iter().all(|(naam, _)| naam != "Zaad"));
    for nobody in [Onderwerp::Regiodocent("wie".into()), Onderwerp::Vacature("wat".into()), Onderwerp::Regio] {
        assert_eq!(dossier(&feiten, &plan, &nobody, &early).unwrap(), None);
    }
}
