//! From ingrepen to pins in the frozen question: what is asked, judged before anything is computed.

use uuid::Uuid;

use super::super::error::AppError;
use super::super::matchronde::{read_plan, read_problem};
use super::prijs;
use crate::domain::beleid::Beleid;
use crate::domain::fte::Fte;
use crate::domain::ingreep::{Ingreep, Ingreepsoort, Ingreepvraag};
use crate::domain::invoer::Invoerfout;
use crate::domain::matchronde::Matchronde;
use crate::domain::stored::Stored;
use crate::matching::plan::Plan;
use crate::matching::problem::{Pin, Pinsoort, Problem};
use crate::matching::validate::validate;
use crate::storage::connection::Conn;

/// What an ingreep comes to.
pub(super) struct Oordeel {
    /// As it is kept: what is pinned says how much.
    pub vraag: Ingreepvraag,
    /// Does the beleid want a second person for it?
    pub tweede_nodig: bool,
}

/// Errors in what is asked, together with all ingrepen before it; else what it comes to.
pub(super) fn judge(
    conn: &mut Conn,
    ronde: &Stored<Matchronde>,
    eerder: &[Stored<Ingreep>],
    vraag: Ingreepvraag,
) -> Result<Oordeel, AppError> {
    let problem = read_problem(conn, ronde)?;
    let plan = match eerder.last() {
        None => read_plan(conn, ronde)?,
        Some(last) => prijs::own_plan(conn, last)?,
    };
    let vraag = complete(vraag, &plan)?;
    let tweede_nodig = wants_second(&problem.beleid, vraag.soort)?;
    let at = format!("/pins/{}", eerder.len());
    let asked = Problem { pins: pins_en(eerder, &vraag), ..problem };
    validate(&asked).map_err(|fouten| fouten.into_iter().map(|fout| at_field(fout, &at)).collect::<Vec<_>>())?;
    Ok(Oordeel { vraag, tweede_nodig })
}

/// The pins of these ingrepen.
pub(super) fn pins(ingrepen: &[Stored<Ingreep>]) -> Vec<Pin> {
    ingrepen.iter().map(|ingreep| pin(&ingreep.noun.vraag)).collect()
}

/// The pins of these ingrepen and of one more.
pub(super) fn pins_en(eerder: &[Stored<Ingreep>], laatste: &Ingreepvraag) -> Vec<Pin> {
    let mut found = pins(eerder);
    found.push(pin(laatste));
    found
}

/// What is pinned is what stands in the plan.
fn complete(vraag: Ingreepvraag, plan: &Plan) -> Result<Ingreepvraag, Invoerfout> {
    let vraag = Ingreepvraag { motivering: vraag.motivering.trim().to_owned(), ..vraag };
    if vraag.soort != Ingreepsoort::Vastzetten {
        return Ok(vraag);
    }
    let regiodocent = vraag.regiodocent_id.to_string();
    let own = plan.plaatsingen.iter().filter(|line| line.regiodocent == regiodocent);
    let here = own.filter(|line| Some(&line.vestigingscode) == vraag.vestigingscode.as_ref());
    let fte: Fte = here.map(|line| line.fte()).sum();
    if fte > Fte::NUL {
        return Ok(Ingreepvraag { fte: Some(fte), ..vraag });
    }
    let detail = "het plan zegt niets over deze regiodocent op deze school";
    let herstel = "Kies een regel uit /resultaat, of kies de soort 'plaatsen'.";
    Err(Invoerfout::new("/vestigingscode", "niet-in-plan", detail, herstel))
}

fn pin(vraag: &Ingreepvraag) -> Pin {
    let soort = match vraag.soort {
        Ingreepsoort::Vastzetten | Ingreepsoort::Plaatsen => Pinsoort::Vastzetten,
        Ingreepsoort::Verbieden => Pinsoort::Verbieden,
    };
    Pin {
        regiodocent: vraag.regiodocent_id.to_string(),
        vestigingscode: vraag.vestigingscode.clone(),
        vacature: vraag.vacature_id.as_ref().map(Uuid::to_string),
        soort,
        fte: vraag.fte,
    }
}

/// Does the beleid mark this kind of ingreep for a second person?
fn wants_second(beleid: &Beleid, soort: Ingreepsoort) -> Result<bool, AppError> {
    let marked = beleid.keuze_of_standaard("ingreep", "tweede-persoon").map_err(AppError::Intern)?;
    Ok(match marked.as_str() {
        "nooit" => false,
        "altijd" => true,
        _ => soort == Ingreepsoort::Plaatsen,
    })
}

/// An error of the pin becomes an error of the field that the caller sent.
fn at_field(fout: Invoerfout, at: &str) -> Invoerfout {
    let pointer = match fout.pointer.strip_prefix(at) {
        Some(field) => field.to_owned(),
        None => String::new(),
    };
    Invoerfout { pointer, ..fout }
}
