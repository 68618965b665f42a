//! Slot: the parts that every letter ends with: which rules held, how to object, and how to check.

use super::Vraag;
use super::brief::Briefdeel;
use super::taal::datum;
use crate::domain::beleid::Tier;

impl Vraag<'_> {
    /// Is it a proposal still, or decided?
    pub(super) fn stand(&self) -> &'static str {
        match self.herkomst.vastgesteld {
            true => "De regiocoördinator heeft dit besloten, na lezing van het plan.",
            false => "Dit is nog een voorstel. Er is niets besloten.",
        }
    }

    /// Which rules held, and what came before what.
    pub(super) fn regels(&self) -> Briefdeel {
        let mut deel = Briefdeel::new("Welke regels golden er?");
        match self.herkomst.regels_van {
            Some(dag) => deel.zin(format!("De regels zijn die van {}.", datum(dag))),
            None => deel.zin("De standaardregels golden; de regio heeft zelf geen andere gekozen."),
        }
        if let Some(besluit) = &self.herkomst.bestuursbesluit {
            deel.zin(format!("De schoolbesturen besloten daarover: {besluit}."));
        }
        deel.zin("Het plan kijkt naar deze doelen, in deze volgorde.");
        let tiers = self.feiten.beleid().tiers.iter();
        tiers.for_each(|tier| deel.punt(doel(*tier)));
        deel
    }

    /// How to check it, for who wants to.
    pub(super) fn controle(&self) -> Briefdeel {
        let mut deel = Briefdeel::new("Hoe kunt u dit controleren?");
        deel.zin("Onder deze brief staan de kenmerken van het plan.");
        deel.zin("Met de hash ziet u of de gegevens en het plan niet veranderd zijn.");
        deel.zin("Iedereen die het plan mag zien, kan het opnieuw laten uitrekenen.");
        deel.zin("De uitkomst is dan precies dezelfde.");
        deel
    }

    /// Name and value of everything a check begins with.
    pub(super) fn kenmerken(&self) -> Vec<(String, String)> {
        let (plan, from) = (self.plan, self.herkomst);
        let mut found = vec![
            ("Regio", from.regio.clone()),
            ("Datum van deze brief", datum(from.datum)),
            ("Matchronde", from.matchronde.clone()),
            ("Schooljaar", self.feiten.problem.schooljaar.to_string()),
            ("Peildatum van de gegevens", datum(self.feiten.problem.peildatum)),
            ("Hash van de gegevens", plan.problem_hash.clone()),
            ("Hash van het plan", from.plan_hash.clone()),
            ("Rekenprogramma", plan.engine_versie.clone()),
            ("Hash van het zaad", from.zaad_hash.clone()),
        ];
        found.extend(from.zaad.clone().map(|zaad| ("Zaad", zaad)));
        found.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// What a tier is about.
fn doel(tier: Tier) -> &'static str {
    match tier {
        Tier::HardeRegels => "Vaste regels worden niet gebroken.",
        Tier::Solidariteit => "Besturen met veel leraren krijgen er niet te veel bij.",
        Tier::TekortEerst => "Scholen met het grootste tekort gaan voor.",
        Tier::Zevenprocent => "Elk bestuur leidt genoeg zij-instromers op.",
        Tier::GevuldeFte => "Er blijft zo min mogelijk werk over.",
        Tier::Mensen => "Mensen reizen zo kort mogelijk en krijgen hun wens.",
        Tier::Loting => "Is dan nog alles gelijk, dan beslist het lot.",
    }
}
