// Dropped and pasted pictures go the same way as chosen ones: through the file input.
export function listen(zone, input) {
  const take = files => {
    const pictures = [...files].filter(file => file.size > 0);
    if (pictures.length === 0) return false;
    const list = new DataTransfer();
    pictures.forEach(file => list.items.add(file));
    input.files = list.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    return true;
  };
  const over = event => { if (event.dataTransfer?.types.includes('Files')) { event.preventDefault(); zone.dataset.over = ''; } };
  const leave = () => delete zone.dataset.over;
  const drop = event => { leave(); if (event.dataTransfer?.files.length) { event.preventDefault(); take(event.dataTransfer.files); } };
  // With a dialog open only the field inside it takes what is pasted.
  const meant = () => { const dialog = document.querySelector('dialog[open]'); return zone.isConnected && zone.offsetParent !== null && (!dialog || dialog.contains(zone)); };
  const paste = event => { if (meant() && event.clipboardData?.files.length && take(event.clipboardData.files)) event.preventDefault(); };
  zone.addEventListener('dragover', over);
  zone.addEventListener('dragleave', leave);
  zone.addEventListener('drop', drop);
  document.addEventListener('paste', paste);
  return { stop: () => document.removeEventListener('paste', paste) };
}

// A video goes its own way: as it is, without going through the page's connection.
export function send(input, place, url, page) {
  return new Promise(done => {
    const file = input.files[place];
    const line = new XMLHttpRequest();
    let told = 0;
    line.upload.onprogress = event => {
      const now = Date.now();
      if (now - told < 400 && event.loaded < event.total) return;
      told = now;
      page.invokeMethodAsync('Sent', file.name, event.loaded, event.total);
    };
    const end = () => { try { done(JSON.parse(line.responseText)); } catch { done(null); } };
    line.onload = end;
    line.onerror = line.onabort = () => done(null);
    line.open('PUT', `${url}&name=${encodeURIComponent(file.name)}`);
    line.setRequestHeader('X-Stadtfunk-Upload', '1');
    line.setRequestHeader('Content-Type', 'application/octet-stream');
    line.send(file);
  });
}

// Where a video stands, in seconds.
export const moment = player => player.currentTime;

// Arrow keys move the point, not the page.
export function holdArrows(element) {
  element.addEventListener('keydown', event => { if (event.key.startsWith('Arrow')) event.preventDefault(); });
}

// Where in the element the pointer is, 0..1.
export function place(element, x, y) {
  const box = element.getBoundingClientRect();
  return [(x - box.left) / box.width, (y - box.top) / box.height];
}
