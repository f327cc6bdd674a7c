// Brings a field into sight and puts the cursor into it.
export function focus(id) {
  const field = document.getElementById(id);
  if (!field) return;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}
