"use strict";
// Shows one part at a time, filters the ranking by verdict and words, and keeps both in the address, so that a view can be
// sent on. Everything is there without it, and on paper.
(() => {
  const all = (query) => [...document.querySelectorAll(query)];
  document.documentElement.classList.add("js");
  const rows = all("#ranked tbody tr");
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const field = document.querySelector("#q");
  const count = document.querySelector("#n");
  const chips = all(".chip[data-is]");
  const sections = all("main > section");
  const tabs = all(".tabs a");
  let tab = sections[0].id;
  const pressed = () => chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.is);

  const show = () => {
    sections.forEach((section) => section.classList.toggle("off", section.id !== tab));
    tabs.forEach((link) => {
      if (link.hash === "#" + tab) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = pressed();
    rows.forEach((row, at) => {
      row.hidden = !((!verdicts.length || verdicts.includes(row.dataset.v)) && words.every((word) => texts[at].includes(word)));
    });
    count.textContent = count.dataset.word + " " + rows.filter((row) => !row.hidden).length + " / " + rows.length;
  };

  // The address: the part, then what narrows it, such as #tenders?v=priority&q=2024.
  const write = () => {
    const state = new URLSearchParams();
    pressed().forEach((verdict) => state.append("v", verdict));
    if (field.value.trim()) state.set("q", field.value.trim());
    const rest = state.toString();
    const hash = "#" + tab + (rest ? "?" + rest : "");
    if (hash !== location.hash) history.replaceState(null, "", hash);
    show();
  };
  const read = () => {
    const [id, rest] = location.hash.slice(1).split("?");
    if (sections.some((section) => section.id === id)) tab = id;
    const state = new URLSearchParams(rest || "");
    field.value = state.get("q") || "";
    chips.forEach((chip) => chip.setAttribute("aria-pressed", state.getAll("v").includes(chip.dataset.is)));
    show();
  };

  tabs.forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    tab = link.hash.slice(1);
    write();
  }));
  all("a.q").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    tab = "tenders";
    chips.forEach((chip) => chip.setAttribute("aria-pressed", "false"));
    field.value = link.dataset.q;
    write();
    field.focus();
  }));
  chips.forEach((chip) => chip.addEventListener("click", () => {
    chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") !== "true");
    write();
  }));
  field.addEventListener("input", write);
  addEventListener("hashchange", read);
  read();
})();
