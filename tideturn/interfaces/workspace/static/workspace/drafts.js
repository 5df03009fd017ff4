/* What is typed into a form survives a lost signal: kept in this tab only, until the server has it or the user signs out.
   Nothing but the form's own answers is kept, under its address and the number of whoever types. */
"use strict";
(() => {
  const PREFIX = "draft:";
  const HOURS_AT_MOST = 12;
  const store = window.sessionStorage;

  const keyOf = (owner, path) => PREFIX + owner + ":" + path;
  const drafts = () => Object.keys(store).filter((key) => key.startsWith(PREFIX));
  const read = (key) => {
    try { return JSON.parse(store.getItem(key)); } catch { return null; }
  };
  const isOld = (draft) => !draft || Date.now() - draft.kept > HOURS_AT_MOST * 3600000;
  const localNow = () => {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  };

  const answersOf = (form) => {
    const answers = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrfmiddlewaretoken" && typeof value === "string") answers[name] = value;
    }
    return answers;
  };

  const fill = (form, draft) => {
    for (const [name, value] of Object.entries(draft.answers)) {
      const field = form.elements.namedItem(name);
      if (field && "value" in field && field.type !== "submit") field.value = value;
    }
    // What was sent once and may not have arrived happened then, not when it is sent again.
    const when = form.elements.namedItem("at");
    if (when && !when.value && draft.sentAt) when.value = draft.sentAt;
    const more = form.querySelector("details");
    if (more && (draft.answers.note || draft.answers.at || draft.sentAt)) more.open = true;
  };

  const keep = (form, key, sentAt) => {
    const answers = answersOf(form);
    const isEmpty = Object.entries(answers).every(([name, value]) => name === "entry" || !value);
    if (isEmpty && !sentAt) { store.removeItem(key); return; }
    store.setItem(key, JSON.stringify({ answers, kept: Date.now(), sentAt }));
  };

  const watch = (form) => {
    const key = keyOf(form.dataset.draft, window.location.pathname);
    const draft = read(key);
    // A form that the server sent back with a problem is newer than any draft.
    if (draft && !document.getElementById("error-summary")) fill(form, draft);
    form.addEventListener("input", () => keep(form, key, ""));
    form.addEventListener("submit", () => keep(form, key, localNow()));
  };

  drafts().filter((key) => isOld(read(key))).forEach((key) => store.removeItem(key));
  const accepted = document.querySelector("[data-accepted]");
  if (accepted) {
    drafts().filter((key) => key.endsWith(":" + accepted.dataset.accepted)).forEach((key) => store.removeItem(key));
  }
  if (document.querySelector("[data-forget-drafts]")) drafts().forEach((key) => store.removeItem(key));
  document.querySelectorAll("form[data-draft]").forEach(watch);
})();
