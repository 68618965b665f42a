//! Statements whose plan the connection keeps, although diesel would have it made anew each time.
//!
//! Diesel keeps no plan of an UPDATE or of an `ON CONFLICT … DO UPDATE`, because in general their text differs from one time to
//! the next. What every write does at its end, while others wait, always reads the same: there the plan is kept under
//! its text, which saves a round trip each.

use diesel::backend::Backend;
use diesel::connection::Connection;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::{QueryResult, RunQueryDsl};

/// A statement whose plan is kept under its text. Only for a text that does not vary with what is written.
#[derive(Debug, Clone, Copy)]
pub struct Onthouden<Q>(Q);

/// Keeps the plan of `statement`.
pub fn onthoud<Q>(statement: Q) -> Onthouden<Q> {
    Onthouden(statement)
}

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for Onthouden<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q> QueryId for Onthouden<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Onthouden<Q> {
    type SqlType = Q::SqlType;
}

impl<C: Connection, Q> RunQueryDsl<C> for Onthouden<Q> {}
