//! Tags: attributes, namespace declarations, defaults, and the names they resolve to.

use super::attributes::{Expansion, expand, too_much};
use super::chars::{is_name_byte, is_name_start_byte, is_space, stops_value};
use super::doctype::collapse;
use super::event::{Attribute, Kind, Tag};
use super::names::{Broken, ContextId, FIXED, Key, NamespaceId, UNRESOLVED, split};
use super::namespaces;
use super::reader::{Open, Reader};
use super::{Limits, NameId, XML_NAMESPACE, XMLNS_NAMESPACE, XmlError};
use std::borrow::Cow;

impl<'d> Reader<'d> {
    pub(super) fn start_tag(&mut self) -> Result<Kind, XmlError> {
        let start = self.place();
        let text: &'d str = self.text;
        let bytes = text.as_bytes();
        self.attributes.clear();
        self.declarations.clear();
        if self.open.is_empty() {
            if self.began {
                return self.error("a second root element");
            }
            self.began = true;
        }
        self.starts = self.starts.wrapping_add(1);
        if self.starts == 0 {
            // The counter went round after 2^32 tags; old marks must not look new.
            self.seen.fill(0);
            self.starts = 1;
        }
        let mut at = self.at + 1;
        let name_start = at;
        while bytes.get(at).copied().is_some_and(is_name_byte) {
            at += 1;
        }
        let written = &text[name_start..at];
        let key = Key::new(bytes, name_start, at);
        let empty = loop {
            let gap = at;
            while bytes.get(at).copied().is_some_and(is_space) {
                at += 1;
            }
            match bytes.get(at) {
                Some(b'>') => {
                    at += 1;
                    break false;
                }
                Some(b'/') => match bytes.get(at + 1) {
                    Some(b'>') => {
                        at += 2;
                        break true;
                    }
                    Some(_) => return self.wrong_at(at, "`/` in a tag is followed by `>`"),
                    None => return Err(self.endless("the document ends within a tag")),
                },
                Some(&byte) if is_name_start_byte(byte) => {
                    if at == gap {
                        return self.wrong_at(at, "white space is missing between attributes");
                    }
                    at = self.attribute(at)?;
                }
                Some(_) => return self.wrong_at(at, "this is no name of an attribute"),
                None => return Err(self.endless("the document ends within a tag")),
            }
        };
        self.at = at;
        let document = self.document;
        if !document.doctype.attributes.is_empty() {
            self.defaults(written, start)?;
        }
        let context = self.namespaces.context();
        let declared = if self.declarations.is_empty() { 0 } else { self.declare()? };
        if self.unresolved > 0 {
            self.resolve_attributes()?;
        }
        let here = self.namespaces.context();
        let name = match self.names.find(written, key, here) {
            Some(name) => name,
            None => self.new_name(written, key, start, (here, false))?,
        };
        let tag = Tag { name, written };
        if self.open.len() >= document.limits.depth {
            let message = format!("elements nest deeper than {} levels", document.limits.depth);
            return Err(XmlError::limit(start, message));
        }
        self.open.push(Open { tag, key, context, declared });
        self.held.tag = tag;
        self.end_follows = empty;
        Ok(Kind::Start)
    }

    pub(super) fn end_tag(&mut self) -> Result<Kind, XmlError> {
        let (bytes, start) = (self.text.as_bytes(), self.at + 2);
        let rest = &bytes[start..];
        let Some(open) = self.open.last() else {
            return self.error("an end tag where no element is open");
        };
        let written = open.tag.written.as_bytes();
        let mut end = written.len();
        let named = end <= rest.len()
            && Key::new(bytes, start, start + end) == open.key
            && (open.key.is_whole() || rest.starts_with(written));
        if !named || rest.get(end) != Some(&b'>') {
            end = rest.iter().position(|&b| !is_name_byte(b)).unwrap_or(rest.len());
            if !named || end != written.len() {
                let found = String::from_utf8_lossy(&rest[..end]);
                let wanted = open.tag.written;
                if end == rest.len() {
                    return Err(self.endless("the document ends within a tag"));
                }
                return self.error(format!("`</{found}>` where `</{wanted}>` is due"));
            }
            while rest.get(end).copied().is_some_and(is_space) {
                end += 1;
            }
            match rest.get(end) {
                Some(b'>') => {}
                Some(_) => return self.error("an end tag holds nothing but its name"),
                None => return Err(self.endless("the document ends within a tag")),
            }
        }
        if self.frames.last().is_some_and(|frame| self.open.len() <= frame.depth) {
            return self.error("an element does not end in the entity in which it begins");
        }
        self.at += 2 + end + 1;
        Ok(self.close())
    }

    pub(super) fn close(&mut self) -> Kind {
        let open = self.open.pop().expect("an end is only given for an open element");
        if open.declared > 0 {
            // Undone at the next event: the bindings hold while the end is looked at.
            self.ended = Some((open.declared, open.context));
        }
        self.attributes.clear();
        self.held.tag = open.tag;
        Kind::End
    }

    fn wrong_at<T>(&self, at: usize, message: &str) -> Result<T, XmlError> {
        let place = if self.frames.is_empty() { at } else { self.place() };
        Err(XmlError::form(place, message))
    }

    /// Reads one attribute; its name is resolved later. Returns where it ends.
    fn attribute(&mut self, start: usize) -> Result<usize, XmlError> {
        let text: &'d str = self.text;
        let bytes = text.as_bytes();
        let mut at = start;
        let mut prefixed = false;
        while let Some(&byte) = bytes.get(at)
            && is_name_byte(byte)
        {
            prefixed |= byte == b':';
            at += 1;
        }
        let written = &text[start..at];
        let name = if prefixed && !is_fixed(written) {
            UNRESOLVED
        } else {
            let key = Key::new(bytes, start, at);
            self.names.find(written, key, FIXED).unwrap_or(UNRESOLVED)
        };
        while bytes.get(at).copied().is_some_and(is_space) {
            at += 1;
        }
        match bytes.get(at) {
            Some(b'=') => at += 1,
            Some(_) => return self.wrong_at(at, "`=` is missing after the attribute's name"),
            None => return Err(self.endless("the document ends within a tag")),
        }
        while bytes.get(at).copied().is_some_and(is_space) {
            at += 1;
        }
        let quote = match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => quote,
            Some(_) => return self.wrong_at(at, "an attribute's value stands in quotes"),
            None => return Err(self.endless("the document ends within a tag")),
        };
        at += 1;
        let value_start = at;
        let mut plain = true;
        loop {
            while bytes.get(at).copied().is_some_and(|byte| !stops_value(byte)) {
                at += 1;
            }
            match bytes.get(at) {
                Some(&byte) if byte == quote => break,
                Some(b'<') => {
                    let message = "`<` is not allowed in an attribute value; write `&lt;`";
                    return self.wrong_at(at, message);
                }
                Some(b'"' | b'\'') => {}
                Some(_) => plain = false,
                None => return Err(self.endless("the document ends within an attribute value")),
            }
            at += 1;
        }
        let place = if self.frames.is_empty() { start } else { self.place() };
        let value_at = if self.frames.is_empty() { value_start } else { place };
        let literal = &text[value_start..at];
        let value = if plain {
            Cow::Borrowed(literal)
        } else {
            let (document, spent) = (self.document, &mut self.expanded);
            let limits = &Limits { expansion: self.expansion, ..document.limits };
            let used = Expansion { doctype: &document.doctype, limits, spent };
            Cow::Owned(expand(literal, value_at, used)?)
        };
        if name == UNRESOLVED {
            self.unresolved += 1;
        } else {
            self.meet(name, written, place)?;
        }
        self.push_attribute(Attribute { name, written, value, at: place, value_at })?;
        Ok(at + 1)
    }

    #[inline]
    fn push_attribute(&mut self, attribute: Attribute<'d>) -> Result<(), XmlError> {
        let limit = self.document.limits.attributes;
        if self.attributes.len() + self.declarations.len() >= limit {
            let message = format!("an element has more than {limit} attributes");
            return Err(XmlError::limit(attribute.at, message));
        }
        if attribute.name == UNRESOLVED
            && let Some(rest) = attribute.written.strip_prefix("xmlns")
        {
            if rest.is_empty() {
                self.declarations.push(("", attribute.value, attribute.at));
                return Ok(());
            } else if let Some(prefix) = rest.strip_prefix(':') {
                self.declarations.push((prefix, attribute.value, attribute.at));
                return Ok(());
            }
        }
        self.attributes.push(attribute);
        Ok(())
    }

    /// What the internal subset says of this element's attributes.
    fn defaults(&mut self, element: &'d str, start: usize) -> Result<(), XmlError> {
        let document = self.document;
        let Some(declared) = document.doctype.attributes.get(element) else { return Ok(()) };
        for declaration in declared {
            let written = declaration.name.as_str();
            let given = if let Some(attribute) =
                self.attributes.iter_mut().find(|attribute| attribute.written == written)
            {
                if !declaration.cdata {
                    attribute.value = Cow::Owned(collapse(&attribute.value));
                }
                true
            } else {
                let prefix = written.strip_prefix("xmlns").map(|rest| rest.trim_start_matches(':'));
                prefix.is_some_and(|prefix| self.declarations.iter().any(|d| d.0 == prefix))
            };
            // Looking costs too, so that defaults cannot be used to slow the reader down.
            self.expanded += self.attributes.len() / 16;
            let Some(value) = declaration.default.as_deref().filter(|_| !given) else { continue };
            self.expanded += written.len() + value.len();
            if self.expanded > self.expansion {
                return Err(too_much(start));
            }
            let value = Cow::Borrowed(value);
            self.unresolved += 1;
            self.push_attribute(Attribute {
                name: UNRESOLVED,
                written,
                value,
                at: start,
                value_at: start,
            })?;
        }
        Ok(())
    }

    /// Binds the prefixes that the start tag declares; how many.
    fn declare(&mut self) -> Result<u32, XmlError> {
        let declarations = std::mem::take(&mut self.declarations);
        let mut prefixes: Vec<&str> = declarations.iter().map(|(prefix, ..)| *prefix).collect();
        prefixes.sort_unstable();
        let twice = prefixes.windows(2).find(|pair| pair[0] == pair[1]);
        for (prefix, uri, at) in &declarations {
            let (prefix, uri) = (*prefix, &**uri);
            let wrong = |message: String| Err(XmlError::namespace(*at, message));
            if let Some(pair) = twice {
                let name =
                    if pair[0].is_empty() { "xmlns".into() } else { format!("xmlns:{}", pair[0]) };
                return Err(XmlError::form(*at, format!("attribute `{name}` stands twice")));
            }
            if !prefix.is_empty() && !super::is_ncname(prefix) {
                return wrong(format!("`{prefix}` is no prefix"));
            }
            if prefix == "xmlns" || uri == XMLNS_NAMESPACE {
                return wrong("the prefix `xmlns` and its namespace are never declared".into());
            }
            if (prefix == "xml") != (uri == XML_NAMESPACE) {
                return wrong("the prefix `xml` and its namespace belong to each other".into());
            }
            if uri.is_empty() && !prefix.is_empty() {
                return wrong(format!("the prefix `{prefix}` cannot stand for no namespace"));
            }
        }
        let count = declarations.len() as u32;
        for (prefix, uri, _) in declarations {
            let id = self.namespaces.id(uri);
            self.namespaces.bind(prefix, id);
        }
        Ok(count)
    }

    /// Resolves the names of the attributes that have a prefix or were not seen before.
    fn resolve_attributes(&mut self) -> Result<(), XmlError> {
        self.unresolved = 0;
        for index in 0..self.attributes.len() {
            let Attribute { name, written, at, .. } = self.attributes[index];
            if name == UNRESOLVED {
                let name = self.resolve(written, at)?;
                self.meet(name, written, at)?;
                self.attributes[index].name = name;
            }
        }
        Ok(())
    }

    /// An attribute stands once in a tag.
    #[inline]
    fn meet(&mut self, name: NameId, written: &str, at: usize) -> Result<(), XmlError> {
        if self.seen.len() <= name.index() {
            self.seen.resize(name.index() + 1, 0);
        }
        if self.seen[name.index()] == self.starts {
            return Err(XmlError::form(at, format!("attribute `{written}` stands twice")));
        }
        self.seen[name.index()] = self.starts;
        Ok(())
    }

    fn resolve(&mut self, written: &'d str, at: usize) -> Result<NameId, XmlError> {
        let prefixed = memchr::memchr(b':', written.as_bytes()).is_some();
        let fixed = !prefixed || is_fixed(written);
        let context = if fixed { FIXED } else { self.namespaces.context() };
        let key = Key::new(written.as_bytes(), 0, written.len());
        match self.names.find(written, key, context) {
            Some(name) => Ok(name),
            None => self.new_name(written, key, at, (context, true)),
        }
    }

    /// Checks and keeps a name that was not seen before under these bindings.
    #[cold]
    fn new_name(
        &mut self,
        written: &'d str,
        key: Key,
        at: usize,
        (context, attribute): (ContextId, bool),
    ) -> Result<NameId, XmlError> {
        let limit = self.document.limits.name;
        if written.len() > limit {
            return Err(XmlError::limit(at, format!("a name is longer than {limit} bytes")));
        }
        let (prefix, _) = split(written).map_err(|broken| match broken {
            Broken::Name => XmlError::form(at, format!("`{written}` is no name")),
            Broken::Colon => {
                XmlError::namespace(at, format!("the colons of `{written}` do not part two names"))
            }
        })?;
        let namespace: NamespaceId = if prefix.is_empty() && attribute {
            namespaces::NONE
        } else if let Some(id) = self.namespaces.get(prefix).filter(|_| prefix != "xmlns") {
            id
        } else {
            let message = format!("the prefix `{prefix}` of `{written}` is not declared");
            return Err(XmlError::namespace(at, message));
        };
        Ok(self.names.keep(written, key, context, namespace))
    }
}

/// Whether a name with a prefix means the same whatever is declared: `xml:id`.
#[inline]
fn is_fixed(written: &str) -> bool {
    written.starts_with("xml:")
}
