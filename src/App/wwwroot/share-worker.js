// Stands between the phone's gallery and a bad line: takes shared pictures in before anything is sent, and shows the page that sends them even without
// a network. Sending itself is that page's.
importScripts("/_content/Stadtfunk.Media/js/share-queue.js");

const kept = "stadtfunk-teilen-1", page = "/desk/teilen", patience = 4000;

self.addEventListener("install", event => event.waitUntil(remember().finally(() => self.skipWaiting())));
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", event => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && url.pathname === "/desk/teilen/senden" && request.mode === "navigate") event.respondWith(take(request));
  else if (request.mode === "navigate" && request.method === "GET" && url.pathname === page) event.respondWith(show(event));
  else if (request.method === "GET" && /\.(css|js|woff2|svg)$/.test(url.pathname)) event.respondWith(fetched(request));
});

// A device without room keeps nothing, and goes on without.
async function keep(request, answer) {
  try { await (await caches.open(kept)).put(request, answer.clone()); } catch { /* the next visit brings it */ }
}

// The page as it looks to whoever is signed in; it says nothing about anybody, because it says that it is kept.
async function remember() {
  try {
    const answer = await fetch(page, { credentials: "same-origin", headers: { "X-Stadtfunk-Upload": "1" } });
    if (answer.ok && !answer.redirected) await keep(page, answer);
    // Whose pictures those will be that are shared before there is a network again.
    await shareQueue.who(patience);
  } catch { /* the next visit brings it */ }
}

async function take(request) {
  const plain = request.clone();
  try {
    const form = await request.formData();
    const files = form.getAll("bild").filter(file => file instanceof File && file.size > 0);
    const words = ["title", "text", "url"].map(name => form.get(name)).filter(Boolean).join("\n");
    if (files.length > 0) {
      await shareQueue.put(files, words, form.get("key"));
      return Response.redirect(page, 303);
    }
  } catch { /* no room on the device, or no storage at all: then at once or not at all */ }
  return fetch(plain);
}

async function show(event) {
  const { request } = event;
  const late = new Promise((_, no) => setTimeout(no, patience));
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (answer.ok && answer.type === "basic") event.waitUntil(remember());
    return answer;
  } catch {
    return await caches.match(page) ?? fetch(request);
  }
}

async function fetched(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) await keep(request, answer);
    return answer;
  } catch (away) {
    const before = await caches.match(request);
    if (before) return before;
    throw away;
  }
}
