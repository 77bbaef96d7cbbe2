const title = document.getElementById("app-title");
const place = document.getElementById("app-controls");
let described = null;

/** The title and buttons that the app's <ui-title-bar> describes; a title of null takes them away. */
export function drawTitleBar(config, bar, onClick) {
  described = bar.title;
  showTitle(config, bar.title);
  place.replaceChildren(
    ...bar.controls.map(({ label, variant, tone, disabled }, i) => {
      const button = document.createElement("button");
      button.textContent = label;
      button.disabled = disabled;
      button.className = `${variant} ${tone}`.trim();
      button.addEventListener("click", () => onClick(i));
      return button;
    }),
  );
}

/** Where the app describes no title bar, its document's title stands there. */
export function nameTitle(config, documentTitle) {
  if (described === null) showTitle(config, documentTitle);
}

function showTitle({ appName, shopName }, text) {
  title.textContent = text || appName;
  document.title = `${title.textContent} · ${shopName}`;
}
