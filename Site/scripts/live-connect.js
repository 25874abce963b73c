// One connection to a stream that comes back by itself. A browser's EventSource gives up for good after any answer but 200
// (a proxy's 502 during a restart), so we watch it, close it, and make a new one from the last position.

const names = ["figures", "snapshot", "heartbeat", "case", "stream"];
/** A heartbeat comes every five seconds; three missed ones are a dead line. */
const silenceMilliseconds = 15_000;

/**
 * @param {string} url
 * @param {{position: string}} state the last position, kept up to date here
 * @param {number} retrySecondsMax longest wait between two tries
 * @param {(name: string, data: string) => void} tell
 * @returns {() => void} closes it
 */
export function connect(url, state, retrySecondsMax, tell) {
  /** @type {EventSource | undefined} */
  let source;
  let timer = 0;
  let wait = Math.min(1, retrySecondsMax);
  let heard = Date.now();
  let isClosed = false;

  const open = () => {
    if (isClosed) return;
    source?.close();
    heard = Date.now();
    source = new EventSource(state.position ? `${url}${url.includes("?") ? "&" : "?"}after=${state.position}` : url);
    for (const name of names) {
      source.addEventListener(name, (event) => {
        const { data, lastEventId } = /** @type {MessageEvent} */ (event);
        heard = Date.now();
        wait = Math.min(1, retrySecondsMax);
        if (lastEventId) state.position = lastEventId;
        tell(name, data);
      });
    }
    source.addEventListener("error", again);
  };
  // Half to one and a half times the wait, so that a thousand screens do not come back at once.
  const again = () => {
    source?.close();
    clearTimeout(timer);
    timer = setTimeout(open, wait * 1000 * (0.5 + Math.random()));
    wait = Math.min(wait * 2, retrySecondsMax);
  };
  const watch = setInterval(() => {
    if (Date.now() - heard > silenceMilliseconds) again();
    if (Date.now() - heard > silenceMilliseconds) heard = Date.now();
  }, 2_000);
  const online = () => {
    clearTimeout(timer);
    open();
  };
  globalThis.addEventListener?.("online", online);
  open();
  return () => {
    isClosed = true;
    clearInterval(watch);
    clearTimeout(timer);
    globalThis.removeEventListener?.("online", online);
    source?.close();
  };
}
