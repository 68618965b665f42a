//! The polish: small exact MIPs that only ever better a plan, and say the same of it as the plan itself.

use std::time::{Duration, Instant};

use rato::matching::canonical::with_norms;
use rato::matching::facts::Feiten;
use rato::matching::formulation::gewogen::gewogen;
use rato::matching::formulation::opbouw::formulate;
use rato::matching::polijst::{Polijst, past};
use rato::matching::search::afkoelen::herstel;
use rato::matching::search::rijen::Rijen;
use rato::matching::search::staat::Staat;
use rato::matching::search::tabel::gewichten;
use rato::matching::search::zetten::Kandidaten;
use rato::matching::{Limits, Niemand, solve_gewogen};

use super::solve::getrokken;

#[test]
fn from_an_empty_plan_the_polish_alone_finds_what_the_whole_engine_finds() {
    for seed in [0, 1, 2, 6] {
        let problem = with_norms(getrokken(seed)).unwrap();
        let feiten = Feiten::new(&problem).unwrap();
        let strict = formulate(&feiten).unwrap();
        let model = gewogen(&strict.model, &feiten.beleid().tiers).unwrap();
        assert!(past(&model), "trekking {seed}");
        let rijen = Rijen::new(&model);
        let mut staat = Staat::new(&model, &rijen);
        let prijs = vec![0.0; model.paren.len()];
        let kandidaten = Kandidaten::new(&staat, &prijs);
        let polijst = Polijst {
            kandidaten: &kandidaten,
            prijs: &prijs,
            gewichten: gewichten(&model, 10.0),
            threads: 1,
            tot: Instant::now() + Duration::from_secs(30),
            gestopt: &|| false,
        };
        let before = *staat.tuple();
        polijst.polijst(&mut staat);
        assert!(*staat.tuple() < before, "trekking {seed}");
        // Reckoned again from nothing, the plan costs the same.
        let mut again = Staat::new(&model, &rijen);
        herstel(&mut again, &staat.oplossing());
        assert_eq!(again.tuple(), staat.tuple(), "trekking {seed}");
        let limits = Limits { werk: Some(100_000), tijd: None, threads: 2 };
        let whole = solve_gewogen(&problem, &limits, &Niemand).unwrap();
        let schaal = model.schaal[0] as f64;
        let constant: f64 = (strict.constanten.iter().zip(&feiten.beleid().tiers))
            .map(|(value, tier)| value.to_f64() * rato::matching::formulation::gewogen::gewicht(*tier) as f64)
            .sum();
        let own = staat.tuple()[0] as f64 / schaal + constant;
        // The model rounds thresholds to whole units, which the checker does not; a tenth fte costs 1,000.
        assert!(own <= whole.waarde.to_f64() + 1.0, "trekking {seed}: {own} and {}", whole.waarde.to_f64());
    }
}
