//! Formal documents as docx: the report on what was checked, in the form of GB/T 9704-2012, and the form by which leads
//! are handed over.
//!
//! They state facts and say what is not known; what is for people to decide or to sign is left blank. The parts of the
//! file are written with the XML and zip writers that the project reads workbooks with: the crates for docx at hand
//! cannot repeat the head of a table on each page or say in words what a picture shows, which these documents need.

mod annex;
mod block;
mod closing;
mod figures;
mod findings;
mod opening;
mod package;
mod parts;
mod style;
mod transfer;
mod words;
mod xml;

use std::path::Path;

use super::View;
use super::digest::Digest;
use crate::text;
use crate::text::Text;
use block::{Block, Shape};
use figures::Figures;

/// The report on what was checked: 核查报告. `font` draws the charts; without one the system's fonts are searched.
///
/// # Errors
/// When it cannot be packed. A chart that cannot be drawn is no error: the report says where it would be, and why it is
/// not there.
pub fn report(view: View<'_>, font: Option<&Path>) -> Result<Vec<u8>, Text> {
    let digest = Digest::new(view);
    let figures = Figures::draw(&digest, &findings::charts(), font);
    let mut blocks = opening::blocks(&digest);
    blocks.extend(findings::blocks(&digest, &figures));
    let annexes = annex::annexes(&digest, figures);
    blocks.extend(closing::blocks(&digest, &annexes));
    blocks.push(Block::Turn(Shape::Upright));
    let last = annexes.len();
    for (at, annex) in annexes.into_iter().enumerate() {
        blocks.extend(annex.blocks);
        // The last pages have no mark behind them.
        if at + 1 < last {
            blocks.push(Block::Turn(Shape::Across));
        }
    }
    packed(&digest, &blocks, Shape::Across)
}

/// The form by which leads are handed over: 问题线索移交单. The proposal for handling is left blank.
///
/// # Errors
/// When it cannot be packed.
pub fn transfer(view: View<'_>) -> Result<Vec<u8>, Text> {
    let digest = Digest::new(view);
    packed(&digest, &transfer::blocks(&digest), Shape::Upright)
}

fn packed(digest: &Digest<'_>, blocks: &[Block], last: Shape) -> Result<Vec<u8>, Text> {
    package::pack(&digest.title(), blocks, last, digest.view.options.lang)
        .map_err(|error| text!("无法写出文档：{error}", "the document cannot be written: {error}"))
}
