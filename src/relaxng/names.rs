//! Name classes over a finite alphabet: the names that a schema mentions, and one symbol more for
//! "another name of this namespace" and "a name of another namespace".

use super::syntax::{NameClass, NameClassKind};
use hashbrown::HashTable;
use std::hash::BuildHasher;
use std::sync::Arc;

/// A letter of the alphabet of element names, or of that of attribute names.
pub type Symbol = u32;

/// The alphabet of a schema.
#[derive(Debug, Clone, Default)]
pub struct Alphabet {
    /// Symbols from 0: the mentioned names, in the order in which they were first seen, each with
    /// the number of its namespace.
    names: Vec<(u32, Box<str>)>,
    known: HashTable<Symbol>,
    hasher: hashbrown::DefaultHashBuilder,
    /// The namespaces that are mentioned, by name or by `nsName`.
    namespaces: Vec<Arc<str>>,
}

/// A set of symbols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Names {
    /// One mentioned name.
    One(Symbol),
    /// Several, as bits; whether the set has infinitely many names is kept with them.
    Many(Box<[u64]>, Infinite),
}

/// Whether a name class has a wildcard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Infinite {
    /// It has `anyName` or `nsName`.
    Yes,
    /// It is a list of names.
    No,
}

impl Alphabet {
    /// Adds a name that the schema mentions.
    pub fn mention(&mut self, namespace: &Arc<str>, local: &str) -> Symbol {
        let namespace = self.mention_namespace(namespace);
        if let Some(known) = self.find(namespace, local) {
            return known;
        }
        let symbol = self.names.len() as Symbol;
        self.names.push((namespace, local.into()));
        let (names, hasher) = (&self.names, &self.hasher);
        let hash = |&symbol: &Symbol| {
            let (namespace, local) = &names[symbol as usize];
            hasher.hash_one((*namespace, &**local))
        };
        self.known.insert_unique(hash(&symbol), symbol, hash);
        symbol
    }

    fn find(&self, namespace: u32, local: &str) -> Option<Symbol> {
        let hash = self.hasher.hash_one((namespace, local));
        let same = |&symbol: &Symbol| {
            let (known, name) = &self.names[symbol as usize];
            *known == namespace && **name == *local
        };
        self.known.find(hash, same).copied()
    }

    /// Adds a namespace that the schema mentions; its number.
    pub fn mention_namespace(&mut self, namespace: &Arc<str>) -> u32 {
        let known = self.namespace(namespace);
        known.unwrap_or_else(|| {
            self.namespaces.push(Arc::clone(namespace));
            self.namespaces.len() as u32 - 1
        })
    }

    /// The number of a namespace that the schema mentions; schemas mention a few.
    fn namespace(&self, namespace: &str) -> Option<u32> {
        self.namespaces.iter().position(|known| **known == *namespace).map(|at| at as u32)
    }

    /// How many symbols there are. Only to be asked when everything has been mentioned.
    pub fn len(&self) -> usize {
        self.names.len() + self.namespaces.len() + 1
    }

    /// The symbol of a name of a document.
    pub fn symbol(&self, namespace: &str, local: &str) -> Symbol {
        let namespace = self.namespace(namespace);
        let known = namespace.and_then(|namespace| self.find(namespace, local));
        known.unwrap_or_else(|| {
            let other = namespace.map_or(self.namespaces.len(), |at| at as usize);
            (self.names.len() + other) as Symbol
        })
    }

    /// The mentioned names, in the order of their symbols: namespace and local part.
    pub fn names(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.names
            .iter()
            .map(|(namespace, local)| (&*self.namespaces[*namespace as usize], &**local))
    }

    /// The name of a symbol, where it is a mentioned one.
    pub fn name(&self, symbol: Symbol) -> Option<(&str, &str)> {
        let (namespace, local) = self.names.get(symbol as usize)?;
        Some((&self.namespaces[*namespace as usize], local))
    }

    /// The symbols of `anyName`.
    pub fn all(&self) -> Names {
        let mut names = Names::Many(vec![0; self.len().div_ceil(64)].into(), Infinite::Yes);
        (0..self.len()).for_each(|symbol| names.set(symbol as Symbol, true));
        names
    }

    /// The symbols of `nsName`.
    pub fn of_namespace(&self, namespace: &str) -> Names {
        let mut names = Names::Many(vec![0; self.len().div_ceil(64)].into(), Infinite::Yes);
        if let Some(namespace) = self.namespace(namespace) {
            for (symbol, (other, _)) in self.names.iter().enumerate() {
                if *other == namespace {
                    names.set(symbol as Symbol, true);
                }
            }
            names.set(self.names.len() as Symbol + namespace, true);
        }
        names
    }

    /// The union of several sets.
    pub fn union(&self, sets: &[Names]) -> Names {
        if let [one] = sets {
            return one.clone();
        }
        let mut bits = vec![0; self.len().div_ceil(64)];
        let mut infinite = Infinite::No;
        for set in sets {
            match set {
                Names::One(symbol) => bits[*symbol as usize / 64] |= 1 << (symbol % 64),
                Names::Many(other, kind) => {
                    bits.iter_mut().zip(other).for_each(|(a, b)| *a |= b);
                    if *kind == Infinite::Yes {
                        infinite = Infinite::Yes;
                    }
                }
            }
        }
        Names::Many(bits.into(), infinite)
    }

    /// Adds the names of a name class.
    pub fn mention_class(&mut self, class: &NameClass) {
        let inner = match &class.kind {
            NameClassKind::Name { namespace, local } => {
                self.mention(namespace, local);
                return;
            }
            NameClassKind::AnyName(except) => except,
            NameClassKind::NsName(namespace, except) => {
                self.mention_namespace(namespace);
                except
            }
            NameClassKind::Choice(classes) => classes,
        };
        for class in inner {
            self.mention_class(class);
        }
    }

    /// The symbols of a name class. Only to be asked when everything has been mentioned.
    pub fn names_of(&self, class: &NameClass) -> Names {
        let without = |mut all: Names, except: &[NameClass]| {
            for class in except {
                all.remove(&self.names_of(class));
            }
            all
        };
        match &class.kind {
            NameClassKind::Name { namespace, local } => Names::One(self.symbol(namespace, local)),
            NameClassKind::AnyName(except) => without(self.all(), except),
            NameClassKind::NsName(namespace, except) => {
                without(self.of_namespace(namespace), except)
            }
            NameClassKind::Choice(classes) => {
                let sets: Vec<Names> = classes.iter().map(|class| self.names_of(class)).collect();
                self.union(&sets)
            }
        }
    }
}

impl Names {
    fn set(&mut self, symbol: Symbol, member: bool) {
        if let Self::Many(bits, _) = self {
            let bit = 1 << (symbol % 64);
            let word = &mut bits[symbol as usize / 64];
            *word = if member { *word | bit } else { *word & !bit };
        }
    }

    /// Whether a symbol is in the set.
    pub fn has(&self, symbol: Symbol) -> bool {
        match self {
            Self::One(one) => *one == symbol,
            Self::Many(bits, _) => bits[symbol as usize / 64] & (1 << (symbol % 64)) != 0,
        }
    }

    /// Takes the symbols of another set out.
    pub fn remove(&mut self, other: &Self) {
        match other {
            Self::One(symbol) => self.set(*symbol, false),
            Self::Many(out, _) => {
                if let Self::Many(bits, _) = self {
                    bits.iter_mut().zip(out).for_each(|(a, b)| *a &= !b);
                }
            }
        }
    }

    /// Whether the two sets share a symbol.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::One(one), set) | (set, Self::One(one)) => set.has(*one),
            (Self::Many(a, _), Self::Many(b, _)) => a.iter().zip(b).any(|(a, b)| a & b != 0),
        }
    }

    /// The symbols, in order.
    pub fn iter(&self) -> impl Iterator<Item = Symbol> + '_ {
        let (one, bits) = match self {
            Self::One(symbol) => (Some(*symbol), &[][..]),
            Self::Many(bits, _) => (None, &bits[..]),
        };
        let many = bits.iter().enumerate().flat_map(|(word, &bits)| {
            (0..64u32)
                .filter(move |bit| bits & (1 << bit) != 0)
                .map(move |bit| word as u32 * 64 + bit)
        });
        one.into_iter().chain(many)
    }

    /// Whether the set has a wildcard.
    pub fn is_infinite(&self) -> bool {
        matches!(self, Self::Many(_, Infinite::Yes))
    }
}
