//! The words around amounts of money, for `amount`.

use super::unit::Unit;

/// Marks around an amount that are no part of it.
pub(super) const STARS: [char; 10] = ['*', '★', '☆', '▲', '△', '#', '※', '†', '‡', '\''];

/// Words after which a number is a percentage or a deduction.
pub(super) const PERCENT_WORDS: &[&str] = &[
    "下浮",
    "上浮",
    "费率",
    "折扣",
    "优惠",
    "让利",
    "百分之",
    "千分之",
    "万分之",
    "降幅",
    "报价率",
    "扣率",
];

/// Words before an amount that make it a bound.
pub(super) const BOUNDS_BEFORE: &[&str] = &[
    "不超过",
    "不高于",
    "不低于",
    "不少于",
    "低于",
    "高于",
    "小于",
    "大于",
    "超过",
    "至少",
    "最多",
    "≤",
    "≥",
    "<",
    ">",
];

/// Words behind an amount that make it a bound.
pub(super) const BOUNDS_AFTER: &[&str] = &["以上", "以下", "以内", "起", "及以上", "及以下"];

/// Words before an amount that say nothing.
pub(super) const FILLERS: &[&str] = &[
    "(大写)",
    "(小写)",
    "大写",
    "小写",
    "(人民币)",
    "共计",
    "合计",
    "总计",
    "总价",
    "报价",
    "金额",
    "共",
    "计",
    ":",
    ",",
];

/// Words after a bare number that do not make it a quantity.
pub(super) const HARMLESS: &[&str] =
    &["含税", "不含税", "未税", "含增值税", "包干", "左右", "整", "含"];

/// Multipliers: word, power of ten, unit.
pub(super) const MULTIPLIERS: &[(&str, (u32, Unit))] = &[
    ("万亿", (12, Unit::HundredMillion)),
    ("千亿", (11, Unit::HundredMillion)),
    ("百亿", (10, Unit::HundredMillion)),
    ("十亿", (9, Unit::HundredMillion)),
    ("亿", (8, Unit::HundredMillion)),
    ("億", (8, Unit::HundredMillion)),
    ("千万", (7, Unit::Million)),
    ("百万", (6, Unit::Million)),
    ("佰万", (6, Unit::Million)),
    ("million", (6, Unit::Million)),
    ("十万", (5, Unit::TenThousand)),
    ("万", (4, Unit::TenThousand)),
    ("萬", (4, Unit::TenThousand)),
    ("千", (3, Unit::Thousand)),
    ("仟", (3, Unit::Thousand)),
];

/// Words with which a remark explains the amount: other figures in it are parts, not second prices.
pub(super) const EXPLANATIONS: &[&str] = &["其中", "含", "不含", "包括", "另", "税"];
