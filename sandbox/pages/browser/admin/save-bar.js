const bar = document.getElementById("save-bar");
const save = document.getElementById("save-bar-save");
const discard = document.getElementById("save-bar-discard");
let confirmsDiscard = false;

export function drawSaveBar(said) {
  bar.hidden = !said.visible;
  if (!said.visible) return;
  drawButton(save, said.save);
  drawButton(discard, said.discard);
  confirmsDiscard = said.confirmDiscard;
}

function drawButton(button, { label, disabled, loading }) {
  button.textContent = label;
  button.disabled = disabled || loading;
  button.setAttribute("aria-busy", String(loading));
}

export function onSaveBarClick(tell) {
  save.addEventListener("click", () => tell("save-bar-save"));
  discard.addEventListener("click", () => {
    if (!confirmsDiscard || window.confirm("Discard all unsaved changes?")) tell("save-bar-discard");
  });
}

/** False while changes would be lost; then the bar draws attention to itself. */
export function mayLeave() {
  if (bar.hidden) return true;
  bar.classList.remove("insists");
  requestAnimationFrame(() => bar.classList.add("insists"));
  return false;
}

/** Resolves once nothing stands against leaving; as in Shopify, a merchant who stays leaves it unresolved. */
export function confirmLeaving() {
  if (bar.hidden || window.confirm("Leave page with unsaved changes?")) return Promise.resolve();
  return new Promise(() => {});
}
