// The public page asks for its figures every five seconds: one small file that caches may keep, for any number of viewers.
import { each } from "./base.js";
import { watchAge } from "./live-age.js";
import { fill } from "./live-fill.js";
import { byAsking } from "./live-link.js";

each("live-public", (screen) => {
  const age = watchAge(screen);
  const close = byAsking({ figures: screen.dataset.figures }, (name, data) => {
    age.heard();
    if (name === "figures" && screen.dataset.at !== data.at) fill(screen, data);
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
});
