// Pictures that were shared on this device and have not arrived yet. Used by the page and by the worker.
self.shareQueue = (() => {
  const open = () => new Promise((done, no) => {
    const ask = indexedDB.open("stadtfunk-teilen", 2);
    ask.onupgradeneeded = () => {
      for (const [name, keyPath] of [["bilder", "key"], ["person", "id"]])
        if (!ask.result.objectStoreNames.contains(name)) ask.result.createObjectStore(name, { keyPath });
    };
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => no(ask.error);
  });
  const use = async (mode, act, table = "bilder") => {
    const base = await open();
    try {
      return await new Promise((done, no) => {
        const change = base.transaction(table, mode);
        const asked = act(change.objectStore(table));
        change.oncomplete = () => done(asked?.result);
        change.onerror = change.onabort = () => no(change.error);
      });
    } finally {
      base.close();
    }
  };
  const all = async () => (await use("readonly", store => store.getAll())).sort((one, other) => one.at - other.at);

  // For which units that person may send, and for which they did the last time.
  let desk = { units: [], unit: null };

  // Who is signed in: a mark of the person; null for nobody; undefined when the server cannot be asked now.
  const who = async patience => {
    try {
      const answer = await fetch("/desk/teilen/wer", { cache: "no-store", signal: AbortSignal.timeout(patience) });
      if (answer.status !== 401 && !answer.ok) return undefined;
      if (answer.ok) desk = await answer.json();
      const me = answer.ok ? desk.who : null;
      await use("readwrite", store => { store.put({ id: 1, who: me }); }, "person").catch(() => {});
      return me;
    } catch {
      return undefined;
    }
  };

  // Without a network whoever was signed in the last time; null when nobody was.
  const owner = async () => {
    const me = await who(3000);
    return me === undefined ? (await use("readonly", store => store.get(1), "person"))?.who ?? null : me;
  };
  return {
    all, who, owner,
    desk: () => desk,
    // Each picture gets its own key, which stays with it at every try: so it arrives once. It belongs to whoever shared it: another person does not send it.
    put: async (files, text, key, unit) => {
      const me = await owner();
      await use("readwrite", store => {
        files.forEach((file, place) => store.put({ key: key ? `${key}-${place}` : crypto.randomUUID(), at: Date.now() + place, name: file.name, file, text, unit, who: me }));
      });
    },
    claim: async me => {
      const free = (await all()).filter(picture => !picture.who);
      await use("readwrite", store => { free.forEach(picture => store.put({ ...picture, who: me })); });
    },
    keep: picture => use("readwrite", store => { store.put(picture); }),
    drop: key => use("readwrite", store => { store.delete(key); }),
    empty: async which => {
      const gone = (await all()).filter(which);
      await use("readwrite", store => { gone.forEach(picture => store.delete(picture.key)); });
    },
  };
})();
