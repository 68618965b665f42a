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
