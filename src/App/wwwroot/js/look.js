// Light, dark or as the system has it; kept for a year, no reload.
export function choose(cookie, look) {
  const root = document.documentElement;
  if (look) root.dataset.kernTheme = look;
  else delete root.dataset.kernTheme;
  document.cookie = `${cookie}=${look ?? ""}; path=/; max-age=${look ? 31536000 : 0}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
}

// The menu closes by Esc, when the focus goes elsewhere, and after a link in it was followed.
export function closes(menu) {
  const close = () => { menu.open = false; };
  menu.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", event => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  menu.addEventListener("click", event => {
    if (event.target.closest("a")) close();
  });
  document.addEventListener("pointerdown", event => {
    if (menu.isConnected && !menu.contains(event.target)) close();
  });
}
