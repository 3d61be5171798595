//! What every page must be: nothing beside the window, text that can be read, landmarks, headings and names for what is seen.

use super::chrome::Chrome;

/// Everything at once, at the width that the page has.
pub(crate) fn well_made(chrome: &mut Chrome, what: &str) {
    assert_eq!(outside(chrome), [""; 0], "{what}: beside the window");
    assert_eq!(pale(chrome), [""; 0], "{what}: too little contrast");
    assert_eq!(small(chrome), [""; 0], "{what}: characters below 12 px");
    assert_eq!(unnamed(chrome), [""; 0], "{what}: nothing says what it is");
    assert_eq!(headings(chrome), [""; 0], "{what}: headings");
    let landmarks = chrome.holds(
        "document.querySelectorAll('main').length === 1 && document.querySelectorAll('h1').length === 1 && document.querySelectorAll('body footer').length === 1 \
         && !!document.querySelector('header') && !!document.documentElement.lang && document.title.length > 0 && !!document.querySelector('a.skip[href=\"#main\"]')",
    );
    assert!(landmarks, "{what}: landmarks");
    let twice = chrome.texts(
        "(() => { const seen = new Set(), twice = []; for (const e of document.querySelectorAll('[id]')) { if (seen.has(e.id)) twice.push(e.id); seen.add(e.id); } return twice; })()",
    );
    assert_eq!(twice, [""; 0], "{what}: ids");
    let dead = chrome.texts(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter((a) => !document.getElementById(a.getAttribute('href').slice(1))).map((a) => a.outerHTML)",
    );
    assert_eq!(dead, [""; 0], "{what}: links that lead nowhere");
    let policy =
        chrome.text("document.querySelector('meta[http-equiv=Content-Security-Policy]').content");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
}

/// What stands beside the window, regions that scroll apart.
pub(crate) fn outside(chrome: &mut Chrome) -> Vec<String> {
    chrome.texts(
        "(() => { const wide = document.documentElement.clientWidth; const found = [];
          if (document.documentElement.scrollWidth > wide) found.push('the page is ' + document.documentElement.scrollWidth + ' wide');
          for (const e of document.querySelectorAll('main *, nav *')) {
            if (e.closest('.scroll') || e.closest('.vh') || e.closest('svg *')) continue;
            const r = e.getBoundingClientRect();
            if (r.width > 1 && r.right > wide + 1) found.push(Math.round(r.right) + ': ' + e.outerHTML.slice(0, 160));
          }
          return found.slice(0, 5); })()",
    )
}

/// Text that stands out too little from what lies behind it (WCAG 2, AA), its colours computed.
fn pale(chrome: &mut Chrome) -> Vec<String> {
    chrome.texts(
        "(() => {
          const parse = (c) => (c.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
          const light = ([r, g, b]) => { const f = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
          const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
          // Words in a picture stand on the filled box before them that lies behind their middle.
          const boxed = (e) => {
            const r = e.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2;
            for (let b = e.previousElementSibling; b; b = b.previousElementSibling) {
              const q = b.getBoundingClientRect();
              if (b.tagName === 'rect' && getComputedStyle(b).fill !== 'none' && q.left <= x && x <= q.right && q.top <= y && y <= q.bottom) return b;
            }
            return null;
          };
          const found = new Map();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const e = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || e.closest('script, style, title, option') || e.getClientRects().length === 0) continue;
            const style = getComputedStyle(e);
            const svg = e instanceof SVGElement;
            const color = parse(svg ? style.fill : style.color);
            const under = svg && boxed(e);
            const paper = under ? parse(getComputedStyle(under).fill) : svg && e.closest('[data-on]') ? parse(e.closest('[data-on]').dataset.on) : behind(svg ? e.closest('svg') : e);
            const [a, b] = [light(color), light(paper)].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            const big = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 600);
            if (ratio < (big ? 3 : 4.5)) found.set(style.color + e.className, ratio.toFixed(2) + ' ' + e.outerHTML.slice(0, 140));
          }
          return [...found.values()].slice(0, 5);
        })()",
    )
}

/// Characters smaller than Chinese browsers allow.
fn small(chrome: &mut Chrome) -> Vec<String> {
    chrome.texts(
        "[...document.querySelectorAll('body *')].filter((e) => e.firstChild && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && !e.closest('script, style, svg symbol') && parseFloat(getComputedStyle(e).fontSize) < 12).slice(0, 5).map((e) => e.outerHTML.slice(0, 140))",
    )
}

/// Pictures, fields, regions and tables without a name.
fn unnamed(chrome: &mut Chrome) -> Vec<String> {
    chrome.texts(
        "(() => {
          const found = [];
          const say = (e) => found.push(e.outerHTML.slice(0, 140));
          const named = (e) => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby');
          for (const e of document.querySelectorAll('svg')) {
            if (!(e.closest('[aria-hidden=true]') || e.closest('[role=img]') && named(e.closest('[role=img]')) || e.querySelector('title'))) say(e);
          }
          for (const e of document.querySelectorAll('input, select, textarea')) if (!(e.labels && e.labels.length) && !named(e)) say(e);
          for (const e of document.querySelectorAll('button, a[href]')) if (!e.textContent.trim() && !named(e) && !e.title) say(e);
          for (const e of document.querySelectorAll('.scroll, nav, section')) if (!named(e)) say(e);
          for (const e of document.querySelectorAll('.scroll')) if (e.tabIndex < 0 || e.getAttribute('role') !== 'region') say(e);
          for (const e of document.querySelectorAll('table')) if (!e.querySelector('th')) say(e);
          for (const e of document.querySelectorAll('fieldset')) if (!e.querySelector('legend')) say(e);
          return found.slice(0, 5);
        })()",
    )
}

/// Headings that leave out a level.
fn headings(chrome: &mut Chrome) -> Vec<String> {
    chrome.texts(
        "(() => { let before = 0; const found = []; for (const h of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) { const level = Number(h.tagName[1]); if (level > before + 1) found.push(h.outerHTML.slice(0, 120)); before = level; } return found; })()",
    )
}

/// The pictures of relations: each has a name and words of its own, and the page has one where values are shared.
pub(crate) fn graph(chrome: &mut Chrome, what: &str, has_one: bool) {
    let pictures = chrome.count("document.querySelectorAll('figure.netf svg.net').length");
    assert!(0 < pictures || !has_one, "{what}: no picture of relations");
    assert!(
        chrome.holds("[...document.querySelectorAll('figure.netf svg.net')].every((svg) => svg.querySelectorAll('text').length > 2 && svg.getAttribute('aria-labelledby').split(' ').every((id) => document.getElementById(id).textContent.trim()))"),
        "{what}: a picture without words"
    );
}
