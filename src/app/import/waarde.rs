//! Values that occur in several files: codes with their known damage repaired, numbers with a point or a comma.

use chrono::{Datelike, NaiveDate};

use super::tabel::Rij;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Gemeentenummer, Postcode, Vestigingscode};
use crate::domain::punt::Punt;

/// No school and no board comes near; keeps sums far from overflow.
const MAX_FTE: Fte = Fte::from_e4(100_000_000);
const MAX_AANTAL: i32 = 100_000;

/// The vestigingscode; a bare suffix (`00`, or `0` when the zero got lost) is put behind the INSTELLINGSCODE.
pub fn take_vestigingscode(rij: &mut Rij<'_>) -> Option<Vestigingscode> {
    const KOLOM: &str = "VESTIGINGSCODE";
    let brin = rij.tekst("INSTELLINGSCODE");
    let tekst = rij.verplicht(KOLOM)?;
    let is_suffix = tekst.len() <= 2 && tekst.bytes().all(|b| b.is_ascii_digit());
    let code = match brin {
        Some(brin) if is_suffix => format!("{brin}{tekst:0>2}"),
        _ => tekst.to_owned(),
    };
    let code: Vestigingscode =
        rij.take(KOLOM, "vestigingscode", "neem de code over uit het bestand van DUO", code.parse())?;
    if let Some(brin) = brin.filter(|brin| *brin != code.brin()) {
        let detail = format!("vestigingscode {code} begint niet met zijn instellingscode {brin}");
        rij.fout(Some(KOLOM), "andere-instelling", detail, "controleer welke van de twee codes klopt");
        return None;
    }
    Some(code)
}

/// The number of the board.
pub fn take_bestuursnummer(rij: &mut Rij<'_>) -> Option<Bestuursnummer> {
    const KOLOM: &str = "BEVOEGD GEZAG NUMMER";
    let tekst = rij.verplicht(KOLOM)?;
    rij.take(KOLOM, "bestuursnummer", "neem het nummer over uit het bestand van DUO", tekst.parse())
}

/// The gemeentenummer; lost leading zeros are put back.
pub fn take_gemeentenummer(rij: &mut Rij<'_>) -> Option<Gemeentenummer> {
    const KOLOM: &str = "GEMEENTENUMMER";
    let tekst = rij.verplicht(KOLOM)?;
    rij.take(KOLOM, "gemeentenummer", "neem het nummer van het CBS over", format!("{tekst:0>4}").parse())
}

/// The postcode, with or without a space; blank is allowed.
pub fn take_postcode(rij: &mut Rij<'_>) -> Option<Postcode> {
    const KOLOM: &str = "POSTCODE";
    let tekst: String = rij.tekst(KOLOM)?.split_whitespace().collect();
    rij.take(KOLOM, "postcode", "verbeter de postcode of laat hem leeg", tekst.to_ascii_uppercase().parse())
}

/// A whole number that is not negative; blank is allowed.
pub fn take_aantal(rij: &mut Rij<'_>, kolom: &str) -> Option<i32> {
    let tekst = rij.tekst(kolom)?;
    let aantal = tekst.parse().ok().filter(|aantal| (0..=MAX_AANTAL).contains(aantal));
    let waarde = aantal.ok_or_else(|| format!("'{tekst}' is geen aantal"));
    rij.take(kolom, "aantal", "schrijf een heel getal van 0 of meer, zonder punten", waarde)
}

/// Fte with a decimal point or comma, not negative; blank is allowed.
pub fn take_fte(rij: &mut Rij<'_>, kolom: &str) -> Option<Fte> {
    let tekst = rij.tekst(kolom)?;
    let fte = Fte::parse(tekst).filter(|fte| (Fte::NUL..=MAX_FTE).contains(fte));
    let waarde = fte.ok_or_else(|| format!("'{tekst}' is geen aantal fte"));
    rij.take(kolom, "fte", "schrijf een getal van 0 of meer met ten hoogste vier decimalen, bijvoorbeeld 12,5", waarde)
}

/// A day, `2026-10-01`, `01-10-2026` or `1/10/2026`.
pub fn take_datum(rij: &mut Rij<'_>, kolom: &str) -> Option<NaiveDate> {
    let tekst = rij.verplicht(kolom)?;
    let datum =
        ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"].iter().find_map(|vorm| NaiveDate::parse_from_str(tekst, vorm).ok());
    // Years of two digits parse as the first century.
    let datum = datum.filter(|datum| (1990..=2100).contains(&datum.year()));
    let waarde = datum.ok_or_else(|| format!("'{tekst}' is geen datum"));
    rij.take(kolom, "datum", "schrijf de datum als 2026-10-01", waarde)
}

/// The schoolweging × 100, rounded half up; blank is allowed.
pub fn take_schoolweging_e2(rij: &mut Rij<'_>) -> Option<i32> {
    const KOLOM: &str = "SCHOOLWEGING";
    let tekst = rij.tekst(KOLOM)?;
    let waarde = tekst.replace(',', ".").parse::<Breuk>().ok().map(|weging| (weging * Breuk::from(100)).afgerond());
    // CBS publishes 19 to 41; far outside is a shifted column or a lost decimal sign.
    let e2 = waarde.and_then(|e2| i32::try_from(e2).ok()).filter(|e2| (1_000..=6_000).contains(e2));
    let waarde = e2.ok_or_else(|| format!("'{tekst}' is geen schoolweging"));
    rij.take(KOLOM, "schoolweging", "schrijf een getal tussen 10 en 60, bijvoorbeeld 29,4", waarde)
}

/// A point in the Netherlands (Europe or the Caribbean) from LON and LAT in degrees; both blank is allowed.
pub fn take_punt(rij: &mut Rij<'_>) -> Option<Punt> {
    if rij.tekst("LON").is_none() && rij.tekst("LAT").is_none() {
        return None;
    }
    let (lon, lat) = (take_graden(rij, "LON"), take_graden(rij, "LAT"));
    let (lon, lat) = (lon?, lat?);
    let europa = (3.0..=7.5).contains(&lon) && (50.5..=54.0).contains(&lat);
    let cariben = (-69.0..=-62.0).contains(&lon) && (11.5..=18.5).contains(&lat);
    let punt = Punt::from_degrees(lon, lat).filter(|_| europa || cariben);
    let waarde =
        punt.ok_or_else(|| format!("het punt {lon} oosterlengte, {lat} noorderbreedte ligt niet in Nederland"));
    rij.take("LON", "punt", "schrijf WGS84-graden en verwissel lon en lat niet", waarde)
}

fn take_graden(rij: &mut Rij<'_>, kolom: &str) -> Option<f64> {
    let tekst = rij.verplicht(kolom)?;
    let graden = tekst.replace(',', ".").parse::<f64>().ok().filter(|graden| graden.is_finite());
    let waarde = graden.ok_or_else(|| format!("'{tekst}' is geen aantal graden"));
    rij.take(kolom, "graden", "schrijf decimale graden, bijvoorbeeld 4.901005", waarde)
}
