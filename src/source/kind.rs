//! Files that are no plain text.

/// The first bytes of common files that are taken for documents, and what these files are.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or a word processor's file (docx, odt, epub)"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old word processor's file (doc)"),
    (b"{\\rtf", "a word processor's file (RTF)"),
    (b"\x89PNG\r\n", "an image (PNG)"),
    (b"\xFF\xD8\xFF", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"II*\0", "an image (TIFF)"),
    (b"MM\0*", "an image (TIFF)"),
    (b"AT&TFORM", "a DjVu"),
    (b"\x1F\x8B", "an archive (gzip)"),
    (b"BZh", "an archive (bzip2)"),
    (b"7z\xBC\xAF\x27\x1C", "an archive (7z)"),
    (b"\xFD7zXZ\0", "an archive (xz)"),
    (b"\x28\xB5\x2F\xFD", "an archive (zstd)"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"\xFF\xFE\0\0", "text in UTF-32"),
    (b"\0\0\xFE\xFF", "text in UTF-32"),
];

/// One control character in so many bytes is more than damage.
const CONTROLS: usize = 8;
/// Fewer of them prove nothing.
const FEW: usize = 4;

/// What a file is by its first bytes, if it is one of those that are no text.
pub(super) fn by_beginning(bytes: &[u8]) -> Option<&'static str> {
    BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)).map(|(_, kind)| *kind)
}

/// What a file is by the number of its control characters, in an encoding that keeps ASCII.
pub(super) fn by_controls(bytes: &[u8]) -> Option<&'static str> {
    let is_control = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31);
    let controls = bytes.iter().filter(is_control).count();
    (controls > FEW && controls > bytes.len() / CONTROLS).then_some("a binary file")
}
