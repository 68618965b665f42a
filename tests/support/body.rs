//! Nouns of the domain as the JSON bodies that make them over HTTP.

use rato::domain::regiodocent::NieuweRegiodocent;
use rato::domain::vacature::Vacature;
use serde_json::{Value, json};

/// A new vacature.
pub fn vacature_body(vacature: &Vacature) -> Value {
    let eis = &vacature.vakbevoegdheid;
    json!({
        "vestigingscode": vacature.vestigingscode, "soort": vacature.soort, "fte": vacature.fte,
        "bevoegdheid": { "sector": eis.sector, "vak": eis.vak, "graad": eis.graad },
        "van": vacature.periode.van, "totEnMet": vacature.periode.tot_en_met,
        "dagdelen": vacature.dagdelen, "alleenGeheel": vacature.alleen_geheel,
    })
}

/// A new regiodocent with all onderdelen.
pub fn regiodocent_body(person: &NieuweRegiodocent) -> Value {
    let own = &person.regiodocent;
    let contracten = person.contracten.iter().map(|contract| {
        json!({ "van": contract.periode.van, "totEnMet": contract.periode.tot_en_met,
            "werktijdfactor": contract.werktijdfactor, "loonkostenCent": contract.loonkosten_cent })
    });
    let bevoegdheden = person.bevoegdheden.iter().map(|held| {
        let vak = &held.vakbevoegdheid;
        json!({ "sector": vak.sector, "vak": vak.vak, "graad": vak.graad,
            "van": held.periode.van, "totEnMet": held.periode.tot_en_met })
    });
    let instemmingen = person
        .instemmingen
        .iter()
        .map(|given| json!({ "soort": given.soort, "van": given.periode.van, "totEnMet": given.periode.tot_en_met }));
    json!({
        "naam": own.naam, "soort": own.soort, "trajectStart": own.traject_start, "vogDatum": own.vog_datum,
        "woonPostcode": own.woon_postcode, "maxReistijd": own.max_reistijd, "dagdelen": own.dagdelen,
        "alleenGeheel": own.alleen_geheel, "contracten": Vec::from_iter(contracten),
        "bevoegdheden": Vec::from_iter(bevoegdheden), "voorkeuren": person.voorkeuren,
        "uitsluitingen": person.uitsluitingen, "instemmingen": Vec::from_iter(instemmingen),
    })
}
