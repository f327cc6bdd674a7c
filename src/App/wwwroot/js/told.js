// Words, a day, a tick that were set while the connection was down reached nobody: once it is back, their fields are told again.
// What a post's own fields hold is kept beyond that, by unsent.js.
// So long it may take until a lost connection is noticed.
const unnoticed = 40_000;
const chosen = new Map();
let lost = null;
let telling = false;

document.addEventListener("change", event => {
  if (telling || event.target.dataset?.unsent || event.target.type === "file") return;
  chosen.set(event.target, Date.now());
  if (lost === null) for (const [field, at] of chosen) if (Date.now() - at > unnoticed) chosen.delete(field);
}, true);

document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", event => {
  if (event.detail?.state === "show") lost ??= Date.now();
  if (event.detail?.state !== "hide") return;
  telling = true;
  for (const [field, at] of chosen)
    if (field.isConnected && at > (lost ?? Date.now()) - unnoticed)
      // A field that is listened to at every letter hears the first, any other the second.
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  telling = false;
  chosen.clear();
  lost = null;
});
