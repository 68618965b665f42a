//! Afspraken: numbers of the beleid that the matcher does not read but the rest of the service does.
//!
//! They stand in the same document as the rules, so that a region decides about all its numbers in one place.

use crate::domain::prikkel::Schaal;

use super::rules::{ParameterInfo, Regelsoort, RuleInfo, Vorm};

/// Every afspraak. One that a stored beleid does not mention has the value of `config/beleid.toml`.
pub const AFSPRAKEN: &[RuleInfo] = &[INGREEP, PLAATSING, MATCHRONDE, GEEN_PRIKKELS];

const PLAATSING: RuleInfo = RuleInfo {
    id: "plaatsing",
    titel: "Plaatsing",
    soort: Regelsoort::Beleid,
    modi: &[],
    bron: "Keuze van dit project; de bronnen geven geen getal",
    parameters: &[ParameterInfo {
        naam: "akkoordtermijn",
        vorm: Vorm::Geheel(1, 60),
        uitleg: "Werkdagen waarin school en regiodocent akkoord kunnen geven; daarna verloopt het voorstel.",
    }],
    weigert: false,
};

const MATCHRONDE: RuleInfo = RuleInfo {
    id: "matchronde",
    titel: "Matchronde",
    soort: Regelsoort::Beleid,
    modi: &[],
    bron: "Keuze van dit project; de bronnen geven geen getal",
    parameters: &[ParameterInfo {
        naam: "voorsteltermijn",
        vorm: Vorm::Geheel(1, 250),
        uitleg: "Werkdagen waarin een voorstel kan worden vastgesteld; daarna vervalt het.",
    }],
    weigert: false,
};

const GEEN_PRIKKELS: RuleInfo = RuleInfo {
    id: "geen-prikkels",
    titel: "Geen prikkels",
    soort: Regelsoort::Beleid,
    modi: &[],
    bron: "Advies-Asscher (november 2022): besturen concurreren niet met elkaar om leraren",
    parameters: &[
        ParameterInfo {
            naam: "hoogste-schaal",
            vorm: Vorm::Keuze(Schaal::WOORDEN),
            uitleg: "De hoogste functieschaal die een vacature mag bieden.",
        },
        ParameterInfo {
            naam: "hoogste-bonus",
            vorm: Vorm::Geheel(0, 100_000),
            uitleg: "De hoogste bonus die een vacature mag bieden, in euro per jaar voor een volledige baan.",
        },
        ParameterInfo {
            naam: "toelage-vanaf-weging",
            vorm: Vorm::Geheel(20, 40),
            uitleg: "De schoolweging vanaf waar de arbeidsmarkttoelage van het Rijk mag.",
        },
    ],
    weigert: false,
};

const INGREEP: RuleInfo = RuleInfo {
    id: "ingreep",
    titel: "Ingreep",
    soort: Regelsoort::Beleid,
    modi: &[],
    bron: "Keuze van dit project; de bronnen laten het open",
    parameters: &[ParameterInfo {
        naam: "tweede-persoon",
        vorm: Vorm::Keuze(&["nooit", "plaatsen", "altijd"]),
        uitleg: "Voor welke ingrepen in een plan een tweede coördinator akkoord geeft.",
    }],
    weigert: false,
};

/// The afspraak with this id.
pub fn find_afspraak(id: &str) -> Option<&'static RuleInfo> {
    AFSPRAKEN.iter().find(|afspraak| afspraak.id == id)
}
