//! Why a whole import stops before anything is read. Errors of one row are an `Afwijzing`, not this.

/// The import cannot begin or go on; nothing of it may be kept.
#[derive(Debug, thiserror::Error)]
pub enum Importfout {
    /// The file cannot be opened.
    #[error(
        "{bestand} kan niet worden geopend ({oorzaak}). Herstel: controleer de naam en of u het bestand mag lezen."
    )]
    Openen {
        /// File.
        bestand: String,
        /// What the system said.
        oorzaak: String,
    },
    /// Reading broke off.
    #[error(
        "{bestand} kan niet worden gelezen ({oorzaak}). Herstel: het bestand is beschadigd of niet volledig; haal het opnieuw op."
    )]
    Lezen {
        /// File.
        bestand: String,
        /// What the system said.
        oorzaak: String,
    },
    /// No text at all: a spreadsheet, an archive, UTF-16.
    #[error("{bestand} is geen tekstbestand maar {soort}. Herstel: sla het op als CSV (UTF-8).")]
    GeenTekst {
        /// File.
        bestand: String,
        /// What it looks like.
        soort: &'static str,
    },
    /// It begins with a UTF-8 mark and then breaks that promise.
    #[error("{bestand} begint als UTF-8 maar bevat daarna andere tekens. Herstel: sla het opnieuw op als UTF-8.")]
    Codering {
        /// File.
        bestand: String,
    },
    /// A line no table has.
    #[error(
        "{bestand}, rij {rij} is langer dan {max} tekens; dat is geen tabel. Herstel: controleer of dit het goede bestand is."
    )]
    RegelTeLang {
        /// File.
        bestand: String,
        /// Row, from 1 with the header.
        rij: u64,
        /// Longest line, in bytes.
        max: u64,
    },
    /// Nothing in it.
    #[error("{bestand} is leeg. Herstel: haal het bestand opnieuw op.")]
    Leeg {
        /// File.
        bestand: String,
    },
    /// The header is none that we know.
    #[error("{}", kop_tekst(.bestand, .lijkt_op, .ontbreekt, .onverwacht, .bekend))]
    OnbekendeKop {
        /// File.
        bestand: String,
        /// The kind it comes nearest to, when it resembles any.
        lijkt_op: Option<&'static str>,
        /// Columns of that kind that are not there.
        ontbreekt: Vec<String>,
        /// Columns that kind does not have.
        onverwacht: Vec<String>,
        /// The kinds that are known.
        bekend: Vec<&'static str>,
    },
    /// The header is not that of the kind the caller named.
    #[error("{}", kolommen_tekst(.bestand, .ontbreekt, .onverwacht))]
    AndereKolommen {
        /// File.
        bestand: String,
        /// Columns that must be there and are not.
        ontbreekt: Vec<String>,
        /// Columns this kind does not have.
        onverwacht: Vec<String>,
    },
    /// A spreadsheet that cannot be read as one.
    #[error("{bestand} is niet te lezen als werkblad ({oorzaak}). Herstel: {herstel}.")]
    Werkblad {
        /// File.
        bestand: String,
        /// What is wrong.
        oorzaak: String,
        /// What to do.
        herstel: &'static str,
    },
    /// A column occurs twice, so that it is not clear which one counts.
    #[error("{bestand}: de kolom {kolom} staat er twee keer in. Herstel: laat er een weg.")]
    DubbeleKolom {
        /// File.
        bestand: String,
        /// Column.
        kolom: String,
    },
    /// A known kind, but for another command.
    #[error(
        "{bestand} is een bestand met {soort}; dat hoort bij `rato import {opdracht}`. Herstel: gebruik die opdracht."
    )]
    AndereOpdracht {
        /// File.
        bestand: String,
        /// Its kind.
        soort: &'static str,
        /// Where it belongs.
        opdracht: &'static str,
    },
    /// Two files of one kind.
    #[error("{eerste} en {tweede} zijn allebei een bestand met {soort}. Herstel: geef er een.")]
    DubbeleSoort {
        /// First file.
        eerste: String,
        /// Second file.
        tweede: String,
        /// Their kind.
        soort: &'static str,
    },
    /// A kind that cannot be missed.
    #[error("Er is geen bestand met {soort} bij. Herstel: geef dat bestand ook op.")]
    SoortOntbreekt {
        /// The kind.
        soort: &'static str,
    },
}

fn kop_tekst(
    bestand: &str,
    lijkt_op: &Option<&'static str>,
    ontbreekt: &[String],
    onverwacht: &[String],
    bekend: &[&'static str],
) -> String {
    let mut tekst = format!("De kopregel van {bestand} wordt niet herkend; er is niets gelezen.");
    if let Some(soort) = lijkt_op {
        tekst.push_str(&format!(" Het lijkt het meest op een bestand met {soort}."));
        if !ontbreekt.is_empty() {
            tekst.push_str(&format!(" Ontbrekende kolommen: {}.", ontbreekt.join(", ")));
        }
        if !onverwacht.is_empty() {
            tekst.push_str(&format!(" Onverwachte kolommen: {}.", onverwacht.join(", ")));
        }
    }
    tekst.push_str(&format!(
        " Bekend zijn bestanden met: {}. Herstel: gebruik het bestand zoals het is gepubliceerd, met de kopregel erbij.",
        bekend.join("; ")
    ));
    tekst
}

fn kolommen_tekst(bestand: &str, ontbreekt: &[String], onverwacht: &[String]) -> String {
    let mut tekst = format!("De kopregel van {bestand} klopt niet; er is niets gelezen.");
    if !ontbreekt.is_empty() {
        tekst.push_str(&format!(" Ontbrekende kolommen: {}.", ontbreekt.join(", ")));
    }
    if !onverwacht.is_empty() {
        tekst.push_str(&format!(" Onverwachte kolommen: {}.", onverwacht.join(", ")));
    }
    tekst.push_str(
        " Herstel: gebruik het sjabloon van deze soort: één kopregel, met elke kolom in een eigen cel (geen samengevoegde cellen).",
    );
    tekst
}

impl Importfout {
    /// What is wrong and what to do about it, apart.
    pub fn delen(&self) -> (String, String) {
        let tekst = self.to_string();
        match tekst.split_once(" Herstel: ") {
            Some((detail, herstel)) => (detail.to_owned(), herstel.to_owned()),
            None => (tekst, "Controleer het bestand.".to_owned()),
        }
    }
}
