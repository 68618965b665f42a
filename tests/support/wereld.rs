//! A regio that can be matched: boards, schools with a shortage, people and vacatures, written straight into the tables.

use rato::app::wachtrij::Wachtrij;
use rato::app::{App, Ctx};
use rato::auth::actor::{Actor, Rol};
use rato::config::{Config, load_from};
use rato::storage::connection::Db;
use uuid::Uuid;

use super::db::clock;
use super::rows::{self, execute};

/// Per ten people: two boards with two schools each, of which every school lacks as much as its vacatures ask.
/// The answer is the id of the regio `amsterdam`.
pub fn wereld(db: &Db, mensen: usize) -> Uuid {
    wereld_van(db, "amsterdam", 0, mensen)
}

/// The same for a regio of this code; its schools are numbered from `eerste` on, so that several fit in one database.
pub fn wereld_van(db: &Db, regiocode: &str, eerste: usize, mensen: usize) -> Uuid {
    let regio = rows::regio(db, regiocode);
    let scholen = (mensen.div_ceil(5)).max(4);
    let code = |n: usize| format!("{:02}{}{:02}", n / 100, "AP", n % 100);
    let mut sql = String::new();
    for n in eerste..eerste + scholen {
        let bestuur = format!("{:05}", 41_000 + n / 2);
        if n % 2 == 0 {
            rows::schoolbestuur(db, &bestuur);
        }
        rows::school(db, &code(n), &bestuur);
        rows::deelname(db, regiocode, &code(n), "2020-08-01", None);
        sql += &format!(
            "INSERT INTO formatiepeiling VALUES ('{}', '{}', '2026-10-01', 'telling', {}, 80000, 0, NULL, 200, 9, NULL, \
             NULL, 0, 4000, 1);\n",
            Uuid::now_v7(),
            code(n),
            100_000 + 3_000 * (n - eerste)
        );
    }
    for n in 0..mensen {
        let (docent, at) = (Uuid::now_v7(), eerste + n % scholen);
        sql += &format!(
            "INSERT INTO regiodocent (id, regio_id, naam, soort, vog_datum, alleen_geheel, versie) \
             VALUES ('{docent}', '{regio}', 'Iemand', 'ervaren', '2024-01-01', FALSE, 1);\n\
             INSERT INTO contract VALUES ('{}', '{docent}', '2020-08-01', NULL, {}, 7000000, NULL, 1, 'actief', NULL);\n\
             INSERT INTO bevoegdheid VALUES ('{}', '{docent}', 'bo', 'groepsleraar', 'pabo', '2020-08-01', NULL, 1);\n\
             INSERT INTO vacature (id, regio_id, vestigingscode, bestuursnummer, soort, fte_e4, sector, vak, graad, van, \
             alleen_geheel, status, versie) VALUES ('{}', '{regio}', '{}', '{:05}', 'regulier', {}, 'bo', \
             'groepsleraar', 'pabo', '2020-08-01', FALSE, 'open', 1);\n",
            Uuid::now_v7(),
            4_000 + 1_000 * (n % 7),
            Uuid::now_v7(),
            Uuid::now_v7(),
            code(at),
            41_000 + at / 2,
            3_000 + 1_000 * (n % 6),
        );
    }
    execute(db, &sql);
    regio
}

/// The settings of tests, with these on top (`RATO__…`).
pub fn config(settings: &[(&str, &str)]) -> Config {
    load_from(None, settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))).unwrap()
}

/// The use cases on this database.
pub fn app(db: &Db, settings: &[(&str, &str)]) -> App {
    let config = config(settings);
    App { db: db.clone(), clock: clock(), wachtrij: Wachtrij::new(&config), drempels: config.monitor }
}

/// A person who calls as the coordinator of `amsterdam`.
pub fn coordinator(app: &App) -> Ctx {
    let actor = Actor {
        id: "coordinator-1".into(),
        rol: Rol::Regiocoordinator,
        regios: vec!["amsterdam".into()],
        bestuursnummer: None,
        vestigingscode: None,
        regiodocent: None,
        machine: false,
    };
    Ctx { app: app.clone(), actor, regio: None, spoor: None, geldig_tot: None }
}
