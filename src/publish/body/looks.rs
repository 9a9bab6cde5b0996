//! How words look, from `@rend`, `@rendition` and `@style`: the few things that readers tell apart.

use super::super::tei::Document;
use crate::xml::tree::NodeId;

/// What is said in `@rend` by many editions, and the class for it.
const LOOKS: &[(&[&str], &str)] = &[
    (&["italic", "italics", "i", "#i", "kursiv", "it", "italique", "font-style:italic"], "r-i"),
    (&["bold", "b", "#b", "fett", "gras", "font-weight:bold"], "r-b"),
    (&["sup", "superscript", "super", "#sup", "hochgestellt", "exposant"], "r-sup"),
    (&["sub", "subscript", "#sub", "tiefgestellt"], "r-sub"),
    (&["sc", "smallcaps", "small-caps", "#k", "smcap", "kapitälchen"], "r-sc"),
    (&["u", "#u", "underline", "underlined", "ul", "unterstrichen", "souligné"], "r-u"),
    (&["g", "#g", "spaced", "letterspaced", "gesperrt", "spaced-out"], "r-g"),
    (&["#aq", "antiqua", "aq", "latintype"], "r-aq"),
    (&["c", "#c", "center", "centre", "centered", "align(center)", "text-align:center"], "r-c"),
    (&["right", "#right", "align(right)", "text-align:right"], "r-r"),
    (&["strikethrough", "strike", "s", "#s", "line-through", "durchgestrichen"], "r-s"),
];

/// The classes for the looks of an element.
#[must_use]
pub fn classes(document: &Document, node: NodeId) -> Vec<&'static str> {
    let mut classes = Vec::new();
    for name in ["rend", "rendition", "style"] {
        let Some(value) = document.attribute(node, name) else { continue };
        let value = value.to_lowercase().replace(": ", ":");
        for word in value.split([' ', ';', '\n', '\t']) {
            let known = LOOKS.iter().find(|(words, _)| words.contains(&word));
            classes.extend(known.map(|(_, class)| *class));
        }
    }
    classes.sort_unstable();
    classes.dedup();
    classes
}

/// The element of HTML for highlighted words.
#[must_use]
pub fn element(document: &Document, node: NodeId) -> &'static str {
    match classes(document, node)[..] {
        ["r-i"] => "i",
        ["r-b"] => "b",
        ["r-sup"] => "sup",
        ["r-sub"] => "sub",
        _ => "span",
    }
}
