// One stream for all tabs of a browser: HTTP/1.1 gives six connections to a host, and eight screens must leave one free.
// The tab that holds a lock keeps the stream and tells the others; where there are no locks (plain HTTP in a city hall) a
// shared worker does; where there is none of these, each tab asks every five seconds.
import { connect } from "./live-connect.js";

const pollMilliseconds = 5_000;

/**
 * @param {{stream: string, figures?: string, position: string, retrySecondsMax: number}} where
 * @param {(name: string, data: any) => void} on
 * @returns {() => void} lets go
 */
export function follow(where, on) {
  const tell = (/** @type {string} */ name, /** @type {string} */ data) => on(name, JSON.parse(data));
  if (navigator.locks && globalThis.BroadcastChannel) return byLock(where, tell);
  if (globalThis.SharedWorker) return byWorker(where, tell);
  return byAsking(where, on);
}

/** @param {any} where @param {(name: string, data: string) => void} tell */
function byLock(where, tell) {
  const name = `lumbung ${where.stream}`;
  const state = { position: where.position };
  const channel = new BroadcastChannel(name);
  const stop = new AbortController();
  /** The newest of each kind, for tabs that come later. @type {Map<string, string>} */
  const newest = new Map();
  let isLeader = false;
  let release = () => {};
  channel.onmessage = ({ data }) => {
    if (data.ask) {
      if (isLeader) for (const [event, text] of newest) channel.postMessage({ name: event, data: text, position: state.position });
      return;
    }
    state.position = data.position;
    tell(data.name, data.data);
  };
  const lead = () =>
    new Promise((/** @type {(value?: any) => void} */ done) => {
      isLeader = true;
      const close = connect(where.stream, state, where.retrySecondsMax, (event, data) => {
        if (event === "figures" || event === "snapshot") newest.set("figures", data);
        if (event === "heartbeat") newest.set(event, data);
        channel.postMessage({ name: event, data, position: state.position });
        tell(event, data);
      });
      release = () => {
        isLeader = false;
        close();
        done();
      };
    });
  // Rejected only when this tab lets go while it waits: that is what was asked for.
  navigator.locks.request(name, { signal: stop.signal }, lead).catch((reason) => reason.name === "AbortError" || Promise.reject(reason));
  channel.postMessage({ ask: true });
  return () => {
    stop.abort();
    release();
    channel.close();
  };
}

/** @param {any} where @param {(name: string, data: string) => void} tell */
function byWorker(where, tell) {
  const worker = new SharedWorker(new URL("./live-worker.js", import.meta.url), { type: "module", name: where.stream });
  worker.port.onmessage = ({ data }) => tell(data.name, data.data);
  worker.port.postMessage(where);
  return () => {
    worker.port.postMessage({ bye: true });
    worker.port.close();
  };
}

/** @param {any} where @param {(name: string, data: any) => void} on */
export function byAsking(where, on) {
  let isClosed = false;
  const ask = async () => {
    try {
      const answer = await fetch(where.figures, { headers: { Accept: "application/json" } });
      if (answer.ok && !isClosed) {
        const frame = await answer.json();
        on("figures", frame);
        on("heartbeat", { position: frame.position, now: frame.at });
      }
    } catch {
      // No line: the age of the page says so, and the next turn tries again.
    }
    if (!isClosed) timer = setTimeout(ask, pollMilliseconds);
  };
  let timer = setTimeout(ask, 1_000);
  return () => {
    isClosed = true;
    clearTimeout(timer);
  };
}
