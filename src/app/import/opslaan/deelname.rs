//! Lets the schools of an import take part in their regio, from the start of this schooljaar.
//!
//! A school that ever had a deelname in the regio keeps what it has: somebody may have ended it on purpose. One that
//! takes part in another regio stays there: a school belongs to one regio at a time.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::regio::Indeling;
use crate::app::error::AppError;
use crate::app::import::verslag::{Importverslag, Opmerking};
use crate::domain::deelname::Deelname;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::periode::Periode;
use crate::domain::school::School;
use crate::domain::schooljaar::Schooljaar;
use crate::storage::connection::Tx;
use crate::storage::deelname::{insert_deelnames, load_deelnames};

/// Stored deelnames per school, each with the id of its regio.
pub(super) type Deelnames = BTreeMap<Vestigingscode, Vec<(Uuid, Periode)>>;

/// Adds the deelnames that are missing; gives those that were there before.
pub(super) fn add_deelnames(
    tx: &mut Tx<'_>,
    scholen: &[School],
    indeling: &Indeling,
    verslag: &mut Importverslag,
) -> Result<Deelnames, AppError> {
    let mut stored = Deelnames::new();
    for (regio, deelname) in load_deelnames(tx.conn)? {
        stored.entry(deelname.vestigingscode).or_default().push((regio, deelname.periode));
    }
    let periode = Periode::new(Schooljaar::of(tx.clock.today()).eerste_dag(), None);
    let mut nieuw = Vec::new();
    for school in scholen {
        let code = &school.vestigingscode;
        let Some(regio) = indeling.regio_of(school) else {
            let detail =
                format!("gemeente {} van {code} ({}) hoort bij geen regio", school.gemeentenummer, school.naam);
            remark(verslag, "geen-regio", code, detail);
            continue;
        };
        let eigen = stored.get(code).map(Vec::as_slice).unwrap_or_default();
        if eigen.iter().any(|(ander, _)| *ander == regio) {
            verslag.tel("deelname", (0, 0, 1));
        } else if eigen.iter().any(|(_, ander)| ander.overlapt(&periode)) {
            let detail = format!("{code} ({}) doet al mee in een andere regio en blijft daar", school.naam);
            remark(verslag, "doet-elders-mee", code, detail);
        } else {
            verslag.tel("deelname", (1, 0, 0));
            nieuw.push((regio, Deelname { vestigingscode: code.clone(), periode }));
        }
    }
    insert_deelnames(tx, &nieuw)?;
    Ok(stored)
}

fn remark(verslag: &mut Importverslag, code: &'static str, school: &Vestigingscode, detail: String) {
    verslag.opmerkingen.push(Opmerking { code, betreft: school.to_string(), detail });
}
