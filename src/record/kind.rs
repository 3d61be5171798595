//! How the cells below a heading are read, and what is known of each field.

use super::field::Field;

/// How the cells of a field are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Free text.
    Text,
    /// The name of a company or another organisation.
    Company,
    /// The name of a person.
    Person,
    /// Several names or words in one cell.
    List,
    /// Unified social credit code, or an older registration number.
    Uscc,
    /// Identity card number.
    IdCard,
    /// One or several telephone numbers.
    Phone,
    /// One or several e-mail addresses.
    Email,
    /// A postal address.
    Address,
    /// A bank account number.
    Account,
    /// A serial number or code of a device, file, key or receipt.
    Serial,
    /// Network card addresses.
    Mac,
    /// Internet addresses.
    Ip,
    /// An amount of money, in yuan once read.
    Money,
    /// An amount of money written in Chinese capitals.
    Capitals,
    /// A share in percent.
    Percent,
    /// A quantity or a score.
    Number,
    /// A whole number or a rank.
    Count,
    /// A date, or a date with a time of day.
    Moment,
    /// A length of time.
    Term,
    /// Yes or no.
    YesNo,
    /// The number of a package.
    Package,
}

/// What is known of a field.
#[derive(Debug)]
pub struct FieldInfo {
    /// The field.
    pub field: Field,
    /// Its name in JSON and in settings.
    pub slug: &'static str,
    /// How its cells are read.
    pub kind: Kind,
    /// Whether its values are personal data and masked wherever shown.
    pub personal: bool,
    /// Chinese spellings; the first is its name.
    pub zh: &'static [&'static str],
    /// English spellings; the first is its name.
    pub en: &'static [&'static str],
}
