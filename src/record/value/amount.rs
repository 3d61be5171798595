//! Reading an amount of money from left to right: label, currency, number, unit, per what, remarks.
//!
//! The long way of [`money`](super::money::money), for all that is not a plain number.

use rust_decimal::Decimal;

use super::amount_words::{
    BOUNDS_AFTER, BOUNDS_BEFORE, EXPLANATIONS, FILLERS, HARMLESS, MULTIPLIERS, PERCENT_WORDS, STARS,
};
use super::currency::{Currency, currency_at, currency_in};
use super::cursor::{Cursor, split_label};
use super::decimal;
use super::money::Money;
use super::unit::{Unit, unit_in};
use super::{Reason, capitals, chinese};

/// The amount in a cleaned text that is not blank. `spaces` tells whether spaces may separate thousands.
pub(super) fn read(text: &str, default: Unit, spaces: bool) -> Result<Money, Reason> {
    Reader { default, unit_in_label: false, spaces, notes: Vec::new(), currency: None }.read(text)
}

/// What is known of an amount while it is read.
struct Reader<'a> {
    default: Unit,
    /// Whether the default was stated before a colon: 报价（万元）：123.45.
    unit_in_label: bool,
    /// Whether spaces may separate thousands.
    spaces: bool,
    notes: Vec<&'a str>,
    currency: Option<Currency>,
}

/// The unit read after a number.
struct Stated {
    exponent: u32,
    unit: Unit,
    /// Whether 元 or another name of money was part of it.
    named: bool,
}

impl<'a> Reader<'a> {
    fn read(mut self, text: &'a str) -> Result<Money, Reason> {
        let (label, after) = split_label(text.trim_start_matches(STARS));
        let labelled = !label.is_empty() && !label.chars().any(|c| c == ',' || c == ';');
        if labelled && PERCENT_WORDS.iter().any(|word| label.contains(word)) {
            return Err(Reason::Percentage);
        }
        if labelled {
            if after.is_empty() {
                return Err(Reason::Blank);
            }
            self.currency = currency_in(label);
            if let Some(unit) = unit_in(label) {
                self.default = unit;
                self.unit_in_label = true;
            }
        }
        let mut cursor = Cursor::new(if labelled { after } else { text.trim_start_matches(STARS) });
        let mut negative = false;
        let mut bracket = false;
        loop {
            cursor.spaces();
            if cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
                break;
            }
            if cursor.eat_any(BOUNDS_BEFORE).is_some() {
                return Err(Reason::Range);
            }
            if cursor.eat_any(FILLERS).is_some() || self.eat_mark(&mut cursor) {
                continue;
            }
            if cursor.eat("约") {
                self.notes.push("约");
                continue;
            }
            if !negative && cursor.eat_any(&["-", "\u{2212}", "负"]).is_some() {
                negative = true;
                continue;
            }
            cursor.eat("+");
            if bracket && cursor.eat(")") {
                bracket = false; // (USD) 653,690.00
                continue;
            }
            if !bracket && cursor.eat("(") {
                bracket = true;
                continue;
            }
            break;
        }
        if PERCENT_WORDS.iter().any(|word| cursor.rest.starts_with(word)) {
            return Err(Reason::Percentage);
        }
        if cursor.peek().is_some_and(chinese::is_numeral) {
            return self.read_capitals(cursor, negative, bracket);
        }
        let mut before = "";
        if !cursor.rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            // 进口792.00元/人份: a short remark before, as long as the amount names its money.
            before = cursor.take_while(|c| !c.is_ascii_digit() && !c.is_ascii_alphabetic());
            if before.is_empty() || before.chars().count() > 12 || bracket {
                return Err(Reason::Unreadable);
            }
        }
        let mut number = cursor.decimal(self.spaces).ok_or(Reason::Unreadable)?;
        if self.eat_exponent(&mut cursor, &mut number)? {
            return Err(Reason::PrecisionLost);
        }
        cursor.spaces();
        if cursor.eat_any(&["%", "‰", "折", "个百分点"]).is_some() {
            return Err(Reason::Percentage);
        }
        let stated = self.unit(&mut cursor);
        if !before.is_empty() {
            if !stated.as_ref().is_some_and(|stated| stated.named) {
                return Err(Reason::Unreadable);
            }
            if PERCENT_WORDS.iter().any(|word| before.contains(word)) {
                return Err(Reason::Percentage);
            }
            if BOUNDS_BEFORE.iter().any(|word| before.contains(word)) {
                return Err(Reason::Range);
            }
        }
        let mut money = match &stated {
            Some(stated) => {
                let yuan = decimal::shift(number, stated.exponent).ok_or(Reason::OutOfRange)?;
                Money { unit: stated.unit, unit_stated: true, ..Money::bare(yuan, Unit::Yuan)? }
            }
            None => Money { unit_stated: self.unit_in_label, ..Money::bare(number, self.default)? },
        };
        if let Some(stated) = stated {
            self.add_smaller(&mut cursor, &mut money, stated.exponent)?;
        }
        if bracket {
            // Only a whole amount in brackets is negative; ￥(1,234.00).
            if !cursor.eat(")") || negative {
                return Err(Reason::Unreadable);
            }
            negative = true;
        }
        if negative {
            money.yuan.set_sign_negative(!money.yuan.is_zero());
        }
        match before.trim().strip_prefix('每') {
            Some(per) if !per.is_empty() => money.per = Some(per.to_owned()),
            _ => self.notes.extend(Some(before.trim()).filter(|before| !before.is_empty())),
        }
        self.finish(cursor, money)
    }

    /// ￥, RMB, USD: steps over it and keeps it; a second one is another name of the first (美元 USD, RMB ￥).
    fn eat_mark(&mut self, cursor: &mut Cursor<'a>) -> bool {
        let Some((currency, length)) = currency_at(cursor.rest) else { return false };
        cursor.rest = &cursor.rest[length..];
        self.currency = self.currency.filter(|known| *known != Currency::YUAN).or(Some(currency));
        true
    }

    /// An amount in capitals up to the first character that is none.
    fn read_capitals(
        mut self,
        mut cursor: Cursor<'a>,
        negative: bool,
        bracket: bool,
    ) -> Result<Money, Reason> {
        let part =
            |c: char| chinese::is_numeral(c) || capitals::is_yuan(c) || " 点點角分整正".contains(c);
        let run = cursor.take_while(part).trim_end();
        if !capitals::looks_like_amount(run) || bracket {
            return Err(Reason::Unreadable);
        }
        let amount = capitals::amount_in_capitals(run).ok_or(Reason::Unreadable)?;
        let stated = run.contains(|c: char| capitals::is_yuan(c) || "万萬亿億角分".contains(c));
        let mut money = Money::bare(amount, if stated { Unit::Yuan } else { self.default })?;
        money.unit_stated = stated;
        money.yuan.set_sign_negative(negative && !money.yuan.is_zero());
        // The capitals are the amount; figures beside them are a note for the check of the two.
        cursor.spaces();
        self.notes.extend(
            Some(cursor.rest.trim_matches(['(', ')', ' '])).filter(|rest| !rest.is_empty()),
        );
        cursor.rest = "";
        self.finish(cursor, money)
    }

    /// `1.2345E+6`: true when digits are missing, and the number is set when they are not.
    fn eat_exponent(&self, cursor: &mut Cursor<'a>, number: &mut Decimal) -> Result<bool, Reason> {
        let mut ahead = *cursor;
        if ahead.eat_any(&["E+", "E"]).is_none() {
            return Ok(false);
        }
        let digits = ahead.take_while(|c| c.is_ascii_digit());
        let Ok(exponent) = digits.parse::<u32>() else { return Ok(false) };
        if number.scale() < exponent || exponent > 28 {
            return Ok(true);
        }
        *number = decimal::shift(*number, exponent).ok_or(Reason::OutOfRange)?;
        *cursor = ahead;
        Ok(false)
    }

    /// 万元, 亿, 元整, (元), 美元: the unit after a number, if one stands there.
    fn unit(&mut self, cursor: &mut Cursor<'a>) -> Option<Stated> {
        if cursor.rest.is_empty() {
            return None;
        }
        let mut ahead = *cursor;
        let bracket = ahead.eat("(");
        let multiplier = ahead.eat_key(MULTIPLIERS);
        ahead.spaces();
        let before_name = ahead;
        let mut named = ahead.eat_any(&["元", "圆", "圓", "块钱", "块", "yuan"]).is_some();
        if named && ahead.rest.starts_with(['素', '件', '器']) {
            return None;
        }
        let mut mark = ahead;
        mark.spaces();
        // 美元 and 人民币 after the number count it, a code or a sign only names the currency.
        let is_word = mark.peek().is_some_and(|c| c >= '\u{4E00}');
        if self.eat_mark(&mut mark) {
            named |= multiplier.is_some() || is_word;
            ahead = mark;
        }
        let (exponent, unit) = match multiplier {
            Some(found) if named || ends_amount(before_name.rest) => found,
            None if named => (0, Unit::Yuan),
            _ => {
                // 100 RMB in a column of 万元: a currency, no unit.
                if !bracket && multiplier.is_none() && ahead.rest.len() < cursor.rest.len() {
                    *cursor = ahead;
                }
                return None;
            }
        };
        if bracket && !ahead.eat(")") {
            return None;
        }
        ahead.eat_any(&["整", "正"]);
        *cursor = ahead;
        Some(Stated { exponent, unit, named })
    }

    /// 1亿2000万元, 3万5千元, 12元5角: smaller parts that follow without a space.
    fn add_smaller(
        &mut self,
        cursor: &mut Cursor<'a>,
        money: &mut Money,
        exponent: u32,
    ) -> Result<(), Reason> {
        let mut exponent = exponent;
        while exponent > 0 && cursor.rest.starts_with(|c: char| c.is_ascii_digit()) {
            let mut ahead = *cursor;
            let Some(number) = ahead.decimal(false) else { break };
            let Some(stated) = self.unit(&mut ahead).filter(|stated| stated.exponent < exponent)
            else {
                break;
            };
            let part = decimal::shift(number, stated.exponent).ok_or(Reason::OutOfRange)?;
            money.yuan = money.yuan.checked_add(part).ok_or(Reason::OutOfRange)?;
            exponent = stated.exponent;
            *cursor = ahead;
        }
        for (name, scale) in [("角", 1), ("分", 2)] {
            let mut ahead = *cursor;
            let Some(number) = ahead.decimal(false) else { continue };
            if exponent == 0 && number.scale() == 0 && number < Decimal::TEN && ahead.eat(name) {
                let part = Decimal::try_from_i128_with_scale(number.mantissa(), scale)
                    .map_err(|_| Reason::OutOfRange)?;
                money.yuan = money.yuan.checked_add(part).ok_or(Reason::OutOfRange)?;
                ahead.eat_any(&["整", "正"]);
                *cursor = ahead;
            }
        }
        Ok(())
    }

    /// What may follow the amount: per what, a bound, brackets, footnote marks, remarks.
    fn finish(mut self, mut cursor: Cursor<'a>, mut money: Money) -> Result<Money, Reason> {
        cursor.spaces();
        if !cursor.rest.is_empty() {
            cursor = self.behind(cursor, &mut money)?;
        }
        let rest = cursor.rest.trim_end_matches(['.', '。']).trim_matches(STARS).trim();
        if !rest.is_empty() {
            self.remark(rest, &money)?;
        }
        money.currency = self.currency;
        money.note = (!self.notes.is_empty()).then(|| self.notes.join("; "));
        Ok(money)
    }

    /// The end of a range, per what, a bound: what may follow the amount before a remark.
    fn behind(&mut self, mut cursor: Cursor<'a>, money: &mut Money) -> Result<Cursor<'a>, Reason> {
        let mut ahead = cursor;
        if ahead.eat_any(&["-", "~", "—", "–", "至", "到"]).is_some() {
            ahead.spaces();
            self.eat_mark(&mut ahead);
            if ahead.decimal(false).is_some() && !ahead.rest.starts_with(['-', '.']) {
                return Err(Reason::Range);
            }
        }
        let mut ahead = cursor;
        if ahead.eat_any(&["/", "每"]).is_some() {
            ahead.spaces();
            let per = ahead.take_while(|c| !" (),;、。*".contains(c));
            if per.contains(|c: char| c.is_ascii_digit()) && !money.unit_stated {
                return Err(Reason::Unreadable);
            }
            if !per.is_empty() {
                money.per = Some(per.to_owned());
            }
            cursor = ahead;
            cursor.spaces();
        }
        if cursor.eat_any(BOUNDS_AFTER).is_some() {
            return Err(Reason::Range);
        }
        Ok(cursor)
    }

    /// Keeps a remark as a note when it cannot be part of the value or a second value.
    fn remark(&mut self, rest: &'a str, money: &Money) -> Result<(), Reason> {
        let bracketed = rest.starts_with(['(', '[', '【']);
        let parted = rest.starts_with([',', ';', '、', '/', '|']);
        let core = rest.trim_start_matches([',', ';', '、', '/', '|', ' ']);
        let begins = |words: &[&str]| words.iter().any(|word| core.starts_with(word));
        let harmless = bracketed || begins(EXPLANATIONS) || begins(HARMLESS);
        let digits = rest.contains(|c: char| c.is_ascii_digit());
        if digits && !harmless && money.per.is_none() {
            return Err(
                if money.unit_stated || parted || core.starts_with(|c: char| c.is_ascii_digit()) {
                    Reason::Several
                } else {
                    Reason::Unreadable
                },
            );
        }
        if !harmless && !parted && !money.unit_stated && money.per.is_none() {
            return Err(Reason::Unreadable);
        }
        self.notes.push(whole_bracket(core));
        Ok(())
    }
}

/// The content of a bracket that holds the whole remark; the remark itself otherwise.
fn whole_bracket(remark: &str) -> &str {
    let inner = remark.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    inner.filter(|inner| !inner.contains(['(', ')'])).unwrap_or(remark)
}

/// Whether a multiplier without 元 may be the whole unit: 120万, but not 3千米.
fn ends_amount(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| c.is_ascii_digit() || " (),;、。*/-~—至整".contains(c))
        || HARMLESS.iter().any(|word| rest.starts_with(word))
}
