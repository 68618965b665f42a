//! Stores formatiepeilingen; one of a school that is not known, or not of the regio, is refused with its row.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Melder, Voortgang, audited, changed};
use crate::app::App;
use crate::app::error::AppError;
use crate::app::import::formatie::FormatieInvoer;
use crate::app::import::verslag::{Afwijzing, Importverslag};
use crate::auth::policy::Grant;
use crate::domain::formatiepeiling::Formatiepeiling;
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::Vestigingscode;
use crate::storage::connection::Tx;
use crate::storage::deelname::load_deelnames;
use crate::storage::formatiepeiling::{load_formatiepeilingen, upsert_formatiepeilingen};
use crate::storage::regio::find_regio;
use crate::storage::school::load_scholen;

/// Stores what `read_formatie` read; with `regio` (a code) only of schools that take part there, or did.
pub fn store_formatie(
    app: &App,
    invoer: FormatieInvoer,
    regio: Option<&str>,
    meld: Melder<'_>,
) -> Result<Importverslag, AppError> {
    app.db.write(&Grant::systeem("import"), |tx| {
        let scholen = Scholen::load(tx, regio)?;
        let (peilingen, mut verslag) = check_scholen(invoer, &scholen);
        let totaal = peilingen.len();
        let peildata: BTreeSet<NaiveDate> = peilingen.iter().map(|peiling| peiling.peildatum).collect();
        let stored = load_formatiepeilingen(tx.conn, &Vec::from_iter(peildata))?;
        let find = |peiling: &Formatiepeiling| {
            stored.get(&(peiling.vestigingscode.clone(), peiling.peildatum, peiling.soort)).cloned()
        };
        let changed = changed("formatiepeiling", peilingen, find, &mut verslag);
        upsert_formatiepeilingen(tx, &changed)?;
        meld(Voortgang { wat: "formatiepeilingen", klaar: totaal, totaal });
        audited(tx, "import:formatie", regio.unwrap_or("alle"), verslag)
    })
}

/// The schools there are, and those of the regio when one was named.
struct Scholen {
    alle: BTreeSet<Vestigingscode>,
    regio: Option<(String, BTreeSet<Vestigingscode>)>,
}

impl Scholen {
    fn load(tx: &mut Tx<'_>, regio: Option<&str>) -> Result<Self, AppError> {
        let alle = load_scholen(tx.conn)?.into_keys().collect();
        let Some(code) = regio else { return Ok(Scholen { alle, regio: None }) };
        let Some(found) = find_regio(tx.conn, code)? else {
            let detail = format!("regio '{code}' bestaat niet");
            let herstel = "Controleer de code, of lees eerst de scholen in met `rato import duo --regio`.";
            return Err(Invoerfout::new("regio", "onbekende-regio", detail, herstel).into());
        };
        let deelnames = load_deelnames(tx.conn)?.into_iter().filter(|(regio, _)| *regio == found.id);
        let eigen = deelnames.map(|(_, deelname)| deelname.vestigingscode).collect();
        Ok(Scholen { alle, regio: Some((code.to_owned(), eigen)) })
    }

    /// Why a peiling of this school is refused: code, what is wrong, repair.
    fn refusal(&self, code: &Vestigingscode) -> Option<(&'static str, String, &'static str)> {
        if !self.alle.contains(code) {
            let herstel = "controleer de code, of lees eerst de scholen in met `rato import duo`";
            return Some(("onbekende-school", format!("er is geen school {code}"), herstel));
        }
        let (regio, eigen) = self.regio.as_ref()?;
        let herstel = "laat de rij weg, of laat de school eerst meedoen in de regio";
        let detail = || format!("school {code} doet niet mee in regio {regio}");
        (!eigen.contains(code)).then(|| ("andere-regio", detail(), herstel))
    }
}

/// The peilingen of known schools; the others move from used to refused in the report.
fn check_scholen(invoer: FormatieInvoer, scholen: &Scholen) -> (Vec<Formatiepeiling>, Importverslag) {
    let FormatieInvoer { peilingen, rijen, kolom, mut verslag } = invoer;
    let bestand = verslag.bestanden.first().map(|telling| telling.bestand.clone()).unwrap_or_default();
    let mut goed = Vec::new();
    let mut afgewezen = 0;
    for (peiling, rij) in peilingen.into_iter().zip(rijen) {
        let Some((code, detail, herstel)) = scholen.refusal(&peiling.vestigingscode) else {
            goed.push(peiling);
            continue;
        };
        afgewezen += 1;
        let (bestand, kolom, herstel) = (bestand.clone(), Some(kolom.clone()), herstel.to_owned());
        verslag.afgewezen.push(Afwijzing { bestand, rij, kolom, code, detail, herstel });
    }
    if let Some(telling) = verslag.bestanden.first_mut() {
        telling.gebruikt -= afgewezen;
        telling.afgewezen += afgewezen;
    }
    verslag.afgewezen.sort_by_key(|afwijzing| afwijzing.rij);
    (goed, verslag)
}
