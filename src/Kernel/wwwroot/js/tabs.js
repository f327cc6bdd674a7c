// Arrow keys, Home and End inside a tablist. Choosing is a click, so the page's own handler does the rest.
export function attach(list) {
  list.addEventListener("keydown", event => {
    const tabs = [...list.querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab.focus();
    tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    tab.click();
  });
}
