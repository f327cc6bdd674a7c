// Sends the pictures that were shared on this device, one after the other, until each has arrived or was refused. A line that breaks is waited for.
const root = document.querySelector("[data-share]");
const part = name => root.querySelector(`[data-part=${name}]`);
const say = (key, ...values) => root.dataset[key].replace(/\{(\d)\}/g, (_, place) => values[place]);
const stall = 30_000, longest = 30_000, piece = 512 * 1024;
let arrived = 0, refused = 0, running = false;
const sentFor = new Set();

navigator.serviceWorker?.register("/share-worker.js", { scope: "/desk/teilen" }).catch(() => {});

function show(text, fraction) {
  part("state").textContent = text;
  part("bar").hidden = fraction === undefined;
  if (fraction !== undefined) part("bar").value = fraction;
}

function note(text, bad) {
  const line = document.createElement("li");
  line.textContent = text;
  line.className = bad ? "error" : "small";
  part("said").append(line);
}

// What came of one call: "in" (with how much is there), "no" (with a sentence), "door" (sign in first), "stuck" (with a sentence), "later" (perhaps with one).
function call(method, address, body, moved) {
  return new Promise(done => {
    const line = new XMLHttpRequest();
    let watch;
    const wait = () => { clearTimeout(watch); watch = setTimeout(() => line.abort(), stall); };
    const end = (what, sentence, there) => { clearTimeout(watch); done({ what, sentence, there }); };
    line.upload.onprogress = event => { wait(); moved?.(event.loaded / event.total); };
    line.onerror = line.onabort = () => end("later");
    line.onload = () => {
      let answer = null;
      try { answer = JSON.parse(line.responseText); } catch { /* not ours: a proxy on the way */ }
      if (line.status === 401) end("door");
      else if (line.status === 413) end("no", answer?.said ?? root.dataset.large);
      else if (answer === null || line.status >= 500 || line.status === 429) end("later", answer?.said);
      else if (line.status === 403) end("stuck", answer.said);
      else end(line.status === 200 ? "in" : "no", answer.said, answer.there);
    };
    line.open(method, address);
    line.setRequestHeader("X-Stadtfunk-Upload", "1");
    wait();
    line.send(body);
  });
}

// Whoever may send for several units chooses one; what was chosen the last time is set already, and nothing more has to be done.
function offer({ units, unit }) {
  const choose = part("units").querySelector("select");
  part("units").hidden = units.length < 2;
  choose.required = units.length > 1;
  if (units.length < 2 || choose.options.length > 1) return;
  for (const one of units) choose.add(new Option(one.name, one.id, one.id === unit, one.id === unit));
}

// Chosen for this picture, or else for all; one in which nobody may send any more counts for nothing. Once its turn has come it stays with that.
function unitOf(picture) {
  const { units } = shareQueue.desk();
  return [picture.unit, part("units").querySelector("select").value].find(chosen => units.some(one => one.id === chosen)) ?? "";
}

async function settle(picture) {
  const unit = unitOf(picture);
  if (unit === (picture.unit ?? "")) return;
  picture.unit = unit || undefined;
  await shareQueue.keep(picture);
}

async function send(picture, moved) {
  const { file } = picture;
  if (file.size > Number(root.dataset.most)) return { what: "no", sentence: root.dataset.large };
  const form = new FormData();
  form.append("key", picture.key);
  form.append("text", picture.text ?? "");
  if (unitOf(picture)) form.append("unit", unitOf(picture));
  if (file.size <= piece) {
    form.append("bild", file, picture.name);
    return call("POST", "/desk/teilen/senden", form, moved);
  }
  // A large one goes in pieces: a line that breaks goes on where it broke.
  const which = `key=${encodeURIComponent(picture.key)}`;
  let step = await call("GET", `/desk/teilen/stand?${which}&ganz=${file.size}`);
  while (step.what === "in" && step.there < file.size) {
    const from = step.there, part = file.slice(from, from + piece);
    step = await call("POST", `/desk/teilen/teil?${which}&ab=${from}`, part, fraction => moved((from + fraction * part.size) / file.size));
    // Somebody else's turn, or nothing arrived: not in a tight circle.
    if (step.what === "in" && step.there <= from) return { what: "later" };
  }
  if (step.what !== "in") return step;
  form.append("name", picture.name);
  return call("POST", "/desk/teilen/senden", form);
}

const pause = time => new Promise(done => {
  const clock = setTimeout(done, time);
  addEventListener("online", () => { clearTimeout(clock); done(); }, { once: true });
});

// What waits on this device and is not known to be one's own is shown, and not sent.
function others(waiting, me) {
  part("unclaimed").hidden = waiting.every(picture => picture.who);
  part("foreign").hidden = waiting.every(picture => !picture.who || picture.who === me);
}

async function work() {
  let delay = 1000;
  const later = async (now, all, sentence) => {
    show(sentence ?? say("waiting", now, all));
    await pause(delay);
    delay = Math.min(delay * 2, longest);
  };
  for (let waiting = await shareQueue.all(); waiting.length > 0; waiting = await shareQueue.all()) {
    const me = await shareQueue.who(10_000);
    if (me === null) { location.assign("/anmelden?zu=%2Fdesk%2Fteilen"); return; }
    const left = me === undefined ? waiting : waiting.filter(picture => picture.who === me);
    const all = arrived + refused + left.length, now = arrived + refused + 1;
    if (me !== undefined) others(waiting, me);
    if (left.length === 0) break;
    part("stop").hidden = false;
    if (me === undefined) { await later(now, all); continue; }
    offer(shareQueue.desk());
    if (shareQueue.desk().units.length > 1 && !unitOf(left[0])) {
      show(root.dataset.ask);
      part("go").hidden = false;
      return;
    }
    part("go").hidden = true;
    await settle(left[0]);
    show(say("sending", now, all), 0);
    const { what, sentence } = await send(left[0], fraction => show(say("sending", now, all), fraction));
    if (what === "door") { location.assign("/anmelden?zu=%2Fdesk%2Fteilen"); return; }
    if (what === "stuck") { show(sentence); return; }
    if (what === "later") { await later(now, all, sentence); continue; }
    delay = 1000;
    await shareQueue.drop(left[0].key);
    if (what === "in") {
      arrived++;
      const unit = shareQueue.desk().units.find(one => one.id === unitOf(left[0]))?.name;
      if (unit) sentFor.add(unit);
    }
    else { refused++; note(`${left[0].name}: ${sentence}`, true); }
  }
  part("stop").hidden = true;
  if (arrived + refused > 0) show(`${arrived === 1 ? say("one") : say("done", arrived)}${sentFor.size > 0 ? ` ${say("for", [...sentFor].join(", "))}` : ""}`);
  part("next").hidden = arrived === 0;
}

async function run() {
  if (running) return;
  running = true;
  // Of two tabs only one sends.
  try { await (navigator.locks ? navigator.locks.request("stadtfunk-teilen", work) : work()); } finally { running = false; }
}

if (self.isSecureContext && self.indexedDB) {
  part("form").addEventListener("submit", async event => {
    event.preventDefault();
    const form = new FormData(event.target);
    await shareQueue.put(form.getAll("bild").filter(file => file.size > 0), form.get("text"), undefined, form.get("unit") || undefined);
    const unit = form.get("unit");
    event.target.reset();
    if (unit) part("units").querySelector("select").value = unit;
    run();
  });
  const gone = which => async () => {
    const me = await shareQueue.owner();
    await shareQueue.empty(picture => which(picture, me));
    location.reload();
  };
  part("stop").addEventListener("click", gone((picture, me) => me !== null && picture.who === me));
  part("drop").addEventListener("click", gone(picture => !picture.who));
  part("throw").addEventListener("click", gone((picture, me) => picture.who && picture.who !== me));
  part("claim").addEventListener("click", async () => {
    const me = await shareQueue.who(10_000);
    if (!me) return;
    await shareQueue.claim(me);
    part("unclaimed").hidden = true;
    run();
  });
  part("go").addEventListener("click", () => { if (part("units").querySelector("select").reportValidity()) run(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) run(); });
  shareQueue.who(10_000).then(() => offer(shareQueue.desk()));
  run();
}
