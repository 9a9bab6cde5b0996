//! All forms of all names, found in one pass over the text.

use super::entry::{Entry, Reach};
use crate::annotate::NameKind;
use crate::layer::Span;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;

/// The forms of an edition's names, ready to be found. Built once, shared by all threads.
#[derive(Debug)]
pub struct Lexicon {
    entries: Vec<Entry>,
    /// For each pattern the entries that bear it, the strongest form first.
    bearers: Vec<Vec<(usize, Reach)>>,
    patterns: Vec<String>,
    automaton: Option<AhoCorasick>,
}

/// A form found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a> {
    /// Where.
    pub span: Span,
    /// Who bears it, by index, with the reach of the form; never empty.
    pub bearers: Vec<(usize, Reach)>,
    /// The form as the list has it.
    pub form: &'a str,
}

impl Lexicon {
    /// Compiles the forms of all entries.
    #[must_use]
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut forms: BTreeMap<String, Vec<(usize, Reach)>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for form in &entry.forms {
                forms.entry(form.text.clone()).or_default().push((at, form.reach));
                if form.text.contains('\'') {
                    let curly = form.text.replace('\'', "’");
                    forms.entry(curly).or_default().push((at, form.reach));
                }
            }
        }
        let (patterns, mut bearers): (Vec<_>, Vec<_>) = forms.into_iter().unzip();
        for list in &mut bearers {
            list.sort_by_key(|(entry, reach)| (*reach, *entry));
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(&patterns)
            .ok()
            .filter(|_| !patterns.is_empty());
        Self { entries, bearers, patterns, automaton }
    }

    /// The entries, by index.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of an index that this lexicon gave.
    #[must_use]
    pub fn entry(&self, index: usize) -> &Entry {
        &self.entries[index]
    }

    /// Every form in a stretch of text that stands as a word of its own, overlapping ones too, by
    /// start, the longer first. `text` has spaces for line ends.
    #[must_use]
    pub fn find(&self, text: &str, within: Span) -> Vec<Found<'_>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found = Vec::new();
        for hit in automaton.find_overlapping_iter(&text[within.range()]) {
            let span = Span::new(within.start + hit.start(), within.start + hit.end());
            let form = &self.patterns[hit.pattern().as_usize()];
            let printed = &text[span.range()];
            if !is_word(text, within, span) {
                continue;
            }
            let bearers: Vec<(usize, Reach)> = self.bearers[hit.pattern().as_usize()]
                .iter()
                .copied()
                .filter(|(entry, _)| case_fits(form, printed, self.entries[*entry].kind))
                .collect();
            if !bearers.is_empty() {
                found.push(Found { span, bearers, form });
            }
        }
        found.sort_by_key(|f| (f.span.start, std::cmp::Reverse(f.span.end)));
        // Two patterns that differ in case alone, found at one place, are one.
        found.dedup_by(|later, first| {
            let same = later.span == first.span;
            if same {
                first.bearers.append(&mut later.bearers);
                first.bearers.sort_by_key(|(entry, reach)| (*reach, *entry));
                first.bearers.dedup_by_key(|(entry, _)| *entry);
            }
            same
        });
        found
    }
}

/// Whether a span is bounded by what is no letter or digit. A hyphen bounds it unless a word in
/// lower case follows (`Lenin-like`).
fn is_word(text: &str, within: Span, span: Span) -> bool {
    let before = text[within.start..span.start].chars().next_back();
    let mut after = text[span.end..within.end].chars();
    let next = after.next();
    if before.is_some_and(char::is_alphanumeric) || next.is_some_and(char::is_alphanumeric) {
        return false;
    }
    next != Some('-') || !after.next().is_some_and(char::is_lowercase)
}

/// Whether a printed form has the capitals of a name: those of the list, or capitals throughout.
/// Groups and events may begin in either case.
fn case_fits(form: &str, printed: &str, kind: NameKind) -> bool {
    if form == printed {
        return true;
    }
    let (Some(listed), Some(found)) = (form.chars().next(), printed.chars().next()) else {
        return false;
    };
    let several = form.split_whitespace().count() > 1;
    let capitals = printed.chars().all(|c| !c.is_lowercase());
    match kind {
        NameKind::PersonGroup | NameKind::Event => true,
        NameKind::Person | NameKind::Place | NameKind::Organisation => {
            capitals && !form.chars().all(|c| !c.is_lowercase())
                || several && listed.is_uppercase() == found.is_uppercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon::new(vec![
            Entry::thing("o", NameKind::Organisation, "People's Party", &["PP"]),
            Entry::thing("g", NameKind::PersonGroup, "liquidators", &[]),
            Entry::thing("t", NameKind::Place, "Perm", &[]),
        ])
    }

    fn found(text: &str) -> Vec<String> {
        let lexicon = lexicon();
        let list = lexicon.find(text, Span::new(0, text.len()));
        list.iter().map(|f| text[f.span.range()].to_owned()).collect()
    }

    #[test]
    fn apostrophes_and_capitals_do_not_hide_a_name() {
        assert_eq!(
            found("the People’s party, PEOPLE'S PARTY"),
            ["People’s party", "PEOPLE'S PARTY"]
        );
        assert_eq!(found("Liquidators and liquidators"), ["Liquidators", "liquidators"]);
    }

    #[test]
    fn a_part_of_a_word_is_no_name() {
        assert_eq!(found("Permanent perm Perm's Perm-like PERM"), ["Perm", "PERM"]);
        assert_eq!(found("pp PPs"), [] as [&str; 0]);
    }
}
