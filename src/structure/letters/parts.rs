//! The blocks of one letter or enclosure: opener, paragraphs, closer, postscript.

use super::build::Builder;
use super::correspondence::signature;
use super::line::Line;
use super::party::Party;
use super::role::{Region, Role};
use super::{dateline, run_in};
use crate::layer::Span;
use crate::structure::unit::Unit;
use crate::structure::{Block, BlockKind, prose};
use std::ops::Range;

/// The parts of a letter, in order.
pub fn of(builder: &Builder, range: Range<usize>) -> Vec<Block> {
    let hands = hands(builder, range.clone());
    let several = hands.len() > 1;
    let mut children = Vec::new();
    for (nth, hand) in hands.into_iter().enumerate() {
        let mut start = hand.start;
        if several && nth == 0 {
            // What names the letter stands above the parts of all hands.
            while start < hand.end && is_head(builder, range.clone(), start) {
                children.push(head(builder, range.clone(), start));
                start += 1;
            }
        }
        if start == hand.end {
            continue;
        }
        let blocks = by_one_hand(builder, range.clone(), start..hand.end);
        if several {
            children.push(Block::around(BlockKind::Part, blocks));
        } else {
            children.extend(blocks);
        }
    }
    children
}

/// The stretches by one hand each: a new one begins where text follows a signature.
fn hands(builder: &Builder, range: Range<usize>) -> Vec<Range<usize>> {
    let mut hands = Vec::new();
    let mut start = range.start;
    for at in range.start + 1..range.end {
        let (before, here) = (builder.roles[at - 1].region(), builder.roles[at].region());
        let begins = here == Region::Top && before != Region::Top;
        if before == Region::Bottom && here != Region::Bottom || begins {
            hands.push(start..at);
            start = at;
        }
    }
    hands.push(start..range.end);
    hands
}

/// Whether a unit is a head of the letter, or the editors' date below it.
pub fn is_head(builder: &Builder, letter: Range<usize>, at: usize) -> bool {
    match builder.roles[at] {
        Role::Heading | Role::Title | Role::Enclosure => true,
        // A number below the heading is that of a despatch, not of the letter in its edition.
        Role::Number => (letter.start..at).all(|before| {
            !matches!(builder.roles[before], Role::Heading | Role::Number | Role::Dateline)
        }),
        _ => is_heading_date(builder, letter, at),
    }
}

fn head(builder: &Builder, letter: Range<usize>, at: usize) -> Block {
    let kind = match builder.roles[at] {
        Role::Number => BlockKind::NumberHead,
        _ if is_heading_date(builder, letter, at) => BlockKind::DocDate,
        _ => BlockKind::Head,
    };
    Block::leaf(kind, builder.lines[at].unit.span)
}

/// Whether a dateline is the editors' date below a heading: of a numbered letter, without place.
pub fn is_heading_date(builder: &Builder, letter: Range<usize>, at: usize) -> bool {
    let top = builder.top(letter.start);
    let line = &builder.lines[at];
    if builder.roles[at] != Role::Dateline || !top.contains(&at) {
        return false;
    }
    let numbered = builder.roles[top.clone()].contains(&Role::Number);
    let below = at > letter.start
        && matches!(builder.roles[at - 1], Role::Number | Role::Heading)
        && numbered;
    // The editors' date stands apart above the letter's own dateline.
    let first = (letter.start..at).all(|at| builder.roles[at] != Role::Dateline);
    let own = (at + 1..top.end).any(|at| {
        builder.roles[at] == Role::Dateline
            && builder.lines[at].unit.gap
            && builder.lines[at].after(&builder.layout.words.received).is_none()
    });
    (below || first && own) && dateline::is_date_alone(line, builder.layout)
}

/// Opener, paragraphs and closer of one hand.
fn by_one_hand(builder: &Builder, letter: Range<usize>, range: Range<usize>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let region = |at: usize| builder.roles[at].region();
    let top = range.start..range.clone().find(|at| region(*at) != Region::Top).unwrap_or(range.end);
    let body =
        top.end..(top.end..range.end).find(|at| region(*at) != Region::Body).unwrap_or(range.end);
    above(builder, letter.clone(), top.clone(), &mut blocks);
    let run_in = RunIn::find(builder, &range);
    let mut units = builder.units(body.clone());
    if let (Some((salute, rest)), Some(first)) = (run_in.salute, units.first_mut()) {
        blocks.push(Block::around(BlockKind::Opener, vec![Block::leaf(BlockKind::Salute, salute)]));
        first.span = rest;
    }
    if let (Some((end, _, _)), Some(last)) = (run_in.closing, units.last_mut()) {
        last.span.end = end.end;
    }
    blocks.extend(prose::plain(builder.text, &units, &builder.layout.language.page));
    let mut closer = Vec::new();
    let headed = builder.roles[builder.top(letter.start)].contains(&Role::Heading);
    let signed = run_in.closing.is_some()
        || builder.roles[range.clone()]
            .iter()
            .any(|role| matches!(role, Role::Signature | Role::Closing));
    if let Some((_, formula, name)) = run_in.closing {
        closer.extend(formula.map(|span| Block::leaf(BlockKind::Salute, span)));
        closer.push(Block::leaf(BlockKind::Signed, name));
    }
    below(builder, body.end..range.end, closer, signed || !headed, &mut blocks);
    blocks
}

/// What is run into the first and the last paragraph of one hand.
#[derive(Default)]
struct RunIn {
    salute: Option<(Span, Span)>,
    closing: Option<(Span, Option<Span>, Span)>,
}

impl RunIn {
    fn find(builder: &Builder, hand: &Range<usize>) -> Self {
        let has = |role: Role| builder.roles[hand.clone()].contains(&role);
        let mut body = hand.clone().filter(|at| builder.roles[*at] == Role::Body);
        let Some(first) = body.next() else { return Self::default() };
        let last = body.next_back().unwrap_or(first);
        let unit = |at: usize| builder.lines[at].unit;
        let mut found = Self::default();
        let mut start = unit(first).span.start;
        if !has(Role::Salute) {
            let words = unit(first).text(builder.text);
            found.salute = run_in::salute(words, start, builder.layout);
            if first == last {
                start = found.salute.map_or(start, |(_, rest)| rest.start);
            }
        }
        if !has(Role::Signature) {
            let from = if first == last { start } else { unit(last).span.start };
            let words = &builder.text[from..unit(last).span.end];
            found.closing = run_in::closing(words, from, builder.layout);
        }
        found
    }
}

/// The signatures that are run into the last paragraph of each hand.
pub fn run_in_signature(builder: &Builder, range: Range<usize>) -> Vec<Party> {
    let mut found = Vec::new();
    for hand in hands(builder, range) {
        if let Some((_, _, name)) = RunIn::find(builder, &hand).closing {
            let line = Line::new(builder.text, Unit { span: name, gap: false });
            found.extend(signature(&line, builder.layout));
        }
    }
    found
}

/// What stands above the text: heads, and between them openers.
fn above(builder: &Builder, letter: Range<usize>, range: Range<usize>, blocks: &mut Vec<Block>) {
    let mut opener = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if is_head(builder, letter.clone(), at) {
            close(BlockKind::Opener, &mut opener, blocks);
            blocks.push(head(builder, letter.clone(), at));
            at += 1;
            continue;
        }
        at = line(builder, at..range.end, &mut opener);
    }
    close(BlockKind::Opener, &mut opener, blocks);
}

/// What stands below the text: closers, and between them postscripts.
fn below(
    builder: &Builder,
    range: Range<usize>,
    mut closer: Vec<Block>,
    signed: bool,
    blocks: &mut Vec<Block>,
) {
    let mut at = range.start;
    while at < range.end {
        // What a heading names and nobody signs is a document, and the date below it is its own.
        if builder.roles[at] == Role::EndDateline && !signed {
            close(BlockKind::Closer, &mut closer, blocks);
            blocks.push(Block::leaf(BlockKind::DocDate, builder.lines[at].unit.span));
            at += 1;
            continue;
        }
        if builder.roles[at] == Role::Postscript {
            close(BlockKind::Closer, &mut closer, blocks);
            let length = count(builder, at..range.end, |role| role == Role::Postscript);
            let units = builder.units(at..at + length);
            let page = &builder.layout.language.page;
            blocks.push(Block::around(
                BlockKind::Postscript,
                prose::plain(builder.text, &units, page),
            ));
            at += length;
            continue;
        }
        at = line(builder, at..range.end, &mut closer);
    }
    close(BlockKind::Closer, &mut closer, blocks);
}

fn close(kind: BlockKind, parts: &mut Vec<Block>, blocks: &mut Vec<Block>) {
    if !parts.is_empty() {
        blocks.push(Block::around(kind, std::mem::take(parts)));
    }
}

fn count(builder: &Builder, range: Range<usize>, fits: impl Fn(Role) -> bool) -> usize {
    builder.roles[range].iter().take_while(|role| fits(**role)).count()
}

/// The block of a line of an opener or closer, with the lines that go with it; gives the next.
fn line(builder: &Builder, range: Range<usize>, blocks: &mut Vec<Block>) -> usize {
    let role = builder.roles[range.start];
    let same = count(builder, range.clone(), |other| other == role);
    let touching =
        (range.start + 1..range.start + same).take_while(|at| !builder.lines[*at].unit.gap).count();
    let span = |length: usize| {
        let last = builder.lines[range.start + length - 1].unit.span;
        Span::new(builder.lines[range.start].unit.span.start, last.end)
    };
    let (block, length) = match role {
        Role::Address | Role::EndAddress => {
            let lines = (range.start..=range.start + touching)
                .map(|at| Block::leaf(BlockKind::AddressLine, builder.lines[at].unit.span));
            (Block::around(BlockKind::Address, lines.collect()), touching + 1)
        }
        Role::Dateline | Role::EndDateline => {
            (Block::leaf(BlockKind::Dateline, span(touching + 1)), touching + 1)
        }
        Role::Salute | Role::Closing => {
            (Block::leaf(BlockKind::Salute, span(touching + 1)), touching + 1)
        }
        Role::Signature => (Block::leaf(BlockKind::Signed, span(touching + 1)), touching + 1),
        Role::Reference | Role::Number => {
            (Block::leaf(BlockKind::Segment("reference"), span(1)), 1)
        }
        Role::Remark | Role::Dispatch => {
            (Block::leaf(BlockKind::Segment("transmission"), span(1)), 1)
        }
        Role::Source => (Block::leaf(BlockKind::Segment("source"), span(1)), 1),
        Role::Letterhead => (Block::leaf(BlockKind::Segment("letterhead"), span(1)), 1),
        Role::Prose
        | Role::Heading
        | Role::Title
        | Role::Body
        | Role::Postscript
        | Role::Enclosure
        | Role::NotesHead
        | Role::Note => (Block::leaf(BlockKind::Segment("line"), span(1)), 1),
    };
    blocks.push(block);
    range.start + length
}
