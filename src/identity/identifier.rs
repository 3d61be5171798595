//! Identifiers as cells have them, turned into keys that may be compared.
//!
//! Every function takes the text of one cell and gives a canonical key, or [`Unusable`] with the reason, because
//! missing is not equal: blanks, fillers, masked values and numbers that lost digits must never match. Whether a
//! key is shared by too many to mean anything (a hub) is not known here.
//!
//! | kind | function |
//! |---|---|
//! | 统一社会信用代码, 组织机构代码, 注册号, 身份证, 银行账号 | [`uscc`], [`organisation_code`], [`registration_number`], [`id_card`], [`bank_account`] |
//! | 电话, 邮箱 | [`phones`], [`emails`] |
//! | MAC, IP, 硬盘, 机器码, CA | [`macs`], [`ips`], [`disk_serial`], [`serial`] |
//! | 姓名 | [`person`], [`persons`] |

mod device;
mod mail;
mod number;
mod people;
mod phone;
mod serial;

pub use device::{Ip, IpNature, Mac, MacNature, ips, macs};
pub use mail::{emails, is_public_mail_domain, mail_domain};
pub use number::{
    AccountNature, Uscc, UsccProblem, account_nature, bank_account, id_card, organisation_code,
    registration_number, uscc,
};
pub use people::{Commonness, commonness, is_common_name, person, persons};
pub use phone::{is_service_number, is_virtual_operator, phones, phones_in};
pub use serial::{byte_swapped, cpu_signature, disk_serial, serial, serials};

use unicode_normalization::UnicodeNormalization;

/// Why a cell gives no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unusable {
    /// Nothing in the cell.
    Blank,
    /// A filler: 无, /, 000000, To be filled by O.E.M.
    Placeholder,
    /// Digits hidden by asterisks.
    Masked,
    /// A number that a spreadsheet has rounded: 6.22202E+18.
    PrecisionLost,
    /// Not the length of its kind.
    Length,
    /// Characters that its kind does not have.
    Alphabet,
    /// The check digit, date or structure is wrong.
    CheckFailed,
}

impl Unusable {
    /// The reason in Chinese and in English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Unusable::Blank => ("空白", "blank"),
            Unusable::Placeholder => ("占位内容", "a placeholder"),
            Unusable::Masked => ("已脱敏", "masked"),
            Unusable::PrecisionLost => ("数字精度已丢失", "digits were lost by the spreadsheet"),
            Unusable::Length => ("位数不符", "wrong length"),
            Unusable::Alphabet => ("含有非法字符", "characters that do not belong"),
            Unusable::CheckFailed => ("校验不通过", "the check digit fails"),
        }
    }
}

/// NFKC (full width to half), without invisible characters, apostrophes of text cells and outer spaces.
pub fn clean(text: &str) -> String {
    let folded: String = text
        .nfkc()
        .filter(|c| !is_invisible(*c))
        .map(|c| if c.is_whitespace() && c != '\n' { ' ' } else { c })
        .collect();
    folded.trim_start_matches(|c: char| c == '\'' || c.is_whitespace()).trim_end().to_owned()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{0}'..='\u{8}')
}

/// Fillers, in lower case, letters and digits only.
const PLACEHOLDERS: &[&str] = &[
    "无",
    "暂无",
    "没有",
    "空",
    "空白",
    "不适用",
    "不涉及",
    "不详",
    "不明",
    "未知",
    "未填",
    "未填写",
    "未提供",
    "未登记",
    "未采集",
    "未获取",
    "无此项",
    "无数据",
    "无法获取",
    "获取失败",
    "待定",
    "待补",
    "待补充",
    "略",
    "保密",
    "同上",
    "同前",
    "见附件",
    "详见附件",
    "见投标文件",
    "详见投标文件",
    "测试",
    "null",
    "none",
    "nil",
    "na",
    "nan",
    "nodata",
    "unknown",
    "undefined",
    "empty",
    "test",
    "ref",
    "value",
    "div0",
    "notspecified",
    "notavailable",
    "notapplicable",
    "notprovided",
    "invalid",
    "oem",
    "default",
    "defaultstring",
    "systemserialnumber",
    "chassisserialnumber",
    "baseboardserialnumber",
    "systemmanufacturer",
    "systemproductname",
    "serialnumber",
    "nodisk",
    "noserial",
    "error",
    "failed",
    "true",
    "false",
    "qwerty",
    "abc123",
    "abcdef",
];

/// Whether the cell is filled in with nothing: blank, 无, /, -, N/A, 000, 123456, xxx, `To be filled by O.E.M.`
pub fn is_placeholder(text: &str) -> bool {
    let compact = compact(text);
    let repeated = |c: char| compact.chars().all(|other| other == c);
    match compact.chars().next() {
        None => true,
        Some('0') if repeated('0') => true,
        Some(c) if c.is_ascii_digit() && compact.len() >= 3 && repeated(c) => true,
        Some(c) if c.is_ascii_alphabetic() && compact.len() >= 2 && repeated(c) => true,
        _ => {
            PLACEHOLDERS.contains(&compact.as_str())
                || compact.starts_with("tobefilled")
                || is_counting(&compact)
        }
    }
}

/// Letters and digits in lower case.
fn compact(text: &str) -> String {
    clean(text).to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// 12345…, 01234…, 98765…: five digits or more, each the next of the one before.
fn is_counting(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    if bytes.len() < 5 || !bytes.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let steps = |by: u8| bytes.windows(2).all(|pair| (pair[0] - b'0' + by) % 10 == pair[1] - b'0');
    (steps(1) && bytes[0] <= b'1') || steps(9)
}

/// What every kind checks first: blank, filler, masked, rounded. Gives the clean text.
fn usable(text: &str) -> Result<String, Unusable> {
    let clean = clean(text);
    if clean.is_empty() {
        return Err(Unusable::Blank);
    }
    if is_placeholder(&clean) {
        return Err(Unusable::Placeholder);
    }
    if is_scientific(&clean) {
        return Err(Unusable::PrecisionLost);
    }
    if clean.contains(['*', '×', '●', '○', '█', '•']) {
        return Err(Unusable::Masked);
    }
    Ok(clean)
}

/// 1.38E+10, 6.22202E18: a number that a spreadsheet shows rounded.
fn is_scientific(clean: &str) -> bool {
    let Some((mantissa, exponent)) = clean.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let signed = exponent.strip_prefix('+');
    // Without a point or a sign, as in 1234E567, it may be a serial number.
    (signed.is_some() || mantissa.contains('.'))
        && digits(whole)
        && digits(fraction)
        && digits(signed.unwrap_or(exponent))
}

/// The part behind a label such as `账号：` in one cell.
fn without_label(clean: &str) -> &str {
    match clean.rsplit_once(':') {
        Some((label, value)) if !label.is_ascii() => value.trim(),
        _ => clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_folds_width_and_drops_what_is_not_seen() {
        assert_eq!(clean("　１２３ＡＢＣ＠\u{a0}"), "123ABC@");
        assert_eq!(clean("'\u{feff}91\u{200b}00"), "9100");
        assert_eq!(clean("\u{a0}\u{3000}"), "");
        assert_eq!(clean(&clean("　Ａ\u{a0}Ｂ　")), "A B");
    }

    #[test]
    fn fillers_are_no_values() {
        for filler in [
            "",
            " ",
            "　",
            "/",
            "-",
            "—",
            "--",
            "／",
            "***",
            "无",
            "无。",
            "暂无",
            "不适用",
            "空",
            "N/A",
            "n/a",
            "#N/A",
            "#REF!",
            "null",
            "NULL",
            "None",
            "0",
            "000000",
            "0000-0000",
            "123456",
            "123456789012345678",
            "12345",
            "987654321",
            "xxx",
            "XX",
            "11111111",
            "To be filled by O.E.M.",
            "To Be Filled By O.E.M",
            "Default string",
            "Not Specified",
            "同上",
            "详见附件",
            "\u{a0}",
        ] {
            assert!(is_placeholder(filler), "{filler:?}");
        }
        for value in [
            "91110000MA0000A197",
            "13812345678",
            "张三",
            "WD-1234",
            "7",
            "12",
            "S3Z8NB0K",
            "吴",
            "无锡宏远建设有限公司",
            "a@b.cn",
        ] {
            assert!(!is_placeholder(value), "{value:?}");
        }
    }

    #[test]
    fn rounded_numbers_are_told_from_serials() {
        for rounded in ["1.38E+10", "6.22202E+18", "6.22e18", "1E+10"] {
            assert!(is_scientific(rounded), "{rounded}");
        }
        for serial in ["1234E567", "9111E", "E1234", "91110000MA0E0A197", "13800001234"] {
            assert!(!is_scientific(serial), "{serial}");
        }
    }
}
