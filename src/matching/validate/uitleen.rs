//! Errors in detacheringen: what was agreed, and schools that lend more than they have.

use std::collections::HashSet;

use super::{period, reference};
use crate::domain::fte::Fte;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::kenmerk::Vestigingscode;
use crate::matching::dagverloop::piek;
use crate::matching::problem::{Problem, ProblemContract, ProblemRegiodocent};

/// Remembers every error in what one person and the home school agreed.
pub(super) fn check(
    invoer: &mut Invoer,
    pointer: &str,
    docent: &ProblemRegiodocent,
    scholen: &HashSet<&Vestigingscode>,
) {
    let Some(loan) = &docent.detachering else { return };
    let here = format!("{pointer}/detachering");
    let school = &loan.vestigingscode;
    reference(invoer, &format!("{here}/vestigingscode"), "school", school.as_str(), scholen.contains(school));
    period(invoer, &format!("{here}/periode"), &loan.periode);
    let Some(end) = loan.periode.tot_en_met else {
        let detail = "een detachering heeft een laatste dag";
        let at = format!("{here}/periode/totEnMet");
        return invoer.fout(Invoerfout::new(&at, "einde-ontbreekt", detail, "Geef de laatste dag van de uitleen."));
    };
    invoer.eis(loan.ingestemd_op <= loan.periode.van, || {
        let detail = format!("ingestemd op {}, maar de uitleen begint op {}", loan.ingestemd_op, loan.periode.van);
        let repair = "Niemand wordt uitgeleend zonder vooraf in te stemmen; verbeter een van de twee dagen.";
        Invoerfout::new(&format!("{here}/ingestemdOp"), "instemming-te-laat", detail, repair)
    });
    invoer.eis(end <= loan.terugkeergarantie_tot, || {
        let detail = format!("de garantie eindigt op {}, voor het einde van de uitleen", loan.terugkeergarantie_tot);
        let repair = "Laat de terugkeergarantie minstens tot het einde van de uitleen lopen.";
        Invoerfout::new(&format!("{here}/terugkeergarantieTot"), "garantie-te-kort", detail, repair)
    });
    for (at, _) in docent.contracten.iter().enumerate().filter(|(_, one)| !loan.periode.omvat(&one.periode)) {
        let detail = "dit contract loopt buiten de dagen van de uitleen";
        let repair = "Een uitgeleende regiodocent heeft hier alleen de fte en de dagen die zijn uitgeleend.";
        invoer.fout(Invoerfout::new(&format!("{pointer}/contracten/{at}/periode"), "buiten-uitleen", detail, repair));
    }
}

/// A school never lends more than it has, on any day.
pub(super) fn check_scholen(invoer: &mut Invoer, problem: &Problem) {
    for (at, school) in problem.scholen.iter().enumerate() {
        let loans = problem.regiodocenten.iter().filter_map(|docent| Some((docent, docent.detachering.as_ref()?)));
        let here = loans.filter(|(_, loan)| loan.vestigingscode == school.vestigingscode);
        let pieces = here.flat_map(|(docent, loan)| {
            let inside = |one: &ProblemContract| Some((one.periode.doorsnede(&loan.periode)?, one.werktijdfactor.e4()));
            docent.contracten.iter().filter_map(inside)
        });
        let lent = Fte::from_e4(piek(pieces).map_or(0, |top| top.totaal));
        let own =
            school.formatie.as_ref().map(|formatie| formatie.beschikbaar_bevoegd_fte - formatie.niet_inzetbaar_fte);
        let own = own.unwrap_or_default();
        invoer.eis(lent == Fte::NUL || lent <= own, || {
            let detail = format!("school {} leent {lent} fte uit en heeft {own} fte inzetbaar", school.vestigingscode);
            let pointer = format!("/scholen/{at}/formatie/beschikbaarBevoegdFte");
            let repair = "Wie is uitgeleend, telt mee in beschikbaar; verbeter de peiling of de detacheringen.";
            Invoerfout::new(&pointer, "meer-uitgeleend-dan-er-is", detail, repair)
        });
    }
}
