// A case's page at the desk: says at once when somebody else changed the case, and takes nothing away that was typed.
import { each } from "./base.js";
import { follow } from "./live-link.js";

/** A page that stands open keeps its case: the lease goes on while somebody looks at it. */
const heartbeatSeconds = 300;

each("hold", (place) => {
  const token = /** @type {HTMLInputElement | null} */ (place.querySelector("input[name=_token]"));
  const beat = () => {
    if (document.visibilityState !== "visible" || !token) return;
    const body = new URLSearchParams({ _token: token.value });
    fetch(place.dataset.heartbeat ?? "", { method: "POST", body, keepalive: true }).catch(() => undefined);
  };
  const timer = setInterval(beat, heartbeatSeconds * 1000);
  addEventListener("pagehide", () => clearInterval(timer));
});

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
