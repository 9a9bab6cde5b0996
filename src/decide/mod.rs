//! Editors' decisions: what they are, where they belong, and how they are obeyed.
//!
//! A decision is a line of JSON in `decisions/NAME.jsonl`, where `NAME.txt` is the document below
//! the input folder, or in `decisions/_all.jsonl` for every document:
//!
//! ```json
//! {"decision":"link","exact":"Gray","prefix":"to the harbour with ","suffix":" and his men",
//!  "paragraph":"52a9f1c03b7e6d18","element":"persName","ref":["pers-gray-j"],
//!  "who":"mh","when":"2026-11-24","why":"the elder Gray was dead by then"}
//! ```
//!
//! (in one line). Keys of every decision:
//!
//! | key | value |
//! |---|---|
//! | `decision` | one of the kinds below; needed |
//! | `exact` | the words it is about; needed |
//! | `prefix`, `suffix` | what stands before and after them in their paragraph |
//! | `paragraph` | the hash of their paragraph, 16 hexadecimal digits |
//! | `between` | the hashes of the paragraphs before and after, where it stands there twice |
//! | `occurrence`, `of` | which of the places of the words, from 1, and of how many |
//! | `everywhere` | `true`: about every place of the words; so are all decisions of `_all.jsonl` |
//! | `cert` | how sure the editor is: `high`, `medium`, `low`; without it, `high` |
//! | `evidence` | `internal`, `external`, `conjecture`, or several with spaces between |
//! | `who`, `when`, `why` | an editor of edition.toml or another name; the day; the reason |
//! | `replaces` | the decisions that it takes the place of |
//!
//! | kind | keys besides | what it says |
//! |---|---|---|
//! | `accept` | `element`, and the values | the mark is right, whatever the rules say later |
//! | `reject` | `element`, or none for all marks | the words are not marked so |
//! | `retag` | `element`, `as`, and the values | they are marked as something else |
//! | `link` | `element`, `ref` | the name is that of these entries of the lists, or of none |
//! | `add` | `element`, and the values | they are marked |
//! | `split` | `element`, `parts` | not the whole is marked, but its parts |
//! | `date` | `attributes` | the date has this value |
//! | `note` | `note` | the marker is that of the note with these opening words |
//!
//! Values are `ref` (identifiers of entries), `attributes` (an object), `note`, `words` (what the
//! editor reads instead, for `sic`, `orig`, `abbr`) and `within` (the element around the same
//! words that it stands in). [`elements`] lists the elements and their attributes.
//!
//! At every run the words are looked for again. In a paragraph that is as it was their place is
//! known; in one that was edited, `prefix` or `suffix` must still stand beside them, each of which
//! told the place from all others. A decision that has no place, or several, is an error
//! (`R943`, `R944`) that names the places where it might belong; so are decisions that contradict
//! each other (`R945`), of which none is applied. One about a single place goes before one about
//! all places.

pub mod anchor;
mod contradict;
mod decision;
mod draft;
pub mod elements;
mod everywhere;
mod folder;
pub mod ground;
mod line;
pub mod locate;
mod misfit;
mod obey;
mod people;
mod read;
pub mod request;
mod ruled;
mod ruling;
mod sheet;
mod verdict;
mod without_place;

pub use anchor::Anchor;
pub use decision::{Decision, Part, Signature, Signed, Tag, Verdict};
pub use draft::Draft;
pub use everywhere::Everywhere;
pub use folder::{ALL, Decisions, ENDING};
pub use ground::Ground;
pub use line::certainty;
pub use obey::{Obeyed, obey};
pub use people::People;
pub use read::{decision as read_line, id};
pub use ruling::Ruling;
pub use without_place::without_place;
