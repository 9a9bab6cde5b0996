//! Namespace bindings: which prefix stands for what, and until when.

use super::names::{ContextId, NamespaceId};
use super::{XML_NAMESPACE, XMLNS_NAMESPACE};
use hashbrown::HashMap;
use std::borrow::Cow;

/// No namespace.
pub(super) const NONE: NamespaceId = NamespaceId(0);
/// The namespace of `xml:`.
pub(super) const XML: NamespaceId = NamespaceId(1);

/// The bindings in force while a document is read.
#[derive(Debug)]
pub(super) struct Namespaces<'d> {
    uris: Vec<Cow<'d, str>>,
    known: HashMap<Cow<'d, str>, NamespaceId>,
    prefixes: HashMap<&'d str, usize>,
    /// For each prefix, what it is bound to, the innermost last.
    bound: Vec<(&'d str, Vec<NamespaceId>)>,
    /// The prefixes in the order in which they were bound, to be undone.
    order: Vec<usize>,
    /// A context and one binding more is a context.
    contexts: HashMap<(ContextId, usize, NamespaceId), ContextId>,
    context: ContextId,
}

impl<'d> Namespaces<'d> {
    pub(super) fn new() -> Self {
        let mut new = Self {
            uris: Vec::new(),
            known: HashMap::new(),
            prefixes: HashMap::new(),
            bound: Vec::new(),
            order: Vec::new(),
            contexts: HashMap::new(),
            context: ContextId(0),
        };
        for uri in ["", XML_NAMESPACE, XMLNS_NAMESPACE] {
            new.id(Cow::Borrowed(uri));
        }
        new.bind("xml", XML);
        new.order.clear();
        new.context = ContextId(0);
        new
    }

    pub(super) fn id(&mut self, uri: Cow<'d, str>) -> NamespaceId {
        if let Some(&id) = self.known.get(&uri) {
            return id;
        }
        let id = NamespaceId(u32::try_from(self.uris.len()).expect("fewer than bytes of 4 GiB"));
        self.uris.push(uri.clone());
        self.known.insert(uri, id);
        id
    }

    pub(super) fn uri(&self, id: NamespaceId) -> &str {
        &self.uris[id.0 as usize]
    }

    /// What a prefix stands for here; `""` is the default namespace, always bound.
    pub(super) fn get(&self, prefix: &str) -> Option<NamespaceId> {
        let innermost = self.prefixes.get(prefix).and_then(|&at| self.bound[at].1.last().copied());
        match innermost {
            Some(id) if id != NONE || prefix.is_empty() => Some(id),
            Some(_) => None,
            None => prefix.is_empty().then_some(NONE),
        }
    }

    /// Binds a prefix; to be undone by [`Self::undo`] with the same count.
    pub(super) fn bind(&mut self, prefix: &'d str, namespace: NamespaceId) {
        let next = self.bound.len();
        let at = *self.prefixes.entry(prefix).or_insert(next);
        if at == next {
            self.bound.push((prefix, Vec::new()));
        }
        // A declaration that says nothing new leaves the context, and every name known in it.
        if self.get(prefix) != Some(namespace) {
            let fresh = ContextId(u32::try_from(self.contexts.len() + 1).expect("below 2^32"));
            let key = (self.context, at, namespace);
            self.context = *self.contexts.entry(key).or_insert(fresh);
        }
        self.bound[at].1.push(namespace);
        self.order.push(at);
    }

    /// Takes back the last `count` bindings and returns to the context before them.
    pub(super) fn undo(&mut self, count: u32, context: ContextId) {
        for _ in 0..count {
            if let Some(at) = self.order.pop() {
                self.bound[at].1.pop();
            }
        }
        self.context = context;
    }

    pub(super) fn context(&self) -> ContextId {
        self.context
    }

    /// The last `count` bindings, in their order.
    pub(super) fn newest(&self, count: u32) -> impl Iterator<Item = (&'d str, &str)> {
        let newest = &self.order[self.order.len() - count as usize..];
        newest.iter().map(|&at| {
            let (prefix, stack) = &self.bound[at];
            (*prefix, stack.last().map_or("", |&id| self.uri(id)))
        })
    }

    /// Every prefix in force with its namespace, in the order in which prefixes were first seen.
    pub(super) fn in_force(&self) -> impl Iterator<Item = (&'d str, &str)> {
        self.bound.iter().filter_map(|(prefix, stack)| {
            let id = *stack.last()?;
            (id != NONE).then(|| (*prefix, self.uri(id)))
        })
    }
}
