/* Asks a security key or passkey to sign, and sends what it said. Without this script a page offers its other ways. */
"use strict";
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) => Uint8Array.from(
    window.atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0)
  );
  const text = (buffer) => window.btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const each = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

  const ask = {
    create: (asked) => navigator.credentials.create({ publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: each(asked.excludeCredentials),
    } }),
    get: (asked) => navigator.credentials.get({ publicKey: {
      ...asked, challenge: bytes(asked.challenge), allowCredentials: each(asked.allowCredentials),
    } }),
  };

  // What a key says is bytes by these names; which of them there are depends on what it was asked.
  const SAID = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const written = (key) => {
    const response = {};
    SAID.filter((name) => key.response[name]).forEach((name) => { response[name] = text(key.response[name]); });
    if (key.response.getTransports) response.transports = key.response.getTransports();
    const results = key.getClientExtensionResults();
    return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: results });
  };

  const wordsFor = (error, form) => {
    if (error.name === "InvalidStateError") return form.dataset.known;
    return error.name === "SecurityError" ? form.dataset.address : form.dataset.cancelled;
  };

  const watch = (form) => {
    const said = form.querySelector("[data-key-said]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      said.textContent = "";
      try {
        form.elements.credential.value = written(await ask[form.dataset.key](JSON.parse(form.dataset.asked)));
        form.submit();
      } catch (error) {
        said.textContent = wordsFor(error, form);
      }
    });
    form.hidden = false;
  };

  document.querySelectorAll("[data-key-without]").forEach((words) => { words.hidden = true; });
  document.querySelectorAll("form[data-key]").forEach(watch);
})();
