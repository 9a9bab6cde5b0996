//! Hashes of words and features: FNV-1a, 32 bits, the same on every machine.

use std::hash::BuildHasher;

const BASIS: u32 = 0x811c_9dc5;
const PRIME: u32 = 0x0100_0193;

/// A hash that grows letter by letter, each in lower case and a curly apostrophe straight.
#[derive(Debug, Clone, Copy)]
pub struct Folding(u32);

impl Folding {
    /// The hash of nothing.
    #[must_use]
    pub fn new() -> Self {
        Self(BASIS)
    }

    /// Adds a letter.
    #[inline]
    pub fn push(&mut self, c: char) {
        if c.is_ascii() {
            self.byte(c.to_ascii_lowercase() as u8);
        } else if c == '’' {
            self.byte(b'\'');
        } else {
            for lower in c.to_lowercase() {
                let mut buffer = [0; 4];
                for byte in lower.encode_utf8(&mut buffer).bytes() {
                    self.byte(byte);
                }
            }
        }
    }

    #[inline]
    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(PRIME);
    }

    /// The hash so far, its bits well mixed; never 0.
    #[inline]
    #[must_use]
    pub fn finish(self) -> u32 {
        mix(self.0).max(1)
    }
}

/// The folded hash of a word, or of several with one space between.
#[must_use]
pub fn folded(words: &str) -> u32 {
    let mut hash = Folding::new();
    words.chars().for_each(|c| hash.push(c));
    hash.finish()
}

/// Spreads the bits of a number (the finalizer of MurmurHash3).
#[inline]
#[must_use]
pub fn mix(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// The hash of a feature: what it looks at, and what is there; never 0.
#[inline]
#[must_use]
pub fn feature(template: u32, value: u32) -> u32 {
    mix(template.wrapping_mul(0x9e37_79b1) ^ value.wrapping_mul(0x85eb_ca77).rotate_left(7)).max(1)
}

/// Keys that are hashes already are their own hash.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hasher;

impl BuildHasher for Hasher {
    type Hasher = Own;

    fn build_hasher(&self) -> Own {
        Own(0)
    }
}

/// The hash of a hash.
#[derive(Debug, Clone, Copy)]
pub struct Own(u64);

impl std::hash::Hasher for Own {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }

    fn write_u32(&mut self, hash: u32) {
        self.0 = u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_apostrophe_do_not_count() {
        assert_eq!(folded("O’BRIEN"), folded("o'brien"));
        assert_eq!(folded("ÉCOLE"), folded("école"));
        assert_ne!(folded("gray"), folded("grey"));
    }
}
