//! The life cycle of a matchronde: queued, running, a voorstel, and what becomes of that.

use super::Matchrondestatus;
use crate::domain::keuze::keuze;
use crate::domain::levensloop::{Eis, Levensloop, Overgang, Partij};

keuze! {
    /// What can happen to a matchronde.
    Matchrondestap {
        /// A worker begins, or another begins again.
        Beginnen = "beginnen",
        /// There is a plan.
        Voorstellen = "voorstellen",
        /// It ends before there was a plan.
        Stoppen = "stoppen",
        /// It cannot be solved.
        Mislukken = "mislukken",
        /// A person adopts (part of) the plan.
        Vaststellen = "vaststellen",
        /// The plan is not to be adopted any more: a newer one is there, its term is over, or the coordinator says so.
        Vervallen = "vervallen",
    }
}

use Matchrondestatus::{Gestopt, Loopt, Mislukt, Vastgesteld, Vervallen, Voorstel, Wachtend};
use Partij::{Coordinator, Dienst};

type Rij = Overgang<Matchrondestatus, Matchrondestap>;

const fn rij(
    stap: Matchrondestap,
    van: &'static [Matchrondestatus],
    naar: Matchrondestatus,
    door: &'static [Partij],
    eist: &'static [Eis],
) -> Rij {
    Overgang { stap, van, naar, door, eist }
}

impl Levensloop for Matchrondestatus {
    type Stap = Matchrondestap;
    const NAAM: &'static str = "matchronde";
    #[rustfmt::skip]
    const OVERGANGEN: &'static [Rij] = &[
        rij(Matchrondestap::Beginnen,    &[Wachtend, Loopt], Loopt,       &[Dienst],              &[]),
        rij(Matchrondestap::Voorstellen, &[Loopt],           Voorstel,    &[Dienst],              &[]),
        rij(Matchrondestap::Stoppen,     &[Wachtend, Loopt], Gestopt,     &[Coordinator, Dienst], &[]),
        rij(Matchrondestap::Mislukken,   &[Wachtend, Loopt], Mislukt,     &[Dienst],              &[]),
        rij(Matchrondestap::Vaststellen, &[Voorstel],        Vastgesteld, &[Coordinator],         &[Eis::Motivering]),
        rij(Matchrondestap::Vervallen,   &[Voorstel],        Vervallen,   &[Coordinator, Dienst], &[]),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ronde_with_a_plan_lapses_and_one_without_is_stopped() {
        let to = |status: Matchrondestatus, stap| status.overgang(stap, Coordinator).map(|row| row.naar).ok();
        assert_eq!(to(Voorstel, Matchrondestap::Vervallen), Some(Vervallen));
        assert_eq!(to(Voorstel, Matchrondestap::Stoppen), None);
        assert_eq!(to(Loopt, Matchrondestap::Stoppen), Some(Gestopt));
        assert!(Vastgesteld.is_einde() && Gestopt.is_einde() && Mislukt.is_einde() && Vervallen.is_einde());
    }
}
