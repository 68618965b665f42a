//! The columns of each kind of import: of the files that come in, the templates and the exports. One table for all three.
//!
//! A column is called as the property in the API; people may write `benodigdFte`, `benodigd_fte` or `Benodigd fte`.

use super::kop::normalise;
use crate::domain::contract::Contractstatus;
use crate::domain::formatiepeiling::Peilingsoort;
use crate::domain::import::Importsoort;
use crate::domain::prikkel::Schaal;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::domain::sector::{Graad, Sector};
use crate::domain::vacature::{Vacaturesoort, Vacaturestatus};

/// What may stand in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inhoud {
    /// Text, as it is; leading zeros belong to it.
    Tekst,
    /// A day.
    Datum,
    /// A number with at most so many decimals.
    Getal(u8),
    /// `ja` or `nee`.
    JaNee,
    /// One of these words.
    Keuze(&'static [&'static str]),
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Kolom {
    /// Its name.
    pub naam: &'static str,
    /// Must the column be there?
    pub verplicht: bool,
    /// What may stand in it.
    pub inhoud: Inhoud,
    /// A value that is right.
    pub voorbeeld: &'static str,
    /// What it means, in Dutch.
    pub uitleg: &'static str,
}

impl Kolom {
    /// Its normalised name.
    pub fn sleutel(&self) -> String {
        normalise(self.naam)
    }
}

const fn moet(naam: &'static str, inhoud: Inhoud, voorbeeld: &'static str, uitleg: &'static str) -> Kolom {
    Kolom { naam, verplicht: true, inhoud, voorbeeld, uitleg }
}

const fn mag(naam: &'static str, inhoud: Inhoud, voorbeeld: &'static str, uitleg: &'static str) -> Kolom {
    Kolom { naam, verplicht: false, inhoud, voorbeeld, uitleg }
}

use Inhoud::{Datum, Getal, JaNee, Keuze, Tekst};

/// The columns of a kind, in the order of a template.
pub fn kolommen(soort: Importsoort) -> &'static [Kolom] {
    match soort {
        Importsoort::Schoolbesturen => SCHOOLBESTUREN,
        Importsoort::Scholen => SCHOLEN,
        Importsoort::Formatiepeilingen => FORMATIEPEILINGEN,
        Importsoort::Regiodocenten => REGIODOCENTEN,
        Importsoort::Vacatures => VACATURES,
    }
}

#[rustfmt::skip]
const SCHOOLBESTUREN: &[Kolom] = &[
    moet("bestuursnummer", Tekst, "41797", "Nummer van het bestuur: vijf cijfers, met de nullen vooraan."),
    mag("naam", Tekst, "Stichting De Brug", "Naam van het bestuur."),
];

#[rustfmt::skip]
const SCHOLEN: &[Kolom] = &[
    moet("vestigingscode", Tekst, "00AP00", "Code van de vestiging: twee cijfers, twee letters, twee cijfers."),
    moet("bestuursnummer", Tekst, "41797", "Nummer van het bestuur: vijf cijfers, met de nullen vooraan."),
    moet("naam", Tekst, "De Parel", "Naam van de school."),
    moet("sector", Keuze(Sector::WOORDEN), "bo", "Sector van de school."),
    moet("plaats", Tekst, "AMSTERDAM", "Plaats."),
    moet("gemeentenummer", Tekst, "0363", "Nummer van de gemeente (CBS): vier cijfers, met de nullen vooraan."),
    mag("postcode", Tekst, "1012AB", "Postcode."),
    mag("lon", Getal(6), "4,901005", "Oosterlengte in graden (WGS84); hoort bij lat."),
    mag("lat", Getal(6), "52,360848", "Noorderbreedte in graden (WGS84); hoort bij lon."),
    mag("schoolweging", Getal(2), "29,4", "Schoolweging van het CBS."),
    mag("leerlingen", Getal(0), "230", "Aantal leerlingen."),
    mag("deelnameVan", Datum, "2026-08-01", "Eerste dag van deelname in de regio; telt alleen voor een nieuwe school."),
];

#[rustfmt::skip]
const FORMATIEPEILINGEN: &[Kolom] = &[
    moet("vestigingscode", Tekst, "00AP00", "Code van de vestiging."),
    moet("peildatum", Datum, "2026-10-01", "Dag waarvoor de cijfers gelden."),
    mag("soort", Keuze(Peilingsoort::WOORDEN), "telling", "Leeg is telling."),
    moet("benodigdFte", Getal(4), "12,5", "Zoveel fte is nodig."),
    moet("beschikbaarBevoegdFte", Getal(4), "10,25", "Zoveel bevoegd personeel is er in dienst van het bestuur."),
    moet("nietInzetbaarFte", Getal(4), "0,5", "Zoveel daarvan is niet inzetbaar."),
    moet("leerlingen", Getal(0), "230", "Aantal leerlingen."),
    mag("verborgenFte", Getal(4), "1,2", "Zoveel is met noodoplossingen gevuld."),
    mag("groepen", Getal(0), "10", "Aantal groepen."),
    mag("personen", Getal(0), "14", "Aantal personen."),
    mag("verwachteUitstroomFte", Getal(4), "0,8", "Zoveel fte vertrekt naar verwachting."),
    mag("eerstejaarsZijInstromersEigen", Getal(0), "1", "Eigen zij-instromers in het eerste jaar."),
    mag("begeleidingFte", Getal(4), "0,2", "Zoveel fte is er om te begeleiden."),
];

#[rustfmt::skip]
const REGIODOCENTEN: &[Kolom] = &[
    mag("id", Tekst, "", "Id in deze dienst; alleen nodig zonder bronSysteem en externId."),
    mag("bronSysteem", Tekst, "afas", "Systeem waaruit deze persoon komt."),
    mag("externId", Tekst, "000123", "Kenmerk van deze persoon in dat systeem."),
    mag("naam", Tekst, "S. de Vries", "Naam; de matcher leest die nooit. Nodig bij een nieuwe persoon."),
    mag("soort", Keuze(Regiodocentsoort::WOORDEN), "starter", "Soort regiodocent. Nodig bij een nieuwe persoon."),
    mag("trajectStart", Datum, "", "Eerste dag van het traject; alleen van een zij-instromer."),
    mag("vogDatum", Datum, "2026-06-01", "Dag waarop de VOG is afgegeven."),
    mag("woonPostcode", Tekst, "1013", "Vier cijfers van de postcode."),
    mag("maxReistijd", Getal(0), "45", "Langste reistijd in minuten."),
    mag("dagdelen", Tekst, "ma-o ma-m di-o", "Dagdelen, met spaties ertussen."),
    mag("alleenGeheel", JaNee, "nee", "Alleen plaatsen voor de hele werktijdfactor?"),
    mag("contractVan", Datum, "2026-08-01", "Eerste dag van een contract; zegt ook welk contract het is."),
    mag("contractTotEnMet", Datum, "", "Laatste dag van dat contract; leeg is tot nader order."),
    mag("contractWerktijdfactor", Getal(4), "0,8", "Deel van een volledige baan."),
    mag("contractLoonkostenCent", Getal(0), "7800000", "Loonkosten van een volledige baan per jaar, in centen."),
    mag("contractFormeelWerkgever", Tekst, "", "Bestuur dat formeel werkgever is; leeg is de regio."),
    mag("contractStatus", Keuze(Contractstatus::WOORDEN), "actief", "Nieuw: aangeboden of actief (leeg is actief). Wijzigt hier niet."),
    mag("bevoegdheidSector", Keuze(Sector::WOORDEN), "bo", "Sector van een bevoegdheid."),
    mag("bevoegdheidVak", Tekst, "groepsleraar", "Vak, in kleine letters."),
    mag("bevoegdheidGraad", Keuze(Graad::WOORDEN), "pabo", "Graad."),
    mag("bevoegdheidVan", Datum, "2020-07-01", "Eerste dag van die bevoegdheid."),
    mag("bevoegdheidTotEnMet", Datum, "", "Laatste dag; leeg is tot nader order."),
];

#[rustfmt::skip]
const VACATURES: &[Kolom] = &[
    mag("id", Tekst, "", "Id in deze dienst; alleen nodig zonder bronSysteem en externId."),
    mag("bronSysteem", Tekst, "afas", "Systeem waaruit deze vacature komt."),
    mag("externId", Tekst, "V-2026-014", "Kenmerk van deze vacature in dat systeem."),
    moet("vestigingscode", Tekst, "00AP00", "Code van de vestiging; ligt vast."),
    mag("soort", Keuze(Vacaturesoort::WOORDEN), "regulier", "Soort vacature; leeg is regulier."),
    moet("fte", Getal(4), "0,6", "Hoeveel fte."),
    moet("bevoegdheidSector", Keuze(Sector::WOORDEN), "bo", "Sector van de gevraagde bevoegdheid."),
    moet("bevoegdheidVak", Tekst, "groepsleraar", "Vak, in kleine letters."),
    moet("bevoegdheidGraad", Keuze(Graad::WOORDEN), "pabo", "Graad."),
    moet("van", Datum, "2026-08-01", "Eerste dag."),
    mag("totEnMet", Datum, "2027-07-31", "Laatste dag; leeg is tot nader order."),
    mag("dagdelen", Tekst, "ma-o ma-m", "Dagdelen, met spaties ertussen."),
    mag("alleenGeheel", JaNee, "nee", "Alleen door één persoon te vullen?"),
    mag("schaal", Keuze(Schaal::WOORDEN), "LB", "Salarisschaal."),
    mag("bonusCent", Getal(0), "", "Bonus per jaar, in centen."),
    mag("arbeidsmarkttoelage", JaNee, "nee", "Is de bonus de arbeidsmarkttoelage van het Rijk?"),
    mag("status", Keuze(Vacaturestatus::WOORDEN), "open", "Nieuw: concept of open (leeg is open). Wijzigt hier niet."),
];
