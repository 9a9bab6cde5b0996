//! The functions that are evaluated, with the number of their arguments.

use super::syntax::Shape;

macro_rules! functions {
    (@extra) => { Extra::Nothing };
    (@extra context $given:literal) => { Extra::Context($given) };
    (@extra collation $at:literal) => { Extra::Collation($at) };
    ($($name:literal $variant:ident $least:literal..=$most:literal $shape:ident
        $($extra:ident $at:literal)?;)+) => {
        /// A function of XPath, or of XSLT in so far as Schematron needs it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Function { $($variant,)+ }

        impl Function {
            /// The function of a local name, and how many arguments it takes.
            pub(super) fn find(name: &str) -> Option<(Self, usize, usize)> {
                match name {
                    $($name => Some((Self::$variant, $least, $most)),)+
                    _ => None,
                }
            }

            /// What its value is.
            pub(super) fn shape(self) -> Shape {
                match self { $(Self::$variant => Shape::$shape,)+ }
            }

            fn extra(self) -> Extra {
                match self { $(Self::$variant => functions!(@extra $($extra $at)?),)+ }
            }
        }
    };
}

/// What a function does about arguments that are left out or peculiar.
enum Extra {
    Nothing,
    /// The context item is meant where this many arguments are given.
    Context(usize),
    /// The argument at this index is a collation.
    Collation(usize),
}

functions! {
    "abs" Abs 1..=1 Number;
    "adjust-date-to-timezone" AdjustDate 1..=2 Any;
    "adjust-dateTime-to-timezone" AdjustDateTime 1..=2 Any;
    "adjust-time-to-timezone" AdjustTime 1..=2 Any;
    "avg" Avg 1..=1 Any;
    "base-uri" BaseUri 0..=1 Text context 0;
    "boolean" Boolean 1..=1 Boolean;
    "ceiling" Ceiling 1..=1 Number;
    "codepoint-equal" CodepointEqual 2..=2 Boolean;
    "codepoints-to-string" CodepointsToString 1..=1 Text;
    "compare" Compare 2..=3 Number collation 2;
    "concat" Concat 2..=200 Text;
    "contains" Contains 2..=3 Boolean collation 2;
    "contains-token" ContainsToken 2..=3 Boolean collation 2;
    "count" Count 1..=1 Number;
    "current-date" CurrentDate 0..=0 Any;
    "current-dateTime" CurrentDateTime 0..=0 Any;
    "current-time" CurrentTime 0..=0 Any;
    "data" Data 0..=1 Any context 0;
    "dateTime" DateTime 2..=2 Any;
    "day-from-date" DayFromDate 1..=1 Number;
    "day-from-dateTime" DayFromDateTime 1..=1 Number;
    "days-from-duration" DaysFromDuration 1..=1 Number;
    "deep-equal" DeepEqual 2..=3 Boolean collation 2;
    "default-collation" DefaultCollation 0..=0 Text;
    "distinct-values" DistinctValues 1..=2 Any collation 1;
    "doc" Doc 1..=1 Nodes;
    "doc-available" DocAvailable 1..=1 Boolean;
    "document-uri" DocumentUri 0..=1 Text context 0;
    "empty" Empty 1..=1 Boolean;
    "encode-for-uri" EncodeForUri 1..=1 Text;
    "ends-with" EndsWith 2..=3 Boolean collation 2;
    "error" Error 0..=3 Any;
    "exactly-one" ExactlyOne 1..=1 Any;
    "exists" Exists 1..=1 Boolean;
    "false" False 0..=0 Boolean;
    "floor" Floor 1..=1 Number;
    "generate-id" GenerateId 0..=1 Text context 0;
    "has-children" HasChildren 0..=1 Boolean context 0;
    "head" Head 1..=1 Any;
    "hours-from-dateTime" HoursFromDateTime 1..=1 Number;
    "hours-from-duration" HoursFromDuration 1..=1 Number;
    "hours-from-time" HoursFromTime 1..=1 Number;
    "id" Id 1..=2 Nodes context 1;
    "implicit-timezone" ImplicitTimezone 0..=0 Any;
    "in-scope-prefixes" InScopePrefixes 1..=1 Any;
    "index-of" IndexOf 2..=3 Any collation 2;
    "innermost" Innermost 1..=1 Nodes;
    "insert-before" InsertBefore 3..=3 Any;
    "iri-to-uri" IriToUri 1..=1 Text;
    "lang" Lang 1..=2 Boolean context 1;
    "last" Last 0..=0 Number;
    "local-name" LocalName 0..=1 Text context 0;
    "local-name-from-QName" LocalNameFromQName 1..=1 Text;
    "lower-case" LowerCase 1..=1 Text;
    "matches" Matches 2..=3 Boolean;
    "max" Max 1..=2 Any collation 1;
    "min" Min 1..=2 Any collation 1;
    "minutes-from-dateTime" MinutesFromDateTime 1..=1 Number;
    "minutes-from-duration" MinutesFromDuration 1..=1 Number;
    "minutes-from-time" MinutesFromTime 1..=1 Number;
    "month-from-date" MonthFromDate 1..=1 Number;
    "month-from-dateTime" MonthFromDateTime 1..=1 Number;
    "months-from-duration" MonthsFromDuration 1..=1 Number;
    "name" Name 0..=1 Text context 0;
    "namespace-uri" NamespaceUri 0..=1 Text context 0;
    "namespace-uri-for-prefix" NamespaceUriForPrefix 2..=2 Text;
    "namespace-uri-from-QName" NamespaceUriFromQName 1..=1 Text;
    "node-name" NodeName 0..=1 Any context 0;
    "normalize-space" NormalizeSpace 0..=1 Text context 0;
    "normalize-unicode" NormalizeUnicode 1..=2 Text;
    "not" Not 1..=1 Boolean;
    "number" Number 0..=1 Number context 0;
    "one-or-more" OneOrMore 1..=1 Any;
    "outermost" Outermost 1..=1 Nodes;
    "position" Position 0..=0 Number;
    "remove" Remove 2..=2 Any;
    "replace" Replace 3..=4 Text;
    "resolve-QName" ResolveQName 2..=2 Any;
    "reverse" Reverse 1..=1 Any;
    "root" Root 0..=1 Nodes context 0;
    "round" Round 1..=2 Number;
    "round-half-to-even" RoundHalfToEven 1..=2 Number;
    "seconds-from-dateTime" SecondsFromDateTime 1..=1 Number;
    "seconds-from-duration" SecondsFromDuration 1..=1 Number;
    "seconds-from-time" SecondsFromTime 1..=1 Number;
    "starts-with" StartsWith 2..=3 Boolean collation 2;
    "string" String 0..=1 Text context 0;
    "string-join" StringJoin 1..=2 Text;
    "string-length" StringLength 0..=1 Number context 0;
    "string-to-codepoints" StringToCodepoints 1..=1 Any;
    "subsequence" Subsequence 2..=3 Any;
    "substring" Substring 2..=3 Text;
    "substring-after" SubstringAfter 2..=3 Text collation 2;
    "substring-before" SubstringBefore 2..=3 Text collation 2;
    "sum" Sum 1..=2 Any;
    "tail" Tail 1..=1 Any;
    "timezone-from-date" TimezoneFromDate 1..=1 Any;
    "timezone-from-dateTime" TimezoneFromDateTime 1..=1 Any;
    "timezone-from-time" TimezoneFromTime 1..=1 Any;
    "tokenize" Tokenize 1..=3 Any;
    "trace" Trace 1..=2 Any;
    "translate" Translate 3..=3 Text;
    "true" True 0..=0 Boolean;
    "unordered" Unordered 1..=1 Any;
    "upper-case" UpperCase 1..=1 Text;
    "year-from-date" YearFromDate 1..=1 Number;
    "year-from-dateTime" YearFromDateTime 1..=1 Number;
    "years-from-duration" YearsFromDuration 1..=1 Number;
    "zero-or-one" ZeroOrOne 1..=1 Any;
}

impl Function {
    /// Whether the context item is meant where `given` arguments stand.
    pub(super) fn takes_context(self, given: usize) -> bool {
        matches!(self.extra(), Extra::Context(wanted) if wanted == given)
    }

    /// Whether the argument at an index is a collation.
    pub(super) fn is_argument_collation(self, at: usize) -> bool {
        matches!(self.extra(), Extra::Collation(wanted) if wanted == at)
    }
}
