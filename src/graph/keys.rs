//! From a cell to the keys that are compared: one function for each kind of shareable value.

use super::attribute::Key;
use crate::identity::identifier::{Ip, Mac, MacNature};
use crate::identity::{address, identifier, name};
use crate::record::Fact;
use crate::text::Text;

fn values(keys: impl IntoIterator<Item = String>) -> Vec<Key> {
    keys.into_iter().map(Key::Value).collect()
}

pub(super) fn person(fact: &Fact) -> Vec<Key> {
    values(identifier::persons(&fact.raw))
}

pub(super) fn id_card(fact: &Fact) -> Vec<Key> {
    values(identifier::id_card(&fact.raw))
}

pub(super) fn phone(fact: &Fact) -> Vec<Key> {
    let key = |number: String| {
        if identifier::is_service_number(&number) {
            Key::Meaningless(number, Text::of("服务热线号码", "a service number"))
        } else {
            Key::Value(number)
        }
    };
    identifier::phones(&fact.raw).into_iter().map(key).collect()
}

pub(super) fn email(fact: &Fact) -> Vec<Key> {
    values(identifier::emails(&fact.raw))
}

pub(super) fn room(fact: &Fact) -> Vec<Key> {
    values(address::room_key(&address::parse(&fact.raw)))
}

pub(super) fn building(fact: &Fact) -> Vec<Key> {
    values(address::building_key(&address::parse(&fact.raw)))
}

pub(super) fn owner(fact: &Fact) -> Vec<Key> {
    values(owners(&fact.raw))
}

pub(super) fn company(fact: &Fact) -> Vec<Key> {
    if identifier::is_placeholder(&fact.raw) {
        return Vec::new();
    }
    let canonical = name::parse(&fact.raw).canonical;
    values((!canonical.is_empty()).then_some(canonical))
}

pub(super) fn account(fact: &Fact) -> Vec<Key> {
    values(identifier::bank_account(&fact.raw))
}

pub(super) fn serial(fact: &Fact) -> Vec<Key> {
    values(identifier::serials(&fact.raw))
}

pub(super) fn disk(fact: &Fact) -> Vec<Key> {
    values(identifier::disk_serial(&fact.raw))
}

pub(super) fn cpu(fact: &Fact) -> Vec<Key> {
    let why = Text::of(
        "处理器标识按型号相同，不能区分设备",
        "a processor's signature is that of its model, not of the machine",
    );
    identifier::cpu_signature(&fact.raw)
        .into_iter()
        .map(|key| Key::Meaningless(key, why.clone()))
        .collect()
}

pub(super) fn mac(fact: &Fact) -> Vec<Key> {
    let key = |mac: Mac| match mac.nature {
        MacNature::Global => Key::Value(mac.address),
        MacNature::LocallyAdministered => Key::Meaningless(
            mac.address,
            Text::of(
                "本地管理的网卡地址，由软件设定",
                "a locally administered address, set by software",
            ),
        ),
        MacNature::Virtual => Key::Meaningless(
            mac.address,
            Text::of(
                "虚拟机网卡地址，复制镜像即相同",
                "a virtual machine's address, equal in copied images",
            ),
        ),
    };
    identifier::macs(&fact.raw).into_iter().map(key).collect()
}

pub(super) fn ip(fact: &Fact) -> Vec<Key> {
    let key = |ip: Ip| {
        let address = ip.address.to_string();
        if ip.tells_a_place() {
            Key::Value(address)
        } else {
            Key::Meaningless(
                address,
                Text::of("内网、运营商共享或保留地址", "a private, shared or reserved address"),
            )
        }
    };
    identifier::ips(&fact.raw).into_iter().map(key).collect()
}

pub(super) fn exit_ip(fact: &Fact) -> Vec<Key> {
    let why = Text::of(
        "平台或者开标现场的出口地址",
        "the exit address of the platform or the opening hall",
    );
    identifier::ips(&fact.raw)
        .into_iter()
        .map(|ip| Key::Meaningless(ip.address.to_string(), why.clone()))
        .collect()
}

/// Names that programs and computer shops write: they name nobody.
const DEFAULT_AUTHORS: &[&str] = &[
    "administrator",
    "admin",
    "user",
    "users",
    "微软用户",
    "microsoft",
    "microsoft office user",
    "windows 用户",
    "windows用户",
    "windows user",
    "lenovo",
    "hp",
    "dell",
    "asus",
    "acer",
    "thinkpad",
    "huawei",
    "apache poi",
    "openpyxl",
    "python-docx",
    "wps",
    "wps office",
    "china",
    "pc",
    "computer",
    "test",
    "author",
    "作者",
    "用户",
    "unknown",
    "guest",
    "root",
    "a",
    "1",
    "123",
    "雨林木风",
    "深度技术",
    "番茄花园",
    "系统之家",
    "libreoffice",
    "xlsxwriter",
];

pub(super) fn author(fact: &Fact) -> Vec<Key> {
    let author = identifier::clean(&fact.raw).to_lowercase();
    let is_default = DEFAULT_AUTHORS.contains(&author.as_str())
        || author.strip_prefix("wps_").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
        || author.starts_with("admin")
        || author.chars().count() < 2
        || identifier::is_placeholder(&author);
    values((!is_default).then_some(author))
}

/// Shareholders and controllers, each by name: firms by their canonical name, people as written.
fn owners(text: &str) -> Vec<String> {
    text.split(['、', '；', ';', ',', '，', '\n', '/'])
        .map(|part| {
            part.split(['(', '（', ' ', ':', '：'])
                .find(|word| !word.trim().is_empty())
                .unwrap_or(part)
        })
        .map(|part| {
            part.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '%' | '.' | '％'))
                .trim()
        })
        .filter(|part| 1 < part.chars().count() && !identifier::is_placeholder(part))
        .map(|part| {
            if name::looks_like_company(part) {
                name::parse(part).canonical
            } else {
                part.to_owned()
            }
        })
        .collect()
}
