//! Words, numbers and signs of a leaf.

use super::hash::Folding;
use crate::layer::Span;

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// `gray`.
    Lower,
    /// `Gray`.
    Capital,
    /// `GRAY`, of two letters and more.
    Capitals,
    /// `McGray`, `O'Gray`: capitals within.
    Mixed,
    /// `J`: one capital.
    Letter,
    /// `12`.
    Number,
    /// `'s` after a word.
    Possessive,
    /// Anything else, one character each.
    Sign,
}

/// A token of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the text.
    pub start: u32,
    /// The byte after the last one, without a stop.
    pub end: u32,
    /// The hash of its folded letters, or of its sign.
    pub hash: u32,
    /// What it looks like.
    pub shape: Shape,
    /// Whether a full stop follows at once; it has no token of its own then.
    pub stop: bool,
    /// Whether white space stands before it, or nothing.
    pub apart: bool,
}

impl Token {
    /// Its place, without the stop.
    #[must_use]
    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Whether it begins with a capital.
    #[must_use]
    pub fn is_capital(self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Capitals | Shape::Mixed | Shape::Letter)
    }

    /// Whether it is a word.
    #[must_use]
    pub fn is_word(self) -> bool {
        self.is_capital() || self.shape == Shape::Lower
    }
}

/// Appends the tokens of a leaf. Hyphens join words; an elided article (`d'`, `l'`) and a
/// possessive `'s` are tokens of their own.
pub fn tokenize(text: &str, leaf: Span, tokens: &mut Vec<Token>) {
    let mut at = leaf.start;
    let mut apart = true;
    while at < leaf.end {
        let rest = &text[at..leaf.end];
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            at += first.len_utf8();
            apart = true;
            continue;
        }
        let mut token = if first.is_alphabetic() {
            word(rest)
        } else if first.is_ascii_digit() {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            sized(&rest[..length], Shape::Number)
        } else if matches!(first, '\'' | '’') && !apart && is_possessive(rest, first) {
            sized(&rest[..=first.len_utf8()], Shape::Possessive)
        } else {
            sized(&rest[..first.len_utf8()], Shape::Sign)
        };
        token.start += at as u32;
        token.end += at as u32;
        token.apart = apart;
        at = token.end as usize;
        if token.is_word() && text[at..leaf.end].starts_with('.') {
            token.stop = true;
            at += 1;
        }
        tokens.push(token);
        apart = false;
    }
}

/// A token at the start of a text, its hash that of its letters.
fn sized(letters: &str, shape: Shape) -> Token {
    let mut hash = Folding::new();
    // All numbers of one length are alike.
    if shape == Shape::Number {
        hash.push('0');
        (1..letters.len().min(4)).for_each(|_| hash.push('0'));
    } else {
        letters.chars().for_each(|c| hash.push(c));
    }
    let end = letters.len() as u32;
    Token { start: 0, end, hash: hash.finish(), shape, stop: false, apart: false }
}

fn is_possessive(rest: &str, mark: char) -> bool {
    let mut after = rest[mark.len_utf8()..].chars();
    matches!(after.next(), Some('s' | 'S')) && !after.next().is_some_and(char::is_alphanumeric)
}

/// The word that a text begins with.
fn word(rest: &str) -> Token {
    let mut hash = Folding::new();
    let mut end = 0;
    let (mut upper, mut lower, mut letters, mut first_upper) = (0, 0, 0, false);
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_alphabetic() || is_mark(c) {
            if c.is_uppercase() {
                upper += 1;
                first_upper |= letters == 0;
            } else {
                lower += 1;
            }
            letters += 1;
            hash.push(c);
            end = at + c.len_utf8();
            continue;
        }
        let next = chars.peek().map(|(_, c)| *c);
        let joins = next.is_some_and(char::is_alphabetic);
        if c == '-' && joins {
            hash.push(c);
            continue;
        }
        if matches!(c, '\'' | '’') && joins {
            let capital = next.is_some_and(char::is_uppercase);
            if letters == 1 && !(first_upper && capital && rest.starts_with('O'))
                || elided(&rest[..at])
            {
                // `d'`, `l'`: the apostrophe ends the word.
                hash.push(c);
                end = at + c.len_utf8();
                break;
            }
            if !is_possessive(&rest[at..], c) {
                hash.push(c);
                continue;
            }
        }
        break;
    }
    let shape = match (first_upper, upper, lower) {
        (true, 1, 0) => Shape::Letter,
        (true, _, 0) => Shape::Capitals,
        (true, 1, _) => Shape::Capital,
        (true, _, _) if rest[..end].contains('-') => Shape::Capital,
        (true, _, _) => Shape::Mixed,
        (false, _, _) => Shape::Lower,
    };
    Token { start: 0, end: end as u32, hash: hash.finish(), shape, stop: false, apart: false }
}

/// `qu'`, `jusqu'`, `lorsqu'`.
fn elided(before: &str) -> bool {
    let bytes = before.as_bytes();
    bytes.len() >= 2 && bytes[bytes.len() - 2..].eq_ignore_ascii_case(b"qu")
}

/// A combining mark belongs to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(&str, Shape, bool)> {
        let mut tokens = Vec::new();
        tokenize(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|t| (&text[t.span().range()], t.shape, t.stop)).collect()
    }

    #[test]
    fn words_have_shapes() {
        use Shape::{Capital, Capitals, Letter, Lower, Mixed, Number, Possessive, Sign};
        assert_eq!(
            tokens("J. O'Gray’s l’Aube, d'Or, McGray-Ash 12 USA?"),
            [
                ("J", Letter, true),
                ("O'Gray", Mixed, false),
                ("’s", Possessive, false),
                ("l’", Lower, false),
                ("Aube", Capital, false),
                (",", Sign, false),
                ("d'", Lower, false),
                ("Or", Capital, false),
                (",", Sign, false),
                ("McGray-Ash", Capital, false),
                ("12", Number, false),
                ("USA", Capitals, false),
                ("?", Sign, false),
            ]
        );
    }

    #[test]
    fn the_first_words_of_any_bytes_are_tokens() {
        assert_eq!(
            tokens("e\u{301}a \u{301}'"),
            [
                ("e\u{301}a", Shape::Lower, false),
                ("\u{301}", Shape::Sign, false),
                ("'", Shape::Sign, false),
            ]
        );
    }
}
