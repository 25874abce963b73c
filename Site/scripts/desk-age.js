// The age marks of the desk: fresh, late after ten seconds without a heartbeat, lost after sixty.

/** @returns {() => void} call it when the server was heard */
export function watchAges() {
  let last = Date.now();
  const show = () => {
    const seconds = Math.round((Date.now() - last) / 1000);
    const state = seconds >= 60 ? "lost" : seconds >= 10 ? "late" : "fresh";
    for (const age of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-age]"))) {
      const text = age.querySelector("[data-age-text]");
      const words = state === "fresh" ? age.dataset.fresh : `${age.dataset[state]} (${seconds} s)`;
      age.dataset.state = state;
      if (text && text.textContent !== words) text.textContent = words ?? "";
    }
  };
  setInterval(show, 1_000);
  return () => {
    last = Date.now();
    show();
  };
}
