/* Keeps the words of running clocks true while a page stays open; the server wrote them, and they stand without this. */
"use strict";
(() => {
  const counted = (number, unit) => `${number} ${unit}${number === 1 ? "" : "s"}`;
  const span = (milliseconds) => {
    const minutes = Math.floor(milliseconds / 60000);
    if (minutes < 1) return "less than a minute";
    if (minutes < 60) return counted(minutes, "minute");
    const hours = Math.floor(minutes / 60);
    return hours < 48 ? counted(hours, "hour") : counted(Math.floor(hours / 24), "day");
  };
  const refresh = () => {
    document.querySelectorAll("[data-due]").forEach((place) => {
      const left = new Date(place.dataset.due) - Date.now();
      place.textContent = left > 0 ? `${span(left)} left` : `${span(-left)} over`;
    });
  };
  window.setInterval(refresh, 30000);
})();
