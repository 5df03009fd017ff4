// "Near me": the browser finds out by itself which district is nearest, and writes its name. Where it is never leaves it.
(function () {
  "use strict";
  const box = document.querySelector("[data-near]");
  const into = document.querySelector("[data-near-into]");
  if (!box || !into || !navigator.geolocation) return;
  const FARTHEST = 100; // kilometres: beyond, the nearest district tells nothing
  const said = box.querySelector("[role=status]");

  const kilometres = function (latitude, longitude, row) {
    const north = row[1] - latitude;
    const east = (row[2] - longitude) * Math.cos((latitude * Math.PI) / 180);
    return Math.sqrt(north * north + east * east) * 111.2;
  };
  const nearest = function (latitude, longitude, rows) {
    return rows.reduce(function (best, row) {
      const away = kilometres(latitude, longitude, row);
      return away < best.away ? { away: away, name: row[0] } : best;
    }, { away: Infinity, name: "" });
  };
  const found = function (position) {
    fetch(box.dataset.districts, { credentials: "omit" })
      .then(function (answer) { return answer.json(); })
      .then(function (rows) {
        const best = nearest(position.coords.latitude, position.coords.longitude, rows);
        if (best.away > FARTHEST) {
          said.textContent = box.dataset.far;
          return;
        }
        into.value = best.name;
        said.textContent = box.dataset.found;
      })
      .catch(refused);
  };
  const refused = function () { said.textContent = box.dataset.refused; };

  box.querySelector("button").addEventListener("click", function () {
    navigator.geolocation.getCurrentPosition(found, refused, { maximumAge: 600000, timeout: 15000 });
  });
  box.hidden = false;
})();
