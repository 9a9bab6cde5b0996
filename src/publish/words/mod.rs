//! What the pages say, in the language of the edition: one file a language.

use super::tei::{Dated, Open};
use std::collections::BTreeMap;

/// The files, by the primary part of the language tag.
const FILES: &[(&str, &str)] = &[
    ("de", include_str!("de.toml")),
    ("en", include_str!("en.toml")),
    ("fr", include_str!("fr.toml")),
    ("ru", include_str!("ru.toml")),
];

/// The words of one language.
#[derive(Debug, Clone)]
pub struct Words {
    tag: &'static str,
    said: BTreeMap<String, String>,
    /// The months as they stand beside a day or a preposition, and without either.
    in_dates: Vec<String>,
    alone: Vec<String>,
}

impl Words {
    /// The words for a language tag; English where there are none.
    ///
    /// # Panics
    /// Never: a test reads every file.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let known = FILES.iter().find(|(tag, _)| *tag == primary);
        let english = FILES.iter().find(|(tag, _)| *tag == "en");
        let (tag, file) = known.or(english).expect("there is a file for English");
        let table: toml::Table = file.parse().expect("a test reads every file");
        let mut words = BTreeMap::new();
        let mut months = BTreeMap::new();
        for (key, value) in table {
            match value {
                toml::Value::String(text) => drop(words.insert(key, text)),
                toml::Value::Array(list) => {
                    let list = list.iter().filter_map(|month| month.as_str().map(str::to_owned));
                    months.insert(key, list.collect::<Vec<_>>());
                }
                _ => {}
            }
        }
        let in_dates = months.remove("months").unwrap_or_default();
        let alone = months.remove("months_alone").unwrap_or_else(|| in_dates.clone());
        Self { tag, said: words, in_dates, alone }
    }

    /// The language that the words are in.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// All of them, for the templates.
    #[must_use]
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.said
    }

    /// The words under a key; the key itself where there are none.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.said.get(key).map_or(key, String::as_str)
    }

    /// The words under a key, each `{}` filled in order.
    #[must_use]
    pub fn fill(&self, key: &str, with: &[&str]) -> String {
        let mut parts = self.get(key).split("{}");
        let mut filled = parts.next().unwrap_or_default().to_owned();
        let mut with = with.iter();
        for part in parts {
            filled.push_str(with.next().copied().unwrap_or_default());
            filled.push_str(part);
        }
        filled
    }

    /// A count with its noun: `mention` gives `1 mention` or `7 mentions`.
    #[must_use]
    pub fn count(&self, number: usize, one: &str, many: &str) -> String {
        if number == 1 { self.get(one).to_owned() } else { self.fill(many, &[&number.to_string()]) }
    }

    /// The name of a month, 1 to 12.
    #[must_use]
    pub fn month(&self, month: u8) -> &str {
        nth(&self.alone, month)
    }

    /// A month of a year, as a heading has it.
    #[must_use]
    pub fn month_of(&self, year: i32, month: u8) -> String {
        let name = self.get("month_year").replace("{m}", self.month(month));
        name.replace("{y}", &self.year(year))
    }

    /// A date in words.
    #[must_use]
    pub fn date(&self, dated: &Dated) -> String {
        if let Dated { first: (year, month @ 1.., 0), last: None, open: None, .. } = *dated {
            return self.month_of(year, month);
        }
        let first = self.point(dated.first);
        match (dated.open, dated.uncertain) {
            (None, _) => {}
            (Some(Open::End), true) => return self.fill("not_before", &[&first]),
            (Some(Open::Start), true) => return self.fill("not_after", &[&first]),
            (Some(Open::End), false) => return self.fill("since", &[&first]),
            (Some(Open::Start), false) => return self.fill("until", &[&first]),
        }
        match dated.last {
            None => first,
            Some(last) if dated.uncertain => self.fill("circa", &[&first, &self.point(last)]),
            Some(last) => self.fill("range", &[&first, &self.point(last)]),
        }
    }

    /// A day, a month or a year in words.
    #[must_use]
    pub fn point(&self, (year, month, day): (i32, u8, u8)) -> String {
        let year = self.year(year);
        match (month, day) {
            (0, _) => year,
            (month, 0) => {
                let month = nth(&self.in_dates, month);
                self.get("month_year").replace("{m}", month).replace("{y}", &year)
            }
            (month, day) => (self.get("day_month_year"))
                .replace("{d}", &day.to_string())
                .replace("{m}", nth(&self.in_dates, month))
                .replace("{y}", &year),
        }
    }

    /// A year in words; 0 is 1 BC.
    #[must_use]
    pub fn year(&self, year: i32) -> String {
        if year > 0 {
            return year.to_string();
        }
        self.fill("before_our_era", &[&(1 - i64::from(year)).to_string()])
    }
}

/// A month of a list, 1 to 12.
fn nth(months: &[String], month: u8) -> &str {
    months.get(usize::from(month.saturating_sub(1))).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_word() {
        let english = Words::of("en");
        for (tag, _) in FILES {
            let words = Words::of(tag);
            let keys = |words: &Words| words.all().keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(&words), keys(&english), "{tag}");
            assert_eq!((words.in_dates.len(), words.alone.len()), (12, 12), "{tag}");
            for (key, value) in words.all() {
                let holes = |text: &str| text.matches("{}").count();
                assert_eq!(holes(value), holes(english.get(key)), "{tag}: {key}");
            }
        }
    }

    #[test]
    fn a_month_alone_is_in_the_nominative() {
        let words = Words::of("ru");
        let may = Dated { first: (1912, 5, 0), last: None, uncertain: false, open: None };
        assert_eq!(words.date(&may), "май 1912");
        assert_eq!(words.point((1912, 5, 4)), "4 мая 1912");
        let from = Dated { uncertain: true, open: Some(Open::End), ..may };
        assert_eq!(words.date(&from), "не ранее мая 1912");
    }

    #[test]
    fn dates_are_said_as_far_as_they_are_known() {
        let words = Words::of("en-GB");
        assert_eq!(words.point((1912, 3, 4)), "4 March 1912");
        assert_eq!(words.point((1912, 3, 0)), "March 1912");
        assert_eq!(words.point((-43, 0, 0)), "44 BC");
        let dated = |last, uncertain, open| Dated { first: (1912, 1, 14), last, uncertain, open };
        let stretch = dated(Some((1912, 2, 13)), true, None);
        assert_eq!(words.date(&stretch), "between 14 January 1912 and 13 February 1912");
        assert_eq!(words.date(&dated(None, true, Some(Open::End))), "not before 14 January 1912");
        assert_eq!(words.date(&dated(None, true, Some(Open::Start))), "not after 14 January 1912");
        assert_eq!(words.date(&dated(None, false, Some(Open::End))), "from 14 January 1912");
        assert_eq!(words.date(&dated(None, false, Some(Open::Start))), "until 14 January 1912");
    }
}
