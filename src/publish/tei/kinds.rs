//! What the elements of TEI are to a reader: blocks or phrases, names of what.

use crate::xml::tree::{NodeId, Tree};

/// What a name names, by the index in which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// One person, or several as one.
    Person,
    /// A place.
    Place,
    /// An organisation, a group or an event.
    Organisation,
}

impl NameKind {
    /// Every kind, in the order of the indexes.
    pub const ALL: [Self; 3] = [Self::Person, Self::Place, Self::Organisation];

    /// The folder of its index, and its key in the words of the site.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Person => "persons",
            Self::Place => "places",
            Self::Organisation => "organisations",
        }
    }

    /// The singular, as tables and spans have it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Organisation => "organisation",
        }
    }
}

/// Whether an element is a block of its own: what a reader sees on lines of its own. Those that
/// hold a block are blocks too; that is found out by the tree.
#[must_use]
pub fn is_flow(tree: &Tree, node: NodeId) -> bool {
    match tree.local_name(node) {
        "TEI" | "TEI.2" | "text" | "group" | "front" | "body" | "back" | "div" | "div0"
        | "div1" | "div2" | "div3" | "div4" | "div5" | "div6" | "div7" | "p" | "ab" | "head"
        | "list" | "item" | "table" | "row" | "cell" | "lg" | "l" | "sp" | "speaker" | "figure"
        | "figDesc" | "opener" | "closer" | "dateline" | "salute" | "signed" | "postscript"
        | "address" | "addrLine" | "epigraph" | "titlePage" | "docTitle" | "titlePart"
        | "byline" | "docImprint" | "docEdition" | "imprimatur" | "argument" | "trailer"
        | "listBibl" | "listPerson" | "listPlace" | "listOrg" | "listEvent" | "person"
        | "place" | "org" | "event" | "castList" | "castItem" | "castGroup" | "set"
        | "performance" | "prologue" | "epilogue" | "floatingText" | "u" | "spGrp" | "headItem"
        | "headLabel" | "eg" | "egXML" | "entry" | "sourceDoc" | "surface" | "surfaceGrp"
        | "zone" | "line" | "biblStruct" | "biblFull" | "msDesc" | "divGen" | "elementSpec"
        | "classSpec" | "include" | "macroSpec" | "moduleSpec" | "specGrp" => true,
        // Those that are either, by where they stand.
        "stage" | "quote" | "q" | "cit" | "bibl" | "label" | "note" | "fw" | "desc" | "camera"
        | "said" | "ref" | "date" | "idno" => is_on_its_own(tree, node),
        _ => false,
    }
}

/// Whether an element stands directly where blocks stand.
fn is_on_its_own(tree: &Tree, node: NodeId) -> bool {
    let Some(parent) = tree.parent(node) else { return false };
    matches!(
        tree.local_name(parent),
        "text"
            | "group"
            | "front"
            | "body"
            | "back"
            | "div"
            | "div0"
            | "div1"
            | "div2"
            | "div3"
            | "div4"
            | "div5"
            | "div6"
            | "div7"
            | "lg"
            | "sp"
            | "list"
            | "listBibl"
            | "titlePage"
            | "floatingText"
            | "epigraph"
            | "opener"
            | "closer"
            | "postscript"
            | "argument"
            | "sourceDoc"
            | "surface"
    )
}

/// Elements that are taken out of the run of the text, so that the blocks they hold do not break
/// the paragraph they stand in.
#[must_use]
pub fn is_apart(name: &str) -> bool {
    matches!(name, "note" | "noteGrp")
}

/// What an element names; none where it is no name.
#[must_use]
pub fn name_kind(name: &str, kind: Option<&str>) -> Option<NameKind> {
    match name {
        "persName" | "author" | "docAuthor" | "editor" => Some(NameKind::Person),
        "placeName" | "geogName" | "settlement" | "country" | "region" | "district" | "bloc"
        | "pubPlace" => Some(NameKind::Place),
        "orgName" | "eventName" => Some(NameKind::Organisation),
        "name" | "rs" => named_by_type(kind.unwrap_or_default()),
        _ => None,
    }
}

/// What `@type` of `name` and `rs` says, in the words that editions use.
fn named_by_type(kind: &str) -> Option<NameKind> {
    let kind = kind.to_ascii_lowercase();
    match kind.as_str() {
        "person" | "pers" | "persname" | "persons" | "fictional" => Some(NameKind::Person),
        "place" | "placename" | "city" | "country" | "settlement" | "geo" | "geog" | "geogname"
        | "ort" | "lieu" | "location" => Some(NameKind::Place),
        "org" | "orgname" | "organisation" | "organization" | "group" | "persongrp"
        | "persgroup" | "institution" | "event" => Some(NameKind::Organisation),
        _ => None,
    }
}

/// For the elements that list entries of a register, what they list; empty for those that are
/// lists, but not of names.
#[must_use]
pub fn list_of(name: &str) -> Option<&'static str> {
    match name {
        "listPerson" => Some("person"),
        "listPlace" => Some("place"),
        "listOrg" => Some("org"),
        "listEvent" => Some("event"),
        "listBibl" => Some(""),
        _ => None,
    }
}

/// Elements that hold no running text, but words for machines: their text is shown only where
/// everything is.
#[must_use]
pub fn is_hidden_name(name: &str) -> bool {
    matches!(
        name,
        "index"
            | "interp"
            | "interpGrp"
            | "certainty"
            | "precision"
            | "respons"
            | "fs"
            | "fLib"
            | "fvLib"
            | "link"
            | "linkGrp"
            | "join"
            | "joinGrp"
            | "alt"
            | "altGrp"
            | "spanGrp"
            | "annotation"
            | "listAnnotation"
            | "binaryObject"
    )
}
