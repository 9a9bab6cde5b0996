//! The `[letters]` section of the language files.

use serde::Deserialize;

/// The words by which the parts of a letter are known, all in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterWords {
    /// Before the number of a letter that stands alone on its line.
    pub number_words: Vec<String>,
    /// Before the number of a file.
    pub file_words: Vec<String>,
    /// What a letter is called in its heading, with the `@type` of its division.
    pub kinds: Vec<(String, String)>,
    /// What the title of a document begins with that is no letter: `memorandum`.
    pub documents: Vec<String>,
    /// What leads a line that says how a letter was sent or kept: `secret`, `by direct wire`.
    pub remarks: Vec<String>,
    /// What leads a line that says when it was received.
    pub received: Vec<String>,
    /// What leads a line that announces an enclosure.
    pub enclosures: Vec<String>,
    /// Between sender and addressee: `to`.
    pub to: Vec<String>,
    /// Before the sender: `from`.
    pub from: Vec<String>,
    /// Between two names.
    pub and: Vec<String>,
    /// Offices that have `to` in them: `minister`, as in *Minister to France*.
    pub sent_offices: Vec<String>,
    /// Words of which one stands in the name of a body.
    pub bodies: Vec<String>,
    /// Words of which one stands in the title of an office.
    pub offices: Vec<String>,
    /// Small words within names, headings and datelines.
    pub small: Vec<String>,
    /// Small words of datelines alone.
    pub dateline: Vec<String>,
    /// What stands before a date that belongs to something else: `of`, as in *the Times of 5 May*.
    pub of_dates: Vec<String>,
    /// Parts of a day in datelines.
    pub hours: Vec<String>,
    /// What a dateline says that has no date.
    pub undated: Vec<String>,
    /// What leads a line of an address: `to`, `herrn`.
    pub address: Vec<String>,
    /// What a salutation begins with.
    pub salutations: Vec<String>,
    /// What a salutation may be alone, or before a name: `sir`, `comrades`.
    pub addressed: Vec<String>,
    /// What a closing formula begins with.
    pub closings: Vec<String>,
    /// What a closing formula holds somewhere.
    pub closing_phrases: Vec<String>,
    /// What stands right before the name in a signature: `yours`.
    pub before_signature: Vec<String>,
    /// What says that a signature follows: `signed`.
    pub signed: Vec<String>,
    /// What leads a postscript.
    pub postscripts: Vec<String>,
}

impl LetterWords {
    /// The words of several languages as one list; those of the first come first.
    #[must_use]
    pub fn merged<'a>(languages: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut all = Self::default();
        for words in languages {
            let pairs = [
                (&mut all.number_words, &words.number_words),
                (&mut all.file_words, &words.file_words),
                (&mut all.documents, &words.documents),
                (&mut all.remarks, &words.remarks),
                (&mut all.received, &words.received),
                (&mut all.enclosures, &words.enclosures),
                (&mut all.to, &words.to),
                (&mut all.from, &words.from),
                (&mut all.and, &words.and),
                (&mut all.sent_offices, &words.sent_offices),
                (&mut all.bodies, &words.bodies),
                (&mut all.offices, &words.offices),
                (&mut all.small, &words.small),
                (&mut all.dateline, &words.dateline),
                (&mut all.of_dates, &words.of_dates),
                (&mut all.hours, &words.hours),
                (&mut all.undated, &words.undated),
                (&mut all.address, &words.address),
                (&mut all.salutations, &words.salutations),
                (&mut all.addressed, &words.addressed),
                (&mut all.closings, &words.closings),
                (&mut all.closing_phrases, &words.closing_phrases),
                (&mut all.before_signature, &words.before_signature),
                (&mut all.signed, &words.signed),
                (&mut all.postscripts, &words.postscripts),
            ];
            for (all, more) in pairs {
                all.extend(
                    more.iter().filter(|word| !all.contains(word)).cloned().collect::<Vec<_>>(),
                );
            }
            all.kinds.extend(words.kinds.iter().cloned());
        }
        all
    }
}
