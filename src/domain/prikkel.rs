//! Prikkels: what a school pays on top of the usual. Boards promised each other not to outbid one another (geen-prikkels).

use super::invoer::Invoerfout;
use super::keuze::keuze;

keuze! {
    /// Function scale of a teacher, low to high. The scales of primary and secondary education are worth the same in pairs.
    Schaal {
        /// Primary, lowest.
        L10 = "L10",
        /// Secondary, lowest; worth L10.
        Lb = "LB",
        /// Primary, middle.
        L11 = "L11",
        /// Secondary, middle; worth L11.
        Lc = "LC",
        /// Primary, highest.
        L12 = "L12",
        /// Secondary, highest; worth L12.
        Ld = "LD",
    }
}

impl Schaal {
    /// 0 for the lowest pair, 2 for the highest.
    pub fn rang(self) -> u8 {
        match self {
            Schaal::L10 | Schaal::Lb => 0,
            Schaal::L11 | Schaal::Lc => 1,
            Schaal::L12 | Schaal::Ld => 2,
        }
    }
}

/// Highest bonus that is read, in cents per fte-year: a hundred thousand euros. More is a typing error.
pub const MAX_BONUS_CENT: i64 = 10_000_000;

/// What a vacature offers beside the work; empty for most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prikkels {
    /// The scale offered.
    pub schaal: Option<Schaal>,
    /// Extra pay in cents per fte-year.
    pub bonus_cent: Option<i64>,
    /// Is the extra pay the state bonus for schools of high weging?
    pub arbeidsmarkttoelage: bool,
}

/// What the boards of a region agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prikkelnorm {
    /// Highest scale.
    pub schaal: Schaal,
    /// Highest bonus in cents per fte-year.
    pub bonus_cent: i64,
    /// Schoolweging × 100 from which the state bonus is allowed.
    pub toelage_vanaf_e2: i32,
}

impl Prikkels {
    /// Everything that is above the norm. `weging_e2` is the schoolweging × 100, if known.
    pub fn check(&self, norm: &Prikkelnorm, weging_e2: Option<i32>) -> Vec<Invoerfout> {
        let mut fouten = Vec::new();
        let mut fout = |pointer: &str, detail: String, herstel: String| {
            fouten.push(Invoerfout::new(pointer, "geen-prikkels", detail, herstel));
        };
        if let Some(schaal) = self.schaal.filter(|schaal| schaal.rang() > norm.schaal.rang()) {
            fout(
                "/schaal",
                format!("schaal {schaal} ligt boven de afspraak in deze regio: ten hoogste {}", norm.schaal),
                format!("Kies {} of lager.", norm.schaal),
            );
        }
        let high = weging_e2.is_some_and(|weging| weging >= norm.toelage_vanaf_e2);
        if self.arbeidsmarkttoelage && !high {
            let (whole, part) = (norm.toelage_vanaf_e2 / 100, norm.toelage_vanaf_e2 % 100);
            fout(
                "/arbeidsmarkttoelage",
                format!("de arbeidsmarkttoelage is voor scholen met een schoolweging vanaf {whole},{part:02}"),
                "Laat arbeidsmarkttoelage weg, of vul eerst de schoolweging van de school aan.".into(),
            );
        }
        let bonus = self.bonus_cent.unwrap_or(0);
        if bonus > norm.bonus_cent && !self.arbeidsmarkttoelage {
            fout(
                "/bonusCent",
                format!(
                    "een bonus van {} euro per jaar is meer dan de afspraak in deze regio: ten hoogste {} euro",
                    bonus / 100,
                    norm.bonus_cent / 100
                ),
                "Laat de bonus weg, of geef aan dat het de arbeidsmarkttoelage is.".into(),
            );
        }
        fouten
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NORM: Prikkelnorm = Prikkelnorm { schaal: Schaal::L11, bonus_cent: 0, toelage_vanaf_e2: 3_300 };

    fn pointers(prikkels: Prikkels, weging_e2: Option<i32>) -> Vec<String> {
        prikkels.check(&NORM, weging_e2).into_iter().map(|fout| fout.pointer).collect()
    }

    #[test]
    fn a_higher_scale_and_a_bonus_are_refused_together() {
        let both = Prikkels { schaal: Some(Schaal::Ld), bonus_cent: Some(100_000), arbeidsmarkttoelage: false };
        assert_eq!(pointers(both, Some(3_600)), ["/schaal", "/bonusCent"]);
        assert!(pointers(Prikkels { schaal: Some(Schaal::Lc), ..Prikkels::default() }, None).is_empty());
    }

    #[test]
    fn the_state_bonus_is_allowed_where_the_weging_is_high_and_known() {
        let toelage = Prikkels { schaal: None, bonus_cent: Some(200_000), arbeidsmarkttoelage: true };
        assert!(pointers(toelage, Some(3_300)).is_empty());
        assert_eq!(pointers(toelage, Some(3_299)), ["/arbeidsmarkttoelage"]);
        assert_eq!(pointers(toelage, None), ["/arbeidsmarkttoelage"]);
    }
}
