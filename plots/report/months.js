// The chart of any indicator by month. The span of months shown is [from, to];
// the cursor is the month whose values stand in the key.
{
  const data = JSON.parse(document.getElementById("monthly").textContent);
  const box = document.getElementById("explorer");
  if (data.months && data.months.length > 1 && data.series) { box.hidden = false; explore(box, data.months, data.series); }
}

function explore(box, months, all) {
  const last = months.length - 1, least = Math.min(3, last); // never fewer than four months
  let from = 0, to = last, at = last, shown = [], off = new Set();

  // What the page gets: controls, chart, strip, key, table of numbers.
  const make = (tag, attributes = {}, ...children) => {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    e.append(...children);
    return e;
  };
  const svg = (tag, attributes = {}, ...children) => {
    const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    e.append(...children);
    return e;
  };
  const select = make("select", { id: "explorer-indicator" });
  const bar = make("div", { class: "bar" }, make("label", {}, "Indicator ", select));
  const buttons = {};
  for (const [name, text, act] of [
    ["in", "Zoom in", () => zoom(0.5)], ["out", "Zoom out", () => zoom(2)], ["earlier", "Earlier", () => shift(-1)],
    ["later", "Later", () => shift(1)], ["all", "All months", () => setSpan(0, last)]]) {
    buttons[name] = make("button", { type: "button", id: "explorer-" + name }, text);
    buttons[name].addEventListener("click", act);
    bar.append(buttons[name]);
  }
  const chart = svg("svg", { id: "explorer-chart", role: "slider", tabindex: "0", "aria-label": "Month", "aria-valuemin": "1",
    "aria-valuemax": String(last + 1), "aria-describedby": "explorer-help" });
  const strip = svg("svg", { id: "explorer-strip", role: "group", "aria-label": "Span of months shown" });
  const status = make("p", { class: "note", id: "explorer-status", "aria-live": "polite" });
  const key = make("fieldset", { id: "explorer-key" });
  const meaning = make("p", { class: "note", id: "explorer-meaning" });
  const help = make("p", { class: "note", id: "explorer-help" },
    "Draw across the chart to zoom into a span, or move the handles of the strip below it. Keys on the chart: ← → move by a month, Page Up and Page Down by a year, + and − zoom, 0 shows all months. Values have six significant digits.");
  const numbers = make("details", { id: "explorer-numbers" }, make("summary", {}, "The numbers drawn"));
  box.append(bar, meaning, status, chart, strip, key, help, numbers);

  // Texts.
  const names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const monthName = (i) => names[+months[i].slice(5) - 1] + " " + months[i].slice(0, 4);
  const print = (v, digits = Number.isInteger(v) ? 0 : Math.max(0, Math.min(6, 4 - Math.floor(Math.log10(Math.abs(v)))))) =>
    v === null ? "–" : v.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace(/,/g, "\u202f").replace("-", "−");

  // The choice of indicators: the main ones first.
  const seen = new Set();
  for (const [title, main] of [["Main", true], ["All others", false]]) {
    const group = make("optgroup", { label: title });
    for (const s of all) {
      if (seen.has(s.name) || all.some((o) => o.name === s.name && o.main) !== main) continue;
      seen.add(s.name);
      group.append(make("option", { value: s.name }, s.label + (s.unit ? ", " + s.unit : "")));
    }
    if (group.children.length) select.append(group);
  }
  select.value = seen.has("pue") ? "pue" : select.options[0].value;
  select.addEventListener("change", choose);

  function choose() {
    shown = all.filter((s) => s.name === select.value && s.values.some((v) => v !== null));
    off = new Set(shown.slice(6).map((s) => s.scope)); // more lines than can be told apart wait to be asked for
    meaning.textContent = (shown.find((s) => s.meaning) || { meaning: "" }).meaning;
    key.replaceChildren(make("legend", {}));
    shown.forEach((s, i) => {
      const tick = make("input", { type: "checkbox" });
      tick.checked = !off.has(s.scope);
      tick.addEventListener("change", () => { tick.checked ? off.delete(s.scope) : off.add(s.scope); draw(); });
      const swatch = svg("svg", { viewBox: "0 0 26 10", "aria-hidden": "true" }, svg("line", { x1: 0, x2: 26, y1: 5, y2: 5, class: "line", style: look(i) }));
      key.append(make("label", {}, tick, swatch, make("span", {}, s.place), make("output", {})));
    });
    draw();
  }
  const look = (i) => `stroke:var(--s${i % 8});stroke-dasharray:${["none", "7 3", "2 3", "9 3 2 3", "12 4", "4 2", "1 4", "6 2 2 2"][i % 8]}`;

  // Moves.
  function setSpan(a, b) {
    const n = Math.max(least, Math.min(last, Math.round(b - a)));
    from = Math.max(0, Math.min(last - n, Math.round(a)));
    to = from + n;
    at = Math.max(from, Math.min(to, at));
    draw();
  }
  function zoom(by) {
    const n = Math.max(least, Math.round((to - from) * by)), share = (at - from) / (to - from);
    setSpan(at - share * n, at - share * n + n);
  }
  function shift(way) { const n = Math.max(1, Math.round((to - from) / 2)) * way; setSpan(from + n, to + n); }
  function moveCursor(i) {
    at = Math.max(0, Math.min(last, i));
    const n = to - from;
    if (at < from) { from = at; to = at + n; } else if (at > to) { to = at; from = at - n; }
    draw();
  }

  // Drawing, in the pixels of the page, so that letters keep their size.
  let width = 0, x = () => 0;
  const left = 58, right = 12, top = 10, bottom = 26, stripHeight = 44;
  const height = () => (width < 500 ? 230 : 300);
  const near = (event) => {
    const r = chart.getBoundingClientRect();
    return Math.max(from, Math.min(to, Math.round(from + ((event.clientX - r.left - left) / (width - left - right)) * (to - from))));
  };

  // ticks are round values from the last below lo to the last within hi.
  function ticks(lo, hi, count) {
    const raw = (hi - lo) / count, base = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 2.5, 5, 10].map((f) => f * base).find((s) => s >= raw * 0.999);
    const out = [];
    for (let i = Math.floor(lo / step + 1e-9); i * step <= hi + step * 1e-9; i++) out.push(+(i * step).toPrecision(12));
    return out;
  }
  const scale = (most) => most >= 1e9 ? [1e9, "billion "] : most >= 1e6 ? [1e6, "million "] : [1, ""];

  function draw() {
    width = box.clientWidth;
    if (!width) return;
    const h = height(), lines = shown.map((s, i) => ({ s, i })).filter((l) => !off.has(l.s.scope));
    x = (i) => left + ((i - from) / (to - from)) * (width - left - right);
    const values = lines.flatMap((l) => l.s.values.slice(from, to + 1)).filter((v) => v !== null);
    let lo = Math.min(...values), hi = Math.max(...values);
    if (!values.length) { lo = 0; hi = 1; }
    if (lo > 0 && lo < 0.4 * hi) lo = 0;
    if (hi === lo) { hi += Math.abs(hi) / 10 || 1; lo -= Math.abs(lo) / 10; }
    const marks = ticks(lo, hi, h < 260 ? 4 : 6);
    lo = marks[0];
    hi += (hi - lo) * 0.04;
    const y = (v) => top + ((hi - v) / (hi - lo)) * (h - top - bottom);
    const [factor, word] = scale(Math.max(Math.abs(lo), Math.abs(hi)));
    const digits = Math.max(...marks.map((v) => (String(+(v / factor).toPrecision(9)).split(".")[1] || "").length));

    chart.setAttribute("viewBox", `0 0 ${width} ${h}`);
    chart.setAttribute("height", h);
    chart.replaceChildren();
    for (const v of marks) {
      chart.append(svg("line", { class: "grid", x1: left, x2: width - right, y1: y(v), y2: y(v) }),
        svg("text", { x: left - 8, y: y(v) + 4, "text-anchor": "end" }, print(v / factor, digits)));
    }
    chart.append(svg("line", { class: "axis", x1: left, x2: width - right, y1: h - bottom, y2: h - bottom }));
    calendar(h);
    for (const { s, i } of lines) {
      chart.append(svg("path", { class: "line", d: path(s.values, from, to, x, y), style: look(i) }));
      if (to - from < 40) {
        for (let m = from; m <= to; m++) if (s.values[m] !== null) chart.append(svg("circle", { cx: x(m), cy: y(s.values[m]), r: 2.5, style: `fill:var(--s${i % 8})` }));
      }
    }
    chart.append(svg("line", { class: "cursor", x1: x(at), x2: x(at), y1: top, y2: h - bottom }));
    if (drag && drag.kind === "draw") {
      const [a, b] = [x(Math.min(drag.start, drag.end)), x(Math.max(drag.start, drag.end))];
      chart.append(svg("rect", { class: "drawn", x: a, width: b - a, y: top, height: h - top - bottom }));
    }
    drawStrip(lines);
    describe(lines, word);
  }

  // path joins the months that have values; one alone becomes a dot.
  function path(values, a, b, x, y) {
    let d = "", open = false;
    for (let i = a; i <= b; i++) {
      if (values[i] === null) { open = false; continue; }
      d += `${open ? "L" : "M"}${x(i).toFixed(1)},${y(values[i]).toFixed(1)}`;
      if (!open && (i === b || values[i + 1] === null)) d += "h.1";
      open = true;
    }
    return d;
  }

  // calendar marks years, or months where few are shown.
  function calendar(h) {
    const perMonth = (width - left - right) / (to - from);
    const every = [1, 2, 3, 6].find((n) => n * perMonth > 58) || 12;
    const years = [1, 2, 5, 10, 20].find((n) => n * 12 * perMonth > 40) || 50;
    for (let i = from; i <= to; i++) {
      const month = +months[i].slice(5) - 1, year = +months[i].slice(0, 4);
      if (month % every || (every === 12 && year % years)) continue;
      const text = every === 12 ? String(year) : names[month].slice(0, 3) + (month === 0 || i - from < every ? " " + year : "");
      const wide = text.length * 3.4; // half the width of the text
      chart.append(svg("line", { class: "axis", x1: x(i), x2: x(i), y1: h - bottom, y2: h - bottom + 4 }));
      if (x(i) + wide > width) continue;
      chart.append(svg("text", { x: Math.max(wide, x(i)), y: h - 8, "text-anchor": "middle" }, text));
    }
  }

  // The strip shows every month, with the span in a window between two handles.
  const handles = ["First month shown", "Last month shown"].map((name, n) => {
    const handle = svg("g", { class: "handle", role: "slider", tabindex: "0", "aria-label": name, "aria-valuemin": "1", "aria-valuemax": String(last + 1), id: "explorer-" + (n ? "to" : "from") },
      svg("rect", { width: 12, height: stripHeight - 8, y: 4, rx: 3 }));
    handle.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -last, End: last }[event.key];
      if (!by) return;
      event.preventDefault();
      dragHandle(n, (n ? to : from) + by);
    });
    return handle;
  });
  function dragHandle(n, i) {
    if (n) setSpan(from, Math.max(from + least, Math.min(last, i)));
    else setSpan(Math.min(to - least, Math.max(0, i)), to);
  }
  const ground = svg("rect", { class: "strip" }), thumb = svg("rect", { class: "window" }), outline = svg("g");
  strip.append(ground, outline, thumb, ...handles);
  const sx = (i) => left + (i / last) * (width - left - right);
  const month = (event) => ((event.clientX - strip.getBoundingClientRect().left - left) / (width - left - right)) * last;

  function drawStrip(lines) {
    strip.setAttribute("viewBox", `0 0 ${width} ${stripHeight}`);
    strip.setAttribute("height", stripHeight);
    for (const [k, v] of Object.entries({ x: left, y: 0, width: width - left - right, height: stripHeight })) ground.setAttribute(k, v);
    for (const [k, v] of Object.entries({ x: sx(from), y: 0, width: sx(to) - sx(from), height: stripHeight })) thumb.setAttribute(k, v);
    outline.replaceChildren();
    const values = lines.flatMap((l) => l.s.values).filter((v) => v !== null).sort((a, b) => a - b);
    // A single odd month, as the one in which a hall starts up, must not flatten the rest.
    const lo = values[0], hi = values.length ? Math.min(values[values.length - 1], lo + 1.6 * (values[Math.floor(0.95 * (values.length - 1))] - lo) || Infinity) : 1;
    const y = (v) => stripHeight - 5 - ((Math.min(v, hi) - lo) / (hi - lo || 1)) * (stripHeight - 10);
    for (const { s, i } of lines) outline.append(svg("path", { class: "line", style: `stroke:var(--s${i % 8});stroke-width:1`, d: path(s.values, 0, last, sx, y) }));
    handles.forEach((handle, n) => {
      const i = n ? to : from;
      handle.setAttribute("transform", `translate(${sx(i) - 6},0)`);
      handle.setAttribute("aria-valuenow", i + 1);
      handle.setAttribute("aria-valuetext", monthName(i));
    });
  }

  // describe says in words what is drawn.
  let said = "";
  function describe(lines, word) {
    const unit = lines.length ? lines[0].s.unit : "";
    const axis = word + unit;
    const text = `${select.selectedOptions[0].textContent.split(",")[0]}${axis ? ", axis in " + axis : ""}: ${monthName(from)} to ${monthName(to)}, ${to - from + 1} months`;
    if (text !== said) status.textContent = said = text;
    const printed = (s) => print(s.values[at]) + (s.values[at] !== null && s.unit ? "\u00a0" + s.unit : "");
    key.firstChild.textContent = monthName(at);
    [...key.querySelectorAll("output")].forEach((o, n) => { o.textContent = printed(shown[n]); });
    chart.setAttribute("aria-valuenow", at + 1);
    chart.setAttribute("aria-valuetext", monthName(at) + ": " + lines.map(({ s }) => s.place + " " + printed(s)).join(", "));
    const can = { in: to - from > least, out: to - from < last, all: to - from < last, earlier: from > 0, later: to < last };
    for (const [name, b] of Object.entries(buttons)) b.setAttribute("aria-disabled", String(!can[name]));
    if (numbers.open) list(lines);
  }
  function list(lines) {
    const row = (cells, tag) => make("tr", {}, ...cells.map((c, n) => make(n && tag === "td" ? "td" : "th", { scope: tag === "th" ? "col" : "row", ...(n && tag === "th" ? { class: "n" } : {}) }, c)));
    const body = make("tbody");
    for (let i = from; i <= to; i++) body.append(row([months[i], ...lines.map(({ s }) => print(s.values[i]))], "td"));
    const table = make("table", {}, make("caption", { id: "explorer-caption" }, said), make("thead", {}, row(["Month", ...lines.map(({ s }) => s.place)], "th")), body);
    for (const td of body.querySelectorAll("td")) td.removeAttribute("scope");
    numbers.replaceChildren(numbers.firstChild, make("div", { class: "scroll", role: "region", tabindex: "0", "aria-labelledby": "explorer-caption" }, table));
  }
  numbers.addEventListener("toggle", draw);

  // Hands.
  let drag = null;
  chart.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -last, End: last }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (by) moveCursor(at + by);
    else if (event.key === "+" || event.key === "=") zoom(0.5);
    else if (event.key === "-") zoom(2);
    else if (event.key === "0" || event.key === "Escape") setSpan(0, last);
    else return;
    event.preventDefault();
  });
  chart.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    drag = { kind: "draw", start: near(event), end: near(event) };
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener("pointermove", (event) => {
    at = near(event);
    if (drag) drag.end = at;
    draw();
  });
  chart.addEventListener("pointerup", () => {
    const d = drag;
    drag = null;
    if (d && Math.abs(d.end - d.start) > 1) setSpan(Math.min(d.start, d.end), Math.max(d.start, d.end)); else draw();
  });
  chart.addEventListener("pointercancel", () => { drag = null; draw(); });
  chart.addEventListener("dblclick", () => setSpan(0, last));
  strip.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const n = handles.findIndex((h) => h.contains(event.target));
    if (n >= 0) handles[n].focus();
    if (n < 0 && event.target !== thumb) setSpan(month(event) - (to - from) / 2, month(event) + (to - from) / 2);
    drag = { kind: n < 0 ? "window" : "handle", n, start: month(event), from, to };
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (drag.kind === "handle") dragHandle(drag.n, Math.round(month(event)));
    else if (drag.kind === "window") setSpan(drag.from + month(event) - drag.start, drag.to + month(event) - drag.start);
  });
  for (const end of ["pointerup", "pointercancel"]) strip.addEventListener(end, () => { drag = null; });
  new ResizeObserver(() => { if (box.clientWidth !== width) draw(); }).observe(box);
  choose();
}
