//! A region that does not exist: boards, schools, postcodes and figures, in the proportions of a middle-sized city
//! (`docs/DOMAIN.md`: about 75 schools of 11 boards, 280 pupils a school, a shortage of about one in six).

use chrono::NaiveDate;

use super::kans::Kans;
use super::namen;
use crate::domain::formatiepeiling::{Formatiepeiling, Peilingsoort};
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, GeenKenmerk, Postcode4};
use crate::domain::punt::Punt;
use crate::domain::school::School;
use crate::domain::schoolbestuur::Schoolbestuur;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;

/// Boards, schools and figures of an invented region.
#[derive(Debug, Clone)]
pub struct Demoregio {
    /// Boards, large and small.
    pub schoolbesturen: Vec<Schoolbestuur>,
    /// Their schools.
    pub scholen: Vec<School>,
    /// One telling per school, on 1 October of the schooljaar before the one that is planned.
    pub peilingen: Vec<Formatiepeiling>,
    /// Centroids of the invented postcodes.
    pub postcodepunten: Vec<(Postcode4, Punt)>,
}

/// South-west corner of the invented city, in the water north of the Markermeer dyke.
const HOEK: Punt = Punt { lon_e6: 5_200_000, lat_e6: 52_560_000 };
/// Size of the city in millionths of a degree: about 12 km by 10 km.
const BREEDTE: (i64, i64) = (177_000, 90_000);

/// An invented region with this many schools, planned for `schooljaar`.
pub fn make_regio(kans: &mut Kans, scholen: usize, schooljaar: Schooljaar) -> Result<Demoregio, GeenKenmerk> {
    let bestuur_count = (scholen / 7).clamp(2, 40);
    let mut regio = Demoregio {
        schoolbesturen: Vec::new(),
        scholen: Vec::new(),
        peilingen: Vec::new(),
        postcodepunten: make_postcodes(kans)?,
    };
    for nummer in 0..bestuur_count {
        let bestuursnummer = format!("9{nummer:04}").parse()?;
        regio.schoolbesturen.push(Schoolbestuur { bestuursnummer, naam: Some(namen::schoolbestuur(nummer)) });
    }
    let teldatum = Schooljaar::of(schooljaar.eerste_dag().pred_opt().unwrap_or_default()).teldatum();
    for nummer in 0..scholen {
        // The lower of two draws gives a few larger boards and several small ones; each board has at least one school.
        let draw = kans.index(bestuur_count).min(kans.index(bestuur_count));
        let bestuur = if nummer < bestuur_count { nummer } else { draw };
        let bestuursnummer = format!("9{bestuur:04}").parse()?;
        let school = make_school(kans, nummer, bestuursnummer)?;
        regio.peilingen.push(make_peiling(kans, &school, bestuur, teldatum));
        regio.scholen.push(school);
    }
    Ok(regio)
}

fn somewhere(kans: &mut Kans) -> Punt {
    let offset = |kans: &mut Kans, size: i64| i32::try_from(kans.tussen(0, size)).unwrap_or(0);
    Punt { lon_e6: HOEK.lon_e6 + offset(kans, BREEDTE.0), lat_e6: HOEK.lat_e6 + offset(kans, BREEDTE.1) }
}

fn make_postcodes(kans: &mut Kans) -> Result<Vec<(Postcode4, Punt)>, GeenKenmerk> {
    (0..48).map(|nummer| Ok((format!("99{nummer:02}").parse()?, somewhere(kans)))).collect()
}

fn make_school(kans: &mut Kans, nummer: usize, bestuursnummer: Bestuursnummer) -> Result<School, GeenKenmerk> {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
    // BRINs that begin with 99 are not given out.
    let vestigingscode = format!("99{}{}00", letter(nummer / 26), letter(nummer)).parse()?;
    let schoolweging = (3_000.0 + 400.0 * kans.normaal()).clamp(2_000.0, 4_000.0).round();
    let leerlingen = (280.0 + 110.0 * kans.normaal()).clamp(60.0, 700.0).round();
    Ok(School {
        vestigingscode,
        bestuursnummer,
        naam: namen::school(nummer),
        sector: Sector::Bo,
        postcode: None,
        plaats: "Nieuwmeer".to_owned(),
        gemeentenummer: "9999".parse()?,
        punt: Some(somewhere(kans)),
        schoolweging_e2: Some(schoolweging as i32),
        leerlingen: Some(leerlingen as i32),
        gesloten_per: None,
    })
}

/// Need follows pupils; the shortage grows with the schoolweging and differs per board: that is the unfairness at work.
fn make_peiling(kans: &mut Kans, school: &School, bestuur: usize, peildatum: NaiveDate) -> Formatiepeiling {
    let leerlingen = i64::from(school.leerlingen.unwrap_or(0));
    let weging = i64::from(school.schoolweging_e2.unwrap_or(3_000));
    let benodigd_e4 = leerlingen * 10_000 / 14 / 1_000 * 1_000;
    let of_board = [2, 14, 20, 24, 9, 17, 26, 5, 21, 12, 18].get(bestuur % 11).copied().unwrap_or(15);
    let percent = (of_board + (weging - 3_000) / 80 + kans.tussen(-4, 4)).clamp(0, 45);
    let tekort_e4 = benodigd_e4 * percent / 100 / 1_000 * 1_000;
    let groepen = ((leerlingen + 11) / 23).max(1);
    let small = |n: i64| i32::try_from(n).unwrap_or(0);
    let eigen = small(if kans.procent(20) { 1 } else { 0 });
    Formatiepeiling {
        vestigingscode: school.vestigingscode.clone(),
        peildatum,
        soort: Peilingsoort::Telling,
        benodigd_fte: Fte::from_e4(benodigd_e4),
        beschikbaar_bevoegd_fte: Fte::from_e4(benodigd_e4 - tekort_e4),
        niet_inzetbaar_fte: Fte::NUL,
        verborgen_fte: Some(Fte::from_e4(tekort_e4 * 2 / 3)),
        leerlingen: small(leerlingen),
        groepen: Some(small(groepen)),
        personen: Some(small((benodigd_e4 - tekort_e4) / 7_200)),
        verwachte_uitstroom_fte: None,
        eerstejaars_zij_instromers_eigen: eigen,
        begeleiding_fte: None,
        verloop: None,
    }
}
