// Copies a value for another system with one press; without this script the box can be selected and copied by hand.

/** @param {HTMLElement} panel */
function start(panel) {
  const said = panel.querySelector('[data-copied]');
  for (const button of panel.querySelectorAll('[data-copy]')) {
    if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      const box = document.getElementById(button.dataset.copy ?? '');
      if (!(box instanceof HTMLInputElement)) return;
      box.select();
      await navigator.clipboard.writeText(box.value);
      if (said instanceof HTMLElement) said.textContent = said.dataset.copied ?? '';
    });
  }
}

for (const panel of document.querySelectorAll('[data-module="copy-rows"]')) {
  if (panel instanceof HTMLElement) start(panel);
}
