//! `qingbiao template`: a workbook to fill in.

use super::{Failure, TemplateArguments, output};
use crate::report::template;
use crate::text;
use crate::text::{Lang, Text};

pub(super) fn run(arguments: &TemplateArguments) -> Result<u8, Failure> {
    let lang = Lang::from(arguments.language.lang);
    if !arguments.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        let says =
            Text::of("模板的文件名须以 .xlsx 结尾", "the template's file name must end in .xlsx");
        return Err(Failure::usage(lang, says));
    }
    let bytes =
        template::write(lang, arguments.example).map_err(|says| Failure::usage(lang, says))?;
    output::write(&arguments.output, &bytes, lang)?;
    let path = arguments.output.display();
    let says = text!("已写入 {path}", "written to {path}");
    output::tell(says.to(lang));
    Ok(0)
}
