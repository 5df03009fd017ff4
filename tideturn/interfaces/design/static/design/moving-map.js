// "Map to move about in": the program and the sketch come from this site, and only after somebody asked for them.
(function () {
  "use strict";
  const figure = document.querySelector("[data-map]");
  if (!figure) return;
  const TALL = 36; // pixels: a mark and a little air
  const ways = figure.querySelector("[data-map-ways]");
  const box = figure.querySelector("[data-map-moving]");
  const button = function (name) { return ways.querySelector("[data-map-" + name + "]"); };
  const said = ways.querySelector("[role=status]");
  const only = function (kind) { return ["==", ["get", "kind"], kind]; };
  const written = function (id, kind, more, paint) {
    const layout = Object.assign({ "text-field": ["get", "words"], "text-font": ["sans-serif"], "text-size": 13 }, more);
    return { id: id, type: "symbol", source: "sketch", filter: only(kind), layout: layout, paint: paint };
  };

  const style = function (sketch) {
    const halo = { "text-color": "#333e48", "text-halo-color": "#fff", "text-halo-width": 2 };
    return {
      version: 8,
      sources: { sketch: { type: "geojson", data: sketch } },
      layers: [
        { id: "ground", type: "background", paint: { "background-color": "#fff" } },
        { id: "rings", type: "line", source: "sketch", filter: only("ring"), paint: { "line-color": "#949494", "line-dasharray": [2, 4] } },
        { id: "dots", type: "circle", source: "sketch", filter: only("place"), paint: { "circle-radius": 3, "circle-color": "#949494" } },
        written("miles", "ring", { "symbol-placement": "line", "text-size": 12 }, halo),
        written("names", "place", { "text-anchor": "top", "text-offset": [0, 0.4], "symbol-sort-key": ["get", "rank"] }, halo),
      ],
    };
  };
  const element = function (name, className) {
    const made = document.createElement(name);
    made.className = className;
    return made;
  };
  const link = function (marks) {
    const isExact = marks.every(function (one) { return one.properties.is_exact; });
    const made = element("a", "tt-mark" + (isExact ? "" : " tt-mark--about"));
    made.href = marks[0].properties.to;
    made.textContent = marks.map(function (one) { return one.properties.label; }).join(", ");
    made.setAttribute("aria-label", made.textContent + ": " + marks.map(function (one) { return one.properties.words; }).join("; "));
    made.setAttribute("role", "link"); // else the program calls it a picture
    return made;
  };
  // Marks of which one would cover another at this scale are one mark with all their numbers, as in the drawing.
  const half = function (group) { return 12 + 5 * group.marks.map(function (one) { return one.properties.label; }).join(", ").length; };
  const cover = function (one, other) {
    return Math.abs(other.at.y - one.at.y) < TALL && Math.abs(other.at.x - one.at.x) < half(one) + half(other);
  };
  const together = function (map, marks) {
    const groups = [];
    const add = function (group) {
      const place = groups.findIndex(function (other) { return cover(other, group); });
      if (place < 0) { groups.push(group); return; }
      // What has grown may cover others that it did not cover before.
      const other = groups.splice(place, 1)[0];
      const both = other.marks.concat(group.marks);
      add({ at: other.at, marks: both.sort(function (a, b) { return parseInt(a.properties.label, 10) - parseInt(b.properties.label, 10); }) });
    };
    marks.forEach(function (one) { add({ at: map.project(one.geometry.coordinates), marks: [one] }); });
    return groups;
  };
  // Whoever stands on a mark stays on its first number, though the marks are made anew.
  const keepFocus = function (before, shown) {
    const first = before.textContent.split(", ")[0];
    const after = shown.find(function (one) { return one.getElement().textContent.split(", ").includes(first); });
    if (after) after.getElement().focus({ preventScroll: true });
  };
  const put = function (program, map, made, at) {
    return new program.Marker({ element: made }).setLngLat(at).addTo(map);
  };

  const draw = function (program, sketch) {
    program.setWorkerUrl(new URL(figure.dataset.worker, document.baseURI).href);
    box.hidden = false;
    const map = new program.Map({
      container: box, style: style(sketch), bounds: sketch.bbox, fitBoundsOptions: { padding: 16 }, locale: { "Map.Title": box.dataset.title },
      attributionControl: false, maplibreLogo: false, dragRotate: false, pitchWithRotate: false, touchPitch: false,
      scrollZoom: false, fadeDuration: 0, minZoom: 3, maxZoom: 17,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    const of = function (kind) { return sketch.features.filter(function (one) { return one.properties.kind === kind; }); };
    of("middle").forEach(function (one) { put(program, map, element("span", "tt-mark-middle"), one.geometry.coordinates); });
    let shown = [];
    const show = function () {
      const focused = shown.find(function (one) { return one.getElement() === document.activeElement; });
      shown.forEach(function (one) { one.remove(); });
      shown = together(map, of("mark")).map(function (group) { return put(program, map, link(group.marks), map.unproject(group.at)); });
      if (focused) keepFocus(focused.getElement(), shown);
    };
    show();
    map.on("zoomend", show);
    figure.querySelectorAll("svg, [data-map-beyond]").forEach(function (one) { one.remove(); });
    button("open").hidden = true;
    const lead = function (name, act) {
      button(name).hidden = false;
      button(name).addEventListener("click", act);
    };
    lead("closer", function () { map.zoomIn(); });
    lead("farther", function () { map.zoomOut(); });
    lead("whole", function () { map.fitBounds(sketch.bbox, { padding: 16 }); });
    said.textContent = "";
    map.getCanvas().focus();
    map.once("idle", function () { figure.dataset.isDrawn = "yes"; });
  };
  const failed = function () {
    box.hidden = true;
    button("open").hidden = true;
    said.textContent = ways.dataset.failed;
  };

  button("open").addEventListener("click", function () {
    button("open").disabled = true;
    said.textContent = ways.dataset.waits;
    const program = import(new URL(figure.dataset.program, document.baseURI).href);
    const sketch = fetch(figure.dataset.map, { credentials: "omit" }).then(function (answer) { return answer.json(); });
    Promise.all([program, sketch]).then(function (both) { draw(both[0], both[1]); }).catch(failed);
  });
  ways.hidden = false;
})();
