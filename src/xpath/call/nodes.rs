//! Functions on nodes, names and documents.

use super::super::atomic::{Atom, QName};
use super::super::cast::is_space;
use super::super::evaluate::{Evaluation, Focus};
use super::super::fault::Fault;
use super::super::functions::Function as F;
use super::super::value::{Item, Node, Seq};
use super::{Call, texts};
use crate::xml::tree::{Kind, NodeId, XML_NAMESPACE};

impl<'a> Call<'_, 'a> {
    pub(super) fn of_nodes(&self) -> Result<Seq<'a>, Fault> {
        match self.function {
            F::Name => self.named(|evaluation, node| evaluation.tree(node).name(node.id)),
            F::LocalName => {
                self.named(|evaluation, node| evaluation.tree(node).local_name(node.id))
            }
            F::NamespaceUri => {
                self.named(|evaluation, node| evaluation.tree(node).namespace(node.id))
            }
            F::NodeName => Ok(self.node(0)?.map_or(Seq::Empty, |node| self.node_name(node))),
            F::Root => Ok(self.node(0)?.map_or(Seq::Empty, |node| {
                Seq::One(Item::Node(Node { id: NodeId::DOCUMENT, ..node }))
            })),
            F::GenerateId => match self.node(0)? {
                Some(node) => Ok(Seq::text(format!("d{}n{}", node.tree, node.id.index()))),
                None => Ok(Seq::text("")),
            },
            F::HasChildren => Ok(Seq::boolean(self.node(0)?.is_some_and(|node| {
                self.evaluation.tree(node).children(node.id).next().is_some()
            }))),
            F::Id => self.by_id(),
            F::Lang => self.lang(),
            F::BaseUri | F::DocumentUri => self.uri(),
            F::Doc => {
                self.document().map(|node| node.map_or(Seq::Empty, |n| Seq::One(Item::Node(n))))
            }
            F::DocAvailable => {
                Ok(Seq::boolean(self.document().is_ok_and(|document| document.is_some())))
            }
            F::InScopePrefixes => match self.node(0)? {
                Some(node) => {
                    let prefixes = self.evaluation.tree(node).prefixes(node.id);
                    Ok(texts(prefixes.into_iter().map(str::to_owned)))
                }
                None => Ok(Seq::Empty),
            },
            F::NamespaceUriForPrefix => {
                let prefix = self.text(0)?;
                let Some(node) = self.node(1)? else { return Ok(Seq::Empty) };
                let tree = self.evaluation.tree(node);
                let known = tree.namespace_of_prefix(node.id, &prefix);
                Ok(known.map_or(Seq::Empty, Seq::text))
            }
            F::ResolveQName => {
                if self.atom(0)?.is_none() {
                    return Ok(Seq::Empty);
                }
                let Some(node) = self.node(1)? else { return Ok(Seq::Empty) };
                self.evaluation.qname(&self.text(0)?, &Focus::at(node)).map(Seq::atom)
            }
            F::LocalNameFromQName => match self.atom(0)? {
                Some(Atom::QName(name)) => Ok(Seq::text(name.local.to_string())),
                _ => Ok(Seq::Empty),
            },
            F::NamespaceUriFromQName => match self.atom(0)? {
                Some(Atom::QName(name)) => Ok(Seq::text(name.namespace.to_string())),
                _ => Ok(Seq::Empty),
            },
            F::Innermost => self.without(|evaluation, node, other| {
                node.tree == other.tree && evaluation.tree(node).is_below(other.id, node.id)
            }),
            _ => self.without(|evaluation, node, other| {
                node.tree == other.tree && evaluation.tree(node).is_below(node.id, other.id)
            }),
        }
    }

    fn named(&self, name: fn(&Evaluation<'a>, Node) -> &'a str) -> Result<Seq<'a>, Fault> {
        Ok(Seq::text(self.node(0)?.map_or("", |node| name(self.evaluation, node))))
    }

    fn node_name(&self, node: Node) -> Seq<'a> {
        let tree = self.evaluation.tree(node);
        if matches!(tree.kind(node.id), Kind::Document | Kind::Text | Kind::Comment) {
            return Seq::Empty;
        }
        let name = QName {
            written: tree.name(node.id).into(),
            namespace: tree.namespace(node.id).into(),
            local: tree.local_name(node.id).into(),
        };
        Seq::atom(Atom::QName(name.into()))
    }

    fn by_id(&self) -> Result<Seq<'a>, Fault> {
        let Some(node) = self.node(1)? else { return Ok(Seq::Empty) };
        let tree = self.evaluation.tree(node);
        let mut found = Vec::new();
        for atom in self.atoms(0)? {
            let Some(text) = atom.as_text() else {
                return Err(Fault::dynamic("identifiers are strings"));
            };
            for id in text.split(is_space).filter(|id| !id.is_empty()) {
                self.evaluation.spend(10)?;
                found.extend(tree.element_by_id(id).map(|id| Node { tree: node.tree, id }));
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(Seq::nodes(&found))
    }

    fn lang(&self) -> Result<Seq<'a>, Fault> {
        let wanted = self.text(0)?.to_ascii_lowercase();
        let Some(node) = self.node(1)? else { return Ok(Seq::boolean(false)) };
        let tree = self.evaluation.tree(node);
        let mut at = Some(node.id);
        while let Some(id) = at {
            self.evaluation.spend(1)?;
            if let Some(found) = tree.attribute(id, XML_NAMESPACE, "lang") {
                let found = found.to_ascii_lowercase();
                let rest = found.strip_prefix(&wanted);
                return Ok(Seq::boolean(rest.is_some_and(|r| r.is_empty() || r.starts_with('-'))));
            }
            at = tree.parent(id);
        }
        Ok(Seq::boolean(false))
    }

    /// The name of the file, as it was given.
    fn uri(&self) -> Result<Seq<'a>, Fault> {
        let Some(node) = self.node(0)? else { return Ok(Seq::Empty) };
        let tree = self.evaluation.tree(node);
        if self.function == F::DocumentUri && tree.kind(node.id) != Kind::Document {
            return Ok(Seq::Empty);
        }
        Ok(Seq::text(tree.path().to_string()))
    }

    fn document(&self) -> Result<Option<Node>, Fault> {
        if self.atom(0)?.is_none() {
            return Ok(None);
        }
        let uri = self.text(0)?;
        let base = match &self.focus.item {
            Some(Item::Node(node)) => node.tree,
            Some(Item::Atom(_)) | None => self.focus.current.map_or(0, |node| node.tree),
        };
        let tree = self.evaluation.documents.load(base, &uri)?;
        Ok(Some(Node { tree, id: NodeId::DOCUMENT }))
    }

    /// The nodes without those of which `drops(node, other)` holds for another of them.
    fn without(&self, drops: fn(&Evaluation<'a>, Node, Node) -> bool) -> Result<Seq<'a>, Fault> {
        let nodes = self.evaluation.nodes(self.arguments[0], self.focus)?;
        self.evaluation.spend((nodes.len() as u64).saturating_mul(nodes.len() as u64))?;
        let kept: Vec<_> = nodes
            .iter()
            .filter(|&&node| !nodes.iter().any(|&other| drops(self.evaluation, node, other)))
            .copied()
            .collect();
        Ok(Seq::nodes(&kept))
    }
}

impl<'a> Evaluation<'a> {
    /// A written name as a value, its prefix looked up at the context node.
    pub(in super::super) fn qname(&self, text: &str, focus: &Focus<'a>) -> Result<Atom<'a>, Fault> {
        let text = text.trim_matches(is_space);
        let (prefix, local) = text.split_once(':').unwrap_or(("", text));
        let namespace = match &focus.item {
            Some(Item::Node(node)) => self.tree(*node).namespace_of_prefix(node.id, prefix),
            Some(Item::Atom(_)) | None => None,
        };
        if namespace.is_none() && !prefix.is_empty() {
            return Err(Fault::dynamic(format!("the prefix of `{text}` is not declared there")));
        }
        let name = QName {
            written: text.into(),
            namespace: namespace.unwrap_or_default().into(),
            local: local.into(),
        };
        Ok(Atom::QName(name.into()))
    }
}
