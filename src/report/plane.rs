//! Places on paper: points and rectangles, x to the right and y down, in the pixels of charts and pages.

/// A place.
pub(super) type Point = (f64, f64);

/// Width and height.
pub(super) type Size = (f64, f64);

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

impl Area {
    /// Around a centre.
    pub(super) fn around(centre: Point, w: f64, h: f64) -> Self {
        Self { x: centre.0 - w / 2.0, y: centre.1 - h / 2.0, w, h }
    }

    /// The right edge.
    pub(super) fn right(&self) -> f64 {
        self.x + self.w
    }

    /// The lower edge.
    pub(super) fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// Whether two areas, one of them grown by `gap`, have more than an edge in common.
    pub(super) fn overlaps(&self, other: &Self, gap: f64) -> bool {
        self.x < other.right() + gap
            && other.x < self.right() + gap
            && self.y < other.bottom() + gap
            && other.y < self.bottom() + gap
    }

    /// Whether another area lies within.
    pub(super) fn holds(&self, other: &Self) -> bool {
        self.x <= other.x
            && other.right() <= self.right()
            && self.y <= other.y
            && other.bottom() <= self.bottom()
    }
}
