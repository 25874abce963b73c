// Single keys at the desk. Each has a visible button or link; off by a setting (WCAG 2.1.4); silent while somebody types.
import { each } from "./base.js";

const setting = "lumbung.tombol";
const isOff = () => localStorage.getItem(setting) === "mati";

each("keys-setting", (label) => {
  const box = /** @type {HTMLInputElement} */ (label.querySelector("input"));
  label.hidden = false;
  box.checked = isOff();
  box.addEventListener("change", () => localStorage.setItem(setting, box.checked ? "mati" : "hidup"));
});

const rows = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-cases] [data-case]")]);
const here = () => document.querySelector("[data-cases] .is-here");

/** @param {number} step */
function move(step) {
  const all = rows();
  if (all.length === 0) return false;
  const from = all.findIndex((row) => row.classList.contains("is-here"));
  const to = Math.min(all.length - 1, Math.max(0, from < 0 ? (step > 0 ? 0 : all.length - 1) : from + step));
  here()?.classList.remove("is-here");
  all[to].classList.add("is-here");
  all[to].querySelector("a")?.focus({ preventScroll: true });
  all[to].scrollIntoView({ block: "nearest" });
  // Coming back finds the same row.
  sessionStorage.setItem(`lumbung.baris ${location.search}`, all[to].dataset.case ?? "");
  return true;
}

/** @param {string} key */
function go(key) {
  const link = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key-go="${key}"]`));
  link?.click();
  return Boolean(link);
}

/** Opens the form of an action and puts the cursor into it. @param {string} key */
function act(key) {
  const summary = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key="${key}"]`));
  const details = /** @type {HTMLDetailsElement | null} */ (summary?.closest("details") ?? null);
  if (!summary || !details) return false;
  details.open = true;
  details.scrollIntoView({ block: "nearest" });
  const first = /** @type {HTMLElement | null} */ (details.querySelector("input:not([type=hidden]), textarea, select, form button"));
  (first ?? summary).focus();
  return true;
}

/** Ticks the row that the keyboard is on, or all of them. @param {boolean} all */
function tick(all) {
  const boxes = /** @type {HTMLInputElement[]} */ ([...(all ? document : here() ?? document.createElement("p")).querySelectorAll("[name=pilih][type=checkbox]")]);
  const on = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = on;
  boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  return boxes.length > 0;
}

/** Presses a button that has a key of its own. @param {string} key */
function press(key) {
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key-press="${key}"]`));
  button?.click();
  return Boolean(button);
}

function focus(/** @type {string} */ selector) {
  const place = /** @type {HTMLElement | null} */ (document.querySelector(selector));
  place?.focus();
  place?.scrollIntoView({ block: "nearest" });
  return Boolean(place);
}

function help() {
  const keys = /** @type {HTMLDetailsElement | null} */ (document.querySelector('[data-module~="keys"]'));
  if (!keys) return false;
  keys.open = !keys.open;
  keys.querySelector("summary")?.focus();
  return true;
}

function open() {
  const link = /** @type {HTMLElement | null} */ (here()?.querySelector("a") ?? null);
  link?.click();
  return Boolean(link);
}

/** @type {Record<string, () => boolean>} */
const keys = {
  j: () => move(1) || go("j"),
  k: () => move(-1) || go("u"),
  o: open,
  Enter: () => document.activeElement === document.body && open(),
  u: () => go("u"),
  Escape: () => go("u"),
  n: () => focus("#note"),
  p: () => (window.print(), true),
  x: () => tick(false),
  "*": () => tick(true),
  b: () => press("b"),
  c: () => press("c"),
  C: () => press("C"),
  a: () => act("a"),
  A: () => act("A"),
  "/": () => focus("[data-key-focus='/']"),
  "?": help,
};

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = target.closest("form");
    const button = /** @type {HTMLElement | null} */ (form?.querySelector("[data-send-next]") ?? form?.querySelector("button") ?? null);
    if (button) {
      event.preventDefault();
      button.click();
    }
    return;
  }
  if (event.key === "Escape" && target.matches("input, textarea, select")) return target.blur();
  if (isOff() || event.ctrlKey || event.metaKey || event.altKey || target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]")) return;
  const done = /^[1-9]$/.test(event.key) ? act(event.key) : keys[event.key]?.();
  if (done) event.preventDefault();
});

const last = sessionStorage.getItem(`lumbung.baris ${location.search}`);
rows().find((row) => row.dataset.case === last)?.classList.add("is-here");
