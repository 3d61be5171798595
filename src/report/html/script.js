"use strict";
// Opens and closes cards, filters by grade, exports opinions. Everything is there and readable without it.
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

  const chips = all(".chip[data-grade]");
  const shown = one("#shown");
  chips.forEach((chip) => chip.addEventListener("click", () => {
    chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") !== "true");
    const on = chips.filter((other) => other.getAttribute("aria-pressed") === "true").map((other) => other.dataset.grade);
    cards.forEach((card) => { card.hidden = on.length > 0 && !on.includes(card.dataset.grade); });
    shown.textContent = shown.dataset.word + " " + cards.filter((card) => !card.hidden).length + " / " + cards.length;
  }));

  const follow = () => {
    const card = cards.find((other) => "#" + other.id === location.hash);
    if (!card) return;
    card.hidden = false;
    open(card, true);
    card.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();

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
