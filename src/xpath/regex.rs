//! Regular expressions of XPath, translated for the `regex` crate, whose time is linear.
//!
//! Back-references have no linear time; they, and the rarer Unicode blocks, are not evaluated.

use super::fault::{Fault, FaultKind};
use regex::{Regex, RegexBuilder};
use std::cell::RefCell;
use std::iter::Peekable;
use std::str::Chars;

/// The patterns that one evaluation has compiled.
#[derive(Debug, Default)]
pub(super) struct Patterns(RefCell<Vec<(String, String, Regex)>>);

/// How many are kept; expressions have few, unless they are made from the document.
const KEPT: usize = 64;
/// The bytes that a compiled pattern may take.
const MAX_SIZE: usize = 4 << 20;
/// How deep classes may be subtracted from classes.
const MAX_DEPTH: usize = 20;

impl Patterns {
    pub(super) fn get(&self, pattern: &str, flags: &str) -> Result<Regex, Fault> {
        let mut kept = self.0.borrow_mut();
        if let Some(at) = kept.iter().position(|(p, f, _)| p == pattern && f == flags) {
            return Ok(kept[at].2.clone());
        }
        let regex = compile(pattern, flags)?;
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push((pattern.to_owned(), flags.to_owned(), regex.clone()));
        Ok(regex)
    }
}

/// A regular expression of XPath without flags, as TEI's `matchPattern` is one.
///
/// # Errors
/// When it is none, or not supported.
pub fn compile_regex(pattern: &str) -> Result<Regex, Fault> {
    compile(pattern, "")
}

/// The compiled pattern.
fn compile(pattern: &str, flags: &str) -> Result<Regex, Fault> {
    if let Some(unknown) = flags.chars().find(|flag| !"smixq".contains(*flag)) {
        return Err(Fault::dynamic(format!("`{unknown}` is no flag of a regular expression")));
    }
    let has = |flag| flags.contains(flag);
    let translated = if has('q') {
        regex::escape(pattern)
    } else {
        let mut translation = Translation {
            rest: pattern.chars().peekable(),
            out: String::new(),
            dot_all: has('s'),
            extended: has('x'),
        };
        translation.run().map_err(|problem| problem.into_fault(pattern))?;
        translation.out
    };
    let built = RegexBuilder::new(&translated)
        .case_insensitive(has('i'))
        .multi_line(has('m') && !has('q'))
        .size_limit(MAX_SIZE)
        .build();
    built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => {
            let message = format!("the regular expression `{pattern}` is too large");
            Fault::new(FaultKind::Unsupported, usize::MAX, message)
        }
        _ => Fault::dynamic(format!("`{pattern}` is no regular expression of XPath")),
    })
}

enum Problem {
    Wrong(String),
    Unsupported(String),
}

impl Problem {
    fn into_fault(self, pattern: &str) -> Fault {
        let (kind, what) = match self {
            Self::Wrong(what) => (FaultKind::Dynamic, what),
            Self::Unsupported(what) => (FaultKind::Unsupported, what),
        };
        Fault::new(kind, usize::MAX, format!("in the regular expression `{pattern}`: {what}"))
    }
}

struct Translation<'p> {
    rest: Peekable<Chars<'p>>,
    out: String,
    dot_all: bool,
    extended: bool,
}

impl Translation<'_> {
    fn run(&mut self) -> Result<(), Problem> {
        // Whether a quantifier may stand here.
        let mut atom = false;
        let mut open = 0_usize;
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => {
                    self.escape(false)?;
                    atom = true;
                }
                '[' => {
                    self.class(0)?;
                    atom = true;
                }
                '.' => {
                    self.out.push_str(if self.dot_all { "(?s:.)" } else { r"[^\n\r]" });
                    atom = true;
                }
                '^' | '$' | '|' => {
                    self.out.push(c);
                    atom = false;
                }
                '(' => {
                    open += 1;
                    self.out.push('(');
                    if self.rest.next_if_eq(&'?').is_some() {
                        if self.rest.next_if_eq(&':').is_none() {
                            return Err(wrong("`(?` is followed by `:` or nothing"));
                        }
                        self.out.push_str("?:");
                    }
                    atom = false;
                }
                ')' => {
                    open = open.checked_sub(1).ok_or_else(|| wrong("`)` without `(`"))?;
                    self.out.push(')');
                    atom = true;
                }
                '?' | '*' | '+' | '{' => {
                    if !atom {
                        return Err(wrong(format!("nothing stands before `{c}`")));
                    }
                    self.quantifier(c)?;
                    atom = false;
                }
                ']' | '}' => return Err(wrong(format!("`{c}` must be written `\\{c}`"))),
                ' ' | '\t' | '\n' | '\r' if self.extended => {}
                literal => {
                    push_literal(&mut self.out, literal);
                    atom = true;
                }
            }
        }
        if open > 0 { Err(wrong("`(` without `)`")) } else { Ok(()) }
    }

    fn quantifier(&mut self, first: char) -> Result<(), Problem> {
        self.out.push(first);
        if first == '{' {
            let mut bounds = String::new();
            loop {
                match self.rest.next() {
                    Some('}') => break,
                    Some(c) if c.is_ascii_digit() || c == ',' => bounds.push(c),
                    _ => return Err(wrong("`{` begins a number of repeats, such as `{2,3}`")),
                }
            }
            if bounds.is_empty() || bounds.starts_with(',') || bounds.matches(',').count() > 1 {
                return Err(wrong(format!("`{{{bounds}}}` is no number of repeats")));
            }
            self.out.push_str(&bounds);
            self.out.push('}');
        }
        if self.rest.next_if_eq(&'?').is_some() {
            self.out.push('?');
        }
        Ok(())
    }

    /// What follows a backslash.
    fn escape(&mut self, in_class: bool) -> Result<(), Problem> {
        let Some(c) = self.rest.next() else { return Err(wrong("`\\` at the end")) };
        let class = match c {
            'n' => r"\n",
            'r' => r"\r",
            't' => r"\t",
            's' => r"[ \t\n\r]",
            'S' => r"[^ \t\n\r]",
            'd' => r"\p{Nd}",
            'D' => r"\P{Nd}",
            'w' => r"[^\p{P}\p{Z}\p{C}]",
            'W' => r"[\p{P}\p{Z}\p{C}]",
            'i' => NAME_START,
            'c' => NAME_CHARS,
            'I' | 'C' => {
                let class = if c == 'I' { NAME_START } else { NAME_CHARS };
                self.out.push_str("[^");
                self.out.push_str(&class[1..]);
                return Ok(());
            }
            'p' | 'P' => return self.property(c),
            '1'..='9' if !in_class => {
                return Err(Problem::Unsupported(format!("the back-reference `\\{c}`")));
            }
            '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^'
            | '$' => {
                push_literal(&mut self.out, c);
                return Ok(());
            }
            _ => return Err(wrong(format!("`\\{c}` means nothing"))),
        };
        self.out.push_str(class);
        Ok(())
    }

    fn property(&mut self, letter: char) -> Result<(), Problem> {
        let mut name = String::new();
        if self.rest.next_if_eq(&'{').is_some() {
            name.extend(std::iter::from_fn(|| self.rest.next_if(|&c| c != '}')));
        }
        if self.rest.next().is_none() || name.is_empty() {
            return Err(wrong(format!("`\\{letter}` wants a property, such as `\\p{{Lu}}`")));
        }
        if let Some(block) = name.strip_prefix("Is") {
            let Some((_, first, last)) = BLOCKS.iter().find(|(known, ..)| *known == block) else {
                return Err(Problem::Unsupported(format!("the block `{block}`")));
            };
            let not = if letter == 'P' { "^" } else { "" };
            self.out.push_str(&format!("[{not}\\x{{{first:X}}}-\\x{{{last:X}}}]"));
            return Ok(());
        }
        let sound = name.len() <= 2 && name.bytes().all(|b| b.is_ascii_alphabetic());
        if !sound {
            return Err(wrong(format!("`{name}` is no category of characters")));
        }
        self.out.push_str(&format!("\\{letter}{{{name}}}"));
        Ok(())
    }

    /// What follows `[`, up to its `]`; `[a-z-[aeiou]]` takes a class away from a class.
    fn class(&mut self, depth: usize) -> Result<(), Problem> {
        if depth > MAX_DEPTH {
            return Err(Problem::Unsupported("classes within classes, too deep".into()));
        }
        self.out.push_str("[[");
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        let mut empty = true;
        // A character that may begin a range.
        let mut first: Option<char> = None;
        loop {
            let Some(c) = self.rest.next() else { return Err(wrong("`[` without `]`")) };
            match c {
                ']' if empty => return Err(wrong("`[]` holds nothing")),
                ']' => {
                    self.out.push_str("]]");
                    return Ok(());
                }
                '-' if !empty && self.rest.next_if_eq(&'[').is_some() => {
                    self.out.push_str("]--");
                    self.class(depth + 1)?;
                    if self.rest.next() != Some(']') {
                        return Err(wrong("`]` ends a class after what is taken from it"));
                    }
                    self.out.push(']');
                    return Ok(());
                }
                '-' if first.is_some() && self.rest.peek() != Some(&']') => {
                    let (Some(from), Some(to)) = (first.take(), self.range_end()?) else {
                        return Err(wrong("a range ends with a character"));
                    };
                    if from > to {
                        return Err(wrong(format!("the range `{from}-{to}` runs backwards")));
                    }
                    self.out.push('-');
                    push_literal(&mut self.out, to);
                }
                '\\' => {
                    first = self.rest.peek().copied().and_then(single_escape);
                    self.escape(true)?;
                }
                '[' => return Err(wrong("`[` within a class must be written `\\[`")),
                literal => {
                    push_literal(&mut self.out, literal);
                    first = Some(literal);
                }
            }
            empty = false;
        }
    }

    fn range_end(&mut self) -> Result<Option<char>, Problem> {
        match self.rest.next() {
            Some('\\') => {
                let Some(c) = self.rest.next() else { return Err(wrong("`\\` at the end")) };
                Ok(single_escape(c))
            }
            Some('[') => Err(wrong("a range ends with a character")),
            other => Ok(other),
        }
    }
}

/// The one character that an escape stands for.
fn single_escape(c: char) -> Option<char> {
    match c {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        _ if c.is_ascii_punctuation() => Some(c),
        _ => None,
    }
}

/// Letters and digits as they are, all else by number: nothing then has a second meaning.
fn push_literal(out: &mut String, c: char) {
    if c.is_alphanumeric() {
        out.push(c);
    } else {
        out.push_str(&format!("\\x{{{:X}}}", u32::from(c)));
    }
}

fn wrong(what: impl Into<String>) -> Problem {
    Problem::Wrong(what.into())
}

const NAME_START: &str = r"[A-Z_a-z:\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}\x{200C}-\x{200D}\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}]";
const NAME_CHARS: &str = r"[A-Z_a-z:0-9.\-\x{B7}\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{37D}\x{37F}-\x{1FFF}\x{200C}-\x{200D}\x{203F}-\x{2040}\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}]";

/// The blocks of Unicode that editions ask for.
#[rustfmt::skip]
const BLOCKS: &[(&str, u32, u32)] = &[
    ("BasicLatin", 0, 0x7F), ("Latin-1Supplement", 0x80, 0xFF), ("LatinExtended-A", 0x100, 0x17F),
    ("LatinExtended-B", 0x180, 0x24F), ("IPAExtensions", 0x250, 0x2AF),
    ("SpacingModifierLetters", 0x2B0, 0x2FF), ("CombiningDiacriticalMarks", 0x300, 0x36F),
    ("Greek", 0x370, 0x3FF), ("GreekandCoptic", 0x370, 0x3FF), ("Cyrillic", 0x400, 0x4FF),
    ("Armenian", 0x530, 0x58F), ("Hebrew", 0x590, 0x5FF), ("Arabic", 0x600, 0x6FF),
    ("Syriac", 0x700, 0x74F), ("Devanagari", 0x900, 0x97F), ("Ethiopic", 0x1200, 0x137F),
    ("Runic", 0x16A0, 0x16FF), ("LatinExtendedAdditional", 0x1E00, 0x1EFF),
    ("GreekExtended", 0x1F00, 0x1FFF), ("GeneralPunctuation", 0x2000, 0x206F),
    ("SuperscriptsandSubscripts", 0x2070, 0x209F), ("CurrencySymbols", 0x20A0, 0x20CF),
    ("LetterlikeSymbols", 0x2100, 0x214F), ("NumberForms", 0x2150, 0x218F),
    ("CJKSymbolsandPunctuation", 0x3000, 0x303F), ("Hiragana", 0x3040, 0x309F),
    ("Katakana", 0x30A0, 0x30FF), ("CJKUnifiedIdeographs", 0x4E00, 0x9FFF),
    ("HangulSyllables", 0xAC00, 0xD7AF), ("PrivateUse", 0xE000, 0xF8FF),
    ("PrivateUseArea", 0xE000, 0xF8FF),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        compile(pattern, "").unwrap().is_match(text)
    }

    #[test]
    fn white_space_is_that_of_xml() {
        assert!(matches(r"\s", "a b"));
        assert!(!matches(r"\s", "a\u{A0}b"));
    }

    #[test]
    fn classes_are_taken_from_classes() {
        assert!(matches("^[a-z-[aeiou]]+$", "xyz"));
        assert!(!matches("^[a-z-[aeiou]]+$", "xaz"));
        assert!(matches("^[^a-c-[x]]$", "y"));
        assert!(!matches("^[^a-c-[x]]$", "x"));
    }

    #[test]
    fn what_is_special_to_the_engine_is_literal_here() {
        assert!(matches("^[&&~#]+$", "&~#"));
        assert!(matches("^a#b$", "a#b"));
        assert!(matches("^[-a]$", "-"));
        assert!(matches("^[a-]$", "-"));
    }

    #[test]
    fn flags_change_dots_and_spaces() {
        assert!(!matches("a.b", "a\nb"));
        assert!(compile("a.b", "s").unwrap().is_match("a\nb"));
        assert!(compile("a b", "x").unwrap().is_match("ab"));
        assert!(compile("A.", "iq").unwrap().is_match("xa.y"));
        assert!(compile("^b$", "m").unwrap().is_match("a\nb"));
        assert!(compile("a", "z").is_err());
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for pattern in ["(", ")", "[", "[]", "a**", "*", r"\q", "a{,2}", "[z-a]", "(?i)a", "a{"] {
            assert!(compile(pattern, "").is_err(), "{pattern}");
        }
        let fault = compile(r"(a)\1", "").unwrap_err();
        assert_eq!(fault.kind(), FaultKind::Unsupported);
        assert_eq!(compile("(a{1000}){1000}", "").unwrap_err().kind(), FaultKind::Unsupported);
    }
}
