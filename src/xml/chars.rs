//! The character classes of XML 1.0, fifth edition.

const SPACE: u8 = 1;
const NAME: u8 = 2;
const NAME_START: u8 = 4;
const VALUE_STOP: u8 = 8;

/// The classes of each byte. Bytes from 0x80 count as name bytes: what is in a name is looked at
/// character by character the first time that the name is seen.
const CLASSES: [u8; 256] = {
    let mut table = [0u8; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        let mut class = 0;
        if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            class |= SPACE;
        }
        if byte >= 0x80 || byte.is_ascii_alphabetic() || byte == b'_' || byte == b':' {
            class |= NAME | NAME_START;
        }
        if byte.is_ascii_digit() || byte == b'-' || byte == b'.' {
            class |= NAME;
        }
        if matches!(byte, b'<' | b'&' | b'\t' | b'\n' | b'\r' | b'"' | b'\'') {
            class |= VALUE_STOP;
        }
        table[at] = class;
        at += 1;
    }
    table
};

/// Whether a byte is XML white space.
#[inline]
#[must_use]
pub fn is_space(byte: u8) -> bool {
    CLASSES[usize::from(byte)] & SPACE != 0
}

/// Whether a byte can be part of a name.
#[inline]
pub(super) fn is_name_byte(byte: u8) -> bool {
    CLASSES[usize::from(byte)] & NAME != 0
}

/// Whether a byte can begin a name.
#[inline]
pub(super) fn is_name_start_byte(byte: u8) -> bool {
    CLASSES[usize::from(byte)] & NAME_START != 0
}

/// Whether an attribute value cannot run over this byte unseen: quotes, `<`, `&`, line ends, tabs.
#[inline]
pub(super) fn stops_value(byte: u8) -> bool {
    CLASSES[usize::from(byte)] & VALUE_STOP != 0
}

/// `NameStartChar`.
#[must_use]
pub fn is_name_start(character: char) -> bool {
    matches!(character,
        ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar`.
#[must_use]
pub fn is_name_char(character: char) -> bool {
    is_name_start(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// `Name`.
#[must_use]
pub fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(is_name_start) && text.chars().all(is_name_char)
}

/// `NCName`: a name without a colon.
#[must_use]
pub fn is_ncname(text: &str) -> bool {
    is_name(text) && !text.contains(':')
}

/// `Char`.
pub(super) fn is_char(character: char) -> bool {
    matches!(character,
        '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Where the first character stands that no XML document may hold.
pub(super) fn first_illegal(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let control = first_control(bytes);
    // U+FFFE and U+FFFF are the only others that UTF-8 can hold.
    let finder = memchr::memmem::find_iter(bytes, b"\xEF\xBF");
    let none = finder.into_iter().find(|&at| bytes[at + 2] >= 0xBE);
    match (control, none) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn first_control(bytes: &[u8]) -> Option<usize> {
    // Chunks without an early exit inside are turned into vector instructions.
    let bad = |byte: u8| byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r';
    let chunk =
        bytes.chunks(128).position(|chunk| chunk.iter().fold(false, |any, &b| any | bad(b)));
    let start = chunk? * 128;
    bytes[start..].iter().position(|&byte| bad(byte)).map(|at| start + at)
}
