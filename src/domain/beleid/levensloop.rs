//! The life cycle of a version of the beleid: one coordinator proposes it, another decides.

use crate::domain::keuze::keuze;
use crate::domain::levensloop::{Eis, Levensloop, Overgang, Partij};

keuze! {
    /// Where a version stands. Only a vastgestelde version ever holds, from its first day on.
    Beleidstatus {
        /// Proposed; nothing has changed yet.
        Voorstel = "voorstel",
        /// A second coordinator agreed.
        Vastgesteld = "vastgesteld",
        /// A second coordinator did not.
        Afgewezen = "afgewezen",
        /// Taken back.
        Ingetrokken = "ingetrokken",
    }
}

keuze! {
    /// What can happen to a version.
    Beleidstap {
        /// Somebody else than who proposed it agrees.
        Vaststellen = "vaststellen",
        /// Somebody else does not.
        Afwijzen = "afwijzen",
        /// It is taken back.
        Intrekken = "intrekken",
    }
}

use Beleidstatus::{Afgewezen, Ingetrokken, Vastgesteld, Voorstel};

const WIE: &[Partij] = &[Partij::Coordinator];

impl Levensloop for Beleidstatus {
    type Stap = Beleidstap;
    const NAAM: &'static str = "beleid";
    #[rustfmt::skip]
    const OVERGANGEN: &'static [Overgang<Beleidstatus, Beleidstap>] = &[
        Overgang { stap: Beleidstap::Vaststellen, van: &[Voorstel], naar: Vastgesteld, door: WIE, eist: &[Eis::TweedePersoon, Eis::Bestuursbesluit] },
        Overgang { stap: Beleidstap::Afwijzen,    van: &[Voorstel], naar: Afgewezen,   door: WIE, eist: &[Eis::TweedePersoon, Eis::Motivering] },
        Overgang { stap: Beleidstap::Intrekken,   van: &[Voorstel], naar: Ingetrokken, door: WIE, eist: &[] },
    ];
}
