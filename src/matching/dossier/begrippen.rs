//! Begrippen: every word of our trade that a letter uses, with what it means in one plain sentence.

use std::collections::BTreeSet;

use crate::domain::beleid::OnvolledigBeleid;
use crate::matching::facts::Feiten;
use crate::matching::rules::getallen::procent;

/// A word, how it is looked for in a letter (lower case), and its meaning; `{drieprocent}` becomes the percentage of that rule.
pub const BEGRIPPEN: &[(&str, &[&str], &str)] = &[
    ("fte", &["fte"], "Eén fte is een volledige baan. Een halve baan is 0,5 fte."),
    (
        "regio",
        &["regio", "regiocoördinator"],
        "De regio is een groep schoolbesturen die samen leraren in dienst heeft.",
    ),
    ("regiodocent", &["regiodocent", "regiodocenten"], "Een regiodocent is een leraar in dienst van de regio."),
    (
        "schoolbestuur",
        &["schoolbestuur", "schoolbesturen", "bestuur", "besturen"],
        "Een schoolbestuur leidt een of meer scholen.",
    ),
    ("vacature", &["vacature", "vacatures"], "Een vacature is werk waar een school iemand voor zoekt."),
    ("plaatsing", &["plaatsing", "plaatsingen"], "Een plaatsing is werk van een regiodocent op een school."),
    (
        "matchronde",
        &["matchronde"],
        "In een matchronde zoekt een computer de beste verdeling van regiodocenten over scholen.",
    ),
    ("plan", &["plan"], "Het plan is de uitkomst van een matchronde. Een mens besluit erover."),
    ("tekort", &["tekort"], "Het tekort is het werk waar een school geen leraar voor heeft."),
    ("netto", &["netto"], "Netto is zonder de weken waarin iemand nog naast een ander voor de klas staat."),
    ("bevoegdheid", &["bevoegdheid", "bevoegd"], "Een bevoegdheid is het recht om een vak te geven."),
    ("VOG", &["vog"], "Een VOG is een verklaring omtrent het gedrag."),
    (
        "zij-instromer",
        &["zij-instromer", "zij-instromers"],
        "Een zij-instromer komt uit een ander beroep en leert leraar worden op school.",
    ),
    (
        "lot",
        &["lot", "loten", "loting"],
        "Een lot is een nummer dat vooraf is getrokken. Het telt alleen als al het andere gelijk is.",
    ),
    (
        "3%-regeling",
        &["3%-regeling"],
        "Een bestuur met meer leraren dan gemiddeld gaat elk jaar {drieprocent} naar het gemiddelde toe.",
    ),
    (
        "7%-regeling",
        &["7%-regeling"],
        "Elk bestuur leidt zij-instromers op. De maat is {zevenprocent} van de grondslag, meestal de groepen.",
    ),
    ("eerstejaars", &["eerstejaars"], "Een eerstejaars is een zij-instromer in het eerste jaar."),
    ("ruimte", &["ruimte"], "De ruimte is hoeveel regiodocenten er onder de 3%-regeling bij mogen."),
    ("begeleiding", &["begeleiding"], "Begeleiding is tijd van een ervaren leraar voor een beginner."),
    ("hash", &["hash"], "Een hash is een vingerafdruk van een bestand. Verandert er iets, dan verandert de hash."),
    ("zaad", &["zaad"], "Het zaad is het getal waaruit alle loten volgen."),
];

/// The words that `text` uses, and those that their meanings use, in the order above.
pub(super) fn woorden(feiten: &Feiten, text: &str) -> Result<Vec<(String, String)>, OnvolledigBeleid> {
    let mut found: Vec<bool> = Vec::new();
    let mut read = text.to_lowercase();
    loop {
        let used: BTreeSet<&str> = read.split(|c: char| !c.is_alphanumeric() && !"-%".contains(c)).collect();
        let now: Vec<bool> =
            BEGRIPPEN.iter().map(|(_, spellings, _)| spellings.iter().any(|one| used.contains(one))).collect();
        if now == found {
            break;
        }
        let meanings = BEGRIPPEN.iter().zip(&now).filter(|(_, used)| **used).map(|((.., meaning), _)| *meaning);
        read = meanings.fold(text.to_owned(), |all, meaning| all + " " + meaning).to_lowercase();
        found = now;
    }
    let mut words = Vec::new();
    for ((word, _, meaning), _) in BEGRIPPEN.iter().zip(found).filter(|(_, used)| *used) {
        let mut meaning = (*meaning).to_owned();
        for regel in ["drieprocent", "zevenprocent"] {
            let mark = format!("{{{regel}}}");
            if meaning.contains(&mark) {
                meaning = meaning.replace(&mark, &procent(&feiten.beleid().getal(regel, "percentage")?));
            }
        }
        words.push(((*word).to_owned(), meaning));
    }
    Ok(words)
}
