//! Serial numbers: disks, CA certificates, and the codes that bidding software writes into files.

use super::{Unusable, clean, is_placeholder, usable, without_label};

/// Beginnings of the serial numbers of virtual disks.
const VIRTUAL_DISKS: &[&str] =
    &["VMWARE", "VBOX", "QEMU", "QM0000", "VIRTUAL", "MSFTVIRTUAL", "XENSRC", "DRIVE-"];

/// Serial number of a disk. Numbers of virtual disks and makers' defaults give nothing.
pub fn disk_serial(text: &str) -> Result<String, Unusable> {
    let serial = serial(text)?;
    let letters: String = serial.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    if VIRTUAL_DISKS.iter().any(|prefix| serial.starts_with(prefix) || letters.starts_with(prefix))
    {
        return Err(Unusable::Placeholder);
    }
    Ok(serial.trim_end_matches(['.', '_', '-']).to_owned())
}

/// Some systems report ATA serial numbers with the bytes of each pair swapped: `DWW-` for `WD-W`. The other form,
/// for a second look-up.
pub fn byte_swapped(serial: &str) -> String {
    let characters: Vec<char> = serial.chars().collect();
    characters.chunks(2).flat_map(|pair| pair.iter().rev().copied()).collect()
}

/// Fillers of firmware in place of a machine's own number, without hyphens.
const DEFAULT_SERIALS: &[&str] = &[
    "03000200040005000006000700080009",
    "00020003000400050006000700080009",
    "12345678123456781234567812345678",
    "12345678123412341234123456789012",
    "1234567890ABCDEF",
    "0123456789ABCDEF",
    "00000000000000000000000000000001",
];

/// Machine code, file-creation code, CA certificate or other serial number: in capitals, without spaces.
///
/// Blanks, fillers, zeros, all F, one repeated character and fewer than six characters give nothing.
pub fn serial(text: &str) -> Result<String, Unusable> {
    let clean = usable(text)?;
    let value = without_label(&clean).to_uppercase();
    let value: String =
        value.chars().filter(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '"')).collect();
    let letters: String = value.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    if value.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) {
        return Err(Unusable::Alphabet);
    }
    if is_placeholder(&letters) || DEFAULT_SERIALS.contains(&letters.as_str()) {
        return Err(Unusable::Placeholder);
    }
    if letters.len() < 6 {
        return Err(Unusable::Length);
    }
    // 0000_0000_0000_0001 counts disks of a model, it does not name one.
    let telling = letters.bytes().filter(|b| *b != b'0').count();
    let first = letters.as_bytes()[0];
    if telling <= 2 || letters.bytes().all(|b| b == first) {
        return Err(Unusable::Placeholder);
    }
    Ok(value)
}

/// The serial numbers of a cell that holds several, each once.
pub fn serials(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in clean(text).split([',', ';', '、', '/', '|', '\n']) {
        if let Ok(serial) = serial(piece)
            && !found.contains(&serial)
        {
            found.push(serial);
        }
    }
    found
}

/// The processor's id. It is a signature of the model (`BFEBFBFF000906EA`), equal in every machine with that
/// processor: **never** unique, no evidence of one device. Use it only to tell machines apart.
pub fn cpu_signature(text: &str) -> Result<String, Unusable> {
    serial(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_of_makers_are_kept_and_fillers_are_not() {
        assert_eq!(serial(" s3z8nb0k501234x ").as_deref(), Ok("S3Z8NB0K501234X"));
        assert_eq!(
            serial("机器码：{4C4C4544-0042-3510-8052-B9C04F564433}").as_deref(),
            Ok("4C4C4544-0042-3510-8052-B9C04F564433")
        );
        assert_eq!(disk_serial("0025_3858_91B0_1234.").as_deref(), Ok("0025_3858_91B0_1234"));
        for filler in [
            "无",
            "/",
            "00000000",
            "0000_0000_0000_0001",
            "0000_0000_0000_0000.",
            "FFFFFFFFFFFF",
            "XXXXXXXX",
            "To be filled by O.E.M.",
            "Default string",
            "None",
            "123456",
            "1234567890",
            "03000200-0400-0500-0006-000700080009",
            "System Serial Number",
            "1111-1111",
        ] {
            assert_eq!(serial(filler), Err(Unusable::Placeholder), "{filler}");
        }
        for virtual_disk in
            ["VMware Virtual disk 6000c29", "VBOX HARDDISK VB1234", "QEMU HARDDISK", "QM00001"]
        {
            assert_eq!(disk_serial(virtual_disk), Err(Unusable::Placeholder), "{virtual_disk}");
        }
        assert_eq!(serial("A1B2"), Err(Unusable::Length));
        assert_eq!(serial(""), Err(Unusable::Blank));
        assert_eq!(serial("****1234"), Err(Unusable::Masked));
        assert_eq!(serial("1.2345E+15"), Err(Unusable::PrecisionLost));
        assert_eq!(
            serials("S3Z8NB0K501234X；无，S3Z8NB0K501234X、WD-WCC4N1234567"),
            ["S3Z8NB0K501234X", "WD-WCC4N1234567"]
        );
    }

    #[test]
    fn swapping_bytes_twice_gives_the_serial_back() {
        assert_eq!(byte_swapped("WD-WCC4N1"), "DWW-CCN41");
        assert_eq!(byte_swapped(&byte_swapped("WD-WCC4N1234")), "WD-WCC4N1234");
    }
}
