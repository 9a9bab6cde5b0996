//! The parts of a letter, and which of them can follow which.

/// What a unit of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Text that is of no letter.
    Prose,
    /// The number of a letter.
    Number,
    /// The number of its file.
    Reference,
    /// Who writes to whom.
    Heading,
    /// The title of a document that is no letter.
    Title,
    /// How it was sent or kept, above the letter.
    Remark,
    /// Any other line above the letter: a printed letterhead, a summary.
    Letterhead,
    /// A line of the address above the letter.
    Address,
    /// Place and date above the letter.
    Dateline,
    /// The salutation.
    Salute,
    /// A paragraph.
    Body,
    /// The closing formula.
    Closing,
    /// The signature.
    Signature,
    /// Place and date below the letter.
    EndDateline,
    /// A postscript.
    Postscript,
    /// How it was sent or kept, below the letter.
    Dispatch,
    /// A line of the address below the letter.
    EndAddress,
    /// Where it is kept.
    Source,
    /// What announces an enclosure.
    Enclosure,
    /// The head of the notes.
    NotesHead,
    /// A note, or its further paragraph.
    Note,
}

/// The region of a letter that a role stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// Outside of letters.
    Prose,
    /// Above the text.
    Top,
    /// The text.
    Body,
    /// Below the text.
    Bottom,
    /// Below the letter.
    Notes,
}

/// What cannot be.
pub const NEVER: i32 = i32::MIN / 4;

impl Role {
    /// All roles.
    pub const ALL: [Self; 21] = [
        Self::Prose,
        Self::Number,
        Self::Reference,
        Self::Heading,
        Self::Title,
        Self::Remark,
        Self::Letterhead,
        Self::Address,
        Self::Dateline,
        Self::Salute,
        Self::Body,
        Self::Closing,
        Self::Signature,
        Self::EndDateline,
        Self::Postscript,
        Self::Dispatch,
        Self::EndAddress,
        Self::Source,
        Self::Enclosure,
        Self::NotesHead,
        Self::Note,
    ];

    /// Where it stands.
    pub fn region(self) -> Region {
        match self {
            Self::Prose => Region::Prose,
            Self::Number
            | Self::Reference
            | Self::Heading
            | Self::Title
            | Self::Remark
            | Self::Letterhead
            | Self::Address
            | Self::Dateline
            | Self::Salute
            | Self::Enclosure => Region::Top,
            Self::Body => Region::Body,
            Self::Closing
            | Self::Signature
            | Self::EndDateline
            | Self::Postscript
            | Self::Dispatch
            | Self::EndAddress
            | Self::Source => Region::Bottom,
            Self::NotesHead | Self::Note => Region::Notes,
        }
    }

    /// Whether it names the letter that it stands above, so that a new letter begins with it.
    pub fn names_letter(self) -> bool {
        matches!(self, Self::Number | Self::Reference | Self::Heading)
    }
}

/// How much speaks for a page that begins with a role.
pub fn first(role: Role) -> i32 {
    match role.region() {
        Region::Prose => 0,
        Region::Top => -4,
        Region::Body => -7,
        Region::Bottom | Region::Notes => NEVER,
    }
}

/// How much speaks for a page that ends with a role.
pub fn last(role: Role) -> i32 {
    match role {
        Role::Salute
        | Role::Number
        | Role::Heading
        | Role::Title
        | Role::Reference
        | Role::Enclosure => -5,
        Role::Remark | Role::Letterhead | Role::Address | Role::Dateline => -4,
        Role::Closing => -2,
        Role::Body => -1,
        _ => 0,
    }
}

/// How much speaks for one role after another; `gap` says whether a blank line stands between,
/// none where the page has no blank lines that could say it.
pub fn step(from: Role, to: Role, gap: Option<bool>) -> i32 {
    let base = match (from.region(), to.region()) {
        (Region::Top, Region::Top) => within_top(from, to),
        // A letter says something before it closes.
        (Region::Top, Region::Bottom) if to == Role::Closing => -9,
        (Region::Top, Region::Bottom) => into_bottom(to) - 4,
        (Region::Top, Region::Notes) => {
            if to == Role::NotesHead {
                -6
            } else {
                -12
            }
        }
        // Notes have one head.
        (Region::Notes, Region::Notes) if to == Role::NotesHead => -8,
        (Region::Body, Region::Bottom) => into_bottom(to),
        (Region::Body, Region::Notes) => {
            if to == Role::NotesHead {
                -1
            } else {
                -9
            }
        }
        (Region::Bottom, Region::Bottom) => within_bottom(from, to),
        (Region::Bottom, Region::Body) => back_to_body(from),
        (Region::Bottom, Region::Notes) => {
            // Without a head notes follow the line that says where the letter is kept.
            match (from, to) {
                (_, Role::NotesHead) => 0,
                (Role::Source, _) => -1,
                _ => -3,
            }
        }
        (Region::Prose, Region::Prose)
        | (Region::Body | Region::Top, Region::Body)
        | (Region::Notes, Region::Notes) => 0,
        (Region::Prose, _) => from_prose(to),
        (Region::Notes, Region::Body | Region::Bottom) => NEVER,
        (_, Region::Top) => new_top(from, to),
        (_, Region::Prose) => -6,
    };
    base + together(from, to, gap)
}

fn from_prose(to: Role) -> i32 {
    match to.region() {
        Region::Top => -7,
        Region::Body => -9,
        Region::Notes if to == Role::NotesHead => 0,
        _ => NEVER,
    }
}

/// Lines that touch belong together: of an address, of a dateline, of a signature.
fn together(from: Role, to: Role, gap: Option<bool>) -> i32 {
    match (gap, from == to) {
        (Some(false), true) => match from {
            Role::Address | Role::EndAddress => 3,
            Role::Dateline | Role::EndDateline => 2,
            Role::Signature => -5,
            Role::Heading | Role::Closing | Role::Salute => 1,
            _ => 0,
        },
        // Place and date right above an address are those of its postmark or frank.
        (Some(false), false) if (from, to) == (Role::EndDateline, Role::EndAddress) => -8,
        // Two that do not touch are two: a second heading, a second salutation.
        (Some(true), true) => match from {
            Role::Address | Role::EndAddress | Role::Dateline => -1,
            // One signs, or a few do; a column of names is a list.
            Role::Signature => -5,
            _ => 0,
        },
        _ => 0,
    }
}

fn within_top(from: Role, to: Role) -> i32 {
    match (from, to) {
        (_, Role::Enclosure) => -3,
        (Role::Enclosure, _) => 0,
        (Role::Heading | Role::Title, Role::Heading | Role::Title) => -3,
        (Role::Salute, Role::Title) => -6,
        (Role::Number, Role::Number) | (Role::Salute, Role::Number | Role::Heading) => -4,
        (Role::Salute, Role::Letterhead | Role::Remark | Role::Reference) => -3,
        (Role::Salute, Role::Salute | Role::Dateline | Role::Address) => -2,
        (Role::Dateline, Role::Heading | Role::Number) => -2,
        (Role::Letterhead | Role::Address, Role::Number) => -1,
        _ => 0,
    }
}

fn into_bottom(to: Role) -> i32 {
    match to {
        Role::Postscript => -3,
        Role::EndAddress => -2,
        Role::Dispatch | Role::EndDateline => -1,
        _ => 0,
    }
}

fn within_bottom(from: Role, to: Role) -> i32 {
    match (from, to) {
        (Role::Source, Role::Source | Role::Dispatch) => 0,
        (Role::Source, _) => -6,
        (Role::Closing, Role::Postscript) => -3,
        // Text between two signatures is the part of another hand, not a postscript.
        (Role::Postscript, Role::Closing) => -6,
        // Who signs again below an address or a postscript is an exception.
        (Role::EndAddress | Role::Dispatch | Role::Postscript, Role::Signature) => -4,
        (Role::Signature | Role::EndDateline | Role::EndAddress, Role::Closing)
        | (Role::Signature, Role::EndAddress) => -1,
        _ => 0,
    }
}

fn back_to_body(from: Role) -> i32 {
    match from {
        Role::Closing => -4,
        Role::Source => -9,
        Role::EndAddress | Role::EndDateline => -7,
        _ => -6,
    }
}

/// A new letter, or a part of one by another hand.
fn new_top(from: Role, to: Role) -> i32 {
    if from.region() == Region::Notes && !to.names_letter() {
        // Notes are full of dates and short lines.
        return -14;
    }
    let from = match from.region() {
        Region::Body => -3,
        Region::Notes => -2,
        Region::Bottom | Region::Prose | Region::Top => 0,
    };
    let to = match to {
        Role::Number | Role::Enclosure => -1,
        Role::Heading | Role::Reference => -2,
        Role::Remark => -5,
        Role::Title => -4,
        Role::Dateline | Role::Salute => -6,
        _ => -8,
    };
    from + to
}
