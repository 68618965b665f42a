//! A person while the rows about them are judged: what is stored, and what the rows before made of it.

use uuid::Uuid;

use super::{Delen, Docentrij, Importuitkomst, gelijk_of_niet};
use crate::app::error::AppError;
use crate::app::regiodocent::check_soort;
use crate::domain::bevoegdheid::Bevoegdheid;
use crate::domain::contract::Contract;
use crate::domain::instemming::Instemming;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::onderdeel::{MAX_ONDERDELEN, Onderdeel, check_onderdeel};
use crate::domain::regiodocent::Regiodocent;
use crate::domain::stored::Stored;
use crate::storage::connection::Conn;
use crate::storage::regiodocent::Opslag;

/// A person on the way in.
pub(super) struct Persoon {
    pub id: Uuid,
    /// As stored.
    pub stored: Option<Stored<Regiodocent>>,
    /// As the rows made it; absent until the first right row.
    pub noun: Option<Regiodocent>,
    pub contracten: Lijst<Contract>,
    pub bevoegdheden: Lijst<Bevoegdheid>,
}

/// The onderdelen of one kind.
pub(super) struct Lijst<T>(Vec<Deel<T>>);

struct Deel<T> {
    noun: T,
    /// Id and versie when it is stored.
    stored: Option<(Uuid, i32)>,
    gewijzigd: bool,
}

impl<T: Onderdeel + PartialEq> Lijst<T> {
    fn add(&mut self, stored: Stored<T>) {
        self.0.push(Deel { noun: stored.noun, stored: Some((stored.id, stored.versie)), gewijzigd: false });
    }

    pub fn geraakt(&self) -> bool {
        self.0.iter().any(|deel| deel.gewijzigd)
    }

    pub fn into_plan(self, van: Uuid, plan: &mut Delen<T>) {
        for Deel { noun, stored, gewijzigd } in self.0 {
            match stored {
                Some((id, versie)) if gewijzigd => plan.gewijzigd.push((van, Stored { id, versie, noun })),
                Some(_) => {}
                None => plan.nieuw.push((van, noun)),
            }
        }
    }

    /// Judges `noun` at its place, or as a new one; what is wrong goes to `invoer`. True when it says something new.
    fn judge(&self, regiodocent: &Regiodocent, noun: &T, at: Option<usize>, name: &str, invoer: &mut Invoer) -> bool {
        if at.and_then(|place| self.0.get(place)).is_some_and(|deel| deel.noun == *noun) {
            return false;
        }
        let others = self.0.iter().enumerate().filter(|(place, _)| Some(*place) != at).map(|(_, deel)| &deel.noun);
        check_onderdeel(regiodocent, noun, others, name, invoer);
        invoer.eis(at.is_some() || self.0.len() < MAX_ONDERDELEN, || {
            let detail = format!("een regiodocent heeft ten hoogste {MAX_ONDERDELEN} {}", T::LIJST);
            Invoerfout::new(name, "te-veel", detail, "Laat weg wat niet meer geldt.")
        });
        true
    }

    fn put(&mut self, noun: T, at: Option<usize>) {
        match at.and_then(|place| self.0.get_mut(place)) {
            Some(deel) => {
                deel.noun = noun;
                deel.gewijzigd = true;
            }
            None => self.0.push(Deel { noun, stored: None, gewijzigd: true }),
        }
    }
}

impl Persoon {
    pub fn fresh() -> Self {
        Persoon::of(Uuid::now_v7(), None)
    }

    pub fn known(stored: Stored<Regiodocent>) -> Self {
        Persoon::of(stored.id, Some(stored))
    }

    fn of(id: Uuid, stored: Option<Stored<Regiodocent>>) -> Self {
        Persoon { id, stored, noun: None, contracten: Lijst(Vec::new()), bevoegdheden: Lijst(Vec::new()) }
    }

    pub fn add_contract(&mut self, stored: Stored<Contract>) {
        self.contracten.add(stored);
    }

    pub fn add_bevoegdheid(&mut self, stored: Stored<Bevoegdheid>) {
        self.bevoegdheden.add(stored);
    }

    /// Takes one row in, or says what is wrong with it and stays as it was.
    pub fn neem(
        &mut self,
        conn: &mut Conn,
        rij: &Docentrij,
        werkgevers: &[String],
    ) -> Result<Result<Importuitkomst, Vec<Invoerfout>>, AppError> {
        let mut invoer = Invoer::default();
        let old = self.noun.as_ref().or(self.stored.as_ref().map(|stored| &stored.noun));
        let Some(noun) = rij.persoon(old) else { return Ok(Err(vec![nieuw_ontbreekt()])) };
        noun.check(&mut invoer);
        // A second row that says something else of the person than the first would undo it in silence.
        invoer.eis(self.noun.as_ref().is_none_or(|eerder| *eerder == noun), || {
            let detail = "deze rij zegt iets anders over de persoon dan de rij erboven";
            Invoerfout::new("", "tegenstrijdig", detail, "Maak de gegevens van de persoon in alle rijen gelijk.")
        });
        if let Some(stored) = self.stored.as_ref().filter(|stored| stored.noun.soort != noun.soort) {
            check_soort(&noun, &Instemming::list(conn, stored.id)?, &mut invoer);
        }
        let contract = self.judge_contract(rij, &noun, werkgevers, &mut invoer);
        let bevoegdheid = self.judge_bevoegdheid(rij, &noun, &mut invoer);
        if let Err(fouten) = invoer.af() {
            return Ok(Err(fouten));
        }
        let uitkomst = match (&self.stored, &self.noun) {
            (None, None) => Importuitkomst::Nieuw,
            (_, eerder) => {
                let before = eerder.as_ref().or(self.stored.as_ref().map(|stored| &stored.noun));
                gelijk_of_niet(before == Some(&noun) && contract.is_none() && bevoegdheid.is_none())
            }
        };
        self.noun = Some(noun);
        if let Some((contract, at)) = contract {
            self.contracten.put(contract, at);
        }
        if let Some((bevoegdheid, at)) = bevoegdheid {
            self.bevoegdheden.put(bevoegdheid, at);
        }
        Ok(Ok(uitkomst))
    }

    /// The contract to put, and where; nothing when the row says nothing new.
    fn judge_contract(
        &self,
        rij: &Docentrij,
        noun: &Regiodocent,
        werkgevers: &[String],
        invoer: &mut Invoer,
    ) -> Option<(Contract, Option<usize>)> {
        const AT: &str = "/contract";
        let told = rij.contract.as_ref()?;
        // Of two that begin on one day (one of them never held) the one that the row describes.
        let same = |deel: &Deel<Contract>| deel.noun.periode.van == told.van;
        let just = |deel: &Deel<Contract>| same(deel) && told.contract(Some(&deel.noun)).as_ref() == Some(&deel.noun);
        let at = self.contracten.0.iter().position(just).or_else(|| self.contracten.0.iter().position(same));
        let old = at.and_then(|place| self.contracten.0.get(place)).map(|deel| &deel.noun);
        let Some(new) = told.contract(old) else {
            let detail = "van een nieuw contract zijn werktijdfactor en loonkosten nodig";
            invoer.fout(Invoerfout::new(
                AT,
                "ontbreekt",
                detail,
                "Vul contractWerktijdfactor en contractLoonkostenCent in.",
            ));
            return None;
        };
        invoer.eis(rij.werkgever().is_none_or(|nummer| werkgevers.iter().any(|known| known == nummer)), || {
            let detail = format!("er is geen schoolbestuur {}", rij.werkgever().unwrap_or_default());
            Invoerfout::new("/contract/formeelWerkgever", "onbekend", detail, "Controleer het nummer.")
        });
        check_status(told.status, old, invoer);
        if !self.contracten.judge(noun, &new, at, AT, invoer) {
            return None;
        }
        match old.map_or_else(|| Ok(new.clone()), |old| new.clone().wijziging(old)) {
            Ok(new) => Some((new, at)),
            Err(why) => {
                let detail = format!("het contract is {} en wijzigt niet meer", why.status);
                invoer.fout(Invoerfout::new(
                    AT,
                    "overgang-niet-mogelijk",
                    detail,
                    "Laat het contract in deze rij leeg.",
                ));
                None
            }
        }
    }

    fn judge_bevoegdheid(
        &self,
        rij: &Docentrij,
        noun: &Regiodocent,
        invoer: &mut Invoer,
    ) -> Option<(Bevoegdheid, Option<usize>)> {
        let new = rij.bevoegdheid.as_ref()?;
        let same =
            |held: &Bevoegdheid| held.vakbevoegdheid == new.vakbevoegdheid && held.periode.van == new.periode.van;
        let all = &self.bevoegdheden.0;
        let at = all.iter().position(|deel| deel.noun == *new).or_else(|| all.iter().position(|deel| same(&deel.noun)));
        self.bevoegdheden.judge(noun, new, at, "/bevoegdheid", invoer).then(|| (new.clone(), at))
    }
}

fn nieuw_ontbreekt() -> Invoerfout {
    let detail = "van een nieuwe regiodocent zijn naam en soort nodig";
    Invoerfout::new("/naam", "ontbreekt", detail, "Vul naam en soort in.")
}

/// A new contract is offered or signed; what happens to it later goes by its own steps.
fn check_status(told: Option<crate::domain::contract::Contractstatus>, old: Option<&Contract>, invoer: &mut Invoer) {
    use crate::domain::contract::Contractstatus::{Aangeboden, Actief};
    let Some(told) = told else { return };
    match old {
        Some(old) => invoer.eis(old.status == told, || {
            let detail = format!("het contract is {} en dat wijzigt niet door een import", old.status);
            Invoerfout::new("/contract/status", "status-blijft", detail, "Laat contractStatus leeg.")
        }),
        None => invoer.eis(matches!(told, Aangeboden | Actief), || {
            let detail = "een nieuw contract is aangeboden of actief";
            Invoerfout::new("/contract/status", "status", detail, "Schrijf aangeboden of actief, of laat het leeg.")
        }),
    }
}
