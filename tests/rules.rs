//! The catalogue: every rule is sound in itself, has its fixtures, and the written catalogue is true.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use qingbiao::rules::{Check, Grade, RULES};
use qingbiao::text::{Lang, Text};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn codes_and_names_are_used_once() {
    let mut seen = std::collections::BTreeSet::new();
    for rule in RULES {
        assert!(seen.insert(rule.code), "{} is used twice", rule.code);
        assert!(seen.insert(rule.slug), "{} is used twice", rule.slug);
        let prefix = match rule.article16.slug() {
            "collusion" => "WB",
            "predetermined" => "MZ",
            "substitution" => "YC",
            "avoidance" => "HB",
            _ => "QT",
        };
        assert!(
            rule.code.starts_with(prefix),
            "{} does not carry the letters of its heading",
            rule.code
        );
    }
}

#[test]
fn every_rule_says_what_a_reader_needs() {
    for rule in RULES {
        let code = rule.code;
        assert!(!rule.innocent.is_empty(), "{code} has no innocent explanation");
        assert!(!rule.next.is_empty(), "{code} names no next evidence");
        assert!(rule.grade <= rule.highest, "{code} has a highest grade below its own");
        assert!(!rule.basis.is_empty() || rule.grade == Grade::Hint, "{code} has no basis in law");
        let texts: Vec<&Text> =
            [&rule.name, &rule.why].into_iter().chain(rule.innocent).chain(rule.next).collect();
        for text in texts {
            assert!(is_chinese(text.to(Lang::Zh)), "{code}: no Chinese in {:?}", text.zh);
            assert!(
                !is_chinese(text.to(Lang::En)) && !text.en.is_empty(),
                "{code}: {:?} is not English",
                text.en
            );
        }
        if matches!(rule.check, Check::Case(_)) {
            assert!(rule.needs.iter().all(|group| !group.is_empty()), "{code} has an empty need");
        }
    }
}

#[test]
fn every_rule_has_a_hit_a_miss_and_an_edge() {
    for rule in RULES {
        let folder = root().join("fixtures/rules").join(rule.code);
        let stems: Vec<String> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| {
                entry
                    .expect("an entry")
                    .path()
                    .file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        for wanted in ["hit", "miss", "edge"] {
            assert!(
                stems.iter().any(|stem| stem == wanted),
                "{} has no fixture {wanted}",
                rule.code
            );
        }
    }
}

/// `reports/RULES.md`, written from the rules.
fn catalogue() -> String {
    let mut out = String::from(
        "# 规则目录 / Rules\n\n由规则自身写成；`UPDATE=1 cargo test --test rules` 重写。Written from the rules themselves; `UPDATE=1 cargo test --test rules` writes it anew.\n",
    );
    let mut heading = None;
    for rule in RULES {
        if heading != Some(rule.article16) {
            heading = Some(rule.article16);
            let name = rule.article16.name();
            let _ = write!(
                out,
                "\n## {} · {}\n\n| 编号 | 规则 | rule | 族 | 等级 | 依据 |\n|---|---|---|---|---|---|\n",
                name.zh, name.en
            );
        }
        let basis: Vec<&str> = rule.basis.iter().map(|article| article.id).collect();
        let grade = if rule.grade == rule.highest {
            rule.grade.name().zh.to_string()
        } else {
            format!("{} → {}", rule.grade.name().zh, rule.highest.name().zh)
        };
        let _ = writeln!(
            out,
            "| {} | {} `{}` | {} | {} | {} | {} |",
            rule.code,
            rule.name.zh,
            rule.slug,
            rule.name.en,
            rule.family.character().zh,
            grade,
            basis.join("; ")
        );
    }
    out
}

#[test]
fn the_written_catalogue_is_true() {
    let path = root().join("reports/RULES.md");
    let now = catalogue();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &now).expect("the catalogue can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == now, "reports/RULES.md is out of date: UPDATE=1 cargo test --test rules");
}
