//! The kinds of file that can be read and the columns of each: the table to extend for a new kind.

/// The kinds of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bestandssoort {
    /// DUO: all locations of primary schools with their address.
    Schoolvestigingen,
    /// DUO: all locations of special (primary and secondary) education with their address.
    SchoolvestigingenSpeciaal,
    /// DUO: all locations of secondary schools with their address.
    SchoolvestigingenVo,
    /// DUO: pupils per location, by year.
    Leerlingen,
    /// CBS: schoolweging per location.
    Schoolweging,
    /// DUO: annual accounts of the boards; only their names are used.
    Besturenlasten,
    /// BAG: address points of schools.
    Adrespunten,
    /// GeoNames: centroids of four-digit postcodes; no header, recognised by its shape.
    Postcodepunten,
    /// Formatiepeilingen of the regio.
    Formatie,
    /// Which gemeente belongs to which regio.
    Regios,
    /// A table of ours, of which the caller said what it holds: see `kolommen`.
    Lijst,
}

/// What a kind looks like. Columns are in their normalised spelling: capitals, spaces.
pub(super) struct Vorm {
    pub(super) soort: Bestandssoort,
    pub(super) naam: &'static str,
    pub(super) opdracht: &'static str,
    pub(super) verplicht: &'static [&'static str],
    pub(super) mag: &'static [&'static str],
    /// Are columns we never heard of allowed? Not where a misspelt one would be lost in silence.
    pub(super) overig_mag: bool,
}

/// What every address file has.
const ADRES: [&str; 8] = [
    "BEVOEGD GEZAG NUMMER",
    "INSTELLINGSCODE",
    "VESTIGINGSCODE",
    "VESTIGINGSNAAM",
    "POSTCODE",
    "PLAATSNAAM",
    "GEMEENTENUMMER",
    "GEMEENTENAAM",
];

const ADRES_MAG: [&str; 27] = [
    "ID",
    "PROVINCIE",
    "STRAATNAAM",
    "HUISNUMMER-TOEVOEGING",
    "DENOMINATIE",
    "TELEFOONNUMMER",
    "INTERNETADRES",
    "STRAATNAAM CORRESPONDENTIEADRES",
    "HUISNUMMER-TOEVOEGING CORRESPONDENTIEADRES",
    "POSTCODE CORRESPONDENTIEADRES",
    "PLAATSNAAM CORRESPONDENTIEADRES",
    "NODAAL GEBIED CODE",
    "NODAAL GEBIED NAAM",
    "RPA-GEBIED CODE",
    "RPA-GEBIED NAAM",
    "WGR-GEBIED CODE",
    "WGR-GEBIED NAAM",
    "COROPGEBIED CODE",
    "COROPGEBIED NAAM",
    "ONDERWIJSGEBIED CODE",
    "ONDERWIJSGEBIED NAAM",
    "RMC-REGIO CODE",
    "RMC-REGIO NAAM",
    "VAKANTIEREGIO",
    "INSTELLINGSNAAM",
    "AANDUIDING WET",
    "CLUSTER",
];

/// What kind of special education a location gives.
pub(super) const SOORT: &str = "SOORT PRIMAIR ONDERWIJS";

pub(super) const VORMEN: [Vorm; 10] = [
    Vorm {
        soort: Bestandssoort::Schoolvestigingen,
        naam: "schoolvestigingen bo (DUO)",
        opdracht: "duo",
        verplicht: &ADRES,
        mag: &ADRES_MAG,
        overig_mag: false,
    },
    Vorm {
        soort: Bestandssoort::SchoolvestigingenSpeciaal,
        naam: "schoolvestigingen sbo, so en vso (DUO)",
        opdracht: "duo",
        verplicht: &[SOORT, ADRES[0], ADRES[1], ADRES[2], ADRES[3], ADRES[4], ADRES[5], ADRES[6], ADRES[7]],
        mag: &ADRES_MAG,
        overig_mag: false,
    },
    Vorm {
        soort: Bestandssoort::SchoolvestigingenVo,
        naam: "schoolvestigingen vo (DUO)",
        opdracht: "duo",
        verplicht: &[
            "ONDERWIJSSTRUCTUUR",
            ADRES[0],
            ADRES[1],
            ADRES[2],
            ADRES[3],
            ADRES[4],
            ADRES[5],
            ADRES[6],
            ADRES[7],
        ],
        mag: &ADRES_MAG,
        overig_mag: false,
    },
    Vorm {
        soort: Bestandssoort::Leerlingen,
        naam: "leerlingen per vestiging (DUO)",
        opdracht: "duo",
        verplicht: &["INSTELLINGSCODE", "VESTIGINGSCODE", "SOORT VESTIGING", "BEVOEGD GEZAG NUMMER", LEERLINGEN],
        mag: &["ID", "NAAM VESTIGING", "DENOMINATIE VESTIGING", "GEMEENTECODE VESTIGING", "GEMEENTENAAM VESTIGING"],
        overig_mag: false,
    },
    Vorm {
        soort: Bestandssoort::Schoolweging,
        naam: "schoolweging (CBS)",
        opdracht: "duo",
        verplicht: &["VESTIGINGSCODE", "SCHOOLWEGING"],
        mag: &["INSTELLINGSCODE", "VESTIGING", "BEVOEGD GEZAG NUMMER", "SPREIDING", "AANTAL LEERLINGEN", "GEMARKEERD"],
        overig_mag: false,
    },
    Vorm {
        soort: Bestandssoort::Besturenlasten,
        naam: "namen en lasten van besturen (DUO)",
        opdracht: "duo",
        verplicht: &["BEVOEGD GEZAG NUMMER", "NAAM", "JAAR", "PERSONEELSLASTEN"],
        mag: &[],
        overig_mag: true,
    },
    Vorm {
        soort: Bestandssoort::Adrespunten,
        naam: "adrespunten van scholen (BAG)",
        opdracht: "geo",
        verplicht: &["VESTIGINGSCODE", "POSTCODE", "LON", "LAT"],
        mag: &[
            "INSTELLINGSCODE",
            "NAAM",
            "TYPE",
            "DENOMINATIE",
            "STRAAT",
            "HUISNUMMER",
            "HUISLETTER",
            "HUISNUMMERTOEVOEGING",
            "PLAATS",
            "GEMEENTE",
            "PROVINCIE",
            "ONDERWIJSGEBIED",
            "LEERLINGEN",
        ],
        overig_mag: false,
    },
    Vorm {
        soort: Bestandssoort::Postcodepunten,
        naam: "middelpunten van postcodes (GeoNames, zonder kopregel)",
        opdracht: "geo",
        verplicht: &["LAND", "POSTCODE", "LAT", "LON"],
        mag: &[],
        overig_mag: true,
    },
    Vorm {
        soort: Bestandssoort::Formatie,
        naam: "formatiepeilingen",
        opdracht: "formatie",
        verplicht: &[
            "VESTIGINGSCODE",
            "PEILDATUM",
            "BENODIGD FTE",
            "BESCHIKBAAR BEVOEGD FTE",
            "NIET INZETBAAR FTE",
            "LEERLINGEN",
        ],
        mag: &[
            "SOORT",
            "VERBORGEN FTE",
            "GROEPEN",
            "PERSONEN",
            "VERWACHTE UITSTROOM FTE",
            "EERSTEJAARS ZIJ INSTROMERS EIGEN",
            "BEGELEIDING FTE",
        ],
        overig_mag: false,
    },
    Vorm {
        soort: Bestandssoort::Regios,
        naam: "regio per gemeente",
        opdracht: "duo --regios",
        verplicht: &["GEMEENTENUMMER", "ARBEIDSMARKTREGIO"],
        mag: &["GEMEENTENAAM", "REGIO NR", "BO VESTIGINGEN IN REGIO", "AANDEEL"],
        overig_mag: false,
    },
];

/// Stands for `LEERLINGEN <year>`, of which the last year counts.
pub(super) const LEERLINGEN: &str = "LEERLINGEN <JAAR>";

/// Old and other spellings; one counts only when the new spelling is not in the header too.
pub(super) const ALIASSEN: [(&str, &str); 6] = [
    ("BRIN NUMMER", "INSTELLINGSCODE"),
    ("BRIN", "INSTELLINGSCODE"),
    ("VESTIGINGSNUMMER", "VESTIGINGSCODE"),
    ("VESTIGING", "VESTIGINGSCODE"),
    ("BEVOEGD GEZAG", "BEVOEGD GEZAG NUMMER"),
    ("NUMMER BEVOEGD GEZAG", "BEVOEGD GEZAG NUMMER"),
];

impl Bestandssoort {
    fn vorm(self) -> Option<&'static Vorm> {
        VORMEN.iter().find(|vorm| vorm.soort == self)
    }

    /// What it holds, in Dutch, as in "een bestand met …".
    pub fn naam(self) -> &'static str {
        self.vorm().map_or("", |vorm| vorm.naam)
    }

    /// The word after `rato import` that reads it.
    pub fn opdracht(self) -> &'static str {
        self.vorm().map_or("", |vorm| vorm.opdracht)
    }
}
