//! Plain-text historical documents become TEI P5 editions.

pub mod annotate;
pub mod diagnostic;
pub mod golden;
pub mod layer;
pub mod normalise;
pub mod relaxng;
pub mod report;
pub mod rules;
pub mod source;
pub mod xml;
pub mod xpath;
