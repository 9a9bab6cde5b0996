//! The labels of a language file, found from their ends.

use serde::Deserialize;
use std::collections::HashMap;

/// Labels as printed, each with what it is the label of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub struct LabelList {
    labels: Vec<(String, String)>,
    /// The numbers of the labels by their last two letters.
    by_end: HashMap<End, Vec<usize>>,
}

/// The last letter in lower case, and the one before it where a label has two.
type End = (char, Option<char>);

impl From<Vec<(String, String)>> for LabelList {
    fn from(labels: Vec<(String, String)>) -> Self {
        let mut by_end = HashMap::<End, Vec<usize>>::new();
        for (at, (label, _)) in labels.iter().enumerate() {
            if let Some(end) = end(label) {
                by_end.entry(end).or_default().push(at);
            }
        }
        Self { labels, by_end }
    }
}

impl LabelList {
    /// The labels that a text may end with, in the order of the file.
    pub(super) fn ending(&self, text: &str) -> impl Iterator<Item = &(String, String)> {
        let (last, before) = end(text).unwrap_or_default();
        let of = |end: End| self.by_end.get(&end).map_or(&[][..], Vec::as_slice);
        let one = of((last, None));
        let two = before.map_or(&[][..], |before| of((last, Some(before))));
        let mut found: Vec<usize> = [one, two].concat();
        found.sort_unstable();
        found.into_iter().map(|at| &self.labels[at])
    }
}

/// The last two letters of a text.
fn end(text: &str) -> Option<End> {
    let mut letters = text.chars().rev().map(|c| c.to_lowercase().next().unwrap_or(c));
    Some((letters.next()?, letters.next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_from_their_ends_in_any_case() {
        let pairs = [("F.", "fond"), ("ff.", "folio"), ("№", "number"), ("Bd", "volume")];
        let labels: LabelList = pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec().into();
        let ending =
            |text| labels.ending(text).map(|(label, _)| label.as_str()).collect::<Vec<_>>();
        assert_eq!(ending("see f."), ["F.", "ff."]);
        assert_eq!(ending("x."), [""; 0]);
        assert_eq!(ending("x №"), ["№"]);
        assert_eq!(ending("№"), ["№"]);
        assert_eq!(ending("BD"), ["Bd"]);
        assert!(ending("").is_empty() && ending(".").is_empty());
    }
}
