//! How sure a name must be.

use rubricate::Desk;
use rubricate::layer::Certainty;

#[derive(clap::Args)]
pub struct CertaintyArgument {
    /// How sure a name in no list must be: low, medium or high; `min-certainty` of edition.toml
    /// where it is not given.
    #[arg(long, value_name = "LEVEL", value_parser = certainty)]
    min_certainty: Option<Certainty>,
}

impl CertaintyArgument {
    /// What is asked for, where something is.
    pub fn asked(&self) -> Option<Certainty> {
        self.min_certainty
    }
}

/// Lets an edition mark names that are as sure as is asked for, where something is.
pub fn set(asked: Option<Certainty>, desk: &mut Desk) {
    if let Some(certainty) = asked {
        desk.edition.names.min_certainty = certainty;
    }
}

/// A level of certainty, by its word.
pub fn certainty(text: &str) -> Result<Certainty, String> {
    rubricate::decide::certainty(text).ok_or_else(|| "wanted high, medium or low".to_owned())
}
