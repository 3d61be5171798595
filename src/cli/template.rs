//! `qingbiao template`: a blank workbook.

use super::{Failure, TemplateArguments};

pub(super) fn run(_arguments: &TemplateArguments) -> Result<u8, Failure> {
    Ok(0)
}
