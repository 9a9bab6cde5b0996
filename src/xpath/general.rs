//! General comparisons: `=`, `<` and the like between sequences. Long ones are looked up.

use super::atomic::Atom;
use super::compare::general_comparison;
use super::evaluate::{Evaluation, Focus};
use super::fault::Fault;
use super::syntax::{Comparison, ExprId};
use super::value::{Item, Seq};
use std::collections::HashSet;
use std::rc::Rc;

/// From how many pairs on a set is built instead of comparing each with each.
const MANY_PAIRS: usize = 64;

impl<'a> Evaluation<'a> {
    pub(super) fn general(
        &self,
        how: Comparison,
        left: ExprId,
        right: ExprId,
        focus: &Focus<'a>,
    ) -> Result<bool, Fault> {
        let a = self.eval(left, focus)?;
        if a.as_slice().is_empty() {
            return Ok(false);
        }
        let b = self.eval(right, focus)?;
        let (count_a, count_b) = (a.as_slice().len(), b.as_slice().len());
        if how == Comparison::Equal && count_a.saturating_mul(count_b) > MANY_PAIRS {
            // The longer side becomes the set; that of a fixed value is kept.
            let (long, short, id) = if count_a > count_b { (a, b, left) } else { (b, a, right) };
            if let Some(set) = self.set_of(id, &long, focus)? {
                return self.any_in(&set, &short, &long);
            }
            return self.any_pair(how, &short, &long);
        }
        self.any_pair(how, &a, &b)
    }

    fn any_pair(&self, how: Comparison, a: &Seq<'a>, b: &Seq<'a>) -> Result<bool, Fault> {
        for one in a.as_slice() {
            let one = self.atomize(one);
            for other in b.as_slice() {
                self.spend(1)?;
                if general_comparison(how, &one, &self.atomize(other))? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn any_in(
        &self,
        set: &HashSet<String>,
        short: &Seq<'a>,
        long: &Seq<'a>,
    ) -> Result<bool, Fault> {
        for item in short.as_slice() {
            self.spend(1)?;
            let atom = self.atomize(item);
            let found = match atom.as_text() {
                Some(text) => set.contains(text.as_str()),
                None => self.any_pair(Comparison::Equal, &Seq::One(item.clone()), long)?,
            };
            if found {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The strings of a sequence in which there is nothing but strings.
    fn set_of(
        &self,
        id: ExprId,
        value: &Seq<'a>,
        focus: &Focus<'a>,
    ) -> Result<Option<Rc<HashSet<String>>>, Fault> {
        let key = self.fixed_key(id, focus);
        if let Some(key) = key
            && let Some(known) = self.lookups.borrow().get(&key)
        {
            return Ok(Some(Rc::clone(known)));
        }
        let is_text = |item: &Item<'a>| match item {
            Item::Node(_) => true,
            Item::Atom(atom) => matches!(atom, Atom::Untyped(_) | Atom::Text(_) | Atom::Uri(_)),
        };
        if !value.as_slice().iter().all(is_text) {
            return Ok(None);
        }
        let mut set = HashSet::new();
        for item in value.as_slice() {
            let text = self.string(item);
            self.spend_text(text.len() + 16)?;
            set.insert(text.as_str().to_owned());
        }
        let set = Rc::new(set);
        if let Some(key) = key {
            self.lookups.borrow_mut().insert(key, Rc::clone(&set));
        }
        Ok(Some(set))
    }
}
