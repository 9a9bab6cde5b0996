//! Expanded names as numbers that mean the same in both files.

use super::tei::{self, Nature};
use std::collections::HashMap;

/// The names of both files, with what is known of each as an element.
#[derive(Debug, Default)]
pub(super) struct Names {
    numbers: HashMap<String, u32>,
    natures: Vec<Nature>,
    locals: Vec<String>,
}

impl Names {
    /// The number of a name; equal names have equal numbers.
    pub fn number(&mut self, namespace: &str, local: &str) -> u32 {
        // A local name holds no brace.
        let key = format!("{namespace}}}{local}");
        *self.numbers.entry(key).or_insert_with(|| {
            self.natures.push(tei::nature(namespace, local));
            self.locals.push(local.to_owned());
            u32::try_from(self.locals.len() - 1).expect("fewer names than bytes of 4 GiB")
        })
    }

    /// What is known of an element of that name.
    pub fn nature(&self, number: u32) -> Nature {
        self.natures[number as usize]
    }

    /// The local part.
    pub fn local(&self, number: u32) -> &str {
        &self.locals[number as usize]
    }
}
