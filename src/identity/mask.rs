//! Personal data hidden for display, so that a person can still compare.
//!
//! A mask keeps the parts that the law's de-identification leaves (个人信息保护法第五十一条): first and last digits, surname,
//! district. Since different values may have one mask, a [`code`] of four hex digits stands beside it: equal
//! values have equal codes within one case. Matching never uses masks; it uses the full value.

use super::name::{is_chinese, looks_like_company};
use super::{address, identifier};
use sha2::{Digest, Sha256};

/// The kind of data, which chooses the mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 姓名: `张*`, `王*明`
    Person,
    /// 电话: `138****1234`, `0***-6***2200`
    Phone,
    /// 身份证: `110105********002X`
    IdCard,
    /// 账号: `****1234`
    Account,
    /// 邮箱: `z***@x.com`
    Email,
    /// 地址, down to the district: `浙江杭州余杭区***`
    Address,
    /// IP: `10.1.*.*`
    Ip,
    /// MAC: `3C:7C:3F:**:**:**`
    Mac,
    /// 序列号、机器码、CA 证书: the last four, `****501X`
    Serial,
}

/// The masked form of a cell: each of its values, joined by `、`. What is not of its kind is hidden but for its
/// ends, so that a slip in a column never shows a whole number.
pub fn mask(kind: Kind, cell: &str) -> String {
    let cell = cell.trim();
    match kind {
        _ if cell.is_empty() => String::new(),
        Kind::Person => each(pieces(cell), cell, person),
        Kind::Phone => each(identifier::phones(cell), cell, phone),
        Kind::IdCard => each(identifier::id_card(cell).ok(), cell, id_card),
        Kind::Account => each(identifier::bank_account(cell).ok(), cell, last_four),
        Kind::Email => each(identifier::emails(cell), cell, email),
        Kind::Address => district(cell),
        Kind::Ip => each(identifier::ips(cell).iter().map(|ip| ip.address.to_string()), cell, ip),
        Kind::Mac => each(identifier::macs(cell).into_iter().map(|mac| mac.address), cell, mac),
        Kind::Serial => each(identifier::serials(cell), cell, last_four),
    }
}

/// Masks every value; without one, the cell as it is.
fn each(values: impl IntoIterator<Item = String>, cell: &str, one: fn(&str) -> String) -> String {
    let masked: Vec<String> = values.into_iter().map(|value| one(&value)).collect();
    if masked.is_empty() { one(cell) } else { masked.join("、") }
}

fn pieces(cell: &str) -> Vec<String> {
    let pieces = cell
        .split(['、', '，', ',', ';', '；', '/', '\n'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| {
            let named = identifier::person(piece).filter(|_| !is_number(piece));
            named.unwrap_or_else(|| piece.to_owned())
        })
        .collect()
}

/// Whether a name is only a number on the panel, such as 评委3 or expert A: it names nobody, and hidden nobody could tell
/// one expert from the other.
fn is_number(value: &str) -> bool {
    let rest = ["评审专家", "专家", "评委", "评审", "expert", "Expert", "judge", "Judge"]
        .iter()
        .find_map(|word| value.strip_prefix(word));
    let counts = |rest: &str| {
        let mut characters = rest.chars();
        match (characters.next(), characters.next()) {
            (Some(one), None) => {
                one.is_ascii_alphanumeric() || "一二三四五六七八九十甲乙丙丁戊".contains(one)
            }
            _ => (1..=3).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit()),
        }
    };
    rest.map(|rest| rest.trim().trim_start_matches(['#', '-'])).is_some_and(counts)
}

/// Firms stand among people in lists of owners; their names are public.
fn person(value: &str) -> String {
    if looks_like_company(value) || is_number(value) {
        return value.to_owned();
    }
    let characters: Vec<char> = value.chars().collect();
    if let Some(dot) = characters.iter().position(|c| *c == '·') {
        return format!("{}***", characters[..1.min(dot)].iter().collect::<String>());
    }
    if !characters.iter().any(|c| is_chinese(*c)) {
        let initials: Vec<String> = value
            .split_whitespace()
            .filter_map(|word| word.chars().next())
            .map(|c| format!("{c}***"))
            .collect();
        return initials.join(" ");
    }
    match characters.as_slice() {
        [] | [_] => "*".to_owned(),
        [first, _] => format!("{first}*"),
        [first, inner @ .., last] => format!("{first}{}{last}", "*".repeat(inner.len())),
    }
}

fn phone(value: &str) -> String {
    if let Some((area, local)) = value.split_once('-')
        && area.starts_with('0')
        && matches!(local.chars().count(), 7 | 8)
        && local.is_ascii()
    {
        return format!(
            "0***-{}{}{}",
            &local[..1],
            "*".repeat(local.len() - 5),
            &local[local.len() - 4..]
        );
    }
    if value.len() == 11 && value.bytes().all(|b| b.is_ascii_digit() || b == b'*') {
        return format!("{}****{}", &value[..3], &value[7..]);
    }
    ends(value)
}

fn id_card(value: &str) -> String {
    if value.len() == 18 && value.is_ascii() {
        return format!("{}********{}", &value[..6], &value[14..]);
    }
    ends(value)
}

/// The last four characters; of short values fewer, so that most of them stays hidden.
fn last_four(value: &str) -> String {
    let characters: Vec<char> = value.chars().collect();
    let shown = match characters.len() {
        0..=4 => 0,
        5..=8 => 2,
        _ => 4,
    };
    format!("****{}", characters[characters.len() - shown..].iter().collect::<String>())
}

fn email(value: &str) -> String {
    match value.split_once('@') {
        Some((local, domain)) => {
            format!("{}***@{domain}", local.chars().take(1).collect::<String>())
        }
        None => ends(value),
    }
}

fn district(value: &str) -> String {
    let address = address::parse(value);
    let mut shown = String::new();
    for part in [&address.province, &address.city, &address.district].into_iter().flatten() {
        if !shown.ends_with(part.as_str()) {
            shown.push_str(part);
        }
    }
    format!("{shown}***")
}

fn ip(value: &str) -> String {
    let parts: Vec<&str> = value.split('.').collect();
    if let [first, second, _, _] = parts.as_slice() {
        return format!("{first}.{second}.*.*");
    }
    let groups: Vec<&str> = value.split(':').collect();
    if groups.len() > 2 {
        return format!("{}:{}:*", groups[0], groups[1]);
    }
    ends(value)
}

fn mac(value: &str) -> String {
    let hex: String = value.chars().filter(char::is_ascii_hexdigit).collect();
    if hex.len() != 12 {
        return ends(value);
    }
    format!("{}:{}:{}:**:**:**", &hex[..2], &hex[2..4], &hex[4..6])
}

/// First and last character of anything else.
fn ends(value: &str) -> String {
    let characters: Vec<char> = value.chars().collect();
    match characters.as_slice() {
        [first, inner @ .., last] if inner.len() >= 3 => format!("{first}***{last}"),
        _ => "***".to_owned(),
    }
}

/// Four hex digits by which equal values are told from different ones where masks look alike.
///
/// HMAC-SHA-256 of the canonical value under the case's salt, cut to 16 bits: equal within a case, unrelated
/// between cases with different salts, and too short to give the value back. Two values of 65,536 share a code by
/// chance, so the code shows equality, it does not prove it. Without a secret salt an eleven-digit number could be
/// found by trying all of them.
pub fn code(value: &str, salt: &str) -> String {
    let digest = hmac_sha256(salt.as_bytes(), value.as_bytes());
    format!("{:02X}{:02X}", digest[0], digest[1])
}

/// HMAC of RFC 2104 over SHA-256, whose block is 64 bytes.
fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0u8; 64];
    if key.len() > block.len() {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let inner =
        Sha256::new().chain_update(block.map(|b| b ^ 0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(block.map(|b| b ^ 0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_mask() {
        for (kind, value, masked) in [
            (Kind::Phone, "13812341234", "138****1234"),
            (Kind::Phone, "0571-61232200", "0***-6***2200"),
            (Kind::Phone, "0312-6122200", "0***-6**2200"),
            (Kind::Phone, "+15035550100", "+***0"),
            (Kind::IdCard, "11010519491231002X", "110105********002X"),
            (Kind::Person, "张三", "张*"),
            (Kind::Person, "王小明", "王*明"),
            (Kind::Person, "欧阳小明", "欧**明"),
            (Kind::Person, "评委3", "评委3"),
            (Kind::Person, "Expert B", "Expert B"),
            (Kind::Person, "Expert Li", "E*** L***"),
            (Kind::Person, "评委王芳", "评**芳"),
            (Kind::Person, "𠮷田名", "𠮷*名"),
            (Kind::Person, "买买提·艾力", "买***"),
            (Kind::Person, "JOHN SMITH", "J*** S***"),
            (Kind::Account, "6222021234567891234", "****1234"),
            (Kind::Email, "zhang@x.com", "z***@x.com"),
            (Kind::Address, "浙江省杭州市余杭区文一西路969号3幢502室", "浙江杭州余杭区***"),
            (Kind::Address, "北京市海淀区学院路1号", "北京海淀区***"),
            (Kind::Address, "文一西路969号", "***"),
            (Kind::Ip, "10.1.2.3", "10.1.*.*"),
            (Kind::Ip, "2408:8000:1::7", "2408:8000:*"),
            (Kind::Mac, "3C:7C:3F:0A:1B:2C", "3C:7C:3F:**:**:**"),
            (Kind::Serial, "S3Z8NB0K501234X", "****234X"),
            (Kind::Serial, "A1B2", "****"),
            (Kind::Phone, "无", "***"),
            (Kind::Phone, "138****1234", "138****1234"),
            (Kind::Phone, "+86 138-1234-1234 / 0571-61232200转801", "138****1234、0***-6***2200"),
            (Kind::Phone, "13812341234*", "1****"),
            (Kind::Person, "张三（组长）、王小明", "张*、王*明"),
            (Kind::Person, "张三13812341234", "张*"),
            (Kind::Person, "张三；杭州宏远建设有限公司", "张*、杭州宏远建设有限公司"),
            (Kind::Email, "zhang@x.com;LI@Y.cn", "z***@x.com、l***@y.cn"),
            (Kind::IdCard, "11010519491231002x", "110105********002X"),
            (Kind::IdCard, "110105194912310021", "110105********0021"),
            (Kind::Mac, "3c7c3f0a1b2c,E454E8000002", "3C:7C:3F:**:**:**、E4:54:E8:**:**:**"),
            (Kind::Ip, "121.40.7.9:8080", "121.40.*.*"),
            (Kind::Serial, "S3Z8NB0K501234X、WD-WCC4N1234567", "****234X、****4567"),
            (Kind::Person, "", ""),
        ] {
            assert_eq!(mask(kind, value), masked, "{value}");
        }
    }

    #[test]
    fn hmac_follows_its_standard() {
        // RFC 4231, test cases 2 and 6.
        let hex = |bytes: [u8; 32]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
        let digest = hmac_sha256(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(hex(digest), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        let digest =
            hmac_sha256(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First");
        assert_eq!(hex(digest), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    #[test]
    fn codes_show_equality_within_a_case() {
        let (a, b) = (code("13812341234", "case 1"), code("13899991234", "case 1"));
        assert_eq!(mask(Kind::Phone, "13812341234"), mask(Kind::Phone, "13812341234"));
        assert_eq!(a, code("13812341234", "case 1"));
        assert_ne!(a, b);
        assert_ne!(a, code("13812341234", "case 2"));
        assert!(a.len() == 4 && a.chars().all(|c| c.is_ascii_hexdigit()));
    }
}
