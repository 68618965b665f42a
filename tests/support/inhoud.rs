//! Everything that is in a database, to show that something left it untouched.

use std::collections::{BTreeMap, BTreeSet};

use diesel::sql_types::{Nullable, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use rato::auth::policy::Grant;
use rato::storage::StorageError;
use rato::storage::connection::{Conn, Db};
use rato::storage::migrations::columns;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Nullable<Text>)]
    inhoud: Option<String>,
}

/// The rows of every table, as text in a fixed order.
pub fn inhoud(db: &Db) -> BTreeMap<String, Vec<String>> {
    db.read(&Grant::systeem("test"), |conn| {
        let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for column in columns(conn)?.into_keys() {
            let (table, column) = column.split_once('.').unwrap();
            tables.entry(table.to_owned()).or_default().push(column.to_owned());
        }
        assert!(tables.len() > 15, "{:?}", tables.keys().collect::<BTreeSet<_>>());
        let rows = tables.into_iter().map(|(table, columns)| {
            let text: Vec<String> = columns.iter().map(|c| format!("coalesce(cast({c} as text), '-')")).collect();
            let query = format!("SELECT {} AS inhoud FROM {table} ORDER BY 1", text.join(" || ';' || "));
            let rows: Vec<Row> = match conn {
                Conn::Pg(c) => sql_query(query).load(&mut ****c).unwrap(),
                Conn::Sqlite(c) => sql_query(query).load(&mut **c).unwrap(),
            };
            (table, rows.into_iter().filter_map(|row| row.inhoud).collect())
        });
        Ok::<_, StorageError>(rows.collect())
    })
    .unwrap()
}
