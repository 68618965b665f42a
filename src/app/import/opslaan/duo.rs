//! Stores schoolbesturen, scholen and deelnames from the files of DUO and CBS.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::deelname::{Deelnames, add_deelnames};
use super::regio::Regiokeuze;
use super::{Melder, Voortgang, audited, changed};
use crate::app::App;
use crate::app::error::AppError;
use crate::app::import::duo::DuoInvoer;
use crate::app::import::verslag::{Importverslag, Opmerking};
use crate::app::school::follow_school;
use crate::auth::policy::Grant;
use crate::domain::kenmerk::{Gemeentenummer, Vestigingscode};
use crate::domain::school::School;
use crate::domain::schoolbestuur::Schoolbestuur;
use crate::domain::sector::Sector;
use crate::storage::connection::Tx;
use crate::storage::school::{load_scholen, upsert_scholen};
use crate::storage::schoolbestuur::{load_schoolbesturen, upsert_schoolbesturen};

/// Stores what `read_duo` read; `gemeente` is the one the reading was limited to, if any.
pub fn store_duo(
    app: &App,
    invoer: DuoInvoer,
    keuze: &Regiokeuze,
    gemeente: Option<&Gemeentenummer>,
    meld: Melder<'_>,
) -> Result<Importverslag, AppError> {
    let DuoInvoer { scholen, besturen, sectoren, mut verslag } = invoer;
    app.db.write(&Grant::systeem("import"), |tx| {
        let indeling = keuze.prepare(tx, &mut verslag)?;
        store_besturen(tx, besturen, &mut verslag, meld)?;
        let stored = load_scholen(tx.conn)?;
        let genoemd: BTreeSet<Vestigingscode> = scholen.iter().map(|school| school.vestigingscode.clone()).collect();
        let scholen = store_scholen(tx, scholen, &stored, &mut verslag, meld)?;
        meld(Voortgang { wat: "deelnames", klaar: 0, totaal: scholen.len() });
        let deelnames = add_deelnames(tx, &scholen, &indeling, &mut verslag)?;
        meld(Voortgang { wat: "deelnames", klaar: scholen.len(), totaal: scholen.len() });
        let bereik = Bereik { gemeente, regio: indeling.een(), deelnames: &deelnames, sectoren: &sectoren };
        remark_weg(&stored, &genoemd, &bereik, &mut verslag);
        audited(tx, "import:duo", keuze.naam(), verslag)
    })
}

fn store_besturen(
    tx: &mut Tx<'_>,
    besturen: Vec<Schoolbestuur>,
    verslag: &mut Importverslag,
    meld: Melder<'_>,
) -> Result<(), AppError> {
    let totaal = besturen.len();
    let stored = load_schoolbesturen(tx.conn)?;
    let merged = besturen.into_iter().map(|mut bestuur| {
        let old = stored.get(&bestuur.bestuursnummer).and_then(|old| old.naam.clone());
        bestuur.naam = bestuur.naam.or(old);
        bestuur
    });
    let find = |bestuur: &Schoolbestuur| stored.get(&bestuur.bestuursnummer).cloned();
    let changed = changed("schoolbestuur", merged, find, verslag);
    upsert_schoolbesturen(tx, &changed)?;
    meld(Voortgang { wat: "schoolbesturen", klaar: totaal, totaal });
    Ok(())
}

/// Gives the schools as they are now.
fn store_scholen(
    tx: &mut Tx<'_>,
    scholen: Vec<School>,
    stored: &BTreeMap<Vestigingscode, School>,
    verslag: &mut Importverslag,
    meld: Melder<'_>,
) -> Result<Vec<School>, AppError> {
    let merged: Vec<School> = scholen.into_iter().map(|school| merge(school, stored, verslag)).collect();
    let find = |school: &School| stored.get(&school.vestigingscode).cloned();
    let changed = changed("school", merged.iter().cloned(), find, verslag);
    let (mut klaar, totaal) = (merged.len() - changed.len(), merged.len());
    meld(Voortgang { wat: "scholen", klaar, totaal });
    upsert_scholen(tx, &changed, |aantal| {
        klaar += aantal;
        meld(Voortgang { wat: "scholen", klaar, totaal });
    })?;
    let today = tx.clock.today();
    for school in &changed {
        if let Some(was) = stored.get(&school.vestigingscode) {
            follow_school(tx, was, school, today)?;
        }
    }
    Ok(merged)
}

/// The school as read, with what the files do not give as it was. A school that moved to another postcode area loses
/// its old point: the centroid of the new postcode is nearer, until the next `import geo`.
fn merge(mut school: School, stored: &BTreeMap<Vestigingscode, School>, verslag: &mut Importverslag) -> School {
    let Some(old) = stored.get(&school.vestigingscode) else { return school };
    school.postcode = school.postcode.or_else(|| old.postcode.clone());
    school.schoolweging_e2 = school.schoolweging_e2.or(old.schoolweging_e2);
    school.leerlingen = school.leerlingen.or(old.leerlingen);
    school.gesloten_per = old.gesloten_per;
    let pc4 = |school: &School| school.postcode.as_ref().map(|postcode| postcode.pc4());
    if old.punt.is_some() && old.postcode.is_some() && pc4(&school) != pc4(old) {
        let detail =
            format!("{} ({}) is verhuisd; lees ook de adrespunten opnieuw in", old.vestigingscode, school.naam);
        let betreft = old.vestigingscode.to_string();
        verslag.opmerkingen.push(Opmerking { code: "verhuisd", betreft, detail });
    } else {
        school.punt = old.punt;
    }
    school
}

/// Which stored schools the files should have named.
struct Bereik<'a> {
    gemeente: Option<&'a Gemeentenummer>,
    regio: Option<Uuid>,
    deelnames: &'a Deelnames,
    /// A vo-school is not missing from a list of bo-schools.
    sectoren: &'a BTreeSet<Sector>,
}

impl Bereik<'_> {
    fn omvat(&self, school: &School) -> bool {
        let in_regio = |regio: Uuid| {
            self.deelnames
                .get(&school.vestigingscode)
                .is_some_and(|eigen| eigen.iter().any(|(ander, _)| *ander == regio))
        };
        self.sectoren.contains(&school.sector)
            && self.gemeente.is_none_or(|gemeente| *gemeente == school.gemeentenummer)
            && self.regio.is_none_or(in_regio)
    }
}

fn remark_weg(
    stored: &BTreeMap<Vestigingscode, School>,
    genoemd: &BTreeSet<Vestigingscode>,
    bereik: &Bereik<'_>,
    verslag: &mut Importverslag,
) {
    let open = |school: &&School| school.gesloten_per.is_none() && !genoemd.contains(&school.vestigingscode);
    let weg = stored.values().filter(open);
    for school in weg.filter(|school| bereik.omvat(school)) {
        let code = &school.vestigingscode;
        let detail = format!("{code} ({}) staat niet (goed) in het nieuwe bestand en is niet gewijzigd", school.naam);
        verslag.opmerkingen.push(Opmerking { code: "niet-meer-genoemd", betreft: code.to_string(), detail });
    }
}
