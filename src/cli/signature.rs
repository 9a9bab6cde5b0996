//! Who decides, when and why.

use super::clock;
use anyhow::bail;
use rubricate::decide::Signature;
use rubricate::edition::Edition;

#[derive(clap::Args)]
pub struct SignatureArguments {
    /// Who decides: an editor's id or name in edition.toml, or another name. Without it the only
    /// editor who has an id.
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// The day of the decision; today where it is not given.
    #[arg(long, value_name = "YYYY-MM-DD")]
    when: Option<String>,
    /// The reason.
    #[arg(long, value_name = "TEXT", default_value = "")]
    why: String,
}

impl SignatureArguments {
    /// The signature under decisions.
    pub fn sign(&self, edition: &Edition) -> anyhow::Result<Signature> {
        let editors: Vec<&str> =
            edition.editors.iter().filter_map(|editor| editor.id.as_deref()).collect();
        let who = match (&self.who, editors.as_slice()) {
            (Some(who), _) => who.clone(),
            (None, [only]) => (*only).to_owned(),
            (None, _) => bail!("say who decides, with --who"),
        };
        let when = match &self.when {
            Some(when) => when.clone(),
            None => today()?,
        };
        Ok(Signature { who, when, why: self.why.clone() })
    }
}

/// Today, of universal time: that of `SOURCE_DATE_EPOCH` where it is set.
fn today() -> anyhow::Result<String> {
    let Some(now) = clock::now() else { bail!("the clock gives no day; say it with --when") };
    Ok(format!("{:04}-{:02}-{:02}", now.year, now.month, now.day))
}
