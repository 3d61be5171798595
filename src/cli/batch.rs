//! `qingbiao batch`.
use super::{BatchArguments, Failure};
pub(super) fn run(arguments: &BatchArguments) -> Result<u8, Failure> {
    let _ = (&arguments.inputs, &arguments.output, arguments.fail_on);
    Err(Failure::usage(arguments.shown.options().lang, crate::text::Text::of("未实现", "missing")))
}
