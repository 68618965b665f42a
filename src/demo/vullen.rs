//! Fills an empty database with an invented region, through the use cases a coordinator would use.

use crate::app::error::AppError;
use crate::app::import::geo::GeoInvoer;
use crate::app::import::opslaan::store_geo;
use crate::app::{self, App, Ctx};
use crate::auth::actor::{Actor, Rol};
use crate::demo::kans::Kans;
use crate::demo::regio::{Demoregio, make_regio};
use crate::demo::{pool, vraag};
use crate::domain::periode::Periode;
use crate::domain::regio::{Regio, Regiosoort};
use crate::domain::schooljaar::Schooljaar;

/// Code of the invented region.
pub const REGIO: &str = "nieuwmeer";

/// How large the demo is.
#[derive(Debug, Clone, Copy)]
pub struct Omvang {
    /// Schools, 2 to 160.
    pub scholen: usize,
    /// Regiodocenten.
    pub regiodocenten: usize,
    /// The same seed gives the same region.
    pub zaad: u64,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inhoud {
    /// Boards.
    pub schoolbesturen: usize,
    /// Schools.
    pub scholen: usize,
    /// Regiodocenten.
    pub regiodocenten: usize,
    /// Vacatures.
    pub vacatures: usize,
}

/// A call as somebody in this role.
pub fn as_role(app: &App, rol: Rol) -> Ctx {
    let regios = if rol == Rol::Beheerder { Vec::new() } else { vec![REGIO.to_owned()] };
    let actor = Actor {
        id: format!("demo-{rol}"),
        rol,
        regios,
        bestuursnummer: None,
        vestigingscode: None,
        regiodocent: None,
        machine: false,
    };
    Ctx { app: app.clone(), actor, regio: None, spoor: None, geldig_tot: None }
}

/// Makes the region for `schooljaar`; `meld` hears the share that is done, in thousandths.
pub fn fill(app: &App, omvang: Omvang, schooljaar: Schooljaar, meld: &dyn Fn(usize)) -> Result<Inhoud, AppError> {
    let mut kans = Kans::new(omvang.zaad);
    let made = make_regio(&mut kans, omvang.scholen, schooljaar).map_err(|why| AppError::Intern(why.to_string()))?;
    let coordinator = as_role(app, Rol::Regiocoordinator);
    fill_scholen(app, &coordinator, &made, schooljaar)?;
    meld(200);
    let vacatures = fill_vacatures(&coordinator, &mut kans, &made, schooljaar)?;
    meld(500);
    let people = pool::make_pool(&mut kans, omvang.regiodocenten, &made.scholen, &made.postcodepunten, schooljaar);
    for (done, person) in people.iter().enumerate() {
        app::regiodocent::create_regiodocent(&coordinator, person)?;
        meld(500 + 500 * done / people.len());
    }
    Ok(Inhoud {
        schoolbesturen: made.schoolbesturen.len(),
        scholen: made.scholen.len(),
        regiodocenten: people.len(),
        vacatures,
    })
}

fn fill_scholen(app: &App, coordinator: &Ctx, made: &Demoregio, schooljaar: Schooljaar) -> Result<(), AppError> {
    let this_year = Schooljaar::of(schooljaar.eerste_dag().pred_opt().unwrap_or_default()).eerste_dag();
    let regio = Regio {
        code: REGIO.to_owned(),
        naam: "RATO Nieuwmeer (verzonnen)".to_owned(),
        soort: Regiosoort::Onderwijsregio,
        periode: Periode::new(this_year, None),
    };
    app::regio::create_regio(&as_role(app, Rol::Beheerder), regio)?;
    let postcodepunten = made.postcodepunten.iter().cloned().collect();
    let places = GeoInvoer { adrespunten: Vec::new(), postcodepunten, verslag: Default::default() };
    store_geo(app, places, &mut |_| {})?;
    for bestuur in &made.schoolbesturen {
        app::schoolbestuur::create_schoolbestuur(coordinator, bestuur)?;
    }
    for (school, peiling) in made.scholen.iter().zip(&made.peilingen) {
        app::school::create_school(coordinator, school, Some(this_year))?;
        app::formatiepeiling::create_formatiepeiling(coordinator, peiling)?;
    }
    Ok(())
}

fn fill_vacatures(
    coordinator: &Ctx,
    kans: &mut Kans,
    made: &Demoregio,
    schooljaar: Schooljaar,
) -> Result<usize, AppError> {
    let mut count = 0;
    for (number, (school, peiling)) in made.scholen.iter().zip(&made.peilingen).enumerate() {
        let mut asked = vraag::make_vacatures(kans, school, peiling, schooljaar);
        if number % 9 == 0 {
            asked.push(vraag::make_opleidingsplaats(school, schooljaar));
        }
        for vacature in &asked {
            app::vacature::create_vacature(coordinator, vacature, false)?;
        }
        count += asked.len();
    }
    Ok(count)
}
