/* `fetch` to the app's own origin carries a session token and the admin's language. */
(() => {
  const { config, idToken, freshIdToken, unsupported } = window.appBridgeStandIn;
  const fetchNatively = window.fetch.bind(window);

  function withToken(request, token) {
    const headers = new Headers(request.headers);
    headers.set("Authorization", `Bearer ${token}`);
    headers.set("Accept-Language", config.locale);
    return new Request(request, { headers });
  }

  function reauthorize(address) {
    if (!URL.canParse(address)) unsupported(`re-authorization at ${address}`);
    window.open(address, "_top");
  }

  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin || request.headers.has("Authorization")) {
      return fetchNatively(request);
    }
    const again = request.clone();
    let response = await fetchNatively(withToken(request, await idToken()));
    if (response.status === 401 && response.headers.has("X-Shopify-Retry-Invalid-Session-Request")) {
      response = await fetchNatively(withToken(again, await freshIdToken()));
    }
    const address = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (address !== null) reauthorize(address);
    return response;
  };
})();
