// The work list while it is open: new cases are counted on a bar, changed rows are marked; nothing moves under the pointer.
import { each } from "./base.js";
import { watchAges } from "./desk-age.js";
import { follow } from "./live-link.js";

each("desk-list", (list) => {
  const bar = /** @type {HTMLElement | null} */ (list.querySelector("[data-new]"));
  const link = /** @type {HTMLAnchorElement | null} */ (bar?.querySelector("a") ?? null);
  /** @type {Set<string>} */
  const fresh = new Set();
  const heard = watchAges();
  const wanted = ["agency", "app", "state", "district"].map((name) => [name, list.dataset[name] ?? ""]);

  /** @param {any} frame */
  const changed = ({ case: change }) => {
    if (!change || change.history) return;
    const row = [...list.querySelectorAll("[data-case]")].find((row) => row.getAttribute("data-case") === change.number);
    if (row) {
      if (Number(row.getAttribute("data-version")) < change.version) row.classList.add("is-touched");
      return;
    }
    const fits = wanted.every(([name, value]) => !value || change[name] === value);
    if (!fits || !bar || !link || (change.type !== "case.started" && !list.dataset.state)) return;
    fresh.add(change.number);
    const words = (fresh.size === 1 ? list.dataset.one : list.dataset.more) ?? "";
    link.textContent = words.replace("{n}", String(fresh.size));
    bar.hidden = false;
  };

  const close = follow(
    { stream: list.dataset.stream ?? "", position: list.dataset.position ?? "", retrySecondsMax: 30 },
    (name, data) => {
      heard();
      if (name === "case") changed(data);
    },
  );
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
});

// How many are ticked, as one ticks.
each("bulk", (form) => {
  const count = form.querySelector("[data-bulk-count]");
  const tell = () => {
    const n = form.querySelectorAll("[name=pilih]:checked").length;
    if (count) count.textContent = n === 0 ? "" : (count.getAttribute("data-words") ?? "").replace("{n}", String(n));
  };
  form.addEventListener("change", tell);
  tell();
});
