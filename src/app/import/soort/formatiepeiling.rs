//! Rows with formatiepeilingen; the key is school, peildatum and soort.

use super::lezen::take_code;
use super::{Importuitkomst, Kader, Oordeel, Rijsoort, as_fouten, gelijk_of_niet};
use crate::app::error::AppError;
use crate::app::import::formatie::take_peiling;
use crate::app::import::tabel::Rij;
use crate::app::school::find_writable;
use crate::domain::formatiepeiling::{Formatiepeiling, check};
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::pagina::Pagina;
use crate::domain::stored::Stored;
use crate::storage::connection::{Conn, Tx};
use crate::storage::formatiepeiling::{self as storage, FormatiepeilingFilter};

/// Columns that may be left out: what is not told stays.
const MAG: [&str; 6] = [
    "VERBORGEN FTE",
    "GROEPEN",
    "PERSONEN",
    "VERWACHTE UITSTROOM FTE",
    "EERSTEJAARS ZIJ INSTROMERS EIGEN",
    "BEGELEIDING FTE",
];

/// One row, with the columns it does not have.
pub struct Peilingrij {
    peiling: Formatiepeiling,
    ongezegd: Vec<&'static str>,
}

/// What is to be written.
#[derive(Default)]
pub struct Plan {
    nieuw: Vec<Formatiepeiling>,
    gewijzigd: Vec<Stored<Formatiepeiling>>,
}

impl Rijsoort for Peilingrij {
    type Plan = Plan;

    fn lees(rij: &mut Rij<'_>) -> Option<Self> {
        let ongezegd = MAG.into_iter().filter(|kolom| !rij.heeft(kolom)).collect();
        rij.verplicht("VESTIGINGSCODE");
        let code = take_code::<Vestigingscode>(rij, "VESTIGINGSCODE", 6);
        let peiling = take_peiling(rij, code)?;
        Some(Peilingrij { peiling, ongezegd })
    }

    fn sleutel(&self) -> String {
        format!("{} {} {}", self.peiling.vestigingscode, self.peiling.peildatum, self.peiling.soort)
    }

    fn beoordeel(conn: &mut Conn, kader: &Kader, rijen: &[&Self]) -> Result<(Vec<Oordeel>, Plan), AppError> {
        let (mut oordelen, mut plan) = (Vec::new(), Plan::default());
        for rij in rijen {
            oordelen.push(match rij.judge(conn, kader, &mut plan) {
                Ok(uitkomst) => Oordeel::Goed(uitkomst, rij.sleutel()),
                Err(why) => Oordeel::Fout(as_fouten(why)?),
            });
        }
        Ok((oordelen, plan))
    }

    fn schrijf(tx: &mut Tx<'_>, _: &Kader, plan: Plan) -> Result<(), AppError> {
        for peiling in &plan.nieuw {
            storage::insert_formatiepeiling(tx, peiling)?;
        }
        for stored in &plan.gewijzigd {
            storage::update_formatiepeiling(tx, stored.id, stored.versie, &stored.noun)?;
        }
        Ok(())
    }
}

impl Peilingrij {
    fn judge(&self, conn: &mut Conn, kader: &Kader, plan: &mut Plan) -> Result<Importuitkomst, AppError> {
        let code = &self.peiling.vestigingscode;
        find_writable(conn, &kader.grant, code, kader.today)?;
        let filter = FormatiepeilingFilter {
            vestigingscode: Some(code.clone()),
            soort: Some(self.peiling.soort),
            peildatum: Some(self.peiling.peildatum),
            ..Default::default()
        };
        let one = Pagina { na: None, aantal: 1 };
        let stored = storage::list_formatiepeilingen(conn, kader.grant.bereik(), &filter, &one)?.items.pop();
        let peiling = self.merged(stored.as_ref().map(|stored| &stored.noun));
        check(&peiling)?;
        let Some(stored) = stored else {
            plan.nieuw.push(peiling);
            return Ok(Importuitkomst::Nieuw);
        };
        let gelijk = stored.noun == peiling;
        if !gelijk {
            plan.gewijzigd.push(stored.map(|_| peiling));
        }
        Ok(gelijk_of_niet(gelijk))
    }

    fn merged(&self, old: Option<&Formatiepeiling>) -> Formatiepeiling {
        let mut new = self.peiling.clone();
        let Some(old) = old else { return new };
        new.verloop = old.verloop;
        for kolom in &self.ongezegd {
            match *kolom {
                "VERBORGEN FTE" => new.verborgen_fte = old.verborgen_fte,
                "GROEPEN" => new.groepen = old.groepen,
                "PERSONEN" => new.personen = old.personen,
                "VERWACHTE UITSTROOM FTE" => new.verwachte_uitstroom_fte = old.verwachte_uitstroom_fte,
                "BEGELEIDING FTE" => new.begeleiding_fte = old.begeleiding_fte,
                _ => new.eerstejaars_zij_instromers_eigen = old.eerstejaars_zij_instromers_eigen,
            }
        }
        new
    }
}
