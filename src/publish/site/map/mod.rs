//! The map of the places, drawn when the site is built.

mod draw;
mod land;
mod projection;

pub use land::LAND_CREDIT;

use super::super::escape;
use super::super::tei::NameKind;
use super::entities::Row;
use super::{Page, Site};
use draw::{Frame, number};
use minijinja::{Value, context};
use std::fmt::Write as _;

/// How many places are drawn, those named most often first.
const PLACES: usize = 400;
/// How many of them get their name written beside them, where there is room.
const LABELS: usize = 60;
/// How many places without coordinates are listed.
const MISSING: usize = 250;
/// Kinds of places that are too large for a dot.
const WIDE: &[&str] = &[
    "country",
    "region",
    "historical-region",
    "historical-state",
    "state",
    "province",
    "continent",
    "sea",
    "ocean",
    "river",
    "territory",
    "empire",
];

/// A place in the drawing.
struct Dot<'a> {
    entity: usize,
    name: &'a str,
    x: f64,
    y: f64,
    radius: f64,
    count: usize,
    wide: bool,
}

impl Site<'_> {
    pub(super) fn write_map(&self) -> anyhow::Result<()> {
        let all = self.volume.entities.all();
        let mut found: Vec<(usize, (f64, f64))> = Vec::new();
        let mut missing: Vec<usize> = Vec::new();
        for (at, (kind, entity)) in all.iter().enumerate() {
            match entity.coordinates {
                Some(coordinates) => found.push((at, coordinates)),
                None if *kind == NameKind::Place => missing.push(at),
                None => {}
            }
        }
        if found.is_empty() {
            return Ok(());
        }
        let count = |at: usize| self.volume.mentions[at].len();
        found.sort_by_key(|&(at, _)| (std::cmp::Reverse(count(at)), at));
        found.truncate(PLACES);
        missing.retain(|&at| count(at) > 0);
        missing.sort_by_key(|&at| (std::cmp::Reverse(count(at)), at));
        missing.truncate(MISSING);
        let missing: Vec<Row> = missing.into_iter().map(|at| self.entity_row(at)).collect();
        let page = Page {
            path: "map.html",
            template: "map.html",
            section: "map",
            title: self.words.get("map"),
        };
        let values = context! {
            svg => Value::from_safe_string(self.draw(&found)),
            missing => missing,
        };
        self.write_page(page, values)
    }

    fn draw(&self, found: &[(usize, (f64, f64))]) -> String {
        let places: Vec<(f64, f64)> = found.iter().map(|&(_, (lat, lon))| (lon, lat)).collect();
        let frame = Frame::around(&places);
        let most = found.first().map_or(1, |&(at, _)| self.volume.mentions[at].len()).max(1);
        let dots: Vec<Dot> = found
            .iter()
            .map(|&(entity, (lat, lon))| {
                let (x, y) = frame.place(lon, lat);
                let entry = &self.volume.entities.all()[entity].1;
                let count = self.volume.mentions[entity].len();
                let radius = 3.0 + 11.0 * (count as f64 / most as f64).sqrt();
                let wide = entry.sort.as_deref().is_some_and(|sort| WIDE.contains(&sort));
                Dot { entity, name: &entry.name, x, y, radius, count, wide }
            })
            .collect();
        let mut svg = String::new();
        let label = self.words.fill("map_label", &[&dots.len().to_string()]);
        let _ = write!(
            svg,
            "<svg viewBox=\"0 0 {} {}\" role=\"group\" aria-label=\"{}\">\n\
             <path class=\"grid\" d=\"{}\"/>\n<path class=\"land\" d=\"{}\"/>\n",
            number(frame.width),
            number(frame.height),
            escape::text(&label),
            frame.grid(),
            frame.land(),
        );
        for dot in &dots {
            self.dot(dot, &mut svg);
        }
        labels(&dots, (frame.width, frame.height), &mut svg);
        svg.push_str("</svg>");
        svg
    }

    fn dot(&self, dot: &Dot<'_>, svg: &mut String) {
        let mentions = self.words.count(dot.count, "mention_one", "mention_count");
        let title = escape::text(&format!("{}: {mentions}", dot.name));
        let _ = writeln!(
            svg,
            "<a href=\"{}\" aria-label=\"{title}\"><circle{} cx=\"{}\" cy=\"{}\" r=\"{}\">\
             <title>{title}</title></circle></a>",
            escape::path(&self.volume.entity_page(dot.entity)),
            if dot.wide { " class=\"wide\"" } else { "" },
            number(dot.x),
            number(dot.y),
            number(dot.radius),
        );
    }
}

/// Writes the names of the places named most often, where they do not run into each other.
fn labels(dots: &[Dot<'_>], size: (f64, f64), svg: &mut String) {
    const HEIGHT: f64 = 15.0;
    const LETTER: f64 = 6.9;
    let mut taken: Vec<Label> = Vec::new();
    for dot in dots.iter().take(LABELS) {
        let name = dot.name.split(['(', ',', '/']).next().unwrap_or_default().trim();
        let long = name.chars().count() as f64 * LETTER;
        let beside = |x: f64, y: f64| Label { x, y: y - HEIGHT / 2.0, long, high: HEIGHT };
        let away = dot.radius + 4.0;
        let below = away + HEIGHT / 2.0 - 2.0;
        let places = [
            (beside(dot.x + away, dot.y), "start"),
            (beside(dot.x - away - long, dot.y), "end"),
            (beside(dot.x - long / 2.0, dot.y + below), "middle"),
            (beside(dot.x - long / 2.0, dot.y - below), "middle"),
        ];
        let free = places.into_iter().find(|(label, _)| {
            label.x > 0.0
                && label.x + long < size.0
                && label.y > 0.0
                && label.y + HEIGHT < size.1
                && !taken.iter().any(|other| label.meets(other))
                && !dots.iter().any(|other| label.covers(other))
        });
        let Some((label, side)) = free else { continue };
        let at = match side {
            "start" => label.x,
            "end" => label.x + long,
            _ => dot.x,
        };
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{side}\" aria-hidden=\"true\">{}</text>",
            number(at),
            number(label.y + HEIGHT / 2.0 + 4.5),
            escape::text(name)
        );
        taken.push(label);
    }
}

/// The frame of a name in the drawing, from its upper left corner.
struct Label {
    x: f64,
    y: f64,
    long: f64,
    high: f64,
}

impl Label {
    fn meets(&self, other: &Self) -> bool {
        self.x < other.x + other.long
            && other.x < self.x + self.long
            && self.y < other.y + other.high
            && other.y < self.y + self.high
    }

    /// Whether it runs into a circle.
    fn covers(&self, dot: &Dot<'_>) -> bool {
        let x = dot.x.clamp(self.x, self.x + self.long);
        let y = dot.y.clamp(self.y, self.y + self.high);
        f64::hypot(dot.x - x, dot.y - y) < dot.radius + 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_clear_of_circles_and_of_each_other() {
        let dot = |name, x, y| Dot { entity: 0, name, x, y, radius: 5.0, count: 1, wide: false };
        let mut svg = String::new();
        labels(&[dot("Leyden", 100.0, 50.0), dot("Delft", 130.0, 50.0)], (300.0, 100.0), &mut svg);
        let placed: Vec<_> = svg.lines().map(|line| line.split(" aria").next()).collect();
        assert_eq!(
            placed,
            [
                Some("<text x=\"91\" y=\"54.5\" text-anchor=\"end\""),
                Some("<text x=\"139\" y=\"54.5\" text-anchor=\"start\""),
            ]
        );
    }
}
