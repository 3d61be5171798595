//! Amounts of money: `￥1,234,500.00`, 123.45万元, 80元/支, 壹佰万元整.
//!
//! Each amount becomes yuan by the unit it states, or else by the unit of its column. Whether the unit was
//! stated is kept, because a column that mixes 元 and 万元 is a problem for a person, never repaired here.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::clean::{clean, is_blank_cleaned};
use super::currency::Currency;
use super::decimal::{self, decimal_of_number};
use super::unit::Unit;
use super::{Reason, amount};

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// The amount in yuan; in another currency where the cell or its column names one.
    pub yuan: Decimal,
    /// The unit in which it was written. 千万 and 十万 count as the next smaller named unit.
    pub unit: Unit,
    /// Whether the cell itself states the unit; otherwise it is the column's. A sign (￥, RMB) states none.
    pub unit_stated: bool,
    /// For a price per something, what it is per: 支 in 80元/支.
    pub per: Option<String>,
    /// The currency that the cell names; 元 alone names none, for it may count dollars in a column of dollars.
    pub currency: Option<Currency>,
    /// What else the cell says: 含税, a second price in brackets.
    pub note: Option<String>,
}

impl Money {
    /// A number counted in `unit`, and nothing else known.
    pub(super) fn bare(number: Decimal, unit: Unit) -> Result<Self, Reason> {
        let yuan = decimal::shift(number, unit.exponent()).ok_or(Reason::OutOfRange)?;
        Ok(Self { yuan, unit, unit_stated: false, per: None, currency: None, note: None })
    }
}

/// The amount of a number that the workbook stored, counted in `unit`.
///
/// The number is rounded to the 15 significant digits that spreadsheets keep and then to 6 decimals of a
/// yuan, which removes binary noise and keeps unit prices: `1234500.0000000002` is 1234500.
pub fn money_of_number(number: f64, unit: Unit) -> Result<Money, Reason> {
    if !number.is_finite() {
        return Err(Reason::Unreadable);
    }
    let written = decimal_of_number(number).ok_or(Reason::OutOfRange)?;
    let mut money = Money::bare(written, unit)?;
    if money.yuan.scale() > 6 {
        money.yuan = decimal::round(money.yuan, 6).normalize();
    }
    Ok(money)
}

/// The amount that a text states, counted in `default` unless the text states its own unit.
///
/// Of several prices the first is taken when the others stand in brackets or belong to another quantity
/// (`23元/支(69元/人份)`) and go to the note; otherwise the cell is [`Reason::Several`].
pub fn money(text: &str, default: Unit) -> Result<Money, Reason> {
    if let Some(number) = decimal::plain(text) {
        return Money::bare(number, default);
    }
    let marked = footnotes_as_stars(text);
    let cleaned = clean(&marked);
    if is_blank_cleaned(&cleaned) {
        return Err(Reason::Blank);
    }
    // Two lines are two values, not a number with spaces in it.
    let spaces = !text.trim().contains(['\n', '\r', '\t']);
    amount::read(&cleaned, default, spaces)
}

/// Circled and raised digits after an amount point to footnotes; NFKC would turn them into digits of it.
fn footnotes_as_stars(text: &str) -> Cow<'_, str> {
    let is_mark = |c: char| matches!(c, '¹' | '²' | '³' | '\u{2070}'..='\u{2089}' | '\u{2460}'..='\u{2487}' | '\u{2776}'..='\u{277F}');
    if text.is_ascii() || !text.contains(is_mark) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.replace(is_mark, "*"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(text: &str, unit: Unit) -> Result<String, Reason> {
        money(text, unit).map(|money| money.yuan.normalize().to_string())
    }

    #[test]
    fn spellings_of_one_amount() {
        let spellings = [
            "1234500",
            "1234500.00",
            "1,234,500.00",
            "１，２３４，５００．００",
            "￥1,234,500.00",
            "¥1234500元",
            "RMB 1234500",
            "CNY1,234,500",
            "1 234 500",
            "人民币1234500元整",
            "1234500元",
            "123.45万元",
            "123.45万",
            "123.45 万 元",
            "123.45(万元)",
            "投标报价（万元）：123.45",
            "投标总价：1234500元",
            "123万4500元",
            "壹佰贰拾叁万肆仟伍佰元整",
            "人民币（大写）：壹佰贰拾叁万肆仟伍佰元整",
            "'1234500",
            "1234500*",
            "★1234500",
            "1234500①",
            "1234500元（含税）",
            "1.234500E+6",
            "0.012345亿元",
            "1234.5千元",
            "1234500.",
            "123.45万左右",
        ];
        for text in spellings {
            assert_eq!(yuan(text, Unit::Yuan).as_deref(), Ok("1234500"), "{text}");
        }
    }

    #[test]
    fn the_column_gives_the_unit_only_when_the_cell_does_not() {
        let bare = money("￥123.45", Unit::TenThousand).expect("an amount");
        assert_eq!((bare.yuan.to_string().as_str(), bare.unit_stated), ("1234500", false));
        let stated = money("123.45元", Unit::TenThousand).expect("an amount");
        assert_eq!(
            (stated.yuan.to_string().as_str(), stated.unit, stated.unit_stated),
            ("123.45", Unit::Yuan, true)
        );
        assert_eq!(yuan("73.0800000 万元 ", Unit::Yuan).as_deref(), Ok("730800"));
    }

    #[test]
    fn prices_per_something() {
        let read = |text| money(text, Unit::Yuan).map(|m| (m.yuan.to_string(), m.per, m.note));
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read("80元/支"), Ok(("80".into(), some("支"), None)));
        assert_eq!(read("49/瓶"), Ok(("49".into(), some("瓶"), None)));
        assert_eq!(read("23元/支(69元/人份)"), Ok(("23".into(), some("支"), some("69元/人份"))));
        assert_eq!(
            read("275.00元/人份；55元/支"),
            Ok(("275.00".into(), some("人份"), some("55元/支")))
        );
        assert_eq!(read("进口792.00元/人份"), Ok(("792.00".into(), some("人份"), some("进口"))));
        assert_eq!(read("每年12000元"), Ok(("12000".into(), some("年"), None)));
        assert_eq!(
            read("100万元，其中软件80万元"),
            Ok(("1000000".into(), None, some("其中软件80万元")))
        );
    }

    #[test]
    fn other_currencies_are_kept_apart() {
        for (text, code) in [
            ("USD 653,690.00", "USD"),
            ("$653,690.00*", "USD"),
            ("653,690.00 USD", "USD"),
            ("(USD) 653,690.00", "USD"),
            ("€653690", "EUR"),
            ("653690港元", "HKD"),
            ("65.369万美元", "USD"),
        ] {
            let money = money(text, Unit::Yuan).expect(text);
            assert_eq!(
                money.currency.map(|c| c.code().to_owned()).as_deref(),
                Some(code),
                "{text}"
            );
            assert_eq!(money.yuan.normalize().to_string().as_str(), "653690", "{text}");
        }
    }

    #[test]
    fn negative_amounts() {
        for text in [
            "-1,234",
            "(1,234)",
            "（1,234.00）",
            "￥-1234",
            "-￥1234元",
            "￥(1,234.00)",
            "负1234元",
        ] {
            assert_eq!(yuan(text, Unit::Yuan).as_deref(), Ok("-1234"), "{text}");
        }
    }

    #[test]
    fn cells_that_hold_no_single_amount() {
        let cases = [
            ("", Reason::Blank),
            ("/", Reason::Blank),
            ("投标报价：", Reason::Blank),
            ("8.5%", Reason::Percentage),
            ("下浮率 5%", Reason::Percentage),
            ("下浮率：5", Reason::Percentage),
            ("优惠5", Reason::Percentage),
            ("98折", Reason::Percentage),
            ("百分之五", Reason::Percentage),
            ("80-100", Reason::Range),
            ("80万元～100万元", Reason::Range),
            ("100万元以上", Reason::Range),
            ("不超过100万元", Reason::Range),
            ("≤100", Reason::Range),
            (
                "980000
985000",
                Reason::Several,
            ),
            ("980000；985000", Reason::Several),
            (
                "100
200",
                Reason::Several,
            ),
            ("包1：100元 包2：200元", Reason::Unreadable),
            ("1.23E+11", Reason::PrecisionLost),
            ("1.2345E+6", Reason::PrecisionLost),
            ("100台", Reason::Unreadable),
            ("100 台", Reason::Unreadable),
            ("5个工作日", Reason::Unreadable),
            ("0.5ml/支", Reason::Unreadable),
            ("2024-03-05", Reason::Unreadable),
            ("2009/5/14", Reason::Unreadable),
            ("A3301", Reason::Unreadable),
            ("3千米", Reason::Unreadable),
            ("第1包100元", Reason::Unreadable),
            ("甲信息技术有限公司", Reason::Unreadable),
            ("一", Reason::Unreadable),
            ("三台", Reason::Unreadable),
            ("1.2.3", Reason::Unreadable),
            ("万达公司", Reason::Unreadable),
            ("99999999999999999999999999999", Reason::Unreadable),
            ("9999999999999999999999999999亿", Reason::OutOfRange),
        ];
        for (text, reason) in cases {
            assert_eq!(yuan(text, Unit::Yuan), Err(reason), "{text}");
        }
    }

    #[test]
    fn stored_numbers() {
        let read = |number, unit| {
            money_of_number(number, unit).map(|money| money.yuan.normalize().to_string())
        };
        assert_eq!(read(1234500.0000000002, Unit::Yuan).as_deref(), Ok("1234500"));
        assert_eq!(read(123.45000000000002, Unit::TenThousand).as_deref(), Ok("1234500"));
        assert_eq!(read(10.0 / 3.0, Unit::Yuan).as_deref(), Ok("3.333333"));
        assert_eq!(read(f64::INFINITY, Unit::Yuan), Err(Reason::Unreadable));
    }
}
