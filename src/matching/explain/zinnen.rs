//! The Dutch conclusion of a funnel. Every sentence says only what was counted; a guess is called a guess.

use super::belemmering::Belemmering;
use super::trechter::Telling;
use crate::matching::rules::RuleInfo;

/// Conclusion for a regiodocent without (full) plaatsing.
pub(super) fn docent(rules: &[RuleInfo], refused: &[usize], begin: usize, telling: &Telling) -> String {
    if begin == 0 {
        return "Er zijn geen open vacatures.".into();
    }
    let suitable = begin - refused.iter().sum::<usize>().min(begin);
    if suitable == 0 {
        return format!(
            "Geen van de {} past. {}",
            count(begin, "open vacature", "open vacatures"),
            largest(rules, refused)
        );
    }
    let passend = count(suitable, "passende vacature", "passende vacatures");
    let filled = telling.belemmeringen.iter().find(|(why, _)| *why == Belemmering::Gevuld).map_or(0, |(_, many)| *many);
    if filled == suitable {
        return match suitable {
            1 => "Er was 1 passende vacature; die is in dit voorstel gevuld.".into(),
            _ => format!("Er waren {passend}; die zijn in dit voorstel allemaal gevuld."),
        };
    }
    let parts = parts(telling, |why, many| match why {
        Belemmering::Gevuld => format!("{many} gevuld"),
        Belemmering::Bezet => format!("{many} op dagen waarop de regiodocent al bezet is"),
        Belemmering::AndereSchool => format!("{many} op een andere school dan waar de regiodocent al werkt"),
        Belemmering::Personen => format!("{many} met al het hoogste aantal personen"),
        Belemmering::TeKlein => format!("{many} waar te weinig overblijft voor een plaatsing"),
        Belemmering::Geheel => format!("{many} waar alleen een deel past, terwijl alles of niets gevraagd is"),
        Belemmering::Begeleiding => format!("{many} op een school zonder begeleiding over"),
    });
    format!("{}: {parts}.{}", were(suitable, &passend), guess(telling.vrij))
}

/// Conclusion for a vacature left (partly) open. `heavier`: all who suit work where relatively more was lacking.
pub(super) fn vacature(
    rules: &[RuleInfo],
    refused: &[usize],
    begin: usize,
    telling: &Telling,
    heavier: bool,
) -> String {
    if begin == 0 {
        return "Er zijn geen regiodocenten.".into();
    }
    let suitable = begin - refused.iter().sum::<usize>().min(begin);
    if suitable == 0 {
        return format!(
            "Geen van de {} is geschikt. {}",
            count(begin, "regiodocent", "regiodocenten"),
            largest(rules, refused)
        );
    }
    let geschikt = count(suitable, "geschikte regiodocent", "geschikte regiodocenten");
    let away = |why: &Belemmering| matches!(why, Belemmering::Bezet | Belemmering::AndereSchool);
    let elsewhere: usize = telling.belemmeringen.iter().filter(|(why, _)| away(why)).map(|(_, many)| *many).sum();
    if elsewhere == suitable && heavier {
        return match suitable {
            1 => "Er was 1 geschikte regiodocent, maar die is geplaatst waar het tekort naar verhouding groter was."
                .into(),
            _ => format!(
                "Er waren {geschikt}, maar zij zijn geplaatst op scholen waar het tekort naar verhouding groter was."
            ),
        };
    }
    let parts = parts(telling, |why, many| match why {
        Belemmering::Gevuld => format!("{many} voor wie op een van de dagen geen plek over is"),
        Belemmering::Bezet => format!("{many} al volledig geplaatst"),
        Belemmering::AndereSchool => format!("{many} al op een andere school"),
        Belemmering::Personen => format!("{many} terwijl het hoogste aantal personen bereikt is"),
        Belemmering::TeKlein => format!("{many} voor wie te weinig overblijft voor een plaatsing"),
        Belemmering::Geheel => format!("{many} voor wie alleen een deel past, terwijl alles of niets gevraagd is"),
        Belemmering::Begeleiding => format!("{many} voor wie geen begeleiding over is"),
    });
    format!("{}: {parts}.{}", were(suitable, &geschikt), guess(telling.vrij))
}

fn were(many: usize, what: &str) -> String {
    if many == 1 { format!("Er was {what}") } else { format!("Er waren {what}") }
}

fn count(many: usize, one: &str, more: &str) -> String {
    format!("{many} {}", if many == 1 { one } else { more })
}

fn parts(telling: &Telling, sentence: impl Fn(Belemmering, usize) -> String) -> String {
    let mut parts: Vec<String> = telling.belemmeringen.iter().map(|(why, many)| sentence(*why, *many)).collect();
    if telling.vrij > 0 {
        parts.push(format!("{} zonder bekende belemmering", telling.vrij));
    }
    parts.join(", ")
}

/// Where nothing certain stands in the way, the cause is one of these; which one is not known here.
fn guess(free: usize) -> &'static str {
    match free {
        0 => "",
        _ => " Daar weegt een andere afspraak zwaarder, of was de rekentijd op.",
    }
}

/// The rule that refused most candidates.
fn largest(rules: &[RuleInfo], refused: &[usize]) -> String {
    let most = rules.iter().zip(refused).rev().max_by_key(|(_, many)| **many);
    let all: usize = refused.iter().sum();
    most.map_or(String::new(), |(info, many)| match *many == all {
        true => format!("Alle {many} vielen af op de regel {}.", info.titel),
        false => format!("De meeste ({many}) vielen af op de regel {}.", info.titel),
    })
}
