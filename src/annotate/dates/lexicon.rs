//! The words of one or several languages, compiled for look-up while the text is cut into tokens.

use super::anchors::Anchors;
use super::begins::Begins;
use super::tokens::{Raw, RawKind, raw_tokens};
use crate::languages::{
    DatesWords, EventWords, FeastWords, Language, NumericOrder, PartWords, Role, TermWords,
};
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// What a word or phrase can be in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sense {
    Month(MonthName),
    RepublicanMonth(u8),
    Weekday(u8),
    Season(u8),
    Cardinal(u16),
    Ordinal(u8),
    Decade(u8),
    Day(i8),
    Following(i8),
    Part(u16),
    Feast(u16),
    Term(u16),
    Event(u16),
    Role(Role),
}

/// The name of a month as a language writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MonthName {
    pub number: u8,
    /// Written with a capital, or no month.
    pub capital: bool,
    /// Also a common word or a first name.
    pub doubtful: bool,
    /// A number of two figures after it is the day, not the year.
    pub day_after: bool,
}

/// Where a word's senses stand in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EntryId(u32);

/// A phrase that begins with a known word: what has to follow it.
#[derive(Debug)]
struct Phrase {
    rest: Vec<Element>,
    entry: EntryId,
}

#[derive(Debug, PartialEq, Eq)]
enum Element {
    Word(Box<str>),
    Mark(char),
}

/// What a phrase can be, and what can begin with it.
#[derive(Debug)]
struct Entry {
    senses: Vec<Sense>,
    begins: Begins,
}

#[derive(Debug, Default)]
struct First {
    alone: Option<EntryId>,
    /// The longest first.
    phrases: Vec<Phrase>,
    /// With which bytes of ASCII, in lower case, the second words of the phrases begin: a bit each.
    seconds: u128,
}

impl First {
    fn add(&mut self, rest: Vec<Element>, entry: EntryId) {
        self.seconds |= match &rest[0] {
            Element::Word(word) if word.as_bytes()[0] < 128 => 1 << word.as_bytes()[0],
            // A full stop may be missing, and other letters may have capitals in ASCII.
            Element::Word(_) | Element::Mark(_) => u128::MAX,
        };
        self.phrases.push(Phrase { rest, entry });
    }

    /// Whether a phrase could go on with this token.
    fn goes_on(&self, text: &str, next: Option<&Raw>) -> bool {
        let Some(byte) = next.map(|next| text.as_bytes()[next.range().start]) else {
            return self.seconds != 0;
        };
        byte >= 128 || self.seconds & (1 << byte.to_ascii_lowercase()) != 0
    }
}

/// Everything the grammar needs to know of its languages.
#[derive(Debug)]
pub(super) struct Lexicon {
    firsts: HashMap<Box<str>, First>,
    entries: Vec<Entry>,
    /// Which first two bytes a known word can have, in lower case.
    starts: Box<[u64; 1024]>,
    /// What tells that a text may hold a date.
    pub anchors: Anchors,
    pub parts: Vec<PartWords>,
    pub feasts: Vec<FeastWords>,
    pub terms: Vec<TermWords>,
    pub events: Vec<EventWords>,
    pub order: NumericOrder,
    /// Whether a full stop after a figure makes it an ordinal.
    pub ordinal_stop: bool,
    /// Whether days of the week are written with a capital.
    pub capital_weekdays: bool,
    /// The full names of months, for the repair of misspelt ones.
    pub month_names: Vec<(String, u8)>,
}

/// Names of months with fewer letters have too many neighbours to be repaired.
const SHORTEST_REPAIRED: usize = 4;
/// Words of more letters are in no lexicon.
const LONGEST_WORD: usize = 40;

impl Lexicon {
    /// Compiles the languages, the first one foremost, and the words of every language.
    pub fn new(languages: &[&Language], events: &[EventWords]) -> Self {
        let mut collected = Collected::default();
        let words = languages.iter().map(|language| &language.dates);
        for words in words.chain([Language::any_dates()]) {
            collected.add(words);
        }
        for event in events {
            collected.event(event);
        }
        let order = languages.first().map_or(NumericOrder::DayMonth, |l| l.dates.numeric_order);
        let ordinal_stop = languages.iter().any(|l| l.dates.ordinal_stop);
        let lexicon = collected.compile();
        let capital_weekdays = languages.first().is_none_or(|l| l.dates.capital);
        Self { order, ordinal_stop, capital_weekdays, ..lexicon }
    }

    /// The senses of an entry.
    pub fn senses(&self, entry: EntryId) -> &[Sense] {
        &self.entries[entry.0 as usize].senses
    }

    /// Which constructions an entry can begin.
    pub fn begins(&self, entry: EntryId) -> Begins {
        self.entries[entry.0 as usize].begins
    }

    /// The number words that a long word is made of: `achtzehnhundertfünf`.
    pub fn number_words(&self, word: &str) -> Option<Vec<EntryId>> {
        /// Below this many letters no two number words fit.
        const SHORTEST: usize = 8;
        if word.len() < SHORTEST || word.len() > LONGEST_WORD {
            return None;
        }
        let word = word.to_lowercase();
        // Where the words end that the first so many bytes can be divided into, the longest last.
        let mut reached: Vec<Option<(usize, EntryId)>> = vec![None; word.len() + 1];
        for end in 1..=word.len() {
            let mut starts = (0..end).filter(|&at| at == 0 || reached[at].is_some());
            reached[end] = starts.find_map(|at| Some((at, self.number_word(word.get(at..end)?)?)));
        }
        let mut found = Vec::new();
        let mut at = word.len();
        while at > 0 {
            let (before, entry) = reached[at]?;
            found.push(entry);
            at = before;
        }
        found.reverse();
        Some(found)
    }

    fn number_word(&self, word: &str) -> Option<EntryId> {
        let entry = self.firsts.get(word)?.alone?;
        let counts = |sense: &Sense| {
            matches!(
                sense,
                Sense::Cardinal(_)
                    | Sense::Ordinal(_)
                    | Sense::Role(Role::Hundred | Role::Thousand | Role::And)
            )
        };
        self.senses(entry).iter().any(counts).then_some(entry)
    }

    /// The entry that begins at the token `at` and how many tokens it takes, the longest first.
    pub fn look_up(&self, text: &str, raw: &[Raw], at: usize) -> Option<(EntryId, usize)> {
        let mut lowered = Lowered::default();
        let word = self.lower(text, &raw[at], &mut lowered)?;
        let first = self.firsts.get(word)?;
        if !first.goes_on(text, raw.get(at + 1)) {
            return first.alone.map(|entry| (entry, 1));
        }
        let found = first.phrases.iter().find_map(|phrase| {
            Some((phrase.entry, 1 + follows(text, &raw[at + 1..], &phrase.rest)?))
        });
        found.or(first.alone.map(|entry| (entry, 1)))
    }

    /// The token in lower case, where its first bytes are those of a known word.
    fn lower<'b>(&self, text: &str, token: &Raw, lowered: &'b mut Lowered) -> Option<&'b str> {
        let bytes = &text.as_bytes()[token.range()];
        let first = usize::from(bytes[0].to_ascii_lowercase());
        let second = usize::from(bytes.get(1).map_or(0, u8::to_ascii_lowercase));
        // Letters outside of ASCII are let through: their lower case may begin otherwise.
        if first < 128 && second < 128 {
            let bit = first * 256 + second;
            if self.starts[bit / 64] & (1 << (bit % 64)) == 0 {
                return None;
            }
        }
        lowered.word(text, token)
    }
}

/// How many tokens the rest of a phrase takes; full stops may be missing.
fn follows(text: &str, raw: &[Raw], rest: &[Element]) -> Option<usize> {
    let mut at = 0;
    for element in rest {
        match element {
            Element::Mark('.') => {
                // Old hands write a colon for the full stop of an abbreviation.
                let stop = raw
                    .get(at)
                    .filter(|t| matches!(t.kind, RawKind::Mark('.' | ':')) && t.is_glued());
                at += usize::from(stop.is_some());
            }
            Element::Mark(mark) => {
                raw.get(at).filter(|t| t.kind == RawKind::Mark(*mark))?;
                at += 1;
            }
            Element::Word(word) => {
                let token = raw.get(at).filter(|t| !t.after_blank_line())?;
                let printed = &text[token.range()];
                let same = printed.eq_ignore_ascii_case(word)
                    || (!printed.is_ascii() && printed.to_lowercase() == **word);
                if !same {
                    return None;
                }
                at += 1;
            }
        }
    }
    Some(at)
}

/// Room for a word in lower case: on the stack where its letters are of ASCII, as nearly all are.
struct Lowered {
    ascii: [u8; LONGEST_WORD],
    other: String,
}

impl Default for Lowered {
    fn default() -> Self {
        Self { ascii: [0; LONGEST_WORD], other: String::new() }
    }
}

impl Lowered {
    fn word(&mut self, text: &str, token: &Raw) -> Option<&str> {
        if matches!(token.kind, RawKind::Mark(_)) || token.len() > LONGEST_WORD {
            return None;
        }
        let word = &text[token.range()];
        if !word.is_ascii() {
            self.other.extend(word.chars().flat_map(char::to_lowercase));
            return Some(&self.other);
        }
        let room = &mut self.ascii[..word.len()];
        room.copy_from_slice(word.as_bytes());
        room.make_ascii_lowercase();
        std::str::from_utf8(room).ok()
    }
}

/// The words as they are gathered; sorted, so that the lexicon is the same in every run.
#[derive(Default)]
struct Collected {
    phrases: BTreeMap<String, Vec<Sense>>,
    parts: Vec<PartWords>,
    feasts: Vec<FeastWords>,
    terms: Vec<TermWords>,
    events: Vec<EventWords>,
    month_names: Vec<(String, u8)>,
}

impl Collected {
    fn word(&mut self, phrase: &str, sense: Sense) {
        // The full stop of a single abbreviation is left to the grammar: it may end a sentence.
        let phrase =
            phrase.strip_suffix('.').filter(|word| !word.contains([' ', '.'])).unwrap_or(phrase);
        let senses = self.phrases.entry(phrase.to_lowercase()).or_default();
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    fn add(&mut self, words: &DatesWords) {
        for (number, names) in (1..).zip(&words.months) {
            for (nth, name) in names.iter().enumerate() {
                let doubtful = words.doubtful_months.contains(name);
                let day_after = words.capital && words.day_after_month;
                let month = MonthName { number, capital: words.capital, doubtful, day_after };
                self.word(name, Sense::Month(month));
                if nth == 0 && name.chars().count() >= SHORTEST_REPAIRED {
                    self.month_names.push((name.to_lowercase(), number));
                }
            }
        }
        for (number, names) in (1..).zip(&words.republican_months) {
            for name in names {
                self.word(name, Sense::RepublicanMonth(number));
            }
        }
        for (number, names) in (1..).zip(&words.weekdays) {
            for name in names {
                self.word(name, Sense::Weekday(number));
            }
        }
        let seasons = &words.seasons;
        let seasons = [&seasons.spring, &seasons.summer, &seasons.autumn, &seasons.winter];
        for (number, names) in (1..).zip(seasons) {
            for name in names {
                self.word(name, Sense::Season(number));
            }
        }
        for (word, &n) in &words.cardinals {
            self.word(word, Sense::Cardinal(n));
        }
        for (word, &n) in &words.ordinals {
            self.word(word, Sense::Ordinal(n));
        }
        for (word, &n) in &words.decades {
            self.word(word, Sense::Decade(n));
        }
        for (word, &n) in &words.days {
            self.word(word, Sense::Day(n));
        }
        for (word, &n) in &words.following {
            self.word(word, Sense::Following(n));
        }
        for (&role, phrases) in &words.words {
            for phrase in phrases {
                self.word(phrase, Sense::Role(role));
            }
        }
        self.tables(words);
    }

    fn tables(&mut self, words: &DatesWords) {
        for part in &words.parts {
            let sense = Sense::Part(self.parts.len() as u16);
            part.words.iter().for_each(|word| self.word(word, sense));
            self.parts.push(part.clone());
        }
        for feast in &words.feasts {
            let sense = Sense::Feast(self.feasts.len() as u16);
            feast.words.iter().for_each(|word| self.word(word, sense));
            self.feasts.push(feast.clone());
        }
        for term in &words.terms {
            let sense = Sense::Term(self.terms.len() as u16);
            term.words.iter().for_each(|word| self.word(word, sense));
            self.terms.push(term.clone());
        }
        words.events.iter().for_each(|event| self.event(event));
    }

    fn event(&mut self, event: &EventWords) {
        let sense = Sense::Event(self.events.len() as u16);
        event.words.iter().for_each(|word| self.word(word, sense));
        self.events.push(event.clone());
    }

    fn compile(self) -> Lexicon {
        let mut firsts: HashMap<Box<str>, First> = HashMap::new();
        let mut entries = Vec::new();
        let mut starts = Box::new([0_u64; 1024]);
        let mut anchors = Anchors::default();
        for (phrase, senses) in self.phrases {
            let raw = raw_tokens(&phrase);
            let words = raw.iter().filter(|token| !matches!(token.kind, RawKind::Mark(_)));
            anchors.add(words.map(|token| &phrase[token.range()]), &senses);
            let mut elements = raw.iter().map(|token| match token.kind {
                RawKind::Mark(mark) => Element::Mark(mark),
                RawKind::Word | RawKind::Digits => Element::Word(phrase[token.range()].into()),
            });
            let Some(first) = elements.next() else { continue };
            let Element::Word(first) = first else { continue };
            let bytes = first.as_bytes();
            let bit = usize::from(bytes[0]) * 256 + usize::from(bytes.get(1).copied().unwrap_or(0));
            starts[bit / 64] |= 1 << (bit % 64);
            let entry = EntryId(entries.len() as u32);
            let rest: Vec<_> = elements.collect();
            let first = firsts.entry(first).or_default();
            if rest.is_empty() {
                first.alone = Some(entry);
            } else {
                first.add(rest, entry);
            }
            let begins = Begins::of(&phrase, &senses);
            entries.push(Entry { senses, begins });
        }
        for first in firsts.values_mut() {
            first.phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        let Self { parts, feasts, terms, events, month_names, .. } = self;
        Lexicon {
            firsts,
            entries,
            starts,
            anchors,
            parts,
            feasts,
            terms,
            events,
            order: NumericOrder::DayMonth,
            ordinal_stop: false,
            capital_weekdays: true,
            month_names,
        }
    }
}
