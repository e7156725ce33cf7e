//! Percentiles and medians.

use serde::Serialize;

use crate::bench::cell::{Measured, Shares};

/// One row of the table: medians over the runs.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// How many connections.
    pub connections: usize,
    /// How many edits in one push.
    pub batch: usize,
    /// Edits in a second.
    pub rate: f64,
    /// The slowest and the fastest run.
    pub rates: [f64; 2],
    /// Milliseconds from sending a push to its whole answer: p50, p95, p99.
    pub millis: [f64; 3],
    /// The generator's share of all cores.
    pub generator: Option<f64>,
    /// The server's share of all cores.
    pub server: Option<f64>,
    /// The largest share that others had in a run.
    pub others: Option<f64>,
}

impl Row {
    /// The row of a cell that was measured so often.
    pub(super) fn of(connections: usize, batch: usize, runs: &[Measured]) -> Self {
        let of = |figure: fn(&Measured) -> f64| median(runs.iter().map(figure).collect());
        let shares: Option<Vec<Shares>> = runs.iter().map(|run| run.shares).collect();
        let share = |figure: fn(&Shares) -> f64| {
            let shares = shares.as_ref()?;
            Some(median(shares.iter().map(figure).collect()))
        };
        let rates = runs.iter().map(|run| run.rate);
        Self {
            connections,
            batch,
            rate: of(|run| run.rate),
            rates: [
                rates.clone().fold(f64::INFINITY, f64::min),
                rates.fold(0.0, f64::max),
            ],
            millis: [
                of(|run| run.times[0]),
                of(|run| run.times[1]),
                of(|run| run.times[2]),
            ],
            generator: share(|shares| shares.generator),
            server: share(|shares| shares.server),
            others: shares.as_ref().map(|shares| {
                shares
                    .iter()
                    .map(|shares| shares.others)
                    .fold(0.0, f64::max)
            }),
        }
    }
}

/// The value that `part` per cent of the sorted `times` do not exceed (nearest rank).
pub(super) fn percentile(times: &[u32], part: usize) -> f64 {
    let rank = (times.len() * part).div_ceil(100);
    let time = times.get(rank.saturating_sub(1));
    f64::from(time.copied().unwrap_or(0))
}

/// The middle one; of an even number the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let at = |place: usize| values.get(place).copied().unwrap_or(0.0);
    if values.len().is_multiple_of(2) {
        f64::midpoint(at(half.saturating_sub(1)), at(half))
    } else {
        at(half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let times: Vec<u32> = (1..=200).collect();
        let of = |part| percentile(&times, part);
        assert_eq!((of(50), of(95), of(99)), (100.0, 190.0, 198.0));
        assert_eq!(percentile(&[7], 50), 7.0);
        assert_eq!(percentile(&[1, 9], 99), 9.0);
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![9.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 9.0]), 3.0);
    }

    #[test]
    fn a_row_is_of_medians_and_keeps_the_extremes() {
        let run = |rate: f64| Measured {
            rate,
            times: [rate, 2.0, 3.0],
            shares: Some(Shares {
                generator: rate / 10.0,
                server: 0.5,
                others: rate / 100.0,
            }),
        };
        let row = Row::of(8, 1, &[run(3.0), run(1.0), run(2.0)]);
        assert_eq!((row.rate, row.rates), (2.0, [1.0, 3.0]));
        assert_eq!(row.millis, [2.0, 2.0, 3.0]);
        assert_eq!((row.generator, row.server), (Some(0.2), Some(0.5)));
        assert_eq!(row.others, Some(0.03), "the worst of them");
    }
}
