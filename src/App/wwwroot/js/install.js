// Keeps what is shared to the desk from a phone until it has arrived. Without it sharing still works, on a good line.
navigator.serviceWorker?.register("/share-worker.js", { scope: "/desk/teilen" }).catch(() => {});
