//! What a value follows from, as one number: BLAKE3, so that no two inputs are taken for one.

use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::OnceLock;

/// The digest of some bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(blake3::Hash);

/// A digest in the making. Each part is set apart from the next, so that `ab`, `c` is not `a`, `bc`.
#[derive(Debug, Clone, Default)]
pub struct Digester(blake3::Hasher);

impl Digest {
    /// Of bytes in memory.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes))
    }

    /// Of a file.
    ///
    /// # Errors
    /// What the system says.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        std::fs::read(path).map(|bytes| Self::of(&bytes))
    }

    /// Of the program that runs, so that another version of it, a released one or one just built,
    /// trusts nothing that this one kept; none where the system does not give its file.
    #[must_use]
    pub fn of_this_program() -> Option<Self> {
        static PROGRAM: OnceLock<Option<Digest>> = OnceLock::new();
        *PROGRAM.get_or_init(|| {
            let path = std::env::current_exe().ok()?;
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(File::open(path).ok()?).ok()?;
            Some(Self(hasher.finalize()))
        })
    }

    /// From the form that it is displayed in.
    #[must_use]
    pub fn parse(hex: &str) -> Option<Self> {
        blake3::Hash::from_hex(hex).ok().map(Self)
    }
}

impl Digester {
    /// Takes one part in.
    #[must_use]
    pub fn with(mut self, part: &[u8]) -> Self {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part);
        self
    }

    /// Takes a digest in.
    #[must_use]
    pub fn with_digest(self, digest: Digest) -> Self {
        self.with(digest.0.as_bytes())
    }

    /// Takes the content of a file in, with its name; that it is not there is taken in as well.
    ///
    /// # Errors
    /// What the system says of a file that is there.
    pub fn with_file(self, path: &Path) -> io::Result<Self> {
        let named = self.with(path.as_os_str().as_encoded_bytes());
        match Digest::of_file(path) {
            Ok(digest) => Ok(named.with_digest(digest)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(named.with(b"")),
            Err(error) => Err(error),
        }
    }

    /// The digest of all parts.
    #[must_use]
    pub fn finish(&self) -> Digest {
        Digest(self.0.finalize())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_set_apart() {
        let of = |parts: &[&str]| {
            parts.iter().fold(Digester::default(), |all, part| all.with(part.as_bytes())).finish()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["a"]), of(&["a", ""]));
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
    }

    #[test]
    fn a_digest_is_read_as_it_is_written() {
        let digest = Digest::of(b"x");
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_eq!(Digest::parse("12"), None);
    }
}
