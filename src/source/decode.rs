//! From bytes to text, without a loss.

use super::encoding::{Encoding, Reading};
use super::error::ReadError;
use super::{Source, guess, kind};
use encoding_rs::{DecoderResult, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file is looked at to recognise UTF-16 in it, in units of two bytes.
const LOOKED_AT: usize = 1 << 16;

/// The text, and how it was found.
pub(super) fn decode(
    bytes: Vec<u8>,
    declared: Option<Encoding>,
) -> Result<(String, Reading), ReadError> {
    let binary = |kind| ReadError::Binary { kind };
    if let Some(kind) = kind::by_beginning(&bytes) {
        return Err(binary(kind));
    }
    let marked = encoding_rs::Encoding::for_bom(&bytes).map(|(encoding, _)| Encoding(encoding));
    if let Some(encoding) = marked {
        let text = exactly(bytes, encoding)?;
        return Ok((text, Reading::Marked { encoding, declared }));
    }
    let of_two = |encoding: Encoding| encoding.0 == UTF_16LE || encoding.0 == UTF_16BE;
    if let Some(encoding) = declared {
        if !of_two(encoding)
            && let Some(kind) = kind::by_controls(&bytes)
        {
            return Err(binary(kind));
        }
        return Ok((exactly(bytes, encoding)?, Reading::Declared(encoding)));
    }
    let has_null = memchr::memchr(0, &bytes).is_some();
    if has_null && let Some(encoding) = utf_16(&bytes) {
        let text = exactly(bytes, encoding)?;
        return Ok((text, Reading::Recognised(encoding)));
    }
    if let Some(kind) = kind::by_controls(&bytes) {
        return Err(binary(kind));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, Reading::Recognised(Encoding::UTF_8))),
        Err(error) => error.into_bytes(),
    };
    if guess::is_damaged_utf_8(&bytes) {
        return Err(undecodable(&bytes, Encoding::UTF_8));
    }
    if has_null {
        return Err(binary("a binary file"));
    }
    match guess::guess(&bytes) {
        Ok((encoding, text)) => Ok((text, Reading::Guessed(encoding))),
        Err(likely) => {
            let offset = valid_utf_8(&bytes).len();
            let at = Source::from_text("", valid_utf_8(&bytes)).line_column(offset);
            Err(ReadError::Unknown { likely, offset, at })
        }
    }
}

/// The bytes in this encoding, a byte order mark as U+FEFF.
fn exactly(bytes: Vec<u8>, encoding: Encoding) -> Result<String, ReadError> {
    if encoding.0 == UTF_8 {
        return String::from_utf8(bytes).map_err(|error| undecodable(error.as_bytes(), encoding));
    }
    encoding
        .0
        .decode_without_bom_handling_and_without_replacement(&bytes)
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| undecodable(&bytes, encoding))
}

/// The error for bytes that are known not to decode.
fn undecodable(bytes: &[u8], encoding: Encoding) -> ReadError {
    let (offset, before) = first_malformed(bytes, encoding);
    let at = Source::from_text("", before.as_str()).line_column(before.len());
    ReadError::Undecodable {
        encoding: encoding.name(),
        offset,
        at,
        bytes: bytes[offset..].iter().copied().take(4).collect(),
    }
}

/// The offset of the first byte that does not decode, and the text before it.
fn first_malformed(bytes: &[u8], encoding: Encoding) -> (usize, String) {
    if encoding.0 == UTF_8 {
        let before = valid_utf_8(bytes);
        return (before.len(), before.to_owned());
    }
    let mut decoder = encoding.0.new_decoder_without_bom_handling();
    let mut before = String::with_capacity(
        decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len()),
    );
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut before, true);
    let malformed = match result {
        DecoderResult::Malformed(length, after) => usize::from(length) + usize::from(after),
        DecoderResult::InputEmpty | DecoderResult::OutputFull => 0,
    };
    (read.saturating_sub(malformed), before)
}

/// The longest beginning of `bytes` that is UTF-8.
fn valid_utf_8(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// UTF-16 without a byte order mark: the order of bytes in which spaces and line ends are
/// frequent and U+0000 does not occur.
fn utf_16(bytes: &[u8]) -> Option<Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let score = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).take(LOOKED_AT).map(|pair| unit([pair[0], pair[1]]));
        let (mut spaces, mut all) = (0_usize, 0_usize);
        for unit in units {
            match unit {
                0..=8 | 0x0E..=0x1F | 0xFFFE | 0xFFFF => return None,
                0x20 | 0x0A | 0x0D => spaces += 1,
                _ => {}
            }
            all += 1;
        }
        // Words are shorter than forty letters.
        (spaces * 40 >= all).then_some(spaces)
    };
    let little = score(u16::from_le_bytes);
    let big = score(u16::from_be_bytes);
    match (little, big) {
        (Some(little), Some(big)) if little == big => None,
        (Some(little), big) if Some(little) > big => Some(Encoding(UTF_16LE)),
        (_, Some(_)) => Some(Encoding(UTF_16BE)),
        (_, None) => None,
    }
}
