// Asks the browser for a passkey before a form that wants one is sent. Without passkeys in the browser such a form is not shown.
const known = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;

async function ask(form) {
  const make = form.dataset.passkey === "create";
  const answer = await fetch(make ? "/konto/passkey/frage" : "/anmelden/passkey", { method: "POST", credentials: "same-origin" });
  if (!answer.ok) throw new Error("no question");
  const question = await answer.json();
  return make
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !known;
  const said = form.querySelector("[data-passkey-error]");
  form.addEventListener("submit", async event => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    said.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.requestSubmit();
    } catch {
      said.textContent = form.dataset.failed;
      said.hidden = false;
    }
  });
}
