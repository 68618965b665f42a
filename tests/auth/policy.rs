//! Walks the whole table of rights: every action for every role.

use rato::auth::actor::{Actor, Rol};
use rato::auth::policy::{Actie, Bereik, Geweigerd, Grant, RECHTEN, authorize};

/// What the table must say: per action the reach of beheerder, regiocoordinator, schoolbestuur and auditor
/// (L all, R own region, B own board, - nothing). Written out apart from the source, so a slip there is seen here.
#[rustfmt::skip]
const EXPECTED: &[(&str, &str)] = &[
    ("regio:lezen",               "LRB-"),
    ("regio:maken",               "L---"),
    ("deelname:lezen",            "LRB-"),
    ("deelname:schrijven",        "-R--"),
    ("schoolbestuur:lezen",       "LRB-"),
    ("schoolbestuur:schrijven",   "-R--"),
    ("school:lezen",              "LRB-"),
    ("school:schrijven",          "-R--"),
    ("formatiepeiling:lezen",     "LRB-"),
    ("formatiepeiling:schrijven", "-RB-"),
    ("regiodocent:lezen",         "-R--"),
    ("regiodocent:schrijven",     "-R--"),
    ("vacature:lezen",            "-RB-"),
    ("vacature:maken",            "-RB-"),
    ("vacature:wijzigen",         "-RB-"),
    ("vacature:intrekken",        "-RB-"),
    ("beleid:lezen",              "-R--"),
    ("beleid:schrijven",          "-R--"),
    ("beleid:vaststellen",        "-R--"),
    ("matchronde:lezen",          "-R--"),
    ("matchronde:starten",        "-R--"),
    ("matchronde:stoppen",        "-R--"),
    ("matchronde:vaststellen",    "-R--"),
    ("solidariteit:lezen",        "-RB-"),
    ("plaatsing:lezen",           "-RB-"),
    ("plaatsing:akkoord",         "-RB-"),
    ("plaatsing:weigeren",        "-RB-"),
    ("plaatsing:intrekken",       "-R--"),
    ("plaatsing:beeindigen",      "-RB-"),
    ("plaatsing:overdragen",      "-RB-"),
    ("auditregel:lezen",          "---R"),
    ("systeem",                   "----"),
];

fn actor(rol: Rol) -> Actor {
    Actor {
        id: "a-1".into(),
        rol,
        regios: vec!["amsterdam".into()],
        bestuursnummer: Some("41797".parse().unwrap()),
        vestigingscode: None,
        machine: false,
    }
}

fn all_rollen() -> Vec<Rol> {
    Rol::WOORDEN.iter().map(|w| w.parse().unwrap()).collect()
}

#[test]
fn every_action_for_every_role_is_as_written_down() {
    let words: Vec<&str> = EXPECTED.iter().map(|(actie, _)| *actie).collect();
    assert_eq!(words, Actie::WOORDEN, "every action stands in the expectation");
    for (word, reaches) in EXPECTED {
        let actie: Actie = word.parse().unwrap();
        for rol in all_rollen() {
            let column = match rol {
                Rol::Beheerder => reaches.chars().next(),
                Rol::Regiocoordinator => reaches.chars().nth(1),
                Rol::Schoolbestuur => reaches.chars().nth(2),
                Rol::Auditor => reaches.chars().nth(3),
                _ => Some('-'),
            };
            let bestuur = || Bereik::Bestuur { regio: "amsterdam".into(), bestuursnummer: "41797".parse().unwrap() };
            let expected = match column {
                Some('L') => Ok(Bereik::Land),
                Some('R') => Ok(Bereik::Regio("amsterdam".into())),
                Some('B') => Ok(bestuur()),
                _ => Err(Geweigerd::GeenRecht { rol, actie }),
            };
            let answer = authorize(&actor(rol), actie, None).map(|grant| grant.bereik().clone());
            assert_eq!(answer, expected, "{rol} {actie}");
        }
    }
}

#[test]
fn the_table_names_every_action_once_and_no_role_twice() {
    let words: Vec<&str> = RECHTEN.iter().map(|(actie, _)| actie.as_str()).collect();
    assert_eq!(words, Actie::WOORDEN);
    for (actie, rollen) in RECHTEN {
        for (i, (rol, _)) in rollen.iter().enumerate() {
            assert!(rollen.iter().skip(i + 1).all(|(other, _)| other != rol), "{actie} names {rol} twice");
        }
    }
}

#[test]
fn a_grant_tells_who_what_and_where() {
    let grant = authorize(&actor(Rol::Schoolbestuur), Actie::VacatureMaken, Some("amsterdam")).unwrap();
    assert_eq!((grant.actor().id.as_str(), grant.actie()), ("a-1", Actie::VacatureMaken));
    assert_eq!(grant.regio(), Some("amsterdam"));
}

#[test]
fn a_token_for_several_regions_must_choose_and_only_from_its_own() {
    let mut actor = actor(Rol::Regiocoordinator);
    actor.regios = vec!["amsterdam".into(), "zaanstreek".into()];
    let ask = |regio| authorize(&actor, Actie::VacatureLezen, regio).map(|g| g.bereik().clone());
    assert_eq!(ask(None), Err(Geweigerd::RegioVereist { regios: actor.regios.clone() }));
    assert_eq!(ask(Some("zaanstreek")), Ok(Bereik::Regio("zaanstreek".into())));
    assert_eq!(ask(Some("utrecht")), Err(Geweigerd::OnbekendeRegio));
    assert_eq!(ask(Some("AMSTERDAM")), Err(Geweigerd::OnbekendeRegio));
}

#[test]
fn a_missing_right_is_told_before_a_missing_region() {
    let mut actor = actor(Rol::Auditor);
    actor.regios = vec!["amsterdam".into(), "zaanstreek".into()];
    let refused = authorize(&actor, Actie::VacatureMaken, None);
    assert_eq!(refused, Err(Geweigerd::GeenRecht { rol: Rol::Auditor, actie: Actie::VacatureMaken }));
}

#[test]
fn a_beheerder_may_narrow_to_one_region() {
    let beheerder = Actor { regios: vec![], bestuursnummer: None, ..actor(Rol::Beheerder) };
    let ask = |regio| authorize(&beheerder, Actie::SchoolLezen, Some(regio)).map(|g| g.bereik().clone());
    assert_eq!(ask("utrecht"), Ok(Bereik::Regio("utrecht".into())));
    assert_eq!(ask("geen regio"), Err(Geweigerd::OnbekendeRegio));
}

#[test]
fn only_a_person_adopts_a_plan() {
    let machine = Actor { machine: true, ..actor(Rol::Regiocoordinator) };
    assert_eq!(authorize(&machine, Actie::MatchrondeVaststellen, None), Err(Geweigerd::MensVereist));
    assert!(authorize(&machine, Actie::MatchrondeStarten, None).is_ok(), "starting a ronde changes nothing");
    assert!(authorize(&actor(Rol::Regiocoordinator), Actie::MatchrondeVaststellen, None).is_ok());
}

#[test]
fn a_schoolbestuur_without_number_or_narrowed_to_a_school_gets_nothing() {
    let nameless = Actor { bestuursnummer: None, ..actor(Rol::Schoolbestuur) };
    assert_eq!(authorize(&nameless, Actie::VacatureLezen, None), Err(Geweigerd::BestuurOntbreekt));
    let narrowed = Actor { vestigingscode: Some("00AP00".parse().unwrap()), ..actor(Rol::Schoolbestuur) };
    assert_eq!(authorize(&narrowed, Actie::VacatureLezen, None), Err(Geweigerd::TokenTeBeperkt));
}

#[test]
fn the_service_itself_acts_under_its_own_name() {
    let grant = Grant::systeem("werker");
    assert_eq!(grant.actor().id, "systeem:werker");
    assert!(grant.actor().machine);
    assert_eq!((grant.actie(), grant.bereik(), grant.regio()), (Actie::Systeem, &Bereik::Land, None));
}
