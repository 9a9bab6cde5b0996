//! The reasons for which a text may differ from its source.

/// Why a piece of text differs from its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// A byte order mark was taken off the start, or out of the text where one had strayed.
    ByteOrderMark,
    /// CR LF, CR, VT, NEL or LINE SEPARATOR became LF, PARAGRAPH SEPARATOR became two.
    LineEnd,
    /// A form feed was taken out beside a line end, or became a line end within a line. A page
    /// of the source ended here.
    PageBreak,
    /// Letters and combining marks were composed (Unicode NFC).
    Composition,
    /// A run of spaces or tabs became one space, or none at a line's edge.
    Spaces,
    /// A no-break or typographic space became a space.
    NoBreakSpace,
    /// A zero-width space was taken out.
    ZeroWidthSpace,
    /// A soft hyphen was taken out.
    SoftHyphen,
    /// A word broken over two lines was joined.
    BrokenWord,
    /// A character that XML does not allow was taken out.
    Control,
    /// A space before a punctuation mark was taken out.
    SpaceBeforePunctuation,
}

impl Change {
    /// Every change, in the order of the enum.
    pub const ALL: &[Self] = &[
        Self::ByteOrderMark,
        Self::LineEnd,
        Self::PageBreak,
        Self::Composition,
        Self::Spaces,
        Self::NoBreakSpace,
        Self::ZeroWidthSpace,
        Self::SoftHyphen,
        Self::BrokenWord,
        Self::Control,
        Self::SpaceBeforePunctuation,
    ];

    /// The changes that an edition can forbid, under [`Change::name`]. The others are no choice:
    /// without them there is no XML, or no lines.
    pub const CHOICES: &[Self] = &[
        Self::Composition,
        Self::Spaces,
        Self::NoBreakSpace,
        Self::ZeroWidthSpace,
        Self::SoftHyphen,
        Self::BrokenWord,
        Self::SpaceBeforePunctuation,
    ];

    /// A short stable name, also the key of `[normalisation]` in edition.toml.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "byte-order-marks",
            Self::LineEnd => "line-ends",
            Self::PageBreak => "page-breaks",
            Self::Composition => "composition",
            Self::Spaces => "spaces",
            Self::NoBreakSpace => "no-break-spaces",
            Self::ZeroWidthSpace => "zero-width-spaces",
            Self::SoftHyphen => "soft-hyphens",
            Self::BrokenWord => "broken-words",
            Self::Control => "control-characters",
            Self::SpaceBeforePunctuation => "space-before-punctuation",
        }
    }

    /// What was done, as a sentence for the header's `encodingDesc`.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "Byte order marks were taken out.",
            Self::LineEnd => "Line ends of every kind were written as line feeds.",
            Self::PageBreak => "Form feeds were taken out as page ends.",
            Self::Composition => "Letters with combining marks were composed (Unicode NFC).",
            Self::Spaces => {
                "Runs of spaces and tabs became one space; those at the edges of lines were taken \
                 out."
            }
            Self::NoBreakSpace => "No-break and typographic spaces became plain spaces.",
            Self::ZeroWidthSpace => "Zero-width spaces were taken out.",
            Self::SoftHyphen => "Soft hyphens were taken out.",
            Self::BrokenWord => "Words broken over two lines were joined.",
            Self::Control => "Control characters that XML does not allow were taken out.",
            Self::SpaceBeforePunctuation => "Spaces before punctuation marks were taken out.",
        }
    }
}
