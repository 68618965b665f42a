//! The letter as a page of its own: no scripts, nothing fetched, good on paper (A4) and with a screen reader.

use std::fmt::Write;

use crate::app::dossier::{Brief, Briefdeel};

const STYLE: &str = include_str!("brief.css");

/// The whole page.
pub fn page(brief: &Brief) -> String {
    let titel = escape(&brief.titel);
    let delen: String = brief.delen.iter().map(part).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{titel}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{titel}</h1>\n{delen}{}{}</main>\n</body>\n</html>\n",
        pairs("Woorden in deze brief", "woorden", &brief.woorden),
        pairs("Kenmerken", "kenmerken", &brief.kenmerken),
    )
}

fn part(deel: &Briefdeel) -> String {
    let mut text = format!("<section>\n<h2>{}</h2>\n", escape(&deel.kop));
    if !deel.zinnen.is_empty() {
        let zinnen: Vec<String> = deel.zinnen.iter().map(|zin| escape(zin)).collect();
        // A String takes everything that is written to it.
        let _ = writeln!(text, "<p>{}</p>", zinnen.join(" "));
    }
    if !deel.punten.is_empty() {
        let punten: String = deel.punten.iter().map(|punt| format!("<li>{}</li>\n", escape(punt))).collect();
        let _ = writeln!(text, "<ul>\n{punten}</ul>");
    }
    text + "</section>\n"
}

fn pairs(kop: &str, soort: &str, pairs: &[(String, String)]) -> String {
    if pairs.is_empty() {
        return String::new();
    }
    let one = |(name, value): &(String, String)| format!("<dt>{}</dt><dd>{}</dd>\n", escape(name), escape(value));
    let rows: String = pairs.iter().map(one).collect();
    format!("<section class=\"{soort}\">\n<h2>{kop}</h2>\n<dl>\n{rows}</dl>\n</section>\n")
}

fn escape(text: &str) -> String {
    kleef(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A number stays on one line with its unit: the space after a digit becomes one that does not break.
fn kleef(text: &str) -> String {
    let mut after_digit = false;
    let glue = |letter: char| {
        let glued = if letter == ' ' && after_digit { '\u{a0}' } else { letter };
        after_digit = letter.is_ascii_digit();
        glued
    };
    text.chars().map(glue).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_cannot_become_markup() {
        let brief = Brief {
            titel: "<b>School</b> & \"co\"".into(),
            delen: vec![Briefdeel {
                kop: "A".into(),
                zinnen: vec!["<script> van 0,6 fte".into()],
                punten: vec!["<img>".into()],
            }],
            woorden: vec![("<i>".into(), "x".into())],
            kenmerken: vec![],
        };
        let page = page(&brief);
        assert!(page.contains("&lt;b&gt;School&lt;/b&gt; &amp; &quot;co&quot;"), "{page}");
        assert!(page.contains("van 0,6\u{a0}fte"), "{page}");
        for wrong in ["<script", "<img", "<i>", "<b>", "Kenmerken"] {
            assert!(!page.contains(wrong), "{wrong}");
        }
    }
}
