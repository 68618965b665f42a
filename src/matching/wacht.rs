//! Work that cannot be interrupted, on a thread of its own: who stops leaves it behind.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How often is asked whether to go on waiting.
const KIJK: Duration = Duration::from_millis(20);

/// The answer of `werk`; `None` when `door` says no before it is there, or when it failed.
pub fn wacht_op<T: Send + 'static>(werk: impl FnOnce() -> T + Send + 'static, door: &dyn Fn() -> bool) -> Option<T> {
    let (send, receive) = channel();
    // Nobody may be waiting any more.
    std::thread::spawn(move || send.send(werk()).is_ok());
    loop {
        match receive.recv_timeout(KIJK) {
            Ok(answer) => return Some(answer),
            Err(RecvTimeoutError::Timeout) if door() => {}
            Err(_) => return None,
        }
    }
}

// A stop is honoured within 100 ms.
const _: () = assert!(KIJK.as_millis() <= 100);

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn who_waits_goes_on_asking_while_the_work_goes_on() {
        let (say, hear) = channel();
        let asked = Cell::new(0);
        let door = || {
            asked.set(asked.get() + 1);
            // The work cannot end before it was asked three times.
            asked.get() < 3 || say.send(()).is_ok()
        };
        assert_eq!(wacht_op(move || hear.recv().is_ok(), &door), Some(true));
        assert!(asked.get() >= 3);
    }

    #[test]
    fn who_stops_does_not_wait_for_work_that_never_ends() {
        let (say, hear) = channel::<()>();
        assert_eq!(wacht_op(move || hear.recv().is_ok(), &|| false), None);
        drop(say);
    }
}
