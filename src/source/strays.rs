//! Cells of a binary workbook that lie far from all others: a sheet is read without them rather than not at all.

/// Empty stretches at which a sheet is cut before it counts as scattered all over.
const MOST_CUTS: usize = 8;

/// The record of a cell, or of several beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    /// Where in the stream its data begin.
    pub(super) at: usize,
    pub(super) row: u16,
    /// Its first and last column.
    pub(super) cols: (u16, u16),
}

/// Rows or columns.
#[derive(Clone, Copy)]
enum Axis {
    Rows,
    Columns,
}

impl Axis {
    fn of(self, cell: &Placed) -> (u16, u16) {
        match self {
            Self::Rows => (cell.row, cell.row),
            Self::Columns => cell.cols,
        }
    }

    /// From the first to the last place, and the widest empty stretch between: its length and the place before it.
    fn span(self, cells: &[Placed]) -> (u64, u64, u16) {
        let mut places: Vec<(u16, u16)> = cells.iter().map(|cell| self.of(cell)).collect();
        places.sort_unstable();
        let first = places.first().map_or(0, |(from, _)| *from);
        let (mut reached, mut widest) = (first, (0, first));
        for (from, to) in places {
            let empty = u64::from(from.saturating_sub(reached)).saturating_sub(1);
            if widest.0 < empty {
                widest = (empty, reached);
            }
            reached = reached.max(to);
        }
        (u64::from(reached - first) + 1, widest.0, widest.1)
    }
}

/// Parts the cells that fill a rectangle of at most `room` places from the rest: cut is the widest empty stretch of rows or
/// columns, and the part with more cells is kept. Gives the places of the rectangle and the others; `None` where the cells are
/// scattered all over.
pub(super) fn part(mut cells: Vec<Placed>, room: u64) -> Option<(u64, Vec<Placed>)> {
    let mut strays = Vec::new();
    for _ in 0..=MOST_CUTS {
        let (rows, empty_rows, row) = Axis::Rows.span(&cells);
        let (cols, empty_cols, col) = Axis::Columns.span(&cells);
        if rows * cols <= room {
            return Some((rows * cols, strays));
        }
        if empty_rows == 0 && empty_cols == 0 {
            return None;
        }
        // The stretch that is the larger share of its rows or columns.
        let by_rows = empty_cols * rows <= empty_rows * cols;
        let (axis, last) = if by_rows { (Axis::Rows, row) } else { (Axis::Columns, col) };
        let (before, after): (Vec<Placed>, Vec<Placed>) =
            cells.into_iter().partition(|cell| axis.of(cell).0 <= last);
        let (kept, cut) =
            if after.len() <= before.len() { (before, after) } else { (after, before) };
        cells = kept;
        strays.extend(cut);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: u16, col: u16) -> Placed {
        Placed { at: usize::from(row), row, cols: (col, col) }
    }

    #[test]
    fn the_larger_part_is_kept() {
        let table = || (0..20).flat_map(|row| (0..5).map(move |col| cell(row, col)));
        let of = |strays: &[Placed]| part(table().chain(strays.iter().copied()).collect(), 1_000);
        assert_eq!(of(&[]), Some((100, Vec::new())));
        for strays in [&[cell(65_535, 255)][..], &[cell(65_535, 0)], &[cell(3, 255), cell(900, 2)]]
        {
            let Some((area, mut found)) = of(strays) else { panic!("a part") };
            found.sort_by_key(|cell| cell.at);
            assert_eq!((area, &found[..]), (100, strays));
        }
    }

    #[test]
    fn cells_all_over_have_no_larger_part() {
        let over = (0..20).map(|n| cell(n * 3_000, n * 12)).collect();
        assert_eq!(part(over, 1_000), None);
        let filled = (0..100).map(|n| cell(n, n)).collect();
        assert_eq!(part(filled, 1_000), None);
    }
}
