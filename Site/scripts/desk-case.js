// A case's page at the desk: says at once when somebody else changed the case, and takes nothing away that was typed.
import { each } from "./base.js";
import { follow } from "./live-link.js";

each("desk-case", (mark) => {
  const bar = /** @type {HTMLElement | null} */ (document.querySelector("[data-changed]"));
  const close = follow(
    { stream: mark.dataset.stream ?? "", position: mark.dataset.position ?? "", retrySecondsMax: 30 },
    (name, data) => {
      const change = name === "case" ? data.case : undefined;
      if (!bar || change?.number !== mark.dataset.number || change.version <= Number(mark.dataset.version)) return;
      bar.hidden = false;
      const link = bar.querySelector("a");
      if (link) link.href = location.href;
    },
  );
  addEventListener("pagehide", close);
});
