// Drawing an area or a route: by taps, by keyboard (a cross in the middle of the map), from a file. The list of points stays the truth.
import { each } from "./base.js";

/** @typedef {[number, number]} Pair latitude, longitude */

/** The points of a typed text: one a line, GeoJSON, or GPX; null where it can't be read. @param {string} text @returns {Pair[] | null} */
function read(text) {
  const trimmed = text.trim();
  if (trimmed.startsWith("<")) {
    const gpx = new DOMParser().parseFromString(trimmed, "application/xml");
    for (const tag of ["trkpt", "rtept", "wpt"]) {
      const found = [...gpx.getElementsByTagName(tag)].map((point) => /** @type {Pair} */ ([Number(point.getAttribute("lat")), Number(point.getAttribute("lon"))]));
      if (found.length) return found;
    }
    return null;
  }
  if (trimmed.startsWith("{")) {
    try {
      let json = JSON.parse(trimmed);
      if (json.type === "FeatureCollection") json = json.features[0];
      if (json.type === "Feature") json = json.geometry;
      let ring = json.coordinates;
      while (Array.isArray(ring?.[0]?.[0])) ring = ring[0];
      return ring.map((/** @type {number[]} */ position) => [position[1], position[0]]);
    } catch {
      return null;
    }
  }
  const lines = trimmed.split("\n").filter((line) => line.trim()).map((line) => line.split(/[,;\s]+/).filter(Boolean).map(Number));
  return lines.every((pair) => pair.length === 2 && pair.every(Number.isFinite)) ? /** @type {Pair[]} */ (lines) : null;
}

const metres = 111320;
/** Square metres, or metres, on a plane at the first point: what a drawing is worth. The server's number counts. @param {Pair[]} points @param {boolean} isArea */
function size(points, isArea) {
  const squeeze = Math.cos((points[0][0] * Math.PI) / 180);
  const plane = points.map(([lat, lng]) => [(lng - points[0][1]) * metres * squeeze, (lat - points[0][0]) * metres]);
  let sum = 0;
  for (let i = 1; i < plane.length; i++) {
    sum += isArea ? plane[i - 1][0] * plane[i][1] - plane[i][0] * plane[i - 1][1] : Math.hypot(plane[i][0] - plane[i - 1][0], plane[i][1] - plane[i - 1][1]);
  }
  return Math.round(isArea ? Math.abs(sum) / 2 : sum);
}

each("shape-picker", (root) => {
  const find = (/** @type {string} */ name) => /** @type {any} */ (root.querySelector(`[data-shape-${name}]`));
  const [buttons, open, file, box, tools, add, undo, clear, note, list] = ["buttons", "open", "file", "map", "tools", "add", "undo", "clear", "note", "points"].map(find);
  const words = root.dataset;
  const isArea = words.kind === "area";
  const count = new Intl.NumberFormat(document.documentElement.lang);
  /** @type {any} */ let shown = null;
  /** @type {any} */ let drawn = null;
  buttons.hidden = false;

  const points = () => read(list.value) ?? [];
  const draw = () => {
    const all = points();
    const isReadable = read(list.value) !== null;
    const enough = all.length >= (isArea ? 3 : 2);
    note.textContent = !isReadable
      ? words.unread ?? ""
      : all.length === 0
        ? words.none ?? ""
        : (enough ? (isArea ? words.area : words.route) ?? "" : words.count ?? "").replace("{n}", count.format(all.length)).replace("{size}", count.format(enough ? size(all, isArea) : 0));
    undo.disabled = clear.disabled = all.length === 0;
    if (!shown) return;
    drawn.clearLayers();
    const style = { color: shown.colour("--danger"), weight: 4, fillOpacity: 0.15 };
    if (all.length > 1) (isArea ? shown.L.polygon(all, style) : shown.L.polyline(all, { ...style, fill: false })).addTo(drawn);
    for (const point of all) shown.L.circleMarker(point, { radius: 6, weight: 3, color: shown.colour("--paper"), fillColor: shown.colour("--danger"), fillOpacity: 1, interactive: false }).addTo(drawn);
  };
  /** @param {Pair[]} all */
  const put = (all) => {
    list.value = all.map(([lat, lng]) => `${lat.toFixed(6)}, ${lng.toFixed(6)}`).join("\n");
    draw();
  };

  const showMap = async () => {
    if (shown) return;
    box.hidden = tools.hidden = false;
    open.hidden = true;
    const { makeMap } = await import("./map.js");
    shown = await makeMap(box, words.map ?? "");
    drawn = shown.L.layerGroup().addTo(shown.map);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", words.mapLabel ?? "");
    const cross = document.createElement("span");
    cross.className = "shape__cross";
    cross.setAttribute("aria-hidden", "true");
    box.append(cross);
    shown.map.on("click", (/** @type {any} */ event) => put([...points(), [event.latlng.lat, event.latlng.lng]]));
    for (const [text, north, east] of [[words.north, 1, 0], [words.south, -1, 0], [words.west, 0, -1], [words.east, 0, 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet button--small";
      button.textContent = String(text);
      button.addEventListener("click", () => shown.map.panBy([Number(east) * 40, -Number(north) * 40], { animate: false }));
      tools.append(button);
    }
    const all = points();
    if (all.length > 1) shown.map.fitBounds(shown.L.latLngBounds(all).pad(0.4), { animate: false });
    draw();
  };

  open.addEventListener("click", () => showMap().catch(() => (box.hidden = true)));
  add.addEventListener("click", () => {
    const middle = shown.map.getCenter();
    put([...points(), [middle.lat, middle.lng]]);
  });
  undo.addEventListener("click", () => put(points().slice(0, -1)));
  clear.addEventListener("click", () => put([]));
  list.addEventListener("input", draw);
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    list.value = await chosen.text();
    file.value = "";
    draw();
    await showMap().catch(() => (box.hidden = true));
    const all = points();
    if (shown && all.length > 1) shown.map.fitBounds(shown.L.latLngBounds(all).pad(0.4), { animate: false });
  });
  draw();
});
