//! P18: the lots of a Problem follow from a seed that was fixed beforehand. Asked only of who knows the seed.

use sha2::{Digest, Sha256};

use super::{Eigenschap, Uitslag, eigenschap};
use crate::matching::problem::Problem;

const P18: Eigenschap =
    eigenschap("P18", "De loten volgen uit het zaad dat vooraf vaststond", "Regel loting, docs/LOTING.md");

/// What is known of the draw.
#[derive(Debug, Clone, Copy)]
pub struct Trekking<'a> {
    /// The seed, published after the ronde.
    pub zaad: &'a str,
    /// SHA-256 of the seed, published before it; absent: not compared.
    pub zaad_hash: Option<&'a str>,
    /// Code of the regio: with the schooljaar the seed of the lots of boards; absent: those are not looked at.
    pub regio: Option<&'a str>,
}

/// Draws every lot again.
pub fn verify_loting(problem: &Problem, trekking: &Trekking) -> Uitslag {
    let mut gebreken = Vec::new();
    if let Some(hash) = trekking.zaad_hash
        && hex(&Sha256::digest(trekking.zaad)) != hash.to_lowercase()
    {
        gebreken.push("De hash van het zaad is niet de hash die vooraf bekend was.".to_owned());
    }
    let mut people: Vec<(&str, u64)> = problem.regiodocenten.iter().map(|one| (one.id.as_str(), one.lot)).collect();
    people.sort_unstable();
    gebreken.extend(misfits("regiodocent", &people, &format!("{}:regiodocenten", trekking.zaad)));
    if let Some(regio) = trekking.regio {
        let number = |one: &crate::matching::problem::ProblemBestuur| (one.bestuursnummer.to_string(), one.lot);
        let mut boards: Vec<(String, u64)> = problem.schoolbesturen.iter().map(number).collect();
        boards.sort_unstable();
        let boards: Vec<(&str, u64)> = boards.iter().map(|(id, lot)| (id.as_str(), *lot)).collect();
        let text = format!("{regio}:{}:schoolbesturen", problem.schooljaar);
        gebreken.extend(misfits("schoolbestuur", &boards, &text));
    }
    Uitslag { eigenschap: P18, gebreken }
}

/// Who has another lot than the hashes give.
fn misfits(wat: &str, sorted: &[(&str, u64)], text: &str) -> Vec<String> {
    let keys: Vec<String> = (0..sorted.len()).map(|n| hex(&Sha256::digest(format!("{text}:{n}")))).collect();
    let mut order = keys.clone();
    order.sort();
    let drawn = keys.iter().map(|key| order.partition_point(|other| other < key));
    let wrong = sorted.iter().zip(drawn).filter(|((_, lot), drawn)| usize::try_from(*lot) != Ok(*drawn));
    wrong.map(|((id, lot), drawn)| format!("Het lot van {wat} {id} is {lot}, maar het zaad geeft {drawn}.")).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
