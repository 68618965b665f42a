//! An exchange: one or two persons of a place change places with one or two of another, together as much on both sides. The fill
//! of both stays as it is, so what a plan has reached above the tier of people is not lost; who fits where can still get
//! better. Of all such exchanges between two places the cheapest is proposed, chance included.
//!
//! Without it a cold search hardly mixes people of different wtf: at 600 regiodocenten and ten seconds it took the gap of the
//! weighted objective from 0.15 to 0.09 % (mean of five seeds), of which a four times longer search closed a third.

use super::{Naar, Voorstel, Warmte};
use crate::matching::search::Optie;
use crate::matching::search::staat::Staat;
use crate::matching::search::toeval::Toeval;
use crate::matching::search::zet::Zet;

/// Most others that are looked at per place.
const LEDEN: usize = 8;

/// Who could go to the other place: by which pair, what that adds there, and what it costs more than staying.
#[derive(Clone, Copy, Default)]
struct Ganger {
    persoon: usize,
    naar: Optie,
    telt: i64,
    meerkosten: f64,
}

impl Ganger {
    #[inline]
    fn new(staat: &Staat<'_>, warmte: Warmte<'_>, persoon: usize, plek: usize) -> Option<Ganger> {
        let naar = staat.optie(staat.paar(persoon, plek)?, i64::MAX)?;
        let nu = staat.keuze(persoon)?;
        let meerkosten = warmte.tabel.paar(naar.paar, naar.fte_e4) - warmte.tabel.paar(nu.paar, nu.fte_e4);
        Some(Ganger { persoon, naar, telt: staat.telt_eigen(naar), meerkosten })
    }
}

/// Some of the members of a place, without asking the heap.
struct Gangers {
    lijst: [Ganger; LEDEN],
    aantal: usize,
}

impl Gangers {
    /// Nobody: with places left to be filled.
    #[inline]
    fn geen() -> Gangers {
        Gangers { lijst: [Ganger::default(); LEDEN], aantal: 0 }
    }

    /// Adds who of the members of a place could go to `naar`, without `behalve`.
    #[inline]
    fn vul(&mut self, staat: &Staat<'_>, warmte: Warmte<'_>, (van, naar): (usize, usize), behalve: usize) {
        for lid in staat.leden(van).iter().map(|lid| *lid as usize).filter(|lid| *lid != behalve) {
            let Some(place) = self.lijst.get_mut(self.aantal) else { break };
            if let Some(ganger) = Ganger::new(staat, warmte, lid, naar) {
                *place = ganger;
                self.aantal += 1;
            }
        }
    }

    #[inline]
    fn lijst(&self) -> &[Ganger] {
        self.lijst.get(..self.aantal).unwrap_or_default()
    }
}

/// The best exchange so far: by how much it is cheaper than it may be (below 0), what was drawn for it, and who goes beside the
/// first person: along from the same place, and the other way.
#[derive(Default)]
struct Beste<'g> {
    over: f64,
    drempel: f64,
    mee: Option<&'g Ganger>,
    terug: Option<(&'g Ganger, Option<&'g Ganger>)>,
}

/// The exchange in which `naar.persoon` goes to `naar.plek`, alone or with one other; `None` when none is cheap enough.
pub(super) fn ruil(staat: &Staat<'_>, toeval: &mut Toeval, naar: &Naar, warmte: Warmte<'_>) -> Option<Voorstel> {
    let van = staat.plek_van(naar.persoon).filter(|van| *van != naar.plek)?;
    let first = Ganger::new(staat, warmte, naar.persoon, naar.plek)?;
    let (mut hier, mut daar) = (Gangers::geen(), Gangers::geen());
    daar.vul(staat, warmte, (naar.plek, van), naar.persoon);
    hier.vul(staat, warmte, (van, naar.plek), naar.persoon);
    let mut best = Beste::default();
    let mut weeg = |meerkosten: f64, mee, terug| {
        let drempel = toeval.drempel();
        let over = meerkosten - warmte.temperatuur * drempel;
        if over < best.over {
            best = Beste { over, drempel, mee, terug: Some(terug) };
        }
    };
    for mee in std::iter::once(None).chain(hier.lijst().iter().map(Some)) {
        let (telt, meer) = mee.map_or((0, 0.0), |mee| (mee.telt, mee.meerkosten));
        let (telt, meer) = (first.telt + telt, first.meerkosten + meer);
        for (at, een) in daar.lijst().iter().enumerate() {
            let (rest, meer) = (telt - een.telt, meer + een.meerkosten);
            if rest == 0 {
                weeg(meer, mee, (een, None));
            } else if rest > 0 {
                let after = daar.lijst().get(at + 1..).unwrap_or_default();
                for ander in after.iter().filter(|ander| ander.telt == rest) {
                    weeg(meer + ander.meerkosten, mee, (een, Some(ander)));
                }
            }
        }
    }
    let (een, ander) = best.terug?;
    let go = |zet: Zet, ganger: &Ganger| zet.met(ganger.persoon, Some(ganger.naar));
    let others = [best.mee, Some(een), ander].into_iter().flatten();
    Some(Voorstel { zet: others.fold(go(Zet::default(), &first), go), drempel: best.drempel })
}
