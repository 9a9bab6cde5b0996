//! The table that is printed.

use std::time::Duration;

/// Times of several ways to do one thing.
pub struct Table {
    bytes: usize,
}

impl Table {
    /// Begins a table about files of so many bytes.
    pub fn new(title: &str, bytes: usize) -> Self {
        println!("\n{title}, {:.1} MB", bytes as f64 / 1e6);
        Self { bytes }
    }

    /// A time, how much that is a second, and how many times the bare read.
    pub fn row(&self, what: &str, time: Duration, bare: Duration) {
        let times = time.as_secs_f64() / bare.as_secs_f64();
        println!(
            "  {what:<52} {:>9.2} ms  {:>10}  {times:>6.2} times the bare read",
            time.as_secs_f64() * 1e3,
            rate(self.bytes, time)
        );
    }

    /// How many times one time is the other.
    pub fn ratio(what: &str, one: Duration, other: Duration) {
        println!("  {what:<52} {:>9.1} times", one.as_secs_f64() / other.as_secs_f64());
    }
}

/// Megabytes a second.
pub fn rate(bytes: usize, time: Duration) -> String {
    format!("{:.0} MB/s", bytes as f64 / 1e6 / time.as_secs_f64())
}
