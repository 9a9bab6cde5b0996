//! Long lists over several pages.

use serde::Serialize;

/// How many rows a page of a list has.
pub const ROWS: usize = 250;

/// The pages of a list, as the templates show them.
#[derive(Debug, Clone, Serialize)]
pub struct Pages {
    /// Which page this is, from 1.
    pub number: usize,
    /// `Page 2 of 5`.
    pub name: String,
    /// Every page, or where they are many the first, the last and those around this one.
    pub all: Vec<Link>,
}

/// A page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    /// Its file, in the same folder.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// Whether it is this one.
    pub current: bool,
}

/// How many pages around this one are shown, of those that are many.
const AROUND: usize = 4;

impl Pages {
    /// The pages of a list, seen from one of them. `names` may name each by what it begins with.
    #[must_use]
    pub fn new(base: &str, number: usize, names: &[String], title: String) -> Self {
        let file = base.rsplit('/').next().unwrap_or_default();
        let count = names.len();
        let shown = |page: usize| {
            page == 1 || page == count || page.abs_diff(number) <= AROUND || count <= 12
        };
        let all = (1..=count).filter(|&page| shown(page)).map(|page| Link {
            href: path(file, page),
            name: names[page - 1].clone(),
            current: page == number,
        });
        Self { number, name: title, all: all.collect() }
    }
}

/// The file of a page of a list, `base` being the first: `persons/index.html`,
/// `persons/index_2.html`.
#[must_use]
pub fn path(base: &str, page: usize) -> String {
    match (page, base.strip_suffix(".html")) {
        (0 | 1, _) | (_, None) => base.to_owned(),
        (page, Some(stem)) => format!("{stem}_{page}.html"),
    }
}

/// The numbers of the pages as their names.
#[must_use]
pub fn numbers(count: usize) -> Vec<String> {
    (1..=count.max(1)).map(|page| page.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_pages_the_near_ones_are_shown() {
        let pages = Pages::new("a/index.html", 50, &numbers(100), String::new());
        let names: Vec<_> = pages.all.iter().map(|page| page.name.as_str()).collect();
        assert_eq!(names, ["1", "46", "47", "48", "49", "50", "51", "52", "53", "54", "100"]);
        assert_eq!(pages.all[0].href, "index.html");
        assert_eq!(pages.all[1].href, "index_46.html");
    }
}
