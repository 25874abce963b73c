// The page of one case: when the case changes, the page's main part is fetched anew and put in place.
import { openStream } from "./stream.js";
import { each, startParts } from "./base.js";

each("case-live", (mark) => {
  const note = document.createElement("p");
  note.className = "spoken";
  note.setAttribute("role", "status");
  document.body.append(note);

  const busy = () => {
    const main = document.querySelector("main");
    const open = main?.querySelector("details[open]");
    return Boolean(open?.contains(document.activeElement) || main?.querySelector("form[data-sent]"));
  };

  const refresh = async () => {
    if (busy()) return;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    const main = document.querySelector("main");
    if (!fresh || !main) return;
    main.replaceWith(document.adoptNode(fresh));
    note.textContent = mark.dataset.changed ?? "";
    startParts(document.querySelector("main") ?? document);
    if (document.querySelector('[data-module~="city-map"]')) (await import("./city-map.js")).start();
  };

  openStream(mark.dataset.stream ?? "", {
    position: mark.dataset.position,
    events: { case: refresh, snapshot: refresh },
  });
});
