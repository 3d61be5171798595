//! What bidders can share: which fields, how a cell becomes a key, and when a value says nothing.
//!
//! A new shareable thing is one line in [`ATTRIBUTES`], not a type.

use super::keys;
use crate::record::{Fact, Field};
use crate::text::Text;

/// A family of evidence; each counts once for a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// 人: people and companies.
    People,
    /// 机: networks and devices.
    Device,
    /// 文: documents.
    Document,
    /// 款: money.
    Money,
    /// 价: prices.
    Price,
    /// 时: timing and process.
    Process,
    /// 评: scoring.
    Scoring,
    /// 史: history.
    History,
}

impl Family {
    /// All families, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::People,
        Self::Device,
        Self::Document,
        Self::Money,
        Self::Price,
        Self::Process,
        Self::Scoring,
        Self::History,
    ];

    /// Its name in JSON.
    pub fn slug(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Device => "device",
            Self::Document => "document",
            Self::Money => "money",
            Self::Price => "price",
            Self::Process => "process",
            Self::Scoring => "scoring",
            Self::History => "history",
        }
    }

    /// The one character that stands for it.
    pub fn character(self) -> Text {
        match self {
            Self::People => Text::of("人", "P"),
            Self::Device => Text::of("机", "N"),
            Self::Document => Text::of("文", "D"),
            Self::Money => Text::of("款", "M"),
            Self::Price => Text::of("价", "B"),
            Self::Process => Text::of("时", "T"),
            Self::Scoring => Text::of("评", "S"),
            Self::History => Text::of("史", "H"),
        }
    }

    /// Its name, as shown to people.
    pub fn name(self) -> Text {
        match self {
            Self::People => Text::of("人员与主体", "people and companies"),
            Self::Device => Text::of("设备与网络", "networks and devices"),
            Self::Document => Text::of("文件", "documents"),
            Self::Money => Text::of("资金", "money"),
            Self::Price => Text::of("报价", "bid prices"),
            Self::Process => Text::of("时间与程序", "timing and process"),
            Self::Scoring => Text::of("评审", "scoring"),
            Self::History => Text::of("历史", "history"),
        }
    }
}

/// How much a shared value says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// A name or a building only: shown, but joins no group.
    Weak,
    /// Joins bidders to a group.
    Strong,
}

/// A thing that bidders can share.
#[derive(Debug)]
pub struct Attribute {
    /// What stands for it: the field under which its key is kept.
    pub field: Field,
    /// The fields in which it is found.
    pub from: &'static [Field],
    /// The family of evidence.
    pub family: Family,
    /// How much sharing it says.
    pub strength: Strength,
    /// Held by more unrelated bidders than this, it is a hub: set aside.
    pub holders_at_most: usize,
    /// The keys in a cell; equality means the same thing.
    pub keys: fn(&Fact) -> Vec<Key>,
}

/// A value of a cell, ready for comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// Comparable.
    Value(String),
    /// Says nothing about who shares it, with the reason (private address, virtual device, service number).
    Meaningless(String, crate::text::Text),
}

use Field::{
    AgentId, AgentName, AgentPhone, BankAccount, CaSerial, ContactName, ContactPhone, Controller,
    CostingLockNo, CpuId, CreationCode, DepositPayerName, DiskSerial, DocumentAuthor,
    DocumentCompany, DocumentDevice, DocumentLastModifiedBy, Email, ExitIp, Ip,
    LegalRepresentative, LegalRepresentativeId, LegalRepresentativePhone, Mac, MachineCode,
    MainboardSerial, MemberCertificate, MemberId, MemberName, OfficeAddress, PayerAccount,
    RefundAccount, RegisterPerson, RegisteredAddress, Shareholders,
};

/// The attribute that a field stands for.
///
/// # Panics
/// When no attribute has this field: a mistake in a rule, caught by the test of the catalogue.
pub fn of(field: Field) -> &'static Attribute {
    ATTRIBUTES
        .iter()
        .find(|attribute| attribute.field == field)
        .expect("a field that stands for an attribute")
}

/// The first attribute that a field's values belong to.
///
/// # Panics
/// As [`of`].
pub(super) fn holding(field: Field) -> &'static Attribute {
    ATTRIBUTES
        .iter()
        .find(|attribute| attribute.from.contains(&field))
        .expect("a field that an attribute is found in")
}

/// Everything that two bidders can share, in the order in which it is reported.
pub static ATTRIBUTES: &[Attribute] = &[
    // Family name and given name only: a lead to check, since people share names.
    Attribute {
        field: LegalRepresentative,
        from: &[LegalRepresentative],
        family: Family::People,
        strength: Strength::Weak,
        holders_at_most: 5,
        keys: keys::person,
    },
    Attribute {
        field: AgentName,
        from: &[AgentName, RegisterPerson],
        family: Family::People,
        strength: Strength::Weak,
        holders_at_most: 5,
        keys: keys::person,
    },
    // Identity card numbers of agents, representatives and project staff.
    Attribute {
        field: AgentId,
        from: &[AgentId, LegalRepresentativeId, MemberId],
        family: Family::People,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::id_card,
    },
    Attribute {
        field: ContactName,
        from: &[ContactName],
        family: Family::People,
        strength: Strength::Weak,
        holders_at_most: 5,
        keys: keys::person,
    },
    Attribute {
        field: MemberName,
        from: &[MemberName],
        family: Family::People,
        strength: Strength::Weak,
        holders_at_most: 5,
        keys: keys::person,
    },
    Attribute {
        field: MemberCertificate,
        from: &[MemberCertificate],
        family: Family::People,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::serial,
    },
    // All telephone numbers of a bidder are compared together.
    Attribute {
        field: ContactPhone,
        from: &[ContactPhone, AgentPhone, LegalRepresentativePhone],
        family: Family::People,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::phone,
    },
    Attribute {
        field: Email,
        from: &[Email],
        family: Family::People,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::email,
    },
    // Addresses down to the room.
    Attribute {
        field: OfficeAddress,
        from: &[OfficeAddress, RegisteredAddress],
        family: Family::People,
        strength: Strength::Strong,
        holders_at_most: 10,
        keys: keys::room,
    },
    // Stands for the building alone.
    Attribute {
        field: RegisteredAddress,
        from: &[OfficeAddress, RegisteredAddress],
        family: Family::People,
        strength: Strength::Weak,
        holders_at_most: 10,
        keys: keys::building,
    },
    // Owners by name; who controls whom is followed by the rule of shareholdings.
    Attribute {
        field: Shareholders,
        from: &[Shareholders, Controller],
        family: Family::People,
        strength: Strength::Weak,
        holders_at_most: 5,
        keys: keys::owner,
    },
    Attribute {
        field: PayerAccount,
        from: &[PayerAccount, BankAccount, RefundAccount],
        family: Family::Money,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::account,
    },
    // The name of whoever paid the deposit.
    Attribute {
        field: DepositPayerName,
        from: &[DepositPayerName],
        family: Family::Money,
        strength: Strength::Weak,
        holders_at_most: 5,
        keys: keys::company,
    },
    Attribute {
        field: CaSerial,
        from: &[CaSerial],
        family: Family::Device,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::serial,
    },
    Attribute {
        field: MachineCode,
        from: &[MachineCode],
        family: Family::Device,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::serial,
    },
    Attribute {
        field: CreationCode,
        from: &[CreationCode],
        family: Family::Document,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::serial,
    },
    Attribute {
        field: Mac,
        from: &[Mac],
        family: Family::Device,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::mac,
    },
    Attribute {
        field: DiskSerial,
        from: &[DiskSerial],
        family: Family::Device,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::disk,
    },
    Attribute {
        field: MainboardSerial,
        from: &[MainboardSerial],
        family: Family::Device,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::disk,
    },
    Attribute {
        field: CostingLockNo,
        from: &[CostingLockNo],
        family: Family::Device,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::serial,
    },
    // A signature of the model, never of the machine: always set aside.
    Attribute {
        field: CpuId,
        from: &[CpuId],
        family: Family::Device,
        strength: Strength::Weak,
        holders_at_most: 0,
        keys: keys::cpu,
    },
    Attribute {
        field: Ip,
        from: &[Ip],
        family: Family::Device,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::ip,
    },
    // The platform's or the hall's own address: always set aside, and it makes the same address of a bidder public.
    Attribute {
        field: ExitIp,
        from: &[ExitIp],
        family: Family::Device,
        strength: Strength::Weak,
        holders_at_most: 0,
        keys: keys::exit_ip,
    },
    Attribute {
        field: DocumentDevice,
        from: &[DocumentDevice],
        family: Family::Document,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::serial,
    },
    // Author and last editor are compared together.
    Attribute {
        field: DocumentAuthor,
        from: &[DocumentAuthor, DocumentLastModifiedBy],
        family: Family::Document,
        strength: Strength::Strong,
        holders_at_most: 5,
        keys: keys::author,
    },
    Attribute {
        field: DocumentCompany,
        from: &[DocumentCompany],
        family: Family::Document,
        strength: Strength::Weak,
        holders_at_most: 5,
        keys: keys::author,
    },
];
