//! Page furniture: navigation, site headers, repeated heads. Set apart with a reason, never lost.

use super::unit::Unit;
use super::{Block, BlockKind, Furniture, PageWords, clip};
use crate::diagnostic::{Code, Finding};

/// What separates the links of a navigation line.
const SEPARATORS: [char; 7] = ['|', '»', '«', '·', '•', '‹', '›'];
/// How many units from the top or the bottom of a page navigation is looked for.
const REACH: usize = 8;
/// How many units from the top a head without a number is looked for.
const TOP: usize = 2;
/// The most words that a link has.
const LINK_WORDS: usize = 4;
/// The most words that the name of a site or a repeated head has.
const HEAD_WORDS: usize = 10;

/// Splits the units of a page into the furniture above, the text, and the furniture below.
pub fn set_apart(
    text: &str,
    units: &[Unit],
    page: &PageWords,
    findings: &mut Vec<Finding>,
) -> (Vec<Block>, Vec<Unit>, Vec<Block>) {
    let kinds = recognise(text, units, page);
    let top = kinds.iter().take_while(|kind| kind.is_some()).count();
    let bottom = kinds[top..].iter().rev().take_while(|kind| kind.is_some()).count();
    let end = units.len() - bottom;
    let mut set = |range: std::ops::Range<usize>| -> Vec<Block> {
        range
            .filter_map(|at| {
                let kind = kinds[at]?;
                let span = units[at].span;
                let what = units[at].text(text);
                findings.push(Finding::new(
                    Code::FurnitureSetApart,
                    span,
                    format!("`{}` is set apart as {}", clip(what), reason(kind)),
                ));
                Some(Block::leaf(BlockKind::Furniture(kind), span))
            })
            .collect()
    };
    let (above, below) = (set(0..top), set(end..units.len()));
    (above, units[top..end].to_vec(), below)
}

/// The kind of furniture that each unit is, as far as the top and the bottom of the page reach.
fn recognise(text: &str, units: &[Unit], page: &PageWords) -> Vec<Option<Furniture>> {
    let mut kinds = vec![None; units.len()];
    let is_link_row = |at: usize| is_navigation(units[at].text(text), page);
    let top = (0..units.len().min(REACH)).rev().find(|&at| is_link_row(at));
    if let Some(last) = top
        && (0..last).all(|at| is_link_row(at) || is_short(units[at].text(text)))
    {
        for (at, kind) in kinds.iter_mut().enumerate().take(last + 1) {
            *kind =
                Some(if is_link_row(at) { Furniture::Navigation } else { Furniture::SiteHeader });
        }
    }
    for at in (units.len().saturating_sub(REACH)..units.len()).rev() {
        if kinds[at].is_some() {
            break;
        }
        let line = units[at].text(text);
        if is_link_row(at) {
            kinds[at] = Some(Furniture::Navigation);
        } else if at > 1 && units[at].gap && is_short(line) && repeats(text, &units[..at], line) {
            kinds[at] = Some(Furniture::RepeatedHead);
        } else {
            break;
        }
    }
    kinds
}

/// Whether a line is a row of links, or a single well-known one.
fn is_navigation(line: &str, page: &PageWords) -> bool {
    let known = |item: &str| {
        let item = item.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        page.navigation_words.contains(&item)
    };
    let items: Vec<&str> =
        line.split(SEPARATORS).map(str::trim).filter(|item| !item.is_empty()).collect();
    let short = |item: &&str| item.split_whitespace().count() <= LINK_WORDS;
    match items.as_slice() {
        [] => false,
        [only] => known(only),
        _ => {
            items.iter().all(short)
                && !line.ends_with(['.', ';', ','])
                && (items.len() >= 3 || items.iter().any(|item| known(item)))
        }
    }
}

/// Whether a line is short enough for the name of a site or a head, and no sentence.
fn is_short(line: &str) -> bool {
    line.split_whitespace().count() <= HEAD_WORDS && !line.ends_with(['.', ',', ';', ':', '!', '?'])
}

/// Whether a line says the same as a head at the top of the page: the link back to its section.
fn repeats(text: &str, earlier: &[Unit], line: &str) -> bool {
    let key = fold(line);
    // A name that stands below other text signs again; a head has the top, or a number.
    let numbered = line.contains(|c: char| c.is_ascii_digit());
    let heads = if numbered { earlier.len() } else { TOP };
    key.len() >= 4 && earlier.iter().take(heads).any(|unit| fold(unit.text(text)) == key)
}

/// Letters and digits in lower case, so that spacing and dashes do not count.
fn fold(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn reason(kind: Furniture) -> &'static str {
    match kind {
        Furniture::Navigation => "a row of links",
        Furniture::SiteHeader => "the name of the site above its links",
        Furniture::RepeatedHead => "a head printed again",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::structure::units;

    fn kinds(text: &str) -> Vec<Option<Furniture>> {
        recognise(text, &units(text), &Language::get("en").page)
    }

    #[test]
    fn links_and_the_site_above_them_are_furniture() {
        use Furniture::{Navigation, SiteHeader};
        let text = "The Old Papers\n\nAdams | Burke | Home Page\n\nTitle\n\nA sentence here.";
        assert_eq!(kinds(text), [Some(SiteHeader), Some(Navigation), None, None]);
    }

    #[test]
    fn a_head_printed_again_at_the_end_is_furniture() {
        let text = "Part One 1800 - 1801\n\nA sentence here.\n\nAnother.\n\nPart One 1800-1801";
        assert_eq!(kinds(text), [None, None, None, Some(Furniture::RepeatedHead)]);
    }

    #[test]
    fn a_name_that_signs_again_is_no_head() {
        let text = "One\n\nA sentence here.\n\nAnna Gray\n\nTwo\n\nAnother.\n\nAnna Gray";
        assert_eq!(kinds(text), [None; 6]);
    }

    #[test]
    fn a_table_row_in_the_text_is_none() {
        assert_eq!(kinds("A sentence here.\n\na | b | c\n\nAnother sentence."), [None, None, None]);
    }
}
