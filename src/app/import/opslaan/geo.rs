//! Stores where schools are: their own point, and the centroids of postcodes for those without.

use super::{Melder, Voortgang, audited, changed};
use crate::app::App;
use crate::app::error::AppError;
use crate::app::import::geo::{GeoInvoer, choose_punt};
use crate::app::import::verslag::{Importverslag, Opmerking, duizendtallen};
use crate::auth::policy::Grant;
use crate::domain::kenmerk::Postcode4;
use crate::domain::punt::Punt;
use crate::domain::school::School;
use crate::storage::connection::Tx;
use crate::storage::postcodepunt::{load_postcodepunten, upsert_postcodepunten};
use crate::storage::school::{load_scholen, upsert_scholen};

/// Stores what `read_geo` read.
pub fn store_geo(app: &App, mut invoer: GeoInvoer, meld: Melder<'_>) -> Result<Importverslag, AppError> {
    let mut verslag = std::mem::take(&mut invoer.verslag);
    app.db.write(&Grant::systeem("import"), |tx| {
        store_postcodepunten(tx, &invoer, &mut verslag, meld)?;
        if !invoer.adrespunten.is_empty() {
            store_adrespunten(tx, &invoer, &mut verslag, meld)?;
        }
        audited(tx, "import:geo", "geo", verslag)
    })
}

fn store_postcodepunten(
    tx: &mut Tx<'_>,
    invoer: &GeoInvoer,
    verslag: &mut Importverslag,
    meld: Melder<'_>,
) -> Result<(), AppError> {
    let totaal = invoer.postcodepunten.len();
    if totaal == 0 {
        return Ok(());
    }
    let stored = load_postcodepunten(tx.conn)?;
    let punten = invoer.postcodepunten.iter().map(|(pc4, punt)| (pc4.clone(), *punt));
    let find = |(pc4, _): &(Postcode4, Punt)| stored.get(pc4).map(|punt| (pc4.clone(), *punt));
    let changed = changed("postcodepunt", punten, find, verslag);
    upsert_postcodepunten(tx, &changed)?;
    meld(Voortgang { wat: "postcodes", klaar: totaal, totaal });
    Ok(())
}

fn store_adrespunten(
    tx: &mut Tx<'_>,
    invoer: &GeoInvoer,
    verslag: &mut Importverslag,
    meld: Melder<'_>,
) -> Result<(), AppError> {
    let stored = load_scholen(tx.conn)?;
    let centroids = load_postcodepunten(tx.conn)?;
    let kandidaten = invoer.kandidaten();
    let mut gevonden: Vec<School> = Vec::new();
    for (code, school) in &stored {
        let postcode = school.postcode.as_ref();
        let punten = kandidaten.get(code).map(Vec::as_slice).unwrap_or_default();
        let middelpunt = postcode.is_some_and(|postcode| centroids.contains_key(&postcode.pc4()));
        match choose_punt(postcode, punten) {
            Some(punt) => gevonden.push(School { punt: Some(punt), ..school.clone() }),
            None if school.punt.is_some() => {}
            None if middelpunt => remark(verslag, "middelpunt", school, "ligt op het midden van zijn postcode"),
            None => remark(verslag, "geen-plaats", school, "heeft nog geen plaats op de kaart"),
        }
    }
    let onbekend = kandidaten.keys().filter(|code| !stored.contains_key(code)).count();
    if onbekend > 0 {
        let aantal = duizendtallen(u64::try_from(onbekend).unwrap_or_default());
        let detail = format!("{aantal} scholen met een adrespunt zijn hier niet bekend; hun punt is niet bewaard");
        verslag.opmerkingen.push(Opmerking { code: "scholen-onbekend", betreft: aantal, detail });
    }
    let find = |school: &School| stored.get(&school.vestigingscode).cloned();
    let totaal = gevonden.len();
    let changed = changed("school", gevonden, find, verslag);
    let mut klaar = totaal - changed.len();
    upsert_scholen(tx, &changed, |aantal| {
        klaar += aantal;
        meld(Voortgang { wat: "scholen", klaar, totaal });
    })?;
    Ok(())
}

fn remark(verslag: &mut Importverslag, code: &'static str, school: &School, wat: &str) {
    let detail = format!("{} ({}) {wat}", school.vestigingscode, school.naam);
    verslag.opmerkingen.push(Opmerking { code, betreft: school.vestigingscode.to_string(), detail });
}
