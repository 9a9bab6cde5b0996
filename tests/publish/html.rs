//! A reader of HTML that is just good enough for the pages of the tool: it panics at what they
//! must not hold, such as a tag that is not closed.

/// A tag or text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A start tag: its name and its attributes.
    Open(String, Vec<(String, String)>),
    /// An end tag.
    Close(String),
    /// Text, its references resolved.
    Text(String),
}

const EMPTY: &[&str] = &["br", "meta", "link", "input", "img", "hr"];

/// The tokens of a page. Every start tag has its end tag, in order.
pub fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("it is HTML");
    while !rest.is_empty() {
        let Some(after) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            assert!(!rest[..end].contains('>'), "a bare > in {:?}", &rest[..end]);
            tokens.push(Token::Text(resolved(&rest[..end])));
            rest = &rest[end..];
            continue;
        };
        let end = end_of_tag(after);
        let tag = &after[..end];
        rest = &after[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed out of order");
            tokens.push(Token::Close(name.to_owned()));
            continue;
        }
        let (tag, is_empty) = match tag.strip_suffix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let (name, attributes) = tag.split_once([' ', '\n']).unwrap_or((tag, ""));
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "a tag {name:?}");
        let has_end = !is_empty && !EMPTY.contains(&name);
        if has_end {
            open.push(name.to_owned());
        }
        tokens.push(Token::Open(name.to_owned(), pairs(attributes)));
        if !has_end {
            tokens.push(Token::Close(name.to_owned()));
        }
    }
    assert_eq!(open, Vec::<String>::new(), "left open");
    tokens
}

fn end_of_tag(tag: &str) -> usize {
    let mut quoted = false;
    for (at, c) in tag.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            '<' => panic!("a bare < in a tag: {:?}", &tag[..at.min(80)]),
            _ => {}
        }
    }
    panic!("a tag without end: {:?}", &tag[..tag.len().min(80)])
}

fn pairs(attributes: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        match rest[end..].strip_prefix("=\"") {
            Some(after) => {
                let (value, after) = after.split_once('"').expect("the value is closed");
                pairs.push((name, resolved(value)));
                rest = after.trim_start();
            }
            None => {
                pairs.push((name, String::new()));
                rest = rest[end..].trim_start();
            }
        }
    }
    pairs
}

fn resolved(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&#x2f;", "/")
        .replace("&amp;", "&")
}

/// An attribute of a start tag.
pub fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The words of the text of a page: what the TEI has, in its order. Notes that stand in the run
/// of the text come at the end.
pub fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut passing = 0;
    let mut inside = 0;
    for token in tokens(html) {
        match token {
            Token::Open(_, attributes) => {
                let is_text = matches!(attribute(&attributes, "class"), Some("text" | "endnotes"));
                inside = if inside > 0 || is_text { inside + 1 } else { 0 };
                let is_added = attribute(&attributes, "data-ui").is_some()
                    || attribute(&attributes, "id") == Some("ui:notes");
                passing = if passing > 0 || is_added { passing + 1 } else { 0 };
            }
            Token::Close(_) => {
                inside -= i32::from(inside > 0);
                passing -= i32::from(passing > 0);
            }
            Token::Text(words) if inside > 0 && passing == 0 => text.push_str(&words),
            Token::Text(_) => {}
        }
    }
    text
}
