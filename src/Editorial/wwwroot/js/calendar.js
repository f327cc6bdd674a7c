// The keys of a calendar grid (one tab stop, arrows, Enter into a day, Escape out, M moves, page keys turn) and dragging. Moving itself is the page's.
let turned = false;

export function attach(table, page) {
  renew(table);
  table.addEventListener("keydown", keys);
  table.addEventListener("focusin", event => {
    const cell = event.target.closest("td");
    if (cell) only(table, cell);
  });
  table.addEventListener("dragstart", event => {
    const entry = event.target.closest("[data-entry]");
    if (!entry) return;
    event.dataTransfer.setData("text/plain", entry.dataset.entry);
    event.dataTransfer.effectAllowed = "move";
    entry.toggleAttribute("data-dragged", true);
  });
  table.addEventListener("dragend", () => clear(table));
  table.addEventListener("dragover", event => {
    const cell = event.target.closest("td");
    if (!cell) return;
    event.preventDefault();
    for (const other of table.querySelectorAll("[data-over]")) if (other !== cell) other.removeAttribute("data-over");
    cell.toggleAttribute("data-over", true);
  });
  table.addEventListener("drop", event => {
    const cell = event.target.closest("td");
    const entry = event.dataTransfer.getData("text/plain");
    if (!cell || !entry) return;
    event.preventDefault();
    clear(table);
    page.invokeMethodAsync("Drop", entry, cell.dataset.day, cell.dataset.hour === undefined ? null : Number(cell.dataset.hour));
  });
}

// After each drawing there is exactly one tab stop: where one was, else today, else the first day.
export function renew(table) {
  const cell = table.querySelector("td[tabindex='0']") ?? table.querySelector("td[data-today]") ?? table.querySelector("td");
  if (!cell) return;
  only(table, cell);
  if (turned) cell.focus();
  turned = false;
}

function only(table, cell) {
  for (const other of table.querySelectorAll("td[tabindex='0']")) other.tabIndex = -1;
  cell.tabIndex = 0;
}

function clear(table) {
  for (const one of table.querySelectorAll("[data-over], [data-dragged]")) {
    one.removeAttribute("data-over");
    one.removeAttribute("data-dragged");
  }
}

function keys(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const cell = event.target.closest("td");
  if (!cell) return;
  const entry = event.target.closest("[data-entry]");
  if (entry ? inside(event, cell, entry) : among(event, cell)) event.preventDefault();
}

function among(event, cell) {
  const row = cell.parentElement;
  const at = [...row.cells].indexOf(cell);
  const to = {
    ArrowRight: cell.nextElementSibling, ArrowLeft: cell.previousElementSibling?.closest("td"),
    ArrowDown: row.nextElementSibling?.cells[at], ArrowUp: row.previousElementSibling?.cells[at],
    Home: row.cells[1], End: row.cells[row.cells.length - 1],
    Enter: cell.querySelector("a"),
  }[event.key];
  if (event.key === "PageUp" || event.key === "PageDown") {
    turned = true;
    document.getElementById(event.key === "PageUp" ? "calendar-before" : "calendar-after")?.click();
    return true;
  }
  to?.focus();
  return to !== undefined && to !== null;
}

function inside(event, cell, entry) {
  const all = [...cell.querySelectorAll("a")];
  const at = all.indexOf(entry.querySelector("a"));
  if (event.key === "Escape") cell.focus();
  else if (event.key === "ArrowDown") all[Math.min(at + 1, all.length - 1)].focus();
  else if (event.key === "ArrowUp") all[Math.max(at - 1, 0)].focus();
  else if (event.key.toLowerCase() === "m") entry.querySelector("button")?.click();
  else return false;
  return true;
}
