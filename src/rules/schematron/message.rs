//! Messages as they are printed: one line, values filled in.

use super::compile::Piece;
use crate::xpath::{Evaluation, Fault, Node};

/// The text of a message about a node.
pub(super) fn text(
    evaluation: &Evaluation<'_>,
    pieces: &[Piece],
    node: Node,
) -> Result<String, Fault> {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Value(expr) => text.push_str(&evaluation.text_at(*expr, node)?),
            Piece::Name(None) => text.push_str(evaluation.main().name(node.id())),
            Piece::Name(Some(expr)) => {
                for found in evaluation.nodes_at(*expr, node)?.iter().take(1) {
                    text.push_str(evaluation.name_of(*found));
                }
            }
        }
    }
    Ok(one_line(&text))
}

/// White space of a message, which is laid out for an editor of the schema, becomes one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// An expression short enough for a message.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 120;
    let line = one_line(text);
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
