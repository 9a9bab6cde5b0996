//! The day of Easter in both churches, from which the movable feasts are counted.

use super::{Calendar, Civil, Day};

/// Easter Sunday of the Western churches; the Gregorian computus, also before 1583.
#[must_use]
pub fn western_easter(year: i32) -> Option<Day> {
    let century = year.div_euclid(100);
    let golden = year.rem_euclid(19);
    // The epact, corrected for the leap days left out and the moon's own drift.
    let drift = (century - (century - 17).div_euclid(25)).div_euclid(3);
    let epact = (century - century.div_euclid(4) - drift + 19 * golden + 15).rem_euclid(30);
    let moon = epact - i32::from(epact == 29 || (epact == 28 && golden > 10));
    let weekday =
        (year + year.div_euclid(4) + moon + 2 - century + century.div_euclid(4)).rem_euclid(7);
    after_march(Calendar::Gregorian, year, moon - weekday + 28)
}

/// Easter Sunday of the Eastern churches, reckoned by the Julian calendar.
#[must_use]
pub fn orthodox_easter(year: i32) -> Option<Day> {
    let moon = (19 * year.rem_euclid(19) + 15).rem_euclid(30);
    let weekday = (year + year.div_euclid(4) + moon).rem_euclid(7);
    after_march(Calendar::Julian, year, moon - weekday + 28)
}

/// The day counted from the first of March.
fn after_march(calendar: Calendar, year: i32, of_march: i32) -> Option<Day> {
    let first = calendar.day(Civil { year, month: 3, day: 1 })?;
    Some(first.plus(i64::from(of_march) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(day: Option<Day>) -> (u8, u8) {
        let civil = Calendar::Gregorian.civil(day.unwrap());
        (civil.month, civil.day)
    }

    #[test]
    fn both_easters_of_known_years() {
        for (year, western, eastern) in [
            (1818, (3, 22), (4, 26)),
            (1917, (4, 8), (4, 15)),
            (1920, (4, 4), (4, 11)),
            (1943, (4, 25), (4, 25)),
            (2000, (4, 23), (4, 30)),
            (2024, (3, 31), (5, 5)),
        ] {
            assert_eq!(date(western_easter(year)), western, "{year}");
            assert_eq!(date(orthodox_easter(year)), eastern, "{year}");
        }
    }

    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april() {
        for year in 1583..3000 {
            let day = western_easter(year).unwrap();
            assert_eq!(day.weekday(), 7);
            let civil = Calendar::Gregorian.civil(day);
            assert!((3, 22) <= (civil.month, civil.day) && (civil.month, civil.day) <= (4, 25));
            let day = orthodox_easter(year).unwrap();
            assert_eq!(day.weekday(), 7);
            let civil = Calendar::Julian.civil(day);
            assert!((3, 22) <= (civil.month, civil.day) && (civil.month, civil.day) <= (4, 25));
        }
    }
}
