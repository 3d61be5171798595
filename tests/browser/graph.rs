//! The picture of relations, worked as a reviewer works it: filters, neighbours, zoom, moving a box, the strongest path, the
//! way to the evidence, by mouse and by keyboard.

use super::chrome::{self, Chrome};
use super::{DESKTOP, RIGGED, behaved, opened, report};

/// Values that are lit, and all values.
fn lit(chrome: &mut Chrome, which: &str) -> u64 {
    chrome.count(&format!("document.querySelectorAll(`.netf .nr{which}`).length"))
}

#[test]
fn the_picture_filters_values_and_zooms() {
    let Some(mut chrome) = chrome::start() else { return };
    let (_folder, file) = report(RIGGED, "zh");
    opened(&mut chrome, &file, DESKTOP);
    let all = lit(&mut chrome, "");
    let money = lit(&mut chrome, "[data-k=money]");
    assert!(0 < money && money < all, "{money} of {all}");
    chrome.click(".netf [data-only-k=money]");
    assert_eq!(lit(&mut chrome, ":not(.off)"), money);
    assert_eq!(lit(&mut chrome, "[data-k=money]:not(.off)"), money);
    chrome.click(".netf [data-only-k=money]");
    chrome.click(".netf [data-only-g='1']");
    let hints = lit(&mut chrome, "[data-g='1']");
    assert!(0 < hints && lit(&mut chrome, ":not(.off)") == hints);
    chrome.click(".netf [data-only-g='1']");
    assert_eq!(lit(&mut chrome, ":not(.off)"), all);

    let part = "document.querySelector('.netf svg.net').getAttribute('viewBox')";
    let whole = chrome.text(part);
    chrome.click(".netf [data-zoom=in]");
    assert_ne!(chrome.text(part), whole);
    chrome.click(".netf [data-zoom=reset]");
    let same = format!("{part}.split(' ').map(Number).join(' ')");
    let numbers: Vec<f64> = whole.split(' ').map(|one| one.parse().expect("a number")).collect();
    let numbers: Vec<String> = numbers.iter().map(f64::to_string).collect();
    assert_eq!(chrome.text(&same), numbers.join(" "));
    behaved(&mut chrome);
}

#[test]
fn the_picture_lights_neighbours_and_lets_boxes_be_moved() {
    let Some(mut chrome) = chrome::start() else { return };
    let (_folder, file) = report(RIGGED, "zh");
    opened(&mut chrome, &file, DESKTOP);
    let firm = "document.querySelector('.netf .nb')";
    let held = chrome.count(&format!(
        "[...document.querySelectorAll('.netf .nr')].filter((row) => row.querySelector(`desc[data-b=\"${{{firm}.dataset.n}}\"]`)).length"
    ));
    let all = lit(&mut chrome, "");
    assert!(0 < held && held < all, "{held} of {all}");
    chrome.hover(".netf .nb");
    assert_eq!(lit(&mut chrome, ":not(.off)"), held, "only what the firm holds is lit");
    chrome.hover("h1");
    assert_eq!(lit(&mut chrome, ":not(.off)"), all);

    let place = format!("{firm}.getAttribute('transform')");
    let before = chrome.text(&place);
    chrome.drag(".netf .nb", (30.0, 24.0));
    assert_ne!(chrome.text(&place), before, "a dragged box moves");
    let ends = format!(
        "(() => {{ const [x, y] = {firm}.getAttribute('transform').match(/-?[\\d.]+/g).map(Number); const n = {firm}.dataset.n; \
         return [...document.querySelectorAll(`.netf .ne[data-a=\"${{n}}\"] line`)].every((line) => Math.abs(line.x1.baseVal.value - x) < 0.2 && Math.abs(line.y1.baseVal.value - y) < 0.2); }})()"
    );
    assert!(chrome.holds(&ends), "its lines follow");
    chrome.click(".netf [data-zoom=reset]");
    assert_eq!(chrome.text(&place), before);
    behaved(&mut chrome);
}

#[test]
fn the_picture_tells_the_strongest_path_and_leads_to_the_evidence() {
    let Some(mut chrome) = chrome::start() else { return };
    let (_folder, file) = report(RIGGED, "zh");
    opened(&mut chrome, &file, DESKTOP);
    // 云岑政务 shares a building with 泽砚软件, which shares an account with 启笙科技: the building is the weakest step.
    let choose = |end: &str, name: &str| {
        format!(
            "(() => {{ const select = document.querySelector('.netf [data-path={end}]'); \
             select.value = [...select.options].find((one) => one.textContent === '{name}').value; select.dispatchEvent(new Event('change')); }})()"
        )
    };
    chrome.value(&choose("from", "云岑政务"));
    chrome.value(&choose("to", "启笙科技"));
    let told = chrome.text("document.querySelector('.netf .way').innerText");
    for word in ["共 2 步", "最弱一环：同一楼栋", "泽砚软件", "B6", "付款"] {
        assert!(told.contains(word), "{word}: {told}");
    }
    assert_eq!(lit(&mut chrome, ":not(.off)"), 2);

    let row = "document.querySelector('.netf .nr[data-k=money]')";
    let card = chrome.text(&format!("'#f' + {row}.dataset.f"));
    chrome.click(".netf .nr[data-k=money]");
    let open = format!(
        "location.hash === '{card}' && document.querySelector('{card}').classList.contains('open')"
    );
    chrome.becomes(&open);

    // The same by keyboard: arrows go from box to box, Enter opens.
    chrome.value("history.replaceState(null, '', '#top')");
    chrome.value("document.querySelector('.netf .nb').focus()");
    chrome.press("ArrowRight");
    let at = "document.activeElement.closest('.netf .nr, .netf .nb') && document.activeElement !== document.querySelector('.netf .nb')";
    assert!(chrome.holds(&format!("!!({at})")), "an arrow goes to another box");
    chrome.value(&format!("{row}.focus()"));
    chrome.press("Enter");
    chrome.becomes(&format!("location.hash === '{card}'"));
    behaved(&mut chrome);
}
