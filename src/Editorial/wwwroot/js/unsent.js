// Keeps what is typed in this browser until the server says that it has exactly that: over a lost connection, a closed lid, an ended session.
// Under one key for each person and post; nothing but the fields' texts. What nobody fetched for a week is swept away.
const prefix = "stadtfunk.unsent.";
const week = 7 * 24 * 3600 * 1000;
// A field that the post has no more is forgotten, unless it was typed just now.
const fresh = 5000;
// A remark, the comment of a return and the reason of a withdrawal are no part of the post: kept until they are sent.
const aside = new Set(["say", "return", "reason"]);

export function watch(person, post) {
  sweep();
  let key = `${prefix}${person}.${post}`;
  const offered = () => `${key}.offered`;

  const typed = event => {
    const field = event.target.dataset?.unsent;
    if (!field) return;
    const kept = read(key) ?? { fields: {} };
    kept.at = Date.now();
    kept.fields[field] = { at: kept.at, text: event.target.value };
    write(key, kept);
  };

  // Strokes while the connection was down reached nobody: once it is back, their fields are told again. Of that, and for the rest of a page, told.js takes care.
  const back = () => {
    const kept = read(key);
    if (!kept) return;
    for (const field of document.querySelectorAll("[data-unsent]"))
      if (kept.fields[field.dataset.unsent]?.text === field.value)
        field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  document.addEventListener("input", typed, true);
  document.addEventListener("stadtfunk-back", back);

  return {
    // What lies here of an earlier visit; put aside, so that typing on does not write over it.
    found() {
      const kept = merge(read(offered()), read(key));
      if (!kept) return null;
      write(offered(), kept);
      localStorage.removeItem(key);
      return { at: new Date(kept.at).toISOString(), fields: Object.fromEntries(Object.entries(kept.fields).map(([field, one]) => [field, one.text])) };
    },
    // The server has these texts now, each named by its mark; a new post has got its name with that.
    saved(name, marks) {
      for (const place of [key, offered()]) {
        const kept = read(place);
        if (!kept) continue;
        for (const [field, one] of Object.entries(kept.fields))
          if (!aside.has(field) && (field in marks ? mark(one.text) === marks[field] : Date.now() - one.at > fresh)) delete kept.fields[field];
        write(place, kept);
      }
      const to = `${prefix}${person}.${name}`;
      if (to === key) return;
      const [rest, before] = [read(key), read(offered())];
      localStorage.removeItem(key);
      localStorage.removeItem(offered());
      key = to;
      write(key, merge(read(key), rest));
      write(offered(), merge(read(offered()), before));
    },
    said(field) {
      for (const place of [key, offered()]) {
        const kept = read(place);
        if (!kept) continue;
        delete kept.fields[field];
        write(place, kept);
      }
    },
    forget() {
      localStorage.removeItem(offered());
    },
    drop() {
      localStorage.removeItem(key);
      localStorage.removeItem(offered());
    },
    stop() {
      document.removeEventListener("input", typed, true);
      document.removeEventListener("stadtfunk-back", back);
    },
  };
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, kept) {
  try {
    if (kept && Object.keys(kept.fields).length > 0) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  } catch {
    // The browser's store is full or closed: the server's copy is the only one then.
  }
}

function merge(older, newer) {
  return older && newer ? { at: newer.at, fields: { ...older.fields, ...newer.fields } } : newer ?? older;
}

function sweep() {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(prefix) && !(Date.now() - (read(key)?.at ?? 0) < week)) localStorage.removeItem(key);
}

// Length and FNV-1a over UTF-16, as the server reckons it.
function mark(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return `${text.length}:${hash}`;
}
