//! Walks the whole table of rights: every action for every role.

use rato::auth::actor::{Actor, Rol};
use rato::auth::policy::{Actie, Bereik, Geweigerd, Grant, RECHTEN, authorize};
use uuid::Uuid;

/// What the table must say: per action the reach of regiocoordinator, schoolbestuur, hr-systeem, regiodocent, ocw-lezer,
/// auditor, privacyfunctionaris and beheerder (L all, R own region, B own board, S own board or the one school of the
/// token, K own board or else own region, Z self, T totals, - nothing). Written out apart from the source, so a slip
/// there is seen here.
#[rustfmt::skip]
const EXPECTED: &[(&str, &str)] = &[
    ("regio:lezen",                "RSKRRRRL"),
    ("regio:maken",                "-------L"),
    ("deelname:lezen",             "RSK----L"),
    ("deelname:schrijven",         "R-------"),
    ("schoolbestuur:lezen",        "RSKR---L"),
    ("schoolbestuur:schrijven",    "R------L"),
    ("school:lezen",               "RSKR---L"),
    ("school:schrijven",           "R-------"),
    ("formatiepeiling:lezen",      "RSK----L"),
    ("formatiepeiling:schrijven",  "RSK-----"),
    ("regiodocent:lezen",          "R-KZ--R-"),
    ("regiodocent:schrijven",      "R-R-----"),
    ("voorkeur:schrijven",         "R-RZ----"),
    ("uitsluiting:schrijven",      "R-RZ----"),
    ("instemming:schrijven",       "R--Z----"),
    ("vacature:lezen",             "RSK-----"),
    ("vacature:maken",             "RSK-----"),
    ("vacature:wijzigen",          "RSK-----"),
    ("vacature:intrekken",         "RSK-----"),
    ("beleid:lezen",               "RS-R-R--"),
    ("beleid:schrijven",           "R-------"),
    ("beleid:vaststellen",         "R-------"),
    ("boekheropening:lezen",       "R-------"),
    ("boekheropening:schrijven",   "R-------"),
    ("boekheropening:besluiten",   "R-------"),
    ("matchronde:lezen",           "R-------"),
    ("matchronde:starten",         "R-------"),
    ("matchronde:stoppen",         "R-------"),
    ("matchronde:vaststellen",     "R-------"),
    ("ingreep:schrijven",          "R-------"),
    ("onderzoek:maken",            "R-------"),
    ("dossier:lezen",              "RS------"),
    ("regiodocentdossier:lezen",   "R--Z----"),
    ("solidariteit:lezen",         "RB--T---"),
    ("doorbelasting:lezen",        "RB--T---"),
    ("doorbelasting:afsluiten",    "R-------"),
    ("monitor:lezen",              "RB--T---"),
    ("plaatsing:lezen",            "RSKZ--R-"),
    ("plaatsing:akkoord",          "RS-Z----"),
    ("plaatsing:weigeren",         "RS-Z----"),
    ("plaatsing:intrekken",        "R-------"),
    ("plaatsing:beeindigen",       "RS-Z----"),
    ("plaatsing:overdragen",       "RB-Z----"),
    ("detachering:lezen",          "RS-Z--R-"),
    ("detachering:maken",          "RS------"),
    ("detachering:instemmen",      "R--Z----"),
    ("detachering:beeindigen",     "RS-Z----"),
    ("herkomst:lezen",             "R-K-----"),
    ("export:lezen",               "RSK-----"),
    ("import:lezen",               "RSK-----"),
    ("import:maken",               "RSK-----"),
    ("duovergelijking:lezen",      "R-------"),
    ("duovergelijking:schrijven",  "R-------"),
    ("abonnement:lezen",           "R-K-----"),
    ("abonnement:schrijven",       "R-K-----"),
    ("wijziging:lezen",            "RSK-----"),
    ("auditregel:lezen",           "-----R--"),
    ("sandbox:herstellen",         "-------L"),
    ("systeem",                    "--------"),
];

fn actor(rol: Rol) -> Actor {
    Actor {
        id: "a-1".into(),
        rol,
        regios: vec!["amsterdam".into()],
        bestuursnummer: Some("41797".parse().unwrap()),
        vestigingscode: None,
        regiodocent: (rol == Rol::Regiodocent).then_some(ZELF),
        machine: false,
    }
}

const ZELF: Uuid = Uuid::from_u128(0x0189_0000_0000_7000_8000_0000_0000_0001);

fn all_rollen() -> Vec<Rol> {
    Rol::WOORDEN.iter().map(|w| w.parse().unwrap()).collect()
}

fn school(code: &str) -> Bereik {
    let bestuursnummer = "41797".parse().unwrap();
    Bereik::School { regio: "amsterdam".into(), bestuursnummer, vestigingscode: code.parse().unwrap() }
}

#[test]
fn every_action_for_every_role_is_as_written_down() {
    let words: Vec<&str> = EXPECTED.iter().map(|(actie, _)| *actie).collect();
    assert_eq!(words, Actie::WOORDEN, "every action stands in the expectation");
    for (word, reaches) in EXPECTED {
        let actie: Actie = word.parse().unwrap();
        for (rol, letter) in all_rollen().into_iter().zip(reaches.chars()) {
            let bestuur = || Bereik::Bestuur { regio: "amsterdam".into(), bestuursnummer: "41797".parse().unwrap() };
            let expected = match letter {
                'L' => Ok(Bereik::Land),
                'R' if rol == Rol::HrSysteem => Err(Geweigerd::TokenTeBeperkt),
                'R' => Ok(Bereik::Regio("amsterdam".into())),
                'B' | 'S' | 'K' => Ok(bestuur()),
                'Z' => Ok(Bereik::Zelf { regio: "amsterdam".into(), regiodocent: ZELF }),
                'T' => Ok(Bereik::Totalen("amsterdam".into())),
                _ => Err(Geweigerd::GeenRecht { rol, actie }),
            };
            let ask = |actor: &Actor| authorize(actor, actie, None).map(|grant| grant.bereik().clone());
            assert_eq!(ask(&actor(rol)), expected, "{rol} {actie}");
            let whole = Actor { bestuursnummer: None, ..actor(rol) };
            if matches!(letter, 'K') || (rol == Rol::HrSysteem && letter == 'R') {
                assert_eq!(ask(&whole), Ok(Bereik::Regio("amsterdam".into())), "{rol} of the region, {actie}");
            }
            let narrow = Actor { vestigingscode: Some("00AP00".parse().unwrap()), ..actor(rol) };
            match letter {
                'S' => assert_eq!(ask(&narrow), Ok(school("00AP00")), "{rol} of one school, {actie}"),
                'B' => assert_eq!(ask(&narrow), Err(Geweigerd::TokenTeBeperkt), "{rol} of one school, {actie}"),
                _ => {}
            }
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
    assert_eq!(authorize(&machine, Actie::IngreepSchrijven, None), Err(Geweigerd::MensVereist));
    // Else who runs the machine would be both persons.
    assert_eq!(authorize(&machine, Actie::BoekheropeningSchrijven, None), Err(Geweigerd::MensVereist));
    assert_eq!(authorize(&machine, Actie::BoekheropeningBesluiten, None), Err(Geweigerd::MensVereist));
    assert!(authorize(&machine, Actie::MatchrondeStarten, None).is_ok(), "starting a ronde changes nothing");
    assert!(authorize(&actor(Rol::Regiocoordinator), Actie::MatchrondeVaststellen, None).is_ok());
}

#[test]
fn a_token_that_does_not_say_whose_it_is_gets_nothing() {
    let nameless = Actor { bestuursnummer: None, ..actor(Rol::Schoolbestuur) };
    assert_eq!(authorize(&nameless, Actie::VacatureLezen, None), Err(Geweigerd::BestuurOntbreekt));
    let nobody = Actor { regiodocent: None, ..actor(Rol::Regiodocent) };
    assert_eq!(authorize(&nobody, Actie::RegiodocentLezen, None), Err(Geweigerd::RegiodocentOntbreekt));
}

#[test]
fn the_service_itself_acts_under_its_own_name() {
    let grant = Grant::systeem("werker");
    assert_eq!(grant.actor().id, "systeem:werker");
    assert!(grant.actor().machine);
    assert_eq!((grant.actie(), grant.bereik(), grant.regio()), (Actie::Systeem, &Bereik::Land, None));
}
