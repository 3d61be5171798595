//! Reading a term from text: 三年质保, 合同签订后90日内, 1年6个月.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::clean::{clean, is_blank_cleaned};
use super::cursor::{Cursor, has_number};
use super::duration::{Term, TermUnit};
use super::{Reason, chinese, decimal};

/// Units after a number, longer ones first.
const UNITS: &[(&str, TermUnit)] = &[
    ("个工作日", TermUnit::WorkingDay),
    ("个工作天", TermUnit::WorkingDay),
    ("工作日", TermUnit::WorkingDay),
    ("工作天", TermUnit::WorkingDay),
    ("working day", TermUnit::WorkingDay),
    ("business day", TermUnit::WorkingDay),
    ("calendar day", TermUnit::Day),
    ("周年", TermUnit::Year),
    ("整年", TermUnit::Year),
    ("年", TermUnit::Year),
    ("year", TermUnit::Year),
    ("个自然月", TermUnit::Month),
    ("个月", TermUnit::Month),
    ("個月", TermUnit::Month),
    ("月", TermUnit::Month),
    ("month", TermUnit::Month),
    ("个星期", TermUnit::Week),
    ("星期", TermUnit::Week),
    ("个礼拜", TermUnit::Week),
    ("周", TermUnit::Week),
    ("week", TermUnit::Week),
    ("个日历天", TermUnit::Day),
    ("个日历日", TermUnit::Day),
    ("个自然日", TermUnit::Day),
    ("日历天", TermUnit::Day),
    ("日历日", TermUnit::Day),
    ("自然日", TermUnit::Day),
    ("自然天", TermUnit::Day),
    ("历天", TermUnit::Day),
    ("天", TermUnit::Day),
    ("日", TermUnit::Day),
    ("day", TermUnit::Day),
];

/// The unit that a header states: 质保期（年）, 工期（日历天）, 服务期(月).
pub fn term_unit_in(text: &str) -> Option<TermUnit> {
    let text = clean(text);
    let mut inside = text.as_ref();
    while let Some(at) = inside.find(['(', '[', '【', '/', ':']) {
        let mut cursor =
            Cursor::new(inside[at..].trim_start_matches(['(', '[', '【', '/', ':', ' ']));
        cursor.eat_any(&["单位:", "in "]);
        if let Some(unit) = cursor.eat_key(UNITS) {
            cursor.eat_any(&["s"]);
            if cursor.peek().is_none_or(|c| ")]】/ ,".contains(c)) {
                return Some(unit);
            }
        }
        inside = inside[at..].trim_start_matches(['(', '[', '【', '/', ':', ' ']);
    }
    None
}

/// The term that a text states, wherever in it; a bare number is counted in `default`, if there is one.
///
/// A term and its equal in brackets (`3年（36个月）`) are one; two different terms are [`Reason::Several`].
/// Dates in the text (`2024年3月5日前`) are no terms.
pub fn term(text: &str, default: Option<TermUnit>) -> Result<Term, Reason> {
    if let Some(number) = decimal::plain(text) {
        let unit = default.ok_or(Reason::Ambiguous)?;
        return if number.is_sign_negative() {
            Err(Reason::Unreadable)
        } else {
            Term::of(number, unit)
        };
    }
    let cleaned = clean(text);
    if is_blank_cleaned(&cleaned) {
        return Err(Reason::Blank);
    }
    if !has_number(&cleaned) && !cleaned.contains('半') {
        return Err(Reason::Unreadable);
    }
    let mut cursor = Cursor::new(&cleaned);
    let mut found: Option<Term> = None;
    let mut before = ' ';
    while let Some(c) = cursor.peek() {
        if starts_number(c) {
            let mut ahead = cursor;
            if skip_date(&mut ahead) {
                before = '日';
                cursor = ahead;
                continue;
            }
            let ordinal = before == '第';
            let term = joined(&mut ahead);
            let read = ahead.rest.len() < cursor.rest.len();
            if let (Some(term), false) = (term, ordinal) {
                let term = term?;
                match found {
                    None => found = Some(term),
                    Some(first) if first.compare(&term) == Some(Ordering::Equal) => {}
                    Some(_) => return Err(Reason::Several),
                }
            }
            if read {
                before = ' ';
                cursor = ahead;
                continue;
            }
        }
        before = c;
        cursor.rest = &cursor.rest[c.len_utf8()..];
    }
    found.ok_or(Reason::Unreadable)
}

fn starts_number(c: char) -> bool {
    c.is_ascii_digit() || c == '半' || chinese::is_numeral(c)
}

/// Steps over 2024年, 2024年3月, 3月5日, 2024-03-05: numbers that name a day.
fn skip_date(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let Some((number, length)) = ahead.whole() else { return false };
    let year = length == 4 && (1900..=2100).contains(&number);
    if year && ahead.eat_any(&["年", "-", "/", "."]).is_some() {
        let parts = |c: char| c.is_ascii_digit() || "-/.月日号: 一二三四五六七八九十".contains(c);
        ahead.take_while(parts);
        *cursor = ahead;
        return true;
    }
    let month =
        ahead.eat("月") && ahead.whole().is_some() && ahead.eat_any(&["日", "号"]).is_some();
    if month {
        *cursor = ahead;
    }
    month
}

/// 1年6个月, 1年零15天, 两年半: terms that are written as one. None when no unit follows the number.
fn joined(cursor: &mut Cursor<'_>) -> Option<Result<Term, Reason>> {
    let mut sum = match single(cursor)? {
        Ok(term) => term,
        Err(reason) => return Some(Err(reason)),
    };
    loop {
        let mut ahead = *cursor;
        ahead.eat_any(&["零", "又", "加", "and ", "+", " "]);
        match single(&mut ahead) {
            Some(Ok(next)) if next.unit > sum.unit && ahead.rest.len() < cursor.rest.len() => {
                match sum.plus(next) {
                    Some(total) => sum = total,
                    None => return Some(Err(Reason::Several)),
                }
                *cursor = ahead;
            }
            _ => return Some(Ok(sum)),
        }
    }
}

/// A number and its unit; steps over the number even when no unit follows.
fn single(cursor: &mut Cursor<'_>) -> Option<Result<Term, Reason>> {
    let half = Decimal::new(5, 1);
    let mut amount = if cursor.eat("半") {
        cursor.eat("个");
        half
    } else if cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
        cursor.decimal(false)?
    } else {
        let (value, length) = chinese::prefix(cursor.rest)?;
        cursor.rest = &cursor.rest[length..];
        Decimal::from(value)
    };
    let mut ahead = *cursor;
    ahead.spaces();
    // 3(三)年
    let mut bracket = ahead;
    if bracket.eat("(")
        && bracket.whole().is_some_and(|(same, _)| Decimal::from(same) == amount)
        && bracket.eat(")")
    {
        ahead = bracket;
        ahead.spaces();
    }
    if ahead.eat("个半") {
        amount = amount.checked_add(half)?;
    }
    let unit = ahead.eat_key(UNITS)?;
    if unit == TermUnit::Year && ahead.rest.starts_with(['度', '级', '代', '版', '报']) {
        return None;
    }
    if ahead.eat("半") {
        amount = amount.checked_add(half)?;
    }
    ahead.eat_any(&["s"]);
    *cursor = ahead;
    Some(Term::of(amount, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(Option<u32>, Option<u32>, bool), Reason> {
        term(text, None).map(|term| (term.months, term.days, term.working))
    }

    #[test]
    fn terms_in_months() {
        for text in [
            "3年",
            "36个月",
            "叁年",
            "三年质保",
            "质保期：3年",
            "3（三）年",
            "三（3）年",
            "3年（36个月）",
            "自验收合格之日起三年",
            "自2024年3月5日起3年",
            "36月",
            "3 years",
            "第一年免费，共3年",
        ] {
            assert_eq!(read(text), Ok((Some(36), None, false)), "{text}");
        }
        for (text, months) in [
            ("1年6个月", 18),
            ("一年零六个月", 18),
            ("半年", 6),
            ("两年半", 30),
            ("1.5年", 18),
            ("十二个月", 12),
            ("一年半", 18),
        ] {
            assert_eq!(read(text), Ok((Some(months), None, false)), "{text}");
        }
    }

    #[test]
    fn terms_in_days() {
        for text in [
            "90日历天",
            "90天",
            "合同签订后 90 日内",
            "签订合同后90个日历日内交货",
            "九十天",
            "2024年3月5日前开工，90天",
            "90 calendar days",
        ] {
            assert_eq!(read(text), Ok((None, Some(90), false)), "{text}");
        }
        assert_eq!(read("5个工作日"), Ok((None, Some(5), true)));
        assert_eq!(read("2周"), Ok((None, Some(14), false)));
        assert_eq!(read("1年零15天"), Ok((Some(12), Some(15), false)));
        assert_eq!(read("一个半月"), Ok((Some(1), Some(15), false)));
        assert_eq!(read("半个月"), Ok((None, Some(15), false)));
    }

    #[test]
    fn what_is_no_single_term() {
        let cases = [
            ("", Reason::Blank),
            ("/", Reason::Blank),
            ("36", Reason::Ambiguous),
            ("按招标文件要求", Reason::Unreadable),
            ("2024年3月5日前", Reason::Unreadable),
            ("2023年度", Reason::Unreadable),
            ("3月5日前", Reason::Unreadable),
            ("第三年", Reason::Unreadable),
            ("7×24小时", Reason::Unreadable),
            ("30天内完成，质保3年", Reason::Several),
            ("99999999年", Reason::OutOfRange),
        ];
        for (text, reason) in cases {
            assert_eq!(read(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn headers_give_the_unit_of_bare_numbers() {
        assert_eq!(term_unit_in("质保期（年）"), Some(TermUnit::Year));
        assert_eq!(term_unit_in("工期(日历天)"), Some(TermUnit::Day));
        assert_eq!(term_unit_in("服务期(单位:月)"), Some(TermUnit::Month));
        assert_eq!(term_unit_in("交货期（工作日）"), Some(TermUnit::WorkingDay));
        assert_eq!(term_unit_in("质保期"), None);
        assert_eq!(term_unit_in("日期（年月日）"), None);
        assert_eq!(term("3", Some(TermUnit::Year)).map(|term| term.months), Ok(Some(36)));
        assert_eq!(
            super::super::term_of_number(2.5, TermUnit::Year).map(|term| term.months),
            Ok(Some(30))
        );
    }
}
