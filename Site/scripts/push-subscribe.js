// News of a case in this browser. Shown only where the browser can; everything else goes on without it.
import { each } from "./base.js";

/** @param {string} text */
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

each("push", async (box) => {
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;
  const { key, worker, scope, on, off, told, quiet, denied } = box.dataset;
  const form = box.querySelector("form"), button = box.querySelector("button"), note = box.querySelector("[role=status]");
  if (!form || !button || !note || !key || !worker) return;
  const memory = `push:${form.action}`;
  const show = () => { button.textContent = (localStorage.getItem(memory) ? off : on) ?? ""; };
  show();
  box.hidden = false;
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true");
    try {
      const isOn = Boolean(localStorage.getItem(memory));
      if (!isOn && (await Notification.requestPermission()) !== "granted") throw new Error("denied");
      await navigator.serviceWorker.register(worker, { scope });
      const { pushManager } = await navigator.serviceWorker.ready;
      const subscription = await pushManager.getSubscription()
        ?? await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
      const { endpoint, keys } = subscription.toJSON();
      const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
      for (const [name, value] of Object.entries({ endpoint, ...keys, do: isOn ? "off" : "on" })) fields.set(name, value ?? "");
      const answer = await fetch(form.action, { method: "POST", body: fields });
      if (!answer.ok) throw new Error(String(answer.status));
      if (isOn) localStorage.removeItem(memory); else localStorage.setItem(memory, "1");
      note.textContent = (isOn ? quiet : told) ?? "";
    } catch {
      note.textContent = denied ?? "";
    }
    button.removeAttribute("aria-busy");
    show();
  });
});
