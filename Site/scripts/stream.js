// Server-sent events with an age that people can see: fresh, late (10 s without a heartbeat), lost (20 s).

const lateSeconds = 10;
const lostSeconds = 20;

/**
 * Opens a stream and keeps every `[data-age]` on the page true.
 * @param {string} url
 * @param {{events: Record<string, (data: any) => void>, position?: string}} options
 * @returns {() => void} closes it
 */
export function openStream(url, { events, position }) {
  let last = Date.now();
  const full = position ? `${url}${url.includes("?") ? "&" : "?"}after=${position}` : url;
  let source = new EventSource(full);
  const ages = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-age]"));

  const listen = () => {
    for (const name of ["heartbeat", ...Object.keys(events)]) {
      source.addEventListener(name, (event) => {
        last = Date.now();
        const data = JSON.parse(/** @type {MessageEvent} */ (event).data);
        if (name !== "heartbeat" || events.heartbeat) events[name]?.(data);
        show();
      });
    }
    // The browser gives up for good after some answers (503 at a restart): then we begin again ourselves.
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(() => {
        source = new EventSource(url);
        listen();
      }, 3000);
    });
  };
  const show = () => {
    const seconds = (Date.now() - last) / 1000;
    const state = seconds > lostSeconds ? "lost" : seconds > lateSeconds ? "late" : "fresh";
    for (const age of ages) {
      const words = age.dataset[state] ?? "";
      const text = age.querySelector("[data-age-text]");
      if (age.dataset.state === state && state === "fresh") continue;
      age.dataset.state = state;
      if (text) text.textContent = state === "fresh" ? words : `${words} (${Math.round(seconds)} s)`;
    }
  };
  listen();
  const timer = setInterval(show, 1000);
  const close = () => {
    clearInterval(timer);
    source.close();
  };
  // An open stream would keep the page out of the back/forward cache.
  addEventListener("pagehide", close, { once: true });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  return close;
}
