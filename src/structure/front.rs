//! The title page: titles, and the statement of who made the book.

use super::prose::is_section_head;
use super::unit::Unit;
use super::{Block, BlockKind, PageWords};

/// The most words that a line of a title has.
const TITLE_WORDS: usize = 16;
/// The most units that a title page has.
const TITLE_UNITS: usize = 8;

/// Takes a title page from the start of the units: short lines up to the first section head or
/// the first paragraph, when a byline is among them or they are several.
pub fn title_page(text: &str, units: Vec<Unit>, page: &PageWords) -> (Option<Block>, Vec<Unit>) {
    let short = |unit: &&Unit| {
        let line = unit.text(text);
        !is_section_head(line, page) && (is_byline(line, page) || is_title(line))
    };
    let reach = units.iter().take(TITLE_UNITS).take_while(short).count();
    let byline = units[..reach].iter().rposition(|unit| is_byline(unit.text(text), page));
    let headed = units.get(reach).is_some_and(|unit| is_section_head(unit.text(text), page));
    let length = byline.map_or(if headed { reach } else { 0 }, |at| at + 1);
    if length == 0 || length == units.len() {
        return (None, units);
    }
    let mut main = true;
    let parts = units[..length]
        .iter()
        .map(|unit| {
            let kind = if is_byline(unit.text(text), page) {
                BlockKind::Byline
            } else {
                BlockKind::Title { main: std::mem::take(&mut main) }
            };
            Block::leaf(kind, unit.span)
        })
        .collect();
    (Some(Block::around(BlockKind::TitlePage, parts)), units[length..].to_vec())
}

/// Whether a line can be one of a title page.
fn is_title(line: &str) -> bool {
    let words = line.split_whitespace().count();
    words <= TITLE_WORDS
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“„«".contains(c))
}

/// Whether a line says who made a book by more than a `by`, which a letter may begin with too.
pub fn is_statement(line: &str, page: &PageWords) -> bool {
    const SHORTEST: usize = 6;
    statements(line, page).any(|word| word.chars().count() >= SHORTEST)
}

/// Whether a line says who compiled, edited or translated: `Compiled by: A. Smith`.
fn is_byline(line: &str, page: &PageWords) -> bool {
    statements(line, page).next().is_some()
}

/// The words that a line says with who compiled, edited or translated.
fn statements<'a>(line: &'a str, page: &'a PageWords) -> impl Iterator<Item = &'a String> {
    const MOST_WORDS: usize = 60;
    let lower = line.to_lowercase();
    let short = line.split_whitespace().count() <= MOST_WORDS;
    page.byline_words.iter().filter(move |word| {
        let Some(rest) = lower.strip_prefix(word.as_str()) else { return false };
        let names = rest.trim_start_matches([':', ' ']);
        let gap = rest.starts_with([':', ' ']);
        let start = line.len().checked_sub(names.len());
        let first = start.and_then(|at| line.get(at..)).and_then(|rest| rest.chars().next());
        short && gap && first.is_some_and(char::is_uppercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::structure::units;

    fn parts(text: &str) -> Vec<BlockKind> {
        let (block, _) = title_page(text, units(text), &Language::get("en").page);
        block.map_or(Vec::new(), |block| block.children.into_iter().map(|part| part.kind).collect())
    }

    #[test]
    fn titles_and_byline_make_a_title_page() {
        let text = "Old Letters. 1800-1801\nA selection 1990.\n\nEdited by: A.B. Smith, C. Jones.\n\nText follows here, at length.";
        let wanted =
            [BlockKind::Title { main: true }, BlockKind::Title { main: false }, BlockKind::Byline];
        assert_eq!(parts(text), wanted);
    }

    #[test]
    fn a_head_over_a_paragraph_is_no_title_page() {
        assert_eq!(parts("Introduction\n\nThe text begins."), []);
        assert_eq!(parts("By the river stood a house."), []);
    }
}
