// Keys of a single sign: only where nobody is typing, and only as long as they are not switched off on this device.
const kept = "stadtfunk-tasten";
let desk;

const on = () => { try { return localStorage.getItem(kept) !== "aus"; } catch { return true; } };
const typing = target => target.closest?.("input, textarea, select, [contenteditable], dialog[open]");
const go = path => { if (globalThis.Blazor?.navigateTo) Blazor.navigateTo(path); else location.assign(path); };
const doors = { n: "/desk/beitraege/neu", h: "/desk", k: "/desk/kalender", b: "/desk/beitraege", l: "/desk/medien" };

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || typing(event.target) || !on()) return;
  if (event.key === "?") desk.invokeMethodAsync("Show");
  else if (event.key === "/") {
    const box = document.getElementById("desk-search");
    if (box?.offsetParent) box.focus(); else go("/desk/suche");
  }
  else if (Object.hasOwn(doors, event.key)) go(doors[event.key]);
  else return;
  event.preventDefault();
}

export function listen(reference) {
  desk = reference;
  document.addEventListener("keydown", pressed);
  return on();
}

export function single(wanted) {
  try { localStorage.setItem(kept, wanted ? "an" : "aus"); } catch { /* then it holds for this page only */ }
}

export function leave() { document.removeEventListener("keydown", pressed); }
