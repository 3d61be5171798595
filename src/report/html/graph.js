// The picture of relations: lights up neighbours, filters, zooms, moves boxes, finds the strongest path. Everything that it
// shows stands in the page already.
(() => {
  const all = (query, root) => [...root.querySelectorAll(query)];
  const MOST = 6;

  all(".netf", document).forEach((figure) => {
    const svg = figure.querySelector("svg.net");
    const one = (query) => figure.querySelector(query);
    const nodes = new Map(all("[data-n]", svg).map((node) => [node.dataset.n, node]));
    const firms = all(".nb", svg);
    const rows = all(".nr", svg);
    const edges = all(".ne", svg).map((group) => ({
      group, a: group.dataset.a, b: group.dataset.b,
      line: group.querySelector("line"), text: group.querySelector("text"),
    }));
    const of = (row) => row.parentNode.dataset.n;
    const holders = (row) => all("desc", row).map((held) => held.dataset.b);

    // What is seen: filters dim values, a box that is pointed at dims all but its neighbours, a path all but itself.
    const on = { k: new Set(), g: new Set() };
    let pointed = null;
    let pinned = null;
    let way = null;
    const passes = (row) =>
      (!on.k.size || on.k.has(row.dataset.k)) && (!on.g.size || on.g.has(row.dataset.g));
    const lit = () => {
      if (way) return way;
      const shown = rows.filter(passes);
      const at = pointed || pinned;
      const row = at && (at.matches(".nr") ? at : null);
      const id = at && (row ? of(row) : at.dataset.n);
      const mine = new Set();
      if (at && at.matches(".nb")) shown.filter((other) => holders(other).includes(id)).forEach((other) => mine.add(of(other)));
      else if (id) mine.add(id);
      const kept = at ? shown.filter((other) => mine.has(of(other)) && (!row || other === row || of(other) !== id)) : shown;
      const groups = new Set(kept.map(of));
      const lines = edges.filter((edge) => groups.has(edge.b));
      const held = new Set(lines.map((edge) => edge.a));
      const free = !at && !on.k.size && !on.g.size;
      return { rows: new Set(kept), lines: new Set(lines), firms: free ? null : held.add(id) };
    };
    const paint = () => {
      const seen = lit();
      rows.forEach((row) => row.classList.toggle("off", !seen.rows.has(row)));
      edges.forEach((edge) => {
        edge.group.classList.toggle("off", !seen.lines.has(edge));
        edge.group.classList.toggle("lit", !!way && seen.lines.has(edge));
        edge.group.classList.toggle("near", !!(way || pointed || pinned) && seen.lines.has(edge));
      });
      firms.forEach((firm) => firm.classList.toggle("off", !!seen.firms && !seen.firms.has(firm.dataset.n)));
    };
    all("[data-only-k], [data-only-g]", figure).forEach((chip) => chip.addEventListener("click", () => {
      const [set, value] = "onlyK" in chip.dataset ? [on.k, chip.dataset.onlyK] : [on.g, chip.dataset.onlyG];
      const press = !set.has(value);
      if (press) set.add(value); else set.delete(value);
      chip.setAttribute("aria-pressed", press);
      paint();
    }));

    // The evidence.
    const show = (row) => {
      if (!row || !row.dataset.f) return;
      const hash = "#f" + row.dataset.f;
      if (location.hash === hash) dispatchEvent(new Event("hashchange"));
      else location.hash = hash;
    };
    const strongest = (edge) => rows.filter((row) => of(row) === edge.b && passes(row) && row.dataset.f)
      .sort((a, b) => b.dataset.g - a.dataset.g)[0];
    const act = (target) => {
      const row = target.closest(".nr");
      const firm = target.closest(".nb");
      const line = target.closest(".ne");
      if (row) show(row);
      else if (line) show(strongest(edges.find((edge) => edge.group === line)));
      else if (firm) {
        pinned = pinned === firm ? null : firm;
        firms.forEach((other) => other.setAttribute("aria-pressed", other === pinned));
        paint();
      }
    };

    // Zoom and pan: the part of the picture that is shown.
    const whole = svg.getAttribute("viewBox").split(" ").map(Number);
    let part = whole.slice();
    const frame = (box) => {
      const w = Math.min(whole[2], Math.max(whole[2] / MOST, box[2]));
      const h = w * whole[3] / whole[2];
      const hold = (at, size, from, length) => Math.min(from + length - size, Math.max(from, at));
      part = [hold(box[0], w, whole[0], whole[2]), hold(box[1], h, whole[1], whole[3]), w, h];
      svg.setAttribute("viewBox", part.map((number) => number.toFixed(1)).join(" "));
      svg.classList.toggle("grab", part[2] < whole[2]);
    };
    const zoom = (by, x = part[0] + part[2] / 2, y = part[1] + part[3] / 2) => {
      const w = Math.min(whole[2], Math.max(whole[2] / MOST, part[2] / by));
      const k = w / part[2];
      frame([x - (x - part[0]) * k, y - (y - part[1]) * k, w]);
    };
    const pan = (dx, dy) => frame([part[0] + dx, part[1] + dy, part[2]]);
    const within = (event) => {
      const box = svg.getBoundingClientRect();
      return [part[0] + (event.clientX - box.left) / box.width * part[2], part[1] + (event.clientY - box.top) / box.height * part[3]];
    };
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.25 : 0.8, ...within(event));
    }, { passive: false });

    // Boxes can be moved; their lines follow.
    const place = (node) => node.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    const first = new Map([...nodes].map(([id, node]) => [id, place(node)]));
    const move = (id, x, y) => {
      nodes.get(id).setAttribute("transform", "translate(" + x.toFixed(1) + " " + y.toFixed(1) + ")");
      edges.filter((edge) => edge.a === id || edge.b === id).forEach((edge) => {
        const [from, to] = [place(nodes.get(edge.a)), place(nodes.get(edge.b))];
        all("line", edge.group).forEach((line) => {
          [["x1", from[0]], ["y1", from[1]], ["x2", to[0]], ["y2", to[1]]].forEach(([name, value]) => line.setAttribute(name, value));
        });
        if (edge.text) {
          const t = Number(edge.text.dataset.t);
          edge.text.setAttribute("x", (from[0] + (to[0] - from[0]) * t).toFixed(1));
          edge.text.setAttribute("y", (from[1] + (to[1] - from[1]) * t + 4.4).toFixed(1));
        }
      });
    };
    const inside = (x, y) => [
      Math.min(whole[0] + whole[2] - 20, Math.max(whole[0] + 20, x)),
      Math.min(whole[1] + whole[3] - 12, Math.max(whole[1] + 12, y)),
    ];
    let drag = null;
    let dragged = false;
    svg.addEventListener("pointerdown", (event) => {
      dragged = false;
      if (event.button !== 0 || event.pointerType === "touch") return;
      const node = event.target.closest("[data-n]");
      drag = { id: node && node.dataset.n, from: within(event), start: node && place(node), x: event.clientX, y: event.clientY };
    });
    svg.addEventListener("pointermove", (event) => {
      if (!drag) return;
      if (!dragged && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 4) return;
      if (!dragged) svg.setPointerCapture(event.pointerId);
      dragged = true;
      const [x, y] = within(event);
      if (drag.id) move(drag.id, ...inside(drag.start[0] + x - drag.from[0], drag.start[1] + y - drag.from[1]));
      else pan(drag.from[0] - x, drag.from[1] - y);
    });
    const drop = () => { drag = null; };
    svg.addEventListener("pointerup", drop);
    svg.addEventListener("pointercancel", drop);
    svg.addEventListener("click", (event) => {
      if (dragged) return;
      act(event.target);
    });

    const reset = () => {
      frame(whole);
      first.forEach((at, id) => move(id, ...at));
      pinned = pointed = way = null;
      firms.forEach((firm) => firm.setAttribute("aria-pressed", false));
      all("[data-path]", figure).forEach((select) => { select.value = ""; });
      const told = one(".way");
      if (told) told.textContent = "";
      paint();
    };
    all("[data-zoom]", figure).forEach((button) => button.addEventListener("click", () => {
      if (button.dataset.zoom === "reset") reset();
      else zoom(button.dataset.zoom === "in" ? 1.4 : 1 / 1.4);
    }));

    // Pointing and focus do the same. One stop for the Tab key; arrows go from box to box.
    edges.forEach((edge) => {
      const hit = edge.line.cloneNode();
      hit.setAttribute("class", "hit");
      edge.group.insertBefore(hit, edge.line.nextSibling);
      edge.group.addEventListener("pointerenter", () => { if (!drag) { pointed = nodes.get(edge.b).querySelector(".nr"); paint(); } });
      edge.group.addEventListener("pointerleave", () => { pointed = null; paint(); });
    });
    const stops = [...firms, ...rows];
    svg.setAttribute("role", "group");
    stops.forEach((stop, at) => {
      stop.setAttribute("tabindex", at === 0 ? 0 : -1);
      stop.setAttribute("role", stop.matches(".nr") ? (stop.dataset.f ? "link" : "img") : "button");
      stop.setAttribute("aria-label", stop.querySelector("title").textContent);
      stop.addEventListener("pointerenter", () => { if (!drag) { pointed = stop; paint(); } });
      stop.addEventListener("pointerleave", () => { if (!drag) { pointed = null; paint(); } });
      stop.addEventListener("focus", () => {
        stops.forEach((other) => other.setAttribute("tabindex", other === stop ? 0 : -1));
        if (stop.matches(":focus-visible")) { pointed = stop; paint(); }
      });
      stop.addEventListener("blur", () => { pointed = null; paint(); });
    });
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const centre = (stop) => {
      const box = stop.getBoundingClientRect();
      return [box.left + box.width / 2, box.top + box.height / 2];
    };
    const nearest = (from, [dx, dy]) => {
      const [x, y] = centre(from);
      let best = null;
      stops.filter((stop) => stop !== from).forEach((stop) => {
        const [sx, sy] = centre(stop);
        const ahead = (sx - x) * dx + (sy - y) * dy;
        const beside = Math.abs((sx - x) * dy) + Math.abs((sy - y) * dx);
        if (4 < ahead && (!best || ahead + 2 * beside < best.far)) best = { stop, far: ahead + 2 * beside };
      });
      return best && best.stop;
    };
    svg.addEventListener("keydown", (event) => {
      const stop = stops.find((other) => other === document.activeElement);
      const step = ways[event.key];
      if (!stop || event.ctrlKey || event.metaKey) return;
      if (step && event.altKey) {
        const id = stop.matches(".nr") ? of(stop) : stop.dataset.n;
        const [x, y] = place(nodes.get(id));
        move(id, ...inside(x + step[0] * 8, y + step[1] * 8));
      } else if (step && event.shiftKey) pan(step[0] * part[2] / 10, step[1] * part[3] / 10);
      else if (step) { const next = nearest(stop, step); if (next) next.focus(); }
      else if (event.key === "Enter" || event.key === " ") act(stop);
      else if (event.key === "+" || event.key === "=") zoom(1.4);
      else if (event.key === "-") zoom(1 / 1.4);
      else if (event.key === "0") frame(whole);
      else if (event.key === "Escape") reset();
      else return;
      event.preventDefault();
    });

    // The strongest path: its weakest step as strong as possible, then as few steps as possible.
    const between = (from, to, least) => {
      const usable = rows.filter((row) => least <= Number(row.dataset.g));
      const came = new Map([[from, null]]);
      const waiting = [from];
      while (waiting.length && !came.has(to)) {
        const here = waiting.shift();
        usable.filter((row) => holders(row).includes(here)).sort((a, b) => b.dataset.g - a.dataset.g).forEach((row) => {
          holders(row).forEach((next) => {
            if (!came.has(next)) { came.set(next, { here, row }); waiting.push(next); }
          });
        });
      }
      if (!came.has(to)) return null;
      const steps = [];
      for (let at = to; came.get(at); at = came.get(at).here) steps.unshift({ from: came.get(at).here, to: at, row: came.get(at).row });
      return steps;
    };
    const called = (id) => nodes.get(id).dataset.name;
    const cell = (row, id) => row.querySelector('desc[data-b="' + id + '"]').textContent;
    const mark = (row) => {
      const slug = ["clear", "hint", "strong", "violation", "deemed"][row.dataset.g];
      const shape = document.createElementNS(svg.namespaceURI, "svg");
      const use = document.createElementNS(svg.namespaceURI, "use");
      shape.setAttribute("class", "sh");
      use.setAttribute("href", "#s-" + slug);
      shape.append(use);
      return shape;
    };
    const tell = () => {
      const [from, to] = all("[data-path]", figure).map((select) => select.value);
      const told = one(".way");
      told.textContent = "";
      way = null;
      if (from === "" || to === "" || from === to) return paint();
      const steps = [4, 3, 2, 1, 0].map((least) => between(from, to, least)).find(Boolean);
      if (!steps) { told.textContent = figure.dataset.none; return paint(); }
      const list = document.createElement("ol");
      steps.forEach((step) => {
        const item = document.createElement("li");
        item.append(called(step.from) + " (" + cell(step.row, step.from) + ") — ", mark(step.row), " ");
        const value = document.createElement(step.row.dataset.f ? "a" : "b");
        value.textContent = step.row.dataset.name + " " + step.row.dataset.w;
        if (step.row.dataset.f) value.href = "#f" + step.row.dataset.f;
        item.append(value, " — " + called(step.to) + " (" + cell(step.row, step.to) + ")");
        list.append(item);
      });
      const weakest = steps.map((step) => step.row).reduce((a, b) => (Number(b.dataset.g) < Number(a.dataset.g) ? b : a));
      const sum = document.createElement("p");
      sum.className = "dim";
      sum.textContent = figure.dataset.sum.replace("#", steps.length) + weakest.dataset.name + " " + weakest.dataset.w;
      told.append(list, sum);
      const groups = new Set(steps.map((step) => of(step.row)));
      const ends = new Set(steps.flatMap((step) => [step.from + " " + of(step.row), step.to + " " + of(step.row)]));
      way = {
        rows: new Set(steps.map((step) => step.row)),
        lines: new Set(edges.filter((edge) => groups.has(edge.b) && ends.has(edge.a + " " + edge.b))),
        firms: new Set(steps.flatMap((step) => [step.from, step.to])),
      };
      return paint();
    };
    all("[data-path]", figure).forEach((select) => select.addEventListener("change", tell));

    // On paper the whole picture.
    let kept = part;
    addEventListener("beforeprint", () => { kept = part; frame(whole); });
    addEventListener("afterprint", () => frame(kept));
  });
})();
