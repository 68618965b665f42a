//! The summary as text for a terminal, in Dutch.

use std::fmt;

use super::samenvatting::{Samenvatting, Voorbeeld, Zwaarste};
use crate::domain::breuk::Breuk;

impl fmt::Display for Samenvatting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        figures(self, f)?;
        tiers(self, f)?;
        drieprocent(self, f)?;
        zevenprocent(self, f)?;
        self.voorbeelden.iter().try_for_each(|voorbeeld| example(voorbeeld, f))
    }
}

/// A share of 1 as a percentage with one decimal.
fn procent(share: &Breuk) -> String {
    format!("{} %", (share * &Breuk::from(100)).tekst(1))
}

fn figures(s: &Samenvatting, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "Matchronde {} voor schooljaar {} (uitkomst: {})\n", s.matchronde, s.schooljaar, s.plan_status)?;
    writeln!(f, "  {} schoolbesturen, {} scholen, {} vacatures", s.schoolbesturen, s.scholen, s.vacatures)?;
    writeln!(f, "  {} van {} regiodocenten geplaatst", s.geplaatst, s.regiodocenten)?;
    write!(f, "  gevuld: {} fte netto", s.gevuld_netto_fte.tekst(1))?;
    match s.lp_netto_fte.as_ref().and_then(|lp| s.gevuld_netto_fte.gedeeld_door(lp)) {
        Some(share) => writeln!(f, " ({} van wat met deelbare mensen kan)", procent(&share))?,
        None => writeln!(f)?,
    }
    writeln!(f, "  tekort: {} fte ervoor, {} fte erna", s.tekort_voor.tekst(1), s.tekort_na.tekst(1))?;
    let school = |label: &str, school: &Option<Zwaarste>, f: &mut fmt::Formatter<'_>| match school {
        Some(school) => writeln!(f, "  grootste tekort {label}: {} ({})", school.school, procent(&school.aandeel)),
        None => Ok(()),
    };
    school("ervoor", &s.zwaarste_voor, f)?;
    school("erna", &s.zwaarste_na, f)
}

fn tiers(s: &Samenvatting, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "\nTrappen, de ene strikt voor de andere (lager is beter)\n")?;
    writeln!(f, "  {:<16}{:>14}{:>18}  eenheid", "trap", "waarde", "bewezen grens")?;
    for trap in &s.tiers {
        let grens = trap.grens.as_ref().map_or_else(|| "-".to_owned(), |grens| grens.tekst(2));
        writeln!(f, "  {:<16}{:>14}{:>18}  {}", trap.tier, trap.waarde.tekst(2), grens, trap.eenheid)?;
    }
    Ok(())
}

fn drieprocent(s: &Samenvatting, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "\n3%-regeling (fte): wie meer heeft dan de norm, krijgt er minder bij\n")?;
    writeln!(f, "  {:<26}{:>10}{:>10}{:>12}{:>10}", "schoolbestuur", "heeft", "norm", "ruimte", "erbij")?;
    for line in &s.drieprocent {
        let ruimte = line.ruimte.as_ref().map_or_else(|| "vrij".to_owned(), |ruimte| ruimte.tekst(2));
        let (has, norm, new) = (line.formatie.tekst(2), line.norm.tekst(2), line.erbij.tekst(2));
        writeln!(f, "  {:<26}{has:>10}{norm:>10}{ruimte:>12}{new:>10}", line.schoolbestuur)?;
    }
    Ok(())
}

fn zevenprocent(s: &Samenvatting, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "\n7%-regeling (personen): eerstejaars zij-instromers\n")?;
    writeln!(f, "  {:<26}{:>10}{:>10}", "schoolbestuur", "quotum", "heeft")?;
    for line in &s.zevenprocent {
        let (quotum, has) = (line.quotum.tekst(0), line.geteld.tekst(0));
        writeln!(f, "  {:<26}{quotum:>10}{has:>10}", line.schoolbestuur)?;
    }
    Ok(())
}

fn example(voorbeeld: &Voorbeeld, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    writeln!(f, "\n{}\n", voorbeeld.vraag)?;
    for stap in &voorbeeld.stappen {
        writeln!(f, "  {stap}")?;
    }
    writeln!(f, "  → {}", voorbeeld.conclusie)
}
