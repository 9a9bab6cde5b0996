//! Tokens of XPath. Whether a name is an operator or an element is for the parser to say.

use super::fault::Fault;

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, with its prefix where it has one.
    Name(Option<Box<str>>, Box<str>),
    /// `prefix:*`
    AnyLocal(Box<str>),
    /// `*:local`
    AnyPrefix(Box<str>),
    /// A string literal, its doubled quotes undone.
    Text(Box<str>),
    /// `12`
    Integer(Box<str>),
    /// `1.5`
    Decimal(Box<str>),
    /// `1e5`
    Double(Box<str>),
    /// An operator or bracket.
    Symbol(&'static str),
    /// The end of the expression.
    End,
}

/// The longest first, so that `<<` is not read as `<`.
const SYMBOLS: &[&str] = &[
    "::", ":=", "//", "..", "<<", ">>", "<=", ">=", "!=", "||", "=>", "(", ")", "[", "]", "{", "}",
    "/", ".", "@", ",", "$", "|", "=", "<", ">", "+", "-", "*", "?", "!", "#",
];

/// Rules are written by hand; what is longer than this is no rule.
const MAX_LENGTH: usize = 64 * 1024;

/// The tokens with the bytes at which they begin.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, usize)>, Fault> {
    if text.len() > MAX_LENGTH {
        let message = format!("the expression has {} bytes; {MAX_LENGTH} are read", text.len());
        return Err(Fault::unsupported(0, message));
    }
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        at = skip_blank(text, at)?;
        if at == text.len() {
            found.push((Token::End, at));
            return Ok(found);
        }
        let (token, end) = token(text, at)?;
        found.push((token, at));
        at = end;
    }
}

/// White space and comments, which nest.
fn skip_blank(text: &str, mut at: usize) -> Result<usize, Fault> {
    loop {
        at = text.len() - text[at..].trim_ascii_start().len();
        if !text[at..].starts_with("(:") {
            return Ok(at);
        }
        let start = at;
        let mut depth = 0_usize;
        loop {
            let rest = &text[at..];
            if rest.starts_with("(:") {
                depth += 1;
                at += 2;
            } else if rest.starts_with(":)") {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    break;
                }
            } else if let Some(letter) = rest.chars().next() {
                at += letter.len_utf8();
            } else {
                return Err(Fault::syntax(start, "the comment `(:` has no end `:)`"));
            }
        }
    }
}

fn token(text: &str, at: usize) -> Result<(Token, usize), Fault> {
    let rest = &text[at..];
    let first = rest.chars().next().expect("the caller saw that there is more");
    if first == '"' || first == '\'' {
        return string(text, at, first);
    }
    let second_is_digit = rest[first.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
    if first.is_ascii_digit() || (first == '.' && second_is_digit) {
        return number(text, at);
    }
    if is_name_start(first) {
        return Ok(name(text, at));
    }
    if let Some(local) = rest.strip_prefix("*:")
        && local.starts_with(is_name_start)
    {
        let end = name_end(text, at + 2);
        return Ok((Token::AnyPrefix(text[at + 2..end].into()), end));
    }
    for symbol in SYMBOLS {
        if rest.starts_with(symbol) {
            return Ok((Token::Symbol(symbol), at + symbol.len()));
        }
    }
    Err(Fault::syntax(at, format!("`{first}` means nothing in XPath")))
}

fn string(text: &str, at: usize, quote: char) -> Result<(Token, usize), Fault> {
    let mut value = String::new();
    let mut from = at + 1;
    loop {
        let Some(len) = text[from..].find(quote) else {
            return Err(Fault::syntax(at, format!("the string has no closing {quote}")));
        };
        value.push_str(&text[from..from + len]);
        from += len + 1;
        if !text[from..].starts_with(quote) {
            return Ok((Token::Text(value.into()), from));
        }
        value.push(quote);
        from += 1;
    }
}

fn number(text: &str, at: usize) -> Result<(Token, usize), Fault> {
    let bytes = text.as_bytes();
    let digits = |mut from: usize| {
        while bytes.get(from).is_some_and(u8::is_ascii_digit) {
            from += 1;
        }
        from
    };
    let whole = digits(at);
    let mut end = whole;
    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1) != Some(&b'.') {
        end = digits(end + 1);
    }
    let mantissa = end;
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        end = digits(end + 1 + sign);
        if end == mantissa + 1 + sign {
            return Err(Fault::syntax(at, format!("`{}` is no number", &text[at..end])));
        }
    }
    if text[end..].starts_with(is_name_start) {
        let message = format!("a name cannot follow the number `{}` at once", &text[at..end]);
        return Err(Fault::syntax(end, message));
    }
    let written: Box<str> = text[at..end].into();
    let token = match (end > mantissa, mantissa > whole) {
        (true, _) => Token::Double(written),
        (false, true) => Token::Decimal(written),
        (false, false) => Token::Integer(written),
    };
    Ok((token, end))
}

fn name(text: &str, at: usize) -> (Token, usize) {
    let end = name_end(text, at);
    let first: Box<str> = text[at..end].into();
    let Some(rest) = text[end..].strip_prefix(':') else {
        return (Token::Name(None, first), end);
    };
    if rest.starts_with('*') {
        return (Token::AnyLocal(first), end + 2);
    }
    if rest.starts_with(is_name_start) {
        let last = name_end(text, end + 1);
        return (Token::Name(Some(first), text[end + 1..last].into()), last);
    }
    (Token::Name(None, first), end)
}

fn name_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + rest.find(|c| !is_name_char(c)).unwrap_or(rest.len())
}

/// `NCNameStartChar` of Namespaces in XML.
pub(super) fn is_name_start(c: char) -> bool {
    matches!(c, 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// `NCNameChar` of Namespaces in XML.
pub(super) fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}'
            | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Token> {
        tokens(text).unwrap().into_iter().map(|(token, _)| token).collect()
    }

    fn name(local: &str) -> Token {
        Token::Name(None, local.into())
    }

    #[test]
    fn hyphens_and_dots_belong_to_names() {
        assert_eq!(read("a-b.c"), [name("a-b.c"), Token::End]);
        let spaced = [name("a"), Token::Symbol("-"), name("b"), Token::End];
        assert_eq!(read("a - b"), spaced);
    }

    #[test]
    fn an_axis_is_not_a_prefix() {
        let child = [name("child"), Token::Symbol("::"), name("p"), Token::End];
        assert_eq!(read("child::p"), child);
        assert_eq!(read("tei:*"), [Token::AnyLocal("tei".into()), Token::End]);
        assert_eq!(read("*:p"), [Token::AnyPrefix("p".into()), Token::End]);
    }

    #[test]
    fn numbers_keep_their_type() {
        let wanted = [
            Token::Integer("1".into()),
            Token::Decimal(".5".into()),
            Token::Double("1e5".into()),
            Token::End,
        ];
        assert_eq!(read("1 .5 1e5"), wanted);
    }

    #[test]
    fn comments_nest_and_quotes_double() {
        let wanted = [Token::Text("it's".into()), Token::End];
        assert_eq!(read("(: a (: b :) c :) 'it''s'"), wanted);
        assert!(tokens("(: a").is_err());
        assert!(tokens("'a").is_err());
        assert!(tokens("1to").is_err());
    }
}
