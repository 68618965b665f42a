//! The rows of the measurement: invented people, each with a contract and a bevoegdheid.

use std::fmt::Write;

use chrono::NaiveDate;

use crate::domain::bevoegdheid::{Bevoegdheid, Vakbevoegdheid};
use crate::domain::contract::{Contract, Contractstatus};
use crate::domain::fte::Fte;
use crate::domain::periode::Periode;
use crate::domain::regiodocent::{Regiodocent, Regiodocentsoort};
use crate::domain::sector::{Graad, Sector};

/// The first row that is wrong is row 499 under the header, and then every thousandth.
pub fn is_fout(nummer: u32) -> bool {
    nummer % 1_000 == 499
}

/// Hundredths of a full job of person `nummer`: 0.40 to 1.00.
fn honderdsten(nummer: u32) -> u32 {
    40 + nummer * 7 % 61
}

/// The file, as a system of a region would send it.
pub fn csv(rijen: u32) -> String {
    let mut text = String::from(
        "bronSysteem;externId;naam;soort;vogDatum;woonPostcode;maxReistijd;dagdelen;contractVan;contractWerktijdfactor;\
         contractLoonkostenCent;bevoegdheidSector;bevoegdheidVak;bevoegdheidGraad;bevoegdheidVan\n",
    );
    for nummer in 0..rijen {
        let deel =
            if is_fout(nummer) { "1,8".to_owned() } else { format!("{:.2}", f64::from(honderdsten(nummer)) / 100.0) };
        // Writing to a text cannot fail.
        let _done = writeln!(
            text,
            "bench;{nummer:07};Persoon {nummer};ervaren;2024-01-01;{};45;ma-o ma-m di-o di-m;2026-08-01;{};7800000;bo;\
             groepsleraar;pabo;2020-07-01",
            1_000 + nummer % 9_000,
            deel.replace('.', ","),
        );
    }
    text
}

/// What the right rows say, under keys of its own.
pub fn nouns(rijen: u32) -> impl Iterator<Item = (Regiodocent, Contract, Bevoegdheid)> {
    (0..rijen).filter(|nummer| !is_fout(*nummer)).map(|nummer| {
        let day = |jaar, maand| NaiveDate::from_ymd_opt(jaar, maand, 1).unwrap_or_default();
        let regiodocent = Regiodocent {
            naam: format!("Persoon {nummer}"),
            soort: Regiodocentsoort::Ervaren,
            traject_start: None,
            vog_datum: Some(day(2024, 1)),
            woon_postcode: (1_000 + nummer % 9_000).to_string().parse().ok(),
            max_reistijd: Some(45),
            dagdelen: "ma-o ma-m di-o di-m".parse().ok(),
            alleen_geheel: false,
            bron_systeem: Some("vloer".to_owned()),
            extern_id: Some(format!("{nummer:07}")),
        };
        let contract = Contract {
            periode: Periode::new(day(2026, 8), None),
            werktijdfactor: Fte::from_e4(i64::from(honderdsten(nummer)) * 100),
            loonkosten_cent: 7_800_000,
            formeel_werkgever: None,
            status: Contractstatus::Actief,
            overgedragen_aan: None,
        };
        let vak = Vakbevoegdheid { sector: Sector::Bo, vak: "groepsleraar".to_owned(), graad: Graad::Pabo };
        (regiodocent, contract, Bevoegdheid { vakbevoegdheid: vak, periode: Periode::new(day(2020, 7), None) })
    })
}
