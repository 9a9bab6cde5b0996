//! One pass over the source: what is in order is skipped, each site that is not is mended.

use super::classes::{Class, HYPHENS, class_of, is_odd};
use super::tally::Tally;
use super::words::Words;
use super::{Change, Rules, Text};
use crate::diagnostic::Finding;
use crate::layer::Span;
use unicode_normalization::UnicodeNormalization;

/// The pass, and how far it has come.
pub(super) struct Scan<'a> {
    pub(super) source: &'a str,
    pub(super) rules: &'a Rules,
    pub(super) out: Text,
    /// The source before this offset stands in `out`; what follows it, up to the site that is
    /// looked at, is verbatim.
    pub(super) done: usize,
    pub(super) tally: Tally,
    /// Gathered when the first broken word asks for it.
    pub(super) words: Option<Words<'a>>,
}

/// A place where the source is not in order, or may not be.
enum Site {
    /// White space or something to take out begins here.
    Gap(usize),
    /// A hyphen with white space after it.
    Hyphen { at: usize, len: usize },
    /// A combining mark, or a character that has a composed form.
    Mark(usize),
}

/// Whether a byte needs a look: all but the printable ASCII characters that are no space and no
/// hyphen.
const LOOK: [bool; 256] = {
    let mut look = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        look[byte] = byte <= 0x20 || byte >= 0x7F || byte == b'-' as usize;
        byte += 1;
    }
    look
};

impl<'a> Scan<'a> {
    pub(super) fn new(source: &'a str, rules: &'a Rules) -> Self {
        let out = Text::with_capacity(source.len());
        Self { source, rules, out, done: 0, tally: Tally::default(), words: None }
    }

    pub(super) fn run(mut self) -> (Text, Vec<Finding>) {
        let mut at = 0;
        while let Some(site) = self.next_site(at) {
            at = match site {
                Site::Gap(start) => self.gap(start),
                Site::Hyphen { at, len } => self.hyphen(at, at + len),
                Site::Mark(start) => self.cluster(start),
            };
        }
        self.flush(self.source.len());
        (self.out, self.tally.findings())
    }

    fn next_site(&mut self, mut at: usize) -> Option<Site> {
        let bytes = self.source.as_bytes();
        loop {
            while !LOOK[usize::from(*bytes.get(at)?)] {
                at += 1;
            }
            match bytes[at] {
                b' ' if at > 0 && self.keeps_space(at + 1) => at += 1,
                b'\n' if !self.is_gap_but_line_feed(at + 1) => at += 1,
                b'-' if !self.is_gap(at + 1) => at += 1,
                b'-' => return Some(Site::Hyphen { at, len: 1 }),
                0..=b' ' => return Some(Site::Gap(at)),
                _ => {
                    let c = self.char_at(at)?;
                    let len = c.len_utf8();
                    match class_of(c, self.rules) {
                        Class::Plain if HYPHENS.contains(&c) && self.is_gap(at + len) => {
                            return Some(Site::Hyphen { at, len });
                        }
                        Class::Plain => {
                            if is_odd(c) {
                                self.note(c, at, len);
                            }
                            at += len;
                        }
                        Class::Mark => return Some(Site::Mark(at)),
                        _ => return Some(Site::Gap(at)),
                    }
                }
            }
        }
    }

    /// Whether one space before the character at `at` is in order.
    fn keeps_space(&self, at: usize) -> bool {
        match self.source.as_bytes().get(at) {
            Some(0..=b' ' | b'.' | b',' | b';' | b':' | b'!' | b'?') | None => false,
            Some(0x21..=0x7F) => true,
            // Every mark that composes to a semicolon is to be looked at, see `punctuation`.
            Some(_) => !self.is_gap(at) && self.char_at(at) != Some('\u{37E}'),
        }
    }

    /// Whether the character at `at` belongs to a gap; the end of the text does not.
    pub(super) fn is_gap(&self, at: usize) -> bool {
        match self.source.as_bytes().get(at) {
            None | Some(0x21..=0x7F) => false,
            Some(0..=0x20) => true,
            Some(_) => self.char_at(at).is_some_and(|c| class_of(c, self.rules).is_gap()),
        }
    }

    fn is_gap_but_line_feed(&self, at: usize) -> bool {
        self.source.as_bytes().get(at) != Some(&b'\n') && self.is_gap(at)
    }

    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.source.get(at..)?.chars().next()
    }

    /// The source up to `to` is in order.
    pub(super) fn flush(&mut self, to: usize) {
        self.out.push_verbatim(&self.source[self.done..to]);
        self.done = to;
    }

    /// The source from where the pass stands up to `to` becomes `text`.
    pub(super) fn change(&mut self, text: &str, to: usize, why: Change) {
        self.out.push_changed(text, to - self.done, why);
        self.done = to;
    }

    /// The character at the place where the pass stands is taken out.
    pub(super) fn take_out(&mut self, c: char, why: Change) {
        if why == Change::Control {
            let at = self.out.as_str().len();
            self.tally.character(c, Span::new(at, at));
        }
        self.change("", self.done + c.len_utf8(), why);
    }

    fn note(&mut self, c: char, at: usize, len: usize) {
        let start = self.out.as_str().len() + (at - self.done);
        self.tally.character(c, Span::new(start, start + len));
    }

    /// Composes the letter before `mark` with the marks that follow it; returns where they end.
    ///
    /// Characters that are taken out do not keep a mark from its letter. What lies between two
    /// composed characters that combine with nothing before them can be composed by itself
    /// (UAX #15, section 9).
    pub(super) fn cluster(&mut self, mark: usize) -> usize {
        let base = self.source[self.done..mark].chars().next_back();
        let base = base.filter(|&c| !class_of(c, self.rules).is_gap());
        let start = mark - base.map_or(0, char::len_utf8);
        let end = self.marks_end(mark);
        let source = &self.source[start..end];
        let rules = self.rules;
        let kept = || source.chars().filter(|&c| !class_of(c, rules).is_gap());
        if !kept().nfc().eq(kept()) {
            let composed: String = kept().nfc().collect();
            self.flush(start);
            for c in source.chars().filter(|&c| class_of(c, rules) == CONTROL) {
                let at = self.out.as_str().len();
                self.tally.character(c, Span::new(at, at + composed.len()));
            }
            self.change(&composed, end, Change::Composition);
            return end;
        }
        let mut at = start;
        for c in source.chars() {
            if let Class::Dropped(why) = class_of(c, rules) {
                self.flush(at);
                self.take_out(c, why);
            }
            at += c.len_utf8();
        }
        end
    }

    /// Where the marks end that begin at `at`, looking past what is taken out among them.
    fn marks_end(&self, at: usize) -> usize {
        let mut end = at;
        for (offset, c) in self.source[at..].char_indices() {
            match class_of(c, self.rules) {
                Class::Mark => end = at + offset + c.len_utf8(),
                Class::Dropped(_) => {}
                Class::Plain | Class::Space | Class::Blank(_) | Class::LineEnd | Class::Page => {
                    break;
                }
            }
        }
        end
    }
}

const CONTROL: Class = Class::Dropped(Change::Control);
