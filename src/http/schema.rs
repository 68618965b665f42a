//! How domain types look in the API description. The domain itself knows nothing of it.

mod documenten;

use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::domain::fte::Fte;
use crate::domain::{abonnement, herkomst, wijziging};
use crate::domain::{
    beleid, boekheropening, contract, detachering, duovergelijking, formatiepeiling, import, indicator, ingreep,
    kwartaal, levensloop, maand, prikkel, schooljaar, vaststelling,
};
use crate::domain::{
    breuk, dagdeel, instemming, kenmerk, matchronde, onderzoek, plaatsing, regio, regiodocent, sector, vacature,
};

/// A closed list of words.
macro_rules! woorden {
    ($($type:ty = $name:literal: $doc:literal),+ $(,)?) => {$(
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                let object = ObjectBuilder::new().schema_type(Type::String).description(Some($doc));
                object.enum_values(Some(<$type>::WOORDEN.iter().copied())).build().into()
            }
        }
        impl ToSchema for $type {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
        }
    )+};
}

woorden! {
    regio::Regiosoort = "Regiosoort": "Soort regio.",
    sector::Sector = "Sector": "Onderwijssector.",
    sector::Graad = "Graad": "Niveau van een bevoegdheid.",
    regiodocent::Regiodocentsoort = "Regiodocentsoort": "Soort regiodocent.",
    instemming::Instemmingsoort = "Instemmingsoort": "Waarmee is ingestemd.",
    vacature::Vacaturesoort = "Vacaturesoort": "Soort vacature.",
    vacature::Vacaturestatus = "Vacaturestatus": "Waar de vacature staat.",
    formatiepeiling::Peilingsoort = "Peilingsoort": "Geteld of voorzien.",
    matchronde::Matchrondestatus = "Matchrondestatus": "Waar de matchronde staat.",
    prikkel::Schaal = "Schaal": "Functieschaal; L10 en LB zijn evenveel waard, L11 en LC, L12 en LD.",
    ingreep::Ingreepsoort = "Ingreepsoort": "Wat er in het plan is beslist.",
    onderzoek::Onderzoeksoort = "Onderzoeksoort": "Wat er over het plan wordt gevraagd.",
    onderzoek::Onderzoekstatus = "Onderzoekstatus": "Of het antwoord er is.",
    ingreep::Ingreepstatus = "Ingreepstatus": "Of de prijs van de ingreep bekend is.",
    vaststelling::Wijzigingsoort = "Wijzigingsoort": "Wat er sinds het bevriezen gebeurde.",
    contract::Contractstatus = "Contractstatus": "Waar het contract staat.",
    abonnement::Abonnementstatus = "Abonnementstatus": "Waar het abonnement staat.",
    abonnement::Bezorgstatus = "Bezorgstatus": "Waar de bezorging staat.",
    wijziging::Wijzigingobject = "Wijzigingobject": "Waarover een gebeurtenis gaat.",
    wijziging::Wijzigingaard = "Wijzigingaard": "Wat er is gebeurd.",
    herkomst::Herkomstobject = "Herkomstobject": "Waarvan de herkomst is.",
    herkomst::Herkomstbron = "Herkomstbron": "Langs welke weg een waarde kwam.",
    import::Importsoort = "Importsoort": "Wat de rijen van een bestand zijn.",
    import::Importvorm = "Importvorm": "Hoe een bestand is geschreven.",
    import::Importmodus = "Importmodus": "Wat een foute rij tegenhoudt.",
    import::Importstatus = "Importstatus": "Waar de import staat.",
    import::Importuitkomst = "Importuitkomst": "Wat er van een rij is geworden.",
    duovergelijking::Duoverschil = "Duoverschil": "Wat er aan een school verschilt.",
    duovergelijking::Duobesluit = "Duobesluit": "Wat er over een regel is besloten.",
    levensloop::Partij = "Partij": "Wie een stap zet.",
    levensloop::Zijde = "Zijde": "Een van de twee kanten van een plaatsing.",
    plaatsing::Plaatsingsfase = "Plaatsingsfase": "Wat een actieve plaatsing voor de school is.",
    plaatsing::Plaatsingstap = "Plaatsingstap": "Wat er met een plaatsing kan gebeuren.",
    plaatsing::Plaatsingstatus = "Plaatsingstatus": "Waar de plaatsing staat.",
    detachering::Detacheringstatus = "Detacheringstatus": "Waar de detachering staat.",
    beleid::Beleidstatus = "Beleidstatus": "Waar een versie van het beleid staat.",
    boekheropening::Boekregel = "Boekregel": "Een regel die een bladzijde heeft in het solidariteitsboek.",
    boekheropening::Boekheropeningstatus = "Boekheropeningstatus": "Waar de heropening staat.",
    indicator::Indicator = "Indicator": "Een cijfer van de monitor.",
    beleid::Modus = "Modus": "Hoe streng een regel geldt.",
    beleid::Tier = "Tier": "Wat er wordt verbeterd, de ene trap strikt voor de andere.",
}

/// A text of a fixed shape.
macro_rules! vormen {
    ($($type:ty = $name:literal: $pattern:literal, $example:literal, $doc:literal),+ $(,)?) => {$(
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                let object = ObjectBuilder::new().schema_type(Type::String).description(Some($doc));
                object.pattern(Some($pattern)).examples([$example]).build().into()
            }
        }
        impl ToSchema for $type {
            fn name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
        }
    )+};
}

vormen! {
    kenmerk::Bestuursnummer = "Bestuursnummer": "^[0-9]{5}$", "41797", "Nummer van een schoolbestuur.",
    kenmerk::Vestigingscode = "Vestigingscode": "^[0-9]{2}[A-Z]{2}[0-9]{2}$", "00AP00", "Code van een school (vestiging).",
    kenmerk::Postcode = "Postcode": "^[0-9]{4}[A-Z]{2}$", "1012AB", "Postcode zonder spatie.",
    kenmerk::Postcode4 = "Postcode4": "^[0-9]{4}$", "1012", "De vier cijfers van een postcode.",
    kenmerk::Gemeentenummer = "Gemeentenummer": "^[0-9]{4}$", "0363", "CBS-nummer van een gemeente.",
    schooljaar::Schooljaar = "Schooljaar": "^[0-9]{4}-[0-9]{4}$", "2026-2027", "Schooljaar: 1 augustus tot en met 31 juli.",
    kwartaal::Kwartaal = "Kwartaal": "^[0-9]{4}-K[1-4]$", "2026-K4", "Kwartaal van een kalenderjaar.",
    maand::Maand = "Maand": "^[0-9]{4}-[0-9]{2}$", "2026-10", "Kalendermaand.",
    breuk::Breuk = "Breuk": "^-?[0-9]+([/.][0-9]+)?$", "33/5", "Exact getal als breuk.",
}

impl PartialSchema for Fte {
    fn schema() -> RefOr<Schema> {
        let object = ObjectBuilder::new().schema_type(Type::Number).multiple_of(Some(0.0001));
        object
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Double)))
            .description(Some("Deel van een volledige baan, ten hoogste vier decimalen."))
            .examples([0.6])
            .build()
            .into()
    }
}

impl ToSchema for Fte {
    fn name() -> std::borrow::Cow<'static, str> {
        "Fte".into()
    }
}

impl PartialSchema for dagdeel::Dagdelen {
    fn schema() -> RefOr<Schema> {
        let item = ObjectBuilder::new().title(Some("Dagdeel")).schema_type(Type::String);
        let item = item.enum_values(Some(dagdeel::DAGDELEN));
        utoipa::openapi::schema::ArrayBuilder::new()
            .items(item)
            .description(Some("Halve dagen, van ma-o (maandagochtend) tot vr-m (vrijdagmiddag)."))
            .build()
            .into()
    }
}

impl ToSchema for dagdeel::Dagdelen {
    fn name() -> std::borrow::Cow<'static, str> {
        "Dagdelen".into()
    }
}
