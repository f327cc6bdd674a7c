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

// Arrow keys move the point, not the page.
export function holdArrows(element) {
  element.addEventListener('keydown', event => { if (event.key.startsWith('Arrow')) event.preventDefault(); });
}

// Where in the element the pointer is, 0..1.
export function place(element, x, y) {
  const box = element.getBoundingClientRect();
  return [(x - box.left) / box.width, (y - box.top) / box.height];
}
