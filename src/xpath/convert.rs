//! `cast as`, `castable as` and `instance of`.

use super::atomic::Atom;
use super::cast::cast;
use super::evaluate::{Evaluation, Focus};
use super::fault::Fault;
use super::syntax::ExprId;
use super::temporal::DurationKind;
use super::types::{AtomicType, ItemType, SequenceType, SingleType};
use super::value::{Item, Seq};

impl<'a> Evaluation<'a> {
    pub(super) fn cast(
        &self,
        a: ExprId,
        wanted: SingleType,
        focus: &Focus<'a>,
    ) -> Result<Seq<'a>, Fault> {
        match self.atom(a, focus)? {
            Some(atom) if wanted.atomic == AtomicType::QName => {
                self.cast_to_qname(&atom, focus).map(Seq::atom)
            }
            Some(atom) => cast(&atom, wanted.atomic).map(Seq::atom),
            None if wanted.optional => Ok(Seq::Empty),
            None => Err(Fault::dynamic("there is nothing to be cast")),
        }
    }

    fn cast_to_qname(&self, atom: &Atom<'a>, focus: &Focus<'a>) -> Result<Atom<'a>, Fault> {
        match atom.as_text() {
            Some(text) if text.contains(':') => self.qname(text, focus),
            _ => cast(atom, AtomicType::QName),
        }
    }

    pub(super) fn is_castable(
        &self,
        a: ExprId,
        wanted: SingleType,
        focus: &Focus<'a>,
    ) -> Result<bool, Fault> {
        let value = self.eval(a, focus)?;
        match value.as_slice() {
            [] => Ok(wanted.optional),
            [item] => Ok(cast(&self.atomize(item), wanted.atomic).is_ok()),
            _ => Ok(false),
        }
    }

    pub(super) fn is_instance(&self, value: &Seq<'a>, wanted: SequenceType) -> bool {
        let items = value.as_slice();
        (wanted.least..=wanted.most).contains(&items.len())
            && items.iter().all(|item| match (wanted.item, item) {
                (ItemType::Any, _) => true,
                (ItemType::Node(test), Item::Node(node)) => self.node_matches(*node, test),
                (ItemType::Atomic(atomic), Item::Atom(atom)) => is_of_type(atom, atomic),
                (ItemType::Node(_), Item::Atom(_)) | (ItemType::Atomic(_), Item::Node(_)) => false,
            })
    }
}

/// Whether a value is of a type, as `instance of` asks.
fn is_of_type(atom: &Atom<'_>, wanted: AtomicType) -> bool {
    match (wanted, atom) {
        (AtomicType::AnyAtomic, _)
        | (AtomicType::Untyped, Atom::Untyped(_))
        | (AtomicType::String, Atom::Text(_))
        | (AtomicType::Uri, Atom::Uri(_))
        | (AtomicType::Boolean, Atom::Boolean(_))
        | (AtomicType::Decimal, Atom::Decimal(_) | Atom::Integer(_))
        | (AtomicType::Integer(..), Atom::Integer(_))
        | (AtomicType::Float, Atom::Float(_))
        | (AtomicType::Double, Atom::Double(_))
        | (AtomicType::QName, Atom::QName(_)) => true,
        (AtomicType::Moment(kind), Atom::Moment(moment)) => moment.kind == kind,
        (AtomicType::Duration(kind), Atom::Duration(duration)) => {
            kind == DurationKind::Any || duration.kind == kind
        }
        _ => false,
    }
}
