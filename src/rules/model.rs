//! Which schemas a document names itself, in `xml-model` instructions.

use crate::xml::{Document, Event};

/// A schema that a document names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Association {
    /// The address as written.
    pub href: String,
    /// Where the instruction stands, in bytes.
    pub offset: usize,
}

/// The schemas named before the document element, those of other languages (DTD, W3C XML Schema,
/// NVDL) left out. A document that is not well-formed names those before its first mistake.
#[must_use]
pub fn associations(document: &Document<'_>) -> Vec<Association> {
    let mut found = Vec::new();
    let mut reader = document.reader();
    while let Ok(Some(event)) = reader.next_event() {
        match event {
            Event::Start(_) => break,
            Event::Instruction(instruction) if instruction.target == "xml-model" => {
                let value = |name| pseudo_attribute(&instruction.data, name);
                let Some(href) = value("href") else { continue };
                let other = match value("schematypens").as_deref() {
                    Some(
                        "http://relaxng.org/ns/structure/1.0"
                        | "http://purl.oclc.org/dsdl/schematron",
                    ) => false,
                    Some(_) => true,
                    None => {
                        let end = href.rsplit('.').next().unwrap_or_default();
                        !matches!(end.to_ascii_lowercase().as_str(), "rng" | "rnc" | "sch")
                    }
                };
                if !other {
                    found.push(Association { href, offset: reader.span().start });
                }
            }
            Event::Instruction(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::Comment(_)
            | Event::Skipped(_) => {}
        }
    }
    // The rules of tei_all are named twice by custom: once as grammar, once as Schematron.
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|association| seen.insert(association.href.clone()));
    found
}

/// The value of `name="value"` in an instruction.
fn pseudo_attribute(data: &str, name: &str) -> Option<String> {
    let mut rest = data;
    loop {
        let (before, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, next) = after[1..].split_once(quote)?;
        if before.trim() == name {
            let value = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            return Some(value.replace("&apos;", "'").replace("&amp;", "&"));
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::Limits;

    fn hrefs(text: &str) -> Vec<String> {
        let document = Document::new(text.as_bytes(), Limits::default()).unwrap();
        associations(&document).into_iter().map(|found| found.href).collect()
    }

    #[test]
    fn schemas_are_named_before_the_document_element() {
        let text = "<?xml-model href='tei.rng' type='application/xml' \
                    schematypens='http://relaxng.org/ns/structure/1.0'?>\
                    <?xml-model href=\"tei.rng\" schematypens=\"http://purl.oclc.org/dsdl/schematron\"?>\
                    <?xml-model href='a.xsd' schematypens='http://www.w3.org/2001/XMLSchema'?>\
                    <?xml-model href='b&amp;c.sch'?><?xml-model type='x'?><a><?xml-model href='d.rng'?></a>";
        assert_eq!(hrefs(text), ["tei.rng", "b&c.sch"]);
        assert_eq!(hrefs("<?xml-model href='a.rng?><a/>"), [""; 0]);
    }
}
