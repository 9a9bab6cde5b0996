use super::*;
use std::fmt::Write;

/// The events of a document in a short form, or its error.
fn events(bytes: &[u8]) -> Result<String, String> {
    let told = |error: XmlError| format!("{}: {}", error.at, error.message);
    let document = Document::new(bytes, Limits::default()).map_err(told)?;
    let mut reader = document.reader();
    let mut out = String::new();
    while let Some(event) = reader.next_event().map_err(told)? {
        match event {
            Event::Start(tag) => {
                let name = reader.name(tag.name);
                write!(out, "<{}|{}", name.namespace, name.local).unwrap();
                for attribute in reader.attributes() {
                    let name = reader.name(attribute.name);
                    write!(out, " {}|{}={}", name.namespace, name.local, attribute.value).unwrap();
                }
                out.push('>');
            }
            Event::End(_) => out += "</>",
            Event::Text(text) => out += &text.text,
            Event::Comment(text) => write!(out, "<!{text}!>").unwrap(),
            Event::Instruction(found) => {
                write!(out, "<?{}|{}?>", found.target, found.data).unwrap();
            }
            Event::Skipped(name) => write!(out, "[{name}]").unwrap(),
        }
    }
    Ok(out)
}

fn read(text: &str) -> String {
    events(text.as_bytes()).unwrap()
}

fn error(text: &str) -> String {
    events(text.as_bytes()).unwrap_err()
}

#[test]
fn elements_attributes_and_text_come_in_order() {
    assert_eq!(read("<a b='1' c=\"2\">x<d/>y</a>"), "<|a |b=1 |c=2>x<|d></>y</>");
    assert_eq!(read("<?xml version='1.0'?>\n<!--c--><a/><?p  d ?>"), "<!c!><|a></><?p|d ?>");
    assert_eq!(read("<a><![CDATA[<b>&]]></a >"), "<|a><b>&</>");
}

#[test]
fn prefixes_stand_for_namespaces_until_their_element_ends() {
    assert_eq!(
        read("<p:a xmlns:p='u' xmlns='d' x='' p:x=''><b xmlns=''/><b/></p:a>"),
        "<u|a |x= u|x=><|b></><d|b></></>"
    );
    assert_eq!(read("<a xml:id='i'/>"), format!("<|a {XML_NAMESPACE}|id=i></>"));
}

#[test]
fn references_are_replaced() {
    assert_eq!(read("<a b='&lt;&#x41;&#10;'>&amp;&#66;</a>"), "<|a |b=<A\n>&B</>");
    let with = |subset: &str, rest: &str| format!("<!DOCTYPE a [{subset}]>{rest}");
    assert_eq!(
        read(&with("<!ENTITY e 'x<b/>&f;'><!ENTITY f 'y'>", "<a c='&f;'>&e;</a>")),
        "<|a |c=y>x<|b></>y</>"
    );
    assert_eq!(read(&with("<!ENTITY e SYSTEM 'f'>", "<a>&e;</a>")), "<|a>[e]</>");
    assert_eq!(read("<!DOCTYPE a SYSTEM 'f'><a>&e;</a>"), "<|a>[e]</>");
    assert_eq!(read(&with("<!ENTITY % p '<!ENTITY e \"z\">'>%p;", "<a>&e;</a>")), "<|a>z</>");
}

#[test]
fn white_space_is_normalised_as_the_specification_says() {
    assert_eq!(read("<a b='1\r\n2\t3'>x\r\ny\rz</a>"), "<|a |b=1 2 3>x\ny\nz</>");
    let subset = "<!DOCTYPE a [<!ATTLIST a b NMTOKENS #IMPLIED c CDATA ' d '>]>";
    assert_eq!(read(&format!("{subset}<a b=' 1  2 '/>")), "<|a |b=1 2 |c= d ></>");
}

#[test]
fn encodings_are_followed() {
    let utf16: Vec<u8> = "\u{FEFF}<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(events(&utf16).unwrap(), "<|a>é</>");
    let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>";
    assert_eq!(events(latin).unwrap(), "<|a>é</>");
    assert!(events(b"<a>\xE9</a>").unwrap_err().contains("not UTF-8"));
    assert!(events(b"<?xml version='1.0' encoding='nonsense'?><a/>").is_err());
}

#[test]
fn what_is_not_well_formed_is_refused() {
    let wrong = [
        "",
        " ",
        "text",
        "<a>",
        "<a></b>",
        "</a>",
        "<a/><b/>",
        "<a/>x",
        "<a b=1/>",
        "<a b/>",
        "<a b='1'c='2'/>",
        "<a b='1' b='2'/>",
        "<a b='<'/>",
        "<a>&b;</a>",
        "<a>&</a>",
        "<a>&#0;</a>",
        "<a>&#xD800;</a>",
        "<a>]]></a>",
        "<a><!-- -- --></a>",
        "<a><!--></a>",
        "<1/>",
        "<a>\u{1}</a>",
        "<a>\u{FFFF}</a>",
        "<a><?xml ?></a>",
        " <?xml version='1.0'?><a/>",
        "<?xml version='2.0'?><a/>",
        "<?xml encoding='UTF-8'?><a/>",
        "<a><![CDATA[</a>",
        "<a><b",
        "<a b='",
        "<a><!-",
        "<a/><![CDATA[]]>",
        "<!DOCTYPE a><!DOCTYPE a><a/>",
        "<a/><!DOCTYPE a>",
        "<!DOCTYPE a [<!ENTITY e '&e;'>]><a>&e;</a>",
        "<!DOCTYPE a [<!ENTITY e '<b>'>]><a>&e;</b></a>",
        "<!DOCTYPE a [<!ENTITY e '</a>'>]><a>&e;",
        "<!DOCTYPE a [<!ENTITY e '<'>]><a b='&e;'/>",
        "<!DOCTYPE a [<!ELEMENT a (b,c|d)>]><a/>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'f'>]><a b='&e;'/>",
        "<!DOCTYPE a [",
        "<!DOCTYPE a [%p;]><a/>",
        "<a ß:='1'/>",
        "<a / >",
        "< a/>",
        "<a><?1?></a>",
        "<a>&#x;</a>",
        "<a>&amp</a>",
    ];
    for text in wrong {
        assert!(events(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn a_declaration_whose_value_begins_with_a_letter_of_several_bytes_is_refused() {
    for text in ["<?xml version=\u{e9}1.0?><a/>", "<?xml version=\u{6612}?><a/>", "<?xml a=?><a/>"]
    {
        assert!(error(text).starts_with("0: the XML declaration is version"), "{text}");
    }
}

#[test]
fn what_breaks_namespaces_is_refused() {
    let wrong = [
        "<p:a/>",
        "<a p:b=''/>",
        "<a xmlns:p=''/>",
        "<a xmlns:p='u' xmlns:q='u' p:b='' q:b=''/>",
        "<a xmlns:xml='u'/>",
        "<a xmlns:xmlns='u'/>",
        "<xmlns:a/>",
        "<a:b:c xmlns:a='u'/>",
        "<:a/>",
        "<a: xmlns:a='u'/>",
        "<a><?p:q?></a>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a><b xmlns:p='u'/><p:c/></a>",
    ];
    for text in wrong {
        assert!(events(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn errors_stand_where_the_document_goes_wrong() {
    assert_eq!(error("<a>\n</b>"), "4: `</b>` where `</a>` is due");
    assert_eq!(error("<a>x]]></a>"), "4: `]]>` is not allowed in text; write `]]&gt;`");
    assert_eq!(error("<a>\u{2}"), "3: character U+0002 is not allowed in XML");
    assert_eq!(error("<a><b>"), "6: the document ends before `</b>`");
    assert_eq!(error("<a b='1' b='2'/>"), "9: attribute `b` stands twice");
    assert_eq!(
        error("<!DOCTYPE a [<!ENTITY e '<b></c>'>]><a>&e;</a>"),
        "39: `</c>` where `</b>` is due"
    );
}

#[test]
fn entities_cannot_expand_beyond_the_limit() {
    let mut subset = String::from("<!ENTITY e0 'ha'>");
    for level in 1..40 {
        let inner = level - 1;
        write!(subset, "<!ENTITY e{level} '&e{inner};&e{inner};'>").unwrap();
    }
    for rest in ["<a>&e39;</a>", "<a b='&e39;'/>"] {
        let message = error(&format!("<!DOCTYPE a [{subset}]>{rest}"));
        assert!(message.ends_with("the entities expand beyond the limit"), "{message}");
    }
}

#[test]
fn a_million_levels_are_read_and_a_limit_holds() {
    let deep = "<a>".repeat(1_000_000) + &"</a>".repeat(1_000_000);
    let count = |limits| -> Result<usize, XmlError> {
        let document = Document::new(deep.as_bytes(), limits)?;
        let mut reader = document.reader();
        let mut events = 0;
        while reader.next_event()?.is_some() {
            events += 1;
        }
        Ok(events)
    };
    assert_eq!(count(Limits::default()), Ok(2_000_000));
    let error = count(Limits { depth: 100, ..Limits::default() }).unwrap_err();
    assert_eq!((error.at, error.kind), (300, XmlErrorKind::Limit));
}

#[test]
fn no_truncation_and_no_flipped_byte_panics() {
    let text = "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE a [<!ENTITY e 'é<b/>'><!ATTLIST b c \
                (x|y) 'x'>]><a xmlns:p='u' p:d='&lt;&#233;'><!-- c --><?p i?>&e;<![CDATA[é]]></a>";
    for end in 0..text.len() {
        assert!(events(&text.as_bytes()[..end]).is_err(), "{end}");
    }
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            let _ = events(&bytes);
        }
    }
}
