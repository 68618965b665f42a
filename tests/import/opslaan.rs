//! Storing what was read, on both engines: everything in once, nothing touched the second time.

use rato::app::App;
use rato::app::import::bestand::Bestand;
use rato::app::import::duo::{DuoInvoer, read_duo, read_duo_bestanden};
use rato::app::import::formatie::read_formatie;
use rato::app::import::geo::read_geo;
use rato::app::import::opslaan::{Regiokeuze, Voortgang, store_duo, store_formatie, store_geo};
use rato::app::import::regios::read_regios;
use rato::app::import::verslag::{Importverslag, Soorttelling};
use rato::auth::policy::{Bereik, Grant};
use rato::domain::kenmerk::Vestigingscode;
use rato::domain::pagina::Pagina;
use rato::domain::periode::Periode;
use rato::storage::StorageError;
use rato::storage::auditregel::list_auditregels;
use rato::storage::deelname::{DeelnameFilter, is_deelnemer, list_deelnames, update_deelname};
use rato::storage::regio::find_regio;
use rato::storage::school::{StoredSchool, find_school};
use rstest::rstest;

use super::{afwijzingen, assert_sluitend, fixture, fixtures, opmerkingen};
use crate::support::db::{Engine, TestDb};
use crate::support::inhoud::inhoud;

const DUO: [&str; 4] = ["adressen-windows-1252.csv", "leerlingen-bom.csv", "schoolweging.csv", "besturen.csv"];

fn app(test: &TestDb) -> App {
    test.app()
}

fn een(code: &str) -> Regiokeuze {
    Regiokeuze::Een { code: code.into(), naam: Some("RATO Ergens".into()) }
}

fn duo(app: &App, code: &str) -> Importverslag {
    store(app, read_duo(&fixtures(&DUO), None).unwrap(), &een(code))
}

fn store(app: &App, invoer: DuoInvoer, keuze: &Regiokeuze) -> Importverslag {
    let verslag = store_duo(app, invoer, keuze, None, &mut |_| {}).unwrap();
    assert_sluitend(&verslag);
    verslag
}

/// The address file after `change` went over its lines.
fn newer(change: impl Fn(&str) -> Option<String>) -> DuoInvoer {
    let bytes = std::fs::read(fixture(DUO[0])).unwrap();
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    let lines: Vec<String> = text.lines().filter_map(change).collect();
    read_duo_bestanden(vec![Bestand::from_bytes("nieuwer.csv", lines.join("\n").into_bytes()).unwrap()], None).unwrap()
}

fn school(app: &App, code: &str) -> StoredSchool {
    let code: Vestigingscode = code.parse().unwrap();
    app.db.read(&Grant::systeem("test"), |conn| find_school(conn, &code)).unwrap().unwrap()
}

fn telling(verslag: &Importverslag, soort: &str) -> (u64, u64, u64) {
    let Soorttelling { nieuw, gewijzigd, ongewijzigd } = verslag.soorten.get(soort).copied().unwrap_or_default();
    (nieuw, gewijzigd, ongewijzigd)
}

#[rstest]
fn everything_comes_in_once_and_the_second_time_nothing_is_touched(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = engine.fresh() else { return };
    let app = app(&test);
    let first = duo(&app, "ergens");
    for (soort, aantal) in [("regio", 1), ("schoolbestuur", 3), ("school", 5), ("deelname", 5)] {
        assert_eq!(telling(&first, soort), (aantal, 0, 0), "{soort}");
    }
    assert_eq!((first.nieuw, first.gewijzigd, first.ongewijzigd), (14, 0, 0));
    let lariks = school(&app, "90ZA00");
    assert_eq!((lariks.noun.leerlingen, lariks.noun.schoolweging_e2, lariks.versie), (Some(123), Some(2_940), 1));
    let after_first = inhoud(&app.db);

    let second = duo(&app, "ergens");
    assert_eq!((second.nieuw, second.gewijzigd, second.ongewijzigd), (0, 0, 14));
    assert_eq!(inhoud(&app.db), after_first);
    let audit = app.db.read(&Grant::systeem("test"), |conn| list_auditregels(conn, "import", "ergens")).unwrap();
    let [audit] = audit.as_slice() else { panic!("one audit row, not {}", audit.len()) };
    assert_eq!((audit.actor.as_str(), audit.actie.as_str()), ("systeem:import", "import:duo"));
    let summary: serde_json::Value = serde_json::from_str(&audit.samenvatting).unwrap();
    assert_eq!(summary["soorten"]["school"]["nieuw"], 5);
}

#[rstest]
fn schools_take_part_from_the_first_of_august(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let app = app(&test);
    duo(&app, "ergens");
    let code = "90ZA00".parse().unwrap();
    let deelnemer = |day: &str| {
        app.db
            .read(&Grant::systeem("test"), |conn| {
                let regio = find_regio(conn, "ergens")?.unwrap();
                is_deelnemer(conn, regio.id, &code, day.parse().unwrap())
            })
            .unwrap()
    };
    assert!(!deelnemer("2026-07-31"));
    assert!(deelnemer("2026-08-01") && deelnemer("2040-01-01"));
}

#[rstest]
fn only_what_changed_is_written_and_what_vanished_is_named(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let app = app(&test);
    duo(&app, "ergens");
    let invoer = newer(|line| match line {
        line if line.contains("90ZD00") => None,
        line => Some(line.replace("Basisschool Het Lariks", "De Lork")),
    });
    let verslag = store(&app, invoer, &een("ergens"));
    assert_eq!(telling(&verslag, "school"), (0, 1, 3));
    assert_eq!(telling(&verslag, "schoolbestuur"), (0, 0, 3));
    assert!(opmerkingen(&verslag).contains(&("niet-meer-genoemd", "90ZD00")));
    let lork = school(&app, "90ZA00");
    assert_eq!((lork.noun.naam.as_str(), lork.versie), ("De Lork", 2));
    // The address file alone says nothing of pupils and schoolweging: they stay.
    assert_eq!((lork.noun.leerlingen, lork.noun.schoolweging_e2), (Some(123), Some(2_940)));
    assert_eq!((school(&app, "90ZA01").versie, school(&app, "90ZD00").versie), (1, 1));
}

#[rstest]
fn each_school_finds_its_regio_through_its_gemeente(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let app = app(&test);
    let regios = read_regios(&fixture("regios.csv")).unwrap().regios;
    let keuze = Regiokeuze::PerGemeente(regios);
    let verslag = store(&app, read_duo(&fixtures(&DUO), None).unwrap(), &keuze);
    assert_eq!((telling(&verslag, "regio"), telling(&verslag, "deelname")), ((2, 0, 0), (5, 0, 0)));
    let in_regio = |code: &str| {
        let bereik = Bereik::Regio(code.into());
        let pagina = Pagina { na: None, aantal: 10 };
        let found = app.db.read(&Grant::systeem("test"), |conn| {
            rato::storage::school::list_scholen(conn, &bereik, &Default::default(), &pagina)
        });
        found.unwrap().items.iter().map(|school| school.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(in_regio("ergens-nergens"), ["90ZA00", "90ZA01", "90ZB00"]);
    assert_eq!(in_regio("sud-wetterlan-en-omstreken"), ["90ZC00", "90ZD00"]);
    // A second regio does not get the schools of the first.
    let verslag = duo(&app, "anders");
    assert_eq!(telling(&verslag, "deelname"), (0, 0, 0));
    assert_eq!(opmerkingen(&verslag).iter().filter(|(code, _)| *code == "doet-elders-mee").count(), 5);
    assert_eq!(in_regio("anders"), [""; 0]);
}

#[rstest]
fn a_deelname_that_was_ended_is_not_opened_again(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let app = app(&test);
    duo(&app, "ergens");
    app.db
        .write(&Grant::systeem("test"), |tx| {
            let regio = find_regio(tx.conn, "ergens")?.unwrap();
            let filter = DeelnameFilter { vestigingscode: Some("90ZA00".parse().unwrap()), ..Default::default() };
            let pagina = Pagina { na: None, aantal: 1 };
            let deelname = list_deelnames(tx.conn, regio.id, &Bereik::Land, &filter, &pagina)?.items.remove(0);
            let ended = Periode::new(deelname.noun.periode.van, Some("2026-09-01".parse().unwrap()));
            update_deelname(tx, deelname.id, deelname.versie, &ended)?;
            Ok::<_, StorageError>(tx.unchanged(()))
        })
        .unwrap();
    assert_eq!(telling(&duo(&app, "ergens"), "deelname"), (0, 0, 5));
}

#[rstest]
fn schools_get_their_place_and_lose_it_when_they_move(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let app = app(&test);
    duo(&app, "ergens");
    let geo = || {
        let invoer = read_geo(&fixtures(&["adrespunten.csv", "postcodes.tsv"])).unwrap();
        let verslag = store_geo(&app, invoer, &mut |_| {}).unwrap();
        assert_sluitend(&verslag);
        verslag
    };
    let first = geo();
    assert_eq!((telling(&first, "postcodepunt"), telling(&first, "school")), ((2, 0, 0), (0, 1, 0)));
    let lariks = school(&app, "90ZA00");
    assert_eq!((lariks.noun.punt.unwrap().lon_e6, lariks.versie), (5_000_001, 2));
    let said = opmerkingen(&first);
    assert!(said.contains(&("middelpunt", "90ZB00")) && said.contains(&("geen-plaats", "90ZC00")), "{said:?}");
    let stored = inhoud(&app.db);
    let second = geo();
    assert_eq!((second.nieuw, second.gewijzigd, second.ongewijzigd), (0, 0, 3));
    assert_eq!(inhoud(&app.db), stored);
    // Another import of the addresses leaves the point alone, until the school moves.
    duo(&app, "ergens");
    assert_eq!(school(&app, "90ZA00"), lariks);
    let moved = store(&app, newer(|line| Some(line.replace("9901 AA", "9944 AA"))), &een("ergens"));
    assert!(opmerkingen(&moved).contains(&("verhuisd", "90ZA00")));
    assert_eq!(school(&app, "90ZA00").noun.punt, None);
}

#[rstest]
fn formatiepeilingen_of_unknown_schools_are_refused_with_their_row(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = engine.fresh() else { return };
    let app = app(&test);
    let formatie = |regio: Option<&str>| {
        store_formatie(&app, read_formatie(&fixture("formatie.csv")).unwrap(), regio, &mut |_| {})
    };
    let without = formatie(None).unwrap();
    assert_sluitend(&without);
    let refused = |rij| (rij, "vestigingscode", "onbekende-school");
    assert_eq!(afwijzingen(&without), [refused(2), refused(3), refused(4)]);
    assert_eq!((without.nieuw, without.afgewezen_rijen()), (0, 3));

    store(&app, newer(|line| (!line.contains("90ZB00")).then(|| line.to_owned())), &een("ergens"));
    let known = formatie(Some("ergens")).unwrap();
    assert_sluitend(&known);
    assert_eq!((afwijzingen(&known), telling(&known, "formatiepeiling")), (vec![refused(4)], (2, 0, 0)));
    let stored = inhoud(&app.db);
    assert_eq!(telling(&formatie(None).unwrap(), "formatiepeiling"), (0, 0, 2));
    assert_eq!(inhoud(&app.db), stored);
    assert!(formatie(Some("nergens")).is_err());
    duo(&app, "anders");
    assert_eq!(afwijzingen(&formatie(Some("anders")).unwrap())[0], (2, "vestigingscode", "andere-regio"));
}

#[test]
fn progress_goes_up_to_the_total_of_each_kind() {
    let test = Engine::Sqlite.fresh().unwrap();
    let mut seen: Vec<Voortgang> = Vec::new();
    let invoer = read_duo(&fixtures(&DUO), None).unwrap();
    store_duo(&app(&test), invoer, &een("ergens"), None, &mut |stand| seen.push(stand)).unwrap();
    for (wat, totaal) in [("schoolbesturen", 3), ("scholen", 5), ("deelnames", 5)] {
        let last = seen.iter().rfind(|stand| stand.wat == wat).unwrap();
        assert_eq!((last.klaar, last.totaal), (totaal, totaal), "{wat}");
    }
}

#[test]
fn a_regiocode_that_is_none_changes_nothing() {
    let test = Engine::Sqlite.fresh().unwrap();
    let app = app(&test);
    let before = inhoud(&app.db);
    let invoer = read_duo(&fixtures(&DUO), None).unwrap();
    assert!(store_duo(&app, invoer, &een("Geen Code"), None, &mut |_| {}).is_err());
    assert_eq!(inhoud(&app.db), before);
}
