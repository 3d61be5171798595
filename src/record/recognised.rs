//! Why a column was understood as it was: told from its heading once a header has been read.
//!
//! Recognition itself keeps no reasons, since it runs on every row; here they are worked out again, for headers only.

use super::columns::{Column, Header};
use super::currency;
use super::field::Field;
use super::header::{self, How, Units};
use super::table::TableKind;
use super::value::{Currency, Unit};
use crate::source::CellRef;
use crate::text;
use crate::text::Text;

/// From this share of a label on, in percent, a spelling inside it is taken without doubt.
const SURE_SHARE: u8 = 50;

/// What tells the meaning of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A known spelling.
    Exact(&'static str),
    /// A known spelling once brackets, and what stands in them, are left out.
    WithoutBrackets(&'static str),
    /// A known spelling inside a longer heading, and the share of the heading that it is, in percent.
    Contained(&'static str, u8),
    /// One character away from a known spelling, and how alike the two are, in percent.
    Distance(&'static str, u8),
    /// The heading is a bidder or an expert; what stands below is told by the other headings and the title.
    Heading(Field),
    /// The heading is not known; the cells below are names of companies.
    Contents,
    /// Told by the headings beside and above it.
    Neighbours,
    /// The round that the heading or the title names, against those of the other prices.
    Rounds,
    /// What stands in brackets behind a price: 投标报价（费率）, or a title that speaks of options.
    Qualified,
    /// The heading speaks of a winner, and the cells below it say yes or no.
    Flag,
    /// Another column is plainly what this one seems to be by a part of its heading, so this one is not used.
    Spare,
    /// A person decided it: see `mapping`.
    Decided,
    /// It is not understood.
    Unknown,
}

/// Where the unit of a column comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitFrom {
    /// Its heading.
    Heading,
    /// A title, a note or another column of the table.
    Title,
    /// Nothing says it: yuan.
    Default,
    /// A person decided it.
    Decided,
}

/// What one column was understood to be, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognised {
    /// The cell of its heading.
    pub at: CellRef,
    /// The heading as written; headings above each other are joined by `/`.
    pub heading: String,
    /// The field; `None` when the column is not used.
    pub field: Option<Field>,
    /// Whose column it is, where a bidder or an expert stands above it: what is named, and the name as written.
    pub owner: Option<(Field, String)>,
    /// What its heading alone would mean, where the kind of table gives it another meaning.
    pub plainly: Option<Field>,
    /// What tells it.
    pub why: Why,
    /// The unit of its amounts, and where that comes from.
    pub unit: Option<(Unit, UnitFrom)>,
    /// What is said of the currency of its amounts.
    pub currency: Option<CurrencyFrom>,
}

/// What tells the currency of a column of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurrencyFrom {
    /// Its heading, a title or a note.
    Named(Currency),
    /// Each row, in the column with this heading.
    Column(CellRef),
}

impl Why {
    /// Its name in JSON.
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Exact(_) => "exact",
            Self::WithoutBrackets(_) => "without_brackets",
            Self::Contained(..) => "contained",
            Self::Distance(..) => "distance",
            Self::Heading(_) => "heading_is_a_name",
            Self::Contents => "contents",
            Self::Neighbours => "neighbours",
            Self::Rounds => "rounds",
            Self::Qualified => "qualified",
            Self::Flag => "flag",
            Self::Spare => "spare",
            Self::Decided => "decided",
            Self::Unknown => "unknown",
        }
    }

    /// How sure it is, in percent; nothing where it is no matter of spelling.
    pub fn score(&self) -> Option<u8> {
        match self {
            Self::Exact(_) | Self::WithoutBrackets(_) => Some(100),
            Self::Contained(_, share) | Self::Distance(_, share) => Some(*share),
            _ => None,
        }
    }

    /// Whether a person should look at it.
    pub fn is_doubtful(&self) -> bool {
        match self {
            Self::Contained(_, share) => *share < SURE_SHARE,
            Self::Distance(..) | Self::Contents | Self::Neighbours => true,
            _ => false,
        }
    }

    /// The reason in words.
    pub fn says(&self) -> Text {
        match self {
            Self::Exact(word) => text!("与写法“{word}”一致", "the known spelling \"{word}\""),
            Self::WithoutBrackets(word) => text!(
                "去掉括号和单位后与写法“{word}”一致",
                "the known spelling \"{word}\" without brackets and unit"
            ),
            Self::Contained(word, share) => text!(
                "包含写法“{word}”（占表头 {share}%）",
                "contains the known spelling \"{word}\" ({share}% of the heading)"
            ),
            Self::Distance(word, alike) => text!(
                "与写法“{word}”差一个字（相似 {alike}%）",
                "one character from the known spelling \"{word}\" ({alike}% alike)"
            ),
            Self::Heading(field) => {
                let name = field.name();
                text!(
                    "表头是{}的名称，含义由其他表头和标题确定",
                    "the heading is itself the {}; other headings and the title tell what stands below";
                    name
                )
            }
            Self::Contents => Text::of(
                "表头未识别，下方单元格都是单位名称",
                "the heading is not known; the cells below are names of companies",
            ),
            Self::Neighbours => {
                Text::of("由相邻表头和位置推断", "told by the headings beside it and its place")
            }
            Self::Rounds => Text::of(
                "按表头或标题注明的报价轮次，与其他各轮比较确定",
                "told by the round that the heading or title names, against the others",
            ),
            Self::Qualified => {
                Text::of("表头括号内或标题注明", "told by what stands in brackets or in the title")
            }
            Self::Flag => Text::of(
                "下方单元格是“是/否”或者 1/0，不是名称",
                "the cells below say yes or no, they are no names",
            ),
            Self::Spare => Text::of(
                "表头只有一部分像某字段，而另有一列正是该字段，不使用",
                "a part of the heading is like a field that another column plainly is: not used",
            ),
            Self::Decided => Text::of("按列对应文件", "decided in the column file"),
            Self::Unknown => Text::of("未识别，不使用", "not understood, not used"),
        }
    }
}

impl UnitFrom {
    /// Its name in JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Title => "title",
            Self::Default => "default",
            Self::Decided => "decided",
        }
    }

    /// In words.
    pub fn says(self) -> Text {
        match self {
            Self::Heading => Text::of("表头注明", "the heading says so"),
            Self::Title => Text::of("标题或说明注明", "the title or a note says so"),
            Self::Default => Text::of("没有注明，按元", "nothing says it: yuan"),
            Self::Decided => Text::of("列对应文件注明", "the column file says so"),
        }
    }
}

/// The account of every heading of a header. `decided` are the columns that a person decided.
pub(super) fn columns(header: &Header, above: Units, decided: &[u16]) -> Vec<Recognised> {
    let currencies = currency::of_amounts(header);
    let told = |col: u16| currencies.iter().find(|(amount, _)| *amount == col);
    header
        .labels
        .iter()
        .map(|(at, heading, labelled)| {
            let column = header.columns.iter().find(|column| column.col == at.col);
            let found = recognised(header.kind, *at, heading, *labelled, column, above, decided);
            let told = told(at.col).and_then(|(_, col)| {
                header.labels.iter().find(|(at, ..)| at.col == *col).map(|(at, ..)| *at)
            });
            Recognised { currency: told.map(CurrencyFrom::Column).or(found.currency), ..found }
        })
        .collect()
}

/// The account of a label that stands before its values, as in a table that lies on its side.
pub(super) fn label(
    kind: TableKind,
    at: CellRef,
    heading: &str,
    label: Option<&header::Label>,
    above: Units,
) -> Recognised {
    let column = label.map(|label| Column {
        col: at.col,
        field: kind.meaning(label.field),
        units: label.units,
        heading: None,
    });
    recognised(kind, at, heading, label.map(|label| label.field), column.as_ref(), above, &[])
}

fn recognised(
    kind: TableKind,
    at: CellRef,
    heading: &str,
    labelled: Option<Field>,
    column: Option<&Column>,
    above: Units,
    decided: &[u16],
) -> Recognised {
    let is_decided = decided.contains(&at.col);
    let field = column.map(|column| column.field);
    let why = match (column, labelled) {
        _ if is_decided => Why::Decided,
        (None, Some(_)) => Why::Spare,
        (None, None) => Why::Unknown,
        (Some(Column { field: Field::IsWinner, .. }), Some(Field::Winner)) => Why::Flag,
        (Some(column), Some(labelled))
            if column.field == labelled || kind.meaning(labelled) == column.field =>
        {
            match of_spelling(heading, labelled) {
                Why::Neighbours if is_rate_or_option(labelled) => Why::Qualified,
                why => why,
            }
        }
        (Some(Column { field: Field::OptionPrice, .. }), Some(_)) => Why::Qualified,
        (Some(column), Some(labelled)) if is_offer(labelled) && is_offer(column.field) => {
            Why::Rounds
        }
        (Some(Column { heading: Some(heading), .. }), _) => Why::Heading(heading.field),
        (Some(Column { field: Field::BidderName, .. }), _) => Why::Contents,
        (Some(_), _) => Why::Neighbours,
    };
    let owner =
        column.and_then(|column| column.heading.as_ref()).map(|it| (it.field, it.text.clone()));
    let plainly = labelled.filter(|labelled| !is_decided && field.is_some_and(|f| f != *labelled));
    let is_money = field.is_some_and(|field| {
        matches!(field.kind(), super::Kind::Money) || field == Field::BiddersWithPrices
    });
    let unit = column.filter(|_| is_money).map(|column| match (column.units.money, above.money) {
        (Some(unit), _) if is_decided && Units::named_in(heading).money != Some(unit) => {
            (unit, UnitFrom::Decided)
        }
        (Some(unit), _) => (unit, UnitFrom::Heading),
        (None, Some(unit)) => (unit, UnitFrom::Title),
        (None, None) => (Unit::Yuan, UnitFrom::Default),
    });
    let currency = column.filter(|_| is_money).and_then(|it| it.units.currency.or(above.currency));
    let currency = currency.map(CurrencyFrom::Named);
    Recognised { at, heading: heading.to_owned(), field, owner, plainly, why, unit, currency }
}

fn is_offer(field: Field) -> bool {
    matches!(field, Field::BidPrice | Field::FinalPrice | Field::InterimPrice)
}

fn is_rate_or_option(field: Field) -> bool {
    matches!(field, Field::FeeRate | Field::DiscountRate | Field::OptionPrice)
}

/// How a heading's words tell the field: all of them together, or one of those above each other, the lowest first.
fn of_spelling(heading: &str, field: Field) -> Why {
    let joined = heading.replace('/', "");
    let parts = || [heading, joined.as_str()].into_iter().chain(heading.split('/').rev());
    let told = |part| header::explain(part).filter(|(label, ..)| label.field == field);
    // A part that is the spelling itself says more than the whole, which only holds it.
    let is_sure = |found: &(header::Label, &str, usize)| found.0.how <= How::WithoutBrackets;
    let surest = parts().filter_map(told).find(is_sure);
    if let Some((label, spelling, whole)) = surest.or_else(|| parts().find_map(told)) {
        let (length, whole) = (spelling.chars().count(), whole.max(1));
        let percent = |part: usize, whole: usize| u8::try_from(100 * part / whole).unwrap_or(100);
        return match label.how {
            How::Exact => Why::Exact(spelling),
            How::WithoutBrackets => Why::WithoutBrackets(spelling),
            How::Contained => Why::Contained(spelling, percent(length.min(whole), whole)),
            How::Distance => {
                let longest = length.max(whole);
                Why::Distance(spelling, percent(longest - 1, longest))
            }
        };
    }
    Why::Neighbours
}
