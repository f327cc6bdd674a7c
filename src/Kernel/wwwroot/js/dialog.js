// Opens and closes a native <dialog>. The browser keeps the focus inside, closes on Esc and gives the focus back.
export function listen(dialog, page) {
  dialog.addEventListener("close", () => page.invokeMethodAsync("Closed"));
}

export function show(dialog) {
  if (!dialog.open) dialog.showModal();
  // Text alone that is longer than the window is read by keyboard too.
  const body = dialog.querySelector(".dialog-body");
  if (body && body.scrollHeight > body.clientHeight) body.tabIndex = 0;
}

export function hide(dialog) {
  if (dialog.open) dialog.close();
}
