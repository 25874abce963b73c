// Public figures that stay true: when something happens, the page fetches itself anew, at most every ten seconds.
import { openStream } from "./stream.js";

const base = location.pathname.split("/").slice(0, 2).join("/");
const pauseMilliseconds = 10_000;
let waits = false;

async function refresh() {
  if (waits) return;
  waits = true;
  setTimeout(() => (waits = false), pauseMilliseconds);
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = document.querySelectorAll(".figure__value");
  fresh.querySelectorAll(".figure__value").forEach((value, place) => {
    const shown = now[place];
    if (!shown || shown.textContent === value.textContent) return;
    shown.textContent = value.textContent;
    shown.classList.remove("is-new");
    requestAnimationFrame(() => shown.classList.add("is-new"));
  });
}

openStream(`${base}/api/v1/events`, { events: { case: refresh, snapshot: refresh } });
