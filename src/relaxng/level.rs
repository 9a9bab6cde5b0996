//! The open elements of a document that is validated.

use super::machine::{DEAD, StateId};
use super::names::Symbol;
use super::pattern::ElementId;

/// An open element, or the document around the root.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    /// What it may still hold.
    pub state: StateId,
    /// What its parent may hold after it; where [`MANY`] is set, in the forks.
    pub after: StateId,
    /// What it is; the first of several.
    pub element: Option<ElementId>,
    /// The last child element.
    pub last: Option<Symbol>,
    /// Of the constants below; kept by [`Level::mark`].
    pub flags: u8,
}

/// It has had a child element.
pub(super) const CHILD: u8 = 1;
/// Nothing is known of it, so it may hold anything.
pub(super) const FREE: u8 = 2;
/// It holds an element that is not allowed, so what is missing may be that.
pub(super) const DAMAGED: u8 = 4;
/// It was told that it holds no text.
pub(super) const TEXT_TOLD: u8 = 8;
/// It may be one of several elements of the schema.
pub(super) const MANY: u8 = 16;

impl Level {
    pub fn new(state: StateId) -> Self {
        Self { state, after: DEAD, element: None, last: None, flags: 0 }
    }

    pub fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    pub fn mark(&mut self, flag: u8) {
        self.flags |= flag;
    }
}
