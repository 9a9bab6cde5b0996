//! How much a unit looks like each part of a letter.
//!
//! The numbers are weights of evidence: about 6 for what is sure by itself, 3 for what needs
//! company, 0 for what says nothing, less for what speaks against it.

use super::line::{Line, Makeup, words};
use super::role::{NEVER, Role};
use super::{Layout, dateline, heading, number, run_in};
use crate::annotate::citations;
use crate::annotate::unlisted::{List, folded, lists};
use crate::structure::{front, notes, prose};

/// The weights of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looks([i32; Role::ALL.len()]);

impl Looks {
    /// The weight for a role.
    pub fn of(&self, role: Role) -> i32 {
        self.0[role as usize]
    }

    fn set(&mut self, role: Role, weight: i32) {
        self.0[role as usize] = weight;
    }

    /// What a paragraph looks like.
    fn paragraph() -> Self {
        let mut looks = Self([NEVER; Role::ALL.len()]);
        for (role, weight) in
            [(Role::Prose, 0), (Role::Body, 0), (Role::Postscript, -1), (Role::Note, -3)]
        {
            looks.set(role, weight);
        }
        looks
    }
}

/// What is known of a page before its units are looked at.
pub struct Page<'a> {
    /// The words and dates of its languages.
    pub layout: &'a Layout<'a>,
    /// The surnames in its headings, in lower case.
    pub surnames: Vec<String>,
}

/// Looks at a unit. `beside` are the ones before and after it where they touch.
pub fn look(line: &Line, beside: (Option<&Line>, Option<&Line>), page: &Page) -> Looks {
    let layout = page.layout;
    let mut looks = Looks::paragraph();
    if let Some((_, text)) = notes::label(line.text) {
        let words = text.starts_with(|c: char| c.is_uppercase() || "\"“„«»‘'[".contains(c));
        let weight = if words && !is_item(line.text) { 1 } else { -1 };
        looks.set(Role::Note, weight);
    }
    looks.set(Role::Body, run_in(line, layout));
    if line.words.is_empty() {
        return looks;
    }
    if let Some(weight) = source(line, layout) {
        looks.set(Role::Source, weight);
    }
    if line.is_long() {
        if line_begins(line.bare, &layout.words.postscripts) {
            looks.set(Role::Postscript, 7);
        }
        return looks;
    }
    if notes::is_head(line.text, &layout.language.page) {
        let mut head = Looks([NEVER; Role::ALL.len()]);
        head.set(Role::NotesHead, 9);
        head.set(Role::Prose, 0);
        head.set(Role::Body, -9);
        return head;
    }
    if is_of_book(line, layout) {
        let mut head = Looks([NEVER; Role::ALL.len()]);
        head.set(Role::Prose, 4);
        head.set(Role::Body, -6);
        return head;
    }
    top(line, beside, &mut looks, layout);
    bottom(line, beside, &mut looks, page);
    looks
}

/// Whether a line is of the book around the letters: the head of a chapter, who made the book.
fn is_of_book(line: &Line, layout: &Layout) -> bool {
    let page = &layout.language.page;
    let head = prose::is_section_head(line.text, page) || prose::is_named_head(line.text, page);
    let made = front::is_statement(line.text, page);
    number::read(line.whole, layout.words).is_none() && (head || made)
}

/// Whether a number with a bracket or a stop leads a line, as items of lists have it more than
/// notes.
fn is_item(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with([')', '.'])
}

/// A paragraph that a salutation leads, or that a closing formula with a name ends.
fn run_in(line: &Line, layout: &Layout) -> i32 {
    const SALUTE: i32 = 5;
    const CLOSING: i32 = 4;
    let salute = run_in::salute(line.text, 0, layout).is_some();
    let closing = run_in::closing(line.text, 0, layout).is_some();
    i32::from(salute) * SALUTE + i32::from(closing) * CLOSING
}

fn line_begins(text: &str, leads: &[String]) -> bool {
    const REACH: usize = 40;
    let start: String = text.chars().take(REACH).collect();
    super::line::after(&start, &start.to_lowercase(), leads).is_some()
}

fn top(line: &Line, beside: (Option<&Line>, Option<&Line>), looks: &mut Looks, layout: &Layout) {
    if number::read(line.whole, layout.words).is_some() {
        looks.set(Role::Number, 8);
    }
    if number::is_reference(line, layout.words) {
        looks.set(Role::Reference, 5);
    }
    if let Some(found) = heading::read(line, layout) {
        let both = !found.senders.is_empty() && !found.addressees.is_empty();
        let stop = line.ends_with(&['.', ';', ':']);
        let length = i32::from(line.words.len() > 24);
        let weight = match (both, found.weak) {
            (_, true) => 3,
            (true, false) => 7,
            (false, false) => 5,
        };
        looks.set(Role::Heading, weight - i32::from(stop) - length);
    }
    let remark = remark(line, layout);
    if let Some(weight) = remark {
        looks.set(Role::Remark, weight);
    }
    let (above, below) = dateline::weigh(line, beside, layout);
    looks.set(Role::Dateline, above);
    looks.set(Role::EndDateline, below);
    if title(line, layout) {
        // A date in a title is that of what it is about.
        looks.set(Role::Title, 5);
        looks.set(Role::Dateline, above.min(above - 5).max(NEVER));
        looks.set(Role::EndDateline, below.min(below - 5).max(NEVER));
    }
    looks.set(Role::Salute, salute(line, layout));
    let address = address(line, layout);
    looks.set(Role::Address, address);
    looks.set(Role::EndAddress, address);
    looks.set(Role::Letterhead, letterhead(line, layout));
    if let Some(weight) = enclosure(line, layout) {
        looks.set(Role::Enclosure, weight);
    }
}

fn bottom(line: &Line, beside: (Option<&Line>, Option<&Line>), looks: &mut Looks, page: &Page) {
    let layout = page.layout;
    looks.set(Role::Closing, closing(line, layout));
    looks.set(Role::Signature, signature(line, beside, page));
    if line_begins(line.bare, &layout.words.postscripts) {
        looks.set(Role::Postscript, 7);
    }
    if let Some(weight) = remark(line, layout) {
        looks.set(Role::Dispatch, weight);
    }
}

/// The title of a document that is no letter: `Memorandum on the Harbour Dues`.
fn title(line: &Line, layout: &Layout) -> bool {
    let makeup = Makeup::of(line.bare, layout);
    line.after(&layout.words.documents).is_some()
        && !line.ends_with(&['.', ',', ';', ':', '!', '?'])
        && makeup.capitals * 4 >= (makeup.capitals + makeup.others) * 3
}

/// A line that says how a letter was sent or kept.
fn remark(line: &Line, layout: &Layout) -> Option<i32> {
    const WORDS: usize = 20;
    let rest = line.after(&layout.words.remarks)?;
    if line.words.len() > WORDS {
        return None;
    }
    // A word that a sentence may begin with needs brackets, an end, or a date after it.
    let alone = rest.chars().all(|c| !c.is_alphanumeric());
    let weight = if line.bracketed || alone { 5 } else { 3 };
    Some(weight - i32::from(line.words.len() > 10))
}

/// A line that announces an enclosure, and is more than a count of them.
fn enclosure(line: &Line, layout: &Layout) -> Option<i32> {
    const WORDS: usize = 12;
    let rest = line.after(&layout.words.enclosures)?;
    let first = words(rest).next();
    let numbered = first.is_none_or(|word| {
        word.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase())
            || word.chars().count() <= 2
            || layout.words.number_words.contains(&word.to_lowercase())
    });
    (line.words.len() <= WORDS && (line.bracketed || numbered)).then_some(7)
}

/// A salutation: `Dear Klim!`, `Sir:`, `Volodya,`.
pub fn salute(line: &Line, layout: &Layout) -> i32 {
    const WORDS: usize = 14;
    if line.words.len() > WORDS {
        return NEVER;
    }
    let end = i32::from(line.ends_with(&['!', ',', ':', '—', '–', '-'])) * 2;
    if let Some(rest) = line.after(&layout.words.salutations) {
        let makeup = Makeup::of(rest, layout);
        let others = i32::try_from(makeup.others).unwrap_or(8);
        return 4 + end - (others - 1).max(0) * 2 - figures(makeup);
    }
    if let Some(rest) = line.after(&layout.words.addressed) {
        let makeup = Makeup::of(rest, layout);
        if makeup.others == 0 {
            return 3 + end - figures(makeup);
        }
        return NEVER;
    }
    let makeup = Makeup::of(line.bare, layout);
    let name =
        makeup.others == 0 && makeup.figures == 0 && makeup.all() <= 4 && makeup.capitals > 0;
    if name && end > 0 { 1 + i32::from(line.ends_with(&['!'])) * 2 } else { NEVER }
}

fn figures(makeup: Makeup) -> i32 {
    i32::try_from(makeup.figures).unwrap_or(i32::MAX / 8) * 3
}

/// A line of an address: with a word before it, in capitals, or short beside another.
fn address(line: &Line, layout: &Layout) -> i32 {
    const WORDS: usize = 14;
    if line.words.len() > WORDS || line.ends_with(&['!', '?']) || is_list(line.bare, layout) {
        return NEVER;
    }
    let makeup = Makeup::of(line.bare, layout);
    if in_capitals(line.bare) && line.bare.contains(',') && makeup.others == 0 {
        return 4;
    }
    if let Some(rest) = line.after(&layout.words.address) {
        let rest = Makeup::of(rest, layout);
        if rest.others == 0 {
            return if line.ends_with(&[',']) && makeup.all() < 3 { 1 } else { 4 };
        }
        return if rest.others <= 1 { 0 } else { NEVER };
    }
    let short = makeup.others <= 1 && makeup.all() <= 8;
    if short { -1 } else { NEVER }
}

/// Whether most of the letters are capitals: `TIFLIS, HARBOUR BOARD, Comrade GRAY;`.
fn in_capitals(text: &str) -> bool {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    upper >= 6 && upper * 2 > letters
}

/// Any short line above a letter; least of all a sentence.
fn letterhead(line: &Line, layout: &Layout) -> i32 {
    const WORDS: usize = 16;
    if line.words.len() > WORDS || line.ends_with(&['!', '?', ',']) {
        return NEVER;
    }
    let makeup = Makeup::of(line.bare, layout);
    let sentence = line.ends_with(&['.'])
        && (is_list(line.bare, layout) || makeup.others > makeup.capitals.max(1));
    if sentence { -4 } else { -1 }
}

/// A closing formula.
fn closing(line: &Line, layout: &Layout) -> i32 {
    const WORDS: usize = 16;
    let count = i32::try_from(line.words.len()).unwrap_or(i32::MAX / 8);
    if signs_for(line, layout) {
        return 6;
    }
    if line.ends_with(&['?', ':']) {
        return NEVER;
    }
    let length = (count - 8).max(0) / 4;
    if line.after(&layout.words.closings).is_some() && line.words.len() <= WORDS {
        return 5 - length;
    }
    // A paragraph that ends with a formula is none: its own sentences stand before it.
    let phrases = &layout.words.closing_phrases;
    let first = phrases.iter().filter_map(|phrase| line.lower.find(phrase.as_str())).min();
    match first {
        Some(at) if !line.lower[..at].contains(['.', '!', '?']) => 5 - length,
        _ => NEVER,
    }
}

/// `For the Harbour Board:`, `(For the Consul)`: what stands before the name of who signs for it.
fn signs_for(line: &Line, layout: &Layout) -> bool {
    const WORDS: usize = 10;
    let Some(rest) = line.after(&layout.words.signed) else { return false };
    let first = words(rest).next().unwrap_or_default();
    let article = layout.words.small.contains(&first.to_lowercase())
        && (first.starts_with(char::is_lowercase) || has_office(line, layout));
    let office = line.bracketed && has_office(line, layout);
    line.words.len() <= WORDS && (article || office || line.ends_with(&[':']))
}

/// A signature: a name alone, after a word that leads it, or before an office.
fn signature(line: &Line, beside: (Option<&Line>, Option<&Line>), page: &Page) -> i32 {
    const WORDS: usize = 14;
    let layout = page.layout;
    let figures = Makeup::of(line.bare, layout).figures > 0;
    let open = line.ends_with(&['?', ':', ';'])
        || signs_for(line, layout)
        || line.after(&layout.words.documents).is_some();
    if line.words.len() > WORDS || figures || open || is_outline(line.bare) {
        return NEVER;
    }
    let known = if page.knows(line.bare) { 4 } else { 0 };
    if let Some(rest) = line.after(&layout.words.signed) {
        let makeup = Makeup::of(rest, layout);
        if makeup.others == 0 && makeup.capitals > 0 {
            return 6 + known;
        }
    }
    let name = line.bare.split(',').next().unwrap_or_default();
    let role = line.bare.len() > name.len() + 1;
    let makeup = Makeup::of(name, layout);
    // `The Maria, the Anna and the Olga.` lists things.
    if line.ends_with(&['.']) && is_list(line.bare, layout) || is_heading_of_list(name, page) {
        return NEVER;
    }
    let is_name = makeup.capitals > 0
        && makeup.others == 0
        && makeup.figures == 0
        && makeup.all() <= 7
        && makeup.small <= makeup.capitals
        && !words(name).next().is_some_and(|first| {
            let lower = first.to_lowercase();
            layout.words.small.contains(&lower) && layout.words.from.contains(&lower)
        });
    if let Some(rest) = line.after(&layout.words.before_signature) {
        let rest = Makeup::of(rest, layout);
        let named = super::correspondence::name_at_end(line.bare, layout).is_some();
        if named && rest.capitals > 0 && rest.others <= 4 && rest.all() <= 8 {
            return 7 + known - i32::try_from(rest.others).unwrap_or_default() / 2;
        }
    }
    // An office below a name that it touches, or what follows a comma.
    let open_before = beside.0.is_some_and(|before| before.text.ends_with(','));
    let office = has_office(line, layout);
    let goes_on = if open_before || office && beside.0.is_some() { 4 } else { 0 };
    if !is_name {
        let all = Makeup::of(line.bare, layout);
        let short = all.others <= 2 && all.capitals > 0 && all.all() <= 8;
        // `The Director of the Harbour`: the office alone signs.
        let weight = if office { 1.max(goes_on - 1) } else { goes_on - 1 };
        return if short { weight } else { NEVER };
    }
    let initials = i32::from(makeup.initials > 0);
    let open = line.ends_with(&[',']) && beside.1.is_none();
    let many = i32::from(makeup.all() > 4);
    // Persons sign; the name of a body or a single letter does after a closing formula alone.
    if is_body(name, layout) || name.chars().filter(|c| c.is_alphabetic()).count() == 1 {
        return known + goes_on - i32::from(is_body(name, layout)) * 2;
    }
    3 + initials + known + goes_on - i32::from(open) * 2 - many - i32::from(role && !open)
}

/// Whether words are a common noun, or begin with a word that no name holds: `Tariffs`, `Regarding
/// Holland`. Those who are called so sign with `Papa`.
fn is_heading_of_list(name: &str, page: &Page) -> bool {
    let of_names = &page.layout.language.names;
    let mut all = words(name);
    let first = all.next().unwrap_or_default().trim_end_matches('.');
    let lower = first.to_lowercase();
    if of_names.never.contains(&lower) {
        // `Dein Alfred`, `Yours Anna` sign as well.
        let before = &page.layout.words.before_signature;
        return !of_names.determiners.contains(&lower)
            && !before.iter().any(|word| word.starts_with(&lower));
    }
    let found = lists(folded(first));
    let named = List::Forename as u8 | List::Surname as u8;
    let noun = found & List::Word as u8 != 0 && found & named == 0;
    noun && all.next().is_none()
        && !of_names.intimates.contains(&lower)
        && !of_names.kin.contains(&lower)
        && !page.layout.words.offices.contains(&lower)
        && !page.knows(first)
}

/// Whether a line names several things, each with its article: `The Maria, the Anna`.
fn is_list(text: &str, layout: &Layout) -> bool {
    let led = |part: &str| {
        let first = words(part).next().unwrap_or_default().to_lowercase();
        layout.language.names.determiners.contains(&first)
    };
    text.split(',').filter(|part| led(part)).count() > 1
}

/// Whether a word for an office stands in a line.
fn has_office(line: &Line, layout: &Layout) -> bool {
    words(line.bare)
        .any(|word| layout.words.offices.contains(&word.trim_end_matches('.').to_lowercase()))
}

/// Whether a word for a body stands in a name.
fn is_body(name: &str, layout: &Layout) -> bool {
    words(name).any(|word| layout.words.bodies.contains(&word.to_lowercase()))
}

/// Whether a line begins with the number of a part, as outlines have it: `IV.`, `II. Ships`,
/// `3. Ships`, `VI`. One Roman figure before a name is an initial.
fn is_outline(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let (first, dashed) = first.split_once(['—', '–']).map_or((first, false), |(a, _)| (a, true));
    let number = first.trim_end_matches(['.', ')', '-']);
    let roman = number.chars().all(|c| "IVXL".contains(c));
    let closed = number.len() < first.len();
    let alone = first.len() == text.len() && (closed || number.len() > 1);
    let leads = closed && (number.len() > 1 || dashed);
    let digits = closed && number.bytes().all(|b| b.is_ascii_digit());
    !number.is_empty() && (roman && (alone || leads) || digits)
}

impl Page<'_> {
    /// Whether a line holds a name of the headings.
    fn knows(&self, text: &str) -> bool {
        words(text).any(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            self.surnames.contains(&bare)
        })
    }
}

/// A line that says where a letter is kept, or printed.
fn source(line: &Line, layout: &Layout) -> Option<i32> {
    let words = &layout.language.citations;
    let labels = citations::labels(line.text, words);
    match labels {
        citations::Labels { archival: 2.., start: true, .. } => Some(9),
        // A paragraph that cites is none.
        _ if line.is_long() => None,
        citations::Labels { archival: 2.., .. } => Some(2),
        citations::Labels { printed: 2.., .. } => Some(3),
        _ => None,
    }
}
