// The public map: clusters made by the server for what is on the screen, at most 300 marks.
import { each } from "./base.js";
import { makeMap } from "./map.js";

/** @param {HTMLElement} box */
async function show(box) {
  box.hidden = false;
  const { L, map, colour } = await makeMap(box, box.dataset.areas ?? "");
  if (box.dataset.shape) {
    const shape = L.geoJSON(JSON.parse(box.dataset.shape), { style: { color: colour("--danger"), weight: 4, fillOpacity: 0.15 } }).addTo(map);
    map.fitBounds(shape.getBounds().pad(0.6), { animate: false, maxZoom: 17 });
    if (!box.dataset.point) return;
  }
  if (box.dataset.point) {
    const [lat, lng] = box.dataset.point.split(",").map(Number);
    L.circleMarker([lat, lng], { radius: 11, weight: 4, color: colour("--paper"), fillColor: colour("--danger"), fillOpacity: 1 }).addTo(map);
    if (!box.dataset.shape) map.setView([lat, lng], 15, { animate: false });
    return;
  }
  const marks = L.layerGroup().addTo(map);
  let asked = 0;
  const load = async () => {
    const turn = ++asked;
    const b = map.getBounds();
    const query = `zoom=${Math.round(map.getZoom())}&box=${[b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((n) => n.toFixed(5)).join(",")}`;
    const source = box.dataset.marks ?? "";
    const answer = await fetch(`${source}${source.includes("?") ? "&" : "?"}${query}`);
    if (!answer.ok || turn !== asked) return;
    marks.clearLayers();
    for (const { geometry, properties } of (await answer.json()).features) {
      const [lng, lat] = geometry.coordinates;
      const size = Math.min(54, 26 + Math.round(Math.sqrt(properties.count) * 3));
      const icon = document.createElement("span");
      icon.textContent = String(properties.count);
      const mark = L.marker([lat, lng], {
        icon: L.divIcon({ className: "map-cluster", html: icon, iconSize: [size, size] }),
        keyboard: true,
        alt: properties.label,
        title: properties.label,
      }).addTo(marks);
      mark.on("click", () => {
        if (properties.link) location.href = properties.link;
        else map.setView([lat, lng], map.getZoom() + 2);
      });
    }
  };
  map.on("moveend", load);
  await load();
}

export const start = () => each("city-map", (box) => show(box).catch(() => (box.hidden = true)));
start();
