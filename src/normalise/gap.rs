//! Gaps: white space, line ends and what is taken out among them.

use super::Change;
use super::classes::{Class, HYPHENS, class_of};
use super::punctuation::is_stray;
use super::scan::Scan;
use super::words::{Verdict, Words};
use crate::layer::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Shorter lines may end with a dash that was typed as a hyphen, as salutations do; in longer
/// ones a hyphen between two capitalised words is that of a double name.
const LONG_LINE: usize = 40;

/// What a gap holds.
#[derive(Debug, Clone, Copy, Default)]
struct Gap {
    start: usize,
    end: usize,
    line_ends: usize,
    pages: usize,
    blanks: usize,
    soft_hyphens: usize,
}

/// How an inline gap's spaces are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blanks {
    /// As one space.
    One,
    /// Not at all, for this reason.
    None(Change),
    /// Each as a space.
    Each,
}

impl Scan<'_> {
    /// Writes the gap at `start`; returns where it ends.
    pub(super) fn gap(&mut self, start: usize) -> usize {
        let gap = self.measure(start);
        let before = self.source[..start].chars().next_back();
        if self.lines_ended(gap) == 1
            && gap.soft_hyphens > 0
            && self.is_word_broken(before, gap.end)
        {
            self.flush(start);
            self.tally.joined();
            return self.join(gap.end);
        }
        if gap.line_ends + gap.pages + gap.blanks == 0 {
            let next = self.char_at(gap.end);
            if next.is_some_and(|c| class_of(c, self.rules) == Class::Mark) {
                return self.cluster(start);
            }
        }
        self.flush(start);
        if self.lines_ended(gap) > 0 {
            self.lines(gap);
        } else {
            let blanks = self.blanks(start, gap.end);
            self.inline(gap.end, blanks);
        }
        gap.end
    }

    /// Writes a hyphen at `at` and the gap at `start` after it; returns where the gap ends.
    pub(super) fn hyphen(&mut self, at: usize, start: usize) -> usize {
        let gap = self.measure(start);
        if self.lines_ended(gap) != 1 || !self.rules.makes(Change::BrokenWord) {
            return self.gap(start);
        }
        if self.source[at..start].starts_with('\u{AC}') {
            // The not sign at a line's end is how transcribers write its hyphen.
            self.flush(at);
            let before = self.out.as_str().chars().next_back();
            if !self.is_word_broken(before, gap.end) {
                return self.gap(start);
            }
            self.tally.joined();
            return self.join(gap.end);
        }
        self.flush(at);
        match self.verdict(gap.end) {
            Verdict::Left => return self.gap(start),
            Verdict::Joined => self.tally.joined(),
            Verdict::JoinedInDoubt => {
                let left = self.word_before();
                let end = self.out.as_str().len();
                let span = Span::new(end - left.len(), end);
                self.tally.doubtful(format!("{left}{}", self.word_at(gap.end).0), span);
            }
            Verdict::Compound => self.flush(start),
        }
        self.join(gap.end)
    }

    /// Takes out all up to `to` but keeps the places of page ends.
    fn join(&mut self, to: usize) -> usize {
        for c in self.source[self.done..to].chars() {
            match class_of(c, self.rules) {
                Class::Page => self.take_out(c, Change::PageBreak),
                Class::Dropped(Change::Control) => self.take_out(c, Change::Control),
                Class::Plain
                | Class::Space
                | Class::Blank(_)
                | Class::LineEnd
                | Class::Dropped(_)
                | Class::Mark => self.take_out(c, Change::BrokenWord),
            }
        }
        to
    }

    fn measure(&self, start: usize) -> Gap {
        let mut gap = Gap { start, end: start, ..Gap::default() };
        let mut chars = self.source[start..].chars().peekable();
        while let Some(c) = chars.next() {
            match class_of(c, self.rules) {
                Class::Plain | Class::Mark => break,
                Class::LineEnd if c == '\r' && chars.peek() == Some(&'\n') => {}
                Class::LineEnd if c == '\u{2029}' => gap.line_ends += 2,
                Class::LineEnd => gap.line_ends += 1,
                Class::Page => gap.pages += 1,
                Class::Space | Class::Blank(_) => gap.blanks += 1,
                Class::Dropped(Change::SoftHyphen) if gap.line_ends == 0 => gap.soft_hyphens += 1,
                Class::Dropped(_) => {}
            }
            gap.end += c.len_utf8();
        }
        gap
    }

    /// How many lines end in a gap: where a page ends within a line, so does the line.
    fn lines_ended(&self, gap: Gap) -> usize {
        let by_page = gap.pages > 0 && gap.start > 0 && gap.end < self.source.len();
        gap.line_ends.max(usize::from(by_page))
    }

    fn blanks(&self, start: usize, end: usize) -> Blanks {
        if self.rules.makes(Change::Spaces) && (start == 0 || end == self.source.len()) {
            return Blanks::None(Change::Spaces);
        }
        if is_stray(&self.source[..start], &self.source[end..], self.rules) {
            return Blanks::None(Change::SpaceBeforePunctuation);
        }
        if self.rules.makes(Change::Spaces) { Blanks::One } else { Blanks::Each }
    }

    /// Writes a gap within a line, up to `end`.
    fn inline(&mut self, end: usize, blanks: Blanks) {
        let mut written = false;
        while self.done < end {
            let rest = &self.source[self.done..end];
            let Some(c) = rest.chars().next() else { return };
            match class_of(c, self.rules) {
                Class::Dropped(why) => self.take_out(c, why),
                Class::Page => self.take_out(c, Change::PageBreak),
                _ => match blanks {
                    Blanks::None(why) => self.take_out(c, why),
                    Blanks::Each => self.blank(c),
                    Blanks::One if written => self.take_out(c, Change::Spaces),
                    Blanks::One => {
                        self.one_space(rest);
                        written = true;
                    }
                },
            }
        }
    }

    /// One space for all the spaces that `rest` begins with.
    fn one_space(&mut self, rest: &str) {
        let is_blank =
            |&c: &char| matches!(class_of(c, self.rules), Class::Space | Class::Blank(_));
        let len: usize = rest.chars().take_while(is_blank).map(char::len_utf8).sum();
        match rest.chars().next() {
            Some(c) if c.len_utf8() == len => self.blank(c),
            _ => self.change(" ", self.done + len, Change::Spaces),
        }
    }

    /// One space for one space.
    fn blank(&mut self, c: char) {
        let end = self.done + c.len_utf8();
        match class_of(c, self.rules) {
            Class::Blank(why) if self.rules.makes(why) => self.change(" ", end, why),
            _ => self.flush(end),
        }
    }

    /// Writes a gap with line ends or page ends.
    fn lines(&mut self, gap: Gap) {
        let mut page_ends_line = gap.line_ends == 0;
        while self.done < gap.end {
            let Some(c) = self.char_at(self.done) else { return };
            let end = self.done + c.len_utf8();
            match class_of(c, self.rules) {
                Class::Dropped(why) => self.take_out(c, why),
                Class::LineEnd => self.line_end(c, end),
                Class::Page if page_ends_line => {
                    self.change("\n", end, Change::PageBreak);
                    page_ends_line = false;
                }
                Class::Page => self.take_out(c, Change::PageBreak),
                _ if self.rules.makes(Change::Spaces) => self.take_out(c, Change::Spaces),
                _ => self.blank(c),
            }
        }
    }

    fn line_end(&mut self, c: char, end: usize) {
        match c {
            '\n' => self.flush(end),
            '\r' if self.source[end..].starts_with('\n') => {
                self.change("\n", end + 1, Change::LineEnd);
            }
            '\u{2029}' => self.change("\n\n", end, Change::LineEnd),
            _ => self.change("\n", end, Change::LineEnd),
        }
    }

    /// Whether letters stand before a sure hyphen and after the gap that follows it.
    fn is_word_broken(&self, before: Option<char>, gap_end: usize) -> bool {
        let is_letter = |c: char| c.is_alphabetic() || class_of(c, self.rules) == Class::Mark;
        self.rules.makes(Change::BrokenWord)
            && before.is_some_and(is_letter)
            && self.begins_word(gap_end)
    }

    /// Whether a letter stands at `at`, once it is composed, that is no mark on what is before it.
    fn begins_word(&self, at: usize) -> bool {
        let makes = self.rules.makes(Change::Composition);
        let composed = |c: char| if makes { c.nfc().next().unwrap_or(c) } else { c };
        self.char_at(at)
            .map(composed)
            .is_some_and(|c| c.is_alphabetic() && class_of(c, self.rules) == Class::Plain)
    }

    /// What to do with the hyphen where the pass stands, and the word that goes on at `after`.
    fn verdict(&mut self, after: usize) -> Verdict {
        let (right, hangs) = self.word_at(after);
        let left = self.word_before();
        let line = self.line_before();
        // A line that is nothing but the middle of a word proves nothing.
        let is_middle = line.trim_start() == left && {
            let before = &self.out.as_str()[..self.out.as_str().len() - line.len()];
            before.strip_suffix('\n').is_some_and(|before| before.trim_end().ends_with(HYPHENS))
        };
        let Some(first) = right.chars().next() else { return Verdict::Left };
        if hangs || is_middle || left.is_empty() || class_of(first, self.rules) != Class::Plain {
            return Verdict::Left;
        }
        let (left, rules) = (left.to_owned(), self.rules);
        if is_number(&left) && is_number(&right) {
            return Verdict::Compound;
        }
        if first.is_uppercase() {
            let double = is_name(&left) && is_name(&right) && !rules.never_continues(&right);
            return if double && line.len() >= LONG_LINE {
                Verdict::Compound
            } else {
                Verdict::Left
            };
        }
        if !first.is_lowercase() {
            return Verdict::Left;
        }
        let source = self.source;
        self.words.get_or_insert_with(|| Words::of(source)).verdict(&left, &right, rules)
    }

    /// The word at the end of what is written.
    fn word_before(&self) -> &str {
        let text = self.out.as_str();
        let start = text.trim_end_matches(char::is_alphanumeric).len();
        &text[start..]
    }

    /// The line at the end of what is written.
    fn line_before(&self) -> &str {
        let text = self.out.as_str();
        let start = memchr::memrchr(b'\n', text.as_bytes()).map_or(0, |at| at + 1);
        &text[start..]
    }

    /// The word at a source offset as it will be written, and whether it ends with a hyphen at a
    /// line's end.
    fn word_at(&self, start: usize) -> (String, bool) {
        let mut word = String::new();
        let mut at = start;
        while let Some(c) = self.char_at(at) {
            match class_of(c, self.rules) {
                // Some marks are other characters once they are composed, such as a semicolon.
                Class::Mark if canonical_combining_class(c) == 0 && !c.is_alphanumeric() => break,
                Class::Mark => word.push(c),
                Class::Plain if c.is_alphanumeric() => word.push(c),
                Class::Plain if HYPHENS.contains(&c) => {
                    let gap = self.measure(at + c.len_utf8());
                    let before = word.chars().next_back();
                    if c == '\u{AC}'
                        && self.lines_ended(gap) == 1
                        && self.is_word_broken(before, gap.end)
                    {
                        at = gap.end;
                        continue;
                    }
                    let (word, is_whole) = self.written(&word);
                    return (word, is_whole && self.lines_ended(gap) > 0);
                }
                Class::Plain => break,
                Class::Space
                | Class::Blank(_)
                | Class::LineEnd
                | Class::Page
                | Class::Dropped(_) => {
                    let gap = self.measure(at);
                    let nothing = gap.line_ends + gap.pages + gap.blanks == 0;
                    let before = word.chars().next_back();
                    let joined = self.lines_ended(gap) == 1
                        && gap.soft_hyphens > 0
                        && self.is_word_broken(before, gap.end);
                    if !nothing && !joined {
                        break;
                    }
                    at = gap.end;
                    continue;
                }
            }
            at += c.len_utf8();
        }
        (self.written(&word).0, false)
    }

    /// The letters and digits that `word` begins with once it is composed, and whether these
    /// are all of it.
    fn written(&self, word: &str) -> (String, bool) {
        let word: String =
            if self.rules.makes(Change::Composition) { word.nfc().collect() } else { word.into() };
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        (word[..end].to_owned(), end == word.len())
    }
}

/// At least two digits and nothing else: a year, a page.
fn is_number(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// At least three letters, the first a capital and the second small.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && letters.next().is_some_and(char::is_alphabetic)
}
