//! Spaces before punctuation marks.

use super::classes::{Class, class_of};
use super::{Change, Rules};
use unicode_normalization::char::canonical_combining_class;

/// Whether a space between `before` and the text `after` it stands there by mistake: before a
/// mark that ends a word, a clause or a sentence.
///
/// Not before an ellipsis, spaced or not, not before a decimal fraction or a file's ending, not
/// where the language wants the space.
pub(super) fn is_stray(before: &str, after: &str, rules: &Rules) -> bool {
    let Some(mark) = after.chars().next() else { return false };
    let mark = match mark {
        // The Greek question mark is a semicolon once it is composed.
        '\u{37E}' if rules.makes(Change::Composition) => ';',
        mark => mark,
    };
    if !matches!(mark, '.' | ',' | ';' | ':' | '!' | '?')
        || rules.keeps_space_before(mark)
        || !rules.makes(Change::SpaceBeforePunctuation)
    {
        return false;
    }
    let mut rest = after.chars().skip(1).filter(|&c| !is_dropped(c, rules));
    let next = rest.next();
    if next.is_some_and(|c| c.is_alphanumeric() || canonical_combining_class(c) != 0) {
        return false;
    }
    match mark {
        // Two commas are an opening quotation mark.
        ',' => next != Some(','),
        '.' => {
            let mut following = next;
            while following.is_some_and(|c| is_blank(c, rules)) {
                following = rest.next();
            }
            following != Some('.') && !before.ends_with('.')
        }
        _ => true,
    }
}

fn is_dropped(c: char, rules: &Rules) -> bool {
    matches!(class_of(c, rules), Class::Dropped(_))
}

fn is_blank(c: char, rules: &Rules) -> bool {
    matches!(class_of(c, rules), Class::Space | Class::Blank(_))
}
