//! Telephone numbers; a cell often holds several.

use super::{clean, is_scientific};

/// The telephone numbers of a cell: mobiles `13812345678`, landlines `0571-87654321` without extension, service
/// numbers, foreign ones `+15035550100`. Fax and telephone have one form, so they compare together.
///
/// Masked numbers, numbers rounded by a spreadsheet, fillers and local numbers without area code give nothing.
pub fn phones(text: &str) -> Vec<String> {
    phones_in(text, None)
}

/// As [`phones`], with the area code of the firm's city (`0571`) for local numbers without one.
pub fn phones_in(text: &str, area: Option<&str>) -> Vec<String> {
    let mut found = Vec::new();
    for piece in clean(text).split(['/', ';', '、', ',', '\n', '|', '或', '和', '。']) {
        // A masked or rounded number leaves digits behind that would look like another one.
        if piece.contains(['*', '×', '●'])
            || piece.split_whitespace().any(|word| is_scientific(label_end(word)))
        {
            continue;
        }
        for number in phones_of_piece(piece, area) {
            if !is_filler_phone(&number) && !found.contains(&number) {
                found.push(number);
            }
        }
    }
    found
}

/// The word behind a label: `电话:1.38E+10`.
fn label_end(word: &str) -> &str {
    word.trim_start_matches(|c: char| !c.is_ascii_digit())
}

/// A run of digits and whether a hyphen, and not a space, joins it to the one before.
struct Group {
    digits: String,
    plus: bool,
    hyphen: bool,
}

fn phones_of_piece(piece: &str, area: Option<&str>) -> Vec<String> {
    let groups = groups(piece);
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < groups.len() {
        let Some((number, used)) = number_at(&groups[at..], groups.len() == 1 || at == 0, area)
        else {
            at += 1;
            continue;
        };
        let landline = number.contains('-');
        numbers.push(number);
        at += used;
        // An extension: 0571-87654321-8001.
        if landline && groups.get(at).is_some_and(|group| group.hyphen && group.digits.len() <= 6) {
            at += 1;
        }
    }
    numbers
}

/// The runs of digits of a piece; what follows 转, 分机 or `ext` is an extension and dropped.
fn groups(piece: &str) -> Vec<Group> {
    let lower = piece.to_ascii_lowercase();
    let mut groups: Vec<Group> = Vec::new();
    let (mut between, mut digits) = (String::new(), String::new());
    let mut extension = false;
    for c in lower.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            // 13800000000.0 is a number cell turned into text.
            let fraction = between == "." && digits.bytes().all(|b| b == b'0');
            if !extension && !fraction {
                let plus = between.ends_with('+') || between.ends_with("(+");
                let hyphen = matches!(between.trim(), "-" | "—" | "–" | "#");
                groups.push(Group { digits: std::mem::take(&mut digits), plus, hyphen });
            }
            digits.clear();
            between.clear();
            extension = false;
        }
        between.push(c);
        extension |= ["转", "分机", "ext", "内线"].iter().any(|mark| between.ends_with(mark));
    }
    groups
}

/// The number that begins at the first group, and how many groups it takes.
fn number_at(groups: &[Group], first: bool, area: Option<&str>) -> Option<(String, usize)> {
    if groups[0].plus && !groups[0].digits.starts_with("86") {
        let mut digits = String::new();
        let mut used = 0;
        for group in groups {
            if (used > 0 && group.plus) || digits.len() + group.digits.len() > 15 {
                break;
            }
            digits.push_str(&group.digits);
            used += 1;
        }
        return (digits.len() >= 8).then(|| (format!("+{digits}"), used));
    }
    let mut digits = String::new();
    for (index, group) in groups.iter().take(6).enumerate() {
        if index > 0 && group.plus {
            break;
        }
        digits.push_str(&group.digits);
        let alone = groups.len() == 1 && first;
        if let Some(number) = whole_number(&digits, alone) {
            return Some((number, index + 1));
        }
    }
    // 571-87654321: the zero of the area code was lost in a number cell.
    if let [lead, local, ..] = groups
        && local.hyphen
        && matches!(lead.digits.len(), 2 | 3)
        && let Some(number) = landline(&format!("0{}{}", lead.digits, local.digits))
    {
        return Some((number, 2));
    }
    let local = &groups[0].digits;
    let area = area.filter(|_| matches!(local.len(), 7 | 8) && !local.starts_with(['0', '1']))?;
    landline(&format!("{area}{local}")).map(|number| (number, 1))
}

/// One number in digits alone: mobile, landline or service number.
fn whole_number(digits: &str, alone: bool) -> Option<String> {
    let national = ["0086", "86"]
        .iter()
        .find_map(|code| digits.strip_prefix(code))
        .filter(|rest| rest.len() >= 9);
    let rest = national.unwrap_or(digits);
    let mobile = rest.strip_prefix('0').filter(|rest| is_mobile(rest)).unwrap_or(rest);
    if is_mobile(mobile) {
        return Some(mobile.to_owned());
    }
    let service = rest.len() == 10 && (rest.starts_with("400") || rest.starts_with("800"))
        || alone
            && matches!(rest.len(), 5..=8)
            && (rest.starts_with("95") || rest.starts_with("96"))
            && rest.len() <= 6;
    if service {
        return Some(rest.to_owned());
    }
    if national.is_some() && !rest.starts_with('0') {
        return landline(&format!("0{rest}"));
    }
    // Eleven digits that begin as no mobile does: an area code that lost its zero.
    if alone && rest.len() == 11 && rest.starts_with(|c: char| ('3'..='9').contains(&c)) {
        return landline(&format!("0{rest}"));
    }
    landline(rest)
}

fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

/// `0571-87654321` of `057187654321`. 010 and 02x have three digits, all others four.
fn landline(digits: &str) -> Option<String> {
    let area = match digits.as_bytes() {
        [b'0', b'1', b'0', ..] => 3,
        [b'0', b'2', second, ..] if *second != b'6' => 3,
        [b'0', b'3'..=b'9', ..] => 4,
        _ => return None,
    };
    let local = digits.get(area..)?;
    let fits = if area == 3 { local.len() == 8 } else { matches!(local.len(), 7 | 8) };
    (fits && !local.starts_with(['0', '1'])).then(|| format!("{}-{local}", &digits[..area]))
}

/// Numbers written to fill a cell: the last eight digits the same, and the operator's sample number.
fn is_filler_phone(number: &str) -> bool {
    let digits: Vec<u8> = number.bytes().filter(u8::is_ascii_digit).collect();
    let tail = &digits[digits.len().saturating_sub(8)..];
    let repeated = digits.len() >= 10 && tail.iter().all(|digit| digit == &tail[0]);
    repeated || number == "13800138000"
}

/// Service numbers (400, 800, 95xxx, 96xxx) belong to many callers: a hub, not an identifier.
pub fn is_service_number(phone: &str) -> bool {
    let by_prefix = phone.len() == 10 && (phone.starts_with("400") || phone.starts_with("800"));
    by_prefix || (phone.len() <= 8 && (phone.starts_with("95") || phone.starts_with("96")))
}

/// Mobile numbers of virtual operators, which are often bought without a real name.
pub fn is_virtual_operator(phone: &str) -> bool {
    is_mobile(phone)
        && ["170", "171", "162", "165", "167"].iter().any(|prefix| phone.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mobile_in_many_spellings() {
        for text in [
            "13812345679",
            "138 1234 5679",
            "138-1234-5679",
            "+8613812345679",
            "+86 138 1234 5679",
            "0086-13812345679",
            "86 13812345679",
            "8613812345679",
            "013812345679",
            "１３８１２３４５６７９",
            "13812345679.0",
            "'13812345679",
            "手机：13812345679",
            "张三 13812345679",
            "(+86)13812345679",
            "138\u{a0}12345679",
        ] {
            assert_eq!(phones(text), ["13812345679"], "{text}");
        }
    }

    #[test]
    fn one_landline_in_many_spellings() {
        for text in [
            "0571-87654321",
            "057187654321",
            "(0571)87654321",
            "（0571）87654321",
            "0571 8765 4321",
            "0571-87654321-8001",
            "0571-87654321转8001",
            "0571-87654321 ext. 801",
            "+86-571-87654321",
            "571-87654321",
            "57187654321",
            "0571—87654321",
        ] {
            assert_eq!(phones(text), ["0571-87654321"], "{text}");
        }
        assert_eq!(phones("010-87654321"), ["010-87654321"]);
        assert_eq!(phones("0312-7654321"), ["0312-7654321"]);
    }

    #[test]
    fn several_numbers_share_a_cell() {
        let both = ["13812345679", "0571-87654321"];
        for text in [
            "13812345679/0571-87654321",
            "13812345679；0571-87654321",
            "13812345679、0571-87654321",
            "13812345679，0571-87654321",
            "13812345679\n0571-87654321",
            "13812345679 0571-87654321",
            "13812345679 13812345679 0571 87654321",
            "电话13812345679传真0571-87654321",
        ] {
            assert_eq!(phones(text), both, "{text}");
        }
        assert_eq!(phones("13812345679 13912345670"), ["13812345679", "13912345670"]);
    }

    #[test]
    fn a_local_number_needs_its_area_code() {
        assert!(phones("87654321").is_empty());
        assert_eq!(phones_in("87654321", Some("0571")), ["0571-87654321"]);
    }

    #[test]
    fn masked_rounded_and_filler_numbers_give_nothing() {
        for text in [
            "138****1234",
            "1.38E+10",
            "电话：1.38E+10",
            "无",
            "/",
            "0",
            "11111111111",
            "13800000000",
            "13800138000",
            "1234567",
            "",
            "123456",
            "0571-8765****",
        ] {
            assert!(phones(text).is_empty(), "{text}: {:?}", phones(text));
        }
        assert_eq!(phones("138****1234/13912345670"), ["13912345670"]);
    }

    #[test]
    fn service_numbers_are_read_and_flagged() {
        assert_eq!(phones("400-820-8820"), ["4008208820"]);
        assert_eq!(phones("95533"), ["95533"]);
        assert!(
            is_service_number("4008208820")
                && is_service_number("95533")
                && is_service_number("96123")
        );
        assert!(!is_service_number("13812345679") && !is_service_number("0951-8765432"));
        assert!(is_virtual_operator("17012345678") && !is_virtual_operator("13812345679"));
    }

    #[test]
    fn foreign_numbers_keep_their_country_code() {
        assert_eq!(phones("+1 (503) 555-0100"), ["+15035550100"]);
    }
}
