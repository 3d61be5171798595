//! Different bidders that give one e-mail address, or addresses of one private domain.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Family, Key, Network, attribute};
use crate::identity::identifier;
use crate::law::statutes::{ORDER_87_37_1, ORDER_87_37_2, PROCUREMENT_REGULATION_74_7};
use crate::record::{Fact, Field};
use crate::resolve::BidderId;
use crate::rules::{
    Article16, Case, Check, Checked, Evidence, Finding, Grade, NotChecked, Rule, shared,
};
use crate::text;
use crate::text::Text;

/// WB107 · 邮箱相同
pub static RULE: Rule = Rule {
    code: "WB107",
    slug: "same_email",
    name: Text::of("邮箱相同", "one e-mail address"),
    article16: Article16::Collusion,
    family: Family::People,
    grade: Grade::Strong,
    highest: Grade::Strong,
    basis: &[&ORDER_87_37_1, &ORDER_87_37_2, &PROCUREMENT_REGULATION_74_7],
    why: Text::of(
        "不同投标人留同一邮箱，指向由同一单位或者个人编制、办理投标；邮箱同属一家企业的自有域名，提示两家往来密切。",
        "One mailbox behind several bidders points to one person preparing or handling their bids; mailboxes of one \
         firm's own domain hint at close ties.",
    ),
    innocent: &[
        Text::of("集团统一域名", "the domain of a group of firms"),
        Text::of("软件厂商或者建站公司代管的邮箱", "mail run by a vendor for its customers"),
    ],
    next: &[
        Text::of(
            "平台注册信息与邮箱登录记录（依权限调取）",
            "registrations on the platform and log-ins to the mailbox, where the law allows",
        ),
        Text::of("域名备案主体", "the registered owner of the domain"),
    ],
    needs: &[&[Field::Email]],
    parameters: &[&shared::HOLDERS_AT_MOST],
    check: Check::Case(check),
};

fn check(case: &Case) -> Checked {
    if Network::holders(&case.bids, Field::Email).len() < 2 {
        return Err(NotChecked::missing([Field::Email]));
    }
    let mut found = shared::findings(
        case,
        Field::Email,
        RULE.grade,
        |_, names| text!("{}的邮箱相同", "{} give the same e-mail address"; names),
    )?;
    let one_mailbox = shared::pairs_sharing(case, Field::Email);
    for (domain, cells) in private_domains(case) {
        let bids: Vec<BidderId> =
            cells.iter().map(|(bid, _)| *bid).collect::<BTreeSet<_>>().into_iter().collect();
        let explained = shared::pairs(&bids).iter().all(|pair| one_mailbox.contains(pair));
        if bids.len() < 2 || explained || shared::HOLDERS_AT_MOST.value < bids.len() as f64 {
            continue;
        }
        let names = case.bidders.names(&bids);
        let says = text!(
            "{}的邮箱同属自有域名 {domain}",
            "{} give e-mail addresses of one private domain, {domain}"; names
        );
        found.extend(Finding::new(
            Grade::Hint,
            says,
            cells.iter().map(|(bid, fact)| Evidence::by(*bid, fact)),
        ));
    }
    Ok(found)
}

/// Domains that are no public mail service, with the cells that name them.
fn private_domains<'c>(case: &'c Case) -> BTreeMap<String, Vec<(BidderId, &'c Fact)>> {
    let mut domains: BTreeMap<String, Vec<(BidderId, &Fact)>> = BTreeMap::new();
    for bid in &case.bids {
        for fact in bid.facts.all(Field::Email).filter(|fact| fact.is_usable()) {
            for key in (attribute::of(Field::Email).keys)(fact) {
                let Key::Value(address) = key else { continue };
                let Some(domain) = identifier::mail_domain(&address) else { continue };
                if !identifier::is_public_mail_domain(domain) {
                    domains.entry(domain.to_owned()).or_default().push((bid.bidder, fact));
                }
            }
        }
    }
    domains
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn hit() {
        assert_eq!(
            check("WB107", "hit"),
            ["strong: 恒泰信息、云帆软件的邮箱相同 | hit.csv!B10 hit.csv!B11"]
        );
    }

    #[test]
    fn miss() {
        assert!(check("WB107", "miss").is_empty());
    }

    /// Two mailboxes of one private domain are only a hint.
    #[test]
    fn edge() {
        assert_eq!(
            check("WB107", "edge"),
            [
                "hint: 恒泰信息、云帆软件的邮箱同属自有域名 hengtai-nc.example.cn | edge.csv!B10 edge.csv!B11",
            ]
        );
    }
}
