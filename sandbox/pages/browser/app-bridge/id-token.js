/* Session tokens, and the pages that exist only to fetch one. */
(() => {
  const { ask, config, embedded } = window.appBridgeStandIn;
  /* Tokens live a minute; one is used for half of it, so that a page with many requests asks once. */
  const REUSED_FOR_MS = 30_000;
  let kept = null;

  async function idToken() {
    if (kept === null || performance.now() - kept.at > REUSED_FOR_MS) {
      kept = { at: performance.now(), token: ask("id-token") };
      kept.token.catch(() => (kept = null));
    }
    return kept.token;
  }

  function freshIdToken() {
    kept = null;
    return idToken();
  }

  window.appBridgeStandIn.idToken = idToken;
  window.appBridgeStandIn.freshIdToken = freshIdToken;

  const address = new URLSearchParams(location.search);
  const bounce = address.get("shopify-reload");
  /* The library writes the app's own origin, which the browser reaches through this one. */
  const page = new URL(bounce ?? location.href, location.href);

  async function reloadWithToken() {
    page.searchParams.set("id_token", await freshIdToken());
    location.replace(page.pathname + page.search);
  }

  if (embedded && bounce !== null) {
    reloadWithToken();
  } else if (!embedded && config.host !== undefined) {
    const inAdmin = `https://${atob(config.host)}/apps/${config.apiKey}${page.pathname.replace(/^\/app(?=\/|$)/, "")}`;
    location.replace(`/sandbox/open?url=${encodeURIComponent(inAdmin)}`);
  }
})();
