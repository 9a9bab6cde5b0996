//! The values of attributes that were right last: editions say the same of many elements.

use super::pattern::AttributeId;

/// How many are remembered.
const CELLS: usize = 256;

/// Values of attributes of one document that were right, the last ones.
#[derive(Debug)]
pub(super) struct RightValues<'d> {
    cells: [(AttributeId, &'d str); CELLS],
}

impl Default for RightValues<'_> {
    fn default() -> Self {
        Self { cells: [(AttributeId(u32::MAX), ""); CELLS] }
    }
}

impl<'d> RightValues<'d> {
    /// Whether the value is remembered.
    #[inline]
    pub fn has(&self, attribute: AttributeId, value: &str) -> bool {
        self.cells[cell(attribute, value)] == (attribute, value)
    }

    /// Remembers a value in the place of another.
    #[inline]
    pub fn keep(&mut self, attribute: AttributeId, value: &'d str) {
        self.cells[cell(attribute, value)] = (attribute, value);
    }
}

/// Where a value is kept: by its attribute, its length, its first byte and its last ones.
#[inline]
fn cell(attribute: AttributeId, value: &str) -> usize {
    let bytes = value.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().map_or(0, usize::from);
    let last = bytes.len().wrapping_sub(1);
    let text = byte(0) * 31 + byte(last) * 7 + byte(last.wrapping_sub(1)) * 3 + bytes.len();
    (attribute.index() * 37 + text) % CELLS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_right_of_its_attribute_alone() {
        let mut values = RightValues::default();
        values.keep(AttributeId(1), "letter");
        assert!(values.has(AttributeId(1), "letter"));
        assert!(!values.has(AttributeId(2), "letter") && !values.has(AttributeId(1), "latter"));
        assert!(!values.has(AttributeId(1), "") && !values.has(AttributeId(3), ""));
    }
}
