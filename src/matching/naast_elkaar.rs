//! Work side by side: so many threads, each taking the next thing when it is done with one.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What `work` makes of every thing (with its place), in their order, `threads` at once (at least one).
pub fn naast_elkaar<T: Sync, R: Send>(threads: usize, things: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let one_thread = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::SeqCst);
            let Some(thing) = things.get(at) else { return done };
            done.push((at, work(at, thing)));
        }
    };
    let mut all: Vec<(usize, R)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(things.len())).map(|_| scope.spawn(one_thread)).collect();
        let mut all = one_thread();
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, found)| found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_thing_is_done_once_and_the_answers_keep_their_order() {
        let things: Vec<usize> = (0..100).collect();
        for threads in [0, 1, 3, 200] {
            let found = naast_elkaar(threads, &things, |at, thing| (at, thing * 2));
            assert_eq!(found, things.iter().map(|thing| (*thing, thing * 2)).collect::<Vec<_>>());
        }
        assert_eq!(naast_elkaar(2, &[] as &[usize], |_, _| 0), [0; 0]);
    }
}
