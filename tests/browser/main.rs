//! The report in a real browser: filters, evidence, keyboard, print, no request, no complaint, nothing out of place, readable
//! contrast, names that attack it. Without a browser these tests say that they did not run; see `chrome::start`.

mod chrome;
mod graph;
mod page;
mod tenders;

use std::path::{Path, PathBuf};
use std::process::Command;

use chrome::{Chrome, Misdeeds};

const RIGGED: &str = "fixtures/tenders/nc-core-system";
/// An old office desktop.
const DESKTOP: (u32, u32) = (1366, 768);
/// A telephone.
const TELEPHONE: (u32, u32) = (390, 844);

/// Runs the program.
fn qingbiao(arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_qingbiao"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The report on an input, in a folder of its own.
fn report(input: &str, lang: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("报告 report.html");
    let output = file.to_string_lossy().into_owned();
    qingbiao(&["review", input, "--format", "html", "-o", &output, "--lang", lang]);
    (folder, file)
}

fn opened(chrome: &mut Chrome, file: &Path, (width, height): (u32, u32)) {
    chrome.open(file, width, height);
}

fn behaved(chrome: &mut Chrome) {
    assert_eq!(chrome.misdeeds(), Misdeeds::default());
}

#[test]
fn leads_are_filtered_and_found_again() {
    let Some(mut chrome) = chrome::start() else { return };
    let (_folder, file) = report(RIGGED, "zh");
    opened(&mut chrome, &file, DESKTOP);
    let visible = "[...document.querySelectorAll('.f')].filter((f) => f.offsetHeight > 0).length";
    let all = chrome.count("document.querySelectorAll('.f').length");
    assert!(5 < all && chrome.count(visible) == all);
    assert!(chrome.holds("document.querySelector('#reset').offsetHeight === 0"));

    chrome.click(".chip[data-is=strong]");
    let strong = chrome.count("document.querySelectorAll('.f[data-grade=strong]').length");
    assert!(0 < strong && strong < all);
    assert_eq!(chrome.count(visible), strong);
    assert!(
        chrome
            .text("document.querySelector('#shown').textContent")
            .contains(&format!("{strong} / {all}"))
    );
    chrome.click(".chip[data-is=hint]");
    assert!(strong < chrome.count(visible), "grades widen");
    chrome.click(".chip[data-by=family]");
    let family = chrome.text("document.querySelector('.chip[data-by=family]').dataset.is");
    let both = chrome.count(&format!(
        "[...document.querySelectorAll('.f')].filter((f) => f.offsetHeight > 0 && f.dataset.family === '{family}').length"
    ));
    assert!(0 < both && chrome.count(visible) == both, "families narrow");
    chrome.click("#reset");
    assert_eq!(chrome.count(visible), all);

    chrome.click("#words");
    chrome.write("保证金登记表 4417");
    let found = chrome.count(visible);
    assert!(0 < found && found < all, "words are sought in the whole card: {found} of {all}");
    chrome.write(" 没有这个词");
    assert_eq!(chrome.count(visible), 0);
    assert!(
        chrome.holds("document.querySelector('#none').offsetHeight > 0"),
        "it says that nothing fits"
    );

    // A link to a lead shows it, whatever the filters say.
    chrome.click(".reasons a");
    chrome.becomes("!!location.hash && document.querySelector(location.hash).offsetHeight > 100");
    assert_eq!(chrome.count(visible), all);

    let who = "document.querySelector('#who')";
    chrome.value(&format!(
        "{who}.value = {who}.options[1].value, {who}.dispatchEvent(new Event('change'))"
    ));
    assert!(chrome.holds(&format!(
        "[...document.querySelectorAll('.f')].every((f) => f.hidden !== f.dataset.subjects.split(' ').includes({who}.value))"
    )));
    chrome.click("#reset");

    let order = "document.querySelector('#order')";
    chrome.value(&format!("{order}.value = 'family', {order}.dispatchEvent(new Event('change'))"));
    assert!(chrome.holds("document.querySelectorAll('.gh').length > 3"));
    assert!(chrome.holds(
        "[...document.querySelectorAll('#list > *')].reduce(([ok, family], one) => one.matches('.gh') ? [ok, one.dataset.family] : [ok && (!one.matches('.f') || one.dataset.family === family), family], [true, ''])[0]"
    ), "each lead stands under its family");
    behaved(&mut chrome);
}

#[test]
fn evidence_opens_beside_its_source_rows_and_opinions_are_exported() {
    let Some(mut chrome) = chrome::start() else { return };
    let (_folder, file) = report(RIGGED, "zh");
    opened(&mut chrome, &file, DESKTOP);
    assert!(
        chrome.holds("document.querySelector('#b2').offsetHeight === 0"),
        "the second card is closed"
    );
    chrome.click("#f2 .fb");
    assert!(chrome.holds("document.querySelector('#b2').offsetHeight > 100"));
    assert!(
        chrome.holds("document.querySelector('#f2 .fb').getAttribute('aria-expanded') === 'true'")
    );
    assert!(
        chrome.holds("document.querySelector('#f2 .sheet td.m').offsetHeight > 0"),
        "marked cells are seen"
    );
    chrome.click("#f2 .fb");
    assert!(chrome.holds("document.querySelector('#b2').offsetHeight === 0"));
    chrome.click("#all");
    assert!(
        chrome.holds(
            "[...document.querySelectorAll('.fbody')].every((body) => body.offsetHeight > 0)"
        )
    );

    chrome.click("#f1 input[value=confirmed]");
    chrome.click("#f1 textarea");
    chrome.write("银行回单\"已核\"");
    assert!(chrome.text("document.querySelector('#progress').textContent").contains(" 1 / "));
    chrome.value("window.saved = null, URL.createObjectURL = (blob) => { window.saved = blob.text(); return '#'; }");
    chrome.click("#save");
    let saved = chrome.text("window.saved");
    let table: toml::Table = saved.parse().expect("TOML");
    let decision = &table["decision"][0];
    assert_eq!(decision["outcome"].as_str(), Some("confirmed"));
    assert_eq!(decision["reason"].as_str(), Some("银行回单\"已核\""));
    behaved(&mut chrome);
}

#[test]
fn everything_is_reached_by_keyboard() {
    let Some(mut chrome) = chrome::start() else { return };
    let (_folder, file) = report(RIGGED, "zh");
    opened(&mut chrome, &file, DESKTOP);
    chrome.press("Tab");
    assert!(chrome.holds("document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().left >= 0"));
    let mut seen = 0;
    while !chrome.holds("document.activeElement.matches('.fb')") {
        chrome.press("Tab");
        seen += 1;
        assert!(seen < 80, "no lead is reached");
        assert!(
            chrome.holds("getComputedStyle(document.activeElement).outlineStyle !== 'none'"),
            "the focus is seen: {}",
            chrome.text("document.activeElement.outerHTML.slice(0, 200)")
        );
    }
    chrome.press("ArrowDown");
    assert_eq!(chrome.text("document.activeElement.closest('.f').id"), "f2");
    chrome.press("Enter");
    assert!(chrome.holds("document.querySelector('#b2').offsetHeight > 0"));
    chrome.press(" ");
    assert!(chrome.holds("document.querySelector('#b2').offsetHeight === 0"));
    chrome.press("End");
    let last = chrome.count("document.querySelectorAll('.f').length");
    assert_eq!(chrome.text("document.activeElement.closest('.f').id"), format!("f{last}"));
    chrome.press("Home");
    assert_eq!(chrome.text("document.activeElement.closest('.f').id"), "f1");
    let mut seen = 0;
    while !chrome.holds("document.activeElement.matches('#f1 input[type=radio]')") {
        chrome.press("Tab");
        seen += 1;
        assert!(seen < 40, "no opinion is reached");
    }
    chrome.press(" ");
    assert!(chrome.holds("document.activeElement.checked"));
    // Whatever scrolls sideways can have the focus.
    let stuck = chrome.texts(
        "[...document.querySelectorAll('*')].filter((e) => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX) && e.tabIndex < 0).map((e) => e.outerHTML.slice(0, 120))",
    );
    assert_eq!(stuck, [""; 0]);
    behaved(&mut chrome);
}

#[test]
fn paper_has_every_card_whatever_is_filtered() {
    let Some(mut chrome) = chrome::start() else { return };
    for lang in ["zh", "en"] {
        let (_folder, file) = report(RIGGED, lang);
        opened(&mut chrome, &file, DESKTOP);
        chrome.click(".chip[data-is=hint]");
        chrome.medium("print");
        // The width of A4 without its margins.
        chrome.resize(680, 971);
        let unseen = chrome.texts(
            "[...document.querySelectorAll('.f, .fbody, .blk')].filter((e) => e.offsetHeight === 0).map((e) => e.id || e.textContent.slice(0, 60))",
        );
        assert_eq!(unseen, [""; 0], "{lang}");
        let says = chrome.texts("[...document.querySelectorAll('.f')].filter((f) => !f.innerText.includes(f.querySelector('.loc').innerText)).map((f) => f.id)");
        assert_eq!(says, [""; 0]);
        assert!(chrome.holds("document.querySelector('nav').offsetHeight === 0 && [...document.querySelectorAll('button:not(.fb)')].every((b) => b.offsetHeight === 0)"));
        assert!(chrome.holds("document.querySelector('.sign').offsetHeight > 0"), "lines to sign");
        assert!(chrome.holds("document.querySelector('#findings').offsetTop > 0 && getComputedStyle(document.querySelector('#findings')).breakBefore === 'page'"), "page 1 is the summary");
        assert!(chrome.holds("document.querySelector('header').offsetHeight + document.querySelector('header').offsetTop < 971"), "the summary fits on page 1");
        assert_eq!(page::outside(&mut chrome), [""; 0], "{lang}");
        let sheets = chrome.sheets();
        assert!((10..60).contains(&sheets), "{sheets} sheets");
        chrome.medium("screen");
        behaved(&mut chrome);
    }
}

#[test]
fn the_page_is_well_made_at_every_width_and_in_both_languages() {
    let Some(mut chrome) = chrome::start() else { return };
    for input in [
        RIGGED,
        "fixtures/tenders/nc-data-platform",
        "fixtures/tenders/dongpu-rotation",
        "fixtures/tenders/ningchuan-packages",
        "fixtures/tenders/lanxi-small-purchases",
    ] {
        for lang in ["zh", "en"] {
            let (_folder, file) = report(input, lang);
            for size in [DESKTOP, TELEPHONE] {
                opened(&mut chrome, &file, size);
                let what = format!("{input} {lang} {size:?}");
                if let Some(all) = chrome.value("document.querySelector('#all') && 1").as_u64() {
                    assert_eq!(all, 1);
                    chrome.click("#all");
                }
                page::well_made(&mut chrome, &what);
                page::graph(&mut chrome, &what, input == RIGGED);
                behaved(&mut chrome);
            }
        }
    }
}

#[test]
fn names_that_attack_the_page_stay_names() {
    let Some(mut chrome) = chrome::start() else { return };
    let input = tempfile::tempdir().expect("a folder");
    tenders::hostile(input.path());
    for lang in ["zh", "en"] {
        let (_folder, file) = report(&input.path().to_string_lossy(), lang);
        for size in [DESKTOP, TELEPHONE] {
            opened(&mut chrome, &file, size);
            let what = format!("hostile {lang} {size:?}");
            assert!(chrome.holds("window.hacked === undefined"));
            assert!(chrome.holds("!!document.querySelector('.heat') && !!document.querySelector('.grid') && document.querySelectorAll('.strip').length > 2"), "every picture is drawn");
            assert_eq!(chrome.count("document.scripts.length"), 1);
            assert_eq!(chrome.count("document.querySelectorAll('img, iframe, object, embed, link, base, form, svg [onload]').length"), 0);
            assert!(
                chrome.holds("document.body.innerText.includes('<script>window.hacked=1')"),
                "names are shown as they are"
            );
            assert!(
                !chrome.holds(
                    "/[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]/.test(document.body.innerText)"
                ),
                "nothing turns the reading direction"
            );
            chrome.click("#all");
            page::well_made(&mut chrome, &what);
            let tall = chrome.count("Math.max(...[...document.querySelectorAll('h1, h2, h3, h4, th, td, li, dd, p, button')].map((e) => Math.round(e.getBoundingClientRect().height)))");
            assert!(tall < 1_500, "{what}: something is {tall} pixels high");
            behaved(&mut chrome);
        }
        chrome.medium("print");
        let sheets = chrome.sheets();
        assert!(sheets < 120, "{sheets} sheets");
        chrome.medium("screen");
    }
}

#[test]
fn sixty_bidders_fit_on_one_page() {
    let input = tempfile::tempdir().expect("a folder");
    tenders::crowd(input.path());
    let (_folder, file) = report(&input.path().to_string_lossy(), "zh");
    let size = std::fs::metadata(&file).expect("the report").len();
    assert!(size < 1_000_000, "{size} bytes");
    let Some(mut chrome) = chrome::start() else { return };
    for size in [DESKTOP, TELEPHONE] {
        opened(&mut chrome, &file, size);
        page::well_made(&mut chrome, &format!("60 bidders {size:?}"));
        page::graph(&mut chrome, "60 bidders", true);
        behaved(&mut chrome);
    }
}

#[test]
fn the_index_of_a_batch_filters_and_leads_to_its_reports() {
    let Some(mut chrome) = chrome::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().to_string_lossy().into_owned();
    qingbiao(&["batch", "fixtures/tenders", "-o", &output]);
    for size in [DESKTOP, TELEPHONE] {
        opened(&mut chrome, &folder.path().join("index.html"), size);
        page::well_made(&mut chrome, &format!("index {size:?}"));
        let visible = "[...document.querySelectorAll('#ranked tbody tr')].filter((row) => row.offsetHeight > 0).length";
        let all = chrome.count(visible);
        chrome.click("#q");
        chrome.write("宁川");
        let some = chrome.count(visible);
        assert!(0 < some && some < all, "{some} of {all}");
        // The address keeps what is shown.
        let address = chrome.text("location.hash");
        assert!(address.starts_with("#tenders?q="), "{address}");
        chrome.click(".tabs a[href='#purchasers']");
        assert!(chrome.holds("document.querySelector('#tenders').offsetHeight === 0 && document.querySelector('#purchasers').offsetHeight > 0"));
        chrome.value(&format!("location.hash = {}", serde_json::Value::from(address)));
        chrome.becomes("document.querySelector('#q').value === '宁川'");
        assert_eq!(chrome.count(visible), some);
        for tab in ["together", "purchasers", "problems"] {
            chrome.click(&format!(".tabs a[href='#{tab}']"));
            page::well_made(&mut chrome, &format!("index {tab} {size:?}"));
        }
        chrome.medium("print");
        assert!(chrome.holds("[...document.querySelectorAll('section, #ranked tbody tr')].every((one) => one.offsetHeight > 0)"), "paper has all");
        chrome.medium("screen");
        behaved(&mut chrome);
    }
    for table in ["index.csv", "pairs.csv", "purchasers.csv", "problems.csv"] {
        assert!(folder.path().join(table).is_file(), "{table}");
    }
    let links = chrome.texts("[...document.querySelectorAll('#ranked a')].map((link) => decodeURIComponent(link.getAttribute('href')))");
    assert!(
        !links.is_empty() && links.iter().all(|link| folder.path().join(link).is_file()),
        "{links:?}"
    );
}
