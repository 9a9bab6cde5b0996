use super::*;
use crate::xml::Limits;
use std::ops::ControlFlow;

pub(crate) fn tree(text: &str) -> Tree {
    Tree::read("t.xml", text.as_bytes(), Limits::default()).unwrap()
}

fn names(tree: &Tree, from: NodeId, axis: Axis) -> String {
    let mut found = Vec::new();
    let _: ControlFlow<()> = tree.walk(from, axis, |node| {
        found.push(match tree.kind(node) {
            Kind::Document => "/",
            Kind::Text => "#",
            _ => tree.name(node),
        });
        ControlFlow::Continue(())
    });
    found.join(" ")
}

const SAMPLE: &str = "<a x='1'><b/>t<c y='2'><d/></c><e/></a>";

fn at(tree: &Tree, name: &str) -> NodeId {
    tree.nodes().find(|&node| tree.name(node) == name).unwrap()
}

#[test]
fn axes_run_in_their_own_order() {
    let tree = tree(SAMPLE);
    let c = at(&tree, "c");
    for (axis, wanted) in [
        (Axis::Self_, "c"),
        (Axis::Child, "d"),
        (Axis::Attribute, "y"),
        (Axis::Parent, "a"),
        (Axis::Ancestor, "a /"),
        (Axis::AncestorOrSelf, "c a /"),
        (Axis::Descendant, "d"),
        (Axis::DescendantOrSelf, "c d"),
        (Axis::Following, "e"),
        (Axis::FollowingSibling, "e"),
        (Axis::Preceding, "# b"),
        (Axis::PrecedingSibling, "# b"),
    ] {
        assert_eq!(names(&tree, c, axis), wanted, "{axis:?}");
    }
    assert_eq!(names(&tree, at(&tree, "y"), Axis::Following), "d e");
    assert_eq!(names(&tree, at(&tree, "y"), Axis::FollowingSibling), "");
    assert_eq!(names(&tree, at(&tree, "d"), Axis::Preceding), "# b");
}

#[test]
fn the_value_of_an_element_is_its_text() {
    let tree = tree("<a>1<!--x--><b>2</b><![CDATA[3]]>&lt;</a>");
    let a = tree.root().unwrap();
    assert_eq!(tree.value(a), "123<");
    // CDATA and references do not divide a text.
    assert_eq!(names(&tree, a, Axis::Child), "#  b #");
}

#[test]
fn ids_are_found_and_their_first_bearer_counts() {
    let tree = tree("<a><b xml:id='x' n='1'/><b xml:id='x' n='2'/><b id='y'/></a>");
    let first = tree.element_by_id("x").unwrap();
    assert_eq!(tree.attribute(first, "", "n"), Some("1"));
    assert_eq!(tree.element_by_id("y"), None);
}

#[test]
fn prefixes_are_known_where_they_are_declared() {
    let tree = tree("<a xmlns='urn:1' xmlns:p='urn:2'><p:b xmlns=''><c/></p:b></a>");
    let (b, c) = (at(&tree, "p:b"), at(&tree, "c"));
    assert_eq!(tree.namespace(b), "urn:2");
    assert_eq!(tree.namespace_of_prefix(c, ""), None);
    assert_eq!(tree.namespace_of_prefix(c, "p"), Some("urn:2"));
    assert_eq!(tree.prefixes(c), ["p", "xml"]);
    assert_eq!(tree.elements("urn:2", "b"), [b]);
}

#[test]
fn a_tree_of_any_depth_is_built_and_walked() {
    let depth = 200_000;
    let text = "<a>".repeat(depth) + &"</a>".repeat(depth);
    let tree = tree(&text);
    let deepest = tree.node(tree.len() - 1);
    let mut count = 0;
    let _: ControlFlow<()> = tree.walk(deepest, Axis::AncestorOrSelf, |_| {
        count += 1;
        ControlFlow::Continue(())
    });
    assert_eq!(count, depth + 1);
}
