/* The admin's addresses for the app's pages: `/store/x/apps/y/customers` shows the app's `/app/customers`. */

/* What the admin itself adds to the frame's address. */
const FROM_ADMIN = ["appLoadId", "embedded", "hmac", "host", "id_token", "locale", "protocol", "session", "shop", "timestamp"];

function below(root, path) {
  return path === root || path.startsWith(`${root}/`) ? path.slice(root.length) : null;
}

/** Where in the app the address bar stands. */
export function pathInApp({ pageRoot, appRoot }) {
  return appRoot + (below(pageRoot, location.pathname) ?? "");
}

/** Brings the address bar to where the app went. Replaced, not pushed: the frame's own step is already in the history. */
export function followApp({ pageRoot, appRoot }, { path, search }) {
  const rest = below(appRoot, path);
  if (rest === null) return;
  const parameters = new URLSearchParams(search);
  for (const name of FROM_ADMIN) parameters.delete(name);
  const query = parameters.toString();
  history.replaceState(null, "", pageRoot + rest + (query === "" ? "" : `?${query}`));
}

/** The app's path and query behind a link of the admin's, or null where the link leads out of the app. */
export function goInApp({ pageRoot, appRoot }, link) {
  const { origin, pathname, search } = new URL(link.href);
  const rest = below(pageRoot, pathname);
  return origin !== location.origin || rest === null ? null : appRoot + rest + search;
}
