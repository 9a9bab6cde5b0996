//! What the pages say, in the language of the edition: one file a language.

use super::tei::Dated;
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
    months: Vec<String>,
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
        let mut months = Vec::new();
        for (key, value) in table {
            match value {
                toml::Value::String(text) => drop(words.insert(key, text)),
                toml::Value::Array(list) => {
                    months
                        .extend(list.iter().filter_map(|month| month.as_str().map(str::to_owned)));
                }
                _ => {}
            }
        }
        Self { tag, said: words, months }
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
        self.months.get(usize::from(month.saturating_sub(1))).map_or("", String::as_str)
    }

    /// A date in words.
    #[must_use]
    pub fn date(&self, dated: &Dated) -> String {
        let first = self.point(dated.first);
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
                self.get("month_year").replace("{m}", self.month(month)).replace("{y}", &year)
            }
            (month, day) => (self.get("day_month_year"))
                .replace("{d}", &day.to_string())
                .replace("{m}", self.month(month))
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
            assert_eq!(words.months.len(), 12, "{tag}");
            for (key, value) in words.all() {
                let holes = |text: &str| text.matches("{}").count();
                assert_eq!(holes(value), holes(english.get(key)), "{tag}: {key}");
            }
        }
    }

    #[test]
    fn dates_are_said_as_far_as_they_are_known() {
        let words = Words::of("en-GB");
        assert_eq!(words.point((1912, 3, 4)), "4 March 1912");
        assert_eq!(words.point((1912, 3, 0)), "March 1912");
        assert_eq!(words.point((-43, 0, 0)), "44 BC");
        let stretch = Dated { first: (1912, 1, 14), last: Some((1912, 2, 13)), uncertain: true };
        assert_eq!(words.date(&stretch), "between 14 January 1912 and 13 February 1912");
    }
}
