//! Connections on loan, first come first served.
//!
//! The pool underneath gives a connection to whoever asks at the moment when one comes back, before those who wait for it. Under
//! load most are then helped at once and a few wait ten times as long; here all wait about as long.

use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use diesel::r2d2::{self, ManageConnection, PooledConnection};

use super::StorageError;

/// Connections to one database, and the queue for them. Cheap to clone.
pub struct Pool<M: ManageConnection> {
    pool: r2d2::Pool<M>,
    rij: Arc<Rij>,
}

impl<M: ManageConnection> Clone for Pool<M> {
    fn clone(&self) -> Self {
        Pool { pool: self.pool.clone(), rij: Arc::clone(&self.rij) }
    }
}

impl<M: ManageConnection> Pool<M> {
    /// Puts a queue before a pool.
    pub fn new(pool: r2d2::Pool<M>) -> Self {
        let rij = Rij(Mutex::new(Staat { vrij: pool.max_size(), wachtend: VecDeque::new() }));
        Pool { pool, rij: Arc::new(rij) }
    }

    /// A connection, when it is our turn; waits for both together at most as long as the pool would, or a moment longer.
    pub fn leen(&self) -> Result<Geleend<M>, StorageError> {
        let wait = self.pool.connection_timeout();
        let end = Instant::now() + wait;
        let beurt = Rij::wacht(&self.rij, wait);
        // Whoever had no turn hears from the pool why: it knows what the last attempt to connect came to.
        let least = if beurt.is_some() { EVEN } else { Duration::ZERO };
        let rest = end.saturating_duration_since(Instant::now()).max(least);
        let conn = self.pool.get_timeout(rest).map_err(|why| StorageError::Verbinding(why.to_string()))?;
        Ok(Geleend { conn, _beurt: beurt })
    }
}

/// What the pool gets at least for whoever has a turn: a connection that broke may have to be opened anew.
const EVEN: Duration = Duration::from_millis(100);

/// A connection that goes back by itself; then the next in the queue has its turn.
pub struct Geleend<M: ManageConnection> {
    conn: PooledConnection<M>,
    // After the connection: the next one finds it in the pool.
    _beurt: Option<Beurt>,
}

impl<M: ManageConnection> Deref for Geleend<M> {
    type Target = M::Connection;
    fn deref(&self) -> &M::Connection {
        &self.conn
    }
}

impl<M: ManageConnection> DerefMut for Geleend<M> {
    fn deref_mut(&mut self) -> &mut M::Connection {
        &mut self.conn
    }
}

/// So many turns at once, the others in the order in which they came.
struct Rij(Mutex<Staat>);

struct Staat {
    vrij: u32,
    wachtend: VecDeque<Arc<Condvar>>,
}

/// A turn; ends when it is dropped.
struct Beurt(Arc<Rij>);

impl Rij {
    /// Waits for a turn, at most so long.
    fn wacht(rij: &Arc<Rij>, hoogstens: Duration) -> Option<Beurt> {
        let end = Instant::now() + hoogstens;
        let mut staat = rij.staat();
        if staat.vrij > 0 {
            staat.vrij -= 1;
            return Some(Beurt(Arc::clone(rij)));
        }
        let mine = Arc::new(Condvar::new());
        staat.wachtend.push_back(Arc::clone(&mine));
        // Whoever gives its turn to us takes us out of the queue.
        let is_mine = |one: &Arc<Condvar>| Arc::ptr_eq(one, &mine);
        while let Some(place) = staat.wachtend.iter().position(is_mine) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                staat.wachtend.remove(place);
                return None;
            }
            staat = mine.wait_timeout(staat, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        Some(Beurt(Arc::clone(rij)))
    }

    fn staat(&self) -> MutexGuard<'_, Staat> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Beurt {
    fn drop(&mut self) {
        let mut staat = self.0.staat();
        match staat.wachtend.pop_front() {
            Some(next) => next.notify_one(),
            None => staat.vrij += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread::spawn;

    use super::*;

    const LANG: Duration = Duration::from_secs(60);

    fn rij(turns: u32) -> Arc<Rij> {
        Arc::new(Rij(Mutex::new(Staat { vrij: turns, wachtend: VecDeque::new() })))
    }

    /// Until so many wait.
    fn wait_for(rij: &Rij, many: usize) {
        let patience = Instant::now() + LANG;
        while rij.staat().wachtend.len() < many {
            assert!(Instant::now() < patience, "they do not queue");
            std::thread::yield_now();
        }
    }

    #[test]
    fn who_came_first_goes_first() {
        let (rij, (told, heard)) = (rij(1), channel());
        let first = Rij::wacht(&rij, LANG).unwrap();
        let others: Vec<_> = (0..8)
            .map(|number| {
                let (queue, told) = (Arc::clone(&rij), told.clone());
                let one = spawn(move || {
                    let _beurt = Rij::wacht(&queue, LANG).unwrap();
                    told.send(number).unwrap();
                });
                wait_for(&rij, number + 1);
                one
            })
            .collect();
        drop(first);
        for one in others {
            one.join().unwrap();
        }
        assert_eq!(heard.try_iter().collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(rij.staat().vrij, 1);
    }

    #[test]
    fn who_waits_too_long_leaves_the_queue_and_takes_no_turn_along() {
        let rij = rij(1);
        let first = Rij::wacht(&rij, LANG).unwrap();
        assert!(Rij::wacht(&rij, Duration::ZERO).is_none());
        assert!(Rij::wacht(&rij, Duration::from_millis(5)).is_none());
        drop(first);
        let staat = rij.staat();
        assert_eq!((staat.vrij, staat.wachtend.len()), (1, 0));
        drop(staat);
        assert!(Rij::wacht(&rij, Duration::ZERO).is_some());
    }
}
