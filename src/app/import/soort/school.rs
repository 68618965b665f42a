//! Rows with schools. A new one takes part in the regio of the import; one that left it is not ours to change.

use chrono::NaiveDate;

use super::lezen::{Gezegd, gezegd, take_code, take_dag, take_keuze, take_tekst};
use super::{Importuitkomst, Kader, Oordeel, Rijsoort, as_fouten, gelijk_of_niet};
use crate::app::error::AppError;
use crate::app::import::tabel::Rij;
use crate::app::import::waarde::{take_aantal, take_postcode, take_punt, take_schoolweging_e2};
use crate::app::school::{check, find_writable, follow_school, taken};
use crate::domain::deelname::Deelname;
use crate::domain::kenmerk::{Postcode, Vestigingscode};
use crate::domain::periode::Periode;
use crate::domain::punt::Punt;
use crate::domain::school::School;
use crate::domain::schooljaar::Schooljaar;
use crate::storage;
use crate::storage::connection::{Conn, Tx};
use crate::storage::school::StoredSchool;

/// One row: the school as far as it was told; what was not told is empty here.
pub struct Schoolrij {
    school: School,
    postcode: Gezegd<Option<Postcode>>,
    punt: Gezegd<Option<Punt>>,
    schoolweging_e2: Gezegd<Option<i32>>,
    leerlingen: Gezegd<Option<i32>>,
    deelname_van: Option<NaiveDate>,
}

/// What is to be written.
#[derive(Default)]
pub struct Plan {
    nieuw: Vec<(School, NaiveDate)>,
    /// Version, what it was and what it becomes.
    gewijzigd: Vec<(i32, School, School)>,
}

impl Rijsoort for Schoolrij {
    type Plan = Plan;

    fn lees(rij: &mut Rij<'_>) -> Option<Self> {
        for kolom in ["VESTIGINGSCODE", "BESTUURSNUMMER", "NAAM", "SECTOR", "PLAATS", "GEMEENTENUMMER"] {
            rij.verplicht(kolom);
        }
        let (code, nummer) = (take_code(rij, "VESTIGINGSCODE", 6), take_code(rij, "BESTUURSNUMMER", 5));
        let (naam, sector) = (take_tekst(rij, "NAAM"), take_keuze(rij, "SECTOR"));
        let (plaats, gemeente) = (take_tekst(rij, "PLAATS"), take_code(rij, "GEMEENTENUMMER", 4));
        let postcode = gezegd(rij, "POSTCODE", |rij, _| take_postcode(rij));
        let punt = gezegd(rij, "LON", |rij, _| take_punt(rij));
        let schoolweging_e2 = gezegd(rij, "SCHOOLWEGING", |rij, _| take_schoolweging_e2(rij));
        let leerlingen = gezegd(rij, "LEERLINGEN", take_aantal);
        let deelname_van = take_dag(rij, "DEELNAME VAN");
        let school = School {
            vestigingscode: code?,
            bestuursnummer: nummer?,
            naam: naam?,
            sector: sector?,
            postcode: None,
            plaats: plaats?,
            gemeentenummer: gemeente?,
            punt: None,
            schoolweging_e2: None,
            leerlingen: None,
            gesloten_per: None,
        };
        Some(Schoolrij { school, postcode, punt, schoolweging_e2, leerlingen, deelname_van })
    }

    fn sleutel(&self) -> String {
        self.school.vestigingscode.to_string()
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

    fn schrijf(tx: &mut Tx<'_>, kader: &Kader, plan: Plan) -> Result<(), AppError> {
        for (school, van) in &plan.nieuw {
            storage::school::insert_school(tx, school)?;
            let deelname =
                Deelname { vestigingscode: school.vestigingscode.clone(), periode: Periode::new(*van, None) };
            storage::deelname::insert_deelname(tx, kader.regio, &deelname)?;
        }
        for (versie, was, school) in &plan.gewijzigd {
            storage::school::update_school(tx, *versie, school)?;
            follow_school(tx, was, school, kader.today)?;
        }
        Ok(())
    }
}

impl Schoolrij {
    fn judge(&self, conn: &mut Conn, kader: &Kader, plan: &mut Plan) -> Result<Importuitkomst, AppError> {
        let code = &self.school.vestigingscode;
        let Some(stored) = self.find(conn, kader, code)? else {
            let school = self.merged(None);
            check(conn, &school, None)?;
            let van = self.deelname_van.unwrap_or_else(|| Schooljaar::of(kader.today).eerste_dag());
            plan.nieuw.push((school, van));
            return Ok(Importuitkomst::Nieuw);
        };
        let school = self.merged(Some(&stored.noun));
        let gelijk = stored.noun == school;
        if !gelijk {
            check(conn, &school, None)?;
            plan.gewijzigd.push((stored.versie, stored.noun, school));
        }
        Ok(gelijk_of_niet(gelijk))
    }

    /// The school when it is ours; an error when it is there but not ours.
    fn find(&self, conn: &mut Conn, kader: &Kader, code: &Vestigingscode) -> Result<Option<StoredSchool>, AppError> {
        match find_writable(conn, &kader.grant, code, kader.today) {
            Ok(found) => Ok(Some(found)),
            Err(AppError::NietGevonden(_)) => match storage::school::find_school(conn, code)? {
                Some(_) => Err(taken().into()),
                None => Ok(None),
            },
            Err(why) => Err(why),
        }
    }

    fn merged(&self, old: Option<&School>) -> School {
        School {
            postcode: self.postcode.clone().unwrap_or_else(|| old.and_then(|old| old.postcode.clone())),
            punt: self.punt.unwrap_or_else(|| old.and_then(|old| old.punt)),
            schoolweging_e2: self.schoolweging_e2.unwrap_or_else(|| old.and_then(|old| old.schoolweging_e2)),
            leerlingen: self.leerlingen.unwrap_or_else(|| old.and_then(|old| old.leerlingen)),
            gesloten_per: old.and_then(|old| old.gesloten_per),
            ..self.school.clone()
        }
    }
}
