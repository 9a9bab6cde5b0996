//! What a file says, as one number: two files that say the same have the same.

use super::reading::{Reading, TagKind};
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

/// All that a file says, layout left out, as one number.
pub(super) fn sayings(reading: &Reading) -> u64 {
    let mut said = Sayings::default();
    let mut at = 0;
    for tag in &reading.tags {
        said.text(&reading.text[at..tag.at]);
        at = tag.at;
        match tag.kind {
            TagKind::Start(element) => {
                let values = reading.attributes(element).iter();
                let values =
                    values.map(|attribute| (attribute.name, Cow::Borrowed(&*attribute.value)));
                said.start(reading.elements[element].name, values);
            }
            TagKind::End(_) => said.end(),
            TagKind::Point(..) => said.point(&tag.kind),
        }
    }
    said.text(&reading.text[at..]);
    said.finish()
}

/// What is said, taken in piece by piece.
#[derive(Default)]
pub(super) struct Sayings {
    hasher: DefaultHasher,
}

impl Sayings {
    pub fn text(&mut self, text: &str) {
        // Bytes, without their number: it does not matter how a text is divided.
        self.hasher.write(text.as_bytes());
    }

    pub fn start<'v>(&mut self, name: u32, values: impl Iterator<Item = (u32, Cow<'v, str>)>) {
        // No text holds the byte 0xFF.
        self.hasher.write(&[0xFF, 1]);
        name.hash(&mut self.hasher);
        for value in values {
            value.hash(&mut self.hasher);
        }
        self.hasher.write(&[0xFF, 2]);
    }

    pub fn end(&mut self) {
        self.hasher.write(&[0xFF, 3]);
    }

    pub fn point(&mut self, kind: &TagKind) {
        if let TagKind::Point(kind, said) = kind {
            self.hasher.write(&[0xFF, 4]);
            (kind, said).hash(&mut self.hasher);
        }
    }

    pub fn finish(&self) -> u64 {
        self.hasher.finish()
    }
}
