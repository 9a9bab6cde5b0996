//! From the globe to the page.

use std::f64::consts::PI;

/// A projection; equal areas either way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Projection {
    /// Lambert's azimuthal projection around a centre, in radians: for parts of the world.
    Azimuthal {
        /// Longitude of the centre.
        lon: f64,
        /// Latitude of the centre.
        lat: f64,
    },
    /// Equal Earth (Šavrič, Patterson and Jenny 2018): for all of it.
    EqualEarth,
}

/// How far from the centre places may be for the azimuthal projection, in radians.
const NEAR: f64 = 1.05;

impl Projection {
    /// The projection for places, longitude and latitude in degrees.
    #[must_use]
    pub fn for_places(places: &[(f64, f64)]) -> Self {
        let sum = places.iter().map(|&(lon, lat)| unit(lon, lat));
        let [x, y, z] = sum.fold([0.0; 3], |sum, unit| [0, 1, 2].map(|at| sum[at] + unit[at]));
        let centre = Self::Azimuthal { lon: y.atan2(x), lat: z.atan2(x.hypot(y)) };
        let near = places.iter().all(|&(lon, lat)| centre.distance(lon, lat) <= NEAR);
        if near { centre } else { Self::EqualEarth }
    }

    /// The angle between the centre and a place, in radians; 0 where there is no centre.
    #[must_use]
    pub fn distance(self, lon: f64, lat: f64) -> f64 {
        match self {
            Self::Azimuthal { lon: lon0, lat: lat0 } => {
                let place = unit(lon, lat);
                let centre = unit(lon0.to_degrees(), lat0.to_degrees());
                let cosine: f64 = place.iter().zip(centre).map(|(one, other)| one * other).sum();
                cosine.clamp(-1.0, 1.0).acos()
            }
            Self::EqualEarth => 0.0,
        }
    }

    /// A place, longitude and latitude in degrees; the result in radii of the globe, y to the
    /// north.
    #[must_use]
    pub fn project(self, lon: f64, lat: f64) -> (f64, f64) {
        let (lambda, phi) = (lon.to_radians(), lat.to_radians());
        match self {
            Self::Azimuthal { lon: lon0, lat: lat0 } => {
                let turned = lambda - lon0;
                let cosine = lat0.sin() * phi.sin() + lat0.cos() * phi.cos() * turned.cos();
                let k = (2.0 / (1.0 + cosine).max(1e-9)).sqrt();
                let x = k * phi.cos() * turned.sin();
                let y = k * (lat0.cos() * phi.sin() - lat0.sin() * phi.cos() * turned.cos());
                (x, y)
            }
            Self::EqualEarth => {
                const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
                let theta = (3.0_f64.sqrt() / 2.0 * phi.sin()).asin();
                let t2 = theta * theta;
                let t6 = t2 * t2 * t2;
                let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
                let x = 2.0 * 3.0_f64.sqrt() * lambda * theta.cos() / (3.0 * slope);
                let y = theta * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
                (x, y)
            }
        }
    }
}

/// A place as a vector of length 1.
fn unit(lon: f64, lat: f64) -> [f64; 3] {
    let (lambda, phi) = (lon * PI / 180.0, lat * PI / 180.0);
    [phi.cos() * lambda.cos(), phi.cos() * lambda.sin(), phi.sin()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_centre_is_the_origin_and_north_is_up() {
        let projection = Projection::for_places(&[(10.0, 50.0), (20.0, 50.0)]);
        let (x, y) = projection.project(15.0, 60.0);
        assert!(x.abs() < 1e-9 && y > 0.1, "{x} {y}");
        assert_eq!(Projection::for_places(&[(-100.0, 40.0), (100.0, 0.0)]), Projection::EqualEarth);
    }

    #[test]
    fn the_world_is_about_twice_as_wide_as_high() {
        let (x, _) = Projection::EqualEarth.project(180.0, 0.0);
        let (_, y) = Projection::EqualEarth.project(0.0, 90.0);
        assert!((x / y - 2.05).abs() < 0.01, "{x} {y}");
    }
}
