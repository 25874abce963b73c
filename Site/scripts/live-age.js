// How old a screen is: hidup, tertunda, putus. The thresholds come from the server (LiveRoom's DataAge).

/**
 * @param {HTMLElement} screen
 * @returns {{heard: () => void, stop: () => void}}
 */
export function watchAge(screen) {
  const late = Number(screen.dataset.late) * 1000;
  const lost = Number(screen.dataset.lost) * 1000;
  let last = Date.now();
  const show = () => {
    const silence = Date.now() - last;
    const age = silence >= lost ? "putus" : silence >= late ? "tertunda" : "hidup";
    const seconds = String(Math.round(silence / 1000));
    const words = { hidup: screen.dataset.wordLive, tertunda: screen.dataset.wordLate, putus: screen.dataset.wordLost }[age] ?? age;
    const text = age === "hidup" ? words : `${words} ${seconds} s`;
    for (const mark of screen.querySelectorAll("[data-age-text]")) if (mark.textContent !== text) mark.textContent = text;
    if (screen.dataset.age === age) return;
    screen.dataset.age = age;
    const band = screen.querySelector("[data-age-band-text]");
    if (band && age === "putus") band.textContent = asOf(screen);
  };
  const timer = setInterval(show, 500);
  return {
    heard() {
      last = Date.now();
      show();
    },
    stop: () => clearInterval(timer),
  };
}

/** "Angka per 14.32.10, posisi 12.345". @param {HTMLElement} screen */
function asOf(screen) {
  const language = document.documentElement.lang;
  const time = new Intl.DateTimeFormat(language, { timeZone: screen.dataset.zone, hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const at = screen.dataset.at ? time.format(new Date(screen.dataset.at)) : "–";
  const position = new Intl.NumberFormat(language).format(Number(screen.dataset.position));
  return (screen.dataset.wordBand ?? "").replace("{time}", at).replace("{position}", position);
}
