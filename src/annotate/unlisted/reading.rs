//! A document read for names: its tokens, and what the whole of it says of each word.

use super::hash::{Folding, Hasher, folded};
use super::lists::{List, PLAIN};
use super::tokens::{Shape, Token, tokenize};
use super::words::{Class, Classes, WordTable};
use super::{Leaf, Role};
use hashbrown::HashMap;

/// What is known of a word, the same for all its places in the document.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// The hash of its folded letters.
    pub hash: u32,
    /// What the language file says of it.
    pub classes: Classes,
    /// The lists that it stands in, a bit for each.
    pub lists: u8,
    /// Whether it ends as a common noun does.
    pub noun: bool,
    /// Whether it ends as a surname does.
    pub surname: bool,
    /// The hashes of its last 2, 3 and 4 letters, and of its first 3.
    pub affixes: [u32; 4],
    /// How often it is met, by circumstance.
    pub met: Met,
}

/// How often a word is met in the document; each count stops at 255.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Met {
    /// In lower case.
    pub lower: u8,
    /// With a capital that no sentence begins with.
    pub upper: u8,
    /// After a title.
    pub titled: u8,
    /// After a forename or an initial.
    pub given: u8,
    /// After a preposition of place.
    pub placed: u8,
    /// After an article or possessive.
    pub determined: u8,
    /// After a word of greeting.
    pub greeted: u8,
    /// Alone in brackets, or alone on a line.
    pub alone: u8,
    /// Before a possessive `'s`.
    pub owning: u8,
}

/// The tokens of one leaf.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Its first token.
    pub first: usize,
    /// The token after its last one.
    pub end: usize,
    /// What kind of line it is, for features.
    pub kind: u8,
    /// What it is to the document.
    pub role: Role,
}

/// A document read for names.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The text.
    pub text: &'a str,
    /// Every token.
    pub tokens: Vec<Token>,
    /// The word of each token, an index into `words`.
    pub word_of: Vec<u32>,
    /// Every word once.
    pub words: Vec<Word>,
    /// The leaves.
    pub lines: Vec<Line>,
    /// What the language knows.
    pub table: &'a WordTable,
}

impl<'a> Reading<'a> {
    /// Reads the leaves of a text.
    #[must_use]
    pub fn new(text: &'a str, leaves: &[Leaf], table: &'a WordTable) -> Self {
        const LETTERS_A_TOKEN: usize = 5;
        let mut reading = Self {
            text,
            tokens: Vec::with_capacity(text.len() / LETTERS_A_TOKEN),
            word_of: Vec::new(),
            words: Vec::new(),
            lines: Vec::with_capacity(leaves.len()),
            table,
        };
        for leaf in leaves {
            let first = reading.tokens.len();
            tokenize(text, leaf.span, &mut reading.tokens);
            let end = reading.tokens.len();
            if end > first {
                reading.lines.push(Line { first, end, kind: 0, role: leaf.role });
            }
        }
        reading.intern();
        reading.place_lines();
        reading.count();
        reading
    }

    /// The word of a token.
    #[inline]
    #[must_use]
    pub fn word(&self, token: usize) -> &Word {
        &self.words[self.word_of[token] as usize]
    }

    /// The classes of a token; an initial among initials, as `M.` in `M. R. Gray`, is no title, nor
    /// is what is cut short after a forename, as `Fr.` in `Joh. Fr. Weiß`.
    #[inline]
    #[must_use]
    pub fn classes(&self, token: usize) -> Classes {
        let classes = self.word(token).classes;
        let letter = |at: usize| self.tokens.get(at).is_some_and(|it| it.shape == Shape::Letter);
        let cut = || {
            let forename = |at: usize| self.word(at).lists & List::Forename as u8 != 0;
            let given = |at: usize| self.tokens[at].stop && (letter(at) || forename(at));
            let beside = |at: usize| {
                let (before, after) = (self.tokens[at - 1].end, self.tokens[at].start);
                !self.text[before as usize..after as usize].contains('\n')
            };
            self.tokens[token].stop && token > 0 && beside(token) && given(token - 1)
        };
        if letter(token) && (letter(token + 1) || token > 0 && letter(token - 1))
            || classes.has(Class::Title) && cut()
        {
            return Classes::default();
        }
        classes
    }

    /// Whether a token is a title before a name.
    #[must_use]
    pub fn is_title(&self, token: usize) -> bool {
        self.classes(token).has(Class::Title)
    }

    /// Whether a token is a forename by the lists, and not the month of `4 August`.
    #[must_use]
    pub fn is_forename(&self, token: usize) -> bool {
        let (it, word) = (self.tokens[token], self.word(token));
        let dated = || token > 0 && self.tokens[token - 1].shape == Shape::Number;
        it.is_capital()
            && word.lists & List::Forename as u8 != 0
            && !(word.classes.has(Class::Time) && dated())
    }

    fn intern(&mut self) {
        let mut known: HashMap<u32, u32, Hasher> = HashMap::with_hasher(Hasher);
        self.word_of.reserve(self.tokens.len());
        for token in &self.tokens {
            let next = self.words.len() as u32;
            let index = *known.entry(token.hash).or_insert(next);
            if index == next {
                self.words.push(word(self.text, *token, self.table));
            }
            self.word_of.push(index);
        }
    }

    /// Whether a sentence begins with a token of a line: surely, or after a sign that may.
    #[must_use]
    pub fn begins(&self, line: Line, token: usize) -> Begin {
        if token == line.first {
            return Begin::Surely;
        }
        let before = self.tokens[token - 1];
        if before.stop {
            return if self.is_short(token - 1) { Begin::No } else { Begin::Surely };
        }
        if before.shape != Shape::Sign {
            return Begin::No;
        }
        match self.text.as_bytes()[before.start as usize] {
            b'.' | b'!' | b'?' => Begin::Surely,
            b',' | b'(' | b'&' | b'/' => Begin::No,
            _ => Begin::Perhaps,
        }
    }

    /// Whether a token with a stop is a word cut short, after which a name goes on: `J.`, `Dr.`.
    #[must_use]
    pub fn is_short(&self, token: usize) -> bool {
        const LONGEST: u32 = 6;
        let it = self.tokens[token];
        let classes = self.word(token).classes;
        it.stop
            && (it.shape == Shape::Letter
                || classes.has(Class::Address)
                || it.is_capital() && it.end - it.start <= LONGEST && classes.has(Class::Title)
                || it.is_capital() && it.end - it.start <= LONGEST && self.is_cut(token)
                || it.shape == Shape::Lower && it.end - it.start <= 2)
    }

    /// Whether a word with a stop is a name cut short, as `Friedr.`: one of the lists, or of a few
    /// letters, and nothing else.
    fn is_cut(&self, token: usize) -> bool {
        const FEW: u32 = 4;
        let it = self.tokens[token];
        let word = self.word(token);
        let other = List::Word as u8 | List::City as u8 | List::Town as u8 | List::Land as u8;
        let listed = word.lists & List::Forename as u8 != 0;
        (listed || it.end - it.start <= FEW) && word.lists & other == 0 && word.met.lower == 0
    }

    /// Gives each line its kind: 1 for one without lower case, 2 for a short one, 4 for one among
    /// the first, 8 for one among the last, 16 for one that ends in a comma or colon.
    fn place_lines(&mut self) {
        const SHORT: usize = 14;
        const EDGE: usize = 4;
        let count = self.lines.len();
        for at in 0..count {
            let Line { first, end, .. } = self.lines[at];
            let tokens = &self.tokens[first..end];
            let mut kind = 0;
            if !tokens.iter().any(|token| token.shape == Shape::Lower) {
                kind |= 1;
            }
            if tokens.len() <= SHORT {
                kind |= 2;
            }
            if at < EDGE {
                kind |= 4;
            }
            if at + EDGE >= count {
                kind |= 8;
            }
            let last = tokens[tokens.len() - 1];
            if matches!(self.text.as_bytes()[last.start as usize], b',' | b':' | b'!') {
                kind |= 16;
            }
            self.lines[at].kind = kind;
        }
    }

    fn count(&mut self) {
        for at in 0..self.lines.len() {
            let line = self.lines[at];
            for token in line.first..line.end {
                let it = self.tokens[token];
                if !it.is_word() {
                    continue;
                }
                let mut met = self.word(token).met;
                if it.shape == Shape::Lower {
                    met.lower = met.lower.saturating_add(1);
                } else {
                    self.meet(line, token, &mut met);
                }
                self.words[self.word_of[token] as usize].met = met;
            }
        }
    }

    /// Counts what stands around a capitalised word.
    fn meet(&self, line: Line, token: usize, met: &mut Met) {
        let add = |count: &mut u8, yes: bool| *count = count.saturating_add(u8::from(yes));
        add(&mut met.upper, self.begins(line, token) == Begin::No);
        let next = (token + 1 < line.end).then(|| self.tokens[token + 1]);
        add(&mut met.owning, next.is_some_and(|next| next.shape == Shape::Possessive));
        if token == line.first {
            add(&mut met.alone, line.end - line.first <= 2);
            return;
        }
        let before = self.tokens[token - 1];
        let word = self.word(token - 1);
        let title = word.classes.has(Class::Title);
        let open = before.stop && !self.is_short(token - 1);
        if open {
            return;
        }
        let forename = self.is_forename(token - 1);
        add(&mut met.titled, title);
        add(&mut met.given, !title && (forename || before.shape == Shape::Letter && before.stop));
        let lower = before.shape == Shape::Lower;
        add(&mut met.placed, lower && word.classes.has(Class::PlaceBefore));
        add(&mut met.determined, word.classes.has(Class::Determiner));
        let greeted = word.classes.has(Class::Salutation)
            || title
                && token >= line.first + 2
                && self.word(token - 2).classes.has(Class::Salutation);
        add(&mut met.greeted, greeted);
        let sign = |at: usize, sign: u8| {
            self.tokens[at].shape == Shape::Sign
                && self.text.as_bytes()[self.tokens[at].start as usize] == sign
        };
        add(&mut met.alone, sign(token - 1, b'(') && next.is_some() && sign(token + 1, b')'));
    }
}

/// Whether a sentence begins with a word, so that its capital says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Begin {
    /// It stands within a sentence.
    No,
    /// A sign before it may end a sentence.
    Perhaps,
    /// It does.
    Surely,
}

fn word(text: &str, token: Token, table: &WordTable) -> Word {
    let mut word = Word {
        hash: token.hash,
        classes: table.classes(token.hash),
        lists: 0,
        noun: false,
        surname: false,
        affixes: [0; 4],
        met: Met::default(),
    };
    if !token.is_word() {
        return word;
    }
    word.lists = table.lists(token.hash);
    if word.lists == 0 && text[token.span().range()].contains('-') {
        // `New-York`.
        word.lists = table.lists(folded(&text[token.span().range()].replace('-', " ")));
    }
    // Somebody is called `Der`, and a village `An`: that says nothing of these words.
    let small = [Class::Determiner, Class::Link, Class::PlaceBefore, Class::Joins];
    if small.iter().any(|class| word.classes.has(*class)) || table.is_never(token.hash) {
        word.lists &= PLAIN;
    }
    let letters: String = text[token.span().range()].chars().flat_map(char::to_lowercase).collect();
    word.noun = table.ends_as_noun(&letters);
    word.surname = table.ends_as_surname(&letters);
    if word.lists == 0 && token.is_capital() && table.is_diminutive(&letters) {
        word.lists = List::Forename as u8;
        word.noun = false;
    }
    if word.lists == 0 && token.is_capital() && table.derives_from_nouns(&letters) {
        word.lists = List::Noun as u8;
    }
    let hash = |part: &str| {
        let mut hash = Folding::new();
        part.chars().for_each(|c| hash.push(c));
        hash.finish()
    };
    let tail = |count: usize| {
        letters.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| hash(&letters[at..]))
    };
    let head = letters.char_indices().nth(3).map_or(0, |(at, _)| hash(&letters[..at]));
    word.affixes = [tail(2), tail(3), tail(4), head];
    word
}
