//! What the comparison knows of TEI: where white space is layout, what is structure, and what
//! belongs to the header or a register. Other vocabularies are judged by how they are used.

/// The part of a document that a change is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// What is edited; the whole document where it is not TEI.
    Text,
    /// The `teiHeader`.
    Header,
    /// Lists of persons, places and the like, and all of `standOff`.
    Register,
}

/// What an element does in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It stands on lines of its own: a paragraph, a heading, a list.
    Block,
    /// A note: a block by its inside, part of the line by its place.
    Note,
    /// A point: the beginning of a page or a line.
    Milestone,
    /// It says something about words: a name, a date, an emphasis.
    Annotation,
}

/// Whether text may stand directly in an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Elements alone: white space in it is layout.
    Elements,
    /// Text and elements.
    Mixed,
    /// Not known: the document itself must tell.
    Unknown,
}

/// What is known of an element by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Nature {
    pub content: Content,
    /// None where the parent decides.
    pub role: Option<Role>,
    /// The zone that begins with it.
    pub zone: Option<Zone>,
}

/// The namespace of TEI P5.
pub(super) const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// What is known of an element. One without a namespace is judged as TEI by its name, as in
/// documents before P5.
pub(super) fn nature(namespace: &str, local: &str) -> Nature {
    if namespace != TEI && !namespace.is_empty() {
        return Nature { content: Content::Unknown, role: None, zone: None };
    }
    let is_in = |list: &str| list.split_ascii_whitespace().any(|name| name == local);
    let content = if is_in(ELEMENTS_ALONE) {
        Content::Elements
    } else if namespace == TEI || is_in(BLOCKS_WITH_TEXT) || is_in(PHRASES) || local == "note" {
        Content::Mixed
    } else {
        Content::Unknown
    };
    let role = if is_in(MILESTONES) {
        Some(Role::Milestone)
    } else if local == "note" {
        Some(Role::Note)
    } else if is_in(PHRASES) {
        None
    } else if content == Content::Elements || is_in(BLOCKS_WITH_TEXT) {
        Some(Role::Block)
    } else {
        None
    };
    let zone = match local {
        "teiHeader" => Some(Zone::Header),
        "standOff" | "listPerson" | "listPlace" | "listOrg" | "listObject" | "listNym"
        | "listEvent" | "listRelation" => Some(Zone::Register),
        _ => None,
    };
    Nature { content, role, zone }
}

const MILESTONES: &str = "pb lb cb gb milestone";

/// Blocks that hold text directly.
const BLOCKS_WITH_TEXT: &str = "ab addrLine byline caption castItem cell closer dateline desc \
    docAuthor docDate docEdition docImprint figDesc fw head headItem headLabel imprimatur item l \
    label line opener p salute signed speaker titlePart trailer u zone";

/// Elements that stand in a line of text whatever they hold; common ones without a namespace.
const PHRASES: &str = "abbr add app bibl biblFull biblStruct choice corr date del emph ex expan \
    foreign fs g gap glyph graphic hi incident join kinesic media name notatedMusic num orgName \
    orig persName placeName precision q quote ref reg roleName rs ruby seg sic space subst \
    substJoin supplied term title transpose unclear undo vocal";

/// The elements of P5 (schema `tei_all`) that allow no text directly within them.
const ELEMENTS_ALONE: &str = "TEI abstract additional address adminInfo altGrp altIdentifier \
    alternate analytic annotation annotationBlock app appInfo application arc argument attDef \
    attList availability back biblFull biblStruct bicond binding bindingDesc body broadcast \
    cRefPattern calendar calendarDesc castGroup castList category certainty char charDecl choice \
    cit citeStructure classDecl classSpec classes climate cond constraintDecl constraintSpec \
    content correction correspAction correspContext correspDesc custodialHist dataRef dataSpec \
    datatype decoDesc dimensions div div1 div2 div3 div4 div5 div6 div7 divGen docTitle eLeaf \
    eTree editionStmt editorialDecl elementSpec ellipsis encodingDesc entry epigraph epilogue \
    equipment event exemplum fDecl fLib facsimile figure fileDesc floatingText forest front fs \
    fsConstraints fsDecl fsdDecl fvLib gap glyph graph graphic group handDesc handNotes history \
    hom hyphenation iNode if imprint incident index interleave interpGrp interpretation join \
    joinGrp keywords kinesic langKnowledge langUsage layoutDesc leaf lg linkGrp list \
    listAnnotation listApp listBibl listChange listEvent listForest listNym listObject listOrg \
    listPerson listPlace listPrefixDef listRef listRelation listTranspose listWit location \
    locusGrp macroSpec media metDecl model modelGrp modelSequence moduleRef moduleSpec monogr \
    msContents msDesc msFrag msIdentifier msItem msItemStruct msPart namespace node \
    normalization notatedMusic noteGrp notesStmt nym object objectDesc objectIdentifier org \
    paramList paramSpec particDesc performance person personGrp persona physDesc place \
    population postscript precision prefixDef profileDesc projectDesc prologue publicationStmt \
    punctuation quotation rdgGrp recordHist recording recordingStmt refsDecl relatedItem relation \
    remarks respStmt respons revisionDesc root row ruby samplingDecl schemaRef schemaSpec \
    scriptDesc scriptStmt seal sealDesc segmentation sequence seriesStmt set setting settingDesc \
    sourceDesc sourceDoc sp spGrp space spanGrp specGrp specList standOff state stdVals \
    styleDefDecl subst substJoin superEntry supportDesc surface surfaceGrp table tagsDecl taxonomy \
    teiCorpus teiHeader terrain text textClass textDesc timeline titlePage titleStmt trait \
    transcriptionDesc transpose tree triangle typeDesc unitDecl unitDef vAlt vColl vDefault \
    vLabel vMerge vNot vRange valItem valList vocal";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_an_element_does() {
        let div = nature(TEI, "div");
        assert_eq!((div.content, div.role), (Content::Elements, Some(Role::Block)));
        let name = nature(TEI, "persName");
        assert_eq!((name.content, name.role), (Content::Mixed, None));
        let choice = nature("", "choice");
        assert_eq!((choice.content, choice.role), (Content::Elements, None));
        assert_eq!(nature(TEI, "listPlace").zone, Some(Zone::Register));
        assert_eq!(nature("urn:x", "div").content, Content::Unknown);
        assert_eq!(nature("", "row-of-mine").content, Content::Unknown);
    }
}
