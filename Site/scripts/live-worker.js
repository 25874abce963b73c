// Keeps one stream for all tabs where a browser has no locks. Each tab is a port; the newest figures wait for those who come.
import { connect } from "./live-connect.js";

/** @type {Set<MessagePort>} */
const ports = new Set();
/** @type {Map<string, string>} */
const newest = new Map();
/** @type {undefined | (() => void)} */
let close;

/** @param {MessageEvent} event */
const welcome = (event) => {
  const port = event.ports[0];
  port.onmessage = ({ data }) => {
    if (data.bye) {
      ports.delete(port);
      if (ports.size === 0) {
        close?.();
        close = undefined;
      }
      return;
    }
    ports.add(port);
    for (const [name, text] of newest) port.postMessage({ name, data: text });
    close ??= connect(data.stream, { position: data.position }, data.retrySecondsMax, (name, text) => {
      newest.set(name === "snapshot" ? "figures" : name, text);
      for (const other of ports) other.postMessage({ name, data: text });
    });
  };
};
self.addEventListener("connect", /** @type {EventListener} */ (welcome));
