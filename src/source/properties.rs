//! What a file says about its author, program and times.
//!
//! Office Open XML keeps it in `docProps/*.xml`, OpenDocument in `meta.xml`, binary workbooks in property
//! streams. WPS adds properties of its own, among them an identifier of the machine and of the account.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::package::Package;
use super::xml::{attribute, entity};

/// Document properties. Absent facts are `None`; times are as the file writes them, usually UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// The first author.
    pub creator: Option<String>,
    /// Who saved it last.
    pub last_modified_by: Option<String>,
    /// The company that the program is registered to.
    pub company: Option<String>,
    /// The program that wrote it.
    pub application: Option<String>,
    /// When it was made, ISO 8601.
    pub created: Option<String>,
    /// When it was saved last, ISO 8601.
    pub modified: Option<String>,
    /// Minutes that it was open for editing.
    pub total_minutes: Option<u32>,
    /// The template that it was made from.
    pub template: Option<String>,
    /// Custom properties by name.
    pub custom: Vec<(String, String)>,
    /// What WPS adds, if WPS wrote it.
    pub wps: Option<Wps>,
}

/// Properties that WPS Office adds to what it saves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wps {
    /// Language and version, such as `2052-12.1.0.16929` (`KSOProductBuildVer`).
    pub build: Option<String>,
    /// A code that stays with the document as it is copied and edited (`ICV`).
    pub icv: Option<String>,
    /// The machine that took a template from the online store (`hdid` in `KSOTemplateDocerSaveRecord`).
    pub hdid: Option<String>,
    /// The account that did (`userId` in `KSOTemplateDocerSaveRecord`).
    pub user_id: Option<String>,
}

impl Properties {
    /// Sorts the custom properties and reads those of WPS among them.
    fn finish(mut self) -> Self {
        self.custom.sort();
        let custom = |name: &str| {
            let found = self.custom.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let record = custom("KSOTemplateDocerSaveRecord").and_then(|record| decode_record(&record));
        let (hdid, user_id) = record.unwrap_or_default();
        let wps = Wps { build: custom("KSOProductBuildVer"), icv: custom("ICV"), hdid, user_id };
        self.wps = (wps != Wps::default()).then_some(wps);
        self
    }
}

/// The properties of an xlsx. What cannot be read is absent: the tables do not depend on it.
pub(crate) fn of_xlsx(package: &mut Package, most: u64) -> Properties {
    let mut found = Properties::default();
    let mut leaves = |part: &str| match package.read_part(part, most) {
        Ok(Some(bytes)) => leaves_of(&bytes),
        _ => Vec::new(),
    };
    for leaf in leaves("docProps/core.xml") {
        match leaf.element.as_str() {
            "creator" => found.creator = leaf.text(),
            "lastModifiedBy" => found.last_modified_by = leaf.text(),
            "created" => found.created = leaf.text(),
            "modified" => found.modified = leaf.text(),
            _ => {}
        }
    }
    for leaf in leaves("docProps/app.xml") {
        match leaf.element.as_str() {
            "Application" => found.application = leaf.text(),
            "Company" => found.company = leaf.text(),
            "Template" => found.template = leaf.text(),
            "TotalTime" => found.total_minutes = leaf.text().and_then(|text| text.parse().ok()),
            _ => {}
        }
    }
    found.custom = leaves("docProps/custom.xml").into_iter().filter_map(Leaf::named).collect();
    found.finish()
}

/// The properties of an OpenDocument spreadsheet.
pub(crate) fn of_ods(package: &mut Package, most: u64) -> Properties {
    match package.read_part("meta.xml", most) {
        Ok(Some(bytes)) => of_meta(&bytes),
        _ => Properties::default(),
    }
}

/// The properties of a workbook that is one XML file: its `office:meta` or `DocumentProperties`.
pub(crate) fn of_flat(text: &str) -> Properties {
    let part = ["<office:meta", "<DocumentProperties", "<o:DocumentProperties"]
        .into_iter()
        .find_map(|begin| {
            let from = &text[text.find(begin)?..];
            let end = from.find(&format!("</{}", &begin[1..]))?;
            Some(&from[..end])
        });
    part.map(|part| of_meta(part.as_bytes())).unwrap_or_default()
}

fn of_meta(xml: &[u8]) -> Properties {
    let mut found = Properties::default();
    for leaf in leaves_of(xml) {
        match leaf.element.as_str() {
            "initial-creator" | "Author" => found.creator = leaf.text(),
            "creator" | "LastAuthor" => found.last_modified_by = leaf.text(),
            "creation-date" | "Created" => found.created = leaf.text(),
            "date" | "LastSaved" => found.modified = leaf.text(),
            "Company" => found.company = leaf.text(),
            "generator" => found.application = leaf.text(),
            "editing-duration" => {
                let spent = leaf.text().and_then(|text| text.parse::<jiff::SignedDuration>().ok());
                found.total_minutes = spent.and_then(|spent| u32::try_from(spent.as_mins()).ok());
            }
            "user-defined" => found.custom.extend(leaf.named()),
            _ => {}
        }
    }
    found.finish()
}

/// The properties of a binary workbook, as the workbook reader gives them.
pub(crate) fn of_xls(read: calamine::WorkbookProperties, total_minutes: Option<u32>) -> Properties {
    let kept = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    Properties {
        creator: kept(read.creator),
        last_modified_by: kept(read.last_modified_by),
        company: kept(read.company),
        application: kept(read.application),
        created: kept(read.created),
        modified: kept(read.modified),
        total_minutes,
        template: kept(read.template),
        custom: read.custom_properties.into_iter().collect(),
        wps: None,
    }
    .finish()
}

/// An element without children that are elements.
struct Leaf {
    element: String,
    /// The `name` of the element or of the nearest one around it that has a name.
    name: Option<String>,
    text: String,
}

impl Leaf {
    fn text(self) -> Option<String> {
        let text = self.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn named(self) -> Option<(String, String)> {
        Some((self.name?, self.text))
    }
}

fn leaves_of(xml: &[u8]) -> Vec<Leaf> {
    const DEEPEST: usize = 64;
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut leaves) = (Vec::new(), Vec::new());
    let mut names: Vec<Option<String>> = Vec::new();
    let mut open: Option<Leaf> = None;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) if names.len() < DEEPEST => {
                let name = attribute(&element, "name").or_else(|| names.last().cloned().flatten());
                names.push(name.clone());
                let element = element.local_name().as_ref().to_owned();
                open = Some(Leaf { element, name, text: String::new() });
            }
            Ok(Event::Text(text)) => {
                if let Some(leaf) = &mut open {
                    leaf.text.push_str(&text.xml10_content());
                }
            }
            Ok(Event::CData(text)) => {
                if let Some(leaf) = &mut open {
                    leaf.text.push_str(&text.xml10_content());
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                if let Some(leaf) = &mut open {
                    leaf.text.extend(entity(&reference));
                }
            }
            Ok(Event::End(_)) => {
                names.pop();
                leaves.extend(open.take());
            }
            Ok(Event::Eof | Event::Start(_)) | Err(_) => return leaves,
            Ok(_) => {}
        }
    }
}

/// Machine and account in WPS's record: JSON, written in base64.
fn decode_record(record: &str) -> Option<(Option<String>, Option<String>)> {
    let json: serde_json::Value = serde_json::from_slice(&decode_base64(record)?).ok()?;
    let text = |key: &str| match json.get(key)? {
        serde_json::Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    Some((text("hdid"), text("userId")))
}

fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut held) = (Vec::with_capacity(text.len() * 3 / 4), 0_u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_of_wps_gives_machine_and_account() {
        let record = "eyJoZGlkIjoiNGQ5OWFiMDEyMyIsInVzZXJJZCI6IjEwMDIwMDMwMCJ9";
        let custom = vec![
            ("KSOTemplateDocerSaveRecord".to_owned(), record.to_owned()),
            ("ICV".to_owned(), "0F1E2D3C_12".to_owned()),
        ];
        let wps = Properties { custom, ..Properties::default() }.finish().wps.unwrap();
        assert_eq!(wps.hdid.as_deref(), Some("4d99ab0123"));
        assert_eq!(wps.user_id.as_deref(), Some("100200300"));
        assert_eq!((wps.icv.as_deref(), wps.build), (Some("0F1E2D3C_12"), None));
    }

    #[test]
    fn a_broken_record_is_absent() {
        for record in ["", "?", "AAAA", "eyJoZGlk"] {
            assert_eq!(decode_record(record), None, "{record}");
        }
    }

    #[test]
    fn leaves_carry_the_name_around_them() {
        let xml = br#"<Properties><property name="a&amp;b" pid="2"><vt:lpwstr>x &lt; y</vt:lpwstr></property></Properties>"#;
        let leaves: Vec<_> = leaves_of(xml).into_iter().filter_map(Leaf::named).collect();
        assert_eq!(leaves, [("a&b".to_owned(), "x < y".to_owned())]);
    }
}
