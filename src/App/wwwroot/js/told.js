// Words, a day, a tick that were set while the connection was down reached nobody: once it is back, their fields are told again.
// Has the desk forgotten the page meanwhile (a lid closed for long, a restart), words are set again where the same field stands as it stood.
// What a post's own fields hold is kept beyond that, by unsent.js.
// So long it may take until a lost connection is noticed.
const unnoticed = 40_000;
const box = "stadtfunk.told";
// A page is opened anew within that, or what it held is forgotten; so long is looked for a field that is not there yet.
const kept = 12 * 3600_000;
const awaited = 30_000;
// So soon after the connection is back a page that was forgotten is drawn anew; later nothing but its own doing takes a field away.
const redrawn = 15_000;
// Of what a field held on the way, so many letters are remembered: one of it is what the desk heard last.
const remembered = 20_000;
const me = document.getElementById("told");
const before = new WeakMap();
const touched = new Map();
let lost = null;
let drawn = null;
let since = 0;
let still = false;
let telling = false;

const ticked = field => field.type === "checkbox" || field.type === "radio";
const value = field => (ticked(field) ? String(field.checked) : field.value);
const place = () => location.pathname + location.search;
const ours = field => field.matches?.("input, select, textarea") && !field.dataset.unsent && !["file", "password", "hidden"].includes(field.type) && field.autocomplete !== "one-time-code";
const label = field => (field.labels?.[0]?.textContent ?? field.ariaLabel ?? field.name).trim();

// Only words, and only where the address names whose they are: a tick, a choice, or a word in a dialog could come to stand with another record.
const safe = field => !ticked(field) && !field.readOnly && !field.closest("dialog");

document.addEventListener("focusin", ({ target }) => { if (ours(target)) before.set(target, value(target)); });
for (const kind of ["input", "change"])
  document.addEventListener(kind, ({ target }) => {
    if (telling || !ours(target)) return;
    const known = touched.get(target);
    touched.set(target, { was: known ? passed(known) : [before.get(target) ?? ""], value: value(target), at: Date.now() });
    if (lost === null) forget();
  }, true);

// What stood there before it was touched, and what may have been heard since; what came while the connection was down was not.
function passed({ was, value }) {
  if (lost !== null || was.includes(value)) return was;
  const heard = [...was.slice(1), value];
  let letters = heard.reduce((sum, one) => sum + one.length, 0);
  while (letters > remembered && heard.length > 1) letters -= heard.shift().length;
  return [was[0], ...heard];
}

// Gone from the page, or set by the desk since: that word was heard.
function forget() {
  for (const [field, one] of touched) if (!field.isConnected || value(field) !== one.value) touched.delete(field);
}

// Named by what a person reads; of those that read alike nobody knows which is which.
function named() {
  const found = new Map();
  for (const field of document.querySelectorAll("input, textarea")) {
    if (!ours(field) || !safe(field)) continue;
    const name = label(field);
    found.set(name, found.has(name) ? null : field);
  }
  return new Map([...found].filter(([, field]) => field));
}

function held() {
  if (!/[0-9a-f]{8}-[0-9a-f]{4}-/i.test(location.pathname)) return [];
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
      // It shows them already: they were heard, and whatever is done with them now is meant so.
      if ((one.was.length === 1 && one.was[0] === one.value) || (field && value(field) === one.value)) return false;
      if (!field || field.disabled || !one.was.includes(value(field))) return true;
      field.value = one.value;
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
  // Until it has been read at leisure, or the page is left.
  const where = place();
  const begun = Date.now();
  const look = setInterval(() => {
    if (place() === where && Date.now() - begun < 120_000) return;
    me.textContent = "";
    clearInterval(look);
  }, 1000);
}

document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  if (detail?.state !== "hide") {
    if (lost !== null) return;
    forget();
    lost = Date.now();
    still = false;
    drawn = document.querySelector("main");
    return;
  }
  since = (lost ?? Date.now()) - unnoticed;
  lost = null;
  setAgain(held(), place(), drawn);
  if (still) tellAll();
});

// The desk says so itself, and only where it still knows the page: of one that it forgot, the old fields would speak for new ones.
globalThis.stadtfunkBack = () => { if (lost === null) tellAll(); else still = true; };

function tellAll() {
  still = false;
  for (const [field, one] of touched) if (field.isConnected && one.at > since) tell(field);
  document.dispatchEvent(new Event("stadtfunk-back"));
}

document.addEventListener("click", ({ target }) => { if (target.closest?.("a[href='/abmelden']")) sessionStorage.removeItem(box); });

addEventListener("pagehide", () => {
  if (lost === null) return;
  try {
    sessionStorage.setItem(box, JSON.stringify({ place: place(), person: me.dataset.person, at: Date.now(), fields: held() }));
  } catch { /* no room: then it is as it was without this */ }
});

try {
  const found = JSON.parse(sessionStorage.getItem(box));
  // Still wanted where it was written, if something else is looked at first.
  const mine = found?.person === me.dataset.person && Date.now() - found.at < kept;
  if (!mine || found.place === place()) sessionStorage.removeItem(box);
  if (mine && found.place === place()) setAgain(found.fields, found.place);
} catch { /* not ours, or no store: nothing to set */ }
