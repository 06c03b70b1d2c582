"use strict";
// Every header of a sortable table becomes a button that sorts its rows, first
// as its kind of value is mostly wanted, then the other way round.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  if (body.rows.length < 2) continue;
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sortRows(body, column, head.classList.contains("n"), down ? -1 : 1);
    });
  });
}

// sortRows orders rows by one column; what has no number stays last.
function sortRows(body, column, numeric, sign) {
  const text = (row) => row.cells[column].textContent.trim();
  const number = (row) => parseFloat(text(row).replace(/\u202f/g, "").replace(/\u2212/g, "-"));
  const rows = [...body.rows].map((row) => ({ row, key: numeric ? number(row) : text(row) }));
  rows.sort((a, b) => {
    if (!numeric) return sign * a.key.localeCompare(b.key, "en", { numeric: true });
    if (isNaN(a.key) || isNaN(b.key)) return isNaN(a.key) - isNaN(b.key);
    return sign * (a.key - b.key);
  });
  body.append(...rows.map((r) => r.row));
}

// A narrow window stacks tables: every cell then says which column it is of.
const narrow = matchMedia("(max-width: 48rem)");
const stack = () => {
  if (!narrow.matches) return;
  narrow.removeEventListener("change", stack);
  for (const table of document.querySelectorAll(".scroll table")) {
    const heads = [...table.tHead.rows[0].cells].map((h) => h.textContent.replace(/^[↕↑↓]/, "").trim().replace(/\s+/g, " "));
    for (const row of table.querySelectorAll("tbody tr, tfoot tr"))
      [...row.cells].forEach((cell, i) => { if (cell.tagName === "TD") cell.dataset.label = heads[i]; });
    table.classList.add("stacked");
  }
};
narrow.addEventListener("change", stack);
stack();
