//! What each character is to normalising.

use super::{Change, Rules};
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// What a character is, under the rules of the edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Stands in the text as it is.
    Plain,
    /// The plain space.
    Space,
    /// Becomes a space, for this reason.
    Blank(Change),
    /// A line end; CR LF is two of them in a row, read as one.
    LineEnd,
    /// A form feed.
    Page,
    /// Taken out, for this reason.
    Dropped(Change),
    /// Composes with what stands before it, or is a mark on it, or has a composed form.
    Mark,
}

impl Class {
    /// Whether it is white space or nothing.
    pub(super) fn is_gap(self) -> bool {
        match self {
            Self::Space | Self::Blank(_) | Self::LineEnd | Self::Page | Self::Dropped(_) => true,
            Self::Plain | Self::Mark => false,
        }
    }
}

/// What ends a line in print and may break a word there, or is written for it.
pub(super) const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{2E17}', '\u{AC}'];

/// The class of a character. What a forbidden change would have touched is plain.
pub(super) fn class_of(c: char, rules: &Rules) -> Class {
    match c {
        ' ' => Class::Space,
        '\n' | '\r' | '\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::LineEnd,
        '\t' => Class::Blank(Change::Spaces),
        '\u{C}' => Class::Page,
        '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => Class::Dropped(Change::Control),
        '\u{FEFF}' => Class::Dropped(Change::ByteOrderMark),
        '\u{AD}' if rules.makes(Change::SoftHyphen) => Class::Dropped(Change::SoftHyphen),
        '\u{200B}' if rules.makes(Change::ZeroWidthSpace) => Class::Dropped(Change::ZeroWidthSpace),
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
            if rules.makes(Change::NoBreakSpace) =>
        {
            Class::Blank(Change::NoBreakSpace)
        }
        // Letters of Europe, general punctuation and Han: composed, and no marks.
        '!'..='\u{2FF}'
        | '\u{400}'..='\u{482}'
        | '\u{48A}'..='\u{58F}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2002}'..='\u{206F}'
        | '\u{4E00}'..='\u{9FFF}' => Class::Plain,
        c if rules.makes(Change::Composition) && is_mark(c) => Class::Mark,
        _ => Class::Plain,
    }
}

fn is_mark(c: char) -> bool {
    canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes
}

/// Whether a character is kept though it hints at a loss or a wrong encoding.
pub(super) fn is_odd(c: char) -> bool {
    matches!(c, '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{FFFD}')
}
