//! The text cut into words, numbers and marks.

use super::lexicon::{EntryId, Lexicon};
use std::ops::Range;

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing: it is glued to the one before.
    None,
    /// Spaces.
    Space,
    /// A line end.
    Line,
    /// A blank line, or the start of the text.
    Block,
}

/// A word, a run of digits or a mark, before any look-up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw {
    start: usize,
    end: usize,
    gap: Gap,
    pub kind: RawKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawKind {
    Word,
    Digits,
    Mark(char),
}

/// A token as the grammar sees it: a known phrase is one token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    pub gap: Gap,
    pub kind: Kind,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word or phrase that the lexicon has.
    Known(EntryId),
    /// Any other word.
    Word,
    /// Digits, their value and how many; `repaired` where a letter was read as a digit.
    Number {
        value: u32,
        digits: u8,
        repaired: bool,
    },
    Mark(char),
}

/// Runs of more digits are no number of a date.
const LONGEST_NUMBER: usize = 9;

impl Raw {
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    pub fn len(&self) -> usize {
        self.end - self.start
    }

    pub fn is_glued(&self) -> bool {
        self.gap == Gap::None
    }

    pub fn after_blank_line(&self) -> bool {
        self.gap == Gap::Block
    }
}

/// Cuts a text without look-up. A word ends where a capital follows a small letter
/// (`CrossSeptember`), since transcriptions lose the line end there, and where digits begin.
pub(super) fn raw_tokens(text: &str) -> Vec<Raw> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let bytes = text.as_bytes();
    let mut gap = Gap::Block;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let start = at;
        let kind = if byte.is_ascii_alphabetic() {
            at = word_end(text, at);
            RawKind::Word
        } else if byte.is_ascii_digit() {
            at += bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
            RawKind::Digits
        } else if byte < 128 {
            at += 1;
            if byte.is_ascii_whitespace() {
                let line = byte == b'\n';
                gap = match gap {
                    Gap::Line if line => Gap::Block,
                    Gap::Block => Gap::Block,
                    Gap::Line => Gap::Line,
                    Gap::None | Gap::Space if line => Gap::Line,
                    Gap::None | Gap::Space => Gap::Space,
                };
                continue;
            }
            RawKind::Mark(char::from(byte))
        } else {
            let Some(letter) = text[at..].chars().next() else { break };
            if letter.is_alphabetic() {
                at = word_end(text, at);
                RawKind::Word
            } else {
                at += letter.len_utf8();
                if letter.is_whitespace() {
                    gap = gap.max(Gap::Space);
                    continue;
                }
                RawKind::Mark(letter)
            }
        };
        out.push(Raw { start, end: at, gap, kind });
        gap = Gap::None;
    }
    out
}

/// Where the word that begins at `at` ends.
fn word_end(text: &str, at: usize) -> usize {
    let mut small = false;
    for (offset, letter) in text[at..].char_indices() {
        let joins = letter.is_alphabetic() || ('\u{300}'..'\u{370}').contains(&letter);
        if !joins || (small && letter.is_uppercase()) {
            return at + offset;
        }
        small = letter.is_lowercase();
    }
    text.len()
}

/// Cuts a stretch of text and looks its words up; offsets count from the start of `text`, of
/// which only `block` is read.
pub(super) fn tokens(text: &str, block: Range<usize>, lexicon: &Lexicon, out: &mut Vec<Token>) {
    let base = block.start;
    let text = &text[block];
    let raw = raw_tokens(text);
    out.clear();
    let mut at = 0;
    while at < raw.len() {
        let token = raw[at];
        let mut end = token.end;
        let mut taken = 1;
        let capital = text[token.start..].chars().next().is_some_and(|first| !first.is_lowercase());
        let kind = match token.kind {
            RawKind::Mark(mark) => Kind::Mark(mark),
            RawKind::Word | RawKind::Digits => {
                if let Some((number, count)) = repaired(text, &raw[at..]) {
                    taken = count;
                    end = raw[at + count - 1].end;
                    number
                } else if let Some((entry, count)) = lexicon.look_up(text, &raw, at) {
                    taken = count;
                    end = raw[at + count - 1].end;
                    Kind::Known(entry)
                } else if token.kind == RawKind::Digits {
                    number(&text[token.range()])
                } else {
                    Kind::Word
                }
            }
        };
        out.push(Token {
            start: base + token.start,
            end: base + end,
            gap: token.gap,
            kind,
            capital,
        });
        at += taken;
    }
}

fn number(digits: &str) -> Kind {
    let value = if digits.len() > LONGEST_NUMBER { 0 } else { digits.parse().unwrap_or(0) };
    Kind::Number { value, digits: digits.len().min(255) as u8, repaired: false }
}

/// A number in which letters stand for digits: `1O`, `l9l8`.
fn repaired(text: &str, raw: &[Raw]) -> Option<(Kind, usize)> {
    let glued = 1 + raw[1..]
        .iter()
        .take(4)
        .take_while(|t| t.is_glued() && !matches!(t.kind, RawKind::Mark(_)))
        .count();
    if glued == 1 {
        return None;
    }
    let run = &text[raw[0].start..raw[glued - 1].end];
    if !(2..=4).contains(&run.len())
        || run.chars().filter(char::is_ascii_digit).count() * 2 < run.len()
    {
        return None;
    }
    let digits: Option<String> = run
        .chars()
        .map(|c| match c {
            '0'..='9' => Some(c),
            'O' | 'o' => Some('0'),
            'l' | 'I' => Some('1'),
            _ => None,
        })
        .collect();
    let value = digits?.parse().ok()?;
    Some((Kind::Number { value, digits: run.len() as u8, repaired: true }, glued))
}

/// The value of a Roman number in capitals up to 3999, in its shortest form.
pub(super) fn roman(text: &str) -> Option<u16> {
    const VALUES: [(&str, u16); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let figure = |byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M');
    if text.is_empty() || text.len() > 9 || !text.bytes().all(figure) {
        return None;
    }
    let mut rest = text;
    let mut sum = 0;
    for (sign, value) in VALUES {
        let mut times = 0;
        while let Some(after) = rest.strip_prefix(sign) {
            // `IIII` for IV and `VIIII` for IX are met in manuscripts.
            if times == 4 || (sign.len() == 2 && times == 1) {
                return None;
            }
            (rest, sum, times) = (after, sum + value, times + 1);
        }
    }
    rest.is_empty().then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_a_lost_line_end_stood() {
        let text = "CrossSeptember 9th";
        let cut: Vec<_> = raw_tokens(text).iter().map(|t| &text[t.range()]).collect();
        assert_eq!(cut, ["Cross", "September", "9", "th"]);
    }

    #[test]
    fn roman_numbers_in_their_shortest_form() {
        for (text, value) in [("I", 1), ("IV", 4), ("VIII", 8), ("XII", 12), ("MDCXX", 1620)] {
            assert_eq!(roman(text), Some(value), "{text}");
        }
        assert_eq!(roman("IXX"), None);
        assert_eq!(roman("VX"), None);
    }
}
