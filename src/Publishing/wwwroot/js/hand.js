// Copies and shares what is to be posted by hand. Without script, clipboard or sharing the text can still be marked and the pictures saved.
for (const part of document.querySelectorAll("[data-hand]")) {
  const text = part.querySelector("textarea");
  const said = part.querySelector("[data-hand-said]");

  // A link leads away in the same tap, so nothing here may wait before the text is in the clipboard's hands.
  const copy = () => {
    if (!text) return;
    const failed = () => { text.focus(); text.select(); said.textContent = said.dataset.select; };
    const done = () => { said.textContent = said.dataset.copied; };
    if (navigator.clipboard) navigator.clipboard.writeText(text.value).then(done, failed);
    else { text.select(); document.execCommand("copy") ? done() : failed(); }
  };
  for (const button of part.querySelectorAll("[data-hand-copy]")) button.addEventListener("click", copy);

  // Files have to be there before the tap: a phone shares only at once.
  const share = part.querySelector("[data-hand-share]");
  const pictures = [...part.querySelectorAll("[data-hand-file]")];
  if (share && navigator.canShare) {
    Promise.all(pictures.map(async picture => {
      const answer = await fetch(picture.src, { credentials: "same-origin" });
      if (!answer.ok) throw new Error("no picture");
      return new File([await answer.blob()], picture.dataset.handFile, { type: picture.dataset.handType });
    })).then(files => {
      const all = { files, text: text ? text.value : "" };
      if (!navigator.canShare(all)) return;
      share.hidden = false;
      share.addEventListener("click", () => { copy(); navigator.share(all).catch(() => { /* called off by the person */ }); });
    }).catch(() => { /* saving still works */ });
  }
}
