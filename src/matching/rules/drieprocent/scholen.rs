//! What one school adds to the figures of its board in the 3%-regeling: formation, weighted pupils and outflow.

use super::super::getallen::{procent, stap};
use super::ID;
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::solidariteitsboek::{Schoolbijdrage, Stap};
use crate::matching::facts::Feiten;
use crate::matching::problem::ProblemSchool;

/// What the beleid says.
pub(super) struct Afspraak {
    pub(super) percentage: Breuk,
    pub(super) grondslag: String,
    alfa: Breuk,
    midden: i64,
    pub(super) uitstroom: Breuk,
    pub(super) drempel: Breuk,
}

impl Afspraak {
    pub(super) fn read(feiten: &Feiten) -> Result<Afspraak, OnvolledigBeleid> {
        let beleid = feiten.beleid();
        Ok(Afspraak {
            percentage: beleid.getal(ID, "percentage")?,
            grondslag: beleid.keuze(ID, "grondslag")?.to_owned(),
            alfa: beleid.getal(ID, "alfa")?,
            midden: beleid.geheel(ID, "weging-midden")?,
            uitstroom: beleid.getal(ID, "uitstroom")?,
            drempel: beleid.getal(ID, "drempel")?,
        })
    }
}

/// The figures of one school.
pub(super) struct Bijdrage {
    vestigingscode: Vestigingscode,
    pub(super) naam: String,
    beschikbaar: Fte,
    niet_inzetbaar: Fte,
    pub(super) geplaatst: Fte,
    pub(super) uitgeleend: Breuk,
    pub(super) leerlingen: i64,
    schoolweging: Option<Breuk>,
    factor: Breuk,
    pub(super) uitstroom: Breuk,
    /// How the outflow was filled in; absent: the school told it.
    geschat: Option<String>,
    /// Has it figures of its own? Else only plaatsingen stand there.
    gepeild: bool,
}

impl Bijdrage {
    /// Of a school with so much placed and lent.
    pub(super) fn new(school: &ProblemSchool, (geplaatst, uitgeleend): (Fte, Breuk), afspraak: &Afspraak) -> Bijdrage {
        let formatie = school.formatie.as_ref();
        let schoolweging = school.schoolweging_e2.map(|e2| Breuk::ratio(e2.into(), 100));
        let deviation = school.schoolweging_e2.map_or_else(Breuk::nul, |e2| {
            Breuk::ratio(i64::from(e2) - 100 * afspraak.midden, 100 * afspraak.midden)
        });
        let mut own = Bijdrage {
            vestigingscode: school.vestigingscode.clone(),
            naam: school.naam.clone(),
            beschikbaar: formatie.map_or(Fte::NUL, |formatie| formatie.beschikbaar_bevoegd_fte),
            niet_inzetbaar: formatie.map_or(Fte::NUL, |formatie| formatie.niet_inzetbaar_fte),
            geplaatst,
            uitgeleend,
            leerlingen: formatie.map_or(0, |formatie| formatie.leerlingen.into()),
            schoolweging,
            factor: Breuk::een() + &afspraak.alfa * &deviation,
            uitstroom: Breuk::nul(),
            geschat: None,
            gepeild: formatie.is_some(),
        };
        match formatie.and_then(|formatie| formatie.verwachte_uitstroom_fte) {
            Some(told) => own.uitstroom = told.breuk(),
            None => {
                own.uitstroom = &afspraak.uitstroom * &own.t();
                own.geschat = Some(procent(&afspraak.uitstroom));
            }
        }
        own
    }

    /// Staff of the board that can work, in fte.
    pub(super) fn eigen(&self) -> Fte {
        self.beschikbaar - self.niet_inzetbaar
    }

    /// Formation in fte.
    pub(super) fn t(&self) -> Breuk {
        &(self.eigen() + self.geplaatst).breuk() - &self.uitgeleend
    }

    /// Weighted pupils.
    pub(super) fn w(&self) -> Breuk {
        &Breuk::from(self.leerlingen) * &self.factor
    }

    /// Symbols of what was filled in.
    pub(super) fn aangevuld(&self) -> impl Iterator<Item = &'static str> {
        let weging = (self.gepeild && self.schoolweging.is_none()).then_some("factor");
        let uitstroom = (self.gepeild && self.geschat.is_some()).then_some("uitstroom");
        weging.into_iter().chain(uitstroom)
    }

    /// The same, to be read.
    pub(super) fn toon(&self) -> Schoolbijdrage {
        let fte = |symbool: &str, naam: &str, waarde: Breuk| stap(symbool, naam, waarde.tekst(2), &waarde, "fte");
        let mut stappen = vec![
            fte("beschikbaar", "bevoegd personeel van het bestuur", self.beschikbaar.breuk()),
            fte("niet-inzetbaar", "waarvan niet inzetbaar", self.niet_inzetbaar.breuk()),
            fte("geplaatst", "plaatsingen, netto actief op de peildatum", self.geplaatst.breuk()),
            fte("uitgeleend", "uitgeleend aan de pool, over het schooljaar", self.uitgeleend.clone()),
            self.stap_t(),
        ];
        let pupils = Breuk::from(self.leerlingen);
        stappen.push(stap("leerlingen", "leerlingen in de peiling", self.leerlingen.to_string(), &pupils, "leerlingen"));
        if let Some(weging) = &self.schoolweging {
            stappen.push(stap("schoolweging", "schoolweging (CBS)", weging.tekst(2), weging, "punten"));
        }
        let formula = match self.schoolweging.is_some() {
            true => format!("uit schoolweging en alfa: {}", self.factor.tekst(4)),
            false => "zonder schoolweging: 1".to_owned(),
        };
        stappen.push(stap("factor", "hoe zwaar een leerling telt", formula, &self.factor, "deel"));
        let w = self.w();
        let formula = format!("{} × {} = {}", self.leerlingen, self.factor.tekst(4), w.tekst(2));
        stappen.push(stap("W", "gewogen leerlingen", formula, &w, "leerlingen"));
        let formula = match &self.geschat {
            Some(percent) => format!("{} × {percent} = {}", self.t().tekst(2), self.uitstroom.tekst(2)),
            None => self.uitstroom.tekst(2),
        };
        stappen.push(stap("uitstroom", "verwacht vertrek", formula, &self.uitstroom, "fte"));
        Schoolbijdrage {
            vestigingscode: self.vestigingscode.clone(),
            naam: self.naam.clone(),
            stappen,
            aangevuld: self.aangevuld().map(str::to_owned).collect(),
        }
    }

    fn stap_t(&self) -> Stap {
        let (t, lent) = (self.t(), self.uitgeleend.tekst(2));
        let (has, not, placed) = (self.beschikbaar, self.niet_inzetbaar, self.geplaatst);
        let formula = format!("{has} − {not} + {placed} − {lent} = {}", t.tekst(2));
        stap("T", "formatie op de peildatum", formula, &t, "fte")
    }
}
