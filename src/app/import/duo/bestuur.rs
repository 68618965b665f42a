//! The annual accounts of DUO, of which only the names of the boards are used.

use std::collections::BTreeMap;

use crate::app::import::fout::Importfout;
use crate::app::import::tabel::{Tabel, Uitkomst};
use crate::app::import::verslag::{Importverslag, Opmerking};
use crate::app::import::waarde;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::schoolbestuur::Schoolbestuur;

/// Gives the boards their name, of the last year in the file; remarks on boards that have none.
pub(super) fn add_namen(
    tabel: &Tabel,
    besturen: &mut BTreeMap<Bestuursnummer, Schoolbestuur>,
    verslag: &mut Importverslag,
) -> Result<(), Importfout> {
    let mut jaren: BTreeMap<Bestuursnummer, i32> = BTreeMap::new();
    tabel.read(verslag, |rij| {
        let nummer = waarde::take_bestuursnummer(rij);
        let naam = rij.verplicht("NAAM");
        let jaar = rij.verplicht("JAAR").and_then(|_| waarde::take_aantal(rij, "JAAR"));
        let (Some(nummer), Some(naam), Some(jaar)) = (nummer, naam, jaar) else { return Uitkomst::Gebruikt };
        let Some(bestuur) = besturen.get_mut(&nummer) else {
            return Uitkomst::Overgeslagen("geen bestuur van een van de scholen");
        };
        if jaren.get(&nummer).is_some_and(|bekend| *bekend >= jaar) {
            return Uitkomst::Overgeslagen("naam van een later jaar bekend");
        }
        bestuur.naam = Some(naam.to_owned());
        jaren.insert(nummer, jaar);
        Uitkomst::Gebruikt
    })?;
    for bestuur in besturen.values().filter(|bestuur| bestuur.naam.is_none()) {
        let nummer = bestuur.bestuursnummer.to_string();
        let detail = format!("bestuur {nummer} staat niet in het bestand met namen");
        verslag.opmerkingen.push(Opmerking { code: "geen-bestuursnaam", betreft: nummer, detail });
    }
    Ok(())
}
