//! Legacy encodings by their letters: a guess is taken only where what it gives reads as text.

use super::encoding::Encoding;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    IBM866, ISO_8859_2, ISO_8859_5, ISO_8859_7, KOI8_R, KOI8_U, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};
use std::collections::BTreeSet;

/// The encodings of Latin letters that are taken on a guess.
const LATIN: &[&encoding_rs::Encoding] =
    &[WINDOWS_1252, WINDOWS_1250, ISO_8859_2, WINDOWS_1254, WINDOWS_1257];
/// Those of Cyrillic and Greek letters. Others, such as those of Hebrew or Chinese, must be named.
const OTHER: &[&encoding_rs::Encoding] =
    &[WINDOWS_1251, KOI8_R, KOI8_U, IBM866, ISO_8859_5, WINDOWS_1253, ISO_8859_7];

/// Below so many letters outside ASCII, a Latin encoding other than the western one is not
/// taken where another gives words too.
const FEW_LATIN: usize = 20;
/// Below so many different letters, Cyrillic and Greek are not taken at all.
const FEW_OTHER: usize = 6;
/// How many bytes of a long file are looked at, from the first that is not ASCII.
const LOOKED_AT: usize = 1 << 20;
/// How many bytes before that are looked at too.
const CONTEXT: usize = 64;
/// One oddity in so many letters is too much.
const ODD: usize = 20;

/// Whether bytes that are not UTF-8 are UTF-8 but for some damage: most of what is not ASCII
/// stands in sound sequences.
pub(super) fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut sound, mut unsound) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        unsound += chunk.invalid().len();
    }
    sound > unsound
}

/// The encoding and the text in it.
///
/// # Errors
/// Where a wrong guess is not unlikely, with the name of the guess.
pub(super) fn guess(bytes: &[u8]) -> Result<(Encoding, String), Option<&'static str>> {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(CONTEXT);
    let end = bytes.len().min(start + LOOKED_AT);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[start..end], end == bytes.len());
    let mut guess = detector.guess(None, Utf8Detection::Deny);
    let text = decoded(bytes, guess).ok_or(None)?;
    // The two differ in four Ukrainian letters; the guess is always the Ukrainian one.
    if guess == KOI8_U && decoded(bytes, KOI8_R).as_deref() == Some(&text) {
        guess = KOI8_R;
    }
    // Central European letters that the western encoding has too.
    if LATIN.contains(&guess) && decoded(bytes, WINDOWS_1252).as_deref() == Some(&text) {
        guess = WINDOWS_1252;
    }
    let found = Look::of(&text);
    if !LATIN.contains(&guess) && !OTHER.contains(&guess) || !found.reads_well() {
        return Err(None);
    }
    let in_doubt = if found.is_latin() {
        let reads_well_too = |&other: &&'static encoding_rs::Encoding| {
            decoded(bytes, other).is_some_and(|it| it != text && Look::of(&it).reads_well())
        };
        guess != WINDOWS_1252 && found.letters < FEW_LATIN && LATIN.iter().any(reads_well_too)
    } else {
        found.other.len() < FEW_OTHER
    };
    if in_doubt { Err(Some(guess.name())) } else { Ok((Encoding(guess), text)) }
}

fn decoded(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Option<String> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
}

/// Scripts, as far as they matter to words that mix them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Other,
}

/// What strikes the eye in a text that was read in the wrong encoding.
#[derive(Debug, Default)]
struct Look {
    /// Letters outside ASCII.
    letters: usize,
    /// Those of them that are not Latin.
    not_latin: usize,
    /// The different ones among these.
    other: BTreeSet<char>,
    /// Words of mixed scripts, capitals after small letters, signs within words, signs that are
    /// hardly ever written, control characters.
    odd: usize,
    /// Signs outside ASCII.
    signs: usize,
}

impl Look {
    fn of(text: &str) -> Self {
        let mut look = Self::default();
        let (mut before, mut sign) = (None::<char>, None::<char>);
        for c in text.chars().take(LOOKED_AT) {
            if c.is_alphabetic() {
                let script = script_of(c);
                look.letters += usize::from(!c.is_ascii());
                if script != Script::Latin {
                    look.not_latin += 1;
                    look.other.insert(c);
                }
                if let Some(last) = before {
                    look.odd += usize::from(clash(last, c));
                }
                look.odd += usize::from(sign.is_some_and(joins_nothing));
                (before, sign) = (Some(c), None);
                continue;
            }
            if !c.is_ascii() {
                look.signs += 1;
                look.odd += usize::from(!is_written(c));
            }
            sign = before.take().map(|_| c);
        }
        look
    }

    fn is_latin(&self) -> bool {
        self.not_latin * 2 < self.letters || self.letters == 0
    }

    fn reads_well(&self) -> bool {
        self.odd * ODD <= self.letters + self.signs
    }
}

/// Whether two letters side by side are no part of one word.
fn clash(first: char, second: char) -> bool {
    let capital_within = first.is_lowercase() && second.is_uppercase();
    let ascii = first.is_ascii() && second.is_ascii();
    !ascii && (script_of(first) != script_of(second) || capital_within)
}

/// Whether a sign between two letters is none that joins words.
fn joins_nothing(sign: char) -> bool {
    !sign.is_ascii() && !matches!(sign, '’' | '‘' | '–' | '—' | '\u{A0}' | '\u{AD}' | '·' | '…')
}

/// Whether a sign is one that people write or print.
fn is_written(sign: char) -> bool {
    matches!(
        sign,
        '\u{A0}'
            | '\u{AD}'
            | '§'
            | '°'
            | '«'
            | '»'
            | '№'
            | '·'
            | '£'
            | '€'
            | '½'
            | '¼'
            | '¾'
            | '†'
            | '‡'
            | '¡'
            | '¿'
            | '²'
            | '³'
            | '¹'
            | 'º'
            | 'ª'
            | '©'
            | '®'
            | '™'
            | '±'
            | '×'
            | '¶'
            | '•'
            | '\u{B4}'
            | '\u{B8}'
            | '\u{2013}'..='\u{201E}' | '\u{2026}' | '\u{2030}' | '\u{2039}' | '\u{203A}'
    )
}

fn script_of(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' | 'ª' | 'º' | '\u{C0}'..='\u{24F}' => Script::Latin,
        '\u{370}'..='\u{3FF}' => Script::Greek,
        '\u{400}'..='\u{4FF}' => Script::Cyrillic,
        _ => Script::Other,
    }
}
