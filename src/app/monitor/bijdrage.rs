//! What every school, and every board's place in the two ledgers, adds to the monitor.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use uuid::Uuid;

use crate::app::beleid::geldend;
use crate::app::error::AppError;
use crate::app::prepare::{Opname, prepare};
use crate::domain::beleid::{Beleid, OnvolledigBeleid};
use crate::domain::breuk::Breuk;
use crate::domain::formatiepeiling::{Formatiepeiling, Peilingsoort};
use crate::domain::indicator::Indicator;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::periode::Periode;
use crate::domain::regio::Regio;
use crate::domain::regiodocent::{Regiodocentsoort, is_eerstejaars};
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;
use crate::domain::stored::Stored;
use crate::domain::vacature::Vacaturesoort;
use crate::domain::verloop::Verloop;
use crate::matching::canonical::with_norms;
use crate::matching::facts::Feiten;
use crate::matching::formulation::bestaand::bestaande;
use crate::matching::problem::Onderwerp;
use crate::matching::rules::find_rule;
use crate::storage::connection::Conn;
use crate::storage::detachering::detacheringen_of_regio;
use crate::storage::formatieverloop::verlopen_of_regio;
use crate::storage::monitor::{Inzet, inzet_op};
use crate::storage::prepare::{SchoolMetBestuur, eerste_peildatum, peilingen_of_regio, scholen_of_regio};

/// Figures of one school, or of one board in one sector (its place in the ledgers).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bijdrage {
    pub bestuursnummer: Bestuursnummer,
    pub sector: Sector,
    /// Absent: of the board itself.
    pub vestigingscode: Option<Vestigingscode>,
    /// What is known; an indicator that is not here was not told.
    pub cijfers: BTreeMap<Indicator, Breuk>,
}

/// Everything that was read.
pub(super) struct Gelezen {
    pub bijdragen: Vec<Bijdrage>,
    pub opmerkingen: Vec<String>,
}

/// Reads the figures of a quarter, as they are on `day` in it.
pub(super) fn lees_bijdragen(
    conn: &mut Conn,
    regio: &Stored<Regio>,
    quarter: &Periode,
    day: NaiveDate,
) -> Result<Gelezen, AppError> {
    let schooljaar = Schooljaar::of(day);
    let beleid = geldend(conn, regio.id, day)?.inhoud();
    let scholen = scholen_of_regio(conn, regio.id, &Periode::new(day, Some(day)), day)?;
    let peilingen = counting(peilingen_of_regio(conn, regio.id, &schooljaar.periode(), day)?);
    let verlopen = verlopen_of_regio(conn, regio.id, &Periode::new(quarter.van, Some(day)))?;
    let mut inzet: HashMap<Vestigingscode, Vec<Inzet>> = HashMap::new();
    for deel in inzet_op(conn, regio.id, day)? {
        inzet.entry(deel.vestigingscode.clone()).or_default().push(deel);
    }
    let uitgeleend = uitgeleend_op(conn, regio.id, day)?;
    let (mut bijdragen, mut opmerkingen) = (Vec::new(), Vec::new());
    let (mut without, mut silent, mut foreseen) = (0, 0, 0);
    for school in scholen {
        let peiling = peilingen.get(&school.vestigingscode);
        let verloop = verlopen.get(&school.vestigingscode);
        without += usize::from(peiling.is_none());
        silent += usize::from(verloop.is_none());
        foreseen += usize::from(peiling.is_some_and(|peiling| peiling.soort == Peilingsoort::Prognose));
        let here = inzet.get(&school.vestigingscode).map(Vec::as_slice).unwrap_or_default();
        let promised = beloofd(here, &beleid, schooljaar).map_err(|why| AppError::Intern(why.to_string()))?;
        let lent = uitgeleend.get(&school.vestigingscode).cloned().unwrap_or_default();
        bijdragen.push(of_school(school, peiling, verloop, &Pool { here, lent, promised }, day));
    }
    bijdragen.extend(of_ledgers(conn, regio, schooljaar, day, &mut opmerkingen)?);
    for (count, what) in [
        (without, "geen formatiepeiling; zij tellen alleen mee met hun plaatsingen"),
        (foreseen, "alleen een prognose, geen telling"),
        (silent, "in dit kwartaal geen verloop gemeld"),
    ] {
        if count > 0 {
            opmerkingen.push(format!("Van {count} scholen is er {what}."));
        }
    }
    opmerkingen.push("Het verloop van scholen is wat zij meldden; dat van de pool volgt uit de contracten.".into());
    Ok(Gelezen { bijdragen, opmerkingen })
}

/// Per school the last telling, else the last prognose. Reads them in order of peildatum.
fn counting(peilingen: Vec<Formatiepeiling>) -> HashMap<Vestigingscode, Formatiepeiling> {
    let mut found: HashMap<Vestigingscode, Formatiepeiling> = HashMap::new();
    for peiling in peilingen {
        let counted = found.get(&peiling.vestigingscode).is_some_and(|known| known.soort == Peilingsoort::Telling);
        if !(counted && peiling.soort == Peilingsoort::Prognose) {
            found.insert(peiling.vestigingscode.clone(), peiling);
        }
    }
    found
}

/// Fte that each school lends to the pool on `day`. Its board still employs these people, so they stand in beschikbaar.
fn uitgeleend_op(conn: &mut Conn, regio_id: Uuid, day: NaiveDate) -> Result<HashMap<Vestigingscode, Breuk>, AppError> {
    let mut lent: HashMap<Vestigingscode, Breuk> = HashMap::new();
    for lening in detacheringen_of_regio(conn, regio_id, &Periode::new(day, Some(day)))? {
        let own = lening.noun.detachering;
        *lent.entry(own.vestigingscode).or_default() += own.fte.breuk();
    }
    Ok(lent)
}

/// What a school has of the pool, and gives to it.
struct Pool<'a> {
    /// Who works there.
    here: &'a [Inzet],
    /// Fte that it lends.
    lent: Breuk,
    /// Coach time for the beginners among them.
    promised: Breuk,
}

fn of_school(
    school: SchoolMetBestuur,
    peiling: Option<&Formatiepeiling>,
    verloop: Option<&Verloop>,
    pool: &Pool<'_>,
    day: NaiveDate,
) -> Bijdrage {
    use Indicator as I;
    let Pool { here, lent, promised } = pool;
    let counts = |deel: &&Inzet| {
        deel.vacaturesoort != Vacaturesoort::Opleidingsplaats && deel.netto_vanaf.is_none_or(|first| first <= day)
    };
    let netto: Breuk = here.iter().filter(counts).map(|deel| deel.fte.breuk()).sum();
    let gross: Breuk = here.iter().map(|deel| deel.fte.breuk()).sum();
    let mut cijfers = BTreeMap::from([
        (I::GeplaatstNetto, netto.clone()),
        (I::GeplaatstBovenFormatie, gross - netto.clone()),
        (I::Uitgeleend, lent.clone()),
        (I::BegeleidingAfgesproken, promised.clone()),
    ]);
    if let Some(peiling) = peiling {
        let (needed, present) = (peiling.benodigd_fte.breuk(), peiling.beschikbaar_bevoegd_fte.breuk());
        let own = &present - &peiling.niet_inzetbaar_fte.breuk();
        cijfers.insert(I::TekortVoor, (&needed - &own).minstens_nul());
        // Who is lent would be at home without the pool.
        let with_pool = own - lent.clone() + netto;
        cijfers.insert(I::TekortNa, (&needed - &with_pool).minstens_nul());
        cijfers.insert(I::Netto, with_pool);
        cijfers.insert(I::NietInzetbaar, peiling.niet_inzetbaar_fte.breuk());
        cijfers.insert(I::Benodigd, needed);
        cijfers.insert(I::Beschikbaar, present);
        if let Some(personen) = peiling.personen {
            cijfers.insert(I::Personen, Breuk::from(i64::from(personen)));
        }
    }
    if let Some(verloop) = verloop {
        let told = verloop_cijfers(verloop).into_iter();
        cijfers.extend(told.filter_map(|(indicator, fte)| Some((indicator, fte?.breuk()))));
    }
    let SchoolMetBestuur { vestigingscode, bestuursnummer, sector, .. } = school;
    Bijdrage { bestuursnummer, sector, vestigingscode: Some(vestigingscode), cijfers }
}

fn verloop_cijfers(verloop: &Verloop) -> [(Indicator, Option<crate::domain::fte::Fte>); 10] {
    use Indicator as I;
    let Verloop { instroom, behoud, uitstroom, begeleiding_geleverd_fte } = verloop;
    [
        (I::InstroomRegulier, instroom.regulier),
        (I::InstroomZijInstroom, instroom.zij_instroom),
        (I::InstroomInhuur, instroom.inhuur),
        (I::BehoudRegulier, behoud.regulier),
        (I::BehoudZijInstroom, behoud.zij_instroom),
        (I::BehoudInhuur, behoud.inhuur),
        (I::UitstroomRegulier, uitstroom.regulier),
        (I::UitstroomZijInstroom, uitstroom.zij_instroom),
        (I::UitstroomInhuur, uitstroom.inhuur),
        (I::BegeleidingGeleverd, *begeleiding_geleverd_fte),
    ]
}

/// Coach time that the beleid promises to the beginners at a school; each counted once.
fn beloofd(here: &[Inzet], beleid: &Beleid, schooljaar: Schooljaar) -> Result<Breuk, OnvolledigBeleid> {
    let (first_year, starter) = (beleid.getal("begeleiding", "eerstejaars")?, beleid.getal("begeleiding", "starter")?);
    let mut seen = BTreeSet::new();
    let fresh = here.iter().filter(|deel| seen.insert(deel.regiodocent_id));
    Ok(fresh
        .map(|deel| match deel.soort {
            Regiodocentsoort::Starter => starter.clone(),
            soort if is_eerstejaars(soort, deel.traject_start, schooljaar) => first_year.clone(),
            _ => Breuk::nul(),
        })
        .sum())
}

/// Where every board stands in the ledgers of the schooljaar, plaatsingen and reservations of today included.
fn of_ledgers(
    conn: &mut Conn,
    regio: &Stored<Regio>,
    schooljaar: Schooljaar,
    day: NaiveDate,
    opmerkingen: &mut Vec<String>,
) -> Result<Vec<Bijdrage>, AppError> {
    let peildatum = eerste_peildatum(conn, regio.id, schooljaar)?.unwrap_or(day);
    let problem = prepare(conn, regio, &Opname { schooljaar, peildatum, ingangsdatum: None, zaad: "monitor" })?;
    let Ok(problem) = with_norms(problem) else {
        opmerkingen.push("Met de gegevens van de regio valt voor de 3%- en 7%-regeling niet te rekenen.".into());
        return Ok(Vec::new());
    };
    let incomplete = |why: OnvolledigBeleid| AppError::Intern(why.to_string());
    let feiten = Feiten::new(&problem).map_err(incomplete)?;
    let today = bestaande(&feiten);
    let mut found = Vec::new();
    for (regel, norm, value) in [
        ("drieprocent", Indicator::DrieprocentRuimte, Indicator::DrieprocentInstroom),
        ("zevenprocent", Indicator::ZevenprocentQuotum, Indicator::ZevenprocentGeteld),
    ] {
        let Some(rule) = find_rule(regel) else { continue };
        for stand in rule.standen(&feiten, &today).map_err(incomplete)? {
            if let (Onderwerp::Schoolbestuur(bestuursnummer), Some(sector)) = (stand.onderwerp, stand.sector) {
                let mut cijfers = BTreeMap::from([(value, stand.waarde)]);
                cijfers.extend(stand.norm.map(|demand| (norm, demand)));
                found.push(Bijdrage { bestuursnummer, sector, vestigingscode: None, cijfers });
            }
        }
    }
    opmerkingen.push(format!("De stand van de 3%- en 7%-regeling is die van {schooljaar}, peildatum {peildatum}."));
    Ok(found)
}
