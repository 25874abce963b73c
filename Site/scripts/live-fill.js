// Puts a frame's figures into a page that the server made of the same frame. Text nodes, attributes, bounded lists.

const sortMilliseconds = 30_000;
const speakMilliseconds = 10_000;
const svg = "http://www.w3.org/2000/svg";
/** When a list was last put in order, or text last spoken. @type {WeakMap<Element, number>} */
const touched = new WeakMap();

/** @param {HTMLElement} screen @param {any} frame */
export function fill(screen, frame) {
  screen.dataset.position = String(frame.position);
  screen.dataset.at = frame.at;
  for (const [key, figure] of Object.entries(frame.figures)) {
    for (const place of screen.querySelectorAll(`[data-figure="${key}"]`)) put(place, figure.text, figure.value);
    for (const place of screen.querySelectorAll(`[data-note="${key}"]`)) place.textContent = figure.note;
    for (const place of screen.querySelectorAll(`[data-tone-of="${key}"]`)) place.setAttribute("data-tone", figure.tone);
  }
  for (const list of screen.querySelectorAll("[data-list]")) {
    fillList(/** @type {HTMLElement} */ (list), frame.lists[/** @type {HTMLElement} */ (list).dataset.list ?? ""] ?? [], screen.dataset.cases);
  }
  for (const place of screen.querySelectorAll("[data-village]")) {
    const count = frame.villages[place.getAttribute("data-village") ?? ""] ?? 0;
    put(place, new Intl.NumberFormat(document.documentElement.lang).format(count), count);
  }
  for (const place of screen.querySelectorAll("[data-position-text]")) place.textContent = new Intl.NumberFormat(document.documentElement.lang).format(frame.position);
  for (const marks of screen.querySelectorAll("[data-marks]")) fillMarks(marks, frame.map);
  for (const path of screen.querySelectorAll("[data-curve]")) path.setAttribute("d", frame.curve[path.getAttribute("data-curve") ?? ""]);
  for (const end of screen.querySelectorAll("[data-curve-end]")) end.setAttribute("d", `M${frame.curve.x} ${frame.curve.y}h0.01`);
  for (const top of screen.querySelectorAll("[data-curve-top]")) top.textContent = frame.curve.top;
  speak(screen.querySelector("[data-summary]"), frame.summary);
}

/** A number that changed shows it for five seconds. @param {Element} place @param {string} text @param {any} value */
function put(place, text, value) {
  if (value !== undefined && value !== null) place.setAttribute("data-value", String(value));
  if (place.textContent === text) return;
  place.textContent = text;
  mark(place, "is-changed");
}

/** @param {Element} place @param {string} name */
function mark(place, name) {
  place.classList.remove(name);
  void place.getBoundingClientRect();
  place.classList.add(name);
}

/** @param {HTMLElement} list @param {any[]} rows @param {string} [cases] */
function fillList(list, rows, cases) {
  const max = Number(list.dataset.max ?? 400);
  const known = new Map([...list.children].map((row) => [row.getAttribute("data-key"), row]));
  const busy = list.matches(":hover") || list.contains(document.activeElement);
  const mayMove = list.dataset.moves || (!busy && Date.now() - (touched.get(list) ?? 0) > sortMilliseconds);
  // Nothing moves under the eye: between two sortings those who are there stay, and only the empty places are filled.
  const kept = rows.filter((row) => known.has(row.key));
  const shown = mayMove ? rows.slice(0, max) : [...kept, ...rows.filter((row) => !known.has(row.key))].slice(0, max);
  const pattern = list.firstElementChild ?? document.querySelector(`template[data-row-of="${list.dataset.list}"]`)?.content?.firstElementChild;
  if (mayMove) touched.set(list, Date.now());
  const keys = new Set(shown.map((row) => row.key));
  for (const [key, element] of known) if (!keys.has(key)) element.remove();
  let before = /** @type {Element | null} */ (null);
  for (const row of shown) {
    const old = known.get(row.key);
    const element = old ?? /** @type {Element | undefined} */ (pattern?.cloneNode(true));
    if (!element) return;
    fillRow(/** @type {HTMLElement} */ (element), row, cases, !old);
    if (!old || mayMove) {
      const next = before ? before.nextElementSibling : list.firstElementChild;
      if (next !== element) list.insertBefore(element, next);
    }
    if (!old) mark(element, "is-new");
    before = element;
  }
}

/** @param {HTMLElement} element @param {any} row @param {string | undefined} cases @param {boolean} isNew */
function fillRow(element, row, cases, isNew) {
  element.dataset.key = row.key;
  element.dataset.tone = row.tone;
  for (const [cell, text] of Object.entries(row.words)) {
    for (const place of element.querySelectorAll(`[data-cell="${cell}"]`)) place.textContent = /** @type {string} */ (text);
  }
  for (const [cell, value] of Object.entries(row.counts)) {
    const text = new Intl.NumberFormat(document.documentElement.lang).format(/** @type {number} */ (value));
    for (const place of element.querySelectorAll(`[data-cell="${cell}"]`)) {
      if (isNew) place.textContent = text;
      put(place, text, value);
    }
  }
  for (const [bar, length] of Object.entries(row.bars)) element.querySelector(`[data-bar="${bar}"]`)?.setAttribute("width", String(length));
  const link = element.querySelector("[data-row-link]");
  if (link && cases && row.query) link.setAttribute("href", `${cases}?${row.query}`);
  else if (isNew) link?.removeAttribute("href");
}

/** @param {Element} group @param {[string, number, number, number, number, string][]} cells */
function fillMarks(group, cells) {
  const known = new Map([...group.children].map((mark) => [mark.getAttribute("data-key"), mark]));
  for (const [key, x, y, radius, count, text] of cells) {
    const old = known.get(key);
    known.delete(key);
    const element = old ?? group.appendChild(document.createElementNS(svg, "g"));
    if (!old) {
      element.setAttribute("data-key", key);
      element.setAttribute("class", "room-map__mark");
      element.append(document.createElementNS(svg, "circle"), document.createElementNS(svg, "text"));
    }
    element.setAttribute("transform", `translate(${x} ${y})`);
    element.children[0].setAttribute("r", String(radius));
    const number = element.children[1];
    if (number.textContent !== text) mark(element, "is-new");
    number.textContent = text;
    number.setAttribute("data-value", String(count));
  }
  for (const gone of known.values()) gone.remove();
}

/** At most one sentence in ten seconds (WCAG 4.1.3). @param {Element | null} place @param {string} words */
function speak(place, words) {
  if (!place || Date.now() - (touched.get(place) ?? 0) < speakMilliseconds) return;
  touched.set(place, Date.now());
  if (place.textContent !== words) place.textContent = words;
}
