"use strict";
// Filters the ranking by any word in a row. Everything is there without it.
(() => {
  document.documentElement.classList.add("js");
  const rows = [...document.querySelectorAll("#ranked tbody tr")];
  const field = document.querySelector("#q");
  const count = document.querySelector("#n");
  const filter = () => {
    const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((row) => {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    });
    count.textContent = rows.filter((row) => !row.hidden).length + " / " + rows.length;
  };
  field.addEventListener("input", filter);
  filter();
})();
