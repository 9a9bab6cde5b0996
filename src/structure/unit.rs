//! Units: the lines and paragraphs of a text, before anything is known of them.

use crate::layer::Span;

/// A line, or several that were wrapped from one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// Its text, without white space at its ends.
    pub span: Span,
    /// Whether a blank line, or the start of the text, stands before it.
    pub gap: bool,
}

/// The longest line that is taken for one of a wrapped paragraph, in characters.
const WRAPPED_MAX: usize = 110;
/// The shortest line, its paragraph's last excepted, that is taken for a wrapped one.
const WRAPPED_MIN: usize = 55;

impl Unit {
    /// The text of the unit.
    #[must_use]
    pub fn text(self, text: &str) -> &str {
        &text[self.span.range()]
    }
}

/// The units of a text, in order. Each character that is not white space lies in one.
#[must_use]
pub fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut group = Vec::new();
    let mut gap = true;
    for line in lines(text) {
        if line.is_empty() {
            flush(text, &mut group, &mut units);
            gap = true;
        } else {
            group.push(Unit { span: line, gap });
            gap = false;
        }
    }
    flush(text, &mut group, &mut units);
    units
}

/// The lines of a text, each without white space at its ends; a blank one is empty.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split_inclusive(['\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']).map(
        move |line| {
            let from = at;
            at += line.len();
            let start = from + (line.len() - line.trim_start().len());
            Span::new(start, (from + line.trim_end().len()).max(start))
        },
    )
}

/// Adds the lines between two blank ones: as one unit where they were wrapped from one paragraph,
/// else each by itself.
fn flush(text: &str, group: &mut Vec<Unit>, units: &mut Vec<Unit>) {
    if group.len() > 1 && is_wrapped(text, group) {
        let (first, last) = (group[0], group[group.len() - 1]);
        units.push(Unit { span: Span::new(first.span.start, last.span.end), gap: first.gap });
        group.clear();
    } else {
        units.append(group);
    }
}

/// Whether lines are those of one paragraph: all of like length but the last, none too long.
fn is_wrapped(text: &str, group: &[Unit]) -> bool {
    let lengths: Vec<usize> = group.iter().map(|line| line.text(text).chars().count()).collect();
    let longest = lengths.iter().copied().max().unwrap_or_default();
    let (last, full) = lengths.split_last().expect("the caller has two lines at least");
    longest <= WRAPPED_MAX
        && *last <= longest
        && full.iter().all(|&length| length >= WRAPPED_MIN && length * 4 >= longest * 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(&str, bool)> {
        units(text).iter().map(|unit| (unit.text(text), unit.gap)).collect()
    }

    #[test]
    fn lines_are_units_and_blank_lines_are_gaps() {
        assert_eq!(texts(" a \nb\n\n \n c"), [("a", true), ("b", false), ("c", true)]);
        assert_eq!(texts(""), []);
        assert_eq!(texts("\u{a0}\n"), []);
    }

    #[test]
    fn a_hard_wrapped_paragraph_is_one_unit() {
        let line = "word ".repeat(12);
        let text = format!("{line}\n{line}\nend.\n\nNext");
        assert_eq!(units(&text).len(), 2);
    }

    #[test]
    fn short_lines_stay_apart() {
        assert_eq!(texts("To\nMr. Smith\nLondon").len(), 3);
    }
}
