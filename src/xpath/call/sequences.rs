//! Functions on sequences.

use super::super::atomic::Atom;
use super::super::compare::order;
use super::super::fault::Fault;
use super::super::functions::Function as F;
use super::super::value::{Item, Node, Seq};
use super::Call;
use crate::xml::tree::{Kind, NodeId};
use std::collections::HashSet;

impl<'a> Call<'_, 'a> {
    pub(super) fn of_sequences(&self) -> Result<Seq<'a>, Fault> {
        match self.function {
            F::Count => Ok(Seq::integer(self.seq(0)?.as_slice().len())),
            F::Data => Ok(self.atoms(0)?.into_iter().map(Item::Atom).collect()),
            F::DeepEqual => self.deep_equal().map(Seq::boolean),
            F::DistinctValues => self.distinct(),
            F::Head => Ok(self.seq(0)?.as_slice().first().cloned().map_or(Seq::Empty, Seq::One)),
            F::Tail => Ok(self.seq(0)?.as_slice().iter().skip(1).cloned().collect()),
            F::Reverse => {
                let mut items = self.seq(0)?.into_vec();
                items.reverse();
                Ok(items.into())
            }
            F::IndexOf => self.index_of(),
            F::InsertBefore => {
                let mut items = self.seq(0)?.into_vec();
                let at = usize::try_from(self.integer(1)?.max(1) - 1).unwrap_or(usize::MAX);
                let at = at.min(items.len());
                items.splice(at..at, self.seq(2)?.into_vec());
                Ok(items.into())
            }
            F::Remove => {
                let mut items = self.seq(0)?.into_vec();
                let at = usize::try_from(self.integer(1)? - 1).ok();
                if let Some(at) = at.filter(|&at| at < items.len()) {
                    items.remove(at);
                }
                Ok(items.into())
            }
            F::Subsequence => {
                let from = self.rounded(1)?;
                let to = if self.count() > 2 { from + self.rounded(2)? } else { f64::INFINITY };
                let inside = |at: usize| at as f64 + 1.0 >= from && (at as f64 + 1.0) < to;
                let items = self.seq(0)?.into_vec().into_iter().enumerate();
                Ok(items.filter(|(at, _)| inside(*at)).map(|(_, item)| item).collect())
            }
            F::ZeroOrOne => self.bounded(0, 1, "at most one item is wanted"),
            F::OneOrMore => self.bounded(1, usize::MAX, "at least one item is wanted"),
            F::ExactlyOne => self.bounded(1, 1, "exactly one item is wanted"),
            // `trace` and `unordered` give what they are given.
            _ => self.seq(0),
        }
    }

    fn bounded(&self, least: usize, most: usize, otherwise: &str) -> Result<Seq<'a>, Fault> {
        let value = self.seq(0)?;
        let count = value.as_slice().len();
        if (least..=most).contains(&count) {
            return Ok(value);
        }
        Err(Fault::dynamic(format!("{otherwise}; there are {count}")))
    }

    fn distinct(&self) -> Result<Seq<'a>, Fault> {
        let mut texts: HashSet<String> = HashSet::new();
        let mut kept: Vec<Atom<'a>> = Vec::new();
        let mut others: Vec<Atom<'a>> = Vec::new();
        for atom in self.atoms(0)? {
            let is_new = match atom.as_text() {
                Some(text) => {
                    self.evaluation.spend_text(text.len())?;
                    texts.insert(text.as_str().to_owned())
                }
                None => {
                    self.evaluation.spend(others.len() as u64)?;
                    let known = others.iter().any(|other| equal(other, &atom));
                    if !known {
                        others.push(atom.clone());
                    }
                    !known
                }
            };
            if is_new {
                kept.push(atom);
            }
        }
        Ok(kept.into_iter().map(Item::Atom).collect())
    }

    fn index_of(&self) -> Result<Seq<'a>, Fault> {
        let Some(wanted) = self.atom(1)? else { return Ok(Seq::Empty) };
        let atoms = self.atoms(0)?;
        let found = atoms.iter().enumerate().filter(|(_, atom)| equal(atom, &wanted));
        Ok(found.map(|(at, _)| Item::Atom(Atom::Integer(at as i64 + 1))).collect())
    }

    fn deep_equal(&self) -> Result<bool, Fault> {
        let (a, b) = (self.seq(0)?, self.seq(1)?);
        if a.as_slice().len() != b.as_slice().len() {
            return Ok(false);
        }
        for pair in a.as_slice().iter().zip(b.as_slice()) {
            let same = match pair {
                (Item::Node(a), Item::Node(b)) => self.same_subtree(*a, *b)?,
                (Item::Atom(a), Item::Atom(b)) => equal(a, b),
                (Item::Node(_), Item::Atom(_)) | (Item::Atom(_), Item::Node(_)) => false,
            };
            if !same {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether two nodes have the same name, attributes and content; comments and instructions
    /// inside do not count. Both subtrees are walked side by side.
    fn same_subtree(&self, a: Node, b: Node) -> Result<bool, Fault> {
        let significant = |node: Node| {
            let tree = self.evaluation.tree(node);
            let inside = (node.id.index()..tree.subtree_end(node.id)).map(|at| tree.node(at));
            inside.filter(move |&id| {
                let kind = tree.kind(id);
                id == node.id || matches!(kind, Kind::Document | Kind::Element | Kind::Text)
            })
        };
        let (mut left, mut right) = (significant(a), significant(b));
        loop {
            self.evaluation.spend(1)?;
            let (one, other) = match (left.next(), right.next()) {
                (None, None) => return Ok(true),
                (Some(one), Some(other)) => (one, other),
                (Some(_), None) | (None, Some(_)) => return Ok(false),
            };
            if !self.same_node(a, one, b, other)? {
                return Ok(false);
            }
        }
    }

    fn same_node(&self, a: Node, one: NodeId, b: Node, other: NodeId) -> Result<bool, Fault> {
        let (left, right) = (self.evaluation.tree(a), self.evaluation.tree(b));
        let kind = left.kind(one);
        let same_name = left.local_name(one) == right.local_name(other)
            && left.namespace(one) == right.namespace(other);
        if kind != right.kind(other) || !same_name {
            return Ok(false);
        }
        if !matches!(kind, Kind::Document | Kind::Element) {
            return Ok(left.value(one) == right.value(other));
        }
        // How many nodes each holds tells whether they nest alike, comments aside.
        let depth = |tree: &crate::xml::tree::Tree, top: Node, id: NodeId| {
            let mut count = 0_usize;
            let mut at = id;
            while at != top.id {
                let Some(parent) = tree.parent(at) else { break };
                at = parent;
                count += 1;
            }
            count
        };
        let (depth_a, depth_b) = (depth(left, a, one), depth(right, b, other));
        self.evaluation.spend(depth_a as u64 + depth_b as u64)?;
        let mut count = 0_usize;
        for attribute in left.attributes(one) {
            let (space, local) = (left.namespace(attribute), left.local_name(attribute));
            count += 1;
            self.evaluation.spend(1)?;
            if right.attribute(other, space, local) != Some(left.value(attribute)) {
                return Ok(false);
            }
        }
        Ok(depth_a == depth_b && right.attributes(other).count() == count)
    }
}

fn equal(a: &Atom<'_>, b: &Atom<'_>) -> bool {
    let nan = |atom: &Atom<'_>| atom.as_f64().is_some_and(f64::is_nan);
    (nan(a) && nan(b))
        || order(a, b, false).is_ok_and(|order| order.is_some_and(std::cmp::Ordering::is_eq))
}
