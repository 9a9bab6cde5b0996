//! The table of edits: what the comparison says of each.

/// A name for the edit, what is replaced by what in [`BASE`], and what is said: the verdict, then
/// one line a change or a kind of layout.
pub type Edit = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

/// The document that is edited.
pub const BASE: &str = include_str!("golden_base.xml");

pub const EDITS: &[Edit] = &[
    (
        "a word changed",
        &[("dawn", "noon")],
        &[
            "text differs, 1 text change",
            "text, characters: text differs: `ch 1871 ¶ The barge of Ann Reed came in at [-dawn-]{+noon+} with salt and rope.1 ¶ Nobody had seen her`",
        ],
    ),
    (
        "a word added",
        &[("at dawn", "at grey dawn")],
        &[
            "text differs, 1 text change",
            "text, characters: text differs: `ch 1871 ¶ The barge of Ann Reed came in at {+grey +}dawn with salt and rope.1 ¶ Nobody had seen`",
        ],
    ),
    (
        "a word removed",
        &[("the sacks", "sacks")],
        &[
            "text differs, 1 text change",
            "text, characters: text differs: `y, and Joe Hall wept. Then they counted [-the -]sacks: forty in all. ¶ We remain, Sir, your`",
        ],
    ),
    (
        "several words changed",
        &[("came in at dawn with", "sailed off one night without")],
        &[
            "text differs, 1 text change",
            "text, characters: text differs: `eith, 4 March 1871 ¶ The barge of Ann Reed [-came in at dawn with-]{+sailed off one night without+} salt and rope.1 ¶ Nobody had seen her sinc`",
        ],
    ),
    (
        "a letter within a word",
        &[("servants", "servant")],
        &[
            "text differs, 1 text change",
            "text, characters: text differs: `ty in all. ¶ We remain, Sir, your obedient [-servants-]{+servant+}. ¶ The porters ¶ A second letter, a short one`",
        ],
    ),
    (
        "a punctuation mark",
        &[("sacks: forty", "sacks; forty")],
        &[
            "text differs, 1 text change",
            "text, characters: text differs: `e Hall wept. Then they counted the sacks[-:-]{+;+} forty in all. ¶ We remain, Sir, your obedi`",
        ],
    ),
    (
        "a capital",
        &[("We remain", "we remain")],
        &[
            "text differs, 1 text change",
            "text, characters: text differs: `en they counted the sacks: forty in all. ¶ [-We-]{+we+} remain, Sir, your obedient servants. ¶ The`",
        ],
    ),
    (
        "an accent",
        &[("dawn", "dáwn")],
        &[
            "text differs, 1 text change",
            "text, characters: text differs: `ch 1871 ¶ The barge of Ann Reed came in at [-dawn-]{+dáwn+} with salt and rope.1 ¶ Nobody had seen her`",
        ],
    ),
    (
        "a space removed",
        &[("at dawn", "atdawn")],
        &[
            "text differs in white space only, 1 text change",
            "text, white-space: white space differs: `March 1871 ¶ The barge of Ann Reed came in [-at dawn-]{+atdawn+} with salt and rope.1 ¶ Nobody had seen her`",
        ],
    ),
    (
        "a space added",
        &[("forty in all", "for ty in all")],
        &[
            "text differs in white space only, 1 text change",
            "text, white-space: white space differs: `Hall wept. Then they counted the sacks: [-forty-]{+for ty+} in all. ¶ We remain, Sir, your obedient se`",
        ],
    ),
    (
        "two spaces for one",
        &[("in all", "in  all")],
        &[
            "text differs in white space only, 1 text change",
            "text, white-space: white space differs: `. Then they counted the sacks: forty in {+ +}all. ¶ We remain, Sir, your obedient servan`",
        ],
    ),
    (
        "two words in another order",
        &[("salt and rope", "rope and salt")],
        &[
            "text differs in order only, 1 text change",
            "text, order: words stand elsewhere: ` barge of Ann Reed came in at dawn with [-salt and rope-]{+rope and salt+}.1 ¶ Nobody had seen her since February, an`",
        ],
    ),
    (
        "a sentence elsewhere",
        &[
            ("Then they counted the sacks: forty in all.", ""),
            ("Nobody had", "Then they counted the sacks: forty in all. Nobody had"),
        ],
        &[
            "text differs in order only, 1 text change",
            "text, order: words stand elsewhere: `eed came in at dawn with salt and rope.1 ¶ [-Then they counted the sacks: forty in all.-]{+Then they counted the sacks: forty in all. +}Nobody had seen her since February, and `",
        ],
    ),
    (
        "a paragraph elsewhere",
        &[
            (
                r#"<p xml:id="p3">We remain, Sir, your <hi rend="italic">obedient</hi> servants.</p>"#,
                "",
            ),
            (
                r#"<p xml:id="p1">"#,
                r#"<p xml:id="p3">We remain, Sir, your <hi rend="italic">obedient</hi> servants.</p>
        <p xml:id="p1">"#,
            ),
        ],
        &[
            "text differs in order only, 1 text change",
            "text, order: words stand elsewhere: `To the harbour master ¶ Leith, 4 March 1871 ¶ [-We remain, Sir, your obedient servants.-]{+We remain, Sir, your obedient servants.+} ¶ The barge of Ann Reed came in at dawn wi`; gone with it: p, hi; come with it: p, hi",
            "layout: indentation ×1",
        ],
    ),
    (
        "words changed within a mark",
        &[("4 March 1871</date>", "5 March 1871</date>")],
        &[
            "text differs, 1 text change",
            "text, characters: text differs: `To the harbour master ¶ Leith, [-4-]{+5+} March 1871 ¶ The barge of Ann Reed came in`",
        ],
    ),
    (
        "words changed across a mark",
        &[(
            r#"seen her since <date when="1871-02">February</date>"#,
            r#"met her after <date when="1871-02">January</date>"#,
        )],
        &[
            "text differs, 2 text changes",
            "text, characters: text differs: ` at dawn with salt and rope.1 ¶ Nobody had [-seen her since-]{+met her after+} January, and Joe Hall wept. Then they c`",
            "text, characters: text differs: `salt and rope.1 ¶ Nobody had met her after [-February-]{+January+}, and Joe Hall wept. Then they counted t`",
        ],
    ),
    (
        "a name marked",
        &[("The barge", "The <name>barge</name>")],
        &[
            "text identical, 1 annotation change",
            "annotation, added: name added: <name> on `he harbour master ¶ Leith, 4 March 1871 ¶ The [barge] of Ann Reed came in at dawn with salt a`",
        ],
    ),
    (
        "a name no longer marked",
        &[(r##"<persName ref="#joe">Joe Hall</persName> wept"##, "Joe Hall wept")],
        &[
            "text identical, 1 annotation change",
            r##"annotation, removed: persName removed: <persName ref="#joe"> on `Nobody had seen her since February, and [Joe Hall] wept. Then they counted the sacks: fort`"##,
        ],
    ),
    (
        "a date marked",
        &[("at dawn", r#"at <date when="1871-03-04T06">dawn</date>"#)],
        &[
            "text identical, 1 annotation change",
            r#"annotation, added: date added: <date when="1871-03-04T06"> on `ch 1871 ¶ The barge of Ann Reed came in at [dawn] with salt and rope.1 ¶ Nobody had seen her`"#,
        ],
    ),
    (
        "a mark that takes in more",
        &[(
            r##"<persName ref="#joe">Joe Hall</persName> wept"##,
            r##"<persName ref="#joe">Joe Hall wept</persName>"##,
        )],
        &[
            "text identical, 1 annotation change",
            "annotation, edges: persName is on `Joe Hall wept`, was on `Joe Hall`: `Nobody had seen her since February, and [Joe Hall wept]. Then they counted the sacks: forty in `",
        ],
    ),
    (
        "a mark that takes in less",
        &[(
            r##"<persName ref="#ann">Ann Reed</persName>"##,
            r##"<persName ref="#ann">Ann</persName> Reed"##,
        )],
        &[
            "text identical, 1 annotation change",
            "annotation, edges: persName is on `Ann`, was on `Ann Reed`: `r master ¶ Leith, 4 March 1871 ¶ The barge of [Ann] Reed came in at dawn with salt and rope`",
        ],
    ),
    (
        "a mark that begins earlier",
        &[(r##"of <persName ref="#ann">"##, r##"<persName ref="#ann">of "##)],
        &[
            "text identical, 1 annotation change",
            "annotation, edges: persName is on `of Ann Reed`, was on `Ann Reed`: `bour master ¶ Leith, 4 March 1871 ¶ The barge [of Ann Reed] came in at dawn with salt and rope.1 ¶ Nob`",
        ],
    ),
    (
        "a mark with both edges elsewhere",
        &[(
            r##"The barge of <persName ref="#ann">Ann Reed</persName>"##,
            r##"The <persName ref="#ann">barge of Ann</persName> Reed"##,
        )],
        &[
            "text identical, 1 annotation change",
            "annotation, edges: persName is on `barge of Ann`, was on `Ann Reed`: `he harbour master ¶ Leith, 4 March 1871 ¶ The [barge of Ann] Reed came in at dawn with salt and rope`",
        ],
    ),
    (
        "a mark of another kind",
        &[(
            r##"<persName ref="#joe">Joe Hall</persName> wept"##,
            r##"<orgName ref="#joe">Joe Hall</orgName> wept"##,
        )],
        &[
            "text identical, 1 annotation change",
            "annotation, kind: orgName: was persName, on `Nobody had seen her since February, and [Joe Hall] wept. Then they counted the sacks: fort`",
        ],
    ),
    (
        "an emphasis of another kind",
        &[(r#"<hi rend="italic">obedient</hi>"#, "<emph>obedient</emph>")],
        &[
            "text identical, 1 annotation change",
            "annotation, kind: emph: was hi, @rend `italic` went, on `acks: forty in all. ¶ We remain, Sir, your [obedient] servants. ¶ The porters ¶ A second letter, a `",
        ],
    ),
    (
        "another date",
        &[("1871-03-04", "1871-03-05")],
        &[
            "text identical, 1 annotation change",
            "annotation, value: date: @when `1871-03-04` became `1871-03-05`, on `To the harbour master ¶ Leith, [4 March 1871] ¶ The barge of Ann Reed came in at dawn wi`",
        ],
    ),
    (
        "an attribute that came",
        &[(r#"<date when="1871-02">"#, r#"<date when="1871-02" cert="low">"#)],
        &[
            "text identical, 1 annotation change",
            "annotation, value: date: @cert `low` came, on `alt and rope.1 ¶ Nobody had seen her since [February], and Joe Hall wept. Then they counted t`",
        ],
    ),
    (
        "an attribute that went",
        &[(r#" rend="italic""#, "")],
        &[
            "text identical, 1 annotation change",
            "annotation, value: hi: @rend `italic` went, on `acks: forty in all. ¶ We remain, Sir, your [obedient] servants. ¶ The porters ¶ A second letter, a `",
        ],
    ),
    (
        "another rendition",
        &[(r#""italic""#, r#""bold""#)],
        &[
            "text identical, 1 annotation change",
            "annotation, value: hi: @rend `italic` became `bold`, on `acks: forty in all. ¶ We remain, Sir, your [obedient] servants. ¶ The porters ¶ A second letter, a `",
        ],
    ),
    (
        "another person",
        &[(r##"ref="#joe""##, r##"ref="#ann""##)],
        &[
            "text identical, 1 annotation change",
            "annotation, target: persName: @ref `#joe` became `#ann`, on `Nobody had seen her since February, and [Joe Hall] wept. Then they counted the sacks: fort`",
        ],
    ),
    (
        "another note",
        &[(r##"target="#n1""##, r##"target="#n2""##)],
        &[
            "text identical, 1 annotation change",
            "annotation, target: ref: @target `#n1` became `#n2`, on `Reed came in at dawn with salt and rope.[1] ¶ Nobody had seen her since February, and `",
        ],
    ),
    (
        "marks nested the other way round",
        &[("<signed><hi>The porters</hi></signed>", "<hi><signed>The porters</signed></hi>")],
        &[
            "text identical, 1 annotation change",
            "annotation, edges: hi is nested in another way: `. ¶ We remain, Sir, your obedient servants. ¶ [The porters] ¶ A second letter, a short one. ¶ Her second `",
        ],
    ),
    (
        "a date gone with its words",
        &[(r#" since <date when="1871-02">February</date>"#, "")],
        &[
            "text differs, 1 text change",
            "text, characters: text differs: ` with salt and rope.1 ¶ Nobody had seen her[- since February-], and Joe Hall wept. Then they counted t`; gone with it: date",
        ],
    ),
    (
        "a name come with its words",
        &[("forty in all", "forty for <persName>Mary</persName> in all")],
        &[
            "text differs, 1 text change",
            "text, characters: text differs: `ept. Then they counted the sacks: forty {+for Mary +}in all. ¶ We remain, Sir, your obedient ser`; come with it: persName",
        ],
    ),
    (
        "a paragraph added",
        &[(
            r#"<p xml:id="p2">"#,
            r#"<p>It rained for nine days.</p>
        <p xml:id="p2">"#,
        )],
        &[
            "text differs, 1 structure change",
            "structure, added: p added: <p> on `eed came in at dawn with salt and rope.1 ¶ [It rained for nine days.] ¶ Nobody had seen her since February, and `",
        ],
    ),
    (
        "a paragraph removed",
        &[(
            r#"<p xml:id="p3">We remain, Sir, your <hi rend="italic">obedient</hi> servants.</p>"#,
            "",
        )],
        &[
            "text differs, 1 structure change",
            r#"structure, removed: p removed: <p xml:id="p3"> on `en they counted the sacks: forty in all. ¶ [We remain, Sir, your obedient servants.] ¶ The porters ¶ A second letter, a short one.`"#,
            "layout: indentation ×1",
        ],
    ),
    (
        "a paragraph divided",
        &[(
            r#"wept. <pb n="2"/>"#,
            r#"wept.</p>
        <p><pb n="2"/>"#,
        )],
        &[
            "text differs in white space only, 1 structure change",
            "structure, split: p divided into 2: `n her since February, and Joe Hall wept. ¶ [Then they counted the sacks: forty in all.] ¶ We remain, Sir, your obedient servants. ¶ T`",
        ],
    ),
    (
        "two paragraphs put together",
        &[(
            r#"1</ref></p>
        <p xml:id="p2">"#,
            "1</ref> ",
        )],
        &[
            "text differs in white space only, 1 structure change",
            "structure, merged: 2 p put together: `To the harbour master ¶ Leith, 4 March 1871 ¶ [The barge of Ann Reed came in at dawn wi … en they counted the sacks: forty in all.] ¶ We remain, Sir, your obedient servants. ¶ T`",
        ],
    ),
    (
        "a note added",
        &[("voyage.</note>", r#"voyage.</note><note xml:id="n2" n="2">Of oats.</note>"#)],
        &[
            "text differs, 1 structure change",
            r#"structure, added: note added: <note xml:id="n2" n="2"> on `d letter, a short one. ¶ Her second voyage. ¶ [Of oats.]`"#,
        ],
    ),
    (
        "a note removed",
        &[(r#"<note xml:id="n1" n="1">Her second voyage.</note>"#, "")],
        &[
            "text differs, 1 structure change",
            r#"structure, removed: note removed: <note xml:id="n1" n="1"> on `The porters ¶ A second letter, a short one. ¶ [Her second voyage.]`"#,
        ],
    ),
    (
        "a heading that is a paragraph",
        &[("<head>To the harbour master</head>", "<p>To the harbour master</p>")],
        &[
            "text identical, 1 structure change",
            "structure, kind: p: was head, on `[To the harbour master] ¶ Leith, 4 March 1871 ¶ The barge of Ann Reed`",
        ],
    ),
    (
        "a letter added",
        &[("</body>", r#"<div type="letter"><p>Sir, the rope is gone again.</p></div></body>"#)],
        &[
            "text differs, 1 structure change",
            r#"structure, added: div added: <div type="letter"> on `The porters ¶ A second letter, a short one. ¶ [Sir, the rope is gone again.] ¶ Her second voyage.`"#,
            "layout: indentation ×1",
        ],
    ),
    (
        "a letter removed",
        &[(r#"<div type="letter" xml:id="d2"><p>A second letter, a short one.</p></div>"#, "")],
        &[
            "text differs, 1 structure change",
            r#"structure, removed: div removed: <div type="letter" xml:id="d2"> on ` Sir, your obedient servants. ¶ The porters ¶ [A second letter, a short one.] ¶ Her second voyage.`"#,
            "layout: indentation ×1",
        ],
    ),
    (
        "a letter of another type",
        &[(r#"<div type="letter" xml:id="d2">"#, r#"<div type="telegram" xml:id="d2">"#)],
        &[
            "text identical, 1 structure change",
            "structure, value: div: @type `letter` became `telegram`, on ` Sir, your obedient servants. ¶ The porters ¶ [A second letter, a short one.] ¶ Her second voyage.`",
        ],
    ),
    (
        "a page that begins elsewhere",
        &[(r#"<pb n="2"/>Then they"#, r#"Then <pb n="2"/>they"#)],
        &[
            "text identical, 1 structure change",
            r#"structure, edges: pb stands elsewhere: <pb n="2"/> in `since February, and Joe Hall wept. Then |they counted the sacks: forty in all. ¶ We `"#,
        ],
    ),
    (
        "a page break removed",
        &[(r#"<pb n="2"/>"#, "")],
        &[
            "text identical, 1 structure change",
            r#"structure, removed: pb removed: <pb n="2"/> on ` her since February, and Joe Hall wept. |Then they counted the sacks: forty in al`"#,
        ],
    ),
    (
        "a paragraph with another name",
        &[(r#"xml:id="p2""#, r#"xml:id="weeping""#)],
        &[
            "text identical, 1 structure change",
            "structure, value: p: @xml:id `p2` became `weeping`, on `eed came in at dawn with salt and rope.1 ¶ [Nobody had seen her since February, and  … en they counted the sacks: forty in all.] ¶ We remain, Sir, your obedient servants. ¶ T`",
        ],
    ),
    (
        "another title in the header",
        &[("Letters of a clerk", "Letters of a porter")],
        &[
            "text identical, 1 header change",
            "header, characters: text differs: `Letters of a [-clerk-]{+porter+} ¶ Unpublished. ¶ A box of papers.`",
        ],
    ),
    (
        "a statement added to the header",
        &[("<sourceDesc>", "<editionStmt><p>First.</p></editionStmt><sourceDesc>")],
        &[
            "text identical, 1 header change",
            "header, added: editionStmt added: <editionStmt> on `Letters of a clerk ¶ Unpublished. ¶ [First.] ¶ A box of papers.`",
            "layout: indentation ×1",
        ],
    ),
    (
        "a person added to the register",
        &[(
            "</listPerson>",
            r#"<person xml:id="mary"><persName>Mary Low</persName></person></listPerson>"#,
        )],
        &[
            "text identical, 1 register change",
            r#"register, added: person added: <person xml:id="mary"> on `Ann Reed ¶ Joe Hall ¶ [Mary Low]`"#,
            "layout: indentation ×1",
        ],
    ),
    (
        "a person named otherwise",
        &[("<persName>Joe Hall</persName>", "<persName>Joseph Hall</persName>")],
        &[
            "text identical, 1 register change",
            "register, characters: text differs: `Ann Reed ¶ [-Joe-]{+Joseph+} Hall`",
        ],
    ),
    (
        "a comment that says something else",
        &[("checked twice", "checked once")],
        &[
            "text identical, 1 markup change",
            "markup, wording: comment differs: [-<!-- checked twice -->-]{+<!-- checked once -->+} in `en they counted the sacks: forty in all. ¶ | ¶ We remain, Sir, your obedient servants. ¶ T`",
        ],
    ),
    (
        "a comment removed",
        &[("<!-- checked twice -->", "")],
        &[
            "text identical, 1 markup change",
            "markup, removed: comment removed: <!-- checked twice --> in `en they counted the sacks: forty in all. ¶ | ¶ We remain, Sir, your obedient servants. ¶ T`",
            "layout: indentation ×1",
        ],
    ),
    (
        "a processing instruction added",
        &[("<text>", "<?page wide?><text>")],
        &[
            "text identical, 1 markup change",
            "markup, added: processing instruction added: <?page wide?> in `| ¶ To the harbour master ¶ Leith, 4 March 1871`",
            "layout: indentation ×1",
        ],
    ),
    (
        "a document type added",
        &[("<TEI ", "<!DOCTYPE TEI>\n<TEI ")],
        &[
            "text identical, 1 markup change",
            "markup, added: document type added: <!DOCTYPE TEI> in `| ¶ Letters of a clerk ¶ Unpublished. ¶ A box of p`",
            "layout: XML declaration ×1",
        ],
    ),
    (
        "an element of another vocabulary",
        &[("salt and", "<my:cargo>salt</my:cargo> and")],
        &[
            "text identical, 1 annotation change",
            "annotation, added: cargo added: <my:cargo> on ` barge of Ann Reed came in at dawn with [salt] and rope.1 ¶ Nobody had seen her since Feb`",
        ],
    ),
    (
        "an attribute of another vocabulary",
        &[(r#"<pb n="2"/>"#, r#"<pb n="2" my:n="3"/>"#)],
        &[
            "text identical, 1 structure change",
            "structure, value: pb: @my:n `3` came, on ` her since February, and Joe Hall wept. |Then they counted the sacks: forty in al`",
        ],
    ),
    (
        "attributes in another order",
        &[(r##"type="noteAnchor" target="#n1""##, r##"target="#n1" type="noteAnchor""##)],
        &["text identical", "layout: attribute order ×1"],
    ),
    (
        "other indentation",
        &[(
            r#"
        <p xml:id="p2">"#,
            r#"<p xml:id="p2">"#,
        )],
        &["text identical", "layout: indentation ×1"],
    ),
    (
        "lines broken in a paragraph",
        &[("Sir, your", "Sir,\n          your")],
        &["text identical", "layout: indentation ×1"],
    ),
    (
        "another form of an empty element",
        &[(r#"<pb n="2"/>"#, r#"<pb n="2"></pb>"#)],
        &["text identical", "layout: form of empty elements ×1"],
    ),
    (
        "identifiers renumbered with their pointers",
        &[(r#"xml:id="n1""#, r#"xml:id="n7""#), (r##"target="#n1""##, r##"target="#n7""##)],
        &["text identical", "layout: identifiers renumbered ×1"],
    ),
    (
        "an identifier renumbered without its pointer",
        &[(r#"xml:id="n1""#, r#"xml:id="n7""#)],
        &[
            "text identical, 1 annotation change",
            "annotation, target: ref: @target `#n1` did not follow its target, on `Reed came in at dawn with salt and rope.[1] ¶ Nobody had seen her since February, and `",
            "layout: identifiers renumbered ×1",
        ],
    ),
    (
        "a reference for a letter",
        &[("dawn", "d&#97;wn")],
        &["text identical", "layout: references and CDATA sections ×1"],
    ),
    (
        "a section for words",
        &[("forty in all", "<![CDATA[forty in all]]>")],
        &["text identical", "layout: references and CDATA sections ×1"],
    ),
    (
        "other quotes",
        &[(r#"n="2""#, "n='2'")],
        &["text identical", "layout: white space and quotes within tags ×1"],
    ),
    (
        "another prefix",
        &[(
            r#"<hi rend="italic">obedient</hi>"#,
            r#"<t:hi xmlns:t="http://www.tei-c.org/ns/1.0" rend="italic">obedient</t:hi>"#,
        )],
        &["text identical", "layout: prefixes ×1", "layout: namespace declarations ×1"],
    ),
    (
        "another XML declaration",
        &[(
            r#"<?xml version="1.0" encoding="UTF-8"?>
"#,
            "",
        )],
        &["text identical", "layout: indentation ×1", "layout: XML declaration ×1"],
    ),
];
