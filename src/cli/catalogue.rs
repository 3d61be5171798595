//! `qingbiao rules`, `explain` and `schema`: what the tool knows, said by the rules themselves.

use std::fmt::Write as _;
use std::path::Path;

use super::{Document, Failure, output};
use crate::report::{columns, json, terminal};
use crate::rules::{self, RULES, Rule};
use crate::text;
use crate::text::{Lang, Text};

/// One line a rule.
pub(super) fn list(lang: Lang) -> Result<u8, Failure> {
    let mut out = String::new();
    for rule in RULES {
        let (grade, name) = (rule.grade.name(), rule.name.to(lang));
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{} {} {} {}  {name}",
            rule.code,
            terminal::shape(rule.grade),
            grade.to(lang),
            rule.slug
        );
    }
    output::write(Path::new("-"), out.as_bytes(), lang)?;
    Ok(0)
}

/// Everything that one rule says of itself.
pub(super) fn explain(code: &str, lang: Lang) -> Result<u8, Failure> {
    let Some(rule) = rules::find(code) else {
        return Err(Failure::usage(
            lang,
            text!(
                "没有规则 {code}；qingbiao rules 列出全部规则",
                "there is no rule {code}; `qingbiao rules` lists them all"
            ),
        ));
    };
    output::write(Path::new("-"), explained(rule, lang).as_bytes(), lang)?;
    Ok(0)
}

/// A rule in words.
fn explained(rule: &Rule, lang: Lang) -> String {
    let mut out = String::new();
    let say = |text: Text| text.to(lang).to_owned();
    let mut line = |label: Text, value: &str| {
        let _ = writeln!(
            out,
            "{}{}{value}",
            label.to(lang),
            if lang == Lang::Zh { "：" } else { ": " }
        );
    };
    line(Text::same(rule.code), rule.name.to(lang));
    line(Text::of("名称", "slug"), rule.slug);
    line(Text::of("第十六条", "article 16"), &say(rule.article16.name()));
    line(Text::of("证据族", "family"), &say(rule.family.name()));
    let highest = (rule.highest != rule.grade).then(|| {
        let highest = rule.highest.name();
        say(text!("（地方规定或采购文件载明时可为{}）", " (up to {} where a local rule or the tender document says so)"; highest))
    });
    line(
        Text::of("等级", "grade"),
        &format!("{}{}", say(rule.grade.name()), highest.unwrap_or_default()),
    );
    line(Text::of("含义", "why"), rule.why.to(lang));
    for article in rule.basis {
        line(
            Text::of("依据", "basis"),
            &format!("{} {}", say(article.citation()), article.clause.to(lang)),
        );
    }
    for parameter in rule.parameters {
        line(
            Text::of("参数", "parameter"),
            &format!("{} = {}  {}", parameter.name, parameter.value, parameter.means.to(lang)),
        );
    }
    let needs: Vec<String> = rule
        .needs
        .iter()
        .map(|group| group.iter().map(|field| say(field.name())).collect::<Vec<_>>().join(" / "))
        .collect();
    line(Text::of("需要", "needs"), &needs.join(if lang == Lang::Zh { "；" } else { "; " }));
    for innocent in rule.innocent {
        line(Text::of("可能的正当解释", "innocent explanation"), innocent.to(lang));
    }
    for next in rule.next {
        line(Text::of("建议调取", "ask for next"), next.to(lang));
    }
    out
}

/// The JSON Schema of a document.
pub(super) fn schema(of: Document) -> Result<u8, Failure> {
    let schema = match of {
        Document::Report => json::schema(),
        Document::Columns => columns::schema(),
    };
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    output::write(Path::new("-"), text.as_bytes(), Lang::En)?;
    Ok(0)
}
