//! E-mail addresses and the domains that say nothing.

use super::{clean, is_placeholder};

/// The e-mail addresses of a cell in lower case.
pub fn emails(text: &str) -> Vec<String> {
    let lower = clean(text).to_lowercase().replace('。', ".");
    let mut found: Vec<String> = Vec::new();
    // Whatever can not stand in an address parts two of them; asterisks stay, so that masked ones are seen.
    for word in lower.split(|c: char| !(c.is_ascii_alphanumeric() || "@._%+-*".contains(c))) {
        let word = word.trim_matches(['.', '-', '_', '+', '%']);
        if is_email(word) && !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}

fn is_email(word: &str) -> bool {
    let Some((local, domain)) = word.split_once('@') else { return false };
    let labels: Vec<&str> = domain.split('.').collect();
    let label = |label: &&str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let ends = labels
        .last()
        .is_some_and(|last| last.len() >= 2 && last.chars().all(|c| c.is_ascii_alphabetic()));
    let filler = is_placeholder(local) && is_placeholder(labels[0]);
    !local.is_empty()
        && !word.contains('*')
        && labels.len() >= 2
        && labels.iter().all(label)
        && ends
        && !filler
}

/// The domain of an address as [`emails`] gives it.
pub fn mail_domain(email: &str) -> Option<&str> {
    email.split_once('@').map(|(_, domain)| domain)
}

/// Domains where anybody has a mailbox: one domain in common says nothing.
const PUBLIC_DOMAINS: &[&str] = &[
    "qq.com",
    "vip.qq.com",
    "foxmail.com",
    "163.com",
    "vip.163.com",
    "126.com",
    "vip.126.com",
    "yeah.net",
    "188.com",
    "sina.com",
    "sina.cn",
    "vip.sina.com",
    "sina.com.cn",
    "sohu.com",
    "vip.sohu.com",
    "139.com",
    "189.cn",
    "wo.cn",
    "wo.com.cn",
    "aliyun.com",
    "21cn.com",
    "tom.com",
    "263.net",
    "eyou.com",
    "china.com",
    "chinaren.com",
    "2980.com",
    "88.com",
    "petalmail.com",
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "outlook.cn",
    "hotmail.com",
    "live.com",
    "live.cn",
    "msn.com",
    "yahoo.com",
    "yahoo.cn",
    "yahoo.com.cn",
    "ymail.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "mail.com",
    "gmx.com",
    "proton.me",
    "protonmail.com",
    "zoho.com",
    "yandex.com",
    "yandex.ru",
    "mail.ru",
];

/// Whether anybody can have a mailbox at the domain (163.com, qq.com …).
pub fn is_public_mail_domain(domain: &str) -> bool {
    PUBLIC_DOMAINS.contains(&domain.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_lower_case() {
        assert_eq!(emails("Li.Si＠Example.COM"), ["li.si@example.com"]);
        assert_eq!(emails("a1@b.cn；c@d.com.cn\nA1@b.cn"), ["a1@b.cn", "c@d.com.cn"]);
        assert_eq!(emails("邮箱:zhang_3@163.com（办公）"), ["zhang_3@163.com"]);
        for text in ["z***@x.com", "@x.com", "a@b", "无", "a@@b.com", "xxx@xxx.com"] {
            assert!(emails(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn public_domains_are_known() {
        assert!(is_public_mail_domain("QQ.com") && is_public_mail_domain("163.com"));
        assert!(!is_public_mail_domain("hengshu-info.cn"));
        assert_eq!(mail_domain("a@b.cn"), Some("b.cn"));
    }
}
