//! Searches through the automaton for what was probably meant, made only when something is wrong.

use super::machine::{DEAD, Exceeded, Machine, StateId, Step, TextRule};
use super::names::Symbol;
use super::pattern::ElementId;
use std::collections::HashMap;

/// How an element that is not allowed could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rescue {
    /// These must come before it, one after the other; each with those that would do as well.
    Missing { before: Vec<Vec<ElementId>>, steps: Vec<Step> },
    /// One of these would have to be around it; the state after the first.
    Wrapper { around: Vec<ElementId>, after: StateId },
    /// Two of these would have to be around it, the outer first; the state after them.
    Wrappers { outer: ElementId, inner: ElementId, after: StateId },
    /// There is no way near enough.
    None,
}

/// How many names and states a search looks at before it gives up.
const EFFORT: usize = 40_000;
/// How many elements may be missing in a row for a search to find them.
const MAX_MISSING: usize = 3;

/// How an element that a state does not allow could be.
pub(super) fn rescue(
    machine: &mut Machine,
    state: StateId,
    symbol: Symbol,
) -> Result<Rescue, Exceeded> {
    if let Some(found) = missing_before(machine, state, symbol)? {
        return Ok(found);
    }
    wrapper(machine, state, symbol)
}

/// A way of elements from a state, and where it leads.
struct Way {
    steps: Vec<ElementId>,
    state: StateId,
}

/// Elements after which the symbol is allowed.
fn missing_before(
    machine: &mut Machine,
    state: StateId,
    symbol: Symbol,
) -> Result<Option<Rescue>, Exceeded> {
    let goal = |machine: &mut Machine, state| Ok(!machine.steps(state, symbol)?.is_empty());
    let Some(ways) = shortest(machine, state, goal)? else { return Ok(None) };
    let steps = machine.steps(ways[0].state, symbol)?.to_vec();
    Ok(Some(Rescue::Missing { before: side_by_side(&ways), steps }))
}

/// What must still come before an element may end; nothing where no short way is found.
pub(super) fn missing_at_end(
    machine: &mut Machine,
    state: StateId,
) -> Result<Vec<Vec<ElementId>>, Exceeded> {
    let goal = |machine: &mut Machine, state| Ok(machine.accepts(state));
    let ways = shortest(machine, state, goal)?;
    Ok(ways.map(|ways| side_by_side(&ways)).unwrap_or_default())
}

/// For each place of the shortest ways, the elements that can stand there.
fn side_by_side(ways: &[Way]) -> Vec<Vec<ElementId>> {
    let length = ways[0].steps.len();
    let mut places = vec![Vec::new(); length];
    for way in ways {
        for (place, &element) in places.iter_mut().zip(&way.steps) {
            if !place.contains(&element) {
                place.push(element);
            }
        }
    }
    places
}

/// The shortest ways to a state with some property; all of the same length.
fn shortest(
    machine: &mut Machine,
    state: StateId,
    goal: impl Fn(&mut Machine, StateId) -> Result<bool, Exceeded>,
) -> Result<Option<Vec<Way>>, Exceeded> {
    // For each state that was met, whether it is a goal.
    let mut seen = HashMap::from([(state, false)]);
    let mut frontier = vec![Way { steps: Vec::new(), state }];
    let mut effort = 0;
    for _ in 0..MAX_MISSING {
        let mut found = Vec::new();
        let mut next = Vec::new();
        for way in &frontier {
            let allowed = own_names(machine, way.state)?;
            let width = allowed.len();
            effort += width;
            for step in allowed {
                let known = seen.get(&step.after).copied();
                let reached = || {
                    let mut steps = way.steps.clone();
                    steps.push(step.element);
                    Way { steps, state: step.after }
                };
                match known {
                    Some(true) => found.push(reached()),
                    Some(false) => {}
                    None => {
                        // To look at a state takes its row, likely as long as this one.
                        effort += width;
                        let is_goal = goal(machine, step.after)?;
                        seen.insert(step.after, is_goal);
                        if is_goal { found.push(reached()) } else { next.push(reached()) }
                    }
                }
                if effort > EFFORT {
                    return Ok((!found.is_empty()).then_some(found));
                }
            }
        }
        if !found.is_empty() {
            return Ok(Some(found));
        }
        frontier = next;
    }
    Ok(None)
}

/// Elements that are allowed in a state and can hold the symbol.
fn wrapper(machine: &mut Machine, state: StateId, symbol: Symbol) -> Result<Rescue, Exceeded> {
    let allowed = candidates(machine, state)?;
    let mut around = Vec::new();
    for step in &allowed {
        let inside = machine.begin(step.element);
        if !machine.steps(inside, symbol)?.is_empty() {
            around.push(*step);
        }
    }
    if !around.is_empty() {
        plainest(machine, &mut around);
        let after = around[0].after;
        let around = around.into_iter().map(|step| step.element).collect();
        return Ok(Rescue::Wrapper { around, after });
    }
    let mut effort = 0;
    for step in &allowed {
        let inside = machine.begin(step.element);
        let inners = own_names(machine, inside)?;
        effort += inners.len();
        if effort > EFFORT {
            break;
        }
        for inner in inners {
            let within = machine.begin(inner.element);
            if !machine.steps(within, symbol)?.is_empty() {
                let (outer, inner, after) = (step.element, inner.element, step.after);
                return Ok(Rescue::Wrappers { outer, inner, after });
            }
        }
    }
    Ok(Rescue::None)
}

/// The elements with a name of their own that a state allows, plain ones first.
pub(super) fn candidates(machine: &mut Machine, state: StateId) -> Result<Vec<Step>, Exceeded> {
    let mut steps = own_names(machine, state)?;
    plainest(machine, &mut steps);
    Ok(steps)
}

/// The same in the order of the schema.
fn own_names(machine: &mut Machine, state: StateId) -> Result<Vec<Step>, Exceeded> {
    let mut steps = Vec::new();
    for (_, several) in machine.allowed(state)? {
        if let [step] = several[..]
            && !machine.compiled().element(step.element).names.is_infinite()
        {
            steps.push(step);
        }
    }
    Ok(steps)
}

/// The usual elements have the short names: `p` before `floatingText`.
fn plainest(machine: &Machine, steps: &mut [Step]) {
    let compiled = machine.compiled();
    steps.sort_by_cached_key(|step| {
        let name = compiled.element_name(step.element);
        (name.len(), name.to_owned())
    });
}

/// Elements that are allowed in a state and can hold text.
pub(super) fn text_holders(
    machine: &mut Machine,
    state: StateId,
) -> Result<Vec<ElementId>, Exceeded> {
    let mut holders = Vec::new();
    for step in candidates(machine, state)? {
        let inside = machine.begin(step.element);
        if machine.text_rule(inside) != TextRule::Whole && machine.after_text(inside)? != DEAD {
            holders.push(step.element);
        }
    }
    Ok(holders)
}
