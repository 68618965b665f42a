//! The life cycle of a plaatsing: proposed, agreed by both in either order, active, and how it ends.

use super::Plaatsingstatus;
use crate::domain::keuze::keuze;
use crate::domain::levensloop::{Eis, Levensloop, Overgang, Partij};

keuze! {
    /// What can happen to a plaatsing.
    Plaatsingstap {
        /// The school agrees.
        AkkoordSchool = "akkoord-school",
        /// The regiodocent agrees.
        AkkoordDocent = "akkoord-docent",
        /// One of the two refuses.
        Weigeren = "weigeren",
        /// The region takes the proposal back.
        Intrekken = "intrekken",
        /// Nobody answered in time.
        Verlopen = "verlopen",
        /// It will end on a day; until then it goes on.
        Beeindigen = "beeindigen",
        /// The school would like to take the contract over.
        KlikSchool = "klik-school",
        /// The regiodocent would like to go over to the board.
        KlikDocent = "klik-docent",
        /// Its last day has passed.
        Aflopen = "aflopen",
        /// The contract is with the board now.
        Overdragen = "overdragen",
    }
}

use Partij::{Coordinator, Dienst, Docent, School};
use Plaatsingstatus::{
    Actief, AkkoordDocent, AkkoordSchool, Beeindigd, Geweigerd, Ingetrokken, Overgedragen, Verlopen, Voorgesteld,
};

const OPEN: &[Plaatsingstatus] = &[Voorgesteld, AkkoordSchool, AkkoordDocent];

type Rij = Overgang<Plaatsingstatus, Plaatsingstap>;

const fn rij(
    stap: Plaatsingstap,
    van: &'static [Plaatsingstatus],
    naar: Plaatsingstatus,
    door: &'static [Partij],
    eist: &'static [Eis],
) -> Rij {
    Overgang { stap, van, naar, door, eist }
}

impl Levensloop for Plaatsingstatus {
    type Stap = Plaatsingstap;
    const NAAM: &'static str = "plaatsing";
    #[rustfmt::skip]
    const OVERGANGEN: &'static [Rij] = &[
        rij(Plaatsingstap::AkkoordSchool, &[Voorgesteld],   AkkoordSchool, &[School, Coordinator],         &[]),
        rij(Plaatsingstap::AkkoordSchool, &[AkkoordDocent], Actief,        &[School, Coordinator],         &[]),
        rij(Plaatsingstap::AkkoordDocent, &[Voorgesteld],   AkkoordDocent, &[Docent, Coordinator],         &[]),
        rij(Plaatsingstap::AkkoordDocent, &[AkkoordSchool], Actief,        &[Docent, Coordinator],         &[]),
        rij(Plaatsingstap::Weigeren,      OPEN,             Geweigerd,     &[School, Docent, Coordinator], &[Eis::Motivering]),
        rij(Plaatsingstap::Intrekken,     OPEN,             Ingetrokken,   &[Coordinator],                 &[Eis::Motivering]),
        rij(Plaatsingstap::Verlopen,      OPEN,             Verlopen,      &[Dienst],                      &[]),
        rij(Plaatsingstap::Beeindigen,    &[Actief],        Actief,        &[School, Docent, Coordinator], &[Eis::Motivering, Eis::Datum]),
        rij(Plaatsingstap::KlikSchool,    &[Actief],        Actief,        &[School, Coordinator],         &[Eis::Datum]),
        rij(Plaatsingstap::KlikDocent,    &[Actief],        Actief,        &[Docent, Coordinator],         &[Eis::Datum]),
        rij(Plaatsingstap::Aflopen,       &[Actief],        Beeindigd,     &[Dienst],                      &[]),
        rij(Plaatsingstap::Overdragen,    &[Actief],        Overgedragen,  &[Dienst],                      &[]),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(steps: &[(Plaatsingstap, Partij)]) -> Plaatsingstatus {
        steps.iter().fold(Voorgesteld, |status, (stap, door)| status.overgang(*stap, *door).unwrap().naar)
    }

    #[test]
    fn both_sides_agree_in_either_order() {
        let (school, docent) = ((Plaatsingstap::AkkoordSchool, School), (Plaatsingstap::AkkoordDocent, Docent));
        assert_eq!(after(&[school]), AkkoordSchool);
        assert_eq!(after(&[docent]), AkkoordDocent);
        assert_eq!(after(&[school, docent]), Actief);
        assert_eq!(after(&[docent, school]), Actief);
    }

    #[test]
    fn a_refusal_names_what_this_party_could_do() {
        let why = Actief.overgang(Plaatsingstap::Weigeren, Docent).unwrap_err();
        assert_eq!((why.wat, why.status.as_str(), why.stap.as_str()), ("plaatsing", "actief", "weigeren"));
        assert_eq!(why.mogelijk, ["beeindigen", "klik-docent"]);
        assert!(Voorgesteld.overgang(Plaatsingstap::AkkoordSchool, Docent).is_err());
    }

    #[test]
    fn what_holds_no_fte_is_an_end_and_only_that() {
        for word in Plaatsingstatus::WOORDEN {
            let status: Plaatsingstatus = word.parse().unwrap();
            assert_eq!(status.is_einde(), !status.houdt_fte_vast(), "{status}");
        }
    }
}
