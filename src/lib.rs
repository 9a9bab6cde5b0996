//! Plain-text historical documents become TEI P5 editions.

pub mod annotate;
pub mod authority;
pub mod diagnostic;
pub mod encode;
pub mod files;
pub mod languages;
pub mod layer;
pub mod normalise;
pub mod resolve;
pub mod source;
pub mod structure;
pub mod tree;
