// What every page gets: focus on errors, forms that are sent once, counters, printing. Each page works without it.

/** @param {string} name @param {(element: HTMLElement) => void} start @param {ParentNode} root */
export function each(name, start, root = document) {
  for (const element of root.querySelectorAll(`[data-module~="${name}"]`)) start(/** @type {HTMLElement} */ (element));
}

each("focus", (summary) => {
  summary.focus();
  document.title = `${document.documentElement.lang === "en" ? "Error: " : "Galat: "}${document.title}`;
});

/** Starts what stands below `root`: the page once, and its main part again when that was fetched anew. @param {ParentNode} root */
export function startParts(root = document) {
  // A second press while the first is on its way does nothing; the server's key makes a repeat harmless anyway.
  each("form", (form) => {
    form.addEventListener("submit", (event) => {
      // A preview opens beside the page and sends nothing.
      if (/** @type {HTMLButtonElement | null} */ (event.submitter)?.formTarget === "_blank") return;
      const button = /** @type {HTMLButtonElement | null} */ (form.querySelector("button:not([type=button])"));
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
      button?.setAttribute("aria-busy", "true");
    });
  }, root);

  each("count", (area) => {
    const text = /** @type {HTMLTextAreaElement} */ (area);
    const note = document.getElementById(`${text.id}-count`);
    const most = Number(text.dataset.max);
    if (!note || !most) return;
    const show = () => {
      const left = most - [...text.value].length;
      const words = left < 0 ? text.dataset.over : text.dataset.left;
      note.textContent = (words ?? "{left}").replace("{left}", String(left)).replace("{over}", String(-left));
    };
    text.addEventListener("input", show);
    if (text.value) show();
  }, root);

  each("print", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }, root);

  each("upload", async (field) => (await import("./upload.js")).start(field), root);
  each("photos", async (field) => (await import("./photos.js")).start(field), root);
}

// "Back" shows the page as it was left: it may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete (/** @type {HTMLElement} */ (form).dataset.sent);
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

startParts();
each("place-picker", () => import("./place-picker.js"));
if (document.querySelector('[data-module~="shape-picker"]')) import("./shape-picker.js");
