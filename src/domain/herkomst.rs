//! Herkomst: where each stored value comes from, that is who wrote it last.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::keuze::keuze;

keuze! {
    /// What has values of which the herkomst is kept.
    Herkomstobject {
        /// A person in the pool.
        Regiodocent = "regiodocent",
        /// A contract of that person.
        Contract = "contract",
        /// A bevoegdheid of that person.
        Bevoegdheid = "bevoegdheid",
        /// What a school asks.
        Vacature = "vacature",
        /// A school.
        School = "school",
        /// A board.
        Schoolbestuur = "schoolbestuur",
        /// What a school needs and has on a day.
        Formatiepeiling = "formatiepeiling",
    }
}

keuze! {
    /// By which door a value came in.
    Herkomstbron {
        /// A file that somebody sent.
        Import = "import",
        /// A call of the API.
        Api = "api",
        /// The service itself: public files, a matchronde, time.
        Dienst = "dienst",
    }
}

/// Who wrote a value last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Veldherkomst {
    /// Of what.
    pub soort: Herkomstobject,
    /// Its id or code.
    pub object_id: String,
    /// Which value, as the API calls it.
    pub veld: String,
    /// By which door.
    pub bron: Herkomstbron,
    /// The import.
    pub import: Option<Uuid>,
    /// The subject of the token; `None`: not for this caller to know.
    pub door: Option<String>,
    /// Its role.
    pub rol: String,
    /// When.
    pub tijdstip: DateTime<Utc>,
}

/// Stands for every field that nobody wrote since the thing was made.
pub const ALLE_VELDEN: &str = "*";

impl Herkomstobject {
    /// Its values, as the API calls them; the triggers of the database name the same.
    #[rustfmt::skip]
    pub const fn velden(self) -> &'static [&'static str] {
        match self {
            Herkomstobject::Regiodocent => &[
                "bronSysteem", "externId", "naam", "soort", "trajectStart", "vogDatum", "woonPostcode", "maxReistijd", "dagdelen", "alleenGeheel",
            ],
            Herkomstobject::Contract => &[
                "van", "totEnMet", "werktijdfactor", "loonkostenCent", "formeelWerkgever", "status", "overgedragenAan",
            ],
            Herkomstobject::Bevoegdheid => &[
                "sector", "vak", "graad", "van", "totEnMet",
            ],
            Herkomstobject::Vacature => &[
                "vestigingscode", "bestuursnummer", "soort", "fte", "sector", "vak", "graad", "van", "totEnMet", "dagdelen", "alleenGeheel", "schaal", "bonusCent", "arbeidsmarkttoelage", "status", "intrekkingsreden",
            ],
            Herkomstobject::School => &[
                "bestuursnummer", "naam", "sector", "postcode", "plaats", "gemeentenummer", "lon", "lat", "schoolweging", "leerlingen", "geslotenPer",
            ],
            Herkomstobject::Schoolbestuur => &[
                "naam",
            ],
            Herkomstobject::Formatiepeiling => &[
                "vestigingscode", "peildatum", "soort", "benodigdFte", "beschikbaarBevoegdFte", "nietInzetbaarFte", "verborgenFte", "leerlingen", "groepen", "personen", "verwachteUitstroomFte", "eerstejaarsZijInstromersEigen", "begeleidingFte",
            ],
        }
    }
}

/// One line for every value of a thing that is known: what stands for all is written out.
pub fn per_veld(soort: Herkomstobject, geschreven: &[Veldherkomst]) -> Vec<Veldherkomst> {
    let of = |veld: &str| geschreven.iter().find(|one| one.veld == veld);
    let known = soort.velden().iter().filter_map(|veld| {
        let found = of(veld).or_else(|| of(ALLE_VELDEN))?;
        Some(Veldherkomst { veld: (*veld).to_owned(), ..found.clone() })
    });
    known.collect()
}
