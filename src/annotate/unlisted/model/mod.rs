//! The learned weights: a linear-chain conditional random field over hashed features.
//!
//! Lafferty, McCallum and Pereira 2001. The file: `RUBN`, the version, the number of rows (32 bits,
//! little-endian as all that follows), the size of one step of a weight, the weights of label after
//! label and of the labels at both ends of a chain (32-bit floats); then for each row the hash of a
//! feature (32 bits) and a weight for each label (8 bits), by hash.

use std::fmt;

/// What a token is in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Label {
    /// In no name.
    Out,
    /// The first of a person's name.
    Person,
    /// A later one of it.
    PersonOn,
    /// The first of a place's name.
    Place,
    /// A later one of it.
    PlaceOn,
    /// The first of a body's name.
    Body,
    /// A later one of it.
    BodyOn,
}

/// How many labels there are.
pub const LABELS: usize = 7;

/// The labels by their number.
pub const ALL: [Label; LABELS] = [
    Label::Out,
    Label::Person,
    Label::PersonOn,
    Label::Place,
    Label::PlaceOn,
    Label::Body,
    Label::BodyOn,
];

/// A score for each label.
pub type Scores = [f32; LABELS];

impl Label {
    /// Whether a label may follow another: one that goes on needs its own kind before it.
    #[must_use]
    pub fn may_follow(self, before: Option<Self>) -> bool {
        match self {
            Self::Out | Self::Person | Self::Place | Self::Body => true,
            Self::PersonOn => matches!(before, Some(Self::Person | Self::PersonOn)),
            Self::PlaceOn => matches!(before, Some(Self::Place | Self::PlaceOn)),
            Self::BodyOn => matches!(before, Some(Self::Body | Self::BodyOn)),
        }
    }

    /// The label with which its name goes on.
    #[must_use]
    pub fn on(self) -> Option<Self> {
        match self {
            Self::Out => None,
            Self::Person | Self::PersonOn => Some(Self::PersonOn),
            Self::Place | Self::PlaceOn => Some(Self::PlaceOn),
            Self::Body | Self::BodyOn => Some(Self::BodyOn),
        }
    }
}

/// The weights of a model.
#[derive(Clone)]
pub struct Model {
    /// Open addressing: a power of two of them.
    slots: Vec<Slot>,
    /// The size of a step.
    step: f32,
    /// The score of a label (second) after another (first).
    pub after: [Scores; LABELS],
    /// The score of a label at the start of a chain.
    pub first: Scores,
    /// The score of a label at its end.
    pub last: Scores,
}

/// A feature and its weights, beside each other so that both come with one look into memory.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// The hash of the feature; 0 where the slot is empty.
    key: u32,
    /// A weight for each label, in steps; the last lane is always 0.
    weights: [i8; LANES],
}

/// One more than the labels: a number that processors add in one go.
const LANES: usize = LABELS + 1;

/// A model file that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsound(&'static str);

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the file is no model of names: {}", self.0)
    }
}

impl std::error::Error for Unsound {}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Model({} places)", self.slots.len())
    }
}

/// The bytes of a row in the file: the hash and a weight for each label.
const ROW: usize = 4 + LABELS;

const MAGIC: &[u8; 5] = b"RUBN\x01";

/// What transitions that cannot be score.
pub const NEVER: f32 = -1.0e4;

impl Model {
    /// A model from its rows, sorted by hash or not.
    #[must_use]
    pub fn new(
        rows: &[(u32, [i8; LABELS])],
        step: f32,
        after: [Scores; LABELS],
        (first, last): (Scores, Scores),
    ) -> Self {
        let size = (rows.len() * 2).next_power_of_two().max(2);
        let mut model = Self { slots: vec![Slot::default(); size], step, after, first, last };
        for (key, row) in rows {
            let at = model.place(*key);
            let mut weights = [0; LANES];
            weights[..LABELS].copy_from_slice(row);
            model.slots[at] = Slot { key: *key, weights };
        }
        model
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Bytes that are no model.
    pub fn read(bytes: &[u8]) -> Result<Self, Unsound> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(Unsound("it begins otherwise"))?;
        let mut words = rest.chunks_exact(4).map(|word| [word[0], word[1], word[2], word[3]]);
        let mut next = || words.next().ok_or(Unsound("it is cut short"));
        let count = u32::from_le_bytes(next()?) as usize;
        let mut float = || Ok(f32::from_le_bytes(next()?));
        let step = float()?;
        let mut after = [[0.0; LABELS]; LABELS];
        let (mut first, mut last) = ([0.0; LABELS], [0.0; LABELS]);
        for score in after.iter_mut().flatten().chain(&mut first).chain(&mut last) {
            *score = float()?;
        }
        let head = 4 * (2 + LABELS * (LABELS + 2));
        let body = rest.get(head..).unwrap_or_default();
        if body.len() != count.saturating_mul(ROW) {
            return Err(Unsound("it has another number of rows than it says"));
        }
        let rows: Vec<(u32, [i8; LABELS])> = body
            .chunks_exact(ROW)
            .map(|row| {
                let key = u32::from_le_bytes([row[0], row[1], row[2], row[3]]);
                (key, std::array::from_fn(|label| row[4 + label].cast_signed()))
            })
            .collect();
        Ok(Self::new(&rows, step, after, (first, last)))
    }

    /// The bytes of the model file.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let taken = self.slots.iter().filter(|slot| slot.key != 0);
        let row = |slot: &Slot| (slot.key, std::array::from_fn(|label| slot.weights[label]));
        let mut rows: Vec<(u32, [i8; LABELS])> = taken.map(row).collect();
        rows.sort_unstable();
        let mut bytes = MAGIC.to_vec();
        bytes.extend((rows.len() as u32).to_le_bytes());
        bytes.extend(self.step.to_le_bytes());
        for score in self.after.iter().flatten().chain(&self.first).chain(&self.last) {
            bytes.extend(score.to_le_bytes());
        }
        for (key, row) in rows {
            bytes.extend(key.to_le_bytes());
            bytes.extend(row.map(i8::cast_unsigned));
        }
        bytes
    }

    /// Where a key is, or would be.
    #[inline]
    fn place(&self, key: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots[at].key != key && self.slots[at].key != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    /// The scores of the labels under some features.
    #[must_use]
    pub fn scores(&self, features: &[u32]) -> Scores {
        /// So many weights of 8 bits fit into a sum of 16.
        const FIT: usize = 1 << 8;
        let mut sum = [0_i32; LANES];
        for features in features.chunks(FIT) {
            let mut part = [0_i16; LANES];
            for key in features {
                // The weights of an empty slot are 0.
                let weights = &self.slots[self.place(*key)].weights;
                for lane in 0..LANES {
                    part[lane] += i16::from(weights[lane]);
                }
            }
            for lane in 0..LANES {
                sum[lane] += i32::from(part[lane]);
            }
        }
        std::array::from_fn(|label| sum[label] as f32 * self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let rows: Vec<(u32, [i8; LABELS])> =
            (1..50).map(|n| (n * 7, [n as i8, 0, -3, 4, 5, -6, 7])).collect();
        let after = std::array::from_fn(|a| std::array::from_fn(|b| (a * 10 + b) as f32));
        let model = Model::new(&rows, 0.5, after, ([1.0; LABELS], [2.0; LABELS]));
        let again = Model::read(&model.write()).expect("it was written so");
        assert_eq!(again.write(), model.write());
        let halves = again.scores(&[7, 14, 3]).map(|score| (score * 2.0) as i32);
        assert_eq!(halves, [3, 0, -6, 8, 10, -12, 14]);
    }

    #[test]
    fn other_bytes_are_no_model() {
        let bytes = Model::new(&[], 1.0, [[0.0; LABELS]; LABELS], ([0.0; LABELS], [0.0; LABELS]));
        let bytes = bytes.write();
        assert!(Model::read(&bytes[..bytes.len() - 1]).is_err());
        assert!(Model::read(b"RUBX").is_err());
        assert!(Model::read(&[bytes.as_slice(), b"x"].concat()).is_err());
    }
}
