//! The life cycle of a contract: offered, active, and with the board or ended.

use crate::domain::keuze::keuze;
use crate::domain::levensloop::{Eis, Levensloop, Overgang, Partij};

keuze! {
    /// Where a contract stands. One that is only offered gives the matcher nobody to place.
    #[derive(Default)]
    Contractstatus {
        /// Offered, not signed yet.
        Aangeboden = "aangeboden",
        /// Signed; it holds on the days it names.
        #[default]
        Actief = "actief",
        /// Went over to a board.
        Overgedragen = "overgedragen",
        /// Ended, or never signed.
        Beeindigd = "beeindigd",
    }
}

keuze! {
    /// What can happen to a contract.
    Contractstap {
        /// It is signed.
        Aanvaarden = "aanvaarden",
        /// From a day on another werktijdfactor or other cost.
        Wijzigen = "wijzigen",
        /// It ends on a day.
        Beeindigen = "beeindigen",
        /// A board takes it over.
        Overdragen = "overdragen",
    }
}

use Contractstatus::{Aangeboden, Actief, Beeindigd, Overgedragen};
use Partij::{Coordinator, Dienst};

impl Levensloop for Contractstatus {
    type Stap = Contractstap;
    const NAAM: &'static str = "contract";
    #[rustfmt::skip]
    const OVERGANGEN: &'static [Overgang<Contractstatus, Contractstap>] = &[
        Overgang { stap: Contractstap::Aanvaarden, van: &[Aangeboden],         naar: Actief,       door: &[Coordinator], eist: &[] },
        Overgang { stap: Contractstap::Wijzigen,   van: &[Actief],             naar: Actief,       door: &[Coordinator], eist: &[Eis::Datum] },
        Overgang { stap: Contractstap::Beeindigen, van: &[Aangeboden, Actief], naar: Beeindigd,    door: &[Coordinator], eist: &[Eis::Datum] },
        Overgang { stap: Contractstap::Overdragen, van: &[Actief],             naar: Overgedragen, door: &[Dienst],      eist: &[] },
    ];
}
