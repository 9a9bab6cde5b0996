//! Paths of land in a frame.

use super::land::rings;
use super::projection::Projection;
use std::fmt::Write as _;

/// Land further from the centre than this is not drawn, in radians: it lies behind the frame.
const FAR: f64 = 1.9;
/// Points nearer to the last one than this are left out, in units of the drawing.
const LEAST: f64 = 0.7;
/// How far beyond the frame land is drawn, so that its edge is no coast.
const BEYOND: f64 = 4.0;

/// The part of the projected world that is shown.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// The projection.
    pub projection: Projection,
    /// Of the drawing.
    pub width: f64,
    /// Of the drawing.
    pub height: f64,
    left: f64,
    top: f64,
    scale: f64,
}

/// The width of a drawing.
const WIDTH: f64 = 960.0;
/// Its least and its greatest height.
const HEIGHTS: (f64, f64) = (420.0, 720.0);
/// The least stretch that is shown, in radii of the globe: about 900 km.
const LEAST_EXTENT: f64 = 0.14;
/// The margin around the outermost places, as a part of the stretch.
const MARGIN: f64 = 0.09;

impl Frame {
    /// The frame around places.
    #[must_use]
    pub fn around(places: &[(f64, f64)]) -> Self {
        let projection = Projection::for_places(places);
        let points: Vec<(f64, f64)> = match projection {
            Projection::Azimuthal { .. } => {
                places.iter().map(|&(lon, lat)| projection.project(lon, lat)).collect()
            }
            Projection::EqualEarth => [(-180.0, 0.0), (180.0, 0.0), (0.0, 84.0), (0.0, -58.0)]
                .iter()
                .map(|&(lon, lat)| projection.project(lon, lat))
                .collect(),
        };
        let least = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::MAX, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::MIN, f64::max);
        let (x0, x1) = (least(|p| p.0), most(|p| p.0));
        let (y0, y1) = (least(|p| p.1), most(|p| p.1));
        let margin = match projection {
            Projection::Azimuthal { .. } => 1.0 + 2.0 * MARGIN,
            Projection::EqualEarth => 1.0,
        };
        let (mut wide, high) =
            ((x1 - x0).max(LEAST_EXTENT) * margin, (y1 - y0).max(LEAST_EXTENT / 2.0) * margin);
        let height = (WIDTH * high / wide).clamp(HEIGHTS.0, HEIGHTS.1);
        wide = wide.max(high * WIDTH / height);
        let scale = WIDTH / wide;
        let (x, y) = (f64::midpoint(x0, x1), f64::midpoint(y0, y1));
        let (left, top) = (x - wide / 2.0, y + height / scale / 2.0);
        Self { projection, width: WIDTH, height: height.round(), left, top, scale }
    }

    /// A place in the drawing.
    #[must_use]
    pub fn place(&self, lon: f64, lat: f64) -> (f64, f64) {
        let (x, y) = self.projection.project(lon, lat);
        ((x - self.left) * self.scale, (self.top - y) * self.scale)
    }

    /// All land in the frame, as the data of one path.
    #[must_use]
    pub fn land(&self) -> String {
        let mut path = String::new();
        for ring in rings() {
            let near = ring.iter().any(|&(lon, lat)| self.projection.distance(lon, lat) < FAR);
            if !near {
                continue;
            }
            let points = ring
                .iter()
                .filter(|&&(lon, lat)| self.projection.distance(lon, lat) < FAR)
                .map(|&(lon, lat)| self.place(lon, lat));
            let points: Vec<(f64, f64)> = points.collect();
            write_ring(&clip(&points, self.width, self.height), &mut path);
        }
        path
    }

    /// Meridians and parallels, as the data of one path.
    #[must_use]
    pub fn grid(&self) -> String {
        let degrees = |step: f64| 2.0_f64 / self.scale / step.to_radians();
        let step = [2.0, 5.0, 10.0, 20.0].into_iter().find(|&step| degrees(step) < 0.03);
        let step = step.unwrap_or(30.0);
        let mut path = String::new();
        let lines = (-18..=18).map(|at| f64::from(at) * step).filter(|d| d.abs() <= 180.0);
        for line in lines {
            self.line((-85..=85).map(|lat| (line, f64::from(lat))), &mut path);
            if line.abs() < 90.0 {
                self.line((-180..=180).map(|lon| (f64::from(lon), line)), &mut path);
            }
        }
        path
    }

    fn line(&self, points: impl Iterator<Item = (f64, f64)>, path: &mut String) {
        let mut last = None;
        for (lon, lat) in points {
            let (x, y) = self.place(lon, lat);
            let seen = self.projection.distance(lon, lat) < FAR
                && (-60.0..self.width + 60.0).contains(&x)
                && (-60.0..self.height + 60.0).contains(&y);
            if !seen {
                last = None;
                continue;
            }
            match last {
                None => write_point(path, 'M', x, y),
                Some((a, b)) if f64::hypot(x - a, y - b) < 6.0 => continue,
                Some(_) => write_point(path, 'L', x, y),
            }
            last = Some((x, y));
        }
    }
}

/// A ring within the drawing (Sutherland and Hodgman 1974).
fn clip(ring: &[(f64, f64)], width: f64, height: f64) -> Vec<(f64, f64)> {
    let (x0, x1) = (-BEYOND, width + BEYOND);
    let (y0, y1) = (-BEYOND, height + BEYOND);
    let ring = half(ring, |p| p.0 - x0);
    let ring = half(&ring, |p| x1 - p.0);
    let ring = half(&ring, |p| p.1 - y0);
    half(&ring, |p| y1 - p.1)
}

/// The part of a ring where a linear function is not negative.
fn half(ring: &[(f64, f64)], inside: impl Fn((f64, f64)) -> f64) -> Vec<(f64, f64)> {
    let mut kept = Vec::with_capacity(ring.len());
    for (at, &point) in ring.iter().enumerate() {
        let before = ring[(at + ring.len() - 1) % ring.len()];
        let (from, to) = (inside(before), inside(point));
        if (from < 0.0) != (to < 0.0) {
            let t = from / (from - to);
            kept.push((before.0 + t * (point.0 - before.0), before.1 + t * (point.1 - before.1)));
        }
        if to >= 0.0 {
            kept.push(point);
        }
    }
    kept
}

/// Writes a ring, without points that nobody sees and rings of less than a dot.
fn write_ring(ring: &[(f64, f64)], path: &mut String) {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for &(x, y) in ring {
        if kept.last().is_none_or(|&(a, b)| f64::hypot(x - a, y - b) >= LEAST) {
            kept.push((x, y));
        }
    }
    if kept.len() < 3 {
        return;
    }
    for (at, &(x, y)) in kept.iter().enumerate() {
        write_point(path, if at == 0 { 'M' } else { 'L' }, x, y);
    }
    path.push('Z');
}

fn write_point(path: &mut String, command: char, x: f64, y: f64) {
    let _ = write!(path, "{command}{} {}", number(x), number(y));
}

/// A coordinate with one decimal, or none where it is 0.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    let short = text.strip_suffix(".0").unwrap_or(&text);
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_around_the_frame_fills_it() {
        let ring = vec![(-900.0, -900.0), (900.0, -900.0), (900.0, 900.0), (-900.0, 900.0)];
        let clipped = clip(&ring, 100.0, 50.0);
        let mut corners = clipped.clone();
        corners.sort_by(|a, b| a.partial_cmp(b).expect("no corner is NaN"));
        assert_eq!(corners, [(-4.0, -4.0), (-4.0, 54.0), (104.0, -4.0), (104.0, 54.0)]);
    }

    #[test]
    fn places_are_in_their_frame_and_land_is_around_them() {
        let frame = Frame::around(&[(30.3, 59.9), (19.9, 50.1), (87.9, 65.8)]);
        for (lon, lat) in [(30.3, 59.9), (19.9, 50.1), (87.9, 65.8)] {
            let (x, y) = frame.place(lon, lat);
            assert!((0.0..=frame.width).contains(&x) && (0.0..=frame.height).contains(&y));
        }
        let land = frame.land();
        assert!(land.len() > 1_000 && land.len() < 120_000, "{}", land.len());
        assert!(!land.contains("NaN") && frame.grid().starts_with('M'));
    }
}
