//! Encodings, and how a source came to have one.

use std::fmt;

/// An encoding of text in bytes: one of the WHATWG Encoding Standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(pub(super) &'static encoding_rs::Encoding);

/// How the bytes of a source became text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As a byte order mark says, whatever was declared.
    Marked {
        /// What the mark says.
        encoding: Encoding,
        /// What the edition says.
        declared: Option<Encoding>,
    },
    /// As the edition says.
    Declared(Encoding),
    /// Without a doubt: sound UTF-8, or UTF-16 by its spaces.
    Recognised(Encoding),
    /// By its letters.
    Guessed(Encoding),
}

impl Encoding {
    /// UTF-8, the default.
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);

    /// The encoding of a name such as `utf-8`, `windows-1251`, `koi8-r` or `latin1`, in upper or
    /// lower case.
    ///
    /// `iso-8859-1` and `ascii` are read as windows-1252, which is what files named so hold.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let found = encoding_rs::Encoding::for_label(name.as_bytes())?;
        let is_text = found != encoding_rs::REPLACEMENT && found != encoding_rs::X_USER_DEFINED;
        is_text.then_some(Self(found))
    }

    /// Its name in the Encoding Standard.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl Reading {
    /// The encoding that the source was read in.
    #[must_use]
    pub fn encoding(self) -> Encoding {
        match self {
            Self::Marked { encoding, .. }
            | Self::Declared(encoding)
            | Self::Recognised(encoding)
            | Self::Guessed(encoding) => encoding,
        }
    }
}

impl Default for Reading {
    /// UTF-8, as all text in memory.
    fn default() -> Self {
        Self::Recognised(Encoding::UTF_8)
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
