//! The subjects of the API (tags), in the order of a reader, each with what it is about.

use utoipa::openapi::OpenApi;
use utoipa::openapi::tag::TagBuilder;

use super::each_operation;

/// Every tag that an operation may have.
const ONDERWERPEN: &[(&str, &str)] = &[
    ("Regio", "De regio's: wie samen een pool heeft."),
    ("Schoolbestuur", "De schoolbesturen van de regio."),
    ("School", "De scholen (vestigingen) met hun plaats op de kaart en hun sector."),
    ("Deelname", "Vanaf en tot wanneer een school meedoet in de regio."),
    ("Formatiepeiling", "Hoeveel leraren een school nodig heeft en heeft, op een peildatum."),
    ("Regiodocent", "Wie er in de pool zit: contracten, bevoegdheden, wensen en wat niet kan."),
    ("Vacature", "Wat een school vraagt, en wie dat kan vervullen."),
    ("Beleid", "De afspraken van de regio als regels met getallen, elke versie met haar besluit."),
    ("Matchronde", "De matcher laten rekenen, het voorstel lezen, begrijpen, bijstellen en vaststellen."),
    (
        "Dossier",
        "Een brief over een regiodocent, een vacature of een schoolbestuur: wat besloten is, waarom, en hoe je bezwaar maakt.",
    ),
    ("Plaatsing", "Wie waar werkt of gaat werken, en de stappen daarin."),
    ("Detachering", "Wie van een school tijdelijk in de pool werkt."),
    ("Solidariteit", "De 3%-regeling en de 7%-regeling: wat elk bestuur heeft, mag en moet, met de berekening."),
    ("Doorbelasting", "Wat schoolbesturen elkaar per maand betalen."),
    ("Monitor", "De cijfers van een kwartaal."),
    ("Audit", "Wie wat deed; alleen voor de auditor."),
    ("Import", "Bestanden van een HR-systeem of een schoolbestuur inlezen, met wat er met elke rij gebeurde."),
    (
        "DUO",
        "Een nieuwer bestand van DUO naast de scholen van de regio leggen, en besluiten wat ervan wordt overgenomen.",
    ),
    ("Wijziging", "Wat er veranderde, in volgorde: zelf ophalen, of laten bezorgen met een abonnement."),
    ("Proefomgeving", "Alleen waar alles verzonnen is: terug naar het begin."),
    ("Beschrijving", "De API over zichzelf; zonder token."),
    ("Beheer", "Voor wie de service draaiend houdt; zonder token."),
];

/// Names the subjects.
pub fn name_subjects(api: &mut OpenApi) {
    let tag = |(name, text): &(&str, &str)| TagBuilder::new().name(*name).description(Some(*text)).build();
    let mut tags: Vec<_> = ONDERWERPEN.iter().map(tag).collect();
    // One that nobody explained yet still has its place.
    each_operation(api, |_, _, operation| {
        for name in operation.tags.iter().flatten() {
            if tags.iter().all(|known| known.name != *name) {
                tags.push(TagBuilder::new().name(name).build());
            }
        }
    });
    api.tags = Some(tags);
}
