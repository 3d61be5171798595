//! What a package cannot tell: the reason why something was not checked.

use crate::record::Field;
use crate::text::Text;

/// Why a rule was not checked. Never the same as clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotChecked {
    /// The fields that are missing, when that is the reason.
    pub missing: Vec<Field>,
    /// The reason.
    pub because: Text,
}

impl NotChecked {
    /// Fields are missing.
    pub fn missing(fields: impl IntoIterator<Item = Field>) -> Self {
        let missing: Vec<Field> = fields.into_iter().collect();
        let names = Text::list(missing.iter().map(|field| field.name()));
        let because = crate::text!("缺少：{}", "missing: {}"; names);
        Self { missing, because }
    }

    /// Some other reason, such as too few bids.
    pub fn because(because: Text) -> Self {
        Self { missing: Vec::new(), because }
    }
}
