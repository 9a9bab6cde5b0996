//! The coastlines that the tool brings: Natural Earth 1:50m, public domain.

/// Who drew them.
pub const LAND_CREDIT: &str = "Natural Earth, 1:50m physical vectors, land. Public domain.";

const LAND: &str = include_str!("land.txt");
/// Units of the file in a degree.
const UNITS: f64 = 20.0;

/// Each ring of land and lake, longitude and latitude in degrees.
pub fn rings() -> impl Iterator<Item = Vec<(f64, f64)>> {
    LAND.lines().filter(|line| !line.starts_with('#')).map(ring)
}

/// One line of the file: differences in zigzag, five bits a character, the last of a number below
/// 95 (`compact.mjs` writes them).
fn ring(line: &str) -> Vec<(f64, f64)> {
    let mut numbers = Vec::new();
    let (mut value, mut shift) = (0_u32, 0);
    for byte in line.bytes() {
        if byte >= 95 {
            value |= u32::from(byte - 95) << shift;
            shift += 5;
            continue;
        }
        value |= u32::from(byte.saturating_sub(63)) << shift;
        numbers.push((value >> 1) as i32 ^ -((value & 1) as i32));
        (value, shift) = (0, 0);
    }
    let (mut x, mut y) = (0, 0);
    let points = numbers.chunks_exact(2).map(|pair| {
        x += pair[0];
        y += pair[1];
        (f64::from(x) / UNITS, f64::from(y) / UNITS)
    });
    points.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rings_are_closed_and_on_the_globe() {
        let mut count = 0;
        for ring in rings() {
            count += 1;
            assert!(ring.len() >= 4);
            assert_eq!(ring.first(), ring.last());
            assert!(ring.iter().all(|(x, y)| x.abs() <= 180.0 && y.abs() <= 90.0));
        }
        assert!(count > 1_000, "{count}");
    }
}
