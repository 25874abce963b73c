// Choosing a place: by the phone's position, on the map, or with the arrow buttons. The boxes below stay the truth.
import { each } from "./base.js";

each("place-picker", (root) => {
  const find = (/** @type {string} */ name) => /** @type {any} */ (root.querySelector(`[data-place-${name}]`));
  const [buttons, here, open, note, box, village, point] = ["buttons", "here", "open", "note", "map", "village", "point"].map(find);
  const words = root.dataset;
  /** @type {any} */ let shown = null;
  /** @type {any} */ let pin = null;
  buttons.hidden = false;
  if (!navigator.geolocation) here.hidden = true;

  const say = (/** @type {string | undefined} */ text) => (note.textContent = text ?? "");
  const current = () => {
    const pair = point.value.split(",").map(Number);
    return pair.length === 2 && pair.every(Number.isFinite) && point.value.trim() ? pair : null;
  };

  /** @param {number} lat @param {number} lng @param {boolean} [moves] */
  const choose = async (lat, lng, moves) => {
    point.value = `${lat.toFixed(6)}, ${lng.toFixed(6)}`;
    if (!shown) return;
    const { areaAt } = await import("./map.js");
    const area = areaAt(shown.areas, lat, lng);
    if (area) village.value = area.code;
    say(area ? `${words.found} ${area.name}.` : words.outside);
    if (!pin) {
      pin = shown.L.circleMarker([lat, lng], { radius: 11, weight: 4, color: shown.colour("--paper"), fillColor: shown.colour("--danger"), fillOpacity: 1 }).addTo(shown.map);
    }
    pin.setLatLng([lat, lng]);
    if (moves) shown.map.setView([lat, lng], Math.max(shown.map.getZoom(), 15));
  };

  const showMap = async () => {
    if (shown) return;
    box.hidden = false;
    open.hidden = true;
    const { makeMap } = await import("./map.js");
    shown = await makeMap(box, words.map ?? "");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", words.mapLabel ?? "");
    shown.map.on("click", (/** @type {any} */ event) => choose(event.latlng.lat, event.latlng.lng));
    const arrows = document.createElement("div");
    arrows.className = "map-arrows";
    for (const [text, north, east] of [[words.north, 1, 0], [words.south, -1, 0], [words.west, 0, -1], [words.east, 0, 1]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet button--small";
      button.textContent = String(text);
      button.addEventListener("click", () => {
        const middle = shown.map.getCenter();
        const [lat, lng] = current() ?? [middle.lat, middle.lng];
        // One press moves by a fortieth of what is on the screen: 5 m when near, 500 m when far.
        const step = (shown.map.getBounds().getNorth() - shown.map.getBounds().getSouth()) / 40;
        choose(lat + Number(north) * step, lng + Number(east) * step);
      });
      arrows.append(button);
    }
    box.after(arrows);
    const pair = current();
    if (pair) choose(pair[0], pair[1], true);
  };

  open.addEventListener("click", () => showMap().catch(() => (box.hidden = true)));
  here.addEventListener("click", () => {
    say(words.searching);
    navigator.geolocation.getCurrentPosition(
      async ({ coords }) => {
        await showMap().catch(() => (box.hidden = true));
        await choose(coords.latitude, coords.longitude, true);
        if (coords.accuracy > 100) say((words.inaccurate ?? "").replace("{metres}", String(Math.round(coords.accuracy))));
      },
      () => say(words.refused),
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 });
  });
  village.addEventListener("change", () => {
    const middle = village.selectedOptions[0]?.dataset.point?.split(",").map(Number);
    if (shown && middle?.length === 2) shown.map.setView(middle, 14.5);
    // A point in another village would contradict the choice.
    point.value = "";
    pin?.remove();
    pin = null;
  });
});
