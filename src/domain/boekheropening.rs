//! Boekheropening: a frozen page of the solidariteitsboek that turned out wrong is opened again, and frozen anew.
//!
//! One coordinator proposes it, another confirms, and who closes it freezes the page from the data of that day. The page of
//! before is never changed: it stays as an earlier version, with who and why.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::keuze::keuze;
use super::levensloop::{Eis, Levensloop, Overgang, Partij};
use super::schooljaar::Schooljaar;

keuze! {
    /// The rules of which the solidariteitsboek has pages.
    Boekregel {
        /// The 3%-regeling.
        Drieprocent = "drieprocent",
        /// The ceiling by pupils per teacher.
        LeerlingLeraarRatio = "leerling-leraar-ratio",
        /// The 7%-regeling; its saldo goes on to the next schooljaar.
        Zevenprocent = "zevenprocent",
    }
}

keuze! {
    /// Where a heropening stands.
    Boekheropeningstatus {
        /// Proposed; the page holds.
        Voorstel = "voorstel",
        /// Confirmed by a second coordinator; the page holds no more, and there is no new one yet.
        Open = "open",
        /// Frozen anew.
        Gesloten = "gesloten",
        /// A second coordinator refused; the page holds.
        Afgewezen = "afgewezen",
        /// Taken back; the page holds.
        Ingetrokken = "ingetrokken",
    }
}

keuze! {
    /// What can happen to a heropening.
    Boekheropeningstap {
        /// Somebody else than who proposed it confirms.
        Bevestigen = "bevestigen",
        /// Somebody else does not.
        Afwijzen = "afwijzen",
        /// It is taken back, before or after the confirmation.
        Intrekken = "intrekken",
        /// The page is frozen anew.
        Sluiten = "sluiten",
    }
}

use Boekheropeningstatus::{Afgewezen, Gesloten, Ingetrokken, Open, Voorstel};

const WIE: &[Partij] = &[Partij::Coordinator];

impl Levensloop for Boekheropeningstatus {
    type Stap = Boekheropeningstap;
    const NAAM: &'static str = "heropening";
    #[rustfmt::skip]
    const OVERGANGEN: &'static [Overgang<Boekheropeningstatus, Boekheropeningstap>] = &[
        Overgang { stap: Boekheropeningstap::Bevestigen, van: &[Voorstel],       naar: Open,        door: WIE, eist: &[Eis::TweedePersoon] },
        Overgang { stap: Boekheropeningstap::Afwijzen,   van: &[Voorstel],       naar: Afgewezen,   door: WIE, eist: &[Eis::TweedePersoon, Eis::Motivering] },
        Overgang { stap: Boekheropeningstap::Sluiten,    van: &[Open],           naar: Gesloten,    door: WIE, eist: &[] },
        Overgang { stap: Boekheropeningstap::Intrekken,  van: &[Voorstel, Open], naar: Ingetrokken, door: WIE, eist: &[] },
    ];
}

/// A frozen page that is opened again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boekheropening {
    /// The page.
    pub boek_id: Uuid,
    /// Of this rule.
    pub regel: Boekregel,
    /// Of this schooljaar.
    pub schooljaar: Schooljaar,
    /// Day of the figures of the new page.
    pub peildatum: NaiveDate,
    /// Why the page has to be opened.
    pub motivering: String,
    /// Where it stands.
    pub status: Boekheropeningstatus,
    /// Who proposed it (id of the token), and when.
    pub voorgesteld: (String, DateTime<Utc>),
    /// Who confirmed or refused it, and when.
    pub besloten: Option<(String, DateTime<Utc>)>,
    /// Why it was refused.
    pub afwijzing: Option<String>,
    /// Who took it back, and when.
    pub ingetrokken: Option<(String, DateTime<Utc>)>,
    /// Who froze the page anew, and when.
    pub gesloten: Option<(String, DateTime<Utc>)>,
    /// The page that came of it.
    pub nieuw_boek_id: Option<Uuid>,
}
