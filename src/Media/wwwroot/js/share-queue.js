// Pictures that were shared on this device and have not arrived yet. Used by the page and by the worker.
self.shareQueue = (() => {
  const open = () => new Promise((done, no) => {
    const ask = indexedDB.open("stadtfunk-teilen", 1);
    ask.onupgradeneeded = () => ask.result.createObjectStore("bilder", { keyPath: "key" });
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => no(ask.error);
  });
  const use = async (mode, act) => {
    const base = await open();
    try {
      return await new Promise((done, no) => {
        const change = base.transaction("bilder", mode);
        const asked = act(change.objectStore("bilder"));
        change.oncomplete = () => done(asked?.result);
        change.onerror = change.onabort = () => no(change.error);
      });
    } finally {
      base.close();
    }
  };
  return {
    // Each picture gets its own key, which stays with it at every try: so it arrives once.
    put: (files, text, key) => use("readwrite", store => {
      files.forEach((file, place) => store.put({ key: key ? `${key}-${place}` : crypto.randomUUID(), at: Date.now() + place, name: file.name, file, text }));
    }),
    all: async () => (await use("readonly", store => store.getAll())).sort((one, other) => one.at - other.at),
    drop: key => use("readwrite", store => { store.delete(key); }),
    empty: () => use("readwrite", store => { store.clear(); }),
  };
})();
