const place = document.getElementById("app-links");

/** The app's own entries, below its name in the navigation. */
export function drawAppLinks({ pageRoot, appRoot }, items, currentPath) {
  place.replaceChildren(
    ...items.map(({ label, path }) => {
      const link = document.createElement("a");
      link.href = pageRoot + path.replace(new RegExp(`^${appRoot}(?=/|$)`), "");
      link.textContent = label;
      return link;
    }),
  );
  markCurrent({ pageRoot, appRoot }, currentPath);
}

export function markCurrent({ pageRoot, appRoot }, path) {
  const here = pageRoot + path.slice(appRoot.length);
  for (const link of place.children) {
    const at = new URL(link.href).pathname;
    if (here === at || here.startsWith(`${at}/`)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
