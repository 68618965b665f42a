//! The price of fairness as a picture: two panels over the spread, one for filled fte and one for the journey. Plain SVG with
//! a title, a description for who cannot see it, and a unit at every axis. What is drawn is rounded; the JSON is exact.

use std::fmt::Write;

use crate::app::onderzoek::{FrontAntwoord, Frontpunt};
use crate::domain::breuk::Breuk;

const BREED: f64 = 720.0;
const HOOG: f64 = 640.0;
const LINKS: f64 = 84.0;
const RECHTS: f64 = 24.0;
const PANEEL: f64 = 220.0;

/// A panel: what is up, in which unit, and of which point how much.
struct Paneel {
    top: f64,
    titel: &'static str,
    waarde: fn(&Frontpunt) -> Option<f64>,
}

/// The picture.
pub fn front_svg(front: &FrontAntwoord) -> String {
    let desc = escape(&front.zinnen.join(" "));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {BREED} {HOOG}\" role=\"img\" aria-labelledby=\"titel uitleg\" \
         font-family=\"Arial, sans-serif\" font-size=\"13\" fill=\"#1a1a1a\">\n\
         <title id=\"titel\">De prijs van eerlijk verdelen</title>\n<desc id=\"uitleg\">{desc}</desc>\n\
         <rect width=\"{BREED}\" height=\"{HOOG}\" fill=\"#ffffff\"/>\n\
         <text x=\"{LINKS}\" y=\"28\" font-size=\"17\" font-weight=\"bold\">De prijs van eerlijk verdelen</text>\n"
    );
    let spread = |point: &Frontpunt| Some(percent(&point.cijfers.spreiding));
    let x = As::new(&front.punten, spread, LINKS, BREED - RECHTS);
    for paneel in [
        Paneel { top: 56.0, titel: "Gevuld (fte)", waarde: |point| Some(point.cijfers.gevuld_fte.to_f64()) },
        Paneel {
            top: 56.0 + PANEEL + 44.0,
            titel: "Gemiddelde reis (minuten, enkele reis)",
            waarde: |point| Some(point.cijfers.reis_minuten.as_ref()?.to_f64()),
        },
    ] {
        draw(&mut svg, &front.punten, &paneel, &x);
    }
    let middle = (LINKS + BREED - RECHTS) / 2.0;
    let below = HOOG - 18.0;
    add(
        &mut svg,
        &format!(
            "<text x=\"{middle:.1}\" y=\"{below:.1}\" text-anchor=\"middle\">Spreiding van het tekort over de scholen (procentpunt); links is eerlijker</text>\n</svg>\n"
        ),
    );
    svg
}

/// From a value to a place on the paper.
struct As {
    laag: f64,
    hoog: f64,
    van: f64,
    tot: f64,
}

impl As {
    fn new(punten: &[Frontpunt], waarde: impl Fn(&Frontpunt) -> Option<f64>, van: f64, tot: f64) -> As {
        let values: Vec<f64> = punten.iter().filter_map(waarde).collect();
        let (laag, hoog) =
            values.iter().fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(*value), high.max(*value)));
        // Equal values still need a width, and points do not lie on the edge.
        let rim = if hoog > laag { (hoog - laag) * 0.06 } else { 0.5 };
        match values.is_empty() {
            true => As { laag: 0.0, hoog: 1.0, van, tot },
            false => As { laag: laag - rim, hoog: hoog + rim, van, tot },
        }
    }

    fn plek(&self, waarde: f64) -> f64 {
        self.van + (waarde - self.laag) / (self.hoog - self.laag) * (self.tot - self.van)
    }

    /// Five marks from low to high.
    fn streepjes(&self) -> impl Iterator<Item = f64> {
        let (low, step) = (self.laag, (self.hoog - self.laag) / 4.0);
        (0..5).map(move |at| low + step * f64::from(at))
    }
}

fn draw(svg: &mut String, punten: &[Frontpunt], paneel: &Paneel, x: &As) {
    let (top, bottom) = (paneel.top, paneel.top + PANEEL);
    let y = As::new(punten, paneel.waarde, bottom, top + 18.0);
    let right = BREED - RECHTS;
    add(svg, &format!("<text x=\"{LINKS}\" y=\"{:.1}\" font-weight=\"bold\">{}</text>\n", top + 6.0, paneel.titel));
    for mark in y.streepjes() {
        let at = y.plek(mark);
        add(
            svg,
            &format!(
                "<line x1=\"{LINKS}\" y1=\"{at:.1}\" x2=\"{right:.1}\" y2=\"{at:.1}\" stroke=\"#d9dee4\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\n",
                LINKS - 8.0,
                at + 4.0,
                nummer(mark)
            ),
        );
    }
    for mark in x.streepjes() {
        let at = x.plek(mark);
        add(
            svg,
            &format!("<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n", bottom + 20.0, nummer(mark)),
        );
    }
    add(
        svg,
        &format!(
            "<path d=\"M{LINKS} {:.1} V{bottom:.1} H{right:.1}\" fill=\"none\" stroke=\"#5a6673\"/>\n",
            top + 18.0
        ),
    );
    let places: Vec<(f64, f64, &Frontpunt)> = punten
        .iter()
        .filter_map(|point| Some((x.plek(percent(&point.cijfers.spreiding)), y.plek((paneel.waarde)(point)?), point)))
        .collect();
    let line: Vec<String> = places.iter().map(|(x, y, _)| format!("{x:.1},{y:.1}")).collect();
    add(
        svg,
        &format!("<polyline points=\"{}\" fill=\"none\" stroke=\"#10559a\" stroke-width=\"1.5\"/>\n", line.join(" ")),
    );
    for (x, y, point) in places {
        let fill = if point.overtroffen { "#ffffff" } else { "#10559a" };
        let zwaarte = point.zwaarte.tekst(2);
        add(
            svg,
            &format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{fill}\" stroke=\"#10559a\"><title>gewicht {zwaarte}</title></circle>\n"
            ),
        );
        if point.zwaarte == Breuk::een() {
            add(svg, &format!("<text x=\"{:.1}\" y=\"{:.1}\">beleid</text>\n", x + 7.0, y - 7.0));
        }
    }
}

fn percent(share: &Breuk) -> f64 {
    share.to_f64() * 100.0
}

/// Dutch, with as many decimals as a mark needs.
fn nummer(value: f64) -> String {
    let text = if value.abs() >= 100.0 { format!("{value:.1}") } else { format!("{value:.2}") };
    text.replace('.', ",")
}

fn add(svg: &mut String, text: &str) {
    // A String takes everything that is written to it.
    let _ = svg.write_str(text);
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
