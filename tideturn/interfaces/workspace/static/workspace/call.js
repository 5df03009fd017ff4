// A call: single keys that lead where Tab leads too, and a button that copies a sentence. All works without this script.
(function () {
  "use strict";
  const answers = document.querySelector("#answers");
  const keys = document.querySelector(".tw-keys");
  if (!answers || !keys) return;
  const status = answers.querySelector("[data-status]");

  const copy = function (event) {
    const sentence = document.getElementById(event.currentTarget.dataset.copy);
    const marked = function () {
      window.getSelection().selectAllChildren(sentence);
      status.textContent = answers.dataset.marked;
    };
    if (!navigator.clipboard) { marked(); return; }
    navigator.clipboard.writeText(sentence.textContent.trim())
      .then(function () { status.textContent = answers.dataset.copied; })
      .catch(marked);
  };
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", copy);
  });

  const led = function (key) {
    if (key === "/") return document.querySelector("[data-box]");
    if (key === "n") return document.querySelector("[data-next]");
    if (key === "p") return document.querySelector("[data-previous]");
    return /^[1-3]$/.test(key) ? document.querySelector('[data-say="' + key + '"]') : null;
  };
  keys.hidden = false;
  if (!("keys" in keys.dataset)) return; // turned off
  document.addEventListener("keydown", function (event) {
    // A key in a field belongs to the field, and one with another key to the browser.
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    const target = led(event.key);
    if (!target) return;
    event.preventDefault();
    if (target.tagName === "A") { target.click(); return; }
    target.focus();
    if (target.select) target.select();
  });
})();
