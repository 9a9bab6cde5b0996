//! Prose: divisions with their heads, paragraphs, lists, quotations, page breaks.

use super::unit::Unit;
use super::{Block, BlockKind, PageWords};

/// The most words that a head has.
const HEAD_WORDS: usize = 14;
/// The `@type` of a division whose head has no word for it.
const PLAIN: &str = "division";
/// What stands before an item of a list.
const BULLETS: [char; 6] = ['•', '◦', '▪', '–', '—', '-'];
const QUOTES: [(char, &str); 5] = [('"', "\""), ('“', "”"), ('„', "“”"), ('«', "»"), ('‘', "’")];

/// A stretch of text under one head, before divisions are closed.
struct Open {
    role: String,
    n: Option<String>,
    keyed: bool,
    blocks: Vec<Block>,
}

/// Divides the units into divisions at their heads; what stands before the first head, and the
/// whole of a text without heads, stays at the top.
pub fn divide(text: &str, units: &[Unit], page: &PageWords) -> Vec<Block> {
    let breaks = page_breaks(text, units, page);
    let mut top = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let unit = units[at];
        let head = match breaks[at] {
            None => role_of_head(text, unit, units.get(at + 1), page),
            Some(_) => None,
        };
        let Some((role, n)) = head else {
            let (block, length) = block_at(text, &units[at..], breaks[at].as_ref());
            open.last_mut().map_or(&mut top, |division| &mut division.blocks).push(block);
            at += length;
            continue;
        };
        let keyed = role.is_some();
        while open.last().is_some_and(|division| keyed || !division.keyed) {
            close(&mut open, &mut top);
        }
        let mut blocks = vec![Block::leaf(BlockKind::Head, unit.span)];
        at += 1;
        if n.is_some()
            && let Some(title) = title_below(text, unit, &units[at..], page)
        {
            blocks.push(Block::leaf(BlockKind::Head, title.span));
            at += 1;
        }
        let role = role.unwrap_or_else(|| PLAIN.to_owned());
        open.push(Open { role, n, keyed, blocks });
    }
    while !open.is_empty() {
        close(&mut open, &mut top);
    }
    top
}

/// The paragraphs, lists, quotations and page breaks of a text without heads.
pub fn plain(text: &str, units: &[Unit], page: &PageWords) -> Vec<Block> {
    let breaks = page_breaks(text, units, page);
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let (block, length) = block_at(text, &units[at..], breaks[at].as_ref());
        blocks.push(block);
        at += length;
    }
    blocks
}

/// The block that begins with the first of the units, which is no head, and how many units it
/// takes.
fn block_at(text: &str, units: &[Unit], page_break: Option<&String>) -> (Block, usize) {
    let unit = units[0];
    if let Some(n) = page_break {
        return (Block::leaf(BlockKind::PageBreak { n: n.clone() }, unit.span), 1);
    }
    if let Some(length) = list_length(text, units) {
        let items = units[..length].iter().map(|unit| Block::leaf(BlockKind::Item, unit.span));
        return (Block::around(BlockKind::List, items.collect()), length);
    }
    let quoted = is_quotation(unit.text(text));
    let kind = if quoted { BlockKind::Quotation } else { BlockKind::Paragraph };
    (Block::leaf(kind, unit.span), 1)
}

/// Closes the innermost division and puts it where it belongs.
fn close(open: &mut Vec<Open>, top: &mut Vec<Block>) {
    let Some(done) = open.pop() else { return };
    let block = Block::around(BlockKind::Division { role: done.role, n: done.n }, done.blocks);
    open.last_mut().map_or(top, |outer| &mut outer.blocks).push(block);
}

/// Whether a line is a head by its first word and a number: `Section I 1912 - 1921`, `Chapter 3`.
pub fn is_section_head(line: &str, page: &PageWords) -> bool {
    let mut words = line.split_whitespace();
    let Some(first) = words.next().map(str::to_lowercase) else { return false };
    let Some(second) = words.next() else { return false };
    line.split_whitespace().count() <= HEAD_WORDS
        && line.starts_with(char::is_uppercase)
        && page.section_words.contains(&first)
        && is_number(second.trim_end_matches(['.', ':', ',']))
        && !line.ends_with([',', ';'])
}

/// The `@type` and `@n` of the division that a unit is the head of; none where it is no head. A
/// head that has no word for its division has no type of its own.
fn role_of_head(
    text: &str,
    unit: Unit,
    next: Option<&Unit>,
    page: &PageWords,
) -> Option<(Option<String>, Option<String>)> {
    let line = unit.text(text);
    if is_section_head(line, page) {
        let (role, n) = role_and_number(line);
        Some((Some(role), n))
    } else if is_named_head(line, page) {
        Some((Some(plain_role(&bare_head(line))), None))
    } else {
        is_plain_head(text, unit, next, page).then_some((None, None))
    }
}

/// Whether a line is a head by itself: `Preface`, `INTRODUCTION.`
pub fn is_named_head(line: &str, page: &PageWords) -> bool {
    const MOST: usize = 40;
    line.len() <= MOST
        && line.starts_with(char::is_uppercase)
        && page.head_words.contains(&bare_head(line))
}

/// A head in lower case, without a stop.
fn bare_head(line: &str) -> String {
    line.trim_end_matches(['.', ':', ' ']).to_lowercase().replace('’', "'")
}

/// The title on the line below a head that is a number and nothing else: `Chapter II`, then `The
/// Flood`, then the text.
fn title_below(text: &str, head: Unit, below: &[Unit], page: &PageWords) -> Option<Unit> {
    let [title, next, ..] = below else { return None };
    let (line, after) = (title.text(text), next.text(text));
    let bare = head.text(text).split_whitespace().count() == 2;
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let is_title = letters > 2
        && line.split_whitespace().count() <= HEAD_WORDS
        && line
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“„«".contains(c))
        && !line.ends_with(['.', ',', ';', ':', '-', '–', '—'])
        && !is_section_head(line, page);
    let text_follows =
        after.split_whitespace().count() > HEAD_WORDS || after.ends_with(['.', '!', '?']);
    (bare && is_title && text_follows).then_some(*title)
}

/// Whether a unit is a head without a number: a short line between blank ones, no sentence, with
/// a paragraph below it.
fn is_plain_head(text: &str, unit: Unit, next: Option<&Unit>, page: &PageWords) -> bool {
    const PLAIN_WORDS: usize = 10;
    let line = unit.text(text);
    let Some(next) = next.filter(|next| next.gap) else { return false };
    let below = next.text(text);
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    unit.gap
        && letters > 2
        && line.split_whitespace().count() <= PLAIN_WORDS
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !line.ends_with(['.', ',', ';', ':', '!', '?', '"', '”', '»', ')', ']', '-', '–', '—'])
        && (below.split_whitespace().count() > PLAIN_WORDS || is_section_head(below, page))
        && below.starts_with(|c: char| !c.is_lowercase())
}

/// An Arabic or Roman number.
fn is_number(word: &str) -> bool {
    !word.is_empty()
        && (word.bytes().all(|b| b.is_ascii_digit())
            || word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C')))
}

/// The `@type` and `@n` of a section head: its word and its number.
fn role_and_number(line: &str) -> (String, Option<String>) {
    let mut words = line.split_whitespace();
    let role = words.next().unwrap_or_default().to_lowercase();
    let n = words.next().map(|n| n.trim_end_matches(['.', ':', ',']).to_owned());
    (plain_role(&role), n)
}

/// A type is one XML name in every language.
fn plain_role(role: &str) -> String {
    if role.chars().all(char::is_alphabetic) { role.to_owned() } else { PLAIN.to_owned() }
}

/// Whether a paragraph is one quotation: it opens with a quotation mark whose partner ends it.
fn is_quotation(line: &str) -> bool {
    QUOTES.iter().any(|(open, close)| {
        let Some(rest) = line.strip_prefix(*open) else { return false };
        let inner = rest.trim_end_matches('.');
        inner.ends_with(|c| close.contains(c))
            && inner.chars().filter(|c| close.contains(*c)).count() == 1
            && rest.split_whitespace().count() > HEAD_WORDS
    })
}

/// How many units from here on are items of one list: two at least with the same bullet, or
/// numbered from 1 with a bracket or full stop.
fn list_length(text: &str, units: &[Unit]) -> Option<usize> {
    let bullet = |unit: &Unit| {
        let mut chars = unit.text(text).chars();
        let first = chars.next().filter(|c| BULLETS.contains(c))?;
        chars.next().filter(|c| c.is_whitespace()).map(|_| first)
    };
    let first = bullet(units.first()?);
    let length = match first {
        Some(sign) => units.iter().take_while(|unit| bullet(unit) == Some(sign)).count(),
        None => units
            .iter()
            .zip(1..)
            .take_while(|(unit, wanted)| item_number(unit.text(text)) == Some(*wanted))
            .count(),
    };
    (length >= 2).then_some(length)
}

/// The number of a numbered item: `1) …`, `2. …`.
fn item_number(line: &str) -> Option<u32> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix([')', '.'])?;
    (digits <= 3 && rest.starts_with(char::is_whitespace)).then(|| line[..digits].parse().ok())?
}

/// The page numbers that stand alone on a line: with a page word, between dashes or brackets; or
/// bare, when at least two of them count on.
fn page_breaks(text: &str, units: &[Unit], page: &PageWords) -> Vec<Option<String>> {
    let mut found: Vec<Option<String>> = vec![None; units.len()];
    let mut bare: Vec<(usize, u32)> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let line = unit.text(text);
        let core = line.trim_matches(['-', '–', '—', '[', ']', '(', ')', ' ']);
        let lower = core.to_lowercase();
        let after = page.page_words.iter().find_map(|word| lower.strip_prefix(word.as_str()));
        let number = after.unwrap_or(&lower).trim();
        if number.is_empty() || number.len() > 4 || !number.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        if after.is_some() || core.len() < line.len() && line.starts_with(['-', '–', '—', '['])
        {
            found[at] = Some(number.to_owned());
        } else if let (true, Ok(n)) = (core == line, number.parse()) {
            bare.push((at, n));
        }
    }
    for pair in bare.windows(2) {
        if pair[1].1 == pair[0].1 + 1 {
            for (at, n) in pair {
                found[*at] = Some(n.to_string());
            }
        }
    }
    found
}

/// The leaves of a division, for tests and for other modules that want its text alone.
#[cfg(test)]
fn shape(block: &Block) -> String {
    let inner: Vec<String> = block.children.iter().map(shape).collect();
    let name = match &block.kind {
        BlockKind::Division { role, n } => format!("{role}{}", n.as_deref().unwrap_or_default()),
        BlockKind::PageBreak { n } => format!("pb{n}"),
        other => format!("{other:?}").to_lowercase(),
    };
    if inner.is_empty() { name } else { format!("{name}({})", inner.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::structure::units;

    fn shapes(text: &str) -> String {
        let blocks = divide(text, &units(text), &Language::get("en").page);
        blocks.iter().map(shape).collect::<Vec<_>>().join(" ")
    }

    const LONG: &str = "This is a paragraph of more than ten words, so that it is no head at all.";

    #[test]
    fn heads_open_divisions_and_plain_heads_nest_in_numbered_ones() {
        let text =
            format!("Section I 1800\n\n{LONG}\n\nThe first year\n\n{LONG}\n\nSection II\n\n{LONG}");
        assert_eq!(
            shapes(&text),
            "sectionI(head paragraph division(head paragraph)) sectionII(head paragraph)"
        );
    }

    #[test]
    fn the_title_below_the_number_of_a_chapter_is_a_head_too() {
        assert_eq!(
            shapes(&format!(
                "Chapter II\nTHE FLOOD\n\n{LONG}\n\nChapter III.\n\nThe ebb\n\n{LONG}"
            )),
            "chapterII(head head paragraph) chapterIII(head head paragraph)"
        );
        assert_eq!(
            shapes("Chapter I\n\nHe came.\n\nHe left."),
            "chapterI(head paragraph paragraph)"
        );
    }

    #[test]
    fn heads_without_a_number_have_their_own_word() {
        assert_eq!(
            shapes("PREFACE.\n\nShort.\n\nChapter I\n\nShort.\n\nEditor’s note\n\nShort."),
            "preface(head paragraph) chapterI(head paragraph) division(head paragraph)"
        );
    }

    #[test]
    fn a_text_without_heads_is_paragraphs() {
        assert_eq!(shapes("One.\n\nTwo."), "paragraph paragraph");
    }

    #[test]
    fn bullets_and_numbers_make_lists() {
        assert_eq!(shapes("So:\n\n- a\n- b\n\nEnd."), "paragraph list(item item) paragraph");
        assert_eq!(shapes("1) a\n2) b"), "list(item item)");
        assert_eq!(shapes("- alone"), "paragraph");
    }

    #[test]
    fn page_numbers_that_stand_alone_are_breaks() {
        assert_eq!(shapes("One.\n\n- 12 -\n\nTwo.\n\n[p. 13]"), "paragraph pb12 paragraph pb13");
        assert_eq!(
            shapes("One.\n\n12\n\nTwo.\n\n13\n\nThree."),
            "paragraph pb12 paragraph pb13 paragraph"
        );
        assert_eq!(shapes("One.\n\n12\n\nTwo."), "paragraph paragraph paragraph");
    }

    #[test]
    fn a_paragraph_between_quotation_marks_is_a_quotation() {
        assert_eq!(shapes(&format!("He wrote:\n\n“{LONG}”")), "paragraph quotation");
        assert_eq!(
            shapes("“No,” he said, “not I, not at all and not for anyone who asks me so.”"),
            "paragraph"
        );
    }
}
