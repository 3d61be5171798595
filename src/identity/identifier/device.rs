//! Addresses of machines: network cards and the Internet.

use super::clean;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Who gave a network card its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MacNature {
    /// Given by the manufacturer: one card in the world.
    Global,
    /// Set by software (second hex digit 2, 6, A or E): random addresses of phones and Windows.
    LocallyAdministered,
    /// A virtual machine's card: images that are copied share it.
    Virtual,
}

/// A network card's address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mac {
    /// `3C:7C:3F:00:11:22`
    pub address: String,
    /// Who gave it.
    pub nature: MacNature,
}

/// First three bytes of virtual machines: VMware, VirtualBox, Hyper-V, Virtual PC, QEMU, Parallels, Xen.
const VIRTUAL_PREFIXES: &[&str] = &[
    "000569", "000C29", "005056", "001C14", "080027", "0A0027", "00155D", "0003FF", "525400",
    "001C42", "00163E",
];

/// Addresses that software gives to every machine it is installed on, and what people type as an example.
const COMMON_MACS: &[&str] = &[
    "005056C00001",
    "005056C00008",
    "00059A3C7A00",
    "00059A3C7800",
    "02004C4F4F50",
    "005345000000",
    "505054503030",
    "204153594EFF",
    "020000000000",
    "001122334455",
    "AABBCCDDEEFF",
    "123456789ABC",
    "123456789012",
    "0123456789AB",
    "0A0027000000",
    "000000000001",
    "00FFFFFFFFFF",
];

/// The MAC addresses of a cell, each once. All-zero, all-F, multicast and universally installed ones are left out.
pub fn macs(text: &str) -> Vec<Mac> {
    let upper = clean(text).to_uppercase();
    let mut found: Vec<Mac> = Vec::new();
    let characters: Vec<char> = upper.chars().collect();
    let mut at = 0;
    while at < characters.len() {
        let starts_word = at == 0 || !characters[at - 1].is_ascii_alphanumeric();
        // Behind a hyphen stands a part of something longer, such as a UUID.
        let starts_word = starts_word && (at == 0 || characters[at - 1] != '-');
        let Some((hex, used)) = starts_word.then(|| mac_at(&characters[at..])).flatten() else {
            at += 1;
            continue;
        };
        at += used;
        if let Some(mac) = mac(&hex)
            && !found.contains(&mac)
        {
            found.push(mac);
        }
    }
    found
}

/// Twelve hex digits at the head of the text, in pairs, fours or unbroken, and how many characters they take.
/// A longer chain (EUI-64) is taken whole and gives an empty address.
fn mac_at(text: &[char]) -> Option<(String, usize)> {
    for (size, separators) in [(2, ":-. "), (4, ".-:"), (12, "")] {
        let mut hex = String::new();
        let mut used = 0;
        let mut separator = None;
        loop {
            let group = text
                .get(used..used + size)
                .filter(|group| group.iter().all(char::is_ascii_hexdigit));
            let Some(group) = group else { break };
            if text.get(used + size).is_some_and(char::is_ascii_alphanumeric) {
                break;
            }
            hex.extend(group);
            used += size;
            let next = text.get(used).copied();
            let joins = next.is_some_and(|c| {
                separators.contains(c) && separator.is_none_or(|known| known == c)
            });
            // A space also parts two addresses.
            let full_list = hex.len() == 12 && next == Some(' ');
            let continues =
                joins && !full_list && text.get(used + 1).is_some_and(char::is_ascii_hexdigit);
            if !continues {
                break;
            }
            separator = next;
            used += 1;
        }
        match hex.len() {
            12 => return Some((hex, used)),
            len if len > 12 => return Some((String::new(), used)),
            _ => {}
        }
    }
    None
}

fn mac(hex: &str) -> Option<Mac> {
    let first = u8::from_str_radix(hex.get(..2)?, 16).ok()?;
    let repeated = hex.bytes().all(|b| b == hex.as_bytes()[0]);
    if repeated || first & 1 == 1 || COMMON_MACS.contains(&hex) {
        return None;
    }
    let nature = if VIRTUAL_PREFIXES.contains(&&hex[..6]) {
        MacNature::Virtual
    } else if first & 2 == 2 {
        MacNature::LocallyAdministered
    } else {
        MacNature::Global
    };
    let pairs: Vec<&str> = (0..6).map(|pair| &hex[2 * pair..2 * pair + 2]).collect();
    Some(Mac { address: pairs.join(":"), nature })
}

/// Where an Internet address is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IpNature {
    /// One place in the world, though many people may stand behind it.
    Public,
    /// An inner network (10, 172.16, 192.168, fc00::/7): equal in any two offices.
    Private,
    /// The machine itself.
    Loopback,
    /// Shared by a provider's customers, 100.64.0.0/10.
    CarrierGradeNat,
    /// Given by the machine itself, 169.254 and fe80::.
    LinkLocal,
    /// Reserved for documents, 192.0.2.0/24 and others.
    Documentation,
    /// Multicast, unspecified, broadcast, benchmarks: no machine's address.
    Special,
}

/// An Internet address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ip {
    /// The address; IPv4 within IPv6 (`::ffff:`) is IPv4.
    pub address: IpAddr,
    /// Where it is valid.
    pub nature: IpNature,
}

impl Ip {
    /// Whether two bidders with this address have been at one place: public addresses only. Those for documents
    /// count as public, since they stand for public ones wherever they are written.
    pub fn tells_a_place(&self) -> bool {
        matches!(self.nature, IpNature::Public | IpNature::Documentation)
    }
}

/// The Internet addresses of a cell, each once, without port, zone or prefix length.
pub fn ips(text: &str) -> Vec<Ip> {
    let clean = clean(text).to_lowercase();
    let mut found: Vec<Ip> = Vec::new();
    let breaks = |c: char| !(c.is_ascii_alphanumeric() || ".:%[]*".contains(c));
    for word in clean.split(breaks).filter(|word| word.contains(['.', ':'])) {
        if let Some(address) = address(word) {
            let ip = Ip { address, nature: nature(address) };
            if !found.contains(&ip) {
                found.push(ip);
            }
        }
    }
    found
}

fn address(word: &str) -> Option<IpAddr> {
    let word = word.trim_matches('.');
    let bare = match word.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None => word,
    };
    let bare = bare.split('%').next()?;
    if let Ok(address) = bare.parse::<IpAddr>() {
        return Some(unmapped(address));
    }
    // A label before (ip:1.2.3.4) or a port behind (1.2.3.4:8080).
    bare.split(':').find_map(dotted).map(IpAddr::V4)
}

/// 010.001.002.003 is written by programs that pad with zeros.
fn dotted(text: &str) -> Option<Ipv4Addr> {
    let mut bytes = [0u8; 4];
    let mut parts = text.split('.');
    for byte in &mut bytes {
        let part = parts.next().filter(|part| (1..=3).contains(&part.len()))?;
        *byte = part.parse().ok()?;
    }
    parts.next().is_none().then(|| Ipv4Addr::from(bytes))
}

fn unmapped(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

fn nature(address: IpAddr) -> IpNature {
    match address {
        IpAddr::V4(v4) => nature_v4(v4),
        IpAddr::V6(v6) => nature_v6(v6),
    }
}

fn nature_v4(address: Ipv4Addr) -> IpNature {
    let [a, b, ..] = address.octets();
    if address.is_loopback() {
        IpNature::Loopback
    } else if address.is_private() {
        IpNature::Private
    } else if address.is_link_local() {
        IpNature::LinkLocal
    } else if address.is_documentation() {
        IpNature::Documentation
    } else if a == 100 && (64..128).contains(&b) {
        IpNature::CarrierGradeNat
    } else if a == 0 || a >= 224 || (a == 198 && matches!(b, 18 | 19)) {
        IpNature::Special
    } else {
        IpNature::Public
    }
}

fn nature_v6(address: Ipv6Addr) -> IpNature {
    let first = address.segments()[0];
    if address.is_loopback() {
        IpNature::Loopback
    } else if address.is_unspecified() || address.is_multicast() {
        IpNature::Special
    } else if first & 0xfe00 == 0xfc00 {
        IpNature::Private
    } else if first & 0xffc0 == 0xfe80 {
        IpNature::LinkLocal
    } else if first == 0x2001 && address.segments()[1] == 0x0db8 {
        IpNature::Documentation
    } else {
        IpNature::Public
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<String> {
        macs(text).into_iter().map(|mac| mac.address).collect()
    }

    #[test]
    fn one_card_in_many_spellings() {
        for text in [
            "3C:7C:3F:0A:1B:2C",
            "3c-7c-3f-0a-1b-2c",
            "3C7C3F0A1B2C",
            "3C7C.3F0A.1B2C",
            "3C 7C 3F 0A 1B 2C",
            "３Ｃ：７Ｃ：３Ｆ：０Ａ：１Ｂ：２Ｃ",
            "MAC:3C:7C:3F:0A:1B:2C",
            "MAC地址：3C7C3F0A1B2C",
            "（3C-7C-3F-0A-1B-2C）",
        ] {
            assert_eq!(addresses(text), ["3C:7C:3F:0A:1B:2C"], "{text}");
        }
    }

    #[test]
    fn several_cards_share_a_cell() {
        let both = ["3C:7C:3F:0A:1B:2C", "E4:54:E8:00:00:02"];
        for text in [
            "3C7C3F0A1B2C,E454E8000002",
            "3C:7C:3F:0A:1B:2C；E4:54:E8:00:00:02",
            "3C-7C-3F-0A-1B-2C E4-54-E8-00-00-02",
            "3C7C3F0A1B2C E454E8000002",
            "3C7C3F0A1B2C/E454E8000002/3C7C3F0A1B2C",
        ] {
            assert_eq!(addresses(text), both, "{text}");
        }
    }

    #[test]
    fn addresses_of_no_single_card_are_left_out() {
        for text in [
            "00:00:00:00:00:00",
            "FF:FF:FF:FF:FF:FF",
            "01:00:5E:00:00:01",
            "00:50:56:C0:00:08",
            "无",
            "",
            "3C:7C:3F:**:**:**",
            "3C:7C:3F:0A:1B",
            "3C:7C:3F:0A:1B:2C:3D:4E",
            "550E8400-E29B-41D4-A716-446655440000",
            "6222021234567890123",
        ] {
            assert!(macs(text).is_empty(), "{text}: {:?}", macs(text));
        }
    }

    #[test]
    fn the_nature_of_a_card_is_told() {
        let nature = |text| macs(text).first().map(|mac| mac.nature);
        assert_eq!(nature("3C:7C:3F:0A:1B:2C"), Some(MacNature::Global));
        assert_eq!(nature("DA:A1:19:0A:1B:2C"), Some(MacNature::LocallyAdministered));
        for virtual_card in [
            "000C29123456",
            "080027123456",
            "00155D123456",
            "525400123456",
            "001C42123456",
            "00163E123456",
            "000569123456",
            "005056123456",
            "001C14123456",
        ] {
            assert_eq!(nature(virtual_card), Some(MacNature::Virtual), "{virtual_card}");
        }
    }

    #[test]
    fn one_address_in_many_spellings() {
        for text in [
            "121.40.7.9",
            "121.40.7.9:8080",
            "IP：121.40.7.9",
            "::ffff:121.40.7.9",
            "[::ffff:121.40.7.9]:443",
            "121.040.007.009",
            "121.40.7.9/24",
            "121.40.7.9（电信）",
        ] {
            let found: Vec<String> = ips(text).iter().map(|ip| ip.address.to_string()).collect();
            assert_eq!(found, ["121.40.7.9"], "{text}");
        }
        let six: Vec<String> = ips("[2408:8000::1]:443、fe80::1%eth0; 121.40.7.9")
            .iter()
            .map(|ip| ip.address.to_string())
            .collect();
        assert_eq!(six, ["2408:8000::1", "fe80::1", "121.40.7.9"]);
    }

    #[test]
    fn the_nature_of_an_address_is_told() {
        for (text, expected) in [
            ("121.40.7.9", IpNature::Public),
            ("10.1.2.3", IpNature::Private),
            ("172.31.0.1", IpNature::Private),
            ("172.32.0.1", IpNature::Public),
            ("192.168.1.1", IpNature::Private),
            ("127.0.0.1", IpNature::Loopback),
            ("100.64.0.1", IpNature::CarrierGradeNat),
            ("100.128.0.1", IpNature::Public),
            ("169.254.1.1", IpNature::LinkLocal),
            ("203.0.113.7", IpNature::Documentation),
            ("0.0.0.0", IpNature::Special),
            ("255.255.255.255", IpNature::Special),
            ("::1", IpNature::Loopback),
            ("fd00::1", IpNature::Private),
            ("fe80::1", IpNature::LinkLocal),
            ("2001:db8::1", IpNature::Documentation),
            ("2408:8000::1", IpNature::Public),
        ] {
            assert_eq!(ips(text).first().map(|ip| ip.nature), Some(expected), "{text}");
        }
        assert!(ips("203.0.113.7")[0].tells_a_place() && !ips("10.1.2.3")[0].tells_a_place());
    }

    #[test]
    fn what_is_no_address_gives_nothing() {
        for text in
            ["", "无", "/", "10.1.*.*", "1.2.3", "1.2.3.4.5", "256.1.1.1", "2024.3.5", "12:30"]
        {
            assert!(ips(text).is_empty(), "{text}: {:?}", ips(text));
        }
    }
}
