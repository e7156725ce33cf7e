//! Which part of a long list is drawn, and how high what is not drawn would be.

use std::ops::Range;

/// Where each row of a list begins, in pixels below the top of the first one.
#[derive(Debug, PartialEq)]
pub(crate) struct Rows {
    /// Of each row, and the end of the last one.
    tops: Vec<f64>,
}

/// What is drawn, in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Part {
    /// Rows that are not drawn are so high together.
    Gap(f64),
    /// The row at this place.
    Row(usize),
}

/// What of a list can be seen, in pixels below the top of its first row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sight {
    /// Where it begins.
    pub(crate) top: f64,
    /// How high it is.
    pub(crate) height: f64,
}

impl Sight {
    /// The same in whole steps: a list is drawn anew once in a step and not with each pixel.
    pub(crate) fn in_steps(self, step: f64) -> Self {
        let top = (self.top / step).floor() * step;
        let bottom = (self.bottom() / step).ceil() * step;
        Self {
            top,
            height: bottom - top,
        }
    }

    /// The same with half as much on both sides.
    pub(crate) fn widened(self) -> Self {
        Self {
            top: self.top - self.height / 2.0,
            height: self.height * 2.0,
        }
    }

    /// Whether anything is in sight of both.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.top < other.bottom() && other.top < self.bottom()
    }

    fn bottom(self) -> f64 {
        self.top + self.height
    }
}

impl Rows {
    /// Rows of these heights.
    pub(crate) fn new(heights: impl Iterator<Item = f64>) -> Self {
        let mut tops = vec![0.0];
        let mut end = 0.0;
        tops.extend(heights.map(|height| {
            end += height;
            end
        }));
        Self { tops }
    }

    /// How many there are.
    fn count(&self) -> usize {
        self.tops.len().saturating_sub(1)
    }

    /// The top of a row; where there is none any more, the end of the list.
    fn top(&self, row: usize) -> f64 {
        let end = self.tops.last().copied().unwrap_or_default();
        self.tops.get(row).copied().unwrap_or(end)
    }

    /// The rows of which anything is in sight. Where a list has become shorter than what was scrolled
    /// past, its end is: the browser scrolls back to it.
    fn within(&self, sight: Sight) -> Range<usize> {
        let top = sight.top.min(self.top(self.count()) - sight.height);
        let bottom = top + sight.height;
        let begun = self.tops.partition_point(|row| *row <= top);
        let from = begun.saturating_sub(1).min(self.count());
        let to = self.tops.partition_point(|row| *row < bottom);
        from..to.clamp(from, self.count())
    }

    /// What is drawn: the rows in sight, or all of them, and the row that is `kept` with its neighbours
    /// wherever it is. The keyboard is in that row: without it the focus would be lost, and without them
    /// the next press of the tabulator would leave the list.
    pub(crate) fn parts(&self, sight: Option<Sight>, kept: Option<usize>) -> Vec<Part> {
        let kept = kept.map_or(0..0, |row| {
            row.saturating_sub(1)..(row + 2).min(self.count())
        });
        let seen = sight.map_or(0..self.count(), |sight| self.within(sight));
        let mut drawn: Vec<usize> = seen.chain(kept).collect();
        drawn.sort_unstable();
        drawn.dedup();
        let mut parts = Vec::new();
        let mut end = 0;
        let gap = |from: usize, to: usize| {
            let height = self.top(to) - self.top(from);
            (from < to).then_some(Part::Gap(height))
        };
        for row in drawn {
            parts.extend(gap(end, row));
            parts.push(Part::Row(row));
            end = row + 1;
        }
        parts.extend(gap(end, self.count()));
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGHT: Sight = Sight {
        top: 95.0,
        height: 30.0,
    };

    fn even(count: usize) -> Rows {
        Rows::new(std::iter::repeat_n(10.0, count))
    }

    #[test]
    fn of_a_long_list_only_the_rows_in_sight_are_drawn() {
        let drawn = [9, 10, 11, 12].map(Part::Row);
        let mut expected = vec![Part::Gap(90.0)];
        expected.extend(drawn);
        expected.push(Part::Gap(99_870.0));
        assert_eq!(even(10_000).parts(Some(SIGHT), None), expected);
    }

    #[test]
    fn a_short_list_is_drawn_whole_and_an_empty_one_is_nothing() {
        let all = Sight {
            top: -50.0,
            height: 500.0,
        };
        assert_eq!(even(3).parts(Some(all), None), [0, 1, 2].map(Part::Row));
        assert_eq!(even(3).parts(None, None), [0, 1, 2].map(Part::Row));
        assert_eq!(even(0).parts(Some(all), Some(0)), []);
    }

    #[test]
    fn the_row_with_the_keyboard_stays_with_its_neighbours() {
        let far = even(20).parts(Some(SIGHT), Some(2));
        let expected = [
            Part::Gap(10.0),
            Part::Row(1),
            Part::Row(2),
            Part::Row(3),
            Part::Gap(50.0),
            Part::Row(9),
        ];
        assert_eq!(far[..6], expected);
        assert_eq!(even(2).parts(Some(SIGHT), Some(0)), [0, 1].map(Part::Row));
        let last = even(20).parts(Some(SIGHT), Some(19));
        assert_eq!(last.last(), Some(&Part::Row(19)));
    }

    #[test]
    fn where_the_list_has_become_shorter_its_end_is_drawn() {
        let beyond = Sight {
            top: 5000.0,
            height: 30.0,
        };
        let parts = even(20).parts(Some(beyond), None);
        let expected = [
            Part::Gap(170.0),
            Part::Row(17),
            Part::Row(18),
            Part::Row(19),
        ];
        assert_eq!(parts, expected);
    }

    #[test]
    fn what_is_drawn_grows_by_steps_on_both_sides() {
        let sight = Sight {
            top: 250.0,
            height: 100.0,
        };
        let wide = Sight {
            top: 200.0,
            height: 200.0,
        };
        assert_eq!(sight.widened().in_steps(100.0), wide);
        let near = Sight {
            top: 240.0,
            ..sight
        };
        assert_eq!(near.widened().in_steps(100.0).top, 100.0);
    }

    #[test]
    fn what_is_seen_after_a_jump_does_not_meet_what_was_seen_before() {
        let below = |top: f64| Sight { top, ..SIGHT };
        assert!(SIGHT.meets(below(SIGHT.top + SIGHT.height - 1.0)));
        assert!(below(SIGHT.top - SIGHT.height + 1.0).meets(SIGHT));
        assert!(!SIGHT.meets(below(SIGHT.top + SIGHT.height)));
        assert!(!SIGHT.meets(below(0.0)));
    }

    #[test]
    fn gaps_and_rows_together_are_as_high_as_the_list_and_nothing_in_sight_is_left_out() {
        let heights: Vec<f64> = (0..40).map(|row| f64::from(row * 37 % 61 + 5)).collect();
        let rows = Rows::new(heights.iter().copied());
        let all: f64 = heights.iter().sum();
        for (top, kept) in (-10..150).map(|step: i32| (f64::from(step) * 11.0, step.rem_euclid(50)))
        {
            let sight = Sight { top, height: 90.0 };
            let kept = usize::try_from(kept).ok().filter(|kept| kept % 3 == 0);
            let mut at = 0.0;
            for part in rows.parts(Some(sight), kept) {
                at += match part {
                    Part::Row(row) => heights[row],
                    Part::Gap(gap) => {
                        assert!(at + gap <= top || at >= top + 90.0, "{sight:?}");
                        gap
                    }
                };
            }
            assert_eq!(at, all);
        }
    }
}
