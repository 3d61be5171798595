"use strict";
// Opens and closes cards, filters and orders them, exports opinions. Everything is there and readable without it.
(() => {
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const one = (query, root = document) => root.querySelector(query);
  document.documentElement.classList.add("js");

  const cards = all(".f");
  const open = (card, on) => {
    card.classList.toggle("open", on);
    one(".fb", card).setAttribute("aria-expanded", on);
  };
  cards.forEach((card, at) => {
    open(card, at === 0);
    one(".fb", card).addEventListener("click", () => open(card, !card.classList.contains("open")));
  });

  const toggle = one("#all");
  if (toggle) {
    let on = false;
    toggle.addEventListener("click", () => {
      on = !on;
      cards.forEach((card) => open(card, on));
      toggle.textContent = on ? toggle.dataset.close : toggle.dataset.open;
    });
  }

  // What is pressed of one kind widens, of another kind narrows.
  const chips = all(".chip[data-by]");
  const [who, words, order, reset, shown, none] = ["#who", "#words", "#order", "#reset", "#shown", "#none"].map((id) => one(id));
  const pressed = (by) => chips.filter((chip) => chip.dataset.by === by && chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.is);
  const texts = new Map();
  const text = (card) => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  };
  const filter = () => {
    const grades = pressed("grade");
    const families = pressed("family");
    const wanted = words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    cards.forEach((card) => {
      card.hidden = !((!grades.length || grades.includes(card.dataset.grade))
        && (!families.length || families.includes(card.dataset.family))
        && (!who.value || card.dataset.subjects.split(" ").includes(who.value))
        && wanted.every((word) => text(card).includes(word)));
    });
    const left = cards.filter((card) => !card.hidden).length;
    const on = left < cards.length || grades.length > 0 || families.length > 0 || who.value !== "" || wanted.length > 0;
    shown.textContent = on ? shown.dataset.word + " " + left + " / " + cards.length : "";
    none.hidden = left > 0;
    reset.hidden = !on;
    all(".gh").forEach((head) => { head.hidden = !cards.some((card) => !card.hidden && card.dataset.family === head.dataset.family); });
  };
  const clear = () => {
    chips.forEach((chip) => chip.setAttribute("aria-pressed", "false"));
    who.value = "";
    words.value = "";
    filter();
  };
  // By family: its heading, then its cards, strongest first as before.
  const arrange = () => {
    all(".gh").forEach((head) => head.remove());
    const list = one("#list");
    const rest = [...list.children].filter((child) => !child.matches(".f"));
    list.append(...cards);
    if (order.value === "family") {
      chips.filter((chip) => chip.dataset.by === "family").forEach((chip) => {
        const head = document.createElement("h3");
        head.className = "gh";
        head.dataset.family = chip.dataset.is;
        head.append(one(".fam", chip).cloneNode(true), chip.dataset.name);
        list.append(head, ...cards.filter((card) => card.dataset.family === chip.dataset.is));
      });
    }
    list.append(...rest);
    filter();
  };
  if (words) {
    chips.forEach((chip) => chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") !== "true");
      filter();
    }));
    who.addEventListener("change", filter);
    words.addEventListener("input", filter);
    order.addEventListener("change", arrange);
    reset.addEventListener("click", () => { clear(); words.focus(); });
  }

  // Arrows go from one finding to the next, where one of them has the focus.
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches(".fb") || event.ctrlKey || event.altKey || event.metaKey) return;
    const rows = all(".fb").filter((row) => !row.closest(".f").hidden);
    const at = rows.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || !rows[to]) return;
    event.preventDefault();
    rows[to].focus();
  });

  // A link to a finding opens it, whatever the filters say.
  const follow = (hash) => {
    const card = cards.find((other) => "#" + other.id === hash);
    if (!card) return;
    if (card.hidden) clear();
    open(card, true);
    card.scrollIntoView();
    one(".fb", card).focus({ preventScroll: true });
  };
  addEventListener("hashchange", () => follow(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#f']");
    if (link && link.getAttribute("href") === location.hash) follow(location.hash);
  });
  follow(location.hash);

  // Nothing is stored in the browser: opinions live in the page until they are exported.
  const opinion = (card) => one("input[type=radio]:checked", card);
  const given = () => cards.filter(opinion);
  const progress = one("#progress");
  document.addEventListener("change", () => {
    progress.textContent = progress.dataset.word + " " + given().length + " / " + cards.length;
  });
  one("#print").addEventListener("click", () => print());
  one("#save").addEventListener("click", () => {
    const quote = JSON.stringify;
    const today = new Date().toISOString().slice(0, 10);
    const decisions = given().map((card) => [
      "[[decision]]",
      "rule = " + quote(card.dataset.rule),
      "subjects = " + quote(card.dataset.subjects.split(" ").filter(Boolean)),
      "outcome = " + quote(opinion(card).value),
      "reason = " + quote(one("textarea", card).value),
      "who = " + quote(one(".by input", card).value),
      "when = " + today,
      "",
    ].join("\n"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([decisions.join("\n")], { type: "text/plain" }));
    link.download = "decisions.toml";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
})();
