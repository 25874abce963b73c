// The screens of the LIVE Room: wall, console, phone. The page is complete without this; with it, it stays true.
import { each } from "./base.js";
import { watchAge } from "./live-age.js";
import { fill } from "./live-fill.js";
import { follow } from "./live-link.js";

const hiddenMilliseconds = 30_000;

each("live-room", (screen) => {
  const age = watchAge(screen);
  /** @type {undefined | (() => void)} */
  let close;

  const on = (/** @type {string} */ name, /** @type {any} */ data) => {
    age.heard();
    if (name === "snapshot" || (name === "figures" && data.position >= Number(screen.dataset.position))) fill(screen, data);
  };
  const open = () => {
    close ??= follow(
      {
        stream: screen.dataset.stream ?? "",
        figures: screen.dataset.figures,
        position: screen.dataset.position ?? "",
        retrySecondsMax: Number(screen.dataset.retry ?? 30),
      },
      on,
    );
  };
  const rest = () => {
    close?.();
    close = undefined;
  };
  open();

  // A phone in a pocket keeps no line open; it resumes where it was.
  let timer = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") timer = setTimeout(rest, hiddenMilliseconds);
    else open();
  });
  addEventListener("pagehide", rest);
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  const clock = screen.querySelector("[data-clock]");
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: screen.dataset.zone, hour: "2-digit", minute: "2-digit", hour12: false });
  const day = new Intl.DateTimeFormat("en", { timeZone: screen.dataset.zone, day: "numeric" });
  const began = { day: day.format(new Date()), at: Date.now() };
  setInterval(() => {
    const now = new Date();
    if (clock) clock.textContent = time.format(now);
    // A wall runs for months: it begins anew each night, once the server answers.
    const isNight = screen.dataset.nightly && day.format(now) !== began.day && time.format(now) > "03";
    if (isNight && screen.dataset.age === "hidup" && Date.now() - began.at > 3_600_000) location.reload();
  }, 5_000);
});
