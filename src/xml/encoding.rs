//! Bytes to text: byte order marks, the encoding declaration, legacy encodings.

use super::{XmlError, XmlErrorKind};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// The text of an XML file. UTF-8 is borrowed.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, XmlError> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFE, 0xFF, rest @ ..] => legacy(rest, UTF_16BE),
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, b'<', ..] => {
            Err(error(0, "UTF-32 is not read; save the file as UTF-8"))
        }
        [0xFF, 0xFE, rest @ ..] => legacy(rest, UTF_16LE),
        [0, b'<', ..] => legacy(bytes, UTF_16BE),
        [b'<', 0, ..] => legacy(bytes, UTF_16LE),
        _ => declared(bytes),
    }
}

fn declared(bytes: &[u8]) -> Result<Cow<'_, str>, XmlError> {
    let Some(label) = declared_label(bytes) else { return utf8(bytes) };
    let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
        return Err(error(0, format!("encoding `{label}` is not known")));
    };
    if encoding == UTF_8 {
        return utf8(bytes);
    }
    if encoding == UTF_16BE || encoding == UTF_16LE {
        return Err(error(0, format!("the file says `{label}`, but its bytes are not UTF-16")));
    }
    if (label.eq_ignore_ascii_case("us-ascii") || label.eq_ignore_ascii_case("ascii"))
        && let Some(at) = bytes.iter().position(|byte| !byte.is_ascii())
    {
        return Err(error(at, format!("the file says `{label}`, but this byte is not ASCII")));
    }
    legacy(bytes, encoding)
}

/// The label in the XML declaration, so far as the first bytes have one that could be meant.
fn declared_label(bytes: &[u8]) -> Option<&str> {
    let head = bytes.strip_prefix(b"<?xml")?;
    let head = &head[..memchr::memmem::find(head, b"?>")?];
    let head = std::str::from_utf8(head).ok()?;
    let value = head[head.find("encoding")? + "encoding".len()..].trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split(quote).next()
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, XmlError> {
    simdutf8::basic::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| {
        let at = std::str::from_utf8(bytes).map_or_else(|bad| bad.valid_up_to(), str::len);
        error(at, "this byte is not UTF-8, and the file declares no other encoding")
    })
}

fn legacy<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Result<Cow<'b, str>, XmlError> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| error(0, format!("the bytes are not {} throughout", encoding.name())))
}

fn error(at: usize, message: impl Into<String>) -> XmlError {
    XmlError { at, kind: XmlErrorKind::Encoding, message: message.into() }
}
