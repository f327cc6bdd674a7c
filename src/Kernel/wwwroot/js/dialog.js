// Opens and closes a native <dialog>. The browser keeps the focus inside, closes on Esc and gives the focus back.
export function listen(dialog, page) {
  dialog.addEventListener("close", () => page.invokeMethodAsync("Closed"));
}

export function show(dialog) {
  if (!dialog.open) dialog.showModal();
}

export function hide(dialog) {
  if (dialog.open) dialog.close();
}
