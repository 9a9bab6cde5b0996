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
    if character.is_ascii() {
        return is_name_start_byte(character as u8);
    }
    matches!(character,
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// `NameChar`.
#[must_use]
pub fn is_name_char(character: char) -> bool {
    if character.is_ascii() {
        return is_name_byte(character as u8);
    }
    is_name_start(character)
        || matches!(character,
            '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
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

/// What was seen in looking over a text once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Where the first character stands that no XML document may hold.
    pub(super) illegal: Option<usize>,
    /// Whether a carriage return stands in it.
    pub(super) carriage_return: bool,
}

/// Looks over a text.
pub(super) fn look_over(text: &str) -> Seen {
    let bytes = text.as_bytes();
    Seen { illegal: first_illegal(bytes), carriage_return: memchr::memchr(b'\r', bytes).is_some() }
}

fn first_illegal(bytes: &[u8]) -> Option<usize> {
    const CHUNK: usize = 128;
    // U+FFFE and U+FFFF are the only others than controls that UTF-8 can hold: `EF BF BE` and
    // `EF BF BF`.
    let rare =
        |byte: u8| byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r' || byte == 0xEF;
    let illegal = |at: &usize| match bytes[*at] {
        0xEF => bytes[at + 1] == 0xBF && bytes[at + 2] >= 0xBE,
        byte => rare(byte),
    };
    // Chunks without an early exit inside are turned into vector instructions.
    let chunks = bytes.chunks(CHUNK).enumerate();
    let mut suspects =
        chunks.filter(|(_, chunk)| chunk.iter().fold(false, |any, &byte| any | rare(byte)));
    suspects.find_map(|(number, chunk)| {
        let start = number * CHUNK;
        (start..start + chunk.len()).find(illegal)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_allowed_is_found_wherever_it_stands() {
        for before in ["", "a", "\u{FEFF}", "ﾊ", "é\r\n", "\u{FFFD}"] {
            for length in [0, 1, 120, 126, 127, 128, 129, 255, 300] {
                for found in ["", "\u{0}", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"] {
                    let text = format!("{before}{}{found} and ﾊ more", "x".repeat(length));
                    let naive = text.char_indices().find(|(_, c)| !is_char(*c)).map(|(at, _)| at);
                    let seen = look_over(&text);
                    assert_eq!(seen.illegal, naive, "{text:?}");
                    assert_eq!(seen.carriage_return, text.contains('\r'));
                }
            }
        }
    }
}
