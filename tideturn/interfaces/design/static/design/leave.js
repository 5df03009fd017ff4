// "Hide this page": leave at once, and do not let the back button return. Without this script it is an ordinary link.
(function () {
  "use strict";
  const button = document.querySelector("[data-leave]");
  if (!button) return;
  const leave = function (event) {
    event.preventDefault();
    document.title = ".";
    document.body.replaceChildren();
    window.location.replace(button.href);
  };
  button.addEventListener("click", leave);
  // Escape inside a field belongs to the field.
  document.addEventListener("keyup", function (event) {
    if (event.key === "Escape" && !event.target.closest("input, select, textarea")) leave(event);
  });
  document.documentElement.classList.add("has-leave-key");
})();
