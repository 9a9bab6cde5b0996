//! What vague parts of a time stand for, as an edition writes it and as its header says it.

use super::PartWords;
use std::fmt;

/// The longer times that a part can be of, and what it is counted in.
const WHOLES: [(&str, &str, i32, i32); 5] = [
    ("year", "month", 1, 12),
    ("month", "day", -31, 31),
    ("season", "month", 1, 3),
    ("decade", "year", 0, 9),
    ("century", "year", 1, 100),
];

impl PartWords {
    /// Reads `year 1-4, month 1-10`: the first and last month of a year, day of a month, month of a
    /// season, year of a decade (from 0) or of a century (from 1). `month -5--1` are its last days.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what is wanted.
    pub fn parse(word: &str, stretches: &str) -> Result<Self, String> {
        let mut part = Self { words: vec![word.to_owned()], ..Self::default() };
        for stretch in stretches.split(',').map(str::trim) {
            let Some((of, first, last)) = numbers(stretch) else {
                return Err(format!("`{stretch}` is no stretch, wanted one as `year 1-4`"));
            };
            let Some((_, unit, least, most)) = WHOLES.iter().find(|(name, ..)| *name == of) else {
                let names = WHOLES.map(|(name, ..)| format!("`{name}`")).join(", ");
                return Err(format!("`{of}` is none of {names}"));
            };
            let counted = |n: i32| (*least..=*most).contains(&n) && (*least == 0 || n != 0);
            // Days of a month that are counted from its beginning and from its end have no order.
            if !counted(first)
                || !counted(last)
                || (first > last && first.signum() == last.signum())
            {
                return Err(format!("`{stretch}` is no stretch of the {unit}s of a {of}"));
            }
            part.set(of, [first, last]);
        }
        Ok(part)
    }

    fn set(&mut self, of: &str, [first, last]: [i32; 2]) {
        let unsigned = [first as u8, last as u8];
        match of {
            "year" => self.year = Some(unsigned),
            "month" => self.month = Some([first as i8, last as i8]),
            "season" => self.season = Some(unsigned),
            "decade" => self.decade = Some(unsigned),
            _ => self.century = Some(unsigned),
        }
    }

    /// The same with what another says of it.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self {
            words: other.words.clone(),
            vague: other.vague,
            year: self.year.or(other.year),
            month: self.month.or(other.month),
            season: self.season.or(other.season),
            decade: self.decade.or(other.decade),
            century: self.century.or(other.century),
        }
    }
}

/// `year 1-4` in its three parts.
fn numbers(stretch: &str) -> Option<(&str, i32, i32)> {
    let (of, numbers) = stretch.split_once(' ')?;
    // The hyphen between the two is the first one after a figure.
    let hyphen = numbers.char_indices().skip(1).find(|(_, c)| *c == '-').map(|(at, _)| at)?;
    let number = |text: &str| text.trim().parse().ok();
    Some((of, number(&numbers[..hyphen])?, number(&numbers[hyphen + 1..])?))
}

/// The convention in a sentence: `early: months 1 to 3 of a year, days 1 to 10 of a month`.
impl fmt::Display for PartWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wide = |range: Option<[u8; 2]>| range.map(|range| range.map(i32::from));
        let month = self.month.map(|range| range.map(i32::from));
        let stretches =
            [wide(self.year), month, wide(self.season), wide(self.decade), wide(self.century)];
        f.write_str(self.words.first().map_or("", String::as_str))?;
        let said = WHOLES.iter().zip(stretches).filter_map(|(whole, range)| Some((whole, range?)));
        for (nth, ((of, unit, ..), [first, last])) in said.enumerate() {
            let sign = if nth == 0 { ":" } else { "," };
            if last < 0 {
                write!(f, "{sign} the last {} {unit}s of a {of}", last - first + 1)?;
            } else if first == last {
                write!(f, "{sign} {unit} {first} of a {of}")?;
            } else {
                write!(f, "{sign} {unit}s {first} to {last} of a {of}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;

    #[test]
    fn a_convention_is_read_and_said() {
        let part = PartWords::parse("early", "year 1-4, month 1-7").unwrap();
        assert_eq!((part.year, part.month), (Some([1, 4]), Some([1, 7])));
        assert_eq!(part.to_string(), "early: months 1 to 4 of a year, days 1 to 7 of a month");
        let part = PartWords::parse("last days of", "month -5--1").unwrap();
        assert_eq!(part.to_string(), "last days of: the last 5 days of a month");
        for (wrong, why) in [
            ("year", "`year` is no stretch, wanted one as `year 1-4`"),
            ("week 1-2", "`week` is none of `year`, `month`, `season`, `decade`, `century`"),
            ("year 4-1", "`year 4-1` is no stretch of the months of a year"),
            ("year 0-3", "`year 0-3` is no stretch of the months of a year"),
            ("month 1-32", "`month 1-32` is no stretch of the days of a month"),
        ] {
            assert_eq!(PartWords::parse("early", wrong), Err(why.to_owned()));
        }
    }

    #[test]
    fn each_stretch_of_the_language_files_is_one_that_an_edition_could_write() {
        for code in Language::codes() {
            for part in &Language::get(code).dates.parts {
                assert!(part.to_string().contains(" of a "), "{part}");
            }
        }
    }
}
