//! Invented names. None is meant to be anybody's; a demo never shows real people or schools.

use super::kans::Kans;

const STAM: [&str; 20] = [
    "Bron", "Dijk", "Eik", "Els", "Gors", "Horst", "Kade", "Kreek", "Linde", "Meent", "Oever", "Plas", "Polder",
    "Riet", "Sluis", "Terp", "Veld", "Waard", "Wilg", "Zegge",
];
const EIND: [&str; 8] = ["boog", "hoek", "kring", "ring", "schans", "sprong", "vaart", "wijk"];
const STICHTING: [&str; 12] = [
    "Stichting Waterkant",
    "Ondermeer Onderwijs",
    "Polderscholen",
    "Stichting De Vaart",
    "Kompas Primair",
    "Zonnewijzer Scholen",
    "Stichting Rietland",
    "De Brede Kring",
    "Stichting Meerpaal",
    "Horizon Kleine Scholen",
    "Stichting Windroos",
    "De Vrije Oever",
];
const VOORNAAM: [&str; 24] = [
    "Amira", "Bas", "Chantal", "Daan", "Elif", "Fenna", "Gijs", "Hanna", "Ilyas", "Jasmijn", "Kees", "Lotte",
    "Mohamed", "Noor", "Oscar", "Priya", "Quinten", "Rosa", "Sem", "Tirza", "Umut", "Vera", "Wout", "Yara",
];
const ACHTERNAAM: [&str; 24] = [
    "Aksoy",
    "Bakker",
    "Chen",
    "Dijkstra",
    "El Idrissi",
    "Feenstra",
    "de Groot",
    "Hoekstra",
    "Ismail",
    "Jansen",
    "Kaya",
    "Linders",
    "Meijer",
    "Nguyen",
    "Oosterhof",
    "Peeters",
    "Ramdin",
    "Smit",
    "Terpstra",
    "Uyar",
    "Visser",
    "Wolters",
    "Yilmaz",
    "Zwart",
];

/// Name of board number `nummer`.
pub fn schoolbestuur(nummer: usize) -> String {
    let name = STICHTING.get(nummer % STICHTING.len()).copied().unwrap_or("Stichting");
    if nummer < STICHTING.len() { name.to_owned() } else { format!("{name} {}", nummer / STICHTING.len() + 1) }
}

/// Name of school number `nummer`; different for the first 160.
pub fn school(nummer: usize) -> String {
    let stam = STAM.get(nummer % STAM.len()).copied().unwrap_or("School");
    let eind = EIND.get((nummer / STAM.len() + nummer) % EIND.len()).copied().unwrap_or("");
    format!("De {stam}{eind}")
}

/// Name of a person.
pub fn mens(kans: &mut Kans) -> String {
    let voornaam = kans.kies(&VOORNAAM).copied().unwrap_or_default();
    let achternaam = kans.kies(&ACHTERNAAM).copied().unwrap_or_default();
    format!("{voornaam} {achternaam}")
}
