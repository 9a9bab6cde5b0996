//! The table of codes. The doc comment of each is what `rubricate explain` prints.
//!
//! `R` + stage digit + two digits: 1 read, 2 normalise, 3 structure, 4 annotate, 5 resolve and
//! encode, 6 well-formedness and RELAX NG, 7 rules (integrity, references, Schematron),
//! 8 comparison with the golden file, 9 configuration, authority lists and decisions.
//! A code is never given a second meaning.

use super::Severity;
use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident;)+) => {
        /// What a finding is about: one variant a rule, with a stable printed code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The printed form, such as `R301`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// How much findings of this code weigh.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// What the code means and what can be done, as `rubricate explain` prints it.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc, "\n",)+),)+ }
            }
        }
    };
}

codes! {
    /// The file holds no text.
    ///
    /// There is nothing to encode; no TEI file is written for it.
    EmptyInput = "R101", Error;
    /// No calendar has this day.
    ///
    /// A month has fewer days than the number printed, as in `31 June`. The text is kept; the value
    /// spans the days on either side. Check the source; encode a slip with `sic` and `corr`.
    DateImpossible = "R451", Error;
    /// The day of the week and the date disagree.
    ///
    /// One of the two is wrong, or the date is in the other calendar than the one assumed.
    WeekdayDisagrees = "R452", Warning;
    /// The two styles of a date are not the same day.
    ///
    /// Old Style is 10 days behind New Style from 1582, 11 from 1700, 12 from 1800, 13 from 1900.
    /// Both values are kept as printed.
    PairDisagrees = "R453", Warning;
    /// The name of a month or a number is misspelt and was read as what it must mean.
    ///
    /// The likely reading is used for the value; the text is kept.
    DateMisspelt = "R454", Warning;
    /// Nothing in the context gives the year of a date.
    ///
    /// The value has no year. Give the letter's date, or decide the place by hand.
    YearUnknown = "R455", Info;
    /// A winter with one year may be its beginning or its end.
    ///
    /// The value spans the whole year. Decide for January and February or for December.
    WinterAmbiguous = "R456", Warning;
    /// A range ends before it begins.
    ///
    /// The ends are exchanged in the value; check them against the source.
    DateReversed = "R457", Warning;
    /// In a date of figures either number can be the month.
    ///
    /// It is read in the order that the edition states (day before month where it states none).
    DateOrder = "R458", Info;
    /// Two days joined by a dash lie as far apart as the two styles and are read as one day.
    ///
    /// If it is a range, decide the place by hand.
    PairOrRange = "R459", Info;
}

impl Code {
    /// The code printed as `text`, in upper or lower case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_well_formed() {
        let mut printed: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        printed.sort_unstable();
        for pair in printed.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
        for code in printed {
            assert!(code.len() == 4 && code.starts_with('R'), "{code}");
            assert_eq!(Code::parse(&code.to_lowercase()).map(Code::as_str), Some(code));
        }
    }
}
