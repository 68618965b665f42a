//! A whole year of a region, over HTTP, with the real solver: from the first formatie to the books of the next schooljaar.
//! Every figure at the end is a constant that was reckoned by hand; the comments show how. docs/JAAR.md tells the same story.
//!
//! Six boards with one school each, 600 pupils each and no schoolweging, so that everybody has the same norm.
//!
//! | board | has | needs | leaves | classes | own first-years | asks |
//! | ----- | --- | ----- | ------ | ------- | --------------- | ---- |
//! | 41001 | 66  | 70    | 4.5    | 36      | 1               | 2    |
//! | 41002 | 54  | 58    | -      | 33      | 0               | 3    |
//! | 41003 | 42  | 44    | 0      | 30      | 0               | 1    |
//! | 41004 | 30  | 44    | -      | 27      | 0               | 13   |
//! | 41005 | 24  | 38    | -      | 24      | 0               | 13   |
//! | 41006 | 18  | 34    | -      | 30      | 0               | 14   |

mod bestanden;
mod boek;
mod geld;
mod verhaal;
mod wereld;

use wereld::Jaar;

#[actix_web::test]
async fn a_whole_year_adds_up_to_what_was_reckoned_by_hand() {
    let mut jaar = Jaar::begin().await;
    jaar.stamdata().await;
    jaar.pool().await;
    jaar.vacatures().await;
    jaar.beleid().await;
    jaar.eerste_ronde().await;
    jaar.verhuizing().await;
    jaar.akkoorden().await;
    jaar.drieprocent_in_mei().await;
    jaar.zevenprocent_in_mei().await;
    jaar.boven_formatie_wordt_netto().await;
    jaar.doorbelasting_in_september().await;
    jaar.vertrek_en_nieuwe_ronde().await;
    jaar.kwartaalcijfers().await;
    jaar.doorbelasting_in_december().await;
    jaar.overdracht().await;
    jaar.drieprocent_aan_het_eind().await;
    jaar.volgend_jaar().await;
    jaar.auditor().await;
}
