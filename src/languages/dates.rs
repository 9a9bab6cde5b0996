//! The `[dates]` section of a language file.

use serde::Deserialize;
use std::collections::BTreeMap;

/// What a language calls the parts of a date. Words are matched without regard to case; a full
/// stop inside or after a phrase (`d. J.`) may be there or not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DatesWords {
    /// Whether names of months are written with a capital; if so, others are no months.
    pub capital: bool,
    /// How `04.09.1920` is read.
    pub numeric_order: NumericOrder,
    /// Whether `July 20` is a day; otherwise the year 20.
    pub day_after_month: bool,
    /// Whether a full stop after a figure makes it an ordinal: `am 12.`
    pub ordinal_stop: bool,
    /// The names and abbreviations of each month, January first.
    pub months: [Vec<String>; 12],
    /// Months that are also common words or first names: alone, they need a preposition.
    pub doubtful_months: Vec<String>,
    /// The months of the French Republic, vendémiaire first, the complementary days last.
    pub republican_months: [Vec<String>; 13],
    /// The names of the days of the week, Monday first.
    pub weekdays: [Vec<String>; 7],
    /// The seasons.
    pub seasons: Seasons,
    /// Terms of a school or university.
    pub terms: Vec<TermWords>,
    /// Number words, up to hundreds where a language has one word for them.
    pub cardinals: BTreeMap<String, u16>,
    /// Ordinal words.
    pub ordinals: BTreeMap<String, u8>,
    /// `the twenties` and so on, with the year in the century.
    pub decades: BTreeMap<String, u8>,
    /// Days counted from the day of writing: today is 0.
    pub days: BTreeMap<String, i8>,
    /// Days counted from the date that was named before: the next day is 1.
    pub following: BTreeMap<String, i8>,
    /// Words with one part in the grammar.
    pub words: BTreeMap<Role, Vec<String>>,
    /// Vague and exact parts of a year, month, decade or century.
    pub parts: Vec<PartWords>,
    /// Feasts and anniversaries.
    pub feasts: Vec<FeastWords>,
    /// Events that dates are counted from.
    pub events: Vec<EventWords>,
}

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NumericOrder {
    /// 04.09.1920 is in September.
    #[default]
    DayMonth,
    /// 04/09/1920 is in April.
    MonthDay,
}

/// The words for the seasons.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Seasons {
    pub spring: Vec<String>,
    pub summer: Vec<String>,
    pub autumn: Vec<String>,
    pub winter: Vec<String>,
}

/// A part of a longer time and the stretch it stands for: the edition's convention, which the
/// `encodingDesc` of its documents states.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartWords {
    /// How it is said.
    pub words: Vec<String>,
    /// Whether the borders are only a convention (`precision="low"`).
    #[serde(default)]
    pub vague: bool,
    /// First and last month of a year.
    pub year: Option<[u8; 2]>,
    /// First and last day of a month, the last cut to the month's length, negative ones counted from
    /// its end; the whole month where it is missing.
    pub month: Option<[i8; 2]>,
    /// First and last month of a season, counted from 1.
    pub season: Option<[u8; 2]>,
    /// First and last year of a decade, counted from 0.
    pub decade: Option<[u8; 2]>,
    /// First and last year of a century, counted from 1.
    pub century: Option<[u8; 2]>,
}

/// A term that is named after its year, such as a university's winter semester.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermWords {
    /// How it is called.
    pub words: Vec<String>,
    /// Its first month.
    pub from: u8,
    /// Its last month, of the next year where it is not after the first.
    pub to: u8,
}

/// A day that is named after what is kept on it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeastWords {
    /// How it is called.
    pub words: Vec<String>,
    /// `MM-DD`, of the calendar in use.
    pub fixed: Option<String>,
    /// Days after Easter Sunday.
    pub easter: Option<i16>,
    /// The same where the Eastern churches keep it on another day.
    pub easter_orthodox: Option<i16>,
    /// Always New Style, whatever the policy: anniversaries kept after the change.
    #[serde(default)]
    pub new_style: bool,
    /// Whether the word alone, without a year, may be taken for a date.
    #[serde(default)]
    pub alone: bool,
}

/// An event that a text dates by.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventWords {
    /// How it is called.
    pub words: Vec<String>,
    /// The `xml:id` of its register entry.
    pub id: String,
    /// First day, New Style, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, New Style; the first where it is missing.
    pub to: Option<String>,
}

/// What a word does in a date expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// A bare day may follow: `am 12.`
    BareDay,
    /// A day with an article may follow: `on the 12th`.
    DayLead,
    /// A bare month may follow: `in March`.
    BareMonth,
    /// A day and month are read apart after it: `in January 1` has a note marker.
    MonthOnly,
    /// `the`.
    Article,
    /// `of`, and what else may stand between day and month.
    Of,
    /// `from`.
    From,
    /// `between`.
    Between,
    /// `to` between two dates.
    To,
    /// `and`.
    And,
    /// `or`.
    Or,
    /// `after`.
    After,
    /// `before`.
    Before,
    /// `not before`.
    NotBefore,
    /// `not later than`.
    NotAfter,
    /// `by` the end of: the date is the last possible.
    By,
    /// `until`, `since`, `during`: they stay outside of the date.
    Outside,
    /// `during`.
    During,
    /// `circa`.
    Circa,
    /// `or so`, after a date.
    CircaAfter,
    /// `feast of`, before the name of one.
    FeastOf,
    /// `born`, `died`: a year may follow, also where the same letter counts files.
    Life,
    /// `received`: not the day of writing.
    Received,
    /// `in the year`.
    Year,
    /// What follows a year and belongs to it: `г.`
    YearAfter,
    /// The unit day.
    UnitDay,
    /// The unit week.
    UnitWeek,
    /// Two weeks.
    UnitFortnight,
    /// The unit month.
    UnitMonth,
    /// The unit year.
    UnitYear,
    /// The unit hour.
    UnitHour,
    /// The unit minute.
    UnitMinute,
    /// The unit century.
    Century,
    /// The unit decade.
    Decade,
    /// Ends of a decade in figures: `1920s`.
    DecadeAfter,
    /// `années`, before the first year of a decade.
    DecadeBefore,
    /// `inst.`: the month of writing.
    ThisMonth,
    /// `ult.`: the month before.
    LastMonth,
    /// `prox.`: the month after.
    NextMonth,
    /// The year of writing.
    ThisYear,
    /// The year before.
    LastYear,
    /// Of the five above, those that may stand alone: `last month`.
    SaidAlone,
    /// `of the same month`: the month of the date before.
    SameMonth,
    /// `of the same year`: the year of the date before.
    SameYear,
    /// `this`.
    This,
    /// `last`.
    Last,
    /// `next`.
    Next,
    /// `same`.
    Same,
    /// `the other day`.
    OtherDay,
    /// `ago`, after a length of time.
    Ago,
    /// `ago`, before a length of time: `vor drei Tagen`, `il y a`.
    AgoBefore,
    /// `later`, after a length of time.
    Later,
    /// `earlier`, after a length of time.
    Earlier,
    /// `hence`, after a length of time to come.
    Hence,
    /// `in`, before a length of time to come.
    HenceBefore,
    /// `or later`, after a date.
    OrLater,
    /// `or earlier`, after a date.
    OrEarlier,
    /// `for`, before a length of time.
    Lasting,
    /// Old Style.
    OldStyle,
    /// New Style.
    NewStyle,
    /// Before Christ.
    Bc,
    /// After Christ.
    Ad,
    /// Of the Eastern churches.
    Orthodox,
    /// Of the Western churches.
    Western,
    /// `a.m.`
    Am,
    /// `p.m.`
    Pm,
    /// `noon`.
    Noon,
    /// `midnight`.
    Midnight,
    /// `o'clock`.
    Clock,
    /// `at`, before the time of day.
    At,
    /// `morning`, `evening` and so on.
    DayPart,
    /// `turn` of the year.
    Turn,
    /// The turn of the century, in one word.
    TurnOfCentury,
    /// `eve` of.
    Eve,
    /// `night` of.
    Night,
    /// The night before: `ночь на 4 марта`.
    NightBefore,
    /// `to` between the two days of a night.
    NightTo,
    /// `hundred`.
    Hundred,
    /// `thousand`.
    Thousand,
    /// Of the creation of the world, before or after the year.
    World,
    /// The economic year.
    EconomicYear,
    /// A number after it is none of a date: `No.`, `p.`
    Guard,
    /// A number before it is an amount: `men`, `pages`.
    Amount,
    /// Words that may follow `on the 12th` without taking it for their own.
    AfterDay,
    /// Kalends.
    Kalends,
    /// Nones.
    Nones,
    /// Ides.
    Ides,
    /// `a.d.`
    AnteDiem,
    /// `pridie`.
    Pridie,
    /// `an`, before a republican year.
    RepublicanYear,
    /// `l'an`, which makes the number after it a republican year.
    RepublicanEra,
    /// `de la République`, after a republican year.
    Republic,
    /// Endings of ordinals in figures.
    OrdinalEnding,
    /// What an event that is only pointed at is called: `the congress`.
    AnyEvent,
}
