//! A page of a list costs as much as the page, however large the regio is.

use diesel::RunQueryDsl;
use diesel::sql_query;
use diesel::sql_types::Text;
use rato::auth::policy::Grant;
use rato::storage::StorageError;
use rato::storage::connection::Conn;
use rstest::rstest;

use crate::support::db::Engine;

#[derive(diesel::QueryableByName)]
struct Stap {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[rstest]
fn a_page_is_found_without_sorting_all_of_the_regio(#[values("vacature", "regiodocent", "plaatsing")] table: &str) {
    let test = Engine::Sqlite.fresh().unwrap();
    let page =
        format!("EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE regio_id = 'a' AND id > 'b' ORDER BY id LIMIT 51");
    let plan = test
        .db
        .read(&Grant::systeem("test"), |conn| {
            let Conn::Sqlite(conn) = conn else { panic!("not SQLite") };
            Ok::<_, StorageError>(sql_query(&page).load::<Stap>(&mut **conn).unwrap())
        })
        .unwrap();
    let told: Vec<String> = plan.into_iter().map(|step| step.detail).collect();
    assert!(told.iter().any(|step| step.contains("regio_id=? AND id>?")), "{told:?}");
    assert!(told.iter().all(|step| !step.contains("ORDER BY")), "{told:?}");
}
