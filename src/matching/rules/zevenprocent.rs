//! # 7%-regeling
//!
//! ## In gewone taal
//! Elk bestuur leidt zij-instromers op: in 7 % van alle groepen staat een eerstejaars. Niemand kan een halve persoon
//! aannemen, dus wordt afgerond, en wat dat dit jaar scheelt, wordt volgend jaar verrekend.
//!
//! ## Bron
//! Regeling Amsterdam (BBO 2021-2022): 7 % van alle groepen heeft een eerstejaars zij-instromer (evaluatie); elk bestuur
//! neemt 7 % op (advies).
//!
//! ## Keuzes
//! - Per bestuur en per sector: q = 7 % × grondslag (groepen, personen of fte); eis = q + saldo. Het saldo verrekent alleen
//!   afronding, nooit prestaties.
//! - Na de eerste matchronde van een schooljaar geldt het quotum dat toen is vastgelegd (het solidariteitsboek).
//! - Afronding `grootste-rest`: ieder begint met max(0; ⌊eis⌋); het totaal is het grootste van de som daarvan en de afgeronde
//!   som van de eisen; de rest gaat naar de grootste rest van een eis die niet negatief is, bij gelijke rest naar het laagste
//!   lot. Of `naar-boven`, `naar-beneden`, `afronden` (half naar boven), elk minstens 0.
//! - Geteld: eigen eerstejaars van de peiling en geplaatste eerstejaars, in personen. De waarde is het totale gemis.
//! - Voorrang: is dat totaal van twee plannen gelijk, dan gaat het plan voor waarin de besturen die naar verhouding het
//!   meest missen minder missen. Van een bestuur met quotum q dat s personen mist, telt 1/q + 2/q + … + s/q = s(s+1) / 2q; de
//!   laagste som over alle besturen gaat voor. Eén persoon is zo s/q waard: het grootste gemis naar verhouding komt eerst aan de
//!   beurt. Dit beslist direct na de trap zevenprocent, dus na alles wat daarboven staat en voor alles wat daaronder staat, en
//!   krijgt geen bewezen grens. Ook bij `hard`: anders koos het welke harde regel wijkt als niet alle kunnen. Bij `rapport`
//!   en `uit` telt het niet.
//! - Wie na de peiling en in dit schooljaar naar het bestuur overging (overdracht), staat daar nog voor de groep en telt als
//!   eigen eerstejaars. Wie stopte, telt niet: die groep heeft geen eerstejaars meer, en het quotum vraagt er weer een.
//! - Een school zonder het gevraagde getal telt 0 in de grondslag en wordt genoemd.

mod formulering;
mod quota;
mod uitleg;
pub mod voorrang;

use super::per_bestuur::per_trap;
use super::{ALLE_MODI, ParameterInfo, Regelsoort, Rule, RuleInfo, Vorm};
use crate::domain::beleid::{Modus, OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::domain::solidariteitsboek::Schoolbijdrage;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::plan::{Bevinding, Stand, VoorgesteldePlaatsing};
use crate::matching::problem::{Norm, Onderwerp};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "zevenprocent",
            titel: "7%-regeling",
            soort: Regelsoort::Solidariteit,
            modi: ALLE_MODI,
            bron: "Regeling Amsterdam (BBO 2021-2022): 7 % van alle groepen heeft een eerstejaars zij-instromer",
            parameters: PARAMETERS,
            weigert: false,
        }
    }

    fn norm(&self, feiten: &Feiten) -> Result<Vec<Norm>, OnvolledigBeleid> {
        if feiten.beleid().modus("zevenprocent") == Modus::Uit {
            return Ok(Vec::new());
        }
        uitleg::norms(feiten)
    }

    fn bijdragen(&self, feiten: &Feiten) -> Result<Vec<Schoolbijdrage>, OnvolledigBeleid> {
        uitleg::bijdragen(feiten)
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        formulering::formulate(feiten, model)
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let modus = feiten.beleid().modus("zevenprocent");
        if modus == Modus::Uit {
            return Ok(Vec::new());
        }
        let info = self.info();
        let finding = |board: quota::Telling| {
            let tekst = format!(
                "Het bestuur heeft in sector {} {} eerstejaars zij-instromers; het quotum is {}.",
                board.sector, board.geteld, board.quotum
            );
            let size = Breuk::from(board.gemis());
            let modus = feiten.modus_voor("zevenprocent", &board.bestuur, board.sector);
            let subject = Onderwerp::Schoolbestuur(board.bestuur);
            info.bevinding(modus, modus != Modus::Rapport, subject, size, "personen", tekst)
        };
        let boards = quota::tellingen(feiten, plan)?;
        Ok(boards.into_iter().filter(|board| board.gemis() > 0).map(finding).collect())
    }

    fn standen(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Stand>, OnvolledigBeleid> {
        if feiten.beleid().modus("zevenprocent") == Modus::Uit {
            return Ok(Vec::new());
        }
        let stand = |board: quota::Telling| Stand {
            regel: "zevenprocent".into(),
            onderwerp: Onderwerp::Schoolbestuur(board.bestuur),
            sector: Some(board.sector),
            norm: Some(Breuk::from(board.quotum)),
            waarde: Breuk::from(board.geteld),
            eenheid: "personen".into(),
        };
        Ok(quota::tellingen(feiten, plan)?.into_iter().map(stand).collect())
    }

    fn voorrang(
        &self,
        feiten: &Feiten,
        plan: &[VoorgesteldePlaatsing],
    ) -> Result<Option<(Tier, Breuk)>, OnvolledigBeleid> {
        if matches!(feiten.beleid().modus("zevenprocent"), Modus::Uit | Modus::Rapport) {
            return Ok(None);
        }
        let boards = quota::tellingen(feiten, plan)?;
        let total = boards.iter().map(|one| voorrang::weging(one.quotum, one.gemis())).sum();
        Ok(Some((Tier::Zevenprocent, total)))
    }

    fn tier_values(
        &self,
        feiten: &Feiten,
        plan: &[VoorgesteldePlaatsing],
    ) -> Result<Vec<(Tier, Breuk)>, OnvolledigBeleid> {
        if matches!(feiten.beleid().modus("zevenprocent"), Modus::Uit | Modus::Rapport) {
            return Ok(Vec::new());
        }
        let boards = quota::tellingen(feiten, plan)?.into_iter();
        let short = |one: quota::Telling| {
            (feiten.modus_voor("zevenprocent", &one.bestuur, one.sector), Breuk::from(one.gemis()))
        };
        Ok(per_trap(Tier::Zevenprocent, boards.map(short)))
    }
}

const PARAMETERS: &[ParameterInfo] = &[
    ParameterInfo {
        naam: "percentage",
        vorm: Vorm::Getal(0, 1),
        uitleg: "Deel van de grondslag waarin een eerstejaars zij-instromer staat.",
    },
    ParameterInfo {
        naam: "grondslag",
        vorm: Vorm::Keuze(&["groepen", "personen", "fte"]),
        uitleg: "Waarvan het percentage wordt genomen: groepen, leraren in personen of bevoegde fte.",
    },
    ParameterInfo {
        naam: "afronding",
        vorm: Vorm::Keuze(&["grootste-rest", "naar-boven", "naar-beneden", "afronden"]),
        uitleg: "Hoe een eis een heel aantal personen wordt.",
    },
];
