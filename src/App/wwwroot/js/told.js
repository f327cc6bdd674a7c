// Words, a day, a tick that were set while the connection was down reached nobody: once it is back, their fields are told again.
// Has the desk forgotten the page meanwhile (a lid closed for long, a restart), they are set again where the same field stands as it stood.
// What a post's own fields hold is kept beyond that, by unsent.js.
// So long it may take until a lost connection is noticed.
const unnoticed = 40_000;
const box = "stadtfunk.told";
// A page is opened anew within that, or what it held is forgotten; so long is looked for a field that is not there yet, as those of a dialog.
const kept = 12 * 3600_000;
const awaited = 10 * 60_000;
// So soon after the connection is back a page that was forgotten is drawn anew; later nothing but its own doing takes a field away.
const redrawn = 15_000;
const me = document.getElementById("told");
const before = new WeakMap();
const touched = new Map();
let lost = null;
let drawn = null;
let telling = false;

const ticked = field => field.type === "checkbox" || field.type === "radio";
const value = field => (ticked(field) ? String(field.checked) : field.value);
const place = () => location.pathname + location.search;
const ours = field => field.matches?.("input, select, textarea") && !field.dataset.unsent && !["file", "password", "hidden"].includes(field.type);
const label = field => `${field.closest("dialog")?.querySelector("h2")?.textContent.trim() ?? ""}|${(field.labels?.[0]?.textContent ?? field.ariaLabel ?? field.name).trim()}|${ticked(field) ? field.value : ""}`;

document.addEventListener("focusin", ({ target }) => { if (ours(target)) before.set(target, value(target)); });
for (const kind of ["input", "change"])
  document.addEventListener(kind, ({ target }) => {
    if (telling || !ours(target)) return;
    touched.set(target, { was: touched.get(target)?.was ?? before.get(target) ?? "", value: value(target), at: Date.now() });
    if (lost === null) forget();
  }, true);

// Gone from the page, or set by the desk since: that word was heard.
function forget() {
  for (const [field, one] of touched) if (!field.isConnected || value(field) !== one.value) touched.delete(field);
}

function fields() {
  return [...document.querySelectorAll("input, select, textarea")].filter(ours);
}

// Named by what a person reads, and by its place among those that read alike.
function named() {
  const seen = new Map();
  return new Map(fields().map(field => {
    const name = label(field);
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return [`${name}|${seen.get(name)}`, field];
  }));
}

function held() {
  return [...named()].filter(([, field]) => touched.has(field)).map(([name, field]) => ({ name, was: touched.get(field).was, value: touched.get(field).value }));
}

function tell(field) {
  telling = true;
  // A field that is listened to at every letter hears the first, any other the second.
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  telling = false;
}

function setAgain(left, where, old) {
  const begun = Date.now();
  let shown = false;
  const look = setInterval(() => {
    const late = Date.now() - begun > (old?.isConnected ? redrawn : awaited);
    if (late || left.length === 0 || place() !== where) return clearInterval(look);
    if (lost !== null || old?.isConnected) return;
    const now = named();
    left = left.filter(one => {
      const field = now.get(one.name);
      if (!field || field.disabled || value(field) !== one.was) return true;
      if (one.was === one.value) return false;
      if (ticked(field)) field.checked = one.value === "true"; else field.value = one.value;
      touched.set(field, { was: one.was, value: one.value, at: Date.now() });
      tell(field);
      if (!shown) say();
      shown = true;
      return false;
    });
  }, 500);
}

function say() {
  me.textContent = me.dataset.again;
  setTimeout(() => { me.textContent = ""; }, 20_000);
}

document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  if (detail?.state !== "hide") {
    if (lost !== null) return;
    forget();
    lost = Date.now();
    drawn = document.querySelector("main");
    return;
  }
  const since = (lost ?? Date.now()) - unnoticed;
  lost = null;
  setAgain(held(), place(), drawn);
  for (const [field, one] of touched) if (field.isConnected && one.at > since) tell(field);
});

addEventListener("pagehide", () => {
  if (lost === null) return;
  try {
    sessionStorage.setItem(box, JSON.stringify({ place: place(), person: me.dataset.person, at: Date.now(), fields: held() }));
  } catch { /* no room: then it is as it was without this */ }
});

try {
  const found = JSON.parse(sessionStorage.getItem(box));
  sessionStorage.removeItem(box);
  if (found?.place === place() && found.person === me.dataset.person && Date.now() - found.at < kept) setAgain(found.fields, found.place);
} catch { /* not ours, or no store: nothing to set */ }
