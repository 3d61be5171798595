//! Which mentions are one bidder: by code first, then by name; everything else is only possibly the same.
//!
//! A valid unified social credit code beats a name: one name with two codes is two firms, two names with one code are one
//! firm renamed. Head office and branch, and names that differ by a character, are never merged.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use smol_str::SmolStr;

use super::{Bidder, BidderId, Bidders, PossiblySame};
use crate::identity::identifier;
use crate::identity::name::{self, Name};
use crate::record::{Fact, Field, TableKind, Tender};
use crate::source::CellRef;
use crate::text;
use crate::text::Text;

/// A code written beside more unrelated names than this belongs to nobody.
const MOST_NAMES_OF_A_CODE: usize = 4;
/// Names compared with each other for one brand; beyond it the brand is too common to tell.
const MOST_NAMES_OF_A_BRAND: usize = 60;
/// From this similarity two different names are possibly one firm.
const POSSIBLY_SAME: f64 = 0.9;

/// Fields that name somebody who takes part.
const NAMES: &[Field] = &[Field::BidderName, Field::Winner];

struct Mention<'a> {
    fact: &'a Fact,
    members: Rc<[Name]>,
    code: Option<String>,
    /// A word that is no firm's name by itself, such as the heading 衡数 of a matrix.
    short: bool,
    /// Whether it stands in a row of an opening record, where whoever is named has bid.
    bids: bool,
    tender: usize,
}

/// Tells who is who over all tenders of one input. The order of the records decides the numbers and nothing else.
pub fn resolve(tenders: &[Tender]) -> Bidders {
    let mentions = mentions(tenders);
    let codes = codes_of_names(&mentions);
    let mut builder = Builder::default();
    for mention in mentions.iter().filter(|mention| !mention.short) {
        let ids: Vec<BidderId> = mention
            .members
            .iter()
            .enumerate()
            .map(|(at, name)| {
                builder.take(name, mention.code.as_ref().filter(|_| at == 0), &codes, mention.fact)
            })
            .collect();
        builder.at(mention.fact, ids);
    }
    builder.attach_short_names(&mentions, &codes);
    builder.finish()
}

fn mentions(tenders: &[Tender]) -> Vec<Mention<'_>> {
    let mut mentions = Vec::new();
    // Taking a name apart is dear, and most are written many times. Looked up, never walked.
    let mut parsed: HashMap<String, (Rc<[Name]>, bool)> = HashMap::new();
    for (at, tender) in tenders.iter().enumerate() {
        let own = std::iter::once((None, &tender.facts));
        let records = tender.records.iter().map(|record| (Some(record), &record.facts));
        for (record, facts) in own.chain(records) {
            let code = facts
                .text(Field::BidderUscc)
                .and_then(|text| identifier::uscc(text).ok())
                .filter(|uscc| uscc.valid)
                .map(|uscc| uscc.code);
            for fact in facts.any(NAMES).filter(|fact| fact.is_usable()) {
                // Members in a column of their own belong to the bid of the row.
                let beside: Vec<&str> = if fact.field == Field::BidderName {
                    facts.all(Field::ConsortiumMembers).map(|member| member.raw.as_str()).collect()
                } else {
                    Vec::new()
                };
                let key = std::iter::once(fact.raw.as_str())
                    .chain(beside.iter().copied())
                    .collect::<Vec<_>>()
                    .join("\u{0}");
                let (members, is_company) = parsed
                    .entry(key)
                    .or_insert_with(|| {
                        (members(&fact.raw, &beside).into(), name::looks_like_company(&fact.raw))
                    })
                    .clone();
                if members.is_empty() {
                    continue;
                }
                let short = members.len() == 1 && !is_company;
                let code = code.clone().filter(|_| fact.field == Field::BidderName);
                let bids = fact.field == Field::BidderName
                    && record.is_some_and(|record| {
                        record.kind == TableKind::Opening && record.at.row == fact.at.row
                    });
                mentions.push(Mention { fact, members, code, short, bids, tender: at });
            }
        }
    }
    // Words that are nobody's full name still name bidders where no full names stand beside them (A公司, 投标人3).
    let full: BTreeSet<usize> =
        mentions.iter().filter(|mention| !mention.short).map(|mention| mention.tender).collect();
    for mention in &mut mentions {
        mention.short &= full.contains(&mention.tender);
    }
    mentions
}

/// The firms that a cell names, with those that a column of members names beside it; each once.
fn members(raw: &str, beside: &[&str]) -> Vec<Name> {
    let mut names = name::consortium_members(raw);
    for text in beside {
        names.extend(
            name::consortium_members(text).into_iter().filter(|one| name::looks_like_company(one)),
        );
    }
    let mut members: Vec<Name> = Vec::new();
    for one in names.iter().map(|one| name::parse(one)).filter(|one| !one.canonical.is_empty()) {
        if !members.iter().any(|known| known.canonical == one.canonical) {
            members.push(one);
        }
    }
    members
}

/// The valid codes written beside each name; codes beside many unrelated names are left out.
fn codes_of_names(mentions: &[Mention<'_>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut names_of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for mention in mentions {
        if let (Some(code), Some(first)) = (&mention.code, mention.members.first()) {
            names_of.entry(code).or_default().insert(&first.canonical);
        }
    }
    let mut codes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (code, names) in names_of {
        if names.len() <= MOST_NAMES_OF_A_CODE {
            for name in names {
                codes.entry(name.to_owned()).or_default().insert(code.to_owned());
            }
        }
    }
    codes
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum EntityKey {
    Code(String),
    Name(String),
}

#[derive(Debug, Default)]
struct Builder {
    list: Vec<Bidder>,
    names: Vec<Vec<Name>>,
    spellings: Vec<BTreeMap<String, usize>>,
    index: BTreeMap<EntityKey, BidderId>,
    by_cell: HashMap<(CellRef, SmolStr), Vec<BidderId>>,
}

impl Builder {
    fn take(
        &mut self,
        name: &Name,
        code: Option<&String>,
        codes: &BTreeMap<String, BTreeSet<String>>,
        fact: &Fact,
    ) -> BidderId {
        let known = codes.get(&name.canonical);
        // Without a code of its own, a name that has exactly one code elsewhere is that firm.
        let code = code
            .filter(|code| known.is_some_and(|known| known.contains(*code)))
            .or_else(|| known.filter(|known| known.len() == 1).and_then(|known| known.first()));
        let key = match code {
            Some(code) => EntityKey::Code(code.clone()),
            None => EntityKey::Name(name.canonical.clone()),
        };
        let former = || {
            name.former.iter().find_map(|former| {
                let canonical = name::parse(former).canonical;
                let key = match codes
                    .get(&canonical)
                    .filter(|codes| codes.len() == 1)
                    .and_then(|codes| codes.first())
                {
                    Some(code) => EntityKey::Code(code.clone()),
                    None => EntityKey::Name(canonical),
                };
                self.index.get(&key).copied()
            })
        };
        let id = match self.index.get(&key).copied().or_else(former) {
            Some(id) => id,
            None => {
                let id = BidderId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
                self.list.push(Bidder {
                    id,
                    name: name.written.clone(),
                    short: String::new(),
                    aliases: Vec::new(),
                    uscc: code.cloned(),
                    named_at: fact.at,
                    same_because: Vec::new(),
                    head_office: None,
                });
                self.names.push(Vec::new());
                self.spellings.push(BTreeMap::new());
                id
            }
        };
        self.index.entry(key).or_insert(id);
        let at = id.0 as usize;
        *self.spellings[at].entry(name.written.clone()).or_insert(0) += 1;
        if !self.names[at].iter().any(|known| known.canonical == name.canonical) {
            if let Some(first) = self.names[at].first() {
                let (a, b) = (&first.written, &name.written);
                let why = if code.is_some() {
                    text!(
                        "“{b}”与“{a}”统一社会信用代码相同",
                        "\"{b}\" and \"{a}\" have one unified social credit code"
                    )
                } else {
                    text!("“{b}”写明原名“{a}”", "\"{b}\" states its former name \"{a}\"")
                };
                self.list[at].same_because.push(why);
            }
            self.names[at].push(name.clone());
        }
        id
    }

    fn at(&mut self, fact: &Fact, ids: Vec<BidderId>) {
        let mut distinct: Vec<BidderId> = Vec::new();
        for id in ids {
            if !distinct.contains(&id) {
                distinct.push(id);
            }
        }
        self.by_cell.insert((fact.at, fact.raw.clone()), distinct);
    }

    /// Headings such as 衡数 join the one bidder of their tender whose name contains them. A row of an opening record is a bid
    /// also when its name is no full one and short for nobody's: 岚溪启笙科技.
    fn attach_short_names(
        &mut self,
        mentions: &[Mention<'_>],
        codes: &BTreeMap<String, BTreeSet<String>>,
    ) {
        let mut of_tender: BTreeMap<usize, BTreeSet<BidderId>> = BTreeMap::new();
        for mention in mentions.iter().filter(|mention| !mention.short) {
            let ids = self
                .by_cell
                .get(&(mention.fact.at, mention.fact.raw.clone()))
                .cloned()
                .unwrap_or_default();
            of_tender.entry(mention.tender).or_default().extend(ids);
        }
        for mention in mentions.iter().filter(|mention| mention.short && mention.bids) {
            let [name] = &mention.members[..] else { continue };
            let known = of_tender.entry(mention.tender).or_default();
            let fits = known.iter().any(|id| {
                self.names[id.0 as usize].iter().any(|full| is_short_for(&name.canonical, full))
            });
            let raw = mention.fact.raw.as_str();
            if !fits
                && 2 <= raw.chars().filter(|c| c.is_alphabetic()).count()
                && !identifier::is_placeholder(raw)
                && !name::is_word_for_a_figure(raw)
            {
                let id = self.take(name, mention.code.as_ref(), codes, mention.fact);
                of_tender.entry(mention.tender).or_default().insert(id);
                self.at(mention.fact, vec![id]);
            }
        }
        for mention in mentions.iter().filter(|mention| mention.short) {
            if self.by_cell.contains_key(&(mention.fact.at, mention.fact.raw.clone())) {
                continue;
            }
            let Some(word) = mention.members.first() else { continue };
            let word = word.canonical.trim_end_matches("公司");
            let fits: Vec<BidderId> = of_tender
                .get(&mention.tender)
                .into_iter()
                .flatten()
                .copied()
                .filter(|id| self.names[id.0 as usize].iter().any(|name| is_short_for(word, name)))
                .collect();
            if let [id] = fits[..] {
                let why = text!(
                    "“{word}”只与一家投标人的名称相符",
                    "\"{word}\" fits the name of one bidder only"
                );
                let reasons = &mut self.list[id.0 as usize].same_because;
                if !reasons.contains(&why) {
                    reasons.push(why);
                }
                self.at(mention.fact, vec![id]);
            }
        }
    }

    fn finish(mut self) -> Bidders {
        let mut by_name: BTreeMap<String, Vec<BidderId>> = BTreeMap::new();
        let mut shorts: BTreeMap<String, u32> = BTreeMap::new();
        for (at, names) in self.names.iter().enumerate() {
            for name in names {
                by_name.entry(name.canonical.clone()).or_default().push(self.list[at].id);
            }
            let written = &self.spellings[at];
            // The spelling used most often; of equals the first in order.
            let best = written
                .iter()
                .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))
                .map(|(name, _)| name.clone());
            let bidder = &mut self.list[at];
            bidder.name = best.unwrap_or_else(|| bidder.name.clone());
            bidder.aliases = written.keys().filter(|name| **name != bidder.name).cloned().collect();
            bidder.short = name::short(&bidder.name);
            *shorts.entry(bidder.short.clone()).or_insert(0) += 1;
        }
        for bidder in &mut self.list {
            if shorts.get(&bidder.short).is_some_and(|count| 1 < *count) {
                bidder.short = bidder.name.clone();
            }
        }
        let by_name: BTreeMap<String, BidderId> = by_name
            .into_iter()
            .filter(|(_, ids)| ids.len() == 1)
            .map(|(name, ids)| (name, ids[0]))
            .collect();
        for at in 0..self.list.len() {
            let head = self.names[at]
                .iter()
                .find_map(|name| by_name.get(name.head_office.as_ref()?))
                .copied();
            self.list[at].head_office = head.filter(|head| head.0 as usize != at);
        }
        let possibly_same = possibly_same(&self.list, &self.names);
        Bidders { list: self.list, possibly_same, by_cell: self.by_cell, by_name }
    }
}

/// 衡数, 衡数信息, 宁川衡数 and 衡数技术 are short for 宁川衡数信息技术有限公司: its characters in their order, beginning with two
/// that stand together. One character is not.
fn is_short_for(word: &str, name: &Name) -> bool {
    let head: String = word.chars().take(2).collect();
    if head.chars().count() < 2 {
        return false;
    }
    [&name.canonical, &name.written].into_iter().any(|full| {
        let Some(at) = full.find(&head) else { return false };
        let mut rest = full[at..].chars();
        word.chars().all(|c| rest.any(|other| other == c))
    })
}

/// Pairs of one brand, or nearly one name, that are not kept apart by two codes. Blocks by brand, never all with all.
fn possibly_same(list: &[Bidder], names: &[Vec<Name>]) -> Vec<PossiblySame> {
    let mut blocks: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, names) in names.iter().enumerate() {
        if let Some(name) = names.first() {
            blocks.entry(&name.brand).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for members in blocks.values().filter(|members| members.len() <= MOST_NAMES_OF_A_BRAND) {
        for (at, &a) in members.iter().enumerate() {
            for &b in &members[at + 1..] {
                let apart = matches!((&list[a].uscc, &list[b].uscc), (Some(x), Some(y)) if x != y);
                let (Some(x), Some(y)) = (names[a].first(), names[b].first()) else { continue };
                if apart || x.branch != y.branch {
                    continue;
                }
                let similarity = name::similarity(x, y);
                if POSSIBLY_SAME <= similarity.score {
                    let because = similarity.parts.iter().map(|part| {
                        let (zh, en) = part.says();
                        Text { zh: zh.into(), en: en.into() }
                    });
                    found.push(PossiblySame {
                        a: list[a].id,
                        b: list[b].id,
                        because: because.collect(),
                    });
                }
            }
        }
    }
    found.sort_by_key(|pair| (pair.a, pair.b));
    found
}
