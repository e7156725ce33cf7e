//! The figures as a table, as JSON, and as a section of a document.

use std::fmt::{self, Write};
use std::time::Duration;

use serde::Serialize;

use crate::bench::figures::Row;
use crate::bench::machine::Machine;

/// The heading of the section.
const HEADING: &str = "## The server: durable edits";
/// How the document begins where there is none.
const DOCUMENT: &str = "# Benchmarks\n\nEach section is written by the program that it names.\n";

/// What a run measured.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The computer.
    pub machine: Machine,
    /// The load average before and after.
    pub load: [f64; 2],
    /// How often each cell was measured.
    pub runs: usize,
    /// How many measurements were thrown away because something else was busy meanwhile.
    pub again: usize,
    /// How long each time.
    pub measure: Duration,
    /// The cells.
    pub rows: Vec<Row>,
}

impl Report {
    /// The figures as JSON.
    pub fn json(&self) -> String {
        // Numbers and texts only, which always can be written.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The document with this report in the place of the section, the rest as it was.
    pub fn put_into(&self, document: &str) -> String {
        let document = if document.is_empty() {
            DOCUMENT
        } else {
            document
        };
        let before = document.split(HEADING).next().unwrap_or_default();
        let old = document.get(before.len()..).unwrap_or_default();
        let behind = old.get(HEADING.len()..).and_then(|old| {
            let next = old.find("\n## ")?;
            old.get(next + 1..)
        });
        let mut text = format!("{}\n\n{}", before.trim_end(), self.section());
        if let Some(behind) = behind {
            text.push('\n');
            text.push_str(behind);
        }
        text
    }

    fn section(&self) -> String {
        let machine = &self.machine;
        format!(
            "{HEADING}\n\n\
             `cargo xtask bench server`: the release build over HTTP on the loopback, connections kept\n\
             alive, each sending the next push when the last one is answered. An edit is a\n\
             `staff.set_fields` that changes a telephone number; it counts when its verdict has arrived,\n\
             so after COMMIT with `synchronous=FULL`. The generator is one thread on the same cores.\n\n\
             {}, {} cores, {} GiB, Linux {}, {} on a {} where one page takes {:.2} ms to become\n\
             durable. Medians of {} runs of {} s, all cells in turn; {} more were thrown away because\n\
             something else took over a tenth of the cores. Load average {:.1} before, {:.1} after.\n\n\
             {}",
            machine.cpu,
            machine.cores,
            machine.memory,
            machine.kernel,
            machine.filesystem,
            machine.disk,
            machine.sync,
            self.runs,
            self.measure.as_secs(),
            self.again,
            self.load[0],
            self.load[1],
            self
        )
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::from(
            "| connections | edits in a push | edits/s | slowest to fastest run | p50 ms | p95 ms | p99 ms | server CPU | generator CPU | others at most |\n\
             |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
        );
        for row in &self.rows {
            let [slowest, fastest] = row.rates;
            let [p50, p95, p99] = row.millis;
            writeln!(
                text,
                "| {} | {} | {:.0} | {slowest:.0} to {fastest:.0} | {p50:.2} | {p95:.2} | {p99:.2} | {} | {} | {} |",
                row.connections,
                row.batch,
                row.rate,
                share(row.server),
                share(row.generator),
                share(row.others),
            )?;
        }
        f.write_str(&text)
    }
}

fn share(part: Option<f64>) -> String {
    part.map_or("unknown".to_owned(), |part| {
        format!("{:.0} %", part * 100.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        Report {
            machine: Machine {
                cpu: "Abacus".to_owned(),
                cores: 2,
                memory: 4,
                kernel: "6.1".to_owned(),
                filesystem: "ext4".to_owned(),
                disk: "hard disk".to_owned(),
                sync: 1.5,
            },
            load: [0.5, 2.0],
            runs: 3,
            again: 1,
            measure: Duration::from_secs(4),
            rows: vec![Row {
                connections: 8,
                batch: 10,
                rate: 1234.4,
                rates: [1200.0, 1300.0],
                millis: [1.0, 2.0, 3.0],
                generator: Some(0.125),
                server: None,
                others: Some(0.01),
            }],
        }
    }

    #[test]
    fn a_row_tells_everything_that_was_measured() {
        let words = report().to_string();
        let last = words.lines().last().unwrap();
        let row = "| 8 | 10 | 1234 | 1200 to 1300 | 1.00 | 2.00 | 3.00 | unknown | 12 % | 1 % |";
        assert_eq!(last, row);
    }

    #[test]
    fn the_section_is_replaced_and_its_neighbours_stay() {
        let first = report().put_into("");
        assert!(first.starts_with("# Benchmarks\n"));
        assert!(first.contains("Abacus, 2 cores, 4 GiB"));
        let around = format!(
            "# B\n\nBefore.\n\n{}\n## After\n\nText.\n",
            report().section()
        );
        assert_eq!(report().put_into(&around), around);
        let stale = around.replace("1234", "9999");
        assert_eq!(report().put_into(&stale), around);
        assert_eq!(report().put_into(&first), first);
    }
}
