//! Matchronde: a frozen question to the matcher and where its answer stands.

use super::keuze::keuze;

keuze! {
    /// Where a matchronde stands.
    Matchrondestatus {
        /// In the queue.
        Wachtend = "wachtend",
        /// Being solved.
        Loopt = "loopt",
        /// There is a plan to look at.
        Voorstel = "voorstel",
        /// A person adopted (part of) it.
        Vastgesteld = "vastgesteld",
        /// Stopped before there was a plan.
        Gestopt = "gestopt",
        /// Could not be solved; the reason is stored.
        Mislukt = "mislukt",
        /// Overtaken by a later ronde.
        Vervallen = "vervallen",
    }
}

impl Matchrondestatus {
    /// Is there nothing left for a worker to do?
    pub fn is_klaar(self) -> bool {
        !matches!(self, Matchrondestatus::Wachtend | Matchrondestatus::Loopt)
    }
}
