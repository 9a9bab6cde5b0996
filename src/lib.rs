//! Plain-text historical documents become TEI P5 editions.

pub mod annotate;
pub mod calendar;
pub mod diagnostic;
pub mod languages;
pub mod layer;
pub mod normalise;
pub mod source;
