//! Addresses in data that has no cells: where in a JSON document a value stands.
//!
//! Rows and columns are made by this program, so a finding must not show them: it shows `/releases/0/tender/id`, or
//! `3:/tender/id` for the third line of JSON Lines.

use std::collections::BTreeMap;

/// Where the cells of a sheet stand in a JSON document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointers {
    /// Paths with a `{}` for each number.
    paths: Vec<String>,
    known: BTreeMap<String, u16>,
    rows: Vec<PointerRow>,
}

/// The numbers of a row, and for each of its cells the column and the path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct PointerRow {
    numbers: Box<[u32]>,
    cells: Box<[Place]>,
}

/// A cell's column, its path, and which of the row's numbers fill it, from the first on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) col: u16,
    pub(crate) path: u16,
    /// A bit for each number of the row that the path takes.
    pub(crate) takes: u8,
}

impl Pointers {
    /// The number of a path, for use in places.
    pub(crate) fn path(&mut self, path: &str) -> u16 {
        if let Some(at) = self.known.get(path) {
            return *at;
        }
        // More paths than this no document has by itself; the last then stands for the others.
        let at = u16::try_from(self.paths.len()).unwrap_or(u16::MAX - 1);
        if usize::from(at) == self.paths.len() {
            self.paths.push(path.to_owned());
            self.known.insert(path.to_owned(), at);
        }
        at
    }

    /// Adds the next row.
    pub(crate) fn row(&mut self, numbers: &[u32], cells: Vec<Place>) {
        self.rows.push(PointerRow { numbers: numbers.into(), cells: cells.into() });
    }

    /// The same with a first row, that of the labels.
    pub(crate) fn headed(mut self, cells: Vec<Place>) -> Self {
        self.rows.insert(0, PointerRow { numbers: Box::default(), cells: cells.into() });
        self
    }

    /// The JSON pointer of a cell; none where there is no value of the document.
    pub fn at(&self, row: u32, col: u16) -> Option<String> {
        let row = self.rows.get(row as usize)?;
        let place = row.cells.iter().find(|place| place.col == col)?;
        let mut taken = (0..row.numbers.len()).filter(|bit| place.takes & (1 << bit) != 0);
        let mut parts = self.paths.get(usize::from(place.path))?.split("{}");
        let mut pointer = parts.next()?.to_owned();
        for part in parts {
            match taken.next() {
                Some(number) => pointer.push_str(&row.numbers[number].to_string()),
                None => pointer.push('*'),
            }
            pointer.push_str(part);
        }
        Some(pointer)
    }
}

/// A key as a pointer writes it.
pub(crate) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_its_path_with_the_numbers_of_the_row() {
        let mut pointers = Pointers::default();
        let paths =
            ["/releases/{}/ocid", "/releases/{}/parties/{}/name"].map(|path| pointers.path(path));
        assert_eq!(paths, [0, 1]);
        pointers.row(&[], vec![Place { col: 0, path: 0, takes: 0 }]);
        let place = |col, path, takes| Place { col, path, takes };
        pointers.row(&[3, 8, 5], vec![place(0, 0, 0b1), place(2, 1, 0b101)]);
        assert_eq!(pointers.at(0, 0).as_deref(), Some("/releases/*/ocid"));
        assert_eq!(pointers.at(1, 0).as_deref(), Some("/releases/3/ocid"));
        assert_eq!(pointers.at(1, 2).as_deref(), Some("/releases/3/parties/5/name"));
        assert_eq!((pointers.at(1, 1), pointers.at(2, 0)), (None, None));
        assert_eq!(escaped("a/b~c"), "a~1b~0c");
    }
}
