//! Plaatsing: a regiodocent at one school, on one or more of its vacatures.

use super::keuze::keuze;

keuze! {
    /// Where a plaatsing stands. Only `actief` counts in the ledgers; the states before it reserve fte.
    Plaatsingstatus {
        /// Proposed by a vaststelling; nobody has agreed yet.
        Voorgesteld = "voorgesteld",
        /// The school agreed.
        AkkoordSchool = "akkoord-school",
        /// The regiodocent agreed.
        AkkoordDocent = "akkoord-docent",
        /// Both agreed and it runs.
        Actief = "actief",
        /// Ended.
        Beeindigd = "beeindigd",
        /// The contract went to the board.
        Overgedragen = "overgedragen",
        /// One side refused.
        Geweigerd = "geweigerd",
        /// Withdrawn by the region.
        Ingetrokken = "ingetrokken",
        /// Not answered in time.
        Verlopen = "verlopen",
    }
}

impl Plaatsingstatus {
    /// Does it hold fte of the regiodocent and the vacature?
    pub fn houdt_fte_vast(self) -> bool {
        use Plaatsingstatus::{Actief, AkkoordDocent, AkkoordSchool, Voorgesteld};
        matches!(self, Voorgesteld | AkkoordSchool | AkkoordDocent | Actief)
    }
}
