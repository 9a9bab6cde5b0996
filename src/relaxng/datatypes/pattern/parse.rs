//! Reads the regular expressions of XML Schema (Part 2, Appendix F) into a tree.

use super::class;
use super::tree::{Class, Tree};
use std::fmt;
use std::iter::Peekable;
use std::str::Chars;
use std::sync::Arc;

/// How deep groups and subtracted classes may nest, so that trees can be walked by recursion.
const DEPTH: usize = 100;

/// Why a pattern cannot be read, and at which character (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct PatternError {
    at: usize,
    message: String,
}

impl PatternError {
    pub(super) fn whole(message: impl Into<String>) -> Self {
        Self { at: 0, message: message.into() }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            0 => f.write_str(&self.message),
            at => write!(f, "{} at character {at} of the pattern", self.message),
        }
    }
}

type Result<T> = std::result::Result<T, PatternError>;

/// The tree of a pattern.
pub(super) fn parse(pattern: &str) -> Result<Tree> {
    let mut reader = Reader { chars: pattern.chars().peekable(), read: 0 };
    let mut open = vec![Group::default()];
    while let Some(c) = reader.next() {
        let atom = match c {
            '(' => {
                if open.len() == DEPTH {
                    return reader.fail(format!("groups nest deeper than {DEPTH}"));
                }
                open.push(Group::default());
                continue;
            }
            ')' => {
                let group = open.pop().filter(|_| !open.is_empty());
                let Some(group) = group else { return reader.fail("`)` closes nothing") };
                group.close()
            }
            '|' => {
                let group = open.last_mut().expect("the outermost group is never closed");
                group.branch();
                continue;
            }
            '?' | '*' | '+' | '{' => {
                return reader
                    .fail(format!("`{c}` repeats nothing; the character itself is `\\{c}`"));
            }
            '}' | ']' => {
                return reader
                    .fail(format!("`{c}` closes nothing; the character itself is `\\{c}`"));
            }
            '.' => Tree::Class(class::any()),
            '\\' => Tree::Class(reader.escape()?.into_class()),
            '[' => Tree::Class(Arc::new(reader.class(0)?)),
            c => Tree::Class(Arc::new(Class::one(c))),
        };
        let atom = reader.quantified(atom)?;
        open.last_mut().expect("the outermost group is never closed").branch.push(atom);
    }
    match (open.pop(), open.is_empty()) {
        (Some(group), true) => Ok(group.close()),
        (_, _) => reader.fail("a `)` is missing"),
    }
}

/// A group that is still open: the branches before the last `|`, and the one being read.
#[derive(Default)]
struct Group {
    branches: Vec<Tree>,
    branch: Vec<Tree>,
}

impl Group {
    fn branch(&mut self) {
        let branch = std::mem::take(&mut self.branch);
        self.branches.push(Tree::sequence(branch));
    }

    fn close(mut self) -> Tree {
        self.branch();
        Tree::choice(self.branches)
    }
}

/// What an escape or a member of a class is: only single characters bound a range.
enum Member {
    One(char),
    Many(Arc<Class>),
}

impl Member {
    fn into_class(self) -> Arc<Class> {
        match self {
            Self::One(c) => Arc::new(Class::one(c)),
            Self::Many(class) => class,
        }
    }
}

struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
    read: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        self.read += 1;
        Some(c)
    }

    fn peek(&mut self) -> Option<char> {
        self.chars.peek().copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next();
        }
        found
    }

    fn fail<T>(&self, message: impl Into<String>) -> Result<T> {
        Err(PatternError { at: self.read.max(1), message: message.into() })
    }

    /// The atom with the quantifier that follows it, if one does.
    fn quantified(&mut self, atom: Tree) -> Result<Tree> {
        let (least, most) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => {
                self.next();
                let least = self.number()?;
                let most = match (self.take(','), self.peek()) {
                    (false, _) => Some(least),
                    (true, Some('}')) => None,
                    (true, _) => Some(self.number()?),
                };
                if self.peek() != Some('}') {
                    self.next();
                    return self.fail("a quantifier is `{n}`, `{n,}` or `{n,m}`");
                }
                if most.is_some_and(|most| most < least) {
                    return self.fail(format!("`{{{least},…}}` ends below where it begins"));
                }
                (least, most)
            }
            Some(_) | None => return Ok(atom),
        };
        self.next();
        Ok(Tree::Repeat(Box::new(atom), least, most))
    }

    fn number(&mut self) -> Result<u32> {
        let mut number = None;
        while let Some(digit) = self.peek().filter(char::is_ascii_digit) {
            self.next();
            let digit = u32::from(digit as u8 - b'0');
            let next = number.unwrap_or(0_u32).checked_mul(10).and_then(|n| n.checked_add(digit));
            let Some(next) = next else { return self.fail("the number is too large") };
            number = Some(next);
        }
        let Some(number) = number else {
            self.next();
            return self.fail("a quantifier is `{n}`, `{n,}` or `{n,m}`");
        };
        Ok(number)
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Result<Member> {
        let Some(c) = self.next() else { return self.fail("nothing follows `\\`") };
        Ok(match c {
            'n' => Member::One('\n'),
            'r' => Member::One('\r'),
            't' => Member::One('\t'),
            '\\' | '|' | '.' | '-' | '^' | '?' | '*' | '+' | '{' | '}' | '(' | ')' | '[' | ']' => {
                Member::One(c)
            }
            'p' | 'P' => {
                let positive = self.property()?;
                Member::Many(if c == 'p' { positive } else { Arc::new(positive.negated()) })
            }
            c => match class::short(c) {
                Some(class) => Member::Many(class),
                None => return self.fail(format!("`\\{c}` is no escape of XML Schema")),
            },
        })
    }

    /// The class of `{Lu}` or `{IsGreek}`.
    fn property(&mut self) -> Result<Arc<Class>> {
        if !self.take('{') {
            return self.fail("`\\p` needs a category or block in braces, as in `\\p{L}`");
        }
        let mut name = String::new();
        loop {
            match self.next() {
                Some('}') => break,
                Some(c) if c.is_ascii_alphanumeric() || c == '-' => name.push(c),
                Some(_) | None => {
                    return self.fail("a category or block ends with `}`, as in `\\p{L}`");
                }
            }
        }
        if let Some(block) = name.strip_prefix("Is") {
            return match class::block(block) {
                Some(class) => Ok(class),
                None => self.fail(format!("there is no Unicode block `{block}`")),
            };
        }
        match class::category(&name) {
            Some(class) => Ok(class),
            None => self.fail(format!("there is no Unicode category `{name}`")),
        }
    }

    /// A class after its `[`, up to and with its `]`.
    fn class(&mut self, depth: usize) -> Result<Class> {
        if depth == DEPTH {
            return self.fail(format!("classes nest deeper than {DEPTH}"));
        }
        let negative = self.take('^');
        let mut class = Class::default();
        let mut first = true;
        loop {
            let Some(c) = self.next() else { return self.fail("a `]` is missing") };
            match (c, self.peek()) {
                (']', _) if !first => break,
                // A subtraction; it ends the class.
                ('-', Some('[')) if !first => {
                    self.next();
                    let less = self.class(depth + 1)?;
                    if !self.take(']') {
                        self.next();
                        return self
                            .fail("a subtracted class must end the class, as in `[a-z-[m]]`");
                    }
                    let mut whole = if negative { class.negated() } else { class };
                    whole.subtract(&less);
                    return Ok(whole);
                }
                ('-', Some(']')) => class.insert('-', '-'),
                ('-', Some(_)) if first => class.insert('-', '-'),
                ('-' | '[' | ']', _) => {
                    return self.fail(format!("`{c}` must be written `\\{c}` here"));
                }
                ('\\', _) => match self.escape()? {
                    Member::One(c) => self.range(&mut class, c)?,
                    Member::Many(many) => class.unite(&many),
                },
                (c, _) => self.range(&mut class, c)?,
            }
            first = false;
        }
        Ok(if negative { class.negated() } else { class })
    }

    /// Adds a character to a class, or the range that begins with it.
    fn range(&mut self, class: &mut Class, start: char) -> Result<()> {
        let mut ahead = self.chars.clone();
        let is_range = ahead.next() == Some('-') && !matches!(ahead.next(), Some('[' | ']') | None);
        if !is_range {
            class.insert(start, start);
            return Ok(());
        }
        self.next();
        let end = match self.next() {
            Some('\\') => match self.escape()? {
                Member::One(c) => c,
                Member::Many(_) => {
                    return self.fail("a range ends with one character, not with a class");
                }
            },
            Some('-') => return self.fail("`-` must be written `\\-` here"),
            Some(c) => c,
            None => return self.fail("a `]` is missing"),
        };
        if end < start {
            return self.fail(format!("the range `{start}-{end}` ends before it begins"));
        }
        class.insert(start, end);
        Ok(())
    }
}
