//! Hubs: values that many hold for reasons of their own. They make no edge and are listed as set aside.

use std::collections::{BTreeMap, BTreeSet};

use super::attribute::{self, Attribute, Key};
use super::case::Bid;
use crate::identity::identifier;
use crate::record::{Fact, Facts, Field};
use crate::resolve::{BidderId, Bidders};
use crate::text;
use crate::text::Text;

/// A shared value that joins nobody.
#[derive(Debug, Clone)]
pub struct Hub {
    /// What it is.
    pub field: Field,
    /// The value.
    pub key: String,
    /// Who holds it.
    pub holders: Vec<BidderId>,
    /// The cells.
    pub facts: Vec<(BidderId, Fact)>,
    /// Why it says nothing.
    pub why: Text,
}

/// Fields of the purchaser and the agency whose values are public, and the bidders' field they would be mistaken for.
const PUBLIC: &[(Field, Field)] = &[
    // Authors of the project's own files: templates keep them.
    (Field::DocumentAuthor, Field::DocumentAuthor),
    (Field::DocumentLastModifiedBy, Field::DocumentLastModifiedBy),
    (Field::DocumentCompany, Field::DocumentCompany),
    (Field::DocumentDevice, Field::DocumentDevice),
    (Field::AgencyPhone, Field::ContactPhone),
    (Field::BuyerPhone, Field::ContactPhone),
    (Field::AgencyAddress, Field::OfficeAddress),
    (Field::BuyerAddress, Field::OfficeAddress),
    (Field::AgencyContact, Field::ContactName),
    (Field::BuyerContact, Field::ContactName),
];

/// The values of the purchaser, the agency and the platform, by the attribute they could be mistaken for.
pub(super) fn public_values(project: &Facts, bids: &[Bid]) -> BTreeMap<(Field, String), Field> {
    let mut found = BTreeMap::new();
    for fact in bids.iter().flat_map(|bid| bid.facts.all(Field::ExitIp)) {
        for ip in identifier::ips(&fact.raw) {
            found.insert((Field::Ip, ip.address.to_string()), Field::ExitIp);
        }
    }
    for &(public, shown_as) in PUBLIC {
        let attribute = attribute::holding(shown_as);
        for fact in project.all(public).filter(|fact| fact.is_usable()) {
            let as_bidders = Fact { field: shown_as, ..fact.clone() };
            for key in (attribute.keys)(&as_bidders) {
                if let Key::Value(key) = key {
                    found.insert((attribute.field, key), public);
                }
            }
        }
    }
    found
}

/// Why a value makes no edge, if it does not.
pub(super) fn reason(
    attribute: &Attribute,
    key: &str,
    holders: &BTreeSet<BidderId>,
    public: &BTreeMap<(Field, String), Field>,
    _bidders: &Bidders,
) -> Option<Text> {
    if let Some(field) = public.get(&(attribute.field, key.to_owned())) {
        let name = field.name();
        return Some(text!("与{}相同", "the same as the {}"; name));
    }
    let (n, limit) = (holders.len(), attribute.holders_at_most);
    (limit < n).then(|| {
        text!(
            "{n} 家持有，超过 {limit} 家，视为公共值",
            "held by {n} bidders, more than {limit}: taken as a public value"
        )
    })
}
