//! The second opinion, judged from outside: it agrees with every plan of the engine and finds every injected breach.

mod bewijs;
mod eigenschappen;
mod nagerekend;
mod plannen;
