//! Words broken over two lines: what else the document holds is the evidence for joining them.

use super::Rules;
use super::classes::HYPHENS;
use std::collections::HashSet;

/// Where a line may end, by itself or with a page.
const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];

/// What becomes of a hyphen at a line's end with a word's second half on the next line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The word is written without it.
    Joined,
    /// The same, but no other word of the document says so.
    JoinedInDoubt,
    /// The halves are a compound: the hyphen stays, the line end goes.
    Compound,
    /// Nothing is sure: both stay.
    Left,
}

/// The words of a document that stand whole on a line.
#[derive(Debug)]
pub(super) struct Words<'a> {
    whole: HashSet<&'a str>,
    hyphenated: HashSet<(&'a str, &'a str)>,
}

impl<'a> Words<'a> {
    /// The words of `text`, without the halves of those broken over two lines.
    pub(super) fn of(text: &'a str) -> Self {
        let mut words = Self { whole: HashSet::new(), hyphenated: HashSet::new() };
        let mut line_before_is_broken = false;
        for line in text.split(LINE_ENDS).map(str::trim).filter(|line| !line.is_empty()) {
            let broken = line.ends_with(HYPHENS) || line.ends_with('\u{AD}');
            let mut runs: Vec<&str> = runs(line).collect();
            if broken {
                runs.pop();
            }
            let runs = if line_before_is_broken { runs.get(1..).unwrap_or(&[]) } else { &runs };
            words.whole.extend(runs);
            for pair in runs.windows(2) {
                if let Some(between) = between(text, pair[0], pair[1])
                    && between.len() <= 3
                    && between.chars().eq(between.chars().take(1))
                    && between.starts_with(HYPHENS)
                {
                    words.hyphenated.insert((pair[0], pair[1]));
                }
            }
            line_before_is_broken = broken;
        }
        words
    }

    /// What to do with `left`, a hyphen, a line end, `right`. Whether anything is done rests on
    /// the two halves alone; what the document says decides between a word and a compound.
    pub(super) fn verdict(&self, left: &str, right: &str, rules: &Rules) -> Verdict {
        if !left.chars().nth(1).is_some_and(char::is_alphabetic)
            || right.chars().nth(1).is_none()
            || rules.never_continues(right)
        {
            return Verdict::Left;
        }
        if self.hyphenated.contains(&(left, right)) {
            return Verdict::Compound;
        }
        if self.knows(&format!("{left}{right}")) {
            return Verdict::Joined;
        }
        // An abbreviation in capitals is no first half of a word in small letters.
        let capitals = left.chars().all(char::is_uppercase);
        if capitals || rules.begins_compound(left) || (self.knows(left) && self.knows(right)) {
            return Verdict::Compound;
        }
        Verdict::JoinedInDoubt
    }

    /// Whether a word stands in the document, as it is or in small letters.
    fn knows(&self, word: &str) -> bool {
        self.whole.contains(word)
            || (word.starts_with(char::is_uppercase)
                && self.whole.contains(word.to_lowercase().as_str()))
    }
}

/// The words of a line: letters and digits in a row.
fn runs(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty())
}

/// What stands between two slices of `text`.
fn between<'a>(text: &'a str, left: &str, right: &str) -> Option<&'a str> {
    let start = left.as_ptr() as usize + left.len() - text.as_ptr() as usize;
    let end = right.as_ptr() as usize - text.as_ptr() as usize;
    text.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(document: &str, left: &str, right: &str) -> Verdict {
        Words::of(document).verdict(left, right, &Rules::default())
    }

    #[test]
    fn a_word_met_whole_elsewhere_is_joined() {
        assert_eq!(verdict("the depot", "de", "pot"), Verdict::Joined);
        assert_eq!(verdict("the depot", "De", "pot"), Verdict::Joined);
        assert_eq!(verdict("", "de", "pot"), Verdict::JoinedInDoubt);
    }

    #[test]
    fn a_word_met_with_its_hyphen_keeps_it() {
        assert_eq!(verdict("a snow-white roof", "snow", "white"), Verdict::Compound);
        assert_eq!(verdict("white snow", "snow", "white"), Verdict::Compound);
        assert_eq!(verdict("", "self", "taught"), Verdict::Compound);
        assert_eq!(verdict("", "YMCA", "run"), Verdict::Compound);
    }

    #[test]
    fn halves_of_broken_words_are_no_evidence() {
        assert_eq!(verdict("the de-\npot", "de", "pot"), Verdict::JoinedInDoubt);
    }

    #[test]
    fn a_hanging_hyphen_is_left() {
        assert_eq!(verdict("", "pre", "and"), Verdict::Left);
        assert_eq!(verdict("", "a", "bout"), Verdict::Left);
    }
}
