//! The clock, which only commands read, never a build.

use rubricate::xpath::{Moment, MomentKind};
use std::time::{SystemTime, UNIX_EPOCH};

/// The moment that rules are given for today: that of `SOURCE_DATE_EPOCH` where builds are to
/// be repeatable, else that of the clock.
pub fn now() -> Option<Moment> {
    let stated = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<u64>().ok());
    let seconds = match stated {
        Some(seconds) => seconds,
        None => SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs(),
    };
    let start = Moment::parse(MomentKind::DateTime, "1970-01-01T00:00:00Z")?;
    start.plus_seconds(i64::try_from(seconds).ok()?)
}
