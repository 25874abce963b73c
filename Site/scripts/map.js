// Leaflet with our own base: the government's areas from one file, no tiles from anywhere.

/** The colours of the page, for what Leaflet draws itself. @param {string} name */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * @param {HTMLElement} box @param {string} source address of the areas (GeoJSON)
 * @param {{onArea?: (properties: {code: string, name: string}) => void}} [options]
 */
export async function makeMap(box, source, options = {}) {
  if (!document.querySelector("link[data-leaflet]")) {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL("../leaflet/leaflet.css", import.meta.url).href;
    sheet.dataset.leaflet = "1";
    document.head.append(sheet);
    await new Promise((done) => (sheet.onload = sheet.onerror = done));
  }
  const [L, areas] = await Promise.all([
    import("../leaflet/leaflet.js"),
    fetch(source).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status))))),
  ]);
  const [west, south, east, north] = areas.bbox;
  const bounds = L.latLngBounds([south, west], [north, east]);
  const map = L.map(box, { minZoom: 9, maxZoom: 18, maxBounds: bounds.pad(0.6), attributionControl: false, zoomSnap: 0.5 });
  const layer = L.geoJSON(areas, {
    style: { color: colour("--line-strong"), weight: 1, fillColor: colour("--brand-tint"), fillOpacity: 1 },
    onEachFeature: (/** @type {any} */ feature, /** @type {any} */ shape) => {
      shape.bindTooltip(document.createTextNode(feature.properties.name), { sticky: true, direction: "top" });
      if (options.onArea) shape.on("click", () => options.onArea?.(feature.properties));
    },
  }).addTo(map);
  map.fitBounds(bounds);
  return { L, map, layer, areas, colour };
}

/** Which area a point lies in: ray casting over the file that is there anyway. @param {any} areas @param {number} lat @param {number} lng */
export function areaAt(areas, lat, lng) {
  const inside = (/** @type {number[][]} */ ring) => {
    let is = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i], [xj, yj] = ring[j];
      if (yi > lat !== yj > lat && lng < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) is = !is;
    }
    return is;
  };
  return areas.features.find((/** @type {any} */ area) => area.geometry.coordinates.some((/** @type {any} */ part) => inside(part[0])))?.properties;
}
