//! The bar of a solve under way, and below it per tier how good the plan is by then and how far it may be from the best.

use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use crate::matching::{Tussenstand, Voortgang, Waarnemer};

/// Draws the bar, on a terminal only, and passes Ctrl-C on.
pub struct Balk<'a> {
    balk: ProgressBar,
    gestopt: &'a AtomicBool,
}

impl<'a> Balk<'a> {
    /// An empty bar; `gestopt` becomes true when the engine must stop.
    pub fn new(gestopt: &'a AtomicBool) -> Balk<'a> {
        let balk = ProgressBar::new(1_000);
        if let Ok(style) = ProgressStyle::with_template("  {msg:<14} [{bar:40}] {percent:>3} % {elapsed}{prefix}") {
            balk.set_style(style);
        }
        Balk { balk, gestopt }
    }

    /// Takes the bar away.
    pub fn weg(&self) {
        self.balk.finish_and_clear();
    }
}

impl Waarnemer for Balk<'_> {
    fn voortgang(&self, voortgang: &Voortgang) {
        self.balk.set_message(voortgang.fase.as_str());
        self.balk.set_prefix(regels(&voortgang.tiers));
        self.balk.set_position(voortgang.deel.into());
    }

    fn gestopt(&self) -> bool {
        self.gestopt.load(Ordering::SeqCst)
    }
}

/// A line per tier, each on a new line.
fn regels(tiers: &[Tussenstand]) -> String {
    tiers.iter().map(regel).collect()
}

fn regel(tier: &Tussenstand) -> String {
    let proven = match (&tier.grens, &tier.verschil) {
        (Some(_), Some(gap)) if gap.is_nul() => "bewezen het beste".to_owned(),
        (Some(bound), Some(gap)) => format!("bewezen minstens {}, verschil {}", bound.tekst(2), gap.tekst(2)),
        _ => "nog niets bewezen".to_owned(),
    };
    format!("\n  {:<16}{:>14} {:<12} {proven}", tier.tier.as_str(), tier.waarde.tekst(2), tier.eenheid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::beleid::Tier;
    use crate::domain::breuk::Breuk;

    #[test]
    fn a_tier_tells_value_bound_and_gap_in_its_own_unit() {
        let tier = |tier, waarde: i64, grens: Option<i64>, eenheid: &str| Tussenstand {
            tier,
            waarde: Breuk::ratio(waarde, 2),
            grens: grens.map(|grens| Breuk::ratio(grens, 2)),
            verschil: grens.map(|grens| Breuk::ratio(waarde - grens, 2)),
            eenheid: eenheid.to_owned(),
        };
        let told = [
            tier(Tier::Solidariteit, 3, Some(3), "fte"),
            tier(Tier::Zevenprocent, 8, Some(5), "personen"),
            tier(Tier::Mensen, 25, None, "minuten"),
        ];
        let text = regels(&told);
        let lines: Vec<Vec<&str>> = text.trim().lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[0].join(" "), "solidariteit 1,50 fte bewezen het beste");
        assert_eq!(lines[1].join(" "), "zevenprocent 4,00 personen bewezen minstens 2,50, verschil 1,50");
        assert_eq!(lines[2].join(" "), "mensen 12,50 minuten nog niets bewezen");
    }
}
