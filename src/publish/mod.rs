//! Publishing: a website that works from a folder, and the data that other tools accept.
//!
//! What is published are TEI files, read back from the folder in which they were built: so TEI
//! that was corrected by hand is published too, and TEI that was made elsewhere. [`tei`] is how a
//! document is read, [`volume`] what all of them together lead to, [`site`] and [`exchange`] what
//! is made of them.

pub mod anchors;
pub mod body;
pub mod entities;
mod escape;
pub mod exchange;
pub mod facts;
pub mod lines;
mod output;
pub mod profiles;
mod run;
pub mod search;
pub mod site;
pub mod slug;
pub mod sources;
pub mod tei;
pub mod volume;
pub mod words;

pub use output::{MANIFEST, Output, Stream};
pub use run::{Outcome, Plan, publish};
