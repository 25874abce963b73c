// Sends documents piece by piece as soon as they are chosen: a cut line costs one piece, and sending goes on where it stopped.

const pieceBytes = 256 * 1024;
const patience = 40; // Tries in a row without any progress, some ten minutes in all.

const rest = (/** @type {number} */ milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Waits for the network, at most as long as the next try is away. */
const line = (/** @type {number} */ milliseconds) =>
  Promise.race([rest(milliseconds), new Promise((done) => addEventListener("online", done, { once: true }))]);

/** @param {Response} answer */
async function read(answer) {
  try {
    return await answer.json();
  } catch {
    return {};
  }
}

/**
 * @param {File} file
 * @param {string} place
 * @param {string} token
 * @param {(share: number) => void} show
 * @returns {Promise<{file: string, title: string, note: string}>}
 */
async function send(file, place, token, show) {
  const head = { "X-Form-Token": token };
  let address = "";
  let offset = 0;
  let tries = 0;
  while (tries < patience) {
    try {
      if (!address) {
        const begun = await fetch(place, {
          method: "POST",
          headers: { ...head, "Upload-Length": String(file.size), "Upload-Name": encodeURIComponent(file.name), "Content-Type": file.type || "application/octet-stream" },
        });
        const said = await read(begun);
        if (begun.status >= 500) throw new Error("busy");
        if (!begun.ok) throw Object.assign(new Error(said.problem ?? ""), { isFinal: true });
        address = begun.headers.get("Location") ?? "";
      }
      const answer = await fetch(address, {
        method: "PATCH",
        headers: { ...head, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" },
        body: file.slice(offset, offset + pieceBytes),
      });
      const said = await read(answer);
      if (said.file) return said;
      if (answer.status === 409 || answer.status >= 500) throw new Error("again");
      if (!answer.ok) throw Object.assign(new Error(said.problem ?? ""), { isFinal: true });
      offset = said.offset;
      tries = 0;
      show(offset / file.size);
    } catch (trouble) {
      if (/** @type {any} */ (trouble).isFinal) throw trouble;
      tries += 1;
      await line(Math.min(15_000, 500 * 2 ** Math.min(tries, 5)));
      if (!address) continue;
      try {
        const known = await fetch(address, { cache: "no-store" });
        if (known.status === 404) {
          address = ""; // The server began anew: so do we.
          offset = 0;
        } else if (known.ok) {
          offset = (await read(known)).offset ?? offset;
        }
      } catch {
        // Still cut off: the next round asks again.
      }
    }
  }
  throw new Error("");
}

/** @param {HTMLElement} element */
export function start(element) {
  const input = /** @type {HTMLInputElement} */ (element);
  const place = input.dataset.upload;
  const form = input.form;
  const token = /** @type {HTMLInputElement | null} */ (form?.querySelector("[name=_token]"))?.value ?? "";
  if (!place || !form || !token) return;
  const note = /** @type {HTMLElement | null} */ (input.closest(".field")?.querySelector("[data-photos-note]"));
  const list = document.createElement("ul");
  list.className = "plain papers";
  input.before(list);
  let running = 0;
  let waits = false;

  const say = (/** @type {string | undefined} */ words) => { if (note) note.textContent = words ?? ""; };

  async function one(/** @type {File} */ file) {
    const row = document.createElement("li");
    row.className = "papers__item";
    const bar = document.createElement("progress");
    bar.className = "upload";
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    row.append(file.name, bar);
    list.append(row);
    running += 1;
    try {
      const stored = await send(file, place ?? "", token, (share) => { bar.value = share; });
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = input.name;
      hidden.value = stored.file;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "button button--link";
      remove.textContent = input.dataset.remove ?? "×";
      remove.addEventListener("click", () => row.remove());
      row.replaceChildren(`${stored.title} (${stored.note})`, hidden, remove);
      say(input.dataset.done);
    } catch (trouble) {
      row.remove();
      waits = false;
      say(/** @type {Error} */ (trouble).message || input.dataset.failed);
      note?.classList.add("field__error");
    }
    running -= 1;
    if (running === 0 && waits) form?.requestSubmit();
  }

  input.addEventListener("change", () => {
    note?.classList.remove("field__error");
    say(input.dataset.sending);
    for (const file of input.files ?? []) one(file);
    input.value = "";
  });
  form.addEventListener("submit", (event) => {
    if (running === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waits = true;
    say(input.dataset.sending);
  }, { capture: true });
}
